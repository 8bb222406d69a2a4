"""Tevredenheidsonderzoek: six criteria, inside and outside the organisation, twice per college period (U 2)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.opdrachten import zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import Overgang, Statustabel
from signalen.abonnement.models import vergeet_berichten

from .antwoord import Onderzoeksantwoord, Onderzoeksscore
from .criteria import GROEPEN
from .uitnodiging import Uitnodiging


def kan_open(onderzoek):
    if not onderzoek.uitnodigingen.exists():
        raise ValidationError("Nodig eerst mensen uit, of maak codes voor op papier.")
    if onderzoek.sluit_datum < timezone.localdate():
        raise ValidationError("De laatste dag van dit onderzoek is al voorbij. Kies eerst een andere dag.")


TABEL = Statustabel(
    {"concept": "Concept", "open": "Open", "gesloten": "Gesloten", "vervallen": "Vervallen"},
    "concept",
    [
        Overgang("concept", "open", "voeren", "Openen en uitnodigen", eisen=(kan_open,)),
        Overgang("concept", "vervallen", "voeren", "Laten vervallen"),
        Overgang("open", "gesloten", "voeren", "Sluiten"),
    ],
)


class OnderzoekQuerySet(InGebiedQuerySet):
    def open(self):
        return self.filter(status="open")

    def gesloten(self):
        return self.filter(status="gesloten")

    def zichtbaar_voor(self, persoon):
        """Officials see every round; everybody the closed ones."""
        return super().zichtbaar_voor(persoon) | self.gesloten()

    def te_sluiten(self, dag):
        return self.open().filter(sluit_datum__lt=dag)

    def voor_lijst(self):
        return self.select_related("gebied", "vorige").defer("gebied__grens", "gebied__omschrijving")


class Onderzoek(InGebied):
    """One round. It lies in the municipality; ``vorige`` is the round it is held beside."""

    tabel = TABEL

    titel = models.CharField(max_length=120)
    jaar = models.PositiveSmallIntegerField()
    inleiding = models.TextField(blank=True)
    opent_datum = models.DateField("open vanaf")
    sluit_datum = models.DateField("open tot en met")
    vorige = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="opvolgers")
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = OnderzoekQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tevredenheidsonderzoeken"
        ordering = ["-jaar", "-id"]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("cyclus:onderzoek", args=[self.pk])

    def beheer_url(self):
        return reverse("cyclus:onderzoek_beheer", args=[self.pk])

    @property
    def is_gesloten(self):
        return self.status == "gesloten"

    @property
    def is_voorbij(self):
        """Nobody can be asked any more."""
        return self.status in ("gesloten", "vervallen")

    def heeft_recht(self, persoon, recht):
        """``voeren``: who works in the whole municipality, and who manages the system."""
        if recht == "voeren":
            return any(super(Onderzoek, self).heeft_recht(persoon, soort) for soort in ("behandelen", "beheren"))
        return super().heeft_recht(persoon, recht)

    def loopt_op(self, dag):
        return self.status == "open" and self.opent_datum <= dag <= self.sluit_datum

    def nodig_uit(self, adressen, *, door):
        """Ask these ``(email, groep, gebied id)``; whoever is asked already is not asked again.

        Returns how many are new. Where the round is open their mails go out at once.
        """
        with transaction.atomic():
            self._vergrendel()
            asked = set(self.uitnodigingen.exclude(email="").values_list("email", flat=True))
            new = {e: Uitnodiging.nieuw(self, g, w, e) for e, g, w in adressen if e not in asked}
            Uitnodiging.objects.bulk_create(new.values(), batch_size=500)
            if new:
                self.noteer(f"{len(new)} mensen toegevoegd", door=door, soort="uitgenodigd")
                self._zet_post_klaar(f"{self.uitnodigingen.order_by('-pk').first().pk}")
        return len(new)

    def maak_codes(self, groep, gebied, aantal, *, door):
        """Codes for a sheet of paper, for who is met on an evening in the village."""
        with transaction.atomic():
            self._vergrendel()
            Uitnodiging.objects.bulk_create(Uitnodiging.nieuw(self, groep, gebied.pk) for _ in range(aantal))
            naam = str(dict(GROEPEN)[groep]).lower()
            self.noteer(f"{aantal} codes op papier: {naam}, {gebied}", door=door, soort="codes_gemaakt")
        return self

    def herinner(self, *, door=None):
        """Once to who was not heard of; who that is nobody sees."""
        if self.status != "open":
            raise ValidationError("Herinneren kan alleen zolang het onderzoek open is.")
        if not self.uitnodigingen.te_herinneren().exists():
            raise ValidationError("Er is niemand die nog een herinnering kan krijgen.")
        with transaction.atomic():
            sleutel = f"onderzoek-herinneren:{self.pk}:{timezone.localdate()}"
            _opdracht, is_new = zet_klaar("onderzoek_herinneren", sleutel, pk=self.pk)
            if is_new:
                self.noteer("Herinnering aan wie nog niet meedeed", door=door, soort="herinnerd")

    def na_overgang(self, overgang, door):
        if overgang.naar == "open":
            self._zet_post_klaar("begin")
        else:
            self.vergeet_adressen()
            zet_klaar("onderzoek_schudden", f"onderzoek-schudden:{self.pk}", pk=self.pk)

    def vergeet_adressen(self):
        """Every address, and every copy of a mail that holds one. All rows alike, used or not."""
        vergeet_berichten(Bericht.objects.filter(sleutel__startswith=f"onderzoek:{self.pk}:"))
        self.uitnodigingen.update(email="")

    def schud_antwoorden(self):
        """Write the answers again by their random key: a table on disk keeps the order in which rows came."""
        with transaction.atomic():
            self._meta.model.objects.select_for_update().get(pk=self.pk)
            antwoorden = list(self.antwoorden.select_for_update().order_by("pk"))
            scores = list(Onderzoeksscore.objects.filter(antwoord__onderzoek=self).order_by("pk"))
            self.antwoorden.all().delete()
            Onderzoeksantwoord.objects.bulk_create(antwoorden, batch_size=500)
            Onderzoeksscore.objects.bulk_create(scores, batch_size=500)

    def _vergrendel(self):
        if Onderzoek.objects.select_for_update().get(pk=self.pk).is_voorbij:
            raise ValidationError("Dit onderzoek is al gesloten.")

    def _zet_post_klaar(self, tot):
        if self.status == "open":
            zet_klaar("onderzoek_uitnodigen", f"onderzoek-uitnodigen:{self.pk}:{tot}", pk=self.pk)
