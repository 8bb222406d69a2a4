"""A goal of an agenda: what will be reached, how that is measured, and on what way (domain.md §5.2)."""

from decimal import Decimal
from itertools import pairwise

from django.db import models

from gebieden.scope import InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.svg import getal


class DoelQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "agenda__gebied"

    def compleet(self):
        return self.select_related("indicator").prefetch_related("bijdragen", "opgaven", "pad", "bronnen")

    def met_gevolgen(self):
        """With what was done for each goal and what came of it: the thread onward."""
        return self.compleet().prefetch_related(
            *("maatregelen__plan", "oordelen__monitor__gebied", "uit_conclusies__monitor__gebied")
        )


class Doel(models.Model):
    """What will be reached, with an indicator, a start value and a target."""

    agenda = models.ForeignKey("cyclus.Gebiedsagenda", on_delete=models.CASCADE, related_name="doelen")
    vorig_doel = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="opvolgers")
    volgorde = models.PositiveSmallIntegerField(default=0)
    titel = models.CharField(max_length=200)
    resultaat = models.TextField("concreet resultaat")
    waarom = models.TextField(blank=True)
    thema = models.CharField(max_length=40)
    prioriteit = models.PositiveSmallIntegerField(default=2, choices=[(1, "Hoog"), (2, "Midden"), (3, "Laag")])
    indicator = models.ForeignKey(
        "gebieden.Indicator", null=True, blank=True, on_delete=models.PROTECT, related_name="doelen"
    )
    indicator_tekst = models.CharField("of een eigen maat", max_length=150, blank=True)
    startwaarde = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    startjaar = models.PositiveSmallIntegerField(null=True, blank=True)
    streefwaarde = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    streefjaar = models.PositiveSmallIntegerField(null=True, blank=True)
    opgaven = models.ManyToManyField("cyclus.Opgave", related_name="doelen", blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = DoelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "doelen"
        ordering = ["prioriteit", "volgorde", "id"]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return f"{self.agenda.get_absolute_url()}#doel-{self.pk}"

    @property
    def maat(self):
        return self.indicator.naam if self.indicator else self.indicator_tekst

    @property
    def eenheid(self):
        return self.indicator.eenheid if self.indicator else ""

    def in_woorden(self, waarde, jaar=None):
        """A value of this goal as people read it: its decimals, its unit and the year; empty when it is missing."""
        if waarde is None:
            return ""
        decimalen = self.indicator.decimalen if self.indicator else int(waarde != waarde.to_integral_value())
        return getal(waarde, decimalen, self.eenheid) + (f" in {jaar}" if jaar else "")

    @property
    def start_in_woorden(self):
        return self.in_woorden(self.startwaarde, self.startjaar)

    @property
    def streef_in_woorden(self):
        return self.in_woorden(self.streefwaarde, self.streefjaar)

    @property
    def heeft_pad(self):
        """Start and target are both there, so that a year in between can be judged."""
        return None not in (self.startwaarde, self.startjaar, self.streefwaarde, self.streefjaar)

    def weg(self):
        """``[(year, value), …]`` from start over the agreed years to the target; empty when one of the ends is missing.

        A year outside the two ends (the goal was sharpened since) says nothing any more.
        """
        if not self.heeft_pad:
            return []
        punten = self.pad.all() if self.pk else ()
        tussen = [(p.jaar, p.waarde) for p in punten if self.startjaar < p.jaar < self.streefjaar]
        return [(self.startjaar, self.startwaarde), *tussen, (self.streefjaar, self.streefwaarde)]

    def verwacht_in(self, jaar):
        """Where the way from start to target stands in ``jaar``: straight between the years that were agreed.

        None when there is no such way.
        """
        weg = self.weg()
        if not weg:
            return None
        if jaar >= self.streefjaar or self.streefjaar <= self.startjaar:
            return self.streefwaarde
        jaar = max(jaar, self.startjaar)
        (van, begin), (tot, eind) = next((a, b) for a, b in pairwise(weg) if a[0] <= jaar < b[0])
        return begin + (eind - begin) * Decimal(jaar - van) / (tot - van)

    def pad_in_woorden(self):
        """Each year of the way with its value as people read it, for a table."""
        return [(jaar, self.in_woorden(waarde)) for jaar, waarde in self.weg()]

    def laatste_cijfer(self, tot_jaar=None):
        """The latest figure of the area for the indicator, up to and including ``tot_jaar``."""
        if not self.indicator_id:
            return None
        cijfers = self.indicator.cijfers.filter(gebied=self.agenda.gebied)
        return (cijfers.filter(jaar__lte=tot_jaar) if tot_jaar else cijfers).order_by("-jaar").first()

    def vul_start(self):
        """An empty start value becomes the latest figure of the area. Returns that figure, or None."""
        cijfer = self.laatste_cijfer() if self.startwaarde is None else None
        if cijfer:
            self.startwaarde = Decimal(str(cijfer.waarde)).quantize(Decimal("0.01"))
            self.startjaar = cijfer.jaar
        return cijfer

    def kopieer_naar(self, agenda):
        """This goal in another version of the agenda: with its sources, its way, its promises and tasks."""
        copied = ("volgorde", "titel", "resultaat", "waarom", "thema", "prioriteit", "indicator", "indicator_tekst")
        way = ("startwaarde", "startjaar", "streefwaarde", "streefjaar")
        nieuw = Doel.objects.create(
            agenda=agenda, vorig_doel=self, **{naam: getattr(self, naam) for naam in (*copied, *way)}
        )
        nieuw.opgaven.set(self.opgaven.all())
        for deel in (*self.bronnen.all(), *self.pad.all(), *self.bijdragen.all()):
            deel.kopieer_naar(nieuw)
        return nieuw

    def in_agenda(self, agenda):
        """This goal as it stands in ``agenda``: itself, or the one that followed from it; None when it was dropped."""
        for kandidaat in agenda.doelen.all():
            ouder = kandidaat
            while ouder and ouder.pk != self.pk:
                ouder = ouder.vorig_doel
            if ouder:
                return kandidaat
        return None

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema)
