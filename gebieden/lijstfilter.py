"""The filters that every list of dossiers has, once: by area, and beginning where this person works."""

from urllib.parse import urlencode

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.models import Gebied, Gebruiker
from gebieden.rechten import gebieden_met_recht, heeft_recht_overal
from gebiedswerk.profiel import huidig


class GebiedFilter(filters.Filter):
    field_class = GebiedKeuze


class Gebiedslijst(filters.FilterSet):
    """A list that can be cut down to an area and all that lies inside it."""

    gebied = GebiedFilter(
        label=_("Gebied"), queryset=Gebied.objects.voor_keuze(), method="binnen", empty_label=_("Alle")
    )

    def binnen(self, queryset, naam, waarde):
        return queryset.binnen(waarde)


class Werklijst(Gebiedslijst):
    """Begins in the areas where this person works; a chosen area or ``bereik=alles`` looks further.

    The queryset knows ``zoek``, ``open`` and ``over_termijn``; the model has a ``tabel`` of states and a theme.
    ``lijst`` is the URL name of the page: under it a person keeps filters with a name. ``meer`` names the fields that
    are shown folded.
    """

    lijst, meer = "", ()

    q = filters.CharFilter(label="Zoek op woord", method="op_woord", max_length=200)
    bereik = filters.ChoiceFilter(
        label="Waar", choices=[("alles", "Hele gemeente")], empty_label="Mijn gebieden", method="waar"
    )
    gebied = GebiedFilter(
        label="Gebied", queryset=Gebied.objects.voor_keuze(), method="waar", empty_label="Alle gebieden"
    )
    status = filters.ChoiceFilter(label="Status", empty_label="Alle", method="op_status")
    thema = filters.ChoiceFilter(label="Thema", choices=lambda: huidig().keuzes("themas"), empty_label="Alle")
    over_termijn = filters.BooleanFilter(label="Over de termijn", widget=forms.CheckboxInput, method="te_laat")

    def __init__(self, data, *, persoon):
        model = self._meta.model
        super().__init__(data, queryset=model.objects.zichtbaar_voor(persoon))
        self.filters["status"].extra["choices"] = [("open", "Alle open"), *model.tabel.keuzes]
        self.mijn_gebieden = gebieden_met_recht(persoon, "behandelen")
        # Who works everywhere need not be asked about every area.
        self.is_overal = heeft_recht_overal(persoon, "behandelen")
        if not self.mijn_gebieden:
            del self.filters["bereik"]

    @property
    def form(self):
        """Asked most often first; ``meer`` is for whoever draws it."""
        form = super().form
        if not hasattr(form, "meer"):
            form.meer = self.meer
            form.order_fields(["q", "bereik", "gebied", "status", "thema", "volgorde"])
        return form

    def filter_queryset(self, queryset):
        chosen = self.form.cleaned_data
        if chosen.get("gebied"):
            queryset = queryset.binnen(chosen["gebied"])
        elif self.mijn_gebieden and chosen.get("bereik") != "alles" and not self.is_overal:
            queryset = self.in_mijn_gebieden(queryset)
        return super().filter_queryset(queryset)

    @property
    def vraag(self):
        """What is chosen, as a query string in a fixed order, and nothing else that stands in the address."""
        return vraag_van(self.form.data, self.filters)

    def in_mijn_gebieden(self, queryset):
        return queryset.in_gebieden(self.mijn_gebieden)

    def waar(self, queryset, naam, waarde):
        return queryset

    def op_woord(self, queryset, naam, waarde):
        return queryset.zoek(waarde)

    def op_status(self, queryset, naam, waarde):
        return queryset.open() if waarde == "open" else queryset.filter(status=waarde)

    def te_laat(self, queryset, naam, waarde):
        return queryset.over_termijn() if waarde else queryset


def vraag_van(data, namen):
    """The part of a GET that names one of these filters, as a query string; what is empty is left out."""
    return urlencode([(naam, waarde) for naam in namen for waarde in data.getlist(naam) if waarde.strip()])


def werklijsten():
    """The lists in which filters can be kept: URL name → class."""
    return {klasse.lijst: klasse for klasse in Werklijst.__subclasses__() if klasse.lijst}


def wie_behandelt(request):
    """Who can be chosen as owner or contact, as the queryset of a filter."""
    return Gebruiker.objects.met_rol("behandelen").only("naam")
