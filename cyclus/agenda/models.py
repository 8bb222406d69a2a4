"""Gebiedsagenda: what will be achieved in four years, and who promises what (domain.md §5.2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from cyclus.agenda.bijdrage import Bijdrage
from cyclus.agenda.vaststelling import eis_concept, meld_terug, vraag_vaststelling
from gebieden.cijfers.models import Cijfer
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht, Overgang, Statustabel
from gebiedswerk.stuk import bestel
from gebiedswerk.tijdlijn import schrijf


def heeft_doelen(agenda):
    if not agenda.doelen.exists():
        raise ValidationError(f"Een {huidig().woorden['agenda']} zonder doelen kan niet worden aangeboden.")


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

    def voor_bewoners(self, gebied, jaar):
        """What holds in this area now; before or after a period the last that was adopted; None when there is none."""
        adopted = self.vastgesteld().filter(gebied=gebied)
        last = adopted.filter(van_jaar__lte=jaar).order_by("-van_jaar", "-volgnummer").first()
        return last or adopted.order_by("van_jaar", "-volgnummer").first()

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
            aantal_terug=Count(
                "doelen__bijdragen",
                filter=Q(doelen__bijdragen__beloofd_op=None, doelen__bijdragen__antwoord__in=("anders", "nee")),
                distinct=True,
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
    reden = models.TextField("waarom deze nieuwe versie", blank=True)
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
        """What nobody said yes to, refused first, then what was never asked."""
        rows = Bijdrage.objects.open().filter(doel__agenda=self).select_related("doel__agenda")
        return rows.order_by("-antwoord", F("gevraagd_op").asc(nulls_first=True), "pk")

    def versies(self):
        """All versions of this period, the newest first."""
        rows = Gebiedsagenda.objects.filter(gebied_id=self.gebied_id, van_jaar=self.van_jaar)
        return rows.order_by("-volgnummer")

    def nieuwe_versie(self, *, door, reden=""):
        """A copy of the adopted agenda to adjust; there is one at a time, so a second click gives the same one."""
        if not self.heeft_recht(door, "behandelen"):
            raise GeenRecht("Nieuwe versie")
        if self.status != "vastgesteld":
            raise ValidationError(f"Alleen een vastgestelde {huidig().woorden['agenda']} krijgt een nieuwe versie.")
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
                    "reden": reden,
                    "is_voorbeeld": self.is_voorbeeld,
                },
            )
            if is_new:
                for doel in self.doelen.compleet():
                    doel.kopieer_naar(nieuw)
                waarom = f"\n{reden}" if reden else ""
                schrijf(nieuw, "aangemaakt", door=door, tekst=f"Nieuwe versie van {self} ({self.versienaam}){waarom}")
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
        """Names the content of its document: the adopted text never changes, but parties may promise later."""
        if not self.is_openbaar:
            return f"v{self.versie}"
        later = Bijdrage.objects.filter(doel__agenda=self, beloofd_op__gt=self.vastgesteld_datum or date.max).count()
        return f"vastgesteld-{later}" if later else "vastgesteld"
