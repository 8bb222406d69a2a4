"""Gebiedsagenda: what will be achieved in four years, and who promises what (domain.md §5.2)."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from cyclus.agenda.vaststelling import eis_concept, meld_terug, vraag_vaststelling
from cyclus.stuk import bestel
from gebieden.cijfers.models import Cijfer
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht, Overgang, Statustabel
from gebiedswerk.svg import getal
from gebiedswerk.tijdlijn import schrijf


def heeft_doelen(agenda):
    if not agenda.doelen.exists():
        raise ValidationError("Een agenda zonder doelen kan niet worden aangeboden.")


TABEL = Statustabel(
    {
        "concept": "Concept",
        "aangeboden": "Aangeboden aan het college",
        "vastgesteld": "Vastgesteld",
        "vervangen": "Vervangen door een nieuwe versie",
    },
    "concept",
    [
        Overgang("concept", "aangeboden", "behandelen", "Aanbieden aan het college", eisen=(heeft_doelen,)),
        Overgang("aangeboden", "concept", "vaststellen", "Terug voor aanpassing", velden=("opmerking_college",)),
        Overgang(
            "aangeboden", "vastgesteld", "vaststellen", "Vaststellen", velden=("besluitnummer", "vastgesteld_datum")
        ),
        # Nobody has this right: only the adoption of the next version takes this step.
        Overgang("vastgesteld", "vervangen", "opvolgen", "Vervangen"),
    ],
)


def periode(jaar):
    """The first and last year of the agenda that covers ``jaar``: tied to the college's period."""
    cyclus = huidig().cyclus
    van = (
        cyclus["collegeperiode_start"]
        + (jaar - cyclus["collegeperiode_start"]) // cyclus["agenda_jaren"] * (cyclus["agenda_jaren"])
    )
    return van, van + cyclus["agenda_jaren"] - 1


class GebiedsagendaQuerySet(InGebiedQuerySet):
    def vastgesteld(self):
        return self.filter(status="vastgesteld")

    def openbaar(self):
        """What everybody may read: what the college adopted, also when a newer version took its place."""
        return self.filter(status__in=("vastgesteld", "vervangen"))

    def geldig_in(self, jaar):
        return self.vastgesteld().filter(van_jaar__lte=jaar, tot_jaar__gte=jaar)

    def ter_vaststelling(self):
        """What waits for the college."""
        return self.filter(status="aangeboden")

    def voor_lijst(self):
        return self.select_related("gebied")

    def met_aantallen(self):
        """For the list: how many goals, promises asked and promises made."""
        return self.annotate(
            aantal_doelen=Count("doelen", distinct=True),
            aantal_bijdragen=Count("doelen__bijdragen", distinct=True),
            aantal_beloofd=Count(
                "doelen__bijdragen", filter=Q(doelen__bijdragen__beloofd_op__isnull=False), distinct=True
            ),
        )


class GebiedsagendaManager(models.Manager.from_queryset(GebiedsagendaQuerySet)):
    def maak(self, gebied, *, door, analyse=None, jaar=None):
        """The agenda of this area for the period of ``jaar``; asked twice it is the same one."""
        van, tot = periode(jaar or timezone.localdate().year)
        with transaction.atomic():
            agenda, is_new = self.get_or_create(
                gebied=gebied, van_jaar=van, volgnummer=1, defaults={"tot_jaar": tot, "analyse": analyse}
            )
            if is_new:
                schrijf(agenda, "aangemaakt", door=door, tekst=f"Uit {analyse}" if analyse else "")
        return agenda if is_new else self.filter(gebied=gebied, van_jaar=van).order_by("-volgnummer").first()


class Gebiedsagenda(InGebied):
    tabel = TABEL

    van_jaar = models.PositiveSmallIntegerField()
    tot_jaar = models.PositiveSmallIntegerField("tot en met jaar")
    volgnummer = models.PositiveSmallIntegerField("versie van de agenda", default=1)
    vorige = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="opvolgers")
    analyse = models.ForeignKey(
        "cyclus.Gebiedsanalyse", null=True, blank=True, on_delete=models.PROTECT, related_name="agendas"
    )
    inleiding = models.TextField(blank=True)
    opmerking_college = models.TextField("opmerking van het college", blank=True)
    besluitnummer = models.CharField(max_length=40, blank=True)
    vastgesteld_datum = models.DateField("datum besluit", null=True, blank=True)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = GebiedsagendaManager()

    class Meta:
        verbose_name_plural = "gebiedsagenda's"
        ordering = ["-van_jaar", "gebied__naam", "-volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["gebied", "van_jaar", "volgnummer"], name="agenda_versie_uniek"),
            models.CheckConstraint(condition=Q(tot_jaar__gte=F("van_jaar")), name="agenda_jaren"),
        ]

    def __str__(self):
        return f"{huidig().woorden['agenda'].capitalize()} {self.gebied} {self.van_jaar}–{self.tot_jaar}"

    def get_absolute_url(self):
        return reverse("cyclus:agenda", args=[self.pk])

    @property
    def is_concept(self):
        return self.status == "concept"

    @property
    def is_openbaar(self):
        return self.status in ("vastgesteld", "vervangen")

    @property
    def versienaam(self):
        return f"versie {self.volgnummer}"

    def wijzig(self, door, tekst):
        """Open the agenda for one edit: call it in the transaction of the edit. Adopted or offered is frozen."""
        eis_concept(self, door)
        schrijf(self, "wijziging", door=door, tekst=tekst)

    def laatste_cijfers(self):
        """The latest figure of the area for each indicator."""
        newest = Cijfer.objects.filter(gebied=self.gebied, indicator=OuterRef("indicator")).order_by("-jaar")
        rows = Cijfer.objects.filter(gebied=self.gebied, pk=Subquery(newest.values("pk")[:1]))
        return rows.select_related("indicator").order_by("indicator__volgorde", "indicator__naam")

    def jaren_zonder_plan(self):
        """For which years of an adopted agenda a plan can still be made: up to next year."""
        if self.status != "vastgesteld":
            return []
        made = set(type(self.gebied).objects.filter(pk=self.gebied_id).values_list("gebiedsplan_set__jaar", flat=True))
        last = min(self.tot_jaar, timezone.localdate().year + 1)
        return [jaar for jaar in range(max(self.van_jaar, last - 1), last + 1) if jaar not in made]

    def open_beloften(self):
        return Bijdrage.objects.filter(doel__agenda=self, beloofd_op=None).select_related("doel")

    def nieuwe_versie(self, *, door):
        """A copy of the adopted agenda to adjust; there is one at a time, so a second click gives the same one."""
        if not self.heeft_recht(door, "behandelen"):
            raise GeenRecht("Nieuwe versie")
        if self.status != "vastgesteld":
            raise ValidationError("Alleen een vastgestelde agenda krijgt een nieuwe versie.")
        with transaction.atomic():
            nieuw, is_new = Gebiedsagenda.objects.get_or_create(
                gebied=self.gebied,
                van_jaar=self.van_jaar,
                volgnummer=self.volgnummer + 1,
                defaults={
                    "tot_jaar": self.tot_jaar,
                    "vorige": self,
                    "analyse": self.analyse,
                    "inleiding": self.inleiding,
                    "is_voorbeeld": self.is_voorbeeld,
                },
            )
            if is_new:
                for doel in self.doelen.prefetch_related("bijdragen", "opgaven"):
                    doel.kopieer_naar(nieuw)
                schrijf(nieuw, "aangemaakt", door=door, tekst=f"Nieuwe versie van {self} ({self.versienaam})")
        return nieuw

    def na_overgang(self, overgang, door):
        if overgang.naar == "aangeboden":
            vraag_vaststelling(self, door)
        elif overgang.naar == "concept":
            meld_terug(self, door, self.opmerking_college)
        elif overgang.naar == "vastgesteld":
            if self.vorige and self.vorige.status == "vastgesteld":
                self.vorige.ga_naar("vervangen", toelichting=f"Vervangen door {self.versienaam}.")
            bestel("agenda", self, stand=self.stand, door=door)

    @property
    def stand(self):
        """Names the content of its document: the adopted text never changes."""
        return "vastgesteld" if self.is_openbaar else f"v{self.versie}"


class DoelQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "agenda__gebied"

    def compleet(self):
        return self.select_related("indicator").prefetch_related("bijdragen", "opgaven")

    def met_gevolgen(self):
        """With what was done for each goal and what came of it: the thread onward."""
        return self.compleet().prefetch_related("maatregelen__plan", "oordelen__monitor__gebied")


class Doel(models.Model):
    """What will be reached, with an indicator, a start value and a target."""

    agenda = models.ForeignKey(Gebiedsagenda, on_delete=models.CASCADE, related_name="doelen")
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
    beloofd_door = models.CharField(max_length=120, blank=True)
    beloofd_op = models.DateField(null=True, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "bijdragen"
        ordering = ["id"]

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
