"""What was copied from last year and nobody looked at again: it does not go into a document that others judge."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import Truncator

TEKSTEN = {"samenvatting": "Samenvatting", "beleving": "Wat bewoners ervan vonden"}
MEESTE_GENOEMD = 5


@dataclass(frozen=True)
class TeBekijken:
    """One thing to look at again, and where it stands."""

    soort: str
    tekst: str
    url: str


def nog_na_te_kijken(analyse):
    """Everything that still bears the mark, in the order of the workspace; in three queries."""
    hier, verhalen = (reverse(f"cyclus:analyse_{pagina}", args=[analyse.pk]) for pagina in ("werkplaats", "verhalen"))
    regels = [
        TeBekijken("Cijfer", keuze.commentaar or keuze.sleutel, f"{hier}#cijfer-{keuze.pk}")
        for keuze in analyse.uitgelicht.filter(is_nagekeken=False)
    ]
    regels += [TeBekijken("Tekst", TEKSTEN.get(naam, naam), f"{hier}#tekst-{naam}") for naam in analyse.na_te_kijken]
    regels += [
        TeBekijken(punt.get_soort_display(), punt.tekst, f"{hier}#punt-{punt.pk}")
        for punt in analyse.punten.in_leesvolgorde().filter(is_nagekeken=False)
    ]
    regels += [
        TeBekijken("Verhaal", verhaal.tekst, f"{verhalen}#verhaal-{verhaal.pk}")
        for verhaal in analyse.verhalen().filter(is_nagekeken=False)
    ]
    return regels


def alles_nagekeken(analyse):
    """The requirement of a step; names what is still to be looked at."""
    # The row is locked by now; somebody may have copied since this object was read.
    analyse.refresh_from_db(fields=["na_te_kijken"])
    regels = nog_na_te_kijken(analyse)
    if not regels:
        return
    genoemd = [f"{r.soort.lower()} ‘{Truncator(r.tekst).chars(50)}’" for r in regels[:MEESTE_GENOEMD]]
    rest = f" en nog {len(regels) - MEESTE_GENOEMD}" if len(regels) > MEESTE_GENOEMD else ""
    raise ValidationError(
        f"Van vorig jaar is overgenomen en nog niet opnieuw bekeken: {', '.join(genoemd)}{rest}. "
        "Kies bij elk: klopt nog, bewerken of laten vallen."
    )


def kijk_na(analyse, soort, naam):
    """‘Klopt nog’: takes the mark off one thing. Twice is once; the analysis is locked by the caller."""
    if soort == "tekst" and naam in analyse.na_te_kijken:
        analyse.na_te_kijken = [ander for ander in analyse.na_te_kijken if ander != naam]
        analyse.save(update_fields=["na_te_kijken", "gewijzigd_op"])
    rijen = {"punt": analyse.punten, "cijfer": analyse.uitgelicht}.get(soort)
    if rijen is not None and naam.isdecimal() and len(naam) < 18:
        rijen.filter(pk=int(naam)).update(is_nagekeken=True)
