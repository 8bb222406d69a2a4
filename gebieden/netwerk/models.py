"""The sociale kaart: organisations, networks and key persons per area and theme (domain.md §2)."""

import secrets

from django.db import models
from django.urls import reverse

from gebieden.scope import InGebieden, InGebiedenQuerySet
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


class ContactQuerySet(InGebiedenQuerySet):
    def actief(self):
        return self.filter(status="actief")


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
