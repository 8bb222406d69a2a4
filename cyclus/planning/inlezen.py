"""Measures brought up to date from a file: what each row would change, and the same again when it was confirmed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cyclus.plan.maatregel import MAATREGEL, Maatregel
from cyclus.planning import bestand, cellen
from cyclus.planning.bijwerken import fout_in_woorden, stappen_van, zet_stap
from cyclus.planning.forms import BijwerkForm
from cyclus.planning.kolommen import LEZEN, NAMEN, TE_WIJZIGEN
from gebieden.cijfers.getallen import getal
from gebieden.importeren import GEWIJZIGD, ONGEWIJZIGD, OVERGESLAGEN, Bestandsfout, Levering, Verslag
from gebieden.inlezing.uitslag import Deel
from gebieden.inlezing.werkwijzen import Werkwijze
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.tijdlijn import schrijf

ZONDER_VERSIE = (
    f"Het bestand heeft geen kolom {NAMEN['versie']}: het systeem kan niet zien of iemand anders intussen iets "
    "wijzigde. Let in het voorbeeld dus goed op wat er nu staat."
)


def lees(aanlevering):
    """The rows, and what a person must still say: which column is what, and which number of a date is the day."""
    given = aanlevering.antwoorden
    tabel = bestand.open_tabel(aanlevering.bestand, given)
    levering = Levering("Voortgang van maatregelen", [])
    missing = [veld for veld in LEZEN if veld not in tabel.kolommen]
    for naam in tabel.onbekend:
        if missing and bestand.KOLOM + naam not in given:
            levering.vragen[bestand.KOLOM + naam] = [(veld, NAMEN[veld]) for veld in missing]
            levering.vraagtekst[bestand.KOLOM + naam] = f"Wat staat er in de kolom ‘{naam}’?"
        else:
            levering.opmerkingen.append(f"De kolom ‘{naam}’ is niet gelezen.")
    twofold = bestand.dubbelzinnige(tabel) if not bestand.volgorde_in(tabel) else []
    if twofold and bestand.DATUM not in given:
        levering.vragen[bestand.DATUM] = [
            (cellen.DAG_MAAND, "Eerst de dag, dan de maand"),
            (cellen.MAAND_DAG, "Eerst de maand, dan de dag"),
        ]
        levering.vraagtekst[bestand.DATUM] = f"Wat staat voorop in datums als {', '.join(dict.fromkeys(twofold[:3]))}?"
    if "versie" not in tabel.kolommen:
        levering.opmerkingen.append(ZONDER_VERSIE)
    levering.rijen = list(bestand.lees(tabel, given.get(bestand.DATUM, "")))
    if not levering.rijen:
        raise Bestandsfout(f"{aanlevering.naam} heeft een kop en geen regels.")
    return levering


def schrijf_in(aanlevering, levering):
    return [Deel("Maatregelen", werk_bij(levering.rijen, door=aanlevering.door))]


@transaction.atomic
def werk_bij(rijen, *, door):
    """Write what is different, each row for itself; returns a ``Verslag`` with both values of what changes."""
    verslag, seen = Verslag(), {}
    rijen = list(rijen)
    nummers = [rij.nummer for rij in rijen if rij.nummer]
    # What somebody may not see is not there.
    known = Maatregel.objects.zichtbaar_voor(door).voor_lijst().in_bulk(nummers)
    for rij in rijen:
        maatregel = known.get(rij.nummer)
        plek = f"{rij.nummer or ''} {maatregel.titel[:80] if maatregel else rij.titel}".strip()
        try:
            with transaction.atomic():
                changed = _werk_rij_bij(rij, maatregel, seen, door)
        except (ValidationError, GeenRecht) as fout:
            verslag.meld(rij.waar, plek, OVERGESLAGEN, fout_in_woorden(fout))
        else:
            verslag.meld(rij.waar, plek, GEWIJZIGD if changed else ONGEWIJZIGD, changed)
        seen.setdefault(rij.nummer, rij.waar)
    return verslag


def _werk_rij_bij(rij, maatregel, seen, door):
    """What changed in words ("voortgang: 30 wordt 50"), empty when nothing did. Raises with why it cannot be done."""
    if rij.nummer in seen:
        raise ValidationError(f"deze maatregel staat ook op {seen[rij.nummer]}")
    if rij.fouten and maatregel is None:
        raise ValidationError(list(rij.fouten))
    if maatregel is None:
        raise ValidationError("deze maatregel bestaat niet, of u mag hem niet zien")
    changes = _verschillen(rij, maatregel)
    said = "; ".join(f"{NAMEN[veld].lower()}: {was} wordt {wordt}" for veld, (was, wordt) in changes.items())
    if rij.fouten:
        now = [f"nu staat er {_in_woorden(veld, getattr(maatregel, veld))}" for veld in rij.foute_velden]
        raise ValidationError("; ".join([*rij.fouten, *now, *([f"ook niet overgenomen: {said}"] if said else [])]))
    if not changes:
        return ""
    _eis_mag(rij, maatregel, changes, door, said)
    if rij.versie is not None and rij.versie != maatregel.versie:
        raise ValidationError(
            f"iemand anders heeft dit gewijzigd nadat u het bestand ophaalde. Niet overgenomen: {said}"
        )
    _bewaar(rij, maatregel, changes, door)
    return said


def _verschillen(rij, maatregel):
    """``{field: (what is there now, what the file says)}`` of what is different, in words."""
    found = {}
    for veld in TE_WIJZIGEN:
        if veld not in rij.velden:
            continue
        now, new = getattr(maatregel, veld), rij.velden[veld]
        if veld == "laatste_woord":
            now = cellen.regels(now)
        if now != new:
            found[veld] = (_in_woorden(veld, now), _in_woorden(veld, new))
    return found


def _in_woorden(veld, waarde):
    if veld == "status":
        return f"‘{MAATREGEL.namen.get(waarde, waarde)}’"
    if veld == "laatste_woord":
        text = " ".join(waarde.split())
        return f"‘{text[:120]}{'…' if len(text) > 120 else ''}’" if text else "leeg"
    if veld == "besteed":
        return f"€ {getal(waarde, 2)}"
    if veld == "voortgang":
        return f"{waarde}%"
    return f"{waarde:%d-%m-%Y}" if veld == "einddatum" else str(waarde)


def _eis_mag(rij, maatregel, changes, door, said):
    if not maatregel.is_lopend or maatregel.plan.status == "afgesloten":
        raise ValidationError(
            f"deze maatregel ({maatregel.status_naam.lower()}) wordt niet meer bijgewerkt. Niet overgenomen: {said}"
        )
    if not maatregel.heeft_recht(door, "uitvoeren"):
        raise ValidationError(f"u voert deze maatregel niet uit en mag hem niet bijwerken. Niet overgenomen: {said}")
    if "einddatum" in changes and not maatregel.heeft_recht(door, "behandelen"):
        raise ValidationError(f"wanneer het klaar is, kunt u niet zelf wijzigen. Niet overgenomen: {said}")
    stap = rij.velden["status"] if "status" in changes else ""
    if stap and stap not in stappen_van(maatregel):
        raise ValidationError(f"deze stap kan niet met een bestand. Niet overgenomen: {said}")


def _bewaar(rij, maatregel, changes, door):
    """Through the same form as the screen, so that both refuse the same."""
    was = maatregel.einddatum
    if "einddatum" in changes:
        _verzet(maatregel, rij.velden["einddatum"])
        schrijf(
            maatregel,
            "planning",
            door=door,
            tekst=f"Klaar op: was {was:%d-%m-%Y}, wordt {maatregel.einddatum:%d-%m-%Y}.",
        )
    if not changes.keys().isdisjoint(BijwerkForm.VELDEN):
        now = {veld: getattr(maatregel, veld) for veld in BijwerkForm.VELDEN}
        data = now | {veld: rij.velden[veld] for veld in BijwerkForm.VELDEN if veld in changes}
        typed = data | {"besteed": f"{data['besteed']:f}".replace(".", ","), "versie": maatregel.versie}
        form = BijwerkForm(typed, instance=maatregel)
        if not form.is_valid():
            raise ValidationError([fout for fouten in form.errors.values() for fout in fouten])
        form.bewaar(door=door)
    if "status" in changes:
        zet_stap(maatregel, rij.velden["status"], door=door)


def _verzet(maatregel, einddatum):
    """Another last day, on the version that was looked at."""
    if maatregel.startdatum and einddatum < maatregel.startdatum:
        raise ValidationError(f"{einddatum:%d-%m-%Y} ligt voor de eerste dag, {maatregel.startdatum:%d-%m-%Y}")
    same = Maatregel.objects.filter(pk=maatregel.pk, versie=maatregel.versie)
    if not same.update(einddatum=einddatum, versie=F("versie") + 1, gewijzigd_op=timezone.now()):
        raise ValidationError("iemand anders heeft dit net gewijzigd")
    maatregel.einddatum, maatregel.versie = einddatum, maatregel.versie + 1


WERKWIJZE = Werkwijze(lees, schrijf_in)
