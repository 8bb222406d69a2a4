"""Platform: who speaks for an area, and what municipality and platform promised (domain.md §2)."""

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.rechten import heeft_recht
from gebieden.scope import InGebiedenQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import Gebeurtenis, schrijf

# The name of who left is still needed for a while: in minutes, and to ask after something.
BEWAARTIJD = timedelta(days=365)


def nieuwe_sleutel():
    return secrets.token_urlsafe(16)


class PlatformQuerySet(MetHouderQuerySet, InGebiedenQuerySet):
    """A platform is in the name of its wethouder, as far as it has one."""

    houder = "wethouder"
    overnemen = "vaststellen"

    def actief(self):
        return self.filter(is_actief=True)

    def open(self):
        return self.actief()

    def voor_overdracht(self):
        return self.prefetch_related("gebieden")

    def zichtbaar_voor(self, persoon):
        """The dossier: officials by their right to read along, members by their own platform."""
        visible = super().zichtbaar_voor(persoon)
        if not persoon.is_authenticated or persoon.is_ambtenaar:
            return visible
        return visible | self.filter(pk__in=persoon.platformlidmaatschappen.lopend().values("platform"))

    def rond(self, gebied):
        """Who speaks for this area: the platforms in it, and those of what it lies in."""
        gebieden = type(gebied).objects
        inside = gebieden.binnen(gebied).order_by().values_list("pk", flat=True)
        return self.in_gebieden([*gebied.pad_ids()[:-1], *inside])

    def prefetch_gebieden(self):
        """Borders and stories of areas stay in the database."""
        gebieden = self.model.gebieden.rel.model.objects.defer("grens", "omschrijving")
        return self.prefetch_related(Prefetch("gebieden", gebieden))

    def voor_lijst(self):
        """With all that one line of a list says."""
        leden = Platformlid.objects.lopend().filter(platform=OuterRef("pk")).order_by().values("platform")
        number = Subquery(leden.annotate(aantal=Count("pk")).values("aantal"))
        return self.prefetch_gebieden().annotate(aantal_leden=Coalesce(number, 0))


class Platform(models.Model):
    """``soort`` is one of the profile's kinds (``profiel.platforms["soorten"]``)."""

    naam = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=140, unique=True)
    soort = models.CharField(max_length=40, blank=True)
    gebieden = models.ManyToManyField("gebieden.Gebied", related_name="platforms")
    status = models.CharField(
        max_length=12,
        default="informeel",
        choices=[("convenant", "Met convenant"), ("formeel", "Formeel"), ("informeel", "Informeel")],
    )
    ondersteuning = models.TextField("ondersteuning die het platform krijgt", blank=True)
    wethouder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="platforms_als_wethouder",
    )
    opgericht_datum = models.DateField(null=True, blank=True)
    reglement = models.FileField("huishoudelijk reglement", upload_to="platforms/reglement/", blank=True)
    reglement_datum = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    sleutel = models.CharField("sleutel van de eigen link", max_length=40, unique=True, default=nieuwe_sleutel)
    is_actief = models.BooleanField(default=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = PlatformQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "platforms"
        ordering = ["naam"]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("gebieden:platform", args=[self.slug])

    def dossier_url(self):
        return reverse("gebieden:platform_dossier", args=[self.slug])

    @property
    def tijdlijn(self):
        return Gebeurtenis.objects.van(self).select_related("door")

    def signaal_url(self):
        """The platform's own link to the public form."""
        return reverse("signalen:doorgeven") + f"?platform={self.sleutel}"

    @property
    def soort_naam(self):
        kinds = huidig().platforms.get("soorten", [])
        return next((s["naam"] for s in kinds if s["code"] == self.soort), huidig().woorden["platform"])

    def gebied_ids(self):
        return {g.pk for g in self.gebieden.all()}

    def heeft_recht(self, persoon, recht):
        """``wijzigen``: officials here and who manages the system; ``bijwerken``: also the platform itself."""
        if recht == "wijzigen":
            return any(heeft_recht(persoon, soort, self.gebied_ids()) for soort in ("behandelen", "beheren"))
        if recht == "bijwerken":
            return self.heeft_recht(persoon, "wijzigen") or self.is_bijgehouden_door(persoon)
        return heeft_recht(persoon, recht, self.gebied_ids())

    def is_bijgehouden_door(self, persoon):
        """True for a member, such as the secretary, who keeps the platform's own meetings, members and accounts."""
        if not persoon.is_authenticated:
            return False
        return persoon.platformlidmaatschappen.lopend().filter(platform=self, mag_bijwerken=True).exists()

    def bijhouders(self):
        """The members with an account who keep its data: the secretary, mostly."""
        leden = self.leden.lopend().filter(mag_bijwerken=True, persoon__is_active=True).select_related("persoon")
        return [lid.persoon for lid in leden]

    def adressen(self):
        """Where the platform reads its post: with who keeps its data, else at its own address."""
        return [persoon.email for persoon in self.bijhouders()] or [self.email][: bool(self.email)]

    def heeft_afspraken(self, jaar):
        """Whether anything was promised that can be counted: not to an informal platform, nor in its first year."""
        is_nieuw = bool(self.opgericht_datum and self.opgericht_datum.year >= jaar)
        return self.is_actief and self.status != "informeel" and not is_nieuw


class PlatformlidQuerySet(models.QuerySet):
    def lopend(self, dag=None):
        dag = dag or timezone.localdate()
        return self.filter(Q(tot=None) | Q(tot__gte=dag), van__lte=dag)

    def gestopt(self, dag=None):
        return self.filter(tot__lt=dag or timezone.localdate())

    def minimaliseer(self, dag):
        """Keep of who left only the name, for one year, and then nothing. Returns how many rows that touched."""
        stopped = self.gestopt(dag)
        forgotten, _ = stopped.filter(tot__lt=dag - BEWAARTIJD).delete()
        too_much = Q(buurt__isnull=False) | ~Q(leeftijd="") | Q(mag_bijwerken=True) | Q(is_openbaar=True)
        empty = {"buurt": None, "leeftijd": "", "persoon": None, "mag_bijwerken": False, "is_openbaar": False}
        return forgotten + stopped.filter(too_much | Q(persoon__isnull=False)).update(**empty)


class Platformlid(models.Model):
    """Age and buurt only when the member gave them, to see whether the platform mirrors its area [U 5a-b]."""

    LEEFTIJDEN = [
        ("0_15", "Jonger dan 15 jaar"),
        ("15_25", "15 tot 25 jaar"),
        ("25_45", "25 tot 45 jaar"),
        ("45_65", "45 tot 65 jaar"),
        ("65_plus", "65 jaar of ouder"),
    ]

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="leden")
    naam = models.CharField(max_length=120)
    rol = models.CharField("rol in het platform", max_length=60, blank=True)
    persoon = models.ForeignKey(
        "gebieden.Gebruiker", null=True, blank=True, on_delete=models.SET_NULL, related_name="platformlidmaatschappen"
    )
    buurt = models.ForeignKey("gebieden.Gebied", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    leeftijd = models.CharField("leeftijdsgroep", max_length=8, choices=LEEFTIJDEN, blank=True)
    van = models.DateField(default=timezone.localdate)
    tot = models.DateField("tot en met", null=True, blank=True)
    mag_bijwerken = models.BooleanField("houdt de gegevens van het platform bij", default=False)
    is_openbaar = models.BooleanField("naam mag op de openbare pagina", default=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = PlatformlidQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "platformleden"
        ordering = ["naam"]

    def __str__(self):
        return self.naam

    def stopt(self, dag, *, door):
        """End the membership; ``dag`` is the last day. When that has passed only the name is left."""
        with transaction.atomic():
            Platformlid.objects.filter(pk=self.pk).update(tot=dag, versie=F("versie") + 1)
            Platformlid.objects.filter(pk=self.pk).minimaliseer(timezone.localdate())
            # Without a name: the timeline is never changed, and whoever leaves has a right to be forgotten.
            schrijf(self.platform, "lid_stopt", door=door)
        self.tot = dag


class BijeenkomstQuerySet(models.QuerySet):
    def in_jaar(self, jaar):
        return self.filter(datum__range=(date(jaar, 1, 1), date(jaar, 12, 31)))

    def komend(self, dag=None):
        """Still to be held, the first first."""
        return self.filter(is_geweest=False, datum__gte=dag or timezone.localdate()).order_by(
            "datum", "begint_om", "pk"
        )

    def te_bevestigen(self, dag=None):
        """The day has passed and nobody said whether it went on: these count for nothing yet."""
        return self.filter(is_geweest=False, datum__lt=dag or timezone.localdate())

    def geweest(self):
        return self.filter(is_geweest=True)


class Bijeenkomst(models.Model):
    """A meeting of the platform. Of these the promises of the convenant are counted."""

    SOORTEN = [
        ("vergadering", "Vergadering"),
        ("raadpleging", "Raadpleging van bewoners"),
        ("afspraken", "Afspraken met het college over onderwerpen"),
    ]

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="bijeenkomsten")
    soort = models.CharField(max_length=12, choices=SOORTEN, default="vergadering")
    onderwerp = models.CharField(max_length=200)
    datum = models.DateField()
    begint_om = models.TimeField("begint om", null=True, blank=True)
    plaats = models.CharField(max_length=200, blank=True)
    is_geweest = models.BooleanField("is doorgegaan", default=False)
    is_wethouder_aanwezig = models.BooleanField("wethouder was aanwezig", default=False)
    aantal_aanwezig = models.PositiveSmallIntegerField("aantal aanwezigen", null=True, blank=True)
    verslag = models.TextField("verslag of afspraken", blank=True)
    is_verslag_openbaar = models.BooleanField("iedereen mag het verslag lezen", default=False)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = BijeenkomstQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bijeenkomsten"
        ordering = ["-datum", "-pk"]
        indexes = [models.Index(fields=["platform", "datum"], name="bijeenkomst_platform_datum")]

    def __str__(self):
        return f"{self.get_soort_display()}: {self.onderwerp}"

    def get_absolute_url(self):
        return reverse("gebieden:bijeenkomst", args=[self.platform.slug, self.pk])

    def vervalt(self, *, door):
        """It is not going on: off the calendar, and said on the timeline of the platform."""
        with transaction.atomic():
            schrijf(self.platform, "bijeenkomst_vervalt", door=door, tekst=str(self))
            self.delete()
