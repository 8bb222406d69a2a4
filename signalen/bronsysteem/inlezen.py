"""Reading signals of another system in: by its own number, so that the same file again changes nothing."""

from django.db import transaction
from django.utils import timezone

from gebieden.gebied.plaatsbepaling import gebied_op
from gebieden.importeren import GEWIJZIGD, NIEUW, ONGEWIJZIGD, OVERGESLAGEN, Bestandsfout, Levering, Verslag
from gebieden.inlezing.uitslag import Deel
from gebieden.inlezing.werkwijzen import Werkwijze
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import schrijf, schrijf_bij
from signalen.models import Bronsysteem, Signaal
from signalen.regel.toewijzen import wijs_toe

from . import meldingenbestand

PER_KEER = 500
THEMA, PLEK = "thema:", "plek:"
ZELF = "Daar afgehandeld."
HIER_BEWERKT = "hier is er al aan gewerkt: het blijft zoals het is"


def lees(aanlevering):
    """The rows of the file, and what a person must still say: the theme of a category, the area of a name."""
    bron = _bron(aanlevering)
    rijen = list(meldingenbestand.lees(aanlevering.bestand))
    if not rijen:
        raise Bestandsfout(f"{aanlevering.naam} heeft een kop en geen regels.")
    good = [rij for rij in rijen if not rij.fout]
    levering = Levering(f"Signalen van {bron}", rijen)
    themas = huidig().keuzes("themas")
    for categorie in dict.fromkeys(rij.categorie for rij in good):
        if bron.thema_van(categorie) is None:
            levering.vragen[THEMA + categorie] = themas
            levering.vraagtekst[THEMA + categorie] = f"Welk thema is ‘{categorie}’?"
    namen = gebieden_op_naam()
    alle = None
    for plek in dict.fromkeys(rij.plek for rij in good if rij.punt is None):
        found = namen.get(plek.strip().casefold(), [])
        if len(found) != 1:
            alle = alle or [keuze for rows in namen.values() for keuze in map(_keuze, rows)]
            levering.vragen[PLEK + plek] = sorted(map(_keuze, found) if found else alle, key=lambda keuze: keuze[1])
            levering.vraagtekst[PLEK + plek] = f"Welk gebied is ‘{plek}’?"
    return levering


def schrijf_in(aanlevering, levering):
    bron = _bron(aanlevering)
    given = aanlevering.antwoorden
    bron.themas |= {naam.removeprefix(THEMA): code for naam, code in given.items() if naam.startswith(THEMA)}
    Bronsysteem.objects.filter(pk=bron.pk).update(themas=bron.themas)
    plekken = {naam.removeprefix(PLEK): code for naam, code in given.items() if naam.startswith(PLEK)}
    return [Deel("Signalen", werk_bij(levering.rijen, bron, plekken))]


@transaction.atomic
def werk_bij(rijen, bron, plekken=None):
    """Write the rows by their number in the other system; returns a ``Verslag``.

    What people here have worked on since is theirs: it is not changed any more. ``plekken``: ``{name: area code}``.
    """
    # The row is only there to wait for: two files of one source come after each other.
    Bronsysteem.objects.select_for_update().get(pk=bron.pk)
    return _Overname(bron, plekken or {}).neem_over(rijen)


def gebieden_op_naam():
    """``{name in small letters: [area, …]}`` of the areas that count now."""
    found = {}
    for gebied in Gebied.objects.lopend().select_related("ouder").defer("grens", "omschrijving", "ouder__grens"):
        found.setdefault(gebied.naam.strip().casefold(), []).append(gebied)
    return found


def _keuze(gebied):
    ligt_in = f" in {gebied.ouder.naam}" if gebied.ouder_id else ""
    return gebied.code, f"{gebied.naam}, {gebied.niveau_naam}{ligt_in}"


def _bron(aanlevering):
    bron = Bronsysteem.objects.filter(slug=aanlevering.formaat).first()
    if bron is None:
        raise Bestandsfout(f"De bron ‘{aanlevering.formaat}’ bestaat niet (meer). Maak haar eerst.")
    return bron


class _Overname:
    """One file of one source on its way in."""

    def __init__(self, bron, plekken):
        self.bron, self.plekken = bron, plekken
        self.verslag = Verslag()
        self.op_naam = gebieden_op_naam()
        self.op_code = {g.code: g for rows in self.op_naam.values() for g in rows}
        self.toewijzingen = {}
        self.vandaag = timezone.localdate()

    def neem_over(self, rijen):
        rijen = list(rijen)
        for begin in range(0, len(rijen), PER_KEER):
            self._neem_deel_over(rijen[begin : begin + PER_KEER])
        return self.verslag

    def _neem_deel_over(self, rijen):
        nummers = [rij.nummer for rij in rijen if rij.nummer]
        present = {s.bronnummer: s for s in Signaal.objects.filter(bronsysteem=self.bron, bronnummer__in=nummers)}
        new = []
        for rij in rijen:
            thema, gebied, reden = self._plaats(rij)
            if reden:
                self.verslag.meld(rij.waar, rij.nummer, OVERGESLAGEN, reden)
            elif signaal := present.get(rij.nummer):
                self._werk_bij(signaal, rij, thema, gebied)
            else:
                new.append(self._nieuw(rij, thema, gebied))
                self.verslag.meld(rij.waar, rij.nummer, NIEUW)
        Signaal.objects.bulk_create(new)
        ligt = Signaal.gebieden.through
        ligt.objects.bulk_create(ligt(signaal_id=s.pk, gebied_id=s.trekkend_gebied_id) for s in new)
        schrijf_bij(new, "ontvangen", wie=str(self.bron), tekst=f"Overgenomen uit {self.bron}.")
        closed = [s for s in new if not s.is_open]
        schrijf_bij(closed, "afgesloten", wie=str(self.bron), tekst=ZELF)

    def _plaats(self, rij):
        """``(theme, area, "")``, or why the row cannot be used."""
        if rij.fout:
            return None, None, rij.fout
        thema = self.bron.thema_van(rij.categorie)
        if not thema:
            waarom = "is nog geen thema gekozen" if thema is None else "is gekozen om over te slaan"
            return None, None, f"voor de categorie ‘{rij.categorie}’ {waarom}"
        gebied = (rij.punt and gebied_op(*rij.punt)) or self._gebied(rij.plek)
        return (thema, gebied, "") if gebied else (None, None, f"‘{rij.plek}’ is geen gebied dat we kennen")

    def _gebied(self, plek):
        if plek in self.plekken:
            return self.op_code.get(self.plekken[plek])
        found = self.op_naam.get(plek.strip().casefold(), [])
        return found[0] if len(found) == 1 else None

    def _toewijzing(self, gebied, thema):
        key = gebied.pk, thema
        if key not in self.toewijzingen:
            self.toewijzingen[key] = wijs_toe(gebied, thema)
        return self.toewijzingen[key]

    def _nieuw(self, rij, thema, gebied):
        op = _in_zone(rij.op)
        velden = {"tekst": rij.tekst or rij.categorie, "plaats": rij.adres, "bron": "import"}
        velden |= {"bronsysteem": self.bron, "bronnummer": rij.nummer, "trekkend_gebied": gebied}
        if rij.punt:
            velden |= {"lon": rij.punt[0], "lat": rij.punt[1]}
        if self.bron.behandelt_zelf or rij.is_klaar:
            velden |= {"status": "teruggekoppeld", "status_sinds": op}
        # The time it lay elsewhere is not ours: the term begins on the day that we get it.
        toewijzing = self._toewijzing(gebied, thema)
        return Signaal.objects.stel_op(toewijzing, thema=thema, vanaf=self.vandaag, op=op, **velden)

    def _werk_bij(self, signaal, rij, thema, gebied):
        due = {"tekst": rij.tekst or rij.categorie, "thema": thema, "plaats": rij.adres}
        due["trekkend_gebied_id"] = gebied.pk
        differs = {naam: waarde for naam, waarde in due.items() if getattr(signaal, naam) != waarde}
        is_done_there = rij.is_klaar and signaal.is_open
        if not differs and not is_done_there:
            return self.verslag.meld(rij.waar, rij.nummer, ONGEWIJZIGD)
        if signaal.versie > 1:
            return self.verslag.meld(rij.waar, rij.nummer, ONGEWIJZIGD, HIER_BEWERKT)
        for naam, waarde in differs.items():
            setattr(signaal, naam, waarde)
        signaal.domein = huidig().domein_van(signaal.thema)
        if is_done_there:
            signaal.status, signaal.status_sinds = "teruggekoppeld", timezone.now()
        signaal.save()
        if "trekkend_gebied_id" in differs:
            signaal.leg_in()
        schrijf(signaal, "wijziging", wie=str(self.bron), tekst=ZELF if is_done_there else "Bijgewerkt uit de bron.")
        return self.verslag.meld(rij.waar, rij.nummer, GEWIJZIGD)


def _in_zone(op):
    """What has no zone is the time on the wall here."""
    return op if op.tzinfo else timezone.make_aware(op)


WERKWIJZE = Werkwijze(lees, schrijf_in)
