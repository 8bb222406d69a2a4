"""What residents, entrepreneurs and organisations start (domain.md §4.1)."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from gebieden.scope import InGebieden, InGebiedenQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.zoeken import zoek

from .statussen import TABEL

AFGESLOTEN = ("nazorg_gedaan", "afgewezen", "gestopt")
ZOEKVELDEN = ("titel", "omschrijving", "initiatiefnemer")
OPENBAAR = ("getoetst", "in_uitvoering", "afgerond", "nazorg_gedaan")


class InitiatiefQuerySet(InGebiedenQuerySet):
    def open(self):
        return self.exclude(status__in=AFGESLOTEN)

    def van(self, persoon):
        return self.filter(contactpersoon=persoon)

    def openbaar(self):
        """What a resident may read about: said yes to, and the initiator agrees to be shown."""
        return self.filter(status__in=OPENBAAR, is_openbaar=True)

    def zoek(self, tekst):
        return zoek(self, ZOEKVELDEN, tekst)

    def voor_lijst(self):
        return self.select_related("trekkend_gebied", "contactpersoon")


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

    objects = InitiatiefQuerySet.as_manager()

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


class Contactmoment(models.Model):
    """One contact, written down in under ten seconds."""

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
