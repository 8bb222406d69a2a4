"""An import through the browser: the file, what it would change, and the report that stays."""

import hashlib
from pathlib import PurePath

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from gebieden.inlezing.statussen import TABEL
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.dossier import Dossier
from gebiedswerk.opdrachten import Opdracht, zet_klaar
from gebiedswerk.tijdlijn import schrijf

BEKIJKEN, UITVOEREN = "inlezing_bekijken", "inlezing_uitvoeren"
GROEP = "inlezing:"
WERK = {"aangeleverd": BEKIJKEN, "bevestigd": UITVOEREN}


class InlezingQuerySet(models.QuerySet):
    def voor_lijst(self):
        """A row of the list, and whether its work got stuck; the long reports stay in the database."""
        groep = Concat(Value(GROEP), Cast(OuterRef("pk"), models.CharField()))
        stuck = Exists(Opdracht.objects.filter(groep=groep, status="mislukt"))
        rows = self.select_related("door").defer("voorbeeld", "verslag", "antwoorden")
        return rows.annotate(is_vastgelopen=Case(When(status__in=WERK, then=stuck), default=Value(False)))

    def zelfde_bestand(self, inlezing):
        """Earlier imports of exactly this file for the same purpose."""
        same = self.filter(sha256=inlezing.sha256, soort=inlezing.soort, pk__lt=inlezing.pk)
        return same.exclude(sha256="").voor_lijst()

    def neem_aan(self, inhoud, *, naam, door, **velden):
        """Keep a file and have it looked at. The file goes first: without room for it there is no row.

        The name on disk says nothing and comes from nobody; what people read is ``bestandsnaam``.
        """
        inlezing = self.model(bestandsnaam=PurePath(naam).name[-200:], door=door, **velden)
        inlezing.sha256 = afdruk(inhoud)
        inlezing.bestand.save(f"{inlezing.sha256[:16]}{PurePath(naam).suffix[:10].lower()}", inhoud, save=False)
        try:
            with transaction.atomic():
                inlezing.full_clean()
                inlezing.save()
                schrijf(inlezing, "aangemaakt", door=door, tekst=inlezing.bestandsnaam)
                inlezing.zet_werk_klaar(door)
        except BaseException:
            inlezing.bestand.delete(save=False)
            raise
        return inlezing


def afdruk(bestand):
    """The sha256 of an uploaded file."""
    digest = hashlib.sha256()
    for brok in bestand.chunks():
        digest.update(brok)
    return digest.hexdigest()


class Inlezing(Dossier):
    """``voorbeeld`` is what the file would change, ``verslag`` what it did; both as data for the page (``uitslag.py``).

    ``antwoorden`` holds what a person chose where the file leaves a choice: ``{name in the file: code of the area}``,
    an empty code for "leave it out". ``samenvatting`` is the outcome in one line, for the list.
    """

    tabel = TABEL
    SOORTEN = [
        ("grenzen", "Grenzen van gebieden"),
        ("cijfers", "Cijfers per gebied"),
        ("voorgangers", "Gebieden van voor een herindeling"),
        ("signalen", "Signalen uit een ander systeem"),
        ("maatregelen", "Voortgang van maatregelen"),
    ]
    # Whoever offered one of these confirms it too, within what they may do themselves.
    EIGEN = ("maatregelen",)

    # Signals are offered on the page of the system that they come from, measures on that of who carries them out.
    HIER = [(soort, naam) for soort, naam in SOORTEN if soort not in ("signalen", "maatregelen")]

    soort = models.CharField(max_length=12, choices=SOORTEN)
    bestand = models.FileField(upload_to="inlezingen/%Y/")
    bestandsnaam = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    formaat = models.CharField(max_length=30, blank=True)
    jaar = models.PositiveSmallIntegerField(null=True, blank=True)
    niveau = models.CharField(max_length=30, blank=True)
    antwoorden = models.JSONField(default=dict, blank=True)
    voorbeeld = models.JSONField(default=dict, blank=True)
    verslag = models.JSONField(default=dict, blank=True)
    samenvatting = models.CharField(max_length=300, blank=True, editable=False)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inlezingen")

    objects = InlezingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inlezingen"
        ordering = ["-aangemaakt_op", "-pk"]

    def __str__(self):
        return self.bestandsnaam

    def get_absolute_url(self):
        return reverse("gebieden:inlezing", args=[self.pk])

    def heeft_recht(self, persoon, recht):
        if recht == "beheren" and self.soort in self.EIGEN and persoon.pk == self.door_id:
            return True
        return bool(gebieden_met_recht(persoon, recht))

    @property
    def is_onderweg(self):
        return self.status in WERK

    def open_vragen(self):
        """What the file leaves open and nobody has answered yet: ``{name in the file: [[code, words], …]}``."""
        asked = self.voorbeeld.get("vragen", {})
        return {naam: keuzes for naam, keuzes in asked.items() if naam not in self.antwoorden}

    def verandert_iets(self):
        return bool(self.voorbeeld.get("verandert"))

    @property
    def groep(self):
        return f"{GROEP}{self.pk}"

    def opdracht(self):
        """The work that is under way or was done last, or None."""
        return Opdracht.objects.filter(groep=self.groep).order_by("-pk").first()

    def zet_werk_klaar(self, door):
        """Have done what the state asks for, once per version of the dossier."""
        soort = WERK[self.status]
        return zet_klaar(soort, f"{soort}:{self.pk}:{self.versie}", groep=self.groep, door=door, pk=self.pk)

    def toon(self, uitslag, *, is_veranderd=False):
        """Show what the file would change; ``is_veranderd`` when that is not what was confirmed."""
        self.voorbeeld = uitslag.als_gegevens() | {"is_veranderd": is_veranderd}
        asked = len(self.open_vragen())
        summary = f"{asked} {'vraag' if asked == 1 else 'vragen'} voor u" if asked else uitslag.samenvatting()
        self.ga_naar("bekeken", voorbeeld=self.voorbeeld, verslag={}, samenvatting=summary)

    def leg_vast(self, uitslag):
        """Keep what was done. The picture of how it would be is no longer needed."""
        voorbeeld = {"afdruk": uitslag.afdruk()}
        self.ga_naar(
            "ingelezen", voorbeeld=voorbeeld, verslag=uitslag.als_gegevens(), samenvatting=uitslag.samenvatting()
        )

    def keur_af(self, reden, uitslag=None):
        """Nothing was stored, for this reason; ``uitslag`` has the rows when they say more."""
        gezien = uitslag.als_gegevens() if uitslag else {}
        self.ga_naar(
            "mislukt", voorbeeld={}, verslag=gezien | {"fout": reden}, samenvatting=reden[:300], toelichting=reden
        )

    def probeer_opnieuw(self, door):
        """Work that got stuck begins again; work that goes well goes on."""
        self.zet_werk_klaar(door)[0].probeer_opnieuw()

    def na_overgang(self, overgang, door):
        if self.is_onderweg:
            self.zet_werk_klaar(door)
