"""Writing figures: by area, indicator and year, never deleting, safe to repeat."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from gebieden.cijfers.cijferbestand.rij import GEHEIM, Cijferrij, JaarOntbreekt
from gebieden.cijfers.models import Cijfer, GeheimCijfer, Indicator
from gebieden.cijfers.optellen import SLEUTEL, VELDEN, jaren_bij, tel_op
from gebieden.gebied.codes import gemeente_van, is_cbs
from gebieden.gebied.models import Gebied
from gebieden.importeren import GEWIJZIGD, NIEUW, ONGEWIJZIGD, OVERGESLAGEN, Verslag
from gebiedswerk.profiel import huidig
from gebiedswerk.upsert import Upsert

BRONNEN = {
    "kwb": "CBS, Kerncijfers wijken en buurten",
    "wbk": "CBS, Wijk- en buurtkaart",
    "rivm": "RIVM, Gezondheid per wijk en buurt",
    "politie": "Politie, geregistreerde misdrijven",
    "leefbaarometer": "Leefbaarometer",
    "ses_woa": "CBS, sociaal-economische status",
    "eigen": "Eigen cijfers van de gemeente",
}
# The country and the regions that its files begin with.
GROTER = re.compile(r"(NL|LD|PV|CR|RE|AM|GG|VR|ZK)\d{2}", re.ASCII)
# CBS rounds both numbers of a share, so in a tiny area the part can come out above the whole.
AFRONDING = 5
ONBEKEND = "dit gebied is niet bekend: geen code van het CBS, en geen code of naam van een eigen gebied"
DECIMALEN = 6
JAREN = range(1995, 2101)
NOEM_HOOGUIT = 10
# A file that is wrong from top to bottom needs no line for every row of it.
MAX_FOUTEN = 2000


class Waardefout(ValueError):
    """A figure that cannot be right."""


def waarde_uit(sleutels, waarden):
    """The figure that ``sleutels`` describes (see ``catalogus``), ``GEHEIM``, or None when it is missing."""
    if "waarde" in sleutels:
        return _getal(sleutels, "waarde", waarden)
    deel, geheel = _getal(sleutels, "deel", waarden), _getal(sleutels, "geheel", waarden)
    if deel is None or not geheel:
        return None
    if deel is GEHEIM or geheel is GEHEIM:
        return GEHEIM
    if deel > geheel + AFRONDING:
        raise Waardefout(f"{sleutels['deel'][0]} ({deel:g}) is meer dan {sleutels['geheel'][0]} ({geheel:g})")
    return round(min(100 * deel / geheel, 100), DECIMALEN)


def _getal(sleutels, veld, waarden):
    for naam in sleutels[veld]:
        waarde = waarden.get(naam)
        if waarde is None:
            continue
        if isinstance(waarde, str):
            raise Waardefout(f"{naam} ‘{waarde[:40]}’ is geen getal")
        if waarde is not GEHEIM and waarde < 0 and not sleutels.get("mag_negatief"):
            raise Waardefout(f"{naam} ({waarde:g}) is negatief")
        return waarde
    return None


def namen():
    """``{name: [(code, words), …]}`` of the areas there are, for a file that has names instead of codes."""
    known = {}
    for gebied in Gebied.objects.lopend().select_related("ouder").only("naam", "code", "niveau", "ouder__naam"):
        ligt_in = f" in {gebied.ouder.naam}" if gebied.ouder_id else ""
        words = f"{gebied.naam}, {gebied.niveau_naam}{ligt_in} ({gebied.code})"
        known.setdefault(gebied.naam, []).append((gebied.code, words))
    return known


@dataclass
class Cijferverslag(Verslag):
    """``totalen``: ``{year: Verslag}`` of what was added up because of this delivery."""

    totalen: dict[int, Verslag] = field(default_factory=dict)


@transaction.atomic
def werk_bij(levering, *, jaar=None):
    """Write the figures of a ``Levering`` and add them up; returns a ``Cijferverslag``, a line per area.

    The year is that of the row, of the file, or ``jaar``, in this order. Other imports wait until this one is done.
    """
    # The row is only there to wait for; figures that are written elsewhere can go on referring to it.
    list(Indicator.objects.select_for_update(no_key=True).order_by("pk").values_list("pk")[:1])
    schrijver = _Schrijver(levering.jaar or jaar)
    for rij in levering.rijen:
        schrijver.neem(rij)
    schrijver.bewaar()
    verslag = schrijver.verslag
    for kolommen in getattr(levering, "kolommen", ()):
        verslag.opmerkingen += _over_kolommen(kolommen, schrijver.per_bron(kolommen.bron))
    for ieder_jaar in jaren_bij(schrijver.jaren):
        verslag.totalen[ieder_jaar] = tel_op(ieder_jaar)
    for ieder_jaar, totals in sorted(verslag.totalen.items()):
        if totals.aantal(ONGEWIJZIGD) < len(totals.regels):
            verslag.opmerkingen.append(f"Opgeteld tot grotere gebieden over {ieder_jaar}: {totals.in_getallen()}.")
    return verslag


class _Schrijver:
    """Takes the rows of one delivery and writes them slice by slice."""

    def __init__(self, jaar):
        self.jaar, self.jaren = jaar, set()
        self.verslag = Cijferverslag()
        self.indicatoren = list(Indicator.objects.order_by("volgorde", "code"))
        self.nummer = {i.pk: n for n, i in enumerate(self.indicatoren)}
        self.gebieden = dict(Gebied.objects.values_list("code", "pk"))
        self.gemeente = huidig().cbs_code or _code_van_de_wortel()
        self.cijfers = Upsert(Cijfer, SLEUTEL, VELDEN)
        self.geheim = Upsert(GeheimCijfer, SLEUTEL, ("bron",))
        self.geheimen = set()
        # Which indicators an area has had in a year, as bits: a set of figures would not fit in memory.
        self.gehad = {}
        self.plekken, self.zonder = {}, {}
        self.tellers = Counter()
        self._per_bron = {}
        self._eigen_namen = {i.naam.casefold(): i for i in self.indicatoren}
        self._eigen_namen |= {i.code.casefold(): i for i in self.indicatoren}
        self._eigen_bronnen = {i.pk: i.bron for i in self.indicatoren if i.is_eigen and i.bron}

    def per_bron(self, bron):
        """``[(indicator, keys), …]`` of the indicators that this source has figures for."""
        if bron not in self._per_bron:
            self._per_bron[bron] = [(i, i.sleutels[bron]) for i in self.indicatoren if bron in i.sleutels]
        return self._per_bron[bron]

    def neem(self, rij: Cijferrij):
        gebied = self.gebieden.get(rij.code)
        if rij.fout:
            self._fout(rij, rij.fout)
        elif gebied is None:
            self._onbekend(rij)
        elif (jaar := rij.jaar or self.jaar) is None:
            raise JaarOntbreekt
        elif jaar not in JAREN:
            self._fout(rij, f"het jaar {jaar} kan niet")
        else:
            try:
                figures = self._eigen(rij) if rij.bron == "eigen" else self._uit_bron(rij)
            except Waardefout as error:
                self._fout(rij, str(error))
            else:
                self._zet(rij, gebied, jaar, figures)

    def _fout(self, rij, reden):
        self.tellers["fout"] += 1
        if self.tellers["fout"] <= MAX_FOUTEN:
            self.verslag.meld(rij.waar, rij.code, OVERGESLAGEN, reden)

    def _onbekend(self, rij):
        if not is_cbs(rij.code) and not GROTER.fullmatch(rij.code):
            self._fout(rij, ONBEKEND)
        elif self.gemeente and gemeente_van(rij.code) == self.gemeente:
            self._fout(rij, "dit gebied is niet bekend")
        else:
            self.tellers["elders"] += 1

    def _uit_bron(self, rij):
        """All figures of a row or, when one is impossible, none."""
        figures = ((i.pk, waarde_uit(sleutels, rij.waarden)) for i, sleutels in self.per_bron(rij.bron))
        return [(pk, waarde) for pk, waarde in figures if waarde is not None]

    def _eigen(self, rij):
        """Figures by the code or the name of an indicator."""
        figures = []
        for naam, waarde in rij.waarden.items():
            indicator = self._eigen_namen.get(naam.casefold())
            if indicator is None:
                raise Waardefout(f"de indicator ‘{naam[:60]}’ is niet bekend")
            sleutels = {"waarde": [naam], "mag_negatief": indicator.soort == "gemiddelde"}
            waarde = waarde_uit(sleutels, {naam: waarde})
            if waarde is not None and waarde is not GEHEIM and indicator.eenheid == "%" and waarde > 100:
                raise Waardefout(f"{naam} ({waarde:g}) is meer dan 100%")
            if waarde is not None:
                figures.append((indicator.pk, waarde))
        return figures

    def _zet(self, rij, gebied, jaar, figures):
        if not figures:
            self.zonder.setdefault(gebied, rij)
            return
        had = self.gehad.get((gebied, jaar), 0)
        bron = BRONNEN[rij.bron]
        if rij.bron == "eigen":
            bron = self._eigen_bronnen.get(figures[0][0], bron)
        bron = f"{bron[:110]} {jaar}"
        double, now = False, had
        for indicator, waarde in figures:
            bit = 1 << self.nummer[indicator]
            if had & bit:
                double = True
                continue
            now |= bit
            if waarde is GEHEIM:
                self.geheimen.add((gebied, indicator, jaar))
                self.geheim.add((gebied, indicator, jaar, bron))
            else:
                self.cijfers.add((gebied, indicator, jaar, float(waarde), bron, False, rij.is_voorlopig, False))
        self.gehad[gebied, jaar] = now
        self.jaren.add(jaar)
        if double:
            self._fout(rij, "staat al eerder in het bestand")
        if now != had:
            self.plekken.setdefault(gebied, (rij.waar, rij.code))

    def bewaar(self):
        self.cijfers.flush()
        self.geheim.flush()
        for gebied, (waar, code) in self.plekken.items():
            self.verslag.meld(waar, code, self._uitkomst(gebied))
        for gebied, rij in self.zonder.items():
            if gebied not in self.plekken:
                self._fout(rij, "heeft geen enkel cijfer")
        self.verslag.opmerkingen += [*self._over_rijen(), *self._over_geheim()]

    def _uitkomst(self, gebied):
        if self.cijfers.new[gebied] or self.geheim.new[gebied]:
            return NIEUW
        return GEWIJZIGD if self.cijfers.changed[gebied] or self.geheim.changed[gebied] else ONGEWIJZIGD

    def _over_rijen(self):
        total = sum(had.bit_count() for had in self.gehad.values()) - len(self.geheimen)
        new, changed = self.cijfers.new.total(), self.cijfers.changed.total()
        if total:
            yield f"Losse cijfers: {new} nieuw, {changed} gewijzigd, {total - new - changed} ongewijzigd."
        if self.tellers["elders"]:
            yield (
                f"{self.tellers['elders']} regels van andere gemeenten en van grotere gebieden zijn niet overgenomen."
            )
        if self.tellers["fout"] > MAX_FOUTEN:
            yield f"Nog {self.tellers['fout'] - MAX_FOUTEN} regels zijn overgeslagen; die staan hier niet apart."

    def _over_geheim(self):
        """Withheld now and known before is said; what was withheld and is published now is withheld no longer."""
        known = Cijfer.objects.filter(is_berekend=False, jaar__in=self.jaren)
        if self.geheimen:
            yield f"{len(self.geheimen)} cijfers houdt de bron geheim; die staan er als geheim."
            known = known.filter(gebied__geheime_cijfers__jaar__in=self.jaren).distinct()
            known = known.select_related("gebied", "indicator").defer("gebied__grens")
            both = [c for c in known if (c.gebied_id, c.indicator_id, c.jaar) in self.geheimen]
            if both:
                names = [f"{c.indicator.naam} van {c.gebied.naam} over {c.jaar}" for c in both]
                yield f"Eerder bekend en nu geheim, het eerdere cijfer blijft bewaard: {_opsomming(names)}."
        rows = GeheimCijfer.objects.filter(jaar__in=self.jaren).values_list("pk", *SLEUTEL)
        done = [pk for pk, gebied, indicator, jaar in rows if self._is_bekend(gebied, indicator, jaar)]
        GeheimCijfer.objects.filter(pk__in=done).delete()
        if done:
            yield f"{len(done)} cijfers waren geheim en zijn nu bekend."

    def _is_bekend(self, gebied, indicator, jaar):
        has = self.gehad.get((gebied, jaar), 0) >> self.nummer[indicator] & 1
        return bool(has) and (gebied, indicator, jaar) not in self.geheimen


def _code_van_de_wortel():
    root = Gebied.objects.lopend().filter(ouder=None).order_by("pk").values_list("code", flat=True).first() or ""
    return root if root.startswith("GM") else ""


def _opsomming(names):
    names = list(names)
    more = f" en nog {len(names) - NOEM_HOOGUIT}" if len(names) > NOEM_HOOGUIT else ""
    return ", ".join(names[:NOEM_HOOGUIT]) + more


def _over_kolommen(kolommen, indicatoren):
    """What there is to say about the columns of the file."""
    present, empty = set(kolommen.plaatsen), kolommen.leeg
    lines, absent, void = [], [], []
    for indicator, sleutels in indicatoren:
        for names in (sleutels[veld] for veld in ("waarde", "deel", "geheel") if veld in sleutels):
            if not present.intersection(names):
                absent.append(indicator.naam)
            elif not (present - empty).intersection(names):
                void.append(indicator.naam)
    if void:
        lines.append(f"Niet in deze uitgave (de kolom is helemaal leeg): {', '.join(dict.fromkeys(void))}.")
    if absent:
        lines.append(f"De kolom ontbreekt in dit bestand: {', '.join(dict.fromkeys(absent))}.")
    if empty:
        lines.append(f"{len(empty)} van de {len(present)} kolommen van het bestand zijn leeg.")
    return lines
