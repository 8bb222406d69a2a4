"""The piles on a desk: each is the list with a filter that has a name, and all are counted in one query."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db.models import Count, Exists, OuterRef, Q
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


def is_te_laat():
    return Q(uiterlijk__lt=timezone.localdate(), wacht_sinds=None)


def stapels(persoon, nu=""):
    """The piles of this person; ``nu`` is the filter that is on the screen."""
    gebieden = gebieden_met_recht(persoon, "behandelen")
    mij, hier, gevraagd = Q(eigenaar=persoon), Q(hier=True), wacht_op("mij", persoon)
    regels = [
        ("Van mij", {"bereik": "alles", "status": "open", "van_mij": "on"}, mij),
        ("Aan mij gevraagd", {"bereik": "alles", "wacht": "mij"}, gevraagd),
        ("Mijn gebied" if gebieden else "Alle open", {"status": "open"}, hier),
        ("Nog niet bekeken", {"status": "ongezien"}, hier & Q(status__in=ONGEZIEN)),
        ("Zonder regel", {"status": "open", "zonder_regel": "on"}, hier & Q(is_zonder_regel=True)),
        ("Over de termijn", {"over_termijn": "on"}, hier & is_te_laat()),
        ("Wacht op een ander", {"wacht": "iemand"}, hier & wacht_op("iemand")),
        ("Lijkt op spam", {"status": "open", "verdacht": "on"}, hier & Q(is_verdacht=True)),
    ]
    if not gebieden:
        # Who works nowhere begins in the whole municipality, and has no scope to choose.
        for _naam, vraag, _voorwaarde in regels[:2]:
            vraag.pop("bereik")
    open_hier = Signaal.objects.zichtbaar_voor(persoon).open().order_by()
    open_hier = open_hier.annotate(hier=_ligt_in(persoon, gebieden)).filter(mij | hier | gevraagd)
    aantallen = open_hier.aggregate(**{f"n{n}": Count("pk", filter=regel[2]) for n, regel in enumerate(regels)})
    nu = dict(parse_qsl(nu))
    gevonden = [
        Stapel(naam, urlencode(vraag), aantallen[f"n{n}"], vraag == nu)
        for n, (naam, vraag, _voorwaarde) in enumerate(regels)
    ]
    return [stapel for stapel in gevonden if stapel.naam != "Aan mij gevraagd" or stapel.aantal or stapel.is_hier]


def _ligt_in(persoon, gebieden):
    if not gebieden or heeft_recht_overal(persoon, "behandelen"):
        return Q(pk__isnull=False)
    ligt = Signaal.gebieden.through.objects.filter(signaal=OuterRef("pk"), gebied__in=gebieden)
    return Exists(ligt)
