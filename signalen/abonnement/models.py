"""Who follows a gebied, a theme or one signal by mail, without an account."""

import secrets
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedswerk.post import Bericht, stuur
from gebiedswerk.profiel import huidig
from signalen.openbaar.kop import themanaam
from signalen.signaal.code import code_hash, maak_code

ONBEVESTIGD = timedelta(days=7)
# Whoever types the address of somebody else fills no mailbox: so many questions to confirm at most in a day.
VRAGEN_PER_DAG = 5


class AbonnementQuerySet(models.QuerySet):
    def lopend(self):
        return self.exclude(bevestigd_op=None).filter(gestopt_op=None)

    def met_code(self, code):
        return self.filter(code_hash=code_hash(code))

    def voor_pagina(self):
        return self.select_related("gebied", "signaal__trekkend_gebied").defer(
            "gebied__grens", "gebied__omschrijving", "signaal__trekkend_gebied__grens"
        )

    def te_vergeten(self, nu=None):
        """Stopped some months ago, or never confirmed; of a stopped one nothing but an address is left."""
        nu = nu or timezone.now()
        stopped = nu - relativedelta(months=huidig().bewaartermijn("abonnement"))
        return self.filter(Q(gestopt_op__lt=stopped) | Q(bevestigd_op=None, aangemaakt_op__lt=nu - ONBEVESTIGD))


class AbonnementManager(models.Manager.from_queryset(AbonnementQuerySet)):
    def vraag_aan(self, *, email, gebied=None, thema="", signaal=None, ritme="week", taal="nl"):
        """Ask whoever reads ``email`` to confirm. Whoever asks hears the same, whether it was there or not."""
        email = email.strip().lower()
        zaad = secrets.token_urlsafe(16)
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
            return self.signaal.openbare_kop
        thema = themanaam(self.thema) if self.thema else ""
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
            content_type=ContentType.objects.get_for_model(self),
            object_id__in=Abonnement.objects.filter(email=self.email).values("pk"),
            aangemaakt_op__gt=timezone.now() - timedelta(days=1),
            sleutel__startswith="abonnement-vraag:",
        )
        if asked.count() >= VRAGEN_PER_DAG:
            return
        sleutel = f"abonnement-vraag:{self.pk}:{timezone.now():%Y%m%d%H}"
        onderwerp = gettext_lazy("Uw abonnement") if self.is_lopend else gettext_lazy("Wilt u deze mails krijgen?")
        self.mail(onderwerp, "post/abonnement_vraag.txt", sleutel)

    def mail(self, onderwerp, sjabloon, sleutel, **context):
        """Mail the follower, in the language they asked in."""
        context |= {"abonnement": self}
        with translation.override(self.taal):
            context["wat"] = self.onderwerp
        stop = {"stop_url": self.stop_url()} if self.is_lopend else {}
        stuur(self.email, onderwerp, sjabloon, sleutel=sleutel, over=self, taal=self.taal, **stop, **context)

    def bevestig(self):
        """From now on; a second click changes nothing. One that was stopped stays stopped."""
        now = timezone.now()
        return Abonnement.objects.filter(pk=self.pk, bevestigd_op=None, gestopt_op=None).update(
            bevestigd_op=now, gemaild_tot=now
        )

    def stop(self):
        """Never later than now, whatever was already stopped."""
        return Abonnement.objects.filter(pk=self.pk, gestopt_op=None).update(gestopt_op=timezone.now())
