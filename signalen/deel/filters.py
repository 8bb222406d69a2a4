import django_filters as filters
from django import forms

from gebieden.lijstfilter import Gebiedslijst
from gebieden.models import Afdeling

from .models import Deel


class DeelFilter(Gebiedslijst):
    """What was asked of departments; begins with what is still open."""

    stand = filters.ChoiceFilter(
        label="Stand",
        choices=[("laat", "Te laat"), ("beantwoord", "Beantwoord"), ("alle", "Alle")],
        empty_label="Open",
        method="op_stand",
    )
    afdeling = filters.ModelChoiceFilter(label="Afdeling", queryset=Afdeling.objects.all(), empty_label="Alle")
    mijn = filters.BooleanFilter(label="Op mijn naam", widget=forms.CheckboxInput, method="op_mijn_naam")

    class Meta:
        model = Deel
        fields = ["stand", "afdeling", "mijn", "gebied"]

    def __init__(self, data, *, persoon):
        self.persoon = persoon
        super().__init__(data, queryset=Deel.objects.zichtbaar_voor(persoon))

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("stand"):
            queryset = queryset.open()
        return super().filter_queryset(queryset).order_by("uiterlijk", "pk")

    def op_stand(self, queryset, naam, waarde):
        chosen = {"laat": queryset.te_laat, "beantwoord": lambda: queryset.filter(status="beantwoord")}
        return chosen.get(waarde, queryset.all)()

    def op_mijn_naam(self, queryset, naam, waarde):
        return queryset.van(self.persoon) if waarde else queryset
