"""Gebiedsmonitor: goals reached? plan carried out? must the way of working change? (domain.md §5.4)."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from cyclus.agenda.models import Gebiedsagenda
from cyclus.agenda.vaststelling import eis_concept, meld_terug, vraag_vaststelling
from cyclus.analyse.vorm import als_json
from cyclus.monitor.inhoud import stel_op
from cyclus.monitor.oordeel import stel_voor
from cyclus.plan.models import Gebiedsplan, Maatregel
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


TABEL = Statustabel(
    {"concept": "Concept", "aangeboden": "Aangeboden aan het college", "vastgesteld": "Vastgesteld"},
    "concept",
    [
        Overgang("concept", "aangeboden", "behandelen", "Aanbieden aan het college", eisen=(alle_doelen_beoordeeld,)),
        Overgang("concept", "vastgesteld", "vaststellen", "Vaststellen", eisen=(alle_doelen_beoordeeld,)),
        Overgang("aangeboden", "vastgesteld", "vaststellen", "Vaststellen", eisen=(alle_doelen_beoordeeld,)),
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
                    Doeloordeel.objects.create(monitor=monitor, doel=doel, **_meting(doel, plan.jaar))
                schrijf(monitor, "aangemaakt", door=door, tekst=f"Over {plan}")
        return monitor


def _meting(doel, jaar):
    """The latest figure up to the year of the monitor."""
    cijfer = doel.laatste_cijfer(jaar)
    return {"waarde": Decimal(str(cijfer.waarde)).quantize(Decimal("0.01")), "meetjaar": cijfer.jaar} if cijfer else {}


class Gebiedsmonitor(InGebied):
    """``inhoud`` holds the frozen figures from adoption on."""

    tabel = TABEL

    jaar = models.PositiveSmallIntegerField()
    plan = models.ForeignKey("cyclus.Gebiedsplan", on_delete=models.PROTECT, related_name="monitors")
    samenvatting = models.TextField(blank=True)
    aanpak = models.TextField("moet de aanpak veranderen?", blank=True)
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


class Doeloordeel(models.Model):
    monitor = models.ForeignKey(Gebiedsmonitor, on_delete=models.CASCADE, related_name="oordelen")
    doel = models.ForeignKey("cyclus.Doel", on_delete=models.PROTECT, related_name="oordelen")
    waarde = models.DecimalField("gemeten waarde", max_digits=12, decimal_places=2, null=True, blank=True)
    meetjaar = models.PositiveSmallIntegerField("gemeten in", null=True, blank=True)
    oordeel = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            ("bereikt", "Bereikt"),
            ("deels", "Deels bereikt"),
            ("niet", "Niet bereikt"),
            ("onmeetbaar", "Niet te meten"),
        ],
    )
    toelichting = models.TextField(blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "doeloordelen"
        ordering = ["doel__prioriteit", "doel__volgorde", "id"]
        constraints = [models.UniqueConstraint(fields=["monitor", "doel"], name="een_oordeel_per_doel")]

    def __str__(self):
        return f"{self.doel}: {self.get_oordeel_display() or 'nog geen oordeel'}"

    @property
    def voorstel(self):
        """What the figures suggest."""
        return stel_voor(self.doel, self.waarde, self.meetjaar)

    @property
    def voorstel_naam(self):
        return dict(self._meta.get_field("oordeel").choices)[self.voorstel]

    @property
    def verwacht(self):
        return self.doel.verwacht_in(self.meetjaar or self.monitor.jaar)

    @property
    def waarde_in_woorden(self):
        return self.doel.in_woorden(self.waarde, self.meetjaar)

    @property
    def verwacht_in_woorden(self):
        return self.doel.in_woorden(self.verwacht)

    @property
    def vraagt_uitleg(self):
        return self.oordeel != "bereikt" or self.voorstel != "bereikt"


class Conclusie(models.Model):
    """What follows; carried over into a proposal by the software, not retyped."""

    monitor = models.ForeignKey(Gebiedsmonitor, on_delete=models.CASCADE, related_name="conclusies")
    doel = models.ForeignKey("cyclus.Doel", null=True, blank=True, on_delete=models.PROTECT, related_name="conclusies")
    maatregel = models.ForeignKey(
        "cyclus.Maatregel", null=True, blank=True, on_delete=models.PROTECT, related_name="conclusies"
    )
    tekst = models.TextField()
    voorstel = models.CharField("voorstel voor volgend jaar", max_length=200)
    bestemming = models.CharField(
        "waarvoor", max_length=6, default="plan", choices=[("plan", "Volgend plan"), ("agenda", "Agenda")]
    )
    overgenomen_in_doel = models.ForeignKey(
        "cyclus.Doel", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="uit_conclusies"
    )
    overgenomen_in = models.ForeignKey(
        "cyclus.Maatregel", null=True, blank=True, on_delete=models.SET_NULL, related_name="uit_conclusies"
    )
    niet_overgenomen_omdat = models.TextField(blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "conclusies"
        ordering = ["id"]

    def __str__(self):
        return self.tekst[:60]

    @property
    def is_open(self):
        return self.overgenomen_in_id is None and not self.niet_overgenomen_omdat

    def neem_over(self, *, door):
        """Make the proposal a voorgestelde maatregel in next year's plan; a second click gives the same one."""
        with transaction.atomic():
            stored = self._vergrendel(door)
            if stored.overgenomen_in_id is None:
                self._stel_voor(door)
            else:
                self.overgenomen_in = stored.overgenomen_in
        return self.overgenomen_in

    def neem_niet_over(self, reden, *, door):
        with transaction.atomic():
            if self._vergrendel(door).overgenomen_in_id:
                raise ValidationError("Deze conclusie is al overgenomen.")
            self.niet_overgenomen_omdat = reden
            self.save(update_fields=["niet_overgenomen_omdat"])
            schrijf(self.monitor, "conclusie", door=door, naar="Niet overgenomen", tekst=f"{self.voorstel}: {reden}")

    def _vergrendel(self, door):
        if not self.monitor.heeft_recht(door, "behandelen"):
            raise GeenRecht("Neem over")
        return Conclusie.objects.select_for_update().get(pk=self.pk)

    def _stel_voor(self, door):
        plan = self._volgend_plan(door)
        doel, naaste = self._doel_in(plan.agenda), self._naaste_maatregel()
        if doel is None:
            raise ValidationError(
                f"In {plan.agenda} staat geen doel op dit thema. Pas {huidig().de('agenda')} eerst aan."
            )
        if naaste is None:
            raise ValidationError(
                f"{capfirst(huidig().de('plan'))} van dit jaar heeft geen maatregelen, dus de afdeling is niet bekend."
            )
        maatregel = Maatregel.objects.create(
            plan=plan,
            doel=doel,
            status="voorgesteld",
            titel=self.voorstel,
            omschrijving=self.tekst,
            afdeling=naaste.afdeling,
            persoon=self.maatregel.persoon if self.maatregel else door,
            einddatum=date(plan.jaar, 12, 31),
            is_voorbeeld=self.monitor.is_voorbeeld,
        )
        if self.maatregel:
            maatregel.signalen.set(self.maatregel.signalen.all())
            maatregel.initiatieven.set(self.maatregel.initiatieven.all())
        self.overgenomen_in, self.niet_overgenomen_omdat = maatregel, ""
        self.save(update_fields=["overgenomen_in", "niet_overgenomen_omdat"])
        schrijf(maatregel, "aangemaakt", door=door, tekst=f"Uit {self.monitor}: {self.tekst}")
        schrijf(self.monitor, "conclusie", door=door, naar=f"Overgenomen in {plan}", tekst=self.voorstel)

    def _volgend_plan(self, door):
        jaar = self.monitor.jaar + 1
        plan = Gebiedsplan.objects.filter(gebied=self.monitor.gebied, jaar=jaar).select_related("agenda").first()
        if plan is None:
            agendas = Gebiedsagenda.objects.filter(gebied=self.monitor.gebied).geldig_in(jaar)
            if not (agenda := agendas.order_by("-van_jaar").first()):
                raise ValidationError(
                    f"Voor {jaar} is nog geen {huidig().woorden['agenda']} vastgesteld. Daarom kan dit nog niet."
                )
            plan = Gebiedsplan.objects.voor_jaar(agenda, jaar, door=door)
        if plan.status == "afgesloten":
            raise ValidationError(f"{plan} is al afgesloten.")
        return plan

    def _doel_in(self, agenda):
        """The goal as it stands in that agenda, or one of the same theme when it was dropped."""
        doel = self.doel or (self.maatregel.doel if self.maatregel else None)
        if doel is None:
            return agenda.doelen.first()
        return doel.in_agenda(agenda) or agenda.doelen.filter(thema=doel.thema).first()

    def _naaste_maatregel(self):
        """The measure that tells which department this is for."""
        if self.maatregel:
            return self.maatregel
        rows = self.monitor.plan.maatregelen.select_related("afdeling")
        return rows.filter(doel=self.doel).first() or rows.first()
