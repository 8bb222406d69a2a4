"""The table in which a person corrects what is proposed, also when two people do so at the same time.

Rows are never taken away, only emptied and added, so that a row keeps its number. Like in a division every row carries
what stood there when the page was made: only a row that two people changed is refused, with both versions shown.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import transaction

from gebieden.gebied.models import Gebied
from gebieden.opvolging.models import SPELING, Herindeling
from gebieden.opvolging.voorstel import kandidaten, lees_aandeel, soort
from gebiedswerk.tijdlijn import schrijf


def in_procenten(aandeel):
    """``0.625`` as people type it: ``62,5``."""
    return f"{100 * aandeel:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def uit_procenten(tekst):
    """A share out of a typed percentage; None when it is none."""
    kaal = tekst.strip().rstrip("%").strip()
    return lees_aandeel(f"{kaal}%") if kaal else None


@dataclass
class Rij:
    nummer: int
    oud: Gebied
    regel: dict
    nieuw: str = ""
    aandeel: str = ""
    was: str = ""
    fout: str = ""

    @property
    def nu(self):
        """What is stored, as the page carries it."""
        return f"{self.regel['nieuw'] or ''}|{in_procenten(self.regel['aandeel'])}"

    @property
    def keuze(self):
        return f"{self.nieuw}|{self.aandeel}"


@dataclass
class Opvolgingstabel:
    herindeling: Herindeling
    data: dict | None = None
    fouten: list = field(default_factory=list)

    def __post_init__(self):
        pks = {regel[kant] for regel in self.herindeling.regels for kant in ("oud", "nieuw") if regel[kant]}
        self.bekend = Gebied.objects.defer("grens", "omschrijving").in_bulk(pks)
        self.nieuwe = defaultdict(list)
        is_open = self.herindeling.status == "bekeken"
        for gebied in kandidaten(self.herindeling)[1].defer("grens", "omschrijving") if is_open else ():
            self.nieuwe[soort(gebied)].append(gebied)
        self.rijen = [self._rij(n, regel) for n, regel in enumerate(self.herindeling.regels)]
        # Beside each other what is about the same old area, also when it was added later.
        self.rijen.sort(key=lambda rij: (rij.oud.code, rij.nummer))

    def _rij(self, nummer, regel):
        rij = Rij(nummer, self.bekend[regel["oud"]], regel)
        rij.nieuw, rij.aandeel, rij.was = str(regel["nieuw"] or ""), in_procenten(regel["aandeel"]), rij.nu
        rij.opvolger = self.bekend.get(regel["nieuw"])
        rij.keuzes = self.nieuwe[soort(rij.oud)]
        return rij

    def oude(self):
        """The old areas, once each, for the row that can be added."""
        return list({rij.oud.pk: rij.oud for rij in self.rijen}.values())

    def zonder_opvolger(self):
        have = {rij.oud.pk for rij in self.rijen if rij.regel["nieuw"]}
        return [gebied for gebied in self.oude() if gebied.pk not in have]

    def is_geldig(self):
        """Read what was typed; False when something cannot be stored, and then ``fouten`` and the rows say what."""
        regels = list(self.herindeling.regels)
        for rij in self.rijen:
            if f"was-{rij.nummer}" in self.data:
                regels[rij.nummer] = self._lees(rij)
        # Sent twice, the same row is added once.
        regels += [regel for regel in self._erbij() if regel not in regels]
        pairs = Counter((regel["oud"], regel["nieuw"]) for regel in regels if regel["nieuw"])
        total = defaultdict(float)
        for regel in regels:
            total[regel["oud"]] += regel["aandeel"] if regel["nieuw"] else 0
        for rij in self.rijen:
            if pairs[rij.oud.pk, regels[rij.nummer]["nieuw"]] > 1 and not rij.fout:
                rij.fout = "Deze opvolger staat er twee keer. Kies een andere, of ‘Geen opvolger’."
            if total[rij.oud.pk] > 1 + SPELING and not rij.fout:
                rij.fout = (
                    f"Samen is dit {in_procenten(total[rij.oud.pk])} procent van {rij.oud}. Meer dan 100 kan niet."
                )
        if any(rij.fout for rij in self.rijen):
            self.fouten.append("Niet alles is te bewaren. Bij de rij staat wat er aan de hand is.")
        self.regels = regels
        return not self.fouten

    def _lees(self, rij):
        """The row as it will be stored. What I saw, what I chose and what is stored are three things."""
        saw, stored = self.data[f"was-{rij.nummer}"], rij.nu
        rij.nieuw = self.data.get(f"nieuw-{rij.nummer}", "")
        rij.aandeel = self.data.get(f"aandeel-{rij.nummer}", "").strip()
        rij.was = stored
        if rij.keuze == saw:
            rij.nieuw, rij.aandeel = stored.split("|")
            return rij.regel
        share = uit_procenten(rij.aandeel or "100")
        chosen = next((g for g in rij.keuzes if str(g.pk) == rij.nieuw), None)
        if rij.nieuw and chosen is None:
            rij.fout = "Kies een gebied uit de lijst."
        elif share is None:
            rij.fout = "Vul een aandeel in tussen 0 en 100 procent."
        elif stored not in (saw, rij.keuze):
            now = f"{rij.opvolger}, {in_procenten(rij.regel['aandeel'])} %" if rij.opvolger else "geen opvolger"
            rij.fout = (
                f"Iemand anders heeft dit net gewijzigd. Inmiddels staat hier: {now}. Bewaar opnieuw voor uw keuze."
            )
        if rij.fout:
            return rij.regel
        return rij.regel | {"nieuw": chosen.pk if chosen else None, "aandeel": share, "bron": "hand"}

    def _erbij(self):
        """The row that was added under the table."""
        oud = next((g for g in self.oude() if str(g.pk) == self.data.get("erbij_oud", "")), None)
        if oud is None:
            return []
        nieuw = next((g for g in self.nieuwe[soort(oud)] if str(g.pk) == self.data.get("erbij_nieuw", "")), None)
        share = uit_procenten(self.data.get("erbij_aandeel", ""))
        if nieuw is None or share is None:
            self.fouten.append(f"Kies een opvolger van {oud} van dezelfde soort, en vul een aandeel in.")
            return []
        return [{"oud": oud.pk, "nieuw": nieuw.pk, "aandeel": share, "bron": "hand"}]

    def bewaar(self, door):
        """Store it, raise the version and write it down; False when somebody was a moment earlier."""
        if self.regels == self.herindeling.regels:
            return True
        with transaction.atomic():
            rows = Herindeling.objects.filter(pk=self.herindeling.pk, versie=self.herindeling.versie, status="bekeken")
            if not rows.update(regels=self.regels, versie=self.herindeling.versie + 1):
                self.fouten.append("Iemand anders heeft dit net gewijzigd. Bewaar opnieuw.")
                return False
            schrijf(self.herindeling, "wijziging", door=door, tekst="De voorgestelde opvolgers zijn gewijzigd")
        return True
