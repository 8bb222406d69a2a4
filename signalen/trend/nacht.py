"""The night: ask every cell, keep what the Signaalteam has to talk about, and bring the proposals up to date.

Only workers load this: which areas lie beside each other is asked of their boundaries, and reading those is heavy.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from gebieden.models import Gebied
from gebiedswerk.tijdlijn import schrijf
from signalen.melder.models import Melder

from . import tellen
from .buren import buren_van
from .models import Trend
from .termen import OVERLAP, zoek_termen
from .vondst import Vondst, met_gebundelde
from .zoeken import zoek

# One resident who writes ten times is somebody to talk to, no trend.
MIN_MELDERS = 3
# So many quarters stand on the page.
MOST_REEKS = 12
NIET_MEER = "Met wat er nu binnen is, is dit niet meer dan normaal. Of het gaat op in een andere trend."


@dataclass(frozen=True)
class Nacht:
    kwartalen: list
    vondsten: list
    # Of what was decided on (by id): how it stands now.
    bekend: dict
    leden: dict


def vind(dag):
    """What the counts up to and including the day before ``dag`` say. Changes nothing."""
    vragen = tellen.vragen(dag)
    neighbours = _buren()
    groepen = tellen.groepen(vragen, neighbours)
    kwartalen = [vraag.naam for vraag in vragen]
    decided = _besloten(kwartalen)
    keys = {(t.kwartaal, (t.gebied_id, bool(t.buren)), t.thema): t.pk for t in decided if t.thema}
    uitslag = zoek(vragen, groepen, inwoners=_inwoners(groepen), bekend=keys) if groepen else None
    found = [_vondst(b, dag, neighbours) for b in uitslag.gevonden] if uitslag else []
    known = {keys[_sleutel(b)]: _vondst(b, dag, neighbours) for b in uitslag.bekend} if uitslag else {}
    found = [v for v in found if _aantal_melders(v.signalen) >= MIN_MELDERS]
    termen, bekende_termen = zoek_termen(dag, [t for t in decided if t.term])
    # A word that stands in the signals of a trend says what it is about; it is not a second one.
    termen = [t for t in termen if not any(_is_deel_van(t, v) for v in [*found, *known.values()])]
    leden = {groep.sleutel[0]: groep.leden for groep in groepen if not groep.sleutel[1]}
    return Nacht(kwartalen, [*found, *termen], known | bekende_termen, leden)


def _buren():
    return buren_van(Gebied.objects.lopend().bekend().only("pk", "niveau", "grens"))


def _besloten(kwartalen):
    """On what of these quarters people decided, also that it need not be a trend."""
    rows = Trend.objects.filter(van__in=[k.eerste_dag for k in kwartalen]).exclude(status="gevonden")
    rows = rows.voor_lijst().prefetch_related("samen_met")
    return [t for t in rows if not t.is_vanzelf_vervallen]


def _inwoners(groepen):
    """Of areas in which no smaller one counts as well: nobody lives twice."""
    leden = frozenset().union(*(groep.leden for groep in groepen))
    paden = dict(Gebied.objects.filter(pk__in=leden).values_list("pk", "pad"))
    around = {pk for pk, pad in paden.items() if any(p != pad and p.startswith(pad) for p in paden.values())}
    return {pk: n for pk, n in tellen.inwoners().items() if pk in leden and pk not in around}


def _sleutel(b):
    return b.vraag.naam, b.groep.sleutel, b.thema


def _vondst(b, dag, neighbours):
    kwartaal, (gebied, met_buren) = b.vraag.naam, b.groep.sleutel
    tot = min(dag - timedelta(days=1), kwartaal.laatste_dag)
    return Vondst(
        kwartaal=kwartaal,
        tot=tot,
        gebied=gebied,
        samen_met=frozenset(neighbours.get(gebied, ())) if met_buren else frozenset(),
        leden=b.groep.leden,
        aantal=b.norm.aantal,
        verwacht=b.norm.verwacht,
        kans=b.kans,
        q=b.q,
        reeks=reeks_van(b.norm, kwartaal),
        signalen=signalen_van(b.groep.leden, b.thema, kwartaal, tot),
        thema=b.thema,
    )


def reeks_van(norm, kwartaal):
    """The quarters as they are stored and drawn, this one last."""
    steps = [*norm.eerder, (norm.aantal, norm.verwacht, norm.maat)][-MOST_REEKS:]
    rows = []
    for back, (aantal, verwacht, maat) in enumerate(reversed(steps)):
        low, high = type(norm)(aantal, verwacht, maat).band
        row = {"van": kwartaal.plus(-back).eerste_dag.isoformat(), "aantal": aantal, "verwacht": round(verwacht, 1)}
        rows.append(row | {"onder": low, "boven": high})
    return rows[::-1]


def signalen_van(leden, thema, kwartaal, tot):
    """Ids of the signals under a trend: what was counted, and what is bundled with it."""
    counted = tellen.te_tellen_in(kwartaal, tot).filter(trekkend_gebied__in=leden, thema=thema).values("pk")
    return met_gebundelde(counted)


def _is_deel_van(een, ander):
    return len({*een.signalen} & {*ander.signalen}) > OVERLAP * len(een.signalen)


def _aantal_melders(signalen):
    """Different addresses; who left none counts as somebody else each time."""
    known = Melder.objects.filter(signaal__in=signalen).exclude(email="").values_list("signaal", "email")
    addresses = dict(known)
    return len({email.lower() for email in addresses.values()}) + len(signalen) - len(addresses)


# Storing ---------------------------------------------------------------------------


def verwerk(nacht):
    """Make and refresh the proposals, in the transaction of the job: doing it twice changes nothing."""
    with transaction.atomic():
        quarters = [k.eerste_dag for k in nacht.kwartalen]
        rows = Trend.objects.filter(van__in=quarters).select_for_update().order_by("pk")
        trends = list(rows)
        still = [_leg_vast(vondst, trends, nacht) for vondst in nacht.vondsten]
        for trend in trends:
            if trend.pk in nacht.bekend:
                _noem_groei(trend, nacht.bekend[trend.pk])
            elif trend not in still:
                trend.laat_vervallen(NIET_MEER)


def _leg_vast(vondst, trends, nacht):
    """The proposal that is about this already, also if it is of a larger or smaller area by now; else a new one."""
    about = [t for t in trends if (t.thema, t.term, t.van) == (vondst.thema, vondst.term, vondst.kwartaal.eerste_dag)]
    alive = [t for t in about if t.status == "gevonden" and nacht.leden.get(t.gebied_id, frozenset()) & vondst.leden]
    same = [t for t in about if t.gebied_id == vondst.gebied]
    trend = same[0] if same else next(iter(alive), None)
    if trend is None:
        trend = Trend(thema=vondst.thema, term=vondst.term, van=vondst.kwartaal.eerste_dag, **vondst.velden())
        trend.save()
        trend.werk_bij(vondst)
        schrijf(trend, "gevonden", tekst=trend.zin)
        trends.append(trend)
        return trend
    if trend.status != "gevonden" and not trend.is_vanzelf_vervallen:
        _noem_groei(trend, vondst)
        return trend
    if trend.status == "vervallen":
        trend.ga_naar("gevonden", toelichting="Het zijn er nu weer meer dan normaal.")
    if trend.werk_bij(vondst):
        schrijf(trend, "groei", tekst=trend.zin)
    return trend


def _noem_groei(trend, vondst):
    """What was decided on stays decided on; that it went on growing stands on its timeline and in its figures."""
    if vondst.aantal > trend.aantal and trend.werk_bij(vondst) and trend.status != "vervallen":
        schrijf(trend, "groei", tekst=f"Na het besluit kwam er meer binnen. {trend.zin}")
