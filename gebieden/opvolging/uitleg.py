"""What an area's page says about what came before it, and what came in its place."""

from dataclasses import dataclass
from datetime import date

from gebieden.gebied.models import Gebied
from gebieden.indeling.models import Opvolging


@dataclass(frozen=True)
class Schakel:
    """Another area, with its share in whole percents; 100 is all of it."""

    gebied: Gebied
    procent: int
    per: date

    @property
    def is_deel(self):
        return self.procent < 100


def opvolging_van(gebied):
    """The context of ``gebieden/_opvolging.html``: two queries at most; a running area without predecessors asks one.

    ``opgevolgd_door`` says what came in the place of a stopped area (and ``opgeheven_datum`` since when),
    ``voorgangers`` what a running area was made of.
    """
    rows = Opvolging.objects.order_by("-aandeel", "pk")
    if gebied.is_actief:
        before = rows.filter(nieuw=gebied).select_related("oud").defer("oud__grens", "oud__omschrijving")
        return {"voorgangers": [_schakel(row.oud, row) for row in before], "opgevolgd_door": []}
    after = rows.filter(oud=gebied).select_related("nieuw").defer("nieuw__grens", "nieuw__omschrijving")
    return {"voorgangers": [], "opgevolgd_door": [_schakel(row.nieuw, row) for row in after]}


def _schakel(gebied, opvolging):
    return Schakel(gebied, max(round(100 * opvolging.aandeel), 1), opvolging.per)
