"""What is new for whoever follows an area or a theme, and for whoever follows one signal.

Thousands of followers share few choices: a mail is written once for each choice, and stored for all of them together.
"""

from collections import defaultdict
from datetime import datetime, time
from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gebieden.models import Gebied, Opvolging
from gebiedswerk.post import stuur_velen
from signalen.openbaar.query import openbare_signalen
from signalen.openbaar.stand import stand

from .models import Abonnement, pagina_url, stop_url

MEESTE_IN_MAIL = 25
# Nobody is woken by a mail about a bench.
VERZENDUUR = time(7)


def mail_samenvattingen(dag, nu=None):
    """Everybody's digest of this day; where nothing happened no mail. Twice on a day mails once."""
    nu = nu or timezone.now()
    due = list(
        Abonnement.objects.voor_samenvatting(dag)
        .select_related("gebied")
        .defer("gebied__grens", "gebied__omschrijving")
        .order_by("taal", "gebied_id", "thema", "gemaild_tot")
    )
    if not due:
        return
    gevolgd = {abonnement.gebied_id for abonnement in due}
    nieuws = Nieuws(min(abonnement.gemaild_tot for abonnement in due), nu, gevolgd - {None})
    for (taal, _gebied, _thema, _sinds), group in groupby(due, key=_keuze):
        volgers = list(group)
        with translation.override(taal):
            _mail_groep(volgers, nieuws, dag)
    Abonnement.objects.filter(pk__in=Abonnement.objects.voor_samenvatting(dag).values("pk"), gemaild_tot__lt=nu).update(
        gemaild_tot=nu
    )


def _keuze(abonnement):
    """Who gets the very same mail; who began in the middle of a day is told of that whole day."""
    return abonnement.taal, abonnement.gebied_id, abonnement.thema, timezone.localdate(abonnement.gemaild_tot)


def _mail_groep(volgers, nieuws, dag):
    eerste = volgers[0]
    found = nieuws.voor(eerste.gebied_id, eerste.thema, min(abonnement.gemaild_tot for abonnement in volgers))
    if not found:
        return
    stuur_velen(
        ((abonnement.email, f"abonnement:{abonnement.pk}:{dag}", abonnement) for abonnement in volgers),
        _("Nieuws over %(wat)s") % {"wat": eerste.onderwerp},
        "post/abonnement_nieuws.txt",
        taal=eerste.taal,
        stop_url=stop_url(),
        niet_voor=timezone.make_aware(datetime.combine(dag, VERZENDUUR)),
        wat=eerste.onderwerp,
        regels=[_regel(signaal) for signaal in found[:MEESTE_IN_MAIL]],
        meer=max(len(found) - MEESTE_IN_MAIL, 0),
        pagina_url=pagina_url(),
    )


def _regel(signaal):
    return {"kop": signaal.openbare_kop, "stand": stand(signaal), "url": signaal.openbaar_url(), "signaal": signaal}


class Nieuws:
    """What everybody may know of and changed in a period, found by area and theme: three queries for all followers."""

    def __init__(self, sinds, tot, gevolgd):
        gebieden = Prefetch("gebieden", Gebied.objects.only("pad"))
        changed = openbare_signalen().op_zichzelf().filter(status_sinds__gt=sinds, status_sinds__lte=tot)
        self.per_gebied, self.opgevolgd = defaultdict(list), defaultdict(list)
        # Who follows an area that others came in the place of goes on following there.
        for oud, nieuw in Opvolging.objects.filter(oud__in=gevolgd).order_by("pk").values_list("oud", "nieuw"):
            self.opgevolgd[oud].append(nieuw)
        for signaal in changed.order_by("-status_sinds", "-pk").prefetch_related(gebieden):
            # An area hears of what lies in it and of all that lies inside it; None is a theme wherever it is.
            for pk in {None, *(pk for gebied in signaal.gebieden.all() for pk in gebied.pad_ids())}:
                self.per_gebied[pk].append(signaal)

    def voor(self, gebied_id, thema, sinds):
        here = (gebied_id, *self.opgevolgd.get(gebied_id, ()))
        rows = dict.fromkeys(signaal for pk in here for signaal in self.per_gebied.get(pk, ()))
        return [s for s in rows if s.status_sinds > sinds and (not thema or s.thema == thema)]


def mail_volgers_van(signaal_pk, versie, status):
    """Tell who follows one signal that it took a step; when it took another in the meantime, that one tells."""
    signaal = openbare_signalen().filter(pk=signaal_pk, status=status).first()
    if signaal is None:
        return
    volgers = signaal.abonnementen.lopend().order_by("taal", "pk")
    for taal, group in groupby(volgers, key=lambda abonnement: abonnement.taal):
        with translation.override(taal):
            stuur_velen(
                ((abonnement.email, f"abonnement-stap:{abonnement.pk}:{versie}", abonnement) for abonnement in group),
                _("Nieuws over: %(wat)s") % {"wat": signaal.openbare_kop},
                "post/abonnement_stap.txt",
                taal=taal,
                stop_url=stop_url(),
                regel=_regel(signaal),
                pagina_url=pagina_url(),
            )
