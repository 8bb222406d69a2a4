"""Gebiedsmonitor: goals reached? plan carried out? must the way of working change? (domain.md §5.4)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from cyclus.agenda.vaststelling import eis_concept, meld_terug, vraag_vaststelling
from cyclus.analyse.vorm import als_json
from cyclus.monitor.doeloordeel import Doeloordeel, meting
from cyclus.monitor.inhoud import stel_op
from cyclus.rodedraad.resultaat import vertel
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.opdrachten import zet_klaar
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht, Overgang, Statustabel
from gebiedswerk.stuk import bestel
from gebiedswerk.tijdlijn import schrijf


def alle_doelen_beoordeeld(monitor):
    """A judgement that deviates must be explained (domain.md §5.4)."""
    oordelen = list(monitor.oordelen.select_related("doel__indicator"))
    if open_doelen := sum(not o.oordeel for o in oordelen):
        raise ValidationError(f"Nog niet alle doelen zijn beoordeeld: het zijn er nog {open_doelen}.")
    if any(o.vraagt_uitleg and not o.toelichting for o in oordelen):
        raise ValidationError("Leg uit waarom bij elk doel dat niet bereikt is, of waar u afwijkt van de cijfers.")


def aanpak_beantwoord(monitor):
    """Whether the way of working must change is a question of its own (domain.md §5.4): it wants an answer."""
    if not monitor.aanpak_oordeel:
        raise ValidationError("Beantwoord de vraag of de aanpak moet veranderen.")
    if monitor.aanpak_oordeel != "nee" and not monitor.aanpak:
        raise ValidationError("Schrijf op wat er aan de aanpak moet veranderen.")


KLAAR = (alle_doelen_beoordeeld, aanpak_beantwoord)
TABEL = Statustabel(
    {"concept": "Concept", "aangeboden": "Aangeboden aan het college", "vastgesteld": "Vastgesteld"},
    "concept",
    [
        Overgang("concept", "aangeboden", "behandelen", "Aanbieden aan het college", eisen=KLAAR),
        Overgang("concept", "vastgesteld", "vaststellen", "Vaststellen", eisen=KLAAR),
        Overgang("aangeboden", "vastgesteld", "vaststellen", "Vaststellen", eisen=KLAAR),
        Overgang("aangeboden", "concept", "vaststellen", "Terug voor aanpassing", velden=("opmerking_college",)),
    ],
)


class GebiedsmonitorQuerySet(InGebiedQuerySet):
    def vastgesteld(self):
        return self.filter(status="vastgesteld")

    def ter_vaststelling(self):
        """What waits for the college."""
        return self.filter(status="aangeboden")

    def voor_lijst(self):
        return self.select_related("gebied", "plan")

    def jaren(self):
        """The years that have an adopted monitor, newest first."""
        return list(self.vastgesteld().order_by("-jaar").values_list("jaar", flat=True).distinct())


class GebiedsmonitorManager(models.Manager.from_queryset(GebiedsmonitorQuerySet)):
    def maak(self, plan, *, door):
        """The monitor of this plan, with a judgement to give for each goal; asked twice it is the same one."""
        if not plan.heeft_recht(door, "behandelen"):
            raise GeenRecht("Maak monitor")
        if not plan.is_openbaar:
            raise ValidationError(
                f"Een {huidig().woorden['monitor']} kan pas als {huidig().de('plan')} is vastgesteld."
            )
        with transaction.atomic():
            monitor, is_new = self.get_or_create(
                gebied=plan.gebied, jaar=plan.jaar, defaults={"plan": plan, "is_voorbeeld": plan.is_voorbeeld}
            )
            if is_new:
                for doel in plan.agenda.doelen.select_related("indicator", "agenda__gebied"):
                    Doeloordeel.objects.create(monitor=monitor, doel=doel, **meting(doel, plan.jaar))
                schrijf(monitor, "aangemaakt", door=door, tekst=f"Over {plan}")
        return monitor


class Gebiedsmonitor(InGebied):
    """``inhoud`` holds the frozen figures from adoption on."""

    tabel = TABEL

    jaar = models.PositiveSmallIntegerField()
    plan = models.ForeignKey("cyclus.Gebiedsplan", on_delete=models.PROTECT, related_name="monitors")
    samenvatting = models.TextField(blank=True)
    aanpak_oordeel = models.CharField(
        "moet de aanpak veranderen?",
        max_length=6,
        blank=True,
        choices=[("nee", "Nee, zo doorgaan"), ("deels", "Ja, op onderdelen"), ("ja", "Ja, het moet anders")],
    )
    aanpak = models.TextField("wat verandert er in de aanpak", blank=True)
    opmerking_college = models.TextField("opmerking van het college", blank=True)
    inhoud = models.JSONField(null=True, editable=False)
    bevroren_op = models.DateTimeField(null=True, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = GebiedsmonitorManager()

    class Meta:
        verbose_name_plural = "gebiedsmonitors"
        ordering = ["-jaar", "gebied__naam"]
        constraints = [models.UniqueConstraint(fields=["gebied", "jaar"], name="een_monitor_per_gebied_en_jaar")]

    def __str__(self):
        return f"{huidig().woorden['monitor'].capitalize()} {self.gebied} {self.jaar}"

    def get_absolute_url(self):
        return reverse("cyclus:gebiedsmonitor", args=[self.pk])

    @property
    def is_concept(self):
        return self.status == "concept"

    @property
    def is_openbaar(self):
        return self.status == "vastgesteld"

    def wijzig(self, door, tekst):
        """Open the monitor for one edit: call it in the transaction of the edit. Adopted or offered is frozen."""
        eis_concept(self, door)
        schrijf(self, "wijziging", door=door, tekst=tekst)

    def na_overgang(self, overgang, door):
        if overgang.naar == "aangeboden":
            vraag_vaststelling(self, door)
        elif overgang.naar == "concept":
            meld_terug(self, door, self.opmerking_college)
        elif overgang.naar == "vastgesteld":
            self.bevries()
            bestel("gebiedsmonitor", self, stand=self.stand, door=door)
            vertel(self, door=door)
            # The overview of the year now says something else too.
            zet_klaar("raadsmonitor_verversen", f"raadsmonitor:{self.pk}:{self.stand}", door=door, jaar=self.jaar)

    def bevries(self):
        """Keep what it says now: later figures change nothing any more."""
        self.inhoud, self.bevroren_op = als_json(stel_op(self)), timezone.now()
        self.save(update_fields=["inhoud", "bevroren_op"])

    @property
    def stand(self):
        """Names the content of its document."""
        return f"{self.bevroren_op:%Y%m%d%H%M%S%f}" if self.bevroren_op else f"v{self.versie}"
