"""The filter of the list: the same queryset goes to the screen and to the export."""

import django_filters as filters
from django import forms

from gebieden.lijstfilter import Werklijst, wie_behandelt
from gebieden.models import Platform

from .models import Signaal


class SignaalFilter(Werklijst):
    platform = filters.ModelChoiceFilter(label="Platform", queryset=Platform.objects.all(), empty_label="Alle")
    eigenaar = filters.ModelChoiceFilter(label="Eigenaar", queryset=wie_behandelt, empty_label="Alle")
    verdacht = filters.BooleanFilter(label="Lijkt op spam", widget=forms.CheckboxInput, method="lijkt_op_spam")

    class Meta:
        model = Signaal
        fields = []

    def __init__(self, data, *, persoon):
        super().__init__(data, persoon=persoon)
        if not persoon.is_ambtenaar:
            for naam in ("platform", "eigenaar", "over_termijn", "verdacht"):
                del self.filters[naam]

    def lijkt_op_spam(self, queryset, naam, waarde):
        return queryset.filter(is_verdacht=True) if waarde else queryset
