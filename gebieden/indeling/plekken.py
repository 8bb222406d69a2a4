"""The table in which a person gives every buurt its place, also when two people do so at the same time.

Every row carries what stood there when the page was made (``was``). A row that nobody else touched takes what this
person chose; a row that only somebody else touched stays as they left it; a row that both changed is refused, with
both versions shown. Saving again after that is a choice made knowingly.
"""

from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from django.db import transaction
from django.db.models import F
from django.utils.functional import cached_property

from gebieden.indeling.models import Gebiedsindeling, Toedeling
from gebieden.indeling.stand import opsomming
from gebieden.indeling.wijziging import lees_boom
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import schrijf

NIEUW, GEEN, ZONDER_PLEK = "+", "-", "-"
LEEG = ("", "")
LANGSTE_NAAM = 120


def in_waarde(plek):
    """A place as the value of an option."""
    return "|".join(quote(naam, safe="") for naam in plek) if plek[0] else ""


def uit_waarde(waarde):
    gebied, _, kern = waarde.partition("|")
    return unquote(gebied), unquote(kern) if gebied else ""


def in_woorden(plek):
    gebied, kern = plek
    return f"{kern} in {gebied}" if kern else gebied or "geen plek"


@dataclass
class Rij:
    """One buurt: where it lies ``nu``, its ``plek`` in the division, and what stood there ``was``."""

    pk: int
    naam: str
    code: str
    nu: tuple
    plek: tuple = LEEG
    was: tuple = LEEG
    is_gekozen: bool = False
    is_onbekend: bool = False
    fout: str = ""

    @property
    def waarde(self):
        return in_waarde(self.plek)

    @property
    def was_waarde(self):
        return in_waarde(self.was)

    @property
    def is_anders(self):
        return self.plek != self.nu

    @property
    def nu_in_woorden(self):
        return in_woorden(self.nu)

    @property
    def plek_in_woorden(self):
        return in_woorden(self.plek)


@dataclass
class Plekkentabel:
    """The rows of the page, and what was typed; ``filter_gebied`` shows the buurten of one area only."""

    indeling: Gebiedsindeling
    data: dict | None = None
    filter_gebied: str = ""
    fouten: list = field(default_factory=list)

    def __post_init__(self):
        self.opgeslagen = self.indeling.plekken()
        self.boom = lees_boom(self.opgeslagen)
        self.met_kernen = bool(self.boom.kernniveau)
        self.rijen = [self._rij(buurt) for buurt in self.indeling.buurten().order_by("naam", "pk")]
        self.rijen = [rij for rij in self.rijen if self._is_getoond(rij)]

    def _rij(self, buurt):
        plek = self.opgeslagen.get(buurt.pk, LEEG)
        return Rij(buurt.pk, buurt.naam, buurt.code, self.boom.nu(buurt.pk), plek, plek)

    def _is_getoond(self, rij):
        """What was shown is what is judged, also when somebody else has moved a row out of the filter."""
        if self.data is not None:
            return f"was-{rij.pk}" in self.data
        wanted = self.filter_gebied
        return not wanted or rij.plek[0] == wanted or (wanted == ZONDER_PLEK and not rij.plek[0])

    # What there is to choose

    @cached_property
    def bekende_plekken(self):
        """All places there are now or in this division, ``{area: [village, …]}`` in order of name."""
        found = {}
        for gebied, kern in self.boom.plaatsen():
            found.setdefault(gebied, set()).update({kern} if kern else ())
        for buurt in self.boom.buurten:
            for gebied, kern in (self.boom.nu(buurt), self.opgeslagen.get(buurt, LEEG)):
                if gebied:
                    found.setdefault(gebied, set()).update({kern} if kern and self.met_kernen else ())
        return {gebied: sorted(found[gebied]) for gebied in sorted(found)}

    @cached_property
    def groepen(self):
        """The options of a row: ``[(area, [(value, text), …]), …]``."""
        alleen = f"{{}} (geen {huidig().woorden['kern']})" if self.met_kernen else "{}"

        def tekst(gebied, kern):
            return f"{kern} ({gebied})" if kern else alleen.format(gebied)

        return [
            (gebied, [(in_waarde((gebied, kern)), tekst(gebied, kern)) for kern in ("", *kernen)])
            for gebied, kernen in self.bekende_plekken.items()
        ]

    @cached_property
    def waarden(self):
        return {waarde for _, keuzes in self.groepen for waarde, _ in keuzes}

    def gebieden(self):
        return list(self.bekende_plekken)

    def kernen(self):
        return sorted({kern for kernen in self.bekende_plekken.values() for kern in kernen})

    # What was chosen

    def is_geldig(self):
        """Read what was typed into the rows; False when something cannot be stored, and then ``fouten`` says what."""
        taak = self._toewijzing() if self._is_toewijzing() else self._per_rij()
        for rij in self.rijen:
            taak(rij)
        if conflicts := [rij.naam for rij in self.rijen if rij.fout]:
            self.fouten.append(
                f"Iemand anders heeft net ook iets gewijzigd: {opsomming(conflicts)}. Uw keuze staat er nog, met "
                "daaronder wat er nu is opgeslagen. Bewaar opnieuw om uw keuze te laten gelden."
            )
        return not self.fouten

    def _is_toewijzing(self):
        """Whoever typed a new name and pressed Enter meant to assign, whatever button the browser took."""
        return self.data.get("actie") == "toewijzen" or any(
            self.data.get(naam, "").strip() for naam in ("gebied", "kern", "nieuw_gebied", "nieuw_kern")
        )

    def _per_rij(self):
        return lambda rij: self._kies(rij, uit_waarde(self.data.get(f"plek-{rij.pk}", "")))

    def _toewijzing(self):
        chosen = {int(pk) for pk in self.data.getlist("kies") if pk.isdigit()}
        gebied, kern = self._naam("gebied"), self._naam("kern")
        if not chosen:
            self.fouten.append("Vink eerst een of meer buurten aan.")
        if not gebied and not kern:
            self.fouten.append("Kies waar de aangevinkte buurten naartoe gaan.")
        ligt_in = {k: g for g, kernen in self.bekende_plekken.items() for k in kernen}

        def wijs_toe(rij):
            plek = uit_waarde(self.data.get(f"plek-{rij.pk}", ""))
            rij.is_gekozen = rij.pk in chosen
            if rij.is_gekozen:
                nieuwe_kern = plek[1] if not kern else "" if kern == GEEN else kern
                plek = (gebied or (ligt_in.get(kern) if kern else "") or plek[0] or rij.nu[0], nieuwe_kern)
            self._kies(rij, plek)

        return wijs_toe

    def _naam(self, veld):
        """A name out of the list, or the new one that was typed."""
        chosen, typed = self.data.get(veld, ""), " ".join(self.data.get(f"nieuw_{veld}", "").split())
        if chosen != NIEUW and not (typed and not chosen):
            return chosen[:LANGSTE_NAAM]
        if not typed:
            lidwoord = "het" if huidig().is_het(veld) else "de"
            self.fouten.append(f"Vul de naam in van {lidwoord} nieuwe {huidig().woorden[veld]}.")
        if len(typed) > LANGSTE_NAAM:
            self.fouten.append(f"Een naam heeft hooguit {LANGSTE_NAAM} tekens.")
        return typed

    def _kies(self, rij, mijn):
        """Three versions of one row: what I saw, what I chose, and what is stored."""
        saw, stored = uit_waarde(self.data[f"was-{rij.pk}"]), rij.plek
        if any(len(naam) > LANGSTE_NAAM for naam in mijn):
            return
        if mijn != saw and stored not in (saw, mijn):
            rij.fout = f"Inmiddels staat hier: {in_woorden(stored)}."
        if mijn != saw:
            rij.plek = mijn
        rij.was = stored
        rij.is_onbekend = bool(mijn[0]) and rij.waarde not in self.waarden

    def bewaar(self, door):
        """Store the rows that differ; returns how many. The division is locked by who made this table."""
        changed = {rij.pk: rij.plek for rij in self.rijen if rij.plek != rij.was}
        return leg_plekken_vast(self.indeling, changed, door=door)


def leg_plekken_vast(indeling, plekken, *, door, tekst=""):
    """Give these buurten their place, raise the version and write it down; returns how many."""
    if not plekken:
        return 0
    with transaction.atomic():
        indeling.toedelingen.filter(buurt__in=plekken).delete()
        Toedeling.objects.bulk_create(
            Toedeling(indeling=indeling, buurt_id=buurt, gebied=gebied, kern=kern)
            for buurt, (gebied, kern) in plekken.items()
            if gebied
        )
        Gebiedsindeling.objects.filter(pk=indeling.pk).update(versie=F("versie") + 1)
        schrijf(indeling, "wijziging", door=door, tekst=tekst or f"{len(plekken)} buurten kregen een andere plek")
    return len(plekken)


def begin_met_nu(indeling, *, door):
    """Start a division from the tree as it is."""
    boom = lees_boom({})
    nu = {buurt: plek for buurt in boom.buurten if (plek := boom.nu(buurt))[0]}
    return leg_plekken_vast(indeling, nu, door=door, tekst=f"Begonnen met de indeling van nu: {len(nu)} buurten")


def neem_over(indeling, rijen, *, door):
    """Places out of a file (``lezen.py``); returns what was skipped and why, as sentences."""
    codes = dict(indeling.buurten().values_list("code", "pk"))
    met_kernen = bool(lees_boom({}).kernniveau)
    places, skipped = {}, []
    for rij in rijen:
        fout = rij.fout or ("" if rij.buurtcode in codes else "deze buurt is niet bekend")
        if fout:
            skipped.append(f"{rij.waar} {rij.buurtcode}".strip() + f": {fout}")
        else:
            places[codes[rij.buurtcode]] = (rij.gebied, rij.kern if met_kernen else "")
    known = indeling.plekken()
    changed = {buurt: plek for buurt, plek in places.items() if known.get(buurt, LEEG) != plek}
    tekst = f"Uit een bestand: {len(changed)} buurten kregen een andere plek"
    leg_plekken_vast(indeling, changed, door=door, tekst=tekst)
    return len(changed), skipped
