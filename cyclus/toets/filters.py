import django_filters
from django import forms

from .delen import namen
from .reactie import Toetsreactie


class ReactieFilter(django_filters.FilterSet):
    deel = django_filters.ChoiceFilter(label="Onderdeel", choices=lambda: list(namen().items()), empty_label="Alles")
    gevolg = django_filters.ChoiceFilter(
        label="Wat is ermee gedaan", choices=Toetsreactie.GEVOLGEN, empty_label="Alles"
    )
    oordeel = django_filters.ChoiceFilter(label="Oordeel", choices=Toetsreactie.OORDELEN, empty_label="Alles")
    q = django_filters.CharFilter(label="Zoek in de tekst", field_name="tekst", lookup_expr="icontains", max_length=100)

    class Meta:
        model = Toetsreactie
        fields = ["deel", "gevolg", "oordeel", "q"]
        widgets = {"q": forms.TextInput}
