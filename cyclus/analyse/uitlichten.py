"""Which figures the document shows, in what order and with which words: what stands out, and what officials chose."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from gebiedswerk.profiel import huidig
from gebiedswerk.svg import getal

from .opvallend import onzekerheid
from .vorm import Opvallend

# Who points out everything points out nothing.
MEESTE_GETOOND = 20


@dataclass(frozen=True)
class Kandidaat:
    """A figure that can be shown. ``punt`` is None for a choice of which the figure is no longer there."""

    sleutel: str
    punt: Opvallend | None
    keuze: object | None = None
    valt_op: bool = True

    @property
    def is_getoond(self):
        return self.punt is not None and (self.keuze is None or self.keuze.is_getoond)

    @property
    def plek(self):
        """Who was given a place comes first; the rest follows in the order in which it was found."""
        return (not (self.keuze and self.keuze.volgorde), self.keuze.volgorde if self.keuze else 0)

    def met_woorden(self):
        return replace(self.punt, commentaar=self.keuze.commentaar) if self.keuze else self.punt


def kandidaten(inhoud, keuzes):
    """What stands out and what was picked, in the order of the document; ``keuzes`` is {sleutel: Uitgelicht}."""
    gevonden = {}
    for nummer, punt in enumerate(inhoud.valt_op or inhoud.opvallend):
        # What was stored before figures had a name goes by its number.
        sleutel = punt.sleutel or f"punt:{nummer}"
        gevonden[sleutel] = Kandidaat(sleutel, punt, keuzes.get(sleutel))
    gekozen = [sleutel for sleutel in keuzes if sleutel not in gevonden]
    regels = {regel.code: (thema, regel) for thema in inhoud.themas for regel in thema.regels} if gekozen else {}
    for sleutel in gekozen:
        punt = als_punt(inhoud, *regels[sleutel]) if sleutel in regels else None
        gevonden[sleutel] = Kandidaat(sleutel, punt, keuzes[sleutel], valt_op=False)
    return sorted(gevonden.values(), key=lambda kandidaat: kandidaat.plek)


def uitgelicht(inhoud, keuzes):
    """The content with the figures that officials chose, in their order and with their words."""
    if not keuzes:
        return replace(inhoud, opvallend=inhoud.valt_op or inhoud.opvallend, valt_op=())
    getoond = tuple(k.met_woorden() for k in kandidaten(inhoud, keuzes) if k.is_getoond)
    return replace(inhoud, opvallend=getoond, valt_op=inhoud.valt_op or inhoud.opvallend)


def als_punt(inhoud, thema, regel):
    """A figure that does not stand out by itself, as a sentence."""
    zin = f"{regel.naam}: {in_cijfers(regel, regel.waarde)} in {inhoud.gebied} ({regel.jaar})"
    if regel.gemeente is not None and regel.soort != "telling":
        zin += f"; in de hele gemeente is dat {in_cijfers(regel, regel.gemeente)}"
    reden = f"Dit cijfer kozen de {inhoud.woorden.get('gebiedsmedewerkers', huidig().woorden['gebiedsmedewerkers'])}."
    vergeleken = "Of het verschil toeval kan zijn, is niet uitgerekend."
    return Opvallend(thema.naam, f"{zin}.", reden, f"{onzekerheid(regel, inhoud.jaar)} {vergeleken}", regel.code)


def in_cijfers(regel, waarde):
    """The unit is left out where the name beside it says the same."""
    return getal(waarde, regel.decimalen, "" if regel.eenheid.lower() == regel.naam.lower() else regel.eenheid)


def te_kiezen(inhoud, keuzes):
    """``[(theme, [(code, figure in words), …]), …]`` of all figures that are not in the list yet."""
    bezet = {k.sleutel for k in kandidaten(inhoud, keuzes)}
    groepen = []
    for thema in inhoud.themas:
        rijen = [
            (r.code, f"{r.naam}: {in_cijfers(r, r.waarde)} ({r.jaar})") for r in thema.regels if r.code not in bezet
        ]
        if rijen:
            groepen.append((thema.naam, rijen))
    return groepen


# What officials do with them; the analysis is locked by the caller ------------


def zet_getoond(analyse, sleutel, is_getoond):
    """Show a figure or hide it; the same twice is once. Raises ``ValidationError`` for what cannot be shown."""
    keuzes = analyse.keuzes()
    inhoud = analyse.huidige_inhoud()
    gevonden = {k.sleutel: k for k in kandidaten(inhoud, keuzes)}
    if sleutel not in gevonden and sleutel not in {code for _, rijen in te_kiezen(inhoud, keuzes) for code, _ in rijen}:
        raise ValidationError("Dit cijfer is er niet meer. Kies een ander cijfer.")
    if sleutel in gevonden and gevonden[sleutel].is_getoond == is_getoond:
        return
    getoond = [k for k in gevonden.values() if k.is_getoond]
    if is_getoond and len(getoond) >= MEESTE_GETOOND:
        raise ValidationError(f"Er staan al {MEESTE_GETOOND} cijfers in het document. Verberg er eerst een.")
    analyse.uitgelicht.update_or_create(sleutel=sleutel, defaults={"is_getoond": is_getoond, "is_nagekeken": True})


def verplaats(analyse, sleutel, plek):
    """Put a shown figure in this place, from 1; every shown one is given its own."""
    keuzes = analyse.keuzes()
    rij = [k.sleutel for k in kandidaten(analyse.huidige_inhoud(), keuzes) if k.is_getoond]
    if sleutel not in rij:
        return
    rij.remove(sleutel)
    rij.insert(max(plek - 1, 0), sleutel)
    for nummer, naam in enumerate(rij, 1):
        if naam in keuzes:
            analyse.uitgelicht.filter(sleutel=naam).update(volgorde=nummer)
        else:
            analyse.uitgelicht.create(sleutel=naam, volgorde=nummer)


def laat_vallen(analyse, sleutel):
    """Forget what was chosen or said of a figure."""
    analyse.uitgelicht.filter(sleutel=sleutel).delete()
