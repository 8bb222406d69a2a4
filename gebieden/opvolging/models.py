"""New areas in the place of old ones on one day: a proposal that a person corrects and confirms (domain.md §2)."""

from collections import defaultdict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from gebieden.indeling.statussen import VERWERKEN
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.dossier import Dossier
from gebiedswerk.opdrachten import Opdracht, zet_klaar
from gebiedswerk.statussen import Overgang, Statustabel

VOORSTELLEN, VERWERK = "herindeling_voorstellen", "herindeling_verwerken"
# Shares are written down in whole hundredths: three thirds may be a little more than the whole.
SPELING = 0.015
WERK = {"concept": VOORSTELLEN, "bevestigd": VERWERK}


def is_te_bevestigen(herindeling):
    """Raises ``ValidationError`` when nothing was chosen."""
    herindeling.controleer()


TABEL = Statustabel(
    {
        "concept": "Voorstel wordt gemaakt",
        "bekeken": "Na te kijken",
        "bevestigd": "Wordt verwerkt",
        "geldend": "Verwerkt",
        "mislukt": "Niet gelukt",
        "ingetrokken": "Ingetrokken",
    },
    "concept",
    [
        Overgang("concept", "bekeken", VERWERKEN, "Voorstel is klaar"),
        Overgang("concept", "mislukt", VERWERKEN, "Voorstel is niet gelukt"),
        Overgang("bekeken", "bevestigd", "beheren", "Bevestigen", eisen=(is_te_bevestigen,)),
        Overgang("bekeken", "ingetrokken", "beheren", "Niet doen"),
        Overgang("bevestigd", "geldend", VERWERKEN, "Is verwerkt"),
        Overgang("bevestigd", "bekeken", VERWERKEN, "Klopt niet meer"),
        Overgang("mislukt", "concept", "beheren", "Opnieuw proberen"),
    ],
)


class Herindeling(Dossier):
    """``regels``: ``[{"oud": pk, "nieuw": pk or None, "aandeel": 0.7, "bron": "overlap"}, …]``.

    An old area with ``nieuw`` empty gets no successor. ``oude_bron`` is the file that old areas still stand from;
    empty means the areas that were read in as no longer existing.
    """

    tabel = TABEL
    WIJZEN = [
        ("overlap", "Uit de grenzen en de namen"),
        ("naam", "Alleen uit de namen"),
        ("bestand", "Uit een CSV-bestand"),
    ]

    per = models.DateField("eerste dag van de nieuwe gebieden")
    wijze = models.CharField("hoe", max_length=10, choices=WIJZEN, default="overlap")
    oude_bron = models.CharField(max_length=200, blank=True)
    regels = models.JSONField(default=list, blank=True, editable=False)
    opmerkingen = models.JSONField(default=list, blank=True, editable=False)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="herindelingen")

    class Meta:
        verbose_name_plural = "herindelingen"
        ordering = ["-aangemaakt_op", "-pk"]

    def __str__(self):
        return f"Herindeling per {self.per:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("gebieden:herindeling", args=[self.pk])

    def heeft_recht(self, persoon, recht):
        return bool(gebieden_met_recht(persoon, recht))

    @property
    def is_onderweg(self):
        return self.status in WERK

    @property
    def groep(self):
        return f"herindeling:{self.pk}"

    def opdracht(self):
        """The work that is under way or was done last, or None."""
        return Opdracht.objects.filter(groep=self.groep).order_by("-pk").first()

    def zet_werk_klaar(self, door=None):
        """Have done what the state asks for, once per version of the dossier."""
        soort = WERK[self.status]
        return zet_klaar(soort, f"{soort}:{self.pk}:{self.versie}", groep=self.groep, door=door, pk=self.pk)

    def na_overgang(self, overgang, door):
        if self.is_onderweg:
            self.zet_werk_klaar(door)

    def gekozen(self):
        """The rows that have a successor."""
        return [regel for regel in self.regels if regel["nieuw"]]

    def controleer(self):
        """Raises ``ValidationError`` when there is nothing to confirm, or an old area would give more than itself."""
        if not self.gekozen():
            raise ValidationError("Er is nog geen enkele opvolger gekozen.")
        total = defaultdict(float)
        for regel in self.gekozen():
            total[regel["oud"]] += regel["aandeel"]
        if any(som > 1 + SPELING for som in total.values()):
            raise ValidationError("Van een gebied zijn de aandelen samen meer dan 100 procent.")

    def toon(self, regels, opmerkingen=()):
        """The proposal is there: a person looks at it now."""
        if not regels:
            reden = "Er zijn geen vervallen gebieden zonder opvolger gevonden."
            return self.ga_naar("mislukt", opmerkingen=[reden], toelichting=reden)
        return self.ga_naar("bekeken", regels=regels, opmerkingen=list(opmerkingen))

    def keur_af(self, redenen):
        """What was confirmed cannot be done any more, for these reasons: back to the person."""
        return self.ga_naar("bekeken", opmerkingen=list(redenen), toelichting=" ".join(redenen))
