import django_filters as filters
from django import forms
from django.http import QueryDict

from cyclus.agenda.doel import Doel
from cyclus.plan.maatregel import MAATREGEL, Maatregel
from cyclus.plan.models import Gebiedsplan
from cyclus.planning import overzicht
from gebieden.lijstfilter import Gebiedslijst, vraag_van
from gebieden.models import Afdeling, Gebruiker

PER = [("gebied", "Per gebied"), ("doel", "Per doel"), ("afdeling", "Per afdeling"), ("persoon", "Per persoon")]


class PlanningFilter(Gebiedslijst):
    """Which measures stand on the calendar. Without a year it is the year that runs."""

    jaar = filters.ChoiceFilter(label="Jaar", method="laat")
    afdeling = filters.ModelChoiceFilter(label="Afdeling", queryset=Afdeling.objects.all(), empty_label="Alle")
    persoon = filters.ModelChoiceFilter(label="Wie doet het", queryset=Gebruiker.objects.none(), empty_label="Iedereen")
    doel = filters.ModelChoiceFilter(label="Doel", queryset=Doel.objects.none(), empty_label="Alle")
    soort = filters.ChoiceFilter(label="Soort", choices=Maatregel._meta.get_field("soort").choices, empty_label="Alles")
    status = filters.ChoiceFilter(label="Stand", empty_label="Alle", method="op_status")
    stil = filters.BooleanFilter(label="Al lang niets gehoord", widget=forms.CheckboxInput, method="alleen_stil")
    per = filters.ChoiceFilter(label="Gegroepeerd", method="laat")

    class Meta:
        model = Maatregel
        fields = []

    def __init__(self, data, *, persoon, plan=None):
        self.plan = plan
        self.zichtbaar = overzicht.zichtbaar_voor(persoon)
        if plan is not None:
            self.zichtbaar = self.zichtbaar.filter(plan=plan)
        self.jaren = [plan.jaar] if plan else overzicht.jaren(self.zichtbaar)
        super().__init__(data, queryset=self.zichtbaar)
        self.begin_jaar = overzicht.begin_jaar(self.jaren)
        self.begin_per = "doel" if plan or self.data.get("doel") else "gebied"
        # What a page opens on is no choice: left empty it is the year that runs, and the first way to group.
        self._bied_aan("jaar", [(str(jaar), str(jaar)) for jaar in self.jaren], str(self.begin_jaar))
        self._bied_aan("per", PER, self.begin_per)
        self.filters["status"].extra["choices"] = [
            ("open", "Loopt nog"),
            ("te_laat", "Te laat"),
            *[keuze for keuze in MAATREGEL.keuzes if keuze[0] != "voorgesteld"],
        ]
        named = self.zichtbaar.order_by().values("persoon")
        self.filters["persoon"].queryset = Gebruiker.objects.filter(pk__in=named).only("naam")
        self._stel_doelen_in(self.data)
        if plan is not None:
            del self.filters["gebied"], self.filters["jaar"]

    def _bied_aan(self, naam, keuzes, begin):
        keuzes = dict(keuzes)
        self.filters[naam].extra["empty_label"] = keuzes.get(begin, begin)
        # What stands in an address stays chosen, also when the page opens on it.
        rest = [(code, tekst) for code, tekst in keuzes.items() if code != begin or self.data.get(naam) == begin]
        self.filters[naam].extra["choices"] = rest

    def _stel_doelen_in(self, data):
        """Goals are many: offered once an area was chosen, or the one that was asked for."""
        chosen, seen = data.get("doel", ""), self.zichtbaar.order_by()
        if self.plan is not None:
            self.filters["doel"].queryset = self.plan.agenda.doelen.all()
            return
        if data.get("gebied"):
            seen = seen.filter(plan__gebied__slug=data["gebied"].replace("\0", ""), plan__jaar=self.van_jaar)
        elif chosen.isascii() and chosen.isdigit() and len(chosen) < 12:
            seen = seen.filter(doel=chosen)
        else:
            del self.filters["doel"]
            return
        self.filters["doel"].queryset = Doel.objects.filter(pk__in=seen.values("doel"))

    @property
    def van_jaar(self):
        asked = self.data.get("jaar", "")
        return int(asked) if asked in map(str, self.jaren) else self.begin_jaar

    @property
    def indeling(self):
        asked = self.data.get("per", "")
        return asked if asked in dict(PER) else self.begin_per

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset).filter(plan__jaar=self.van_jaar)

    @property
    def keuze(self):
        """What was chosen, to stand in an address."""
        fixed = f"&plan={self.plan.pk}" if self.plan else f"&jaar={self.van_jaar}"
        asked = vraag_van(self.data, [naam for naam in self.base_filters if naam not in ("jaar", "per")])
        return f"per={self.indeling}{fixed}" + (f"&{asked}" if asked else "")

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
