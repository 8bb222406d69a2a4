"""What came in: signals and initiatives as counts, advice as it is public. Never words of a signal, never a name."""

from calendar import monthrange
from collections import Counter
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.text import Truncator

from gebiedswerk.profiel import huidig
from initiatieven.initiatief.models import Initiatief
from initiatieven.initiatief.statussen import TABEL as INITIATIEFSTATUSSEN
from signalen.advies.models import UITKOMSTEN, Advies
from signalen.advies.naleving import begonnen, tel_tussen
from signalen.signaal.models import Signaal

from . import termijn
from .vorm import (
    KLEINSTE_AANTAL,
    Adviesoverzicht,
    Adviesregel,
    Initiatiefoverzicht,
    Initiatiefregel,
    Signaaloverzicht,
    Telling,
)

MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
EEN_DAG = timedelta(days=1)
# A month that has only just begun says nothing yet.
EERSTE_DAGEN = timedelta(days=7)
MEESTE_TITELS = 40
MEESTE_WOORDEN = 60


def twaalf_maanden(dag):
    """First and last day of the twelve months up to ``dag``, as whole months; the last one may still be running."""
    laatste = dag - EERSTE_DAGEN
    eind = min(dag, laatste.replace(day=monthrange(laatste.year, laatste.month)[1]))
    return date(laatste.year - (laatste.month < 12), laatste.month % 12 + 1, 1), eind


def jaar_eerder(dag):
    return dag.replace(year=dag.year - 1, day=28 if (dag.month, dag.day) == (2, 29) else dag.day)


def _middernacht(dag):
    return timezone.make_aware(datetime.combine(dag, time.min))


def verberg(aantal):
    return None if 0 < aantal < KLEINSTE_AANTAL else aantal


def tel_signalen(gebied, dag):
    """The overview of the twelve months up to ``dag``, in two queries."""
    van, tot = twaalf_maanden(dag)
    eerder_van, eerder_tot = jaar_eerder(van), jaar_eerder(tot)
    signalen = Signaal.objects.telt_mee().binnen(gebied).order_by()
    signalen = signalen.filter(ontvangen_op__gte=_middernacht(eerder_van), ontvangen_op__lt=_middernacht(tot + EEN_DAG))
    oordeel = termijn.beoordelaar(signalen, dag)
    rijen = [
        (thema, timezone.localdate(op), oordeel(*stand))
        for thema, op, *stand in signalen.values_list("thema", "ontvangen_op", *termijn.VELDEN)
    ]
    nu = [rij for rij in rijen if rij[1] >= van]
    eerder = [rij for rij in rijen if rij[1] <= eerder_tot]
    per_thema = _tellingen(
        {t["code"]: t["naam"] for t in huidig().themas}, Counter(r[0] for r in nu), Counter(r[0] for r in eerder)
    )
    per_kwartaal = _tellingen(
        _kwartalen(van), Counter(_kwartaal(r[1], van) for r in nu), Counter(_kwartaal(r[1], eerder_van) for r in eerder)
    )
    # With one hidden figure among known ones the total would give it away.
    is_afgerond = any(sum(t.nu is None for t in lijst) == 1 for lijst in (per_thema, per_kwartaal))
    return Signaaloverzicht(
        van=van,
        tot=tot,
        totaal=_totaal(len(nu), is_afgerond),
        totaal_eerder=_totaal(len(eerder), is_afgerond),
        is_afgerond=is_afgerond,
        per_thema=tuple(sorted((t for t in per_thema if t.nu != 0 or t.eerder != 0), key=_grootste_eerst)),
        per_kwartaal=tuple(per_kwartaal),
        termijn_dagen=huidig().termijn(termijn.TERMIJN),
        op_tijd=termijn.tel(is_op_tijd for *_, is_op_tijd in nu).procent,
        op_tijd_eerder=termijn.tel(is_op_tijd for *_, is_op_tijd in eerder).procent,
    )


def _tellingen(namen, nu, eerder):
    rest = sorted((nu.keys() | eerder.keys()) - namen.keys())
    return [
        Telling(naam, verberg(nu[code]), verberg(eerder[code]))
        for code, naam in [*namen.items(), *((code, code) for code in rest)]
    ]


def _totaal(aantal, is_afgerond):
    return verberg(5 * round(aantal / 5) if is_afgerond else aantal)


def _grootste_eerst(telling):
    return (-(telling.nu if telling.nu is not None else 1), telling.naam)


def _kwartaal(dag, van):
    """Which block of three months after ``van`` the day lies in."""
    return ((dag.year - van.year) * 12 + dag.month - van.month) // 3


def _kwartalen(van):
    namen = {}
    for nummer in range(4):
        eerste, laatste = van.month - 1 + nummer * 3, van.month + 1 + nummer * 3
        jaar, slotjaar = van.year + eerste // 12, van.year + laatste // 12
        begin = MAANDEN[eerste % 12] + ("" if jaar == slotjaar else f" {jaar}")
        namen[nummer] = f"{begin} t/m {MAANDEN[laatste % 12]} {slotjaar}"
    return namen


def tel_initiatieven(gebied, dag):
    """What ran or ended in the twelve months up to ``dag``; titles only of what its initiator agreed to show."""
    van, tot = twaalf_maanden(dag)
    gevonden = [
        initiatief
        for initiatief in Initiatief.objects.binnen(gebied)
        .filter(ontvangen_op__lt=_middernacht(tot + EEN_DAG))
        .select_related("trekkend_gebied")
        .order_by("titel", "pk")
        if initiatief.is_open or timezone.localdate(initiatief.status_sinds) >= van
    ]
    mag_getoond = set(Initiatief.objects.openbaar().binnen(gebied).values_list("pk", flat=True))
    aantallen = Counter(initiatief.status for initiatief in gevonden)
    openbaar = [
        Initiatiefregel(i.titel, i.thema_naam, i.trekkend_gebied.naam, i.status_naam)
        for i in gevonden
        if i.pk in mag_getoond
    ]
    return Initiatiefoverzicht(
        totaal=len(gevonden),
        per_status=tuple(
            Telling(naam, aantallen[code], None) for code, naam in INITIATIEFSTATUSSEN.keuzes if aantallen[code]
        ),
        openbaar=tuple(openbaar[:MEESTE_TITELS]),
    )


def tel_adviezen(gebied, van, tot):
    """What the platforms in this area were asked and advised from day to day, and what was done with it and why."""
    adviezen = Advies.objects.binnen(gebied)
    rows = begonnen(adviezen, van, tot).select_related("platform").order_by("begin", "pk")[:MEESTE_TITELS]
    regels = tuple(_adviesregel(advies, tot) for advies in rows)
    return Adviesoverzicht(tel_tussen(adviezen, van, tot), regels)


def _adviesregel(advies, tot):
    """As it was known on the last day of the period."""
    if advies.is_beantwoord and advies.reactie_datum > tot:
        return Adviesregel(advies.onderwerp, str(advies.platform), UITKOMSTEN["uitgebracht"], "")
    argument = Truncator(advies.argument if advies.is_beantwoord else "").words(MEESTE_WOORDEN)
    return Adviesregel(advies.onderwerp, str(advies.platform), advies.uitkomst, argument)
