"""The piles on a desk: each is the list with a filter that has a name, and all are counted in one query."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.utils import timezone

from gebieden.rechten import gebieden_met_recht, heeft_recht_overal

from .models import Signaal

# Nobody has looked yet. A signal is never without an owner, so this is what elsewhere is called unassigned.
ONGEZIEN = ("nieuw", "heropend")
OP_WIE = {
    "iemand": "Iemand anders",
    "melder": "De melder",
    "collega": "Een collega die het overneemt",
    "afdeling": "Een afdeling",
    "mij": "Mij, om het over te nemen",
}


@dataclass(frozen=True)
class Stapel:
    """``vraag`` is the query string that opens it; ``aantal`` is how many that shows."""

    naam: str
    vraag: str
    aantal: int
    is_hier: bool


def wacht_op(wie, persoon=None):
    """Signals that wait for the reporter, a colleague or a department; ``mij``: for an answer of ``persoon``."""
    delen = Signaal.delen.rel.related_model.objects.open()
    overdrachten = Signaal.overdrachten.rel.related_model.objects.open()
    soorten = {
        "melder": Q(wacht_sinds__isnull=False),
        "collega": Q(pk__in=overdrachten.values("signaal")),
        "afdeling": Q(status="doorgezet") | Q(pk__in=delen.values("signaal")),
        "mij": Q(pk__in=overdrachten.filter(aan=persoon).values("signaal")),
    }
    return soorten[wie] if wie in soorten else soorten["melder"] | soorten["collega"] | soorten["afdeling"]


def stapels(persoon, nu=""):
    """The piles of this person; ``nu`` is the filter that is on the screen."""
    heeft_gebied = bool(gebieden_met_recht(persoon, "behandelen"))
    # Who works nowhere begins in the whole municipality, and has no scope to choose.
    overal = {"bereik": "alles"} if heeft_gebied else {}
    regels = [
        ("Van mij", {**overal, "status": "open", "van_mij": "on"}, lambda r: r.mij),
        ("Aan mij gevraagd", {**overal, "wacht": "mij"}, lambda r: r.gevraagd),
        ("Mijn gebied" if heeft_gebied else "Alle open", {"status": "open"}, lambda r: r.hier),
        ("Nog niet bekeken", {"status": "ongezien"}, lambda r: r.hier and r.status in ONGEZIEN),
        ("Zonder regel", {"status": "open", "zonder_regel": "on"}, lambda r: r.hier and r.is_zonder_regel),
        ("Over de termijn", {"over_termijn": "on"}, lambda r: r.hier and r.laat and not r.wacht_melder),
        ("Wacht op een ander", {"wacht": "iemand"}, lambda r: r.hier and r.wacht),
        ("Lijkt op spam", {"status": "open", "verdacht": "on"}, lambda r: r.hier and r.is_verdacht),
    ]
    groepen, nu = _geteld(persoon), dict(parse_qsl(nu))
    gevonden = [
        Stapel(naam, urlencode(vraag), sum(groep.aantal for groep in groepen if hoort(groep)), vraag == nu)
        for naam, vraag, hoort in regels
    ]
    return [stapel for stapel in gevonden if stapel.naam != "Aan mij gevraagd" or stapel.aantal or stapel.is_hier]


def _geteld(persoon):
    """All open signals of this person's areas and of themselves, counted by what the piles ask: some dozens of rows."""
    mij, gevraagd = Q(eigenaar=persoon), wacht_op("mij", persoon)
    rijen = (
        Signaal.objects.zichtbaar_voor(persoon)
        .open()
        .order_by()
        .annotate(
            hier=_in_mijn_gebied(persoon),
            mij=_is(mij),
            gevraagd=_is(gevraagd),
            laat=_is(Q(uiterlijk__lt=timezone.localdate())),
            wacht_melder=_is(Q(wacht_sinds__isnull=False)),
            wacht=_is(wacht_op("iemand")),
        )
    )
    velden = ("hier", "mij", "gevraagd", "laat", "wacht_melder", "wacht", "status", "is_zonder_regel", "is_verdacht")
    rijen = rijen.filter(Q(hier=True) | mij | gevraagd)
    return list(rijen.values(*velden).annotate(aantal=Count("pk")).values_list(*velden, "aantal", named=True))


def _is(voorwaarde):
    return ExpressionWrapper(voorwaarde, output_field=BooleanField())


def _in_mijn_gebied(persoon):
    gebieden = gebieden_met_recht(persoon, "behandelen")
    if not gebieden or heeft_recht_overal(persoon, "behandelen"):
        return Value(True)
    return Exists(Signaal.gebieden.through.objects.filter(signaal=OuterRef("pk"), gebied__in=gebieden))
