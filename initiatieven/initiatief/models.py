"""What residents, entrepreneurs and organisations start (domain.md §4.1)."""

from datetime import timedelta
from itertools import chain

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.scope import InGebieden, InGebiedenQuerySet
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import herinner, uiterste_dag
from gebiedswerk.tijdlijn import schrijf
from gebiedswerk.zoeken import zoek

from .statussen import TABEL

AFGESLOTEN = ("nazorg_gedaan", "afgewezen", "gestopt")
ZOEKVELDEN = ("titel", "omschrijving", "initiatiefnemer")
OPENBAAR = ("getoetst", "in_uitvoering", "afgerond", "nazorg_gedaan")
IN_AFWACHTING = ("idee", "verkenning")
ANTWOORD = ("getoetst", "afgewezen", "gestopt")
NAZORG = timedelta(days=30)


class InitiatiefQuerySet(MetHouderQuerySet, InGebiedenQuerySet):
    houder = "contactpersoon"
    houden = "behandelen"

    def open(self):
        return self.exclude(status__in=AFGESLOTEN)

    def voor_overdracht(self):
        return self.voor_lijst().prefetch_related("gebieden")

    def over_termijn(self, dag=None):
        return self.open().filter(uiterlijk__lt=dag or timezone.localdate())

    def te_herinneren(self, dag):
        """Open, with a date that lies at most the first reminder's number of days ahead."""
        eerste = -min(huidig().cyclus["herinnering_dagen"])
        return self.open().filter(uiterlijk__lte=dag + timedelta(days=eerste)).select_related("contactpersoon")

    def openbaar(self):
        """What a resident may read about: said yes to, and the initiator agrees to be shown."""
        return self.filter(status__in=OPENBAAR, is_openbaar=True)

    def zoek(self, tekst):
        return zoek(self, ZOEKVELDEN, tekst)

    def voor_lijst(self):
        return self.select_related("trekkend_gebied", "contactpersoon").defer(
            "trekkend_gebied__grens", "trekkend_gebied__omschrijving"
        )


class InitiatiefManager(models.Manager.from_queryset(InitiatiefQuerySet)):
    def leg_vast(self, *, titel, initiatiefnemer, gebied, thema, contactpersoon, door=None, op=None, **velden):
        """Log an initiative: areas, term and timeline follow, all in one transaction."""
        op = op or timezone.now()
        with transaction.atomic():
            initiatief = self.create(
                titel=titel,
                initiatiefnemer=initiatiefnemer,
                trekkend_gebied=gebied,
                thema=thema,
                contactpersoon=contactpersoon,
                uiterlijk=uiterste_dag("initiatief_antwoord", timezone.localdate(op)),
                ontvangen_op=op,
                status_sinds=op,
                aangemaakt_op=op,
                **velden,
            )
            initiatief.leg_in(gebied)
            schrijf(initiatief, "vastgelegd", door=door or contactpersoon, op=op)
        return initiatief


class Initiatief(InGebieden):
    tabel = TABEL

    titel = models.CharField(max_length=150)
    omschrijving = models.TextField(blank=True)
    initiatiefnemer = models.CharField("wie", max_length=150)
    initiatiefnemer_contact = models.CharField("bereikbaar via", max_length=200, blank=True)
    thema = models.CharField(max_length=40)
    contactpersoon = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="initiatieven")
    platform = models.ForeignKey(
        "gebieden.Platform", null=True, blank=True, on_delete=models.PROTECT, related_name="initiatieven"
    )
    ontvangen_op = models.DateTimeField(default=timezone.now)
    uiterlijk = models.DateField("volgende stap uiterlijk", null=True, blank=True)
    reden = models.TextField(blank=True)
    inbreng_gemeente = models.TextField("wat de gemeente inbrengt", blank=True)
    bijdrage = models.DecimalField("bijdrage in euro", max_digits=10, decimal_places=2, null=True, blank=True)
    is_openbaar = models.BooleanField("mag op de openbare pagina", default=False)
    signalen = models.ManyToManyField("signalen.Signaal", related_name="initiatieven", blank=True)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = InitiatiefManager()

    class Meta:
        verbose_name_plural = "initiatieven"
        ordering = ["-ontvangen_op", "-id"]
        indexes = [
            models.Index(fields=["-ontvangen_op", "-id"], name="initiatief_nieuwste"),
            models.Index(fields=["contactpersoon", "uiterlijk"], name="initiatief_contact"),
        ]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("initiatieven:initiatief", args=[self.pk])

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema)

    @property
    def is_open(self):
        return self.status not in AFGESLOTEN

    @property
    def is_te_laat(self):
        return self.is_open and self.uiterlijk is not None and self.uiterlijk < timezone.localdate()

    @property
    def adres(self):
        """The initiator's e-mail address when that is how they are reached, else an empty string."""
        try:
            validate_email(self.initiatiefnemer_contact.strip())
        except ValidationError:
            return ""
        return self.initiatiefnemer_contact.strip()

    @property
    def uren(self):
        return self.contactmomenten.aggregate(totaal=Sum("uren"))["totaal"] or 0

    @property
    def wacht_op(self):
        """What the date of the next step is about, in words for a reminder."""
        if self.status in IN_AFWACHTING:
            return "antwoord geven"
        return "nazorg: hoe is het gegaan?" if self.status == "afgerond" else "volgende stap"

    def verloop(self):
        """Everything that happened, newest first: the timeline, with the contacts themselves in their place."""
        gebeurd = self.tijdlijn.exclude(soort="contact")
        contacten = self.contactmomenten.select_related("door")
        return sorted(chain(gebeurd, contacten), key=lambda iets: (iets.op, iets.pk), reverse=True)

    def leg_contact_vast(self, *, soort, notitie, door, met="", uren=None, op=None):
        """Write down one contact, and on the timeline that there was one.

        The note itself stands in the contact only, which can be removed; the timeline cannot.
        """
        op = op or timezone.now()
        with transaction.atomic():
            contact = self.contactmomenten.create(soort=soort, notitie=notitie, door=door, met=met, uren=uren, op=op)
            schrijf(self, "contact", door=door, tekst=contact.get_soort_display(), op=op)
        return contact

    def koppel_signaal(self, signaal, *, door):
        """Link both ways, written on both timelines; a second time changes nothing."""
        with transaction.atomic():
            if not self.signalen.filter(pk=signaal.pk).exists():
                self.signalen.add(signaal)
                schrijf(self, "gekoppeld", door=door, tekst=f"Signaal: {signaal}")
                schrijf(signaal, "gekoppeld", door=door, tekst=f"Initiatief: {self}")

    def ontkoppel_signaal(self, signaal, *, door):
        with transaction.atomic():
            if self.signalen.filter(pk=signaal.pk).exists():
                self.signalen.remove(signaal)
                schrijf(self, "ontkoppeld", door=door, tekst=f"Signaal: {signaal}")
                schrijf(signaal, "ontkoppeld", door=door, tekst=f"Initiatief: {self}")

    def na_overgang(self, overgang, door):
        """The date of the next step, and word to the initiator who left an e-mail address."""
        vandaag = timezone.localdate()
        if overgang.van == "gestopt":
            self.uiterlijk = uiterste_dag("initiatief_antwoord", vandaag)
        elif overgang.naar == "afgerond":
            self.uiterlijk = vandaag + NAZORG
        elif overgang.naar not in ("verkenning", "in_uitvoering"):
            self.uiterlijk = None
        self.save(update_fields=["uiterlijk"])
        if overgang.naar in ANTWOORD and self.adres:
            stuur(
                self.adres,
                f"Over uw initiatief: {self.titel}",
                "post/initiatief_antwoord.txt",
                sleutel=f"initiatief:{self.pk}:{self.versie}",
                over=self,
                initiatief=self,
            )

    def herinner(self, vandaag):
        """Remind the contact person of the date; True when this call did."""
        return herinner(
            self,
            aan=self.contactpersoon,
            uiterlijk=self.uiterlijk,
            vandaag=vandaag,
            titel=f"{self.titel} ({self.wacht_op})",
            url=self.get_absolute_url(),
        )


class Contactmoment(models.Model):
    """One contact, written down in under ten seconds. Reads as a line of the timeline."""

    initiatief = models.ForeignKey(Initiatief, on_delete=models.CASCADE, related_name="contactmomenten")
    op = models.DateTimeField(default=timezone.now)
    soort = models.CharField(
        max_length=10,
        default="gesprek",
        choices=[
            ("gesprek", "Gesprek"),
            ("telefoon", "Telefoon"),
            ("mail", "E-mail"),
            ("bezoek", "Bezoek"),
            ("overleg", "Overleg"),
        ],
    )
    met = models.CharField("met wie", max_length=150, blank=True)
    notitie = models.TextField()
    uren = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "contactmomenten"
        ordering = ["-op", "-id"]

    def __str__(self):
        return f"{self.get_soort_display()} {self.op:%d-%m-%Y}"

    @property
    def naar(self):
        return f"{self.get_soort_display()} met {self.met}" if self.met else self.get_soort_display()

    @property
    def tekst(self):
        return self.notitie

    @property
    def wie_naam(self):
        return str(self.door)
