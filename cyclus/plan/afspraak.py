"""Wijkspecifieke afspraak: what a department does otherwise in this area, agreed for a year (U 3.2, bijlage 3)."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from gebieden.rechten import heeft_recht
from gebieden.scope import InGebiedQuerySet
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.tijdlijn import schrijf

NIET_AF = ("open", "deels", "niet")


class AfspraakQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "plan__gebied"

    def afgesproken(self):
        """Without what last year left and nobody took over yet."""
        return self.filter(is_voorstel=False)

    def openbaar(self):
        return self.afgesproken().filter(plan__status__in=("vastgesteld", "afgesloten"))

    def voor_lijst(self):
        return self.select_related("afdeling", "opgave", "plan__gebied", "vorige__plan")


class Afspraak(models.Model):
    """Part of the plan; ``opgave`` is the sectoral task of which this is the local custom."""

    UITKOMSTEN = [("open", "Loopt"), ("nagekomen", "Nagekomen"), ("deels", "Deels"), ("niet", "Niet nagekomen")]

    plan = models.ForeignKey("cyclus.Gebiedsplan", on_delete=models.CASCADE, related_name="afspraken")
    afdeling = models.ForeignKey("gebieden.Afdeling", on_delete=models.PROTECT, related_name="afspraken")
    opgave = models.ForeignKey(
        "cyclus.Opgave", null=True, blank=True, on_delete=models.SET_NULL, related_name="afspraken"
    )
    tekst = models.TextField("wat is afgesproken")
    contactpersoon = models.CharField(max_length=120, blank=True)
    uiterlijk = models.DateField(null=True, blank=True)
    uitkomst = models.CharField(max_length=10, choices=UITKOMSTEN, default="open")
    toelichting = models.TextField(blank=True)
    vorige = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="opvolgers"
    )
    # Carried over from last year; part of the plan only when somebody said so.
    is_voorstel = models.BooleanField(default=False, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = AfspraakQuerySet.as_manager()

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ["afdeling__naam", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "vorige"], name="afspraak_een_keer_overgenomen")]

    def __str__(self):
        return self.tekst if len(self.tekst) <= 60 else f"{self.tekst[:59]}…"

    def get_absolute_url(self):
        return f"{self.plan.get_absolute_url()}#afspraak-{self.pk}"

    def gebied_ids(self):
        return {self.plan.gebied_id}

    def heeft_recht(self, persoon, recht):
        return heeft_recht(persoon, recht, self.gebied_ids())

    @property
    def is_te_laat(self):
        return self.uitkomst == "open" and self.uiterlijk is not None and self.uiterlijk < timezone.localdate()

    @property
    def kleur(self):
        """The colour of its badge; the words say the same."""
        if self.is_te_laat:
            return "fout"
        return {"open": "bezig", "nagekomen": "goed", "deels": "let_op", "niet": "fout"}[self.uitkomst]

    def stel_voor_in(self, plan, *, door):
        """This agreement as a proposal in next year's plan, once; what nobody kept is asked again."""
        copied = {naam: getattr(self, naam) for naam in ("afdeling", "opgave", "tekst", "contactpersoon")}
        nieuw, is_new = plan.afspraken.get_or_create(
            vorige=self, defaults={**copied, "is_voorstel": True, "is_voorbeeld": self.is_voorbeeld}
        )
        if is_new:
            schrijf(plan, "overgenomen", door=door, tekst=f"Afspraak van {self.plan.jaar}: {nieuw}")
        return nieuw

    def neem_op(self, *, door):
        """The proposal becomes part of the plan; a second click changes nothing."""
        with transaction.atomic():
            if Afspraak.objects.filter(pk=self.pk, is_voorstel=True).update(is_voorstel=False):
                self.is_voorstel = False
                self.plan.wijzig(door, f"Afspraak opgenomen: {self}")
                self.plan.raak_aan()

    def haal_weg(self, *, door):
        with transaction.atomic():
            self.plan.wijzig(door, f"Afspraak weggehaald: {self}")
            self.delete()
            self.plan.raak_aan()


def eis_te_wijzigen(afspraak, door):
    """Who leads the area may; not while it lies with the college."""
    if not afspraak.heeft_recht(door, "behandelen"):
        raise GeenRecht("Wijzigen")
    if afspraak.plan.status == "aangeboden":
        raise GeenRecht(f"De status van het plan is ‘{afspraak.plan.status_naam}’: dit kan niet meer.")


def over_te_nemen(gebied, jaar):
    """What was agreed the year before and is not kept, of the area."""
    rows = Afspraak.objects.afgesproken().filter(Q(uitkomst__in=NIET_AF), plan__gebied=gebied, plan__jaar=jaar - 1)
    return rows.select_related("plan", "afdeling", "opgave")
