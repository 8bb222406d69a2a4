"""Writing figures: by area, indicator and year, never deleting, safe to repeat."""

from django.db import transaction

from gebieden.cijfers.models import Cijfer, Indicator
from gebieden.gebied.inlezen import is_van_gemeente
from gebieden.gebied.models import Gebied
from gebieden.importeren import GEWIJZIGD, NIEUW, ONGEWIJZIGD, OVERGESLAGEN, Verslag
from gebiedswerk.profiel import huidig

BRONNEN = {"kwb": "CBS, Kerncijfers wijken en buurten"}
# CBS rounds both numbers of a share, so in a tiny area the part can come out above the whole.
AFRONDING = 5
DECIMALEN = 6


class Waardefout(ValueError):
    """A figure that cannot be right."""


def waarde_uit(sleutels, waarden):
    """The figure that ``sleutels`` describes (see ``catalogus``), or None when it is missing."""
    if "waarde" in sleutels:
        return _getal(sleutels["waarde"], waarden)
    deel, geheel = _getal(sleutels["deel"], waarden), _getal(sleutels["geheel"], waarden)
    if deel is None or not geheel:
        return None
    if deel > geheel + AFRONDING:
        raise Waardefout(f"{sleutels['deel'][0]} ({deel:g}) is meer dan {sleutels['geheel'][0]} ({geheel:g})")
    return round(min(100 * deel / geheel, 100), DECIMALEN)


def _getal(namen, waarden):
    for naam in namen:
        waarde = waarden.get(naam)
        if isinstance(waarde, str):
            raise Waardefout(f"{naam} ‘{waarde[:40]}’ is geen getal")
        if waarde is not None and waarde < 0:
            raise Waardefout(f"{naam} ({waarde:g}) is negatief")
        if waarde is not None:
            return waarde
    return None


@transaction.atomic
def werk_bij(rijen, *, bron, jaar):
    """Figures from ``Cijferrij``; returns a ``Verslag``, a line per area."""
    schrijver = _Schrijver(bron, jaar)
    verslag = Verslag()
    elders, seen, filled = 0, set(), set()
    for rij in rijen:
        seen |= rij.waarden.keys()
        filled |= {sleutel for sleutel, waarde in rij.waarden.items() if waarde is not None}
        if rij.fout:
            verslag.meld(rij.waar, rij.code, OVERGESLAGEN, rij.fout)
        elif not is_van_gemeente(rij.code, huidig().cbs_code) or rij.code[:2] not in ("GM", "WK", "BU"):
            elders += 1
            verslag.meld(rij.waar, rij.code, OVERGESLAGEN)
        else:
            verslag.meld(rij.waar, rij.code, *schrijver.neem(rij))
    schrijver.bewaar()
    verslag.opmerkingen += _opmerkingen(elders, seen, filled, schrijver.indicatoren, bron)
    return verslag


class _Schrijver:
    """Collects the figures of one delivery, compares them with what is stored, and writes them in two queries."""

    def __init__(self, bron, jaar):
        self.bron, self.jaar = bron, jaar
        self.indicatoren = [i for i in Indicator.objects.all() if bron in i.sleutels]
        self.gebieden = dict(Gebied.objects.values_list("code", "pk"))
        stored = Cijfer.objects.filter(jaar=jaar, indicator__in=self.indicatoren)
        self.stored = {(c.gebied_id, c.indicator_id): c for c in stored}
        self.new, self.changed = [], []

    def neem(self, rij):
        """``(outcome, reason)`` for one area: all its figures or, when one is impossible, none."""
        gebied = self.gebieden.get(rij.code)
        if gebied is None:
            return OVERGESLAGEN, "dit gebied is niet bekend"
        try:
            figures = [(i, waarde_uit(i.sleutels[self.bron], rij.waarden)) for i in self.indicatoren]
        except Waardefout as error:
            return OVERGESLAGEN, str(error)
        outcomes = {self._zet(gebied, i, waarde) for i, waarde in figures if waarde is not None}
        if not outcomes:
            return OVERGESLAGEN, "heeft geen enkel cijfer"
        return next(u for u in (NIEUW, GEWIJZIGD, ONGEWIJZIGD) if u in outcomes), ""

    def _zet(self, gebied, indicator, waarde):
        velden = {
            "waarde": waarde,
            "bron": f"{BRONNEN[self.bron]} {self.jaar}",
            "is_berekend": False,
            "is_voorbeeld": False,
        }
        cijfer = self.stored.get((gebied, indicator.pk))
        if cijfer is None:
            self.new.append(Cijfer(gebied_id=gebied, indicator=indicator, jaar=self.jaar, **velden))
            return NIEUW
        if all(getattr(cijfer, veld) == inhoud for veld, inhoud in velden.items()):
            return ONGEWIJZIGD
        for veld, inhoud in velden.items():
            setattr(cijfer, veld, inhoud)
        self.changed.append(cijfer)
        return GEWIJZIGD

    def bewaar(self):
        Cijfer.objects.bulk_create(self.new)
        Cijfer.objects.bulk_update(self.changed, ["waarde", "bron", "is_berekend", "is_voorbeeld"])


def _opmerkingen(elders, seen, filled, indicatoren, bron):
    """What there is to say about the file as a whole."""
    lines = []
    if elders:
        lines.append(f"{elders} regels van andere gemeenten en van grotere gebieden zijn niet overgenomen.")
    absent, empty = [], []
    for indicator in indicatoren:
        sleutels = indicator.sleutels[bron]
        for namen in (sleutels[veld] for veld in ("waarde", "deel", "geheel") if veld in sleutels):
            if not seen.intersection(namen):
                absent.append(indicator.naam)
            elif not filled.intersection(namen):
                empty.append(indicator.naam)
    if seen and empty:
        lines.append(f"Niet in deze uitgave (de kolom is helemaal leeg): {', '.join(dict.fromkeys(empty))}.")
    if seen and absent:
        lines.append(f"De kolom ontbreekt in dit bestand: {', '.join(dict.fromkeys(absent))}.")
    return [*lines, f"{len(seen - filled)} van de {len(seen)} kolommen van het bestand zijn leeg."] if seen else lines
