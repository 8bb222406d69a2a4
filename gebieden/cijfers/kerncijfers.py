"""The figures of an area beside those of the whole municipality, as people read them."""

from dataclasses import dataclass
from itertools import groupby

from gebieden.cijfers.getallen import in_woorden
from gebieden.cijfers.models import Cijfer


@dataclass(frozen=True)
class Kerncijfer:
    """The latest figure of one indicator; ``gemeente`` is empty where a comparison says nothing."""

    code: str
    naam: str
    thema: str
    soort: str
    jaar: int
    waarde: str
    gemeente: str
    bron: str
    is_berekend: bool
    is_voorlopig: bool
    is_voorbeeld: bool


def kerncijfers(gebied):
    """A ``Kerncijfer`` per indicator, in the order of the catalogue; one query.

    The municipality's figure is that of the same year: two years side by side would compare time with place.
    """
    root = gebied.pad_ids()[0]
    rows = (
        Cijfer.objects.filter(gebied__in={gebied.pk, root})
        .select_related("indicator")
        .order_by("indicator__volgorde", "indicator__code", "-jaar")
    )
    found = []
    for _, group in groupby(rows, key=lambda cijfer: cijfer.indicator_id):
        cijfers = list(group)
        eigen = next((c for c in cijfers if c.gebied_id == gebied.pk), None)
        if eigen is None:
            continue
        whole = next((c for c in cijfers if c.gebied_id == root and c.jaar == eigen.jaar), None)
        found.append(_als_kerncijfer(eigen, None if root == gebied.pk else whole))
    return found


def _als_kerncijfer(cijfer, whole):
    i = cijfer.indicator
    return Kerncijfer(
        code=i.code,
        naam=i.naam,
        thema=i.thema_naam,
        soort=i.soort,
        jaar=cijfer.jaar,
        waarde=in_woorden(cijfer.waarde, i.eenheid, i.decimalen),
        gemeente=in_woorden(whole.waarde, i.eenheid, i.decimalen) if whole else "",
        bron=cijfer.bron,
        is_berekend=cijfer.is_berekend,
        is_voorlopig=cijfer.is_voorlopig,
        is_voorbeeld=cijfer.is_voorbeeld or bool(whole and whole.is_voorbeeld),
    )
