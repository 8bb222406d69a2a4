"""The quarterly meeting on trends: set up when a quarter is over, with what there is to decide (domain.md §3.1)."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from gebieden.models import Gebied, Gebiedsrol
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import schrijf
from gebiedswerk.werkdagen import plus_werkdagen
from signalen.models import Trend
from signalen.trend.kwartaal import Kwartaal
from signalen.trend.tellen import te_tellen_in

from .actiepunt import Actiepunt
from .models import Overleg

# Some nights after the end of a quarter its counts are known; a month later it is too late to begin about it.
VANAF_DAG, TOT_DAG = 3, 30
# The meeting itself: ten working days after the end of the quarter. Who planned one themselves within two months
# after it gets that one filled.
WERKDAGEN, BEGIN, DUUR = 10, time(10), 90
EIGEN_BINNEN = timedelta(days=61)


def soort_overleg():
    """The kind of meeting at which trends are decided on, or an empty string."""
    code = huidig().cyclus.get("signaalteam", "")
    return code if code in dict(huidig().keuzes("overlegsoorten")) else ""


def te_bespreken_kwartaal(dag):
    """The quarter that is over and about which a meeting should be ready on this day, or None."""
    now = Kwartaal.van_dag(dag)
    return now.plus(-1) if VANAF_DAG <= (dag - now.eerste_dag).days <= TOT_DAG and soort_overleg() else None


def voorzitter_voor(gebied):
    """Who directs the whole; else the first who works there."""
    rollen = Gebiedsrol.objects.lopend().filter(persoon__is_active=True).select_related("persoon")
    rollen = rollen.order_by("gebied__pad", "van", "pk")
    for soort in ("regie", "gebiedsmedewerker"):
        for rol in rollen.van_soort(soort):
            if rol.persoon.is_active:
                return rol.persoon
    return None


def bereid_voor(kwartaal):
    """Set the meeting up, or fill the one that somebody planned; None when there is nothing or nobody to meet."""
    root = Gebied.objects.filter(ouder=None).order_by("pk").first()
    soort = soort_overleg()
    if not (root and soort and te_tellen_in(kwartaal, kwartaal.laatste_dag).exists()):
        return None
    with transaction.atomic():
        overleg = _gepland(root, soort, kwartaal) or _plan(root, soort, kwartaal)
        if overleg is None:
            return None
        vul(overleg, kwartaal)
        chair = overleg.voorzitter
        stuur(
            chair.email,
            f"Staat klaar: {overleg}",
            "post/signaalteam_klaar.txt",
            sleutel=f"signaalteam:{kwartaal.kort}",
            over=overleg,
            voorzitter=chair,
            punten=overleg.agendapunten.all(),
        )
    return overleg


def _gepland(root, soort, kwartaal):
    """One about the whole municipality that somebody planned; a kind may also meet about one area."""
    day = kwartaal.plus(1).eerste_dag
    begin = timezone.make_aware(datetime.combine(day, time.min))
    planned = Overleg.objects.filter(soort=soort, status="gepland", begint_op__range=(begin, begin + EIGEN_BINNEN))
    return planned.in_gebieden([root.pk]).voor_lijst().order_by("begint_op", "pk").first()


def _plan(root, soort, kwartaal):
    """On its day, with who sat there the last time."""
    chair = voorzitter_voor(root)
    if chair is None:
        return None
    earlier = Overleg.objects.filter(soort=soort).in_gebieden([root.pk]).exclude(status="afgelast")
    earlier = earlier.order_by("-begint_op").first()
    day = plus_werkdagen(kwartaal.laatste_dag, WERKDAGEN)
    naam = huidig().naam_van("overlegsoorten", soort)
    overleg = Overleg.objects.create(
        soort=soort,
        titel=f"{naam[:1].upper()}{naam[1:]}, {kwartaal}"[:150],
        begint_op=timezone.make_aware(datetime.combine(day, BEGIN)),
        duur=DUUR,
        plaats=earlier.plaats if earlier else "",
        voorzitter=chair,
        trekkend_gebied=root,
    )
    overleg.leg_in()
    schrijf(overleg, "aangemaakt", tekst=f"Klaargezet voor het {kwartaal}. Verzet de dag gerust.")
    overleg.nodig_uit(persoon=chair)
    for d in earlier.deelnemers.select_related("persoon") if earlier else ():
        overleg.nodig_uit(naam=d.naam, organisatie=d.organisatie, email=d.email, persoon=d.persoon, rol=d.rol)
    return overleg


def vul(overleg, kwartaal):
    """What came in, what stands out, what was decided before and is not done, and actions that are late."""
    overleg.zet_op_agenda(titel=f"Wat kwam er binnen in het {kwartaal}?", toelichting=_samenvatting(kwartaal))
    trends = Trend.objects.in_gebieden(overleg.werkgebied()).open().exclude(agendapunten__overleg=overleg)
    for trend in trends.voor_lijst().prefetch_related("samen_met").open_eerst():
        overleg.zet_op_agenda(trend=trend)
    for actie in Actiepunt.objects.te_bespreken_in(overleg):
        overleg.zet_op_agenda(actiepunt=actie)


def _samenvatting(kwartaal):
    now, before = (te_tellen_in(k, k.laatste_dag).count() for k in (kwartaal, kwartaal.plus(-4)))
    woord = huidig().woorden["signalen"]
    earlier = f" Een jaar eerder waren het er {before}." if before else ""
    return f"Er kwamen {now} {woord} binnen.{earlier} Wat gebundeld is, telt als één."
