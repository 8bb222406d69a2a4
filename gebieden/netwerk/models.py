"""The sociale kaart: organisations, networks and key persons per area and theme (domain.md §2)."""

import secrets
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, TextField, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from gebieden.gebied.models import Gebied
from gebieden.scope import InGebieden, InGebiedenQuerySet
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {"actief": "Actief", "vervallen": "Bestaat niet meer"},
    "actief",
    [
        Overgang("actief", "vervallen", "behandelen", "Bestaat niet meer"),
        Overgang("vervallen", "actief", "behandelen", "Bestaat weer"),
    ],
)


def nieuwe_sleutel():
    return secrets.token_urlsafe(24)


EEN_JAAR = timedelta(days=365)
# What nobody confirmed for so long may be wrong, or about somebody who left: it is no longer published.
OPENBAAR_TOT = timedelta(days=730)
HERINNER_NA = timedelta(days=30)
HERINNER_TOT = timedelta(days=60)
PERSOONLIJK = ("contactpersoon", "telefoon", "email", "adres")


class ContactQuerySet(InGebiedenQuerySet):
    def actief(self):
        return self.filter(status="actief")

    def bevat(self, veld, code):
        """Those with this code in a list of codes, asked as text: the same on both databases."""
        return self.alias(codes=Cast(veld, TextField())).filter(codes__contains=f'"{code}"')

    def openbaar(self, vandaag=None):
        """What its owner agreed to publish and confirmed in the last two years."""
        since = (vandaag or timezone.localdate()) - OPENBAAR_TOT
        return self.actief().bevat("openbaar", "naam").filter(gecontroleerd_op__gt=since)

    def over_thema(self, thema):
        return self.bevat("themas", thema)

    def zoek(self, tekst):
        """Two letters are enough: the begin of a word in the name, the person, or the name of an area.

        What begins with the letters comes first.
        """
        woorden = tekst.split()[:5]
        ligt = Contact.gebieden.through.objects.filter(contact=OuterRef("pk"))
        found = self
        for woord in woorden:
            begint = Q()
            for veld in ("naam", "contactpersoon"):
                begint |= Q(**{f"{veld}__istartswith": woord}) | Q(**{f"{veld}__icontains": f" {woord}"})
            found = found.filter(begint | Exists(ligt.filter(gebied__naam__istartswith=woord)))
        if not woorden:
            return found
        eerst = Case(When(naam__istartswith=woorden[0], then=Value(0)), default=Value(1))
        return found.annotate(rang=eerst).order_by("rang", "naam", "pk")

    def te_controleren(self, vandaag=None):
        """Nobody said in the past year that this is right."""
        since = (vandaag or timezone.localdate()) - EEN_JAAR
        return self.actief().filter(Q(gecontroleerd_op=None) | Q(gecontroleerd_op__lte=since))

    def te_vragen(self, vandaag):
        """Whom to ask by mail today: once a year."""
        since = vandaag - EEN_JAAR
        due = self.te_controleren(vandaag).exclude(email="")
        return due.filter(Q(gevraagd_op=None, aangemaakt_op__date__lte=since) | Q(gevraagd_op__lte=since))

    def te_herinneren(self, vandaag):
        """Who was asked a month ago and did not answer."""
        asked = self.actief().exclude(email="").filter(gevraagd_op__lte=vandaag - HERINNER_NA)
        silent = Q(gecontroleerd_op=None) | Q(gecontroleerd_op__lt=F("gevraagd_op"))
        return asked.filter(silent, gevraagd_op__gt=vandaag - HERINNER_TOT)

    def te_vergeten(self, vandaag):
        """Gone for a year, and still with the data of a person."""
        gone = self.filter(status="vervallen", status_sinds__date__lte=vandaag - EEN_JAAR)
        return gone.exclude(**dict.fromkeys(PERSOONLIJK, ""))

    def voor_lijst(self):
        return self.select_related("trekkend_gebied").prefetch_related(
            Prefetch("gebieden", Gebied.objects.defer("grens", "omschrijving"))
        )


class Contact(InGebieden):
    """``openbaar`` names the fields its owner agreed to publish; the name itself is one of them.

    The owner corrects everything through the link with ``sleutel``. ``gecontroleerd_op`` is the last day on which
    somebody said that it is right; ``gevraagd_op`` the last day on which it was asked.
    """

    tabel = TABEL
    SOORTEN = [
        ("professioneel", "Professionele organisatie"),
        ("bewoners", "Vaste bewonersgroep"),
        ("tijdelijk", "Tijdelijke groep"),
    ]
    VORMEN = [("organisatie", "Organisatie"), ("netwerk", "Netwerk"), ("persoon", "Sleutelpersoon")]
    VELDEN_MET_TOESTEMMING = (
        "naam",
        "omschrijving",
        "contactpersoon",
        "telefoon",
        "email",
        "website",
        "adres",
    )

    naam = models.CharField(max_length=150, db_index=True)
    soort = models.CharField(max_length=14, choices=SOORTEN, default="professioneel")
    vorm = models.CharField(max_length=12, choices=VORMEN, default="organisatie")
    themas = models.JSONField(default=list, blank=True)
    omschrijving = models.TextField("wat zij doen", blank=True)
    contactpersoon = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(max_length=30, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    website = models.URLField(blank=True)
    adres = models.CharField(max_length=200, blank=True)
    openbaar = models.JSONField(default=list, blank=True)
    sleutel = models.CharField(max_length=40, unique=True, default=nieuwe_sleutel, editable=False)
    gecontroleerd_op = models.DateField(null=True, blank=True)
    gevraagd_op = models.DateField(null=True, blank=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "contacten"
        ordering = ["naam"]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("gebieden:contact", args=[self.pk])

    def klopt_url(self):
        """The page on which its owner corrects it; who has this address may change everything."""
        return reverse("gebieden:klopt_dit_nog", args=[self.sleutel])

    @property
    def thema_namen(self):
        return [huidig().naam_van("themas", code) for code in self.themas]

    @property
    def is_openbaar(self):
        return type(self).objects.openbaar().filter(pk=self.pk).exists()

    def openbaar_deel(self):
        """What everybody may read, by field; a page that gets only this cannot show more."""
        return {
            "soort": self.get_soort_display(),
            "themas": self.thema_namen,
            "gebieden": [g.naam for g in self.gebieden.all()],
            "gecontroleerd_op": self.gecontroleerd_op,
            **{veld: getattr(self, veld) for veld in self.VELDEN_MET_TOESTEMMING if veld in self.openbaar},
        }

    def is_al_gevraagd(self, dag):
        return self.gevraagd_op == dag

    def vraag(self, dag, *, is_nieuw=False):
        """Mail the link on which they say what is right; once a day at most."""
        with transaction.atomic():
            type(self).objects.filter(pk=self.pk).update(gevraagd_op=dag)
            self.gevraagd_op = dag
            self._mail(f"klopt-dit-nog:{self.pk}:{dag:%Y-%m-%d}", is_nieuw=is_nieuw)

    def herinner(self):
        self._mail(f"klopt-herinnering:{self.pk}:{self.gevraagd_op:%Y-%m-%d}", is_herinnering=True)

    def _mail(self, sleutel, **context):
        stuur(self.email, "Klopt dit nog?", "post/klopt_dit_nog.txt", sleutel=sleutel, over=self, **context)

    def vernieuw_sleutel(self):
        """The old link stops; for when it may lie with somebody who left."""
        self.sleutel = nieuwe_sleutel()

    def na_overgang(self, overgang, door):
        if overgang.naar == "vervallen":
            type(self).objects.filter(pk=self.pk).update(openbaar=[])
            self.openbaar = []

    def vergeet_persoon(self):
        """Take away what is about a person; what the group was, stays."""
        with transaction.atomic():
            type(self).objects.filter(pk=self.pk).update(**dict.fromkeys(PERSOONLIJK, ""), openbaar=[])
            self.noteer("De gegevens van personen zijn verwijderd.", door=None, soort="opgeschoond")
