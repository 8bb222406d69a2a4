"""A goal of an agenda: what will be reached, how that is measured, and who promised what for it (domain.md §5.2)."""

from decimal import Decimal

from django.db import models, transaction

from gebieden.scope import InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.svg import getal


class DoelQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "agenda__gebied"

    def compleet(self):
        return self.select_related("indicator").prefetch_related("bijdragen", "opgaven")

    def met_gevolgen(self):
        """With what was done for each goal and what came of it: the thread onward."""
        return self.compleet().prefetch_related("maatregelen__plan", "oordelen__monitor__gebied")


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

    def verwacht_in(self, jaar):
        """Where the straight way from start to target stands in ``jaar``; None when there is no such way."""
        if not self.heeft_pad:
            return None
        if jaar >= self.streefjaar or self.streefjaar <= self.startjaar:
            return self.streefwaarde
        share = Decimal(max(jaar - self.startjaar, 0)) / (self.streefjaar - self.startjaar)
        return self.startwaarde + (self.streefwaarde - self.startwaarde) * share

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
        """This goal in another version of the agenda, with its promises and tasks."""
        copied = ("volgorde", "titel", "resultaat", "waarom", "thema", "prioriteit", "indicator", "indicator_tekst")
        way = ("startwaarde", "startjaar", "streefwaarde", "streefjaar")
        nieuw = Doel.objects.create(
            agenda=agenda, vorig_doel=self, **{naam: getattr(self, naam) for naam in (*copied, *way)}
        )
        nieuw.opgaven.set(self.opgaven.all())
        for bijdrage in self.bijdragen.all():
            bijdrage.pk, bijdrage.doel = None, nieuw
            bijdrage._state.adding = True
            bijdrage.save()
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


class Bijdrage(models.Model):
    """What one party promises for one goal. ``beloofd_op`` is empty until somebody of that party said yes."""

    doel = models.ForeignKey(Doel, on_delete=models.CASCADE, related_name="bijdragen")
    partij = models.CharField(max_length=120)
    soort = models.CharField(
        max_length=12,
        choices=[
            ("bestuur", "Bestuur"),
            ("afdeling", "Afdeling van de gemeente"),
            ("corporatie", "Woningcorporatie"),
            ("inwoners", "Inwoners"),
            ("zorg", "Zorg en welzijn"),
            ("ondernemers", "Ondernemers"),
            ("anders", "Anders"),
        ],
    )
    belofte = models.TextField("wat deze partij bijdraagt")
    contact = models.CharField(max_length=150, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    afdeling = models.ForeignKey(
        "gebieden.Afdeling", null=True, blank=True, on_delete=models.PROTECT, related_name="bijdragen"
    )
    platform = models.ForeignKey(
        "gebieden.Platform", null=True, blank=True, on_delete=models.PROTECT, related_name="bijdragen"
    )
    code_zaad = models.CharField(max_length=40, blank=True, editable=False)
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    gevraagd_op = models.DateTimeField(null=True, editable=False)
    uiterlijk = models.DateField("antwoord uiterlijk", null=True, blank=True, editable=False)
    antwoord = models.CharField(
        max_length=6,
        blank=True,
        editable=False,
        choices=[("ja", "Ja, dit doen wij"), ("anders", "Ja, maar anders"), ("nee", "Nee, dit doen wij niet")],
    )
    reactie = models.TextField("wat zij erbij zeggen", blank=True)
    beloofd_via = models.CharField(
        max_length=12,
        blank=True,
        editable=False,
        choices=[("link", "Met een link"), ("account", "Ingelogd"), ("opgeschreven", "Opgeschreven")],
    )
    beloofd_door = models.CharField(max_length=120, blank=True)
    beloofd_op = models.DateField(null=True, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "bijdragen"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"], condition=~models.Q(code_hash=""), name="een_bijdrage_per_code"
            )
        ]

    def __str__(self):
        return f"{self.partij}: {self.belofte[:60]}"

    @property
    def is_beloofd(self):
        return self.beloofd_op is not None

    def beloof(self, naam, dag, *, door):
        """Write down that somebody of this party said yes. A promise made before stays as it was."""
        if self.is_beloofd:
            return
        with transaction.atomic():
            self.doel.agenda.wijzig(door, f"{self.partij} belooft: {self.belofte} ({naam}, {dag:%d-%m-%Y})")
            self.beloofd_door, self.beloofd_op = naam, dag
            self.save(update_fields=["beloofd_door", "beloofd_op"])
