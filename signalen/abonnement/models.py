"""Who follows a gebied, a theme or one signal by mail, without an account."""

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedswerk.code import code_hash, maak_code, nieuw_zaad
from gebiedswerk.opdrachten import Opdracht
from gebiedswerk.post import Bericht, stuur
from gebiedswerk.profiel import huidig

ONBEVESTIGD = timedelta(days=7)
# Stands in a stored mail where the code of the link comes; filled in at sending.
CODE = "code-alleen-voor-de-ontvanger"
# Whoever types the address of somebody else fills no mailbox: so many questions to confirm at most in a day.
VRAGEN_PER_DAG = 5


def pagina_url():
    """Where the receiver of a mail changes it or stops, as a mail stores that."""
    return reverse("signalen:abonnement", args=[CODE])


def stop_url():
    return reverse("signalen:abonnement_stop", args=[CODE])


class AbonnementQuerySet(models.QuerySet):
    def lopend(self):
        return self.exclude(bevestigd_op=None).filter(gestopt_op=None)

    def met_code(self, code):
        return self.filter(code_hash=code_hash(code))

    def voor_pagina(self):
        return self.select_related("gebied", "signaal__trekkend_gebied").defer(
            "gebied__grens", "gebied__omschrijving", "signaal__trekkend_gebied__grens"
        )

    def voor_samenvatting(self, dag):
        """Whose digest is due: every day, and each week from Monday on until it was made."""
        monday = timezone.make_aware(datetime.combine(dag - timedelta(days=dag.weekday()), time()))
        due = Q(ritme="dag") | Q(ritme="week", gemaild_tot__lt=monday)
        return self.lopend().filter(due, signaal=None)

    def te_vergeten(self, nu=None):
        """Stopped some months ago, never confirmed, or of one signal that has been closed for as long."""
        nu = nu or timezone.now()
        before = nu - relativedelta(months=huidig().bewaartermijn("abonnement"))
        closed = Q(signaal__status="teruggekoppeld", signaal__status_sinds__lt=before, aangemaakt_op__lt=before)
        return self.filter(Q(gestopt_op__lt=before) | Q(bevestigd_op=None, aangemaakt_op__lt=nu - ONBEVESTIGD) | closed)

    def vergeet(self):
        """Gone, and with it every copy of a mail that holds the address."""
        for ids in _in_delen(self.values_list("pk", flat=True)):
            vergeet_berichten(Bericht.objects.filter(content_type=_soort(), object_id__in=ids))
            self.model.objects.filter(pk__in=ids).delete()


def _soort():
    return ContentType.objects.get_for_model(Abonnement)


def _in_delen(ids, size=500):
    ids = list(ids)
    return [ids[begin : begin + size] for begin in range(0, len(ids), size)]


def vergeet_berichten(berichten):
    """Mails to followers are the same for many and say nothing that is not public: no reason to keep an address."""
    for ids in _in_delen(berichten.values_list("pk", flat=True)):
        Opdracht.objects.filter(sleutel__in=[f"bericht:{pk}" for pk in ids]).delete()
        Bericht.objects.filter(pk__in=ids).delete()


def oude_berichten(nu=None):
    """Mails to followers that were made longer ago than an address stays after stopping."""
    before = (nu or timezone.now()) - relativedelta(months=huidig().bewaartermijn("abonnement"))
    return Bericht.objects.filter(content_type=_soort(), aangemaakt_op__lt=before)


class AbonnementManager(models.Manager.from_queryset(AbonnementQuerySet)):
    def vraag_aan(self, *, email, gebied=None, thema="", signaal=None, ritme="week", taal="nl"):
        """Ask whoever reads ``email`` to confirm. Whoever asks hears the same, whether it was there or not."""
        email = email.strip().lower()
        zaad = nieuw_zaad()
        wat = {"email": email, "gebied": gebied, "thema": thema, "signaal": signaal}
        hoe = {"ritme": ritme, "taal": taal, "code_zaad": zaad, "code_hash": code_hash(maak_code("abonnement", zaad))}
        with transaction.atomic():
            abonnement, _is_new = self.get_or_create(**wat, gestopt_op=None, defaults=hoe)
            abonnement.mail_vraag()
        return abonnement


class Abonnement(models.Model):
    """Mails nothing but the question to confirm until the address was confirmed (double opt-in).

    ``code_zaad`` and ``code_hash`` as of a signal: the link to confirm and to stop stands in no table.
    """

    RITMES = [("dag", gettext_lazy("Elke dag")), ("week", gettext_lazy("Elke week, op maandag"))]

    email = models.EmailField()
    gebied = models.ForeignKey(
        "gebieden.Gebied", null=True, blank=True, on_delete=models.CASCADE, related_name="abonnementen"
    )
    thema = models.CharField(max_length=40, blank=True)
    signaal = models.ForeignKey(
        "signalen.Signaal", null=True, blank=True, on_delete=models.CASCADE, related_name="abonnementen"
    )
    ritme = models.CharField(max_length=4, choices=RITMES, default="week")
    taal = models.CharField(max_length=5, default="nl")
    code_zaad = models.CharField(max_length=40, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    aangemaakt_op = models.DateTimeField(default=timezone.now)
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    gestopt_op = models.DateTimeField(null=True, blank=True)
    gemaild_tot = models.DateTimeField("wat tot dit moment gebeurde is gemaild", null=True, blank=True)

    objects = AbonnementManager()

    class Meta:
        verbose_name_plural = "abonnementen"
        constraints = [
            models.CheckConstraint(
                condition=Q(gebied__isnull=False) | ~Q(thema="") | Q(signaal__isnull=False),
                name="abonnement_ergens_op",
            ),
            models.UniqueConstraint(
                F("email"),
                Coalesce(F("gebied"), Value(0)),
                F("thema"),
                Coalesce(F("signaal"), Value(0)),
                condition=Q(gestopt_op=None),
                name="abonnement_een_per_adres",
            ),
        ]

    def __str__(self):
        return f"abonnement {self.pk}"

    def get_absolute_url(self):
        return reverse("signalen:abonnement", args=[self.code()])

    @property
    def is_lopend(self):
        return self.bevestigd_op is not None and self.gestopt_op is None

    @property
    def onderwerp(self):
        """What is followed, in words: never what a reporter wrote."""
        if self.signaal_id:
            # Of what was hidden since nothing is said, not here either.
            return _("een signaal") if self.signaal.waarom_niet_openbaar else self.signaal.openbare_kop
        thema = huidig().naam_van("themas", self.thema) if self.thema else ""
        if self.gebied_id and thema:
            return _("%(thema)s in %(gebied)s") % {"thema": thema, "gebied": self.gebied}
        return str(self.gebied or thema)

    def code(self):
        return maak_code("abonnement", self.code_zaad)

    def stop_url(self):
        return reverse("signalen:abonnement_stop", args=[self.code()])

    def mail_vraag(self):
        """The question to confirm; to who confirmed before the link to change or stop. At most once an hour."""
        asked = Bericht.objects.filter(
            content_type=_soort(),
            object_id__in=Abonnement.objects.filter(email=self.email).values("pk"),
            aangemaakt_op__gt=timezone.now() - timedelta(days=1),
            sleutel__startswith="abonnement-vraag:",
        )
        if asked.count() >= VRAGEN_PER_DAG:
            return
        sleutel = f"abonnement-vraag:{self.pk}:{timezone.now():%Y%m%d%H}"
        onderwerp = gettext_lazy("Uw abonnement") if self.is_lopend else gettext_lazy("Wilt u deze mails krijgen?")
        self.mail(onderwerp, "post/abonnement_vraag.txt", sleutel)

    def mail(self, onderwerp, sjabloon, sleutel):
        """Mail the follower, in the language they asked in."""
        with translation.override(self.taal):
            context = {"abonnement": self, "wat": self.onderwerp, "pagina_url": pagina_url(), "taal": self.taal}
        stop = {"stop_url": stop_url()} if self.is_lopend else {}
        stuur(self.email, onderwerp, sjabloon, sleutel=sleutel, over=self, **stop, **context)

    def vul_in(self, bericht, tekst):
        """A text or an address as it goes out: the code stands in no table."""
        return tekst.replace(CODE, self.code()) if bericht.aan == self.email else tekst

    def bevestig(self):
        """From now on; a second click changes nothing. One that was stopped stays stopped."""
        now = timezone.now()
        return Abonnement.objects.filter(pk=self.pk, bevestigd_op=None, gestopt_op=None).update(
            bevestigd_op=now, gemaild_tot=now
        )

    def stop(self):
        """From now on: what lies ready goes nowhere either. A second click changes nothing."""
        with transaction.atomic():
            Abonnement.objects.filter(pk=self.pk, gestopt_op=None).update(gestopt_op=timezone.now())
            Bericht.objects.over(self).niet_verzonden().update(aan="")
