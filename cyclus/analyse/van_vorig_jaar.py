"""Last year's words as a beginning for this year: once, with a mark on everything that was not looked at again.

What residents said when last year's analysis was put to them is not taken along: they did not say it of this one.
"""

from dataclasses import dataclass

from django.db import transaction

from .punt import Analysepunt, Uitgelicht
from .uitlichten import kandidaten
from .verhaal import Verhaal
from .vorm import uit_json

VAN_PUNT = ("soort", "aard", "thema", "tekst", "onderbouwing")
# Not the consent: whoever told it is asked again.
VAN_VERHAAL = ("gebied_id", "tekst", "thema", "bron", "opgeschreven_door_id", "opgeschreven_op", "is_voorbeeld")


@dataclass(frozen=True)
class Voorraad:
    """What of last year was not copied before; ``namen`` are how ``Gebiedsanalyse.overgenomen`` remembers them."""

    punten: list
    verhalen: list
    cijfers: list
    samenvatting: str = ""

    def __len__(self):
        return len(self.punten) + len(self.verhalen) + len(self.cijfers) + bool(self.samenvatting)

    @property
    def namen(self):
        namen = [_naam(ding) for ding in (*self.punten, *self.verhalen, *self.cijfers)]
        return [*namen, "tekst:samenvatting"] if self.samenvatting else namen

    def in_woorden(self):
        aantallen = [
            (len(self.punten), "punt", "punten"),
            (len(self.cijfers), "cijfer met onze woorden", "cijfers met onze woorden"),
            (len(self.verhalen), "verhaal", "verhalen"),
            (int(bool(self.samenvatting)), "samenvatting", ""),
        ]
        delen = [f"{n} {een if n == 1 else meer}" for n, een, meer in aantallen if n]
        return f"{', '.join(delen[:-1])} en {delen[-1]}" if len(delen) > 1 else "".join(delen)


def _naam(ding):
    return f"{ding._meta.model_name}:{ding.pk}"


def over_te_nemen(analyse):
    """What last year has that was not copied yet; a summary only where there is none."""
    vorige = analyse.van_vorig_jaar()
    if vorige is None:
        return Voorraad([], [], [])
    gehad = set(analyse.overgenomen)
    heeft_tekst = analyse.samenvatting or "tekst:samenvatting" in gehad
    eigen = set(analyse.uitgelicht.values_list("sleutel", flat=True))
    return Voorraad(
        punten=[p for p in vorige.punten.in_leesvolgorde() if _naam(p) not in gehad],
        verhalen=[v for v in vorige.verhalen().order_by("opgeschreven_op", "pk") if _naam(v) not in gehad],
        cijfers=[k for k in _keuzes(vorige) if _naam(k) not in gehad and k.sleutel not in eigen],
        samenvatting="" if heeft_tekst else vorige.samenvatting,
    )


def _keuzes(vorige):
    """What was said of a figure, hidden or picked; an order alone says nothing about another year."""
    keuzes = vorige.keuzes()
    inhoud = uit_json(vorige.inhoud)
    gekozen = (
        {k.sleutel for k in kandidaten(inhoud, keuzes) if k.punt and not k.valt_op} if inhoud and keuzes else set()
    )
    return [k for k in keuzes.values() if k.commentaar or not k.is_getoond or k.sleutel in gekozen]


def neem_over(analyse, *, door):
    """Copy what was not copied before; returns the ``Voorraad``. A second click finds nothing and changes nothing."""
    with transaction.atomic():
        analyse = analyse.houd_vast()
        voorraad = over_te_nemen(analyse)
        if not voorraad:
            return voorraad
        _neem_punten_over(analyse, voorraad.punten)
        Uitgelicht.objects.bulk_create(
            Uitgelicht(
                analyse=analyse,
                vorig=keuze,
                is_nagekeken=False,
                sleutel=keuze.sleutel,
                is_getoond=keuze.is_getoond,
                commentaar=keuze.commentaar,
            )
            for keuze in voorraad.cijfers
        )
        Verhaal.objects.bulk_create(
            Verhaal(jaar=analyse.jaar, vorig=verhaal, is_nagekeken=False, **_velden(verhaal, VAN_VERHAAL))
            for verhaal in voorraad.verhalen
        )
        if voorraad.samenvatting:
            analyse.samenvatting = voorraad.samenvatting
            analyse.na_te_kijken = [*analyse.na_te_kijken, "samenvatting"]
        analyse.overgenomen = [*analyse.overgenomen, *voorraad.namen]
        analyse.save(update_fields=["samenvatting", "na_te_kijken", "overgenomen", "gewijzigd_op"])
        analyse.noteer(f"Uit {analyse.jaar - 1}: {voorraad.in_woorden()}.", door=door, soort="overgenomen")
    return voorraad


def _neem_punten_over(analyse, punten):
    plekken = {soort: analyse.punten.volgende_plek(soort) for soort, _ in Analysepunt.SOORTEN}
    nieuwe = []
    for punt in punten:
        velden = _velden(punt, VAN_PUNT)
        nieuwe.append(
            Analysepunt(analyse=analyse, vorig=punt, is_nagekeken=False, volgorde=plekken[punt.soort], **velden)
        )
        plekken[punt.soort] += 1
    Analysepunt.objects.bulk_create(nieuwe)


def _velden(ding, namen):
    return {naam: getattr(ding, naam) for naam in namen}
