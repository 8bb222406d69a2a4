"""Advice of a platform, asked or not, and what the college did with it (domain.md §3.2)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.platform.models import Platform
from gebieden.rechten import handelt_namens
from gebieden.scope import InGebieden, InGebiedenQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import uiterste_dag
from gebiedswerk.tijdlijn import schrijf
from signalen.signaal.eigenaar import GeenEigenaar, vind_eigenaar

from . import post
from .statussen import AFWIJKEND, TABEL

# What an asked advice lies open for; what was never put to anybody is nobody else's business.
BEGONNEN = Q(gevraagd_datum__isnull=False) | Q(advies_datum__isnull=False)
MEESTE_ONDERWERPEN = 4
UITKOMSTEN = {
    "gevraagd": "Advies gevraagd",
    "uitgebracht": "Wacht op reactie",
    "niet_uitgebracht": "Geen advies gegeven",
    "ingetrokken": "Vraag ingetrokken",
}


class AdviesQuerySet(MetHouderQuerySet, InGebiedenQuerySet):
    def zichtbaar_voor(self, persoon):
        """Officials by their right to read along; the raad what is public; a member what concerns their platform."""
        visible = super().zichtbaar_voor(persoon)
        if not persoon.is_authenticated or persoon.is_ambtenaar:
            return visible
        if "raad" in persoon.soorten():
            visible = visible | self.openbaar()
        own = persoon.platformlidmaatschappen.lopend().values("platform")
        return visible | self.openbaar().filter(platform__in=own)

    def openbaar(self):
        """Everybody may read what was asked and what was advised, from the moment that it was."""
        return self.exclude(status="concept").filter(BEGONNEN)

    def open(self):
        return self.filter(status__in=("concept", "gevraagd", "uitgebracht"))

    def voor_te_leggen(self):
        """Higher up the ladder goes what waits for the college; a platform is nobody's subordinate."""
        return self.filter(status="uitgebracht")

    def te_beantwoorden_door(self, persoon):
        return self.voor_te_leggen().met_recht(persoon, "vaststellen")

    def te_geven_door(self, persoon):
        """What is asked of the platforms that this person keeps the data of."""
        kept = persoon.platformlidmaatschappen.lopend().filter(mag_bijwerken=True)
        return self.filter(status="gevraagd", platform__in=kept.values("platform"))

    def met_jaar(self):
        """With the year in which it began: when it was asked, or else when it was given."""
        return self.annotate(jaar=ExtractYear(Coalesce("gevraagd_datum", "advies_datum")))

    def over_termijn(self, dag=None):
        return self.filter(status__in=("gevraagd", "uitgebracht"), uiterlijk__lt=dag or timezone.localdate())

    def voor_lijst(self):
        return self.select_related("platform", "trekkend_gebied", "eigenaar").defer(
            "trekkend_gebied__grens", "trekkend_gebied__omschrijving", "vraag", "ruimte"
        )

    def voor_dossier(self):
        rows = self.select_related("platform__wethouder", "trekkend_gebied", "eigenaar", "afspraak", "bijeenkomst")
        return rows.defer("trekkend_gebied__grens", "trekkend_gebied__omschrijving").prefetch_related("gebieden")

    def voor_overdracht(self):
        return self.voor_lijst().prefetch_related("gebieden")


def begin(platform, *, soort, eigenaar=None, **velden):
    """An unsaved advice about the areas of this platform, in somebody's name; nobody named: who works there."""
    gebieden = list(platform.gebieden.all())
    if not gebieden:
        raise ValidationError("Dit platform spreekt voor geen enkel gebied. Vul dat eerst aan.")
    # The platform of one village among the areas it also speaks for: the largest leads.
    trekkend = min(gebieden, key=lambda gebied: (gebied.pad.count("/"), gebied.pk))
    advies = Advies(platform=platform, soort=soort, trekkend_gebied=trekkend, **velden)
    try:
        advies.eigenaar = eigenaar or vind_eigenaar(trekkend, huidig().domein_van(advies.thema))
    except GeenEigenaar as fout:
        raise ValidationError("Er is nog niemand bij de gemeente die adviezen behandelt.") from fout
    return advies


def mag_adviseren(persoon, platform):
    """The platform itself, and officials who write down what it sent them."""
    return platform.is_bijgehouden_door(persoon) or platform.heeft_recht(persoon, "behandelen")


class Advies(InGebieden):
    """``uiterlijk`` is the day that counts now: first that of the platform, then that of the college.

    The weight of an advice (``raadpleging``, ``aantal_mensen``) stands on it, because advice is hard to judge without.
    """

    tabel = TABEL
    BESLUITEN = [
        ("overgenomen", "Overgenomen"),
        ("deels", "Deels overgenomen"),
        ("afgeweken", "Beargumenteerd afgeweken"),
    ]

    platform = models.ForeignKey("gebieden.Platform", on_delete=models.PROTECT, related_name="adviezen")
    soort = models.CharField(
        max_length=10, choices=[("gevraagd", "Gevraagd advies"), ("ongevraagd", "Ongevraagd advies")]
    )
    onderwerp = models.CharField(max_length=150)
    thema = models.CharField(max_length=40)
    afspraak = models.ForeignKey(
        "signalen.Adviesonderwerp", null=True, blank=True, on_delete=models.SET_NULL, related_name="adviezen"
    )
    vraag = models.TextField("wat vragen wij", blank=True)
    ruimte = models.TextField("waar kan het platform nog invloed op hebben", blank=True)
    gevraagd_datum = models.DateField(null=True, blank=True, editable=False)
    # Measured by the term of that day: a profile that changes later does not judge what was asked before.
    is_tijdig_gevraagd = models.BooleanField(null=True, editable=False)
    advies_uiterlijk = models.DateField("advies uiterlijk op", null=True, blank=True)
    advies = models.TextField(blank=True)
    advies_datum = models.DateField(null=True, blank=True, editable=False)
    raadpleging = models.TextField("hoe zijn bewoners gehoord", blank=True)
    aantal_mensen = models.PositiveIntegerField("hoeveel mensen zijn gehoord", null=True, blank=True)
    bijeenkomst = models.ForeignKey(
        "gebieden.Bijeenkomst", null=True, blank=True, on_delete=models.SET_NULL, related_name="adviezen"
    )
    reactie_uiterlijk = models.DateField("reactie uiterlijk op", null=True, blank=True, editable=False)
    besluit = models.CharField(max_length=12, choices=BESLUITEN, blank=True)
    argument = models.TextField("waarom niet (helemaal) overgenomen", blank=True)
    reactie = models.TextField("reactie van het college", blank=True)
    reactie_datum = models.DateField(null=True, blank=True, editable=False)
    reden = models.TextField(blank=True)
    eigenaar = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="adviezen")
    uiterlijk = models.DateField(null=True, blank=True, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = AdviesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "adviezen"
        ordering = ["-aangemaakt_op", "-pk"]
        indexes = [models.Index(fields=["platform", "status"], name="advies_platform_status")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(besluit__in=("deels", "afgeweken")) | ~Q(argument=""), name="advies_afwijken_met_argument"
            ),
            models.CheckConstraint(
                condition=~Q(status="beantwoord") | ~Q(besluit=""), name="advies_beantwoord_met_besluit"
            ),
        ]

    def __str__(self):
        return self.onderwerp

    def get_absolute_url(self):
        return reverse("signalen:advies", args=[self.pk])

    def openbaar_url(self):
        return reverse("signalen:advies_openbaar", args=[self.pk])

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema)

    @property
    def is_openbaar(self):
        return self.status != "concept" and bool(self.gevraagd_datum or self.advies_datum)

    @property
    def is_beantwoord(self):
        return self.status == "beantwoord"

    @property
    def uitkomst(self):
        """What came of it, in words; what is only prepared is nothing yet."""
        return self.get_besluit_display() if self.is_beantwoord else UITKOMSTEN.get(self.status, self.status_naam)

    @property
    def is_te_laat(self):
        return bool(self.uiterlijk and self.uiterlijk < timezone.localdate())

    @property
    def is_kort(self):
        """True when the platform gets less time than the profile's term, counted from when it was or would be asked."""
        since = self.gevraagd_datum or timezone.localdate()
        return bool(self.advies_uiterlijk) and self.advies_uiterlijk < uiterste_dag("advies", since)

    @property
    def is_op_tijd_uitgebracht(self):
        """None where there was no date: for who advises of their own accord."""
        if not (self.advies_datum and self.advies_uiterlijk):
            return None
        return self.advies_datum <= self.advies_uiterlijk

    @property
    def is_op_tijd_beantwoord(self):
        return self.reactie_datum <= self.reactie_uiterlijk if self.is_beantwoord else None

    def heeft_recht(self, persoon, recht):
        """``adviseren``: the platform, or an official for it; ``beantwoorden``: the college; ``afzien``: both sides."""
        if recht == "adviseren":
            return mag_adviseren(persoon, self.platform) or self.heeft_recht(persoon, "behandelen")
        if recht == "afzien":
            return self.heeft_recht(persoon, "adviseren")
        if recht == "beantwoorden":
            return super().heeft_recht(persoon, "vaststellen")
        if recht == "voorbereiden":
            return self.heeft_recht(persoon, "behandelen") or self.heeft_recht(persoon, "beantwoorden")
        if recht == "behandelen" and persoon.is_authenticated and persoon.is_ambtenaar:
            return super().heeft_recht(persoon, recht) or handelt_namens(persoon, self.eigenaar_id, self.gebied_ids())
        return super().heeft_recht(persoon, recht)

    def mag_stuk(self, persoon, bij):
        """Whether this person may add or remove a document with the question, the advice or the answer now."""
        recht, statussen = {
            "vraag": ("behandelen", {"concept", "gevraagd"}),
            "advies": ("adviseren", {"gevraagd", "uitgebracht", "niet_uitgebracht"}),
            "reactie": ("voorbereiden", {"uitgebracht", "beantwoord"}),
        }[bij]
        if self.soort == "ongevraagd" and bij == "vraag":
            return False
        return self.status in statussen and self.heeft_recht(persoon, recht)

    def stukken_voor(self, persoon):
        """Officials all, the platform what has been put or answered, and everybody else what was made public."""
        if not persoon.is_authenticated:
            return self.openbare_stukken()
        if persoon.is_ambtenaar:
            return self.stukken.all()
        if not (
            self.is_openbaar and persoon.platformlidmaatschappen.lopend().filter(platform=self.platform_id).exists()
        ):
            return self.openbare_stukken()
        return self.stukken.all() if self.is_beantwoord else self.stukken.exclude(bij="reactie")

    def openbare_stukken(self):
        stukken = self.stukken.filter(is_openbaar=True) if self.is_openbaar else self.stukken.none()
        return stukken if self.is_beantwoord else stukken.exclude(bij="reactie")

    def ga_naar(self, status, *, door=None, **velden):
        """As of every dossier, with the days that follow from the step; deviating asks for an argument."""
        besluit, argument = velden.get("besluit", self.besluit), velden.get("argument", self.argument)
        if status == "beantwoord" and besluit in AFWIJKEND and not argument.strip():
            raise ValidationError({"argument": ARGUMENT_NODIG})
        return super().ga_naar(status, door=door, **velden, **self._dagen(status))

    def _dagen(self, status):
        vandaag = timezone.localdate()
        if status == "gevraagd":
            timely = not self.is_kort
            return {"gevraagd_datum": vandaag, "is_tijdig_gevraagd": timely, "uiterlijk": self.advies_uiterlijk}
        if status == "uitgebracht":
            until = uiterste_dag("advies_reactie", vandaag)
            return {"advies_datum": vandaag, "reactie_uiterlijk": until, "uiterlijk": until}
        return {"uiterlijk": None} | ({"reactie_datum": vandaag} if status == "beantwoord" else {})

    def na_overgang(self, overgang, door):
        """Each side hears from the other."""
        if overgang.naar == "uitgebracht":
            post.meld_uitgebracht(self)
        elif overgang.van != "concept" or overgang.naar == "gevraagd":
            post.meld_platform(self)

    def geef_uitstel(self, dag, *, door):
        """The platform gets more time; what was too short when it was asked stays so in the figures."""
        with transaction.atomic():
            stored = Advies.objects.select_for_update().only("status", "advies_uiterlijk").get(pk=self.pk)
            if stored.status != "gevraagd":
                raise ValidationError("Er wordt nu geen advies gevraagd.")
            if dag <= stored.advies_uiterlijk:
                raise ValidationError({"advies_uiterlijk": "Kies een latere dag dan er nu staat."})
            Advies.objects.filter(pk=self.pk).update(advies_uiterlijk=dag, uiterlijk=dag, versie=models.F("versie") + 1)
            self.refresh_from_db(fields=["advies_uiterlijk", "uiterlijk", "versie"])
            schrijf(self, "uitstel", door=door, tekst=f"Advies uiterlijk {dag:%d-%m-%Y}", is_openbaar=True)
            post.meld_platform(self, uitstel=True)


ARGUMENT_NODIG = "Schrijf op waarom u (een deel van) het advies niet overneemt. Zonder argument kan dit niet."


class Adviesstuk(models.Model):
    """A document with the question, the advice or the answer."""

    advies = models.ForeignKey(Advies, on_delete=models.CASCADE, related_name="stukken")
    bij = models.CharField(
        max_length=8, choices=[("vraag", "De vraag"), ("advies", "Het advies"), ("reactie", "De reactie")]
    )
    naam = models.CharField(max_length=120)
    bestand = models.FileField(upload_to="adviezen/%Y/")
    is_openbaar = models.BooleanField("iedereen mag dit stuk lezen", default=False)

    class Meta:
        verbose_name_plural = "adviesstukken"
        ordering = ["pk"]

    def __str__(self):
        return self.naam


class AdviesonderwerpQuerySet(models.QuerySet):
    def niet_gevraagd(self):
        """Agreed upon, and never put to the platform."""
        asked = Advies.objects.filter(gevraagd_datum__isnull=False, afspraak__isnull=False)
        return self.exclude(pk__in=asked.values("afspraak"))


class AdviesonderwerpManager(models.Manager.from_queryset(AdviesonderwerpQuerySet)):
    def spreek_af(self, onderwerp, *, door):
        """Store a new subject (unsaved); one too many is refused, also when two people add one at the same time."""
        platform, jaar = onderwerp.platform, onderwerp.jaar
        with transaction.atomic():
            Platform.objects.select_for_update().only("pk").get(pk=platform.pk)
            present = self.filter(platform=platform, jaar=jaar)
            if present.count() >= (most := meeste_onderwerpen()):
                raise ValidationError(
                    f"Voor {jaar} zijn al {most} onderwerpen afgesproken. Meer kan niet: "
                    f"{huidig().de('college')} en {huidig().de('platform')} kiezen er hoogstens {most} per jaar, "
                    "zodat er tijd is voor een goed gesprek en een goed antwoord. Haal eerst een ander onderwerp weg."
                )
            if present.filter(onderwerp__iexact=onderwerp.onderwerp).exists():
                raise ValidationError({"onderwerp": "Dit onderwerp staat al op de lijst van dit jaar."})
            onderwerp.save()
            tekst = f"{onderwerp} ({jaar})"
            schrijf(platform, "onderwerp_afgesproken", door=door, tekst=tekst)
        return onderwerp


def meeste_onderwerpen():
    """How many subjects are agreed upon in a year, at most [U 1b]."""
    return huidig().platforms.get("normen", {}).get("onderwerpen") or MEESTE_ONDERWERPEN


class Adviesonderwerp(models.Model):
    """One of the few subjects a year that college and platform agree to put to it [U 1b]."""

    platform = models.ForeignKey("gebieden.Platform", on_delete=models.CASCADE, related_name="adviesonderwerpen")
    jaar = models.PositiveSmallIntegerField()
    onderwerp = models.CharField(max_length=150)
    toelichting = models.TextField(blank=True)
    kwartaal = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(n, f"Kwartaal {n}") for n in range(1, 5)]
    )
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = AdviesonderwerpManager()

    class Meta:
        verbose_name_plural = "adviesonderwerpen"
        ordering = ["jaar", "kwartaal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "jaar", "onderwerp"], name="adviesonderwerp_een_keer_per_jaar")
        ]

    def __str__(self):
        return self.onderwerp

    def vervalt(self, *, door):
        """Off the list; what was asked about it keeps its own words."""
        with transaction.atomic():
            if self.adviezen.filter(gevraagd_datum__isnull=False).exists():
                raise ValidationError("Over dit onderwerp is al advies gevraagd. Het blijft op de lijst.")
            schrijf(self.platform, "onderwerp_vervalt", door=door, tekst=f"{self} ({self.jaar})")
            self.delete()
