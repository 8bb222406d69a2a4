"""What follows from a monitor; carried over into next year's plan or the agenda by the software, not retyped."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import capfirst

from cyclus.agenda.models import Gebiedsagenda
from cyclus.monitor.bijsturing import stel_voor_in_agenda
from cyclus.plan.maatregel import Maatregel
from cyclus.plan.models import Gebiedsplan
from gebieden.scope import InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.tijdlijn import schrijf


class ConclusieQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "monitor__gebied"

    def open(self):
        """What an adopted monitor concluded and nobody decided about yet."""
        undecided = {"overgenomen_in": None, "overgenomen_in_doel": None, "niet_overgenomen_omdat": ""}
        return self.filter(monitor__status="vastgesteld", **undecided)

    def voor_plan(self, plan):
        """What last year's monitor concluded for this plan."""
        return self.filter(monitor__gebied=plan.gebied_id, monitor__jaar=plan.jaar - 1, bestemming="plan")

    def voor_lijst(self):
        return self.select_related(
            *("doel", "maatregel", "overgenomen_in__plan", "overgenomen_in_doel__agenda", "monitor__gebied")
        )


class Conclusie(models.Model):
    """What follows; carried over into a proposal by the software, not retyped."""

    monitor = models.ForeignKey("cyclus.Gebiedsmonitor", on_delete=models.CASCADE, related_name="conclusies")
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

    objects = ConclusieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "conclusies"
        ordering = ["id"]

    def __str__(self):
        return self.tekst[:60]

    @property
    def gevolg(self):
        """What it became: a measure of the next plan, a goal of the agenda, or None."""
        return self.overgenomen_in or self.overgenomen_in_doel

    @property
    def is_open(self):
        taken = self.overgenomen_in_id or self.overgenomen_in_doel_id
        return not taken and not self.niet_overgenomen_omdat

    def neem_over(self, *, door):
        """Make the proposal part of next year's plan or of the agenda; a second click gives the same one."""
        with transaction.atomic():
            stored = self._vergrendel(door)
            self.overgenomen_in, self.overgenomen_in_doel = stored.overgenomen_in, stored.overgenomen_in_doel
            if self.gevolg is None:
                self._leg_vast(self._stel_voor(door) if self.bestemming == "plan" else self._stuur_bij(door), door)
        return self.gevolg

    def neem_niet_over(self, reden, *, door):
        with transaction.atomic():
            if self._vergrendel(door).gevolg:
                raise ValidationError("Deze conclusie is al overgenomen.")
            self.niet_overgenomen_omdat = reden
            self.save(update_fields=["niet_overgenomen_omdat"])
            schrijf(self.monitor, "conclusie", door=door, naar="Niet overgenomen", tekst=f"{self.voorstel}: {reden}")

    def _leg_vast(self, waarin, door):
        self.niet_overgenomen_omdat = ""
        self.save(update_fields=["overgenomen_in", "overgenomen_in_doel", "niet_overgenomen_omdat"])
        schrijf(self.monitor, "conclusie", door=door, naar=f"Overgenomen in {waarin}"[:200], tekst=self.voorstel)

    def _stuur_bij(self, door):
        self.overgenomen_in_doel = stel_voor_in_agenda(self, door=door)
        return self.overgenomen_in_doel.agenda

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
        self.overgenomen_in = maatregel
        schrijf(maatregel, "aangemaakt", door=door, tekst=f"Uit {self.monitor}: {self.tekst}")
        return plan

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
