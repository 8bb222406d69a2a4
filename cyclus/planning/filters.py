import django_filters as filters
from django import forms
from django.http import QueryDict

from cyclus.agenda.doel import Doel
from cyclus.plan.models import MAATREGEL, Gebiedsplan, Maatregel
from cyclus.planning import overzicht
from gebieden.lijstfilter import Gebiedslijst, vraag_van
from gebieden.models import Afdeling, Gebruiker

PER = [("gebied", "Per gebied"), ("doel", "Per doel"), ("afdeling", "Per afdeling"), ("persoon", "Per persoon")]


class PlanningFilter(Gebiedslijst):
    """Which measures stand on the calendar. Without a year it is the year that runs."""

    jaar = filters.ChoiceFilter(label="Jaar", field_name="plan__jaar", empty_label=None)
    afdeling = filters.ModelChoiceFilter(label="Afdeling", queryset=Afdeling.objects.all(), empty_label="Alle")
    persoon = filters.ModelChoiceFilter(label="Wie doet het", queryset=Gebruiker.objects.none(), empty_label="Iedereen")
    doel = filters.ModelChoiceFilter(label="Doel", queryset=Doel.objects.none(), empty_label="Alle")
    soort = filters.ChoiceFilter(label="Soort", choices=Maatregel._meta.get_field("soort").choices, empty_label="Alles")
    status = filters.ChoiceFilter(label="Stand", empty_label="Alle", method="op_status")
    stil = filters.BooleanFilter(label="Al lang niets gehoord", widget=forms.CheckboxInput, method="alleen_stil")
    per = filters.ChoiceFilter(label="Gegroepeerd", choices=PER, empty_label=None, method="laat")

    class Meta:
        model = Maatregel
        fields = []

    def __init__(self, data, *, persoon, plan=None):
        self.plan = plan
        self.zichtbaar = overzicht.zichtbaar_voor(persoon)
        if plan is not None:
            self.zichtbaar = self.zichtbaar.filter(plan=plan)
        self.jaren = [plan.jaar] if plan else overzicht.jaren(self.zichtbaar)
        data = data.copy()
        # A year without a plan is not offered; the calendar of this year may still be empty.
        if data.get("jaar") not in map(str, self.jaren):
            data["jaar"] = str(plan.jaar if plan else overzicht.begin_jaar(self.jaren))
        if data.get("per") not in dict(PER):
            data["per"] = "doel" if plan or data.get("doel") else "gebied"
        super().__init__(data, queryset=self.zichtbaar)
        keuzes = sorted({*self.jaren, int(data["jaar"])}, reverse=True)
        self.filters["jaar"].extra["choices"] = [(str(jaar), str(jaar)) for jaar in keuzes]
        self.filters["status"].extra["choices"] = [
            ("open", "Loopt nog"),
            ("te_laat", "Te laat"),
            *[keuze for keuze in MAATREGEL.keuzes if keuze[0] != "voorgesteld"],
        ]
        named = self.zichtbaar.order_by().values("persoon")
        self.filters["persoon"].queryset = Gebruiker.objects.filter(pk__in=named).only("naam")
        self._stel_doelen_in(data)
        if plan is not None:
            del self.filters["gebied"], self.filters["jaar"]

    def _stel_doelen_in(self, data):
        """Goals are many: offered once an area was chosen, or the one that was asked for."""
        chosen, seen = data.get("doel", ""), self.zichtbaar.order_by()
        if self.plan is not None:
            self.filters["doel"].queryset = self.plan.agenda.doelen.all()
            return
        if data.get("gebied"):
            seen = seen.filter(plan__gebied__slug=data["gebied"].replace("\0", ""), plan__jaar=data["jaar"])
        elif chosen.isascii() and chosen.isdigit() and len(chosen) < 12:
            seen = seen.filter(doel=chosen)
        else:
            del self.filters["doel"]
            return
        self.filters["doel"].queryset = Doel.objects.filter(pk__in=seen.values("doel"))

    @property
    def van_jaar(self):
        return int(self.data["jaar"])

    @property
    def indeling(self):
        return self.data["per"]

    @property
    def keuze(self):
        """What was chosen, to stand in an address."""
        return vraag_van(self.data, self.base_filters) + (f"&plan={self.plan.pk}" if self.plan else "")

    @property
    def titel(self):
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        if self.plan is not None:
            return f"Planning bij {self.plan}"
        return overzicht.titel_van(self.van_jaar, chosen.get("gebied"), chosen.get("afdeling"), chosen.get("persoon"))

    def stel_op(self):
        return overzicht.stel_op(self.qs, per=self.indeling, jaar=self.van_jaar, titel=self.titel)

    def op_status(self, queryset, naam, waarde):
        if waarde == "te_laat":
            return queryset.over_termijn()
        return queryset.open() if waarde == "open" else queryset.filter(status=waarde)

    def alleen_stil(self, queryset, naam, waarde):
        return queryset.stil() if waarde else queryset

    def laat(self, queryset, naam, waarde):
        return queryset


def uit_keuze(keuze, persoon):
    """The filter that an address names; None when its plan is not there for this person."""
    vraag = QueryDict(keuze)
    nummer, plan = vraag.get("plan", ""), None
    if nummer:
        known = nummer.isascii() and nummer.isdigit() and len(nummer) < 12
        plan = known and Gebiedsplan.objects.zichtbaar_voor(persoon).voor_lijst().filter(pk=nummer).first()
        if not plan:
            return None
    return PlanningFilter(vraag, persoon=persoon, plan=plan)
