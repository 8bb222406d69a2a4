"""The shown figures beside those of the other areas of the same level, for who writes the analysis."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from gebieden.cijfers.models import Cijfer
from gebieden.cijfers.opvallend.metingen import lees_groepen
from gebieden.cijfers.publiceren import afscherming

from .uitlichten import in_cijfers

# As many rows as one screen holds.
MEESTE = 8
# The page that compares takes no more.
MEESTE_IN_ADRES = 10


@dataclass(frozen=True)
class Naast:
    """One figure among the areas of its level: its place from high to low, and both ends."""

    naam: str
    jaar: int
    waarde: str
    gemeente: str
    eerder: str
    plek: int
    aantal: int
    hoogste: str
    laagste: str


def naast_anderen(gebied, inhoud, getoond):
    """``(rows, address of the page that compares)`` for the shown figures of the area, filled up to ``MEESTE``."""
    regels = {regel.code: regel for thema in inhoud.themas for regel in thema.regels}
    gekozen = [sleutel for sleutel in getoond if sleutel in regels]
    # A larger area has more of everything: shares and averages can be compared.
    verder = [[r.code for r in thema.regels if r.soort != "telling"][:1] for thema in inhoud.themas]
    codes = list(dict.fromkeys([*gekozen, *(code for eerste in verder for code in eerste)]))[:MEESTE]
    if not codes:
        return [], ""
    waarden = _waarden(gebied, [regels[code] for code in codes])
    rijen = [_rij(gebied, regels[code], waarden.get(code, {})) for code in codes]
    vraag = [("indicator", code) for code in codes[:MEESTE_IN_ADRES]] + [("niveau", gebied.niveau)]
    return rijen, f"{reverse('gebieden:vergelijken')}?{urlencode(vraag)}"


def _waarden(gebied, regels):
    """``{code: {name of the area: figure}}``; what is too small to show is not there."""
    same = Q()
    for regel in regels:
        same |= Q(indicator__code=regel.code, jaar=regel.jaar)
    rows = list(
        Cijfer.objects.filter(same, gebied__niveau=gebied.niveau, gebied__is_actief=True)
        .select_related("indicator")
        .only("waarde", "jaar", "gebied__naam", "indicator")
        .select_related("gebied")
        .order_by("gebied__naam")
    )
    verborgen = afscherming({c.indicator for c in rows}, {c.jaar for c in rows})
    found = {}
    for c in rows:
        if not verborgen.reden(c.gebied_id, c.indicator_id, c.jaar):
            found.setdefault(c.indicator.code, {})[c.gebied.naam] = c.waarde
    return found


def _rij(gebied, regel, per_gebied):
    def in_woorden(waarde):
        return "–" if waarde is None else in_cijfers(regel, waarde)

    orde = sorted(per_gebied.items(), key=lambda paar: -paar[1])
    namen = [naam for naam, _ in orde]
    plek = sum(waarde > regel.waarde for waarde in per_gebied.values()) + 1 if gebied.naam in namen else 0
    return Naast(
        naam=regel.naam,
        jaar=regel.jaar,
        waarde=in_woorden(regel.waarde),
        gemeente=in_woorden(regel.gemeente),
        eerder=f"{in_woorden(regel.eerder)} ({regel.eerder_jaar})" if regel.eerder_jaar else "–",
        plek=plek,
        aantal=len(orde),
        hoogste=f"{orde[0][0]} ({in_woorden(orde[0][1])})" if len(orde) > 1 else "–",
        laagste=f"{orde[-1][0]} ({in_woorden(orde[-1][1])})" if len(orde) > 1 else "–",
    )


def lijkt_op(gebied, jaren):
    """``(names, in what)`` of the areas that are most like it, in the latest year that says so; None without."""
    for jaar in sorted(jaren, reverse=True)[:3]:
        groepen, namen = lees_groepen([gebied], gebied.pad_ids()[0], jaar)
        if groep := groepen.get(gebied.pk):
            return [namen[pk] for pk in groep.gebieden], groep.uitleg
    return None
