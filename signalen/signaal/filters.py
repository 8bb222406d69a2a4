"""The filter of the list: the same queryset goes to the screen, the map and the export."""

import re
from datetime import date, datetime, time

import django_filters as filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone

from gebieden.lijstfilter import Werklijst, vraag_van, wie_behandelt
from gebieden.models import Platform

from .models import Signaal
from .werkvoorraad import ONGEZIEN, OP_WIE, wacht_op

# With each its fields; ends in what makes the order the same every time.
VOLGORDES = {
    "nieuwste": ("Nieuwste eerst", ["-ontvangen_op", "-id"]),
    "oudste": ("Oudste eerst", ["ontvangen_op", "id"]),
    "termijn": ("Termijn, alleen wat open is", ["uiterlijk", "id"]),
    "gebied": ("Op gebied", ["trekkend_gebied__naam", "-ontvangen_op", "-id"]),
}
GETAL = r"(-?\d{1,3}(?:\.\d{1,8})?)"
VAK = re.compile(",".join([GETAL] * 4))
# A moment of the year 1 or 9999 fits in no time zone.
DAGEN = [MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2200, 1, 1))]


def _moment(dag, tijd):
    return timezone.make_aware(datetime.combine(dag, tijd))


class SignaalFilter(Werklijst):
    lijst = "signalen:lijst"
    # Shown folded: the piles above the list answer most of these in one click.
    meer = (
        *("eigenaar", "platform", "wacht", "vanaf", "tot"),
        *("van_mij", "over_termijn", "zonder_regel", "verdacht"),
    )

    platform = filters.ModelChoiceFilter(label="Platform", queryset=Platform.objects.only("naam"), empty_label="Alle")
    van_mij = filters.BooleanFilter(label="Van mij", widget=forms.CheckboxInput, method="mijn")
    eigenaar = filters.ModelChoiceFilter(label="Eigenaar", queryset=wie_behandelt, empty_label="Alle")
    wacht = filters.ChoiceFilter(
        label="Wacht op", choices=list(OP_WIE.items()), empty_label="Maakt niet uit", method="op_wacht"
    )
    vanaf = filters.DateFilter(label="Ontvangen vanaf", method="ontvangen_vanaf", validators=DAGEN)
    tot = filters.DateFilter(label="Ontvangen tot en met", method="ontvangen_tot", validators=DAGEN)
    zonder_regel = filters.BooleanFilter(
        label="Door geen regel toegewezen", widget=forms.CheckboxInput, method="niet_toegewezen"
    )
    verdacht = filters.BooleanFilter(label="Lijkt op spam", widget=forms.CheckboxInput, method="lijkt_op_spam")
    volgorde = filters.ChoiceFilter(
        label="Volgorde",
        choices=[(code, naam) for code, (naam, _velden) in VOLGORDES.items() if code != "nieuwste"],
        empty_label=VOLGORDES["nieuwste"][0],
        method="op_volgorde",
    )
    vak = filters.CharFilter(widget=forms.HiddenInput, method="binnen_vak", max_length=80)

    class Meta:
        model = Signaal
        fields = []

    def __init__(self, data, *, persoon, volgorde=""):
        if volgorde and "volgorde" not in data:
            data = data.copy()
            data["volgorde"] = volgorde
        super().__init__(data, persoon=persoon)
        self.persoon = persoon
        self.filters["status"].extra["choices"].insert(1, ("ongezien", "Nog niet bekeken"))
        if not persoon.is_ambtenaar:
            for naam in ("platform", "van_mij", "eigenaar", "over_termijn", "wacht", "zonder_regel", "verdacht"):
                del self.filters[naam]

    @property
    def stapel(self):
        """As ``vraag``, without the order: that is the same pile."""
        return vraag_van(self.form.data, [naam for naam in self.filters if naam != "volgorde"])

    def op_status(self, queryset, naam, waarde):
        if waarde == "ongezien":
            return queryset.filter(status__in=ONGEZIEN)
        return super().op_status(queryset, naam, waarde)

    def mijn(self, queryset, naam, waarde):
        return queryset.van(self.persoon) if waarde else queryset

    def lijkt_op_spam(self, queryset, naam, waarde):
        return queryset.filter(is_verdacht=True) if waarde else queryset

    def niet_toegewezen(self, queryset, naam, waarde):
        return queryset.filter(is_zonder_regel=True) if waarde else queryset

    def op_wacht(self, queryset, naam, waarde):
        # First the few that wait, by their own indexes; else the whole list is walked for them.
        waiting = Signaal.objects.open().filter(wacht_op(waarde, self.persoon)).order_by()
        return queryset.filter(pk__in=waiting.values("pk"))

    def ontvangen_vanaf(self, queryset, naam, waarde):
        return queryset.filter(ontvangen_op__gte=_moment(waarde, time.min))

    def ontvangen_tot(self, queryset, naam, waarde):
        return queryset.filter(ontvangen_op__lte=_moment(waarde, time.max))

    def in_mijn_gebieden(self, queryset):
        """In the order of areas the database would look at each signal of each area; then it begins with mine."""
        if self.form.cleaned_data.get("volgorde") != "gebied":
            return super().in_mijn_gebieden(queryset)
        ligt = Signaal.gebieden.through.objects.filter(gebied__in=self.mijn_gebieden)
        return queryset.filter(pk__in=ligt.values("signaal"))

    def op_volgorde(self, queryset, naam, waarde):
        if waarde == "termijn" and not self.form.cleaned_data.get("status"):
            queryset = queryset.open()
        return queryset.order_by(*VOLGORDES[waarde][1])

    def binnen_vak(self, queryset, naam, waarde):
        """A rectangle of the map: south, west, north, east. Nonsense is no rectangle."""
        found = VAK.fullmatch(waarde)
        if not found:
            return queryset
        zuid, west, noord, oost = map(float, found.groups())
        return queryset.filter(Q(lat__range=(zuid, noord)) & Q(lon__range=(west, oost)))
