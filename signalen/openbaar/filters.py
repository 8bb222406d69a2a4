from urllib.parse import urlencode

import django_filters as filters
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebieden.lijstfilter import GebiedFilter
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig
from signalen.signaal.models import Signaal
from signalen.signaal.query import AFGEHANDELD

from .kop import openbare_themas


class OpenbaarFilter(filters.FilterSet):
    """The public list by area, theme, and open or closed; nonsense in the address filters nothing."""

    gebied = GebiedFilter(
        label=gettext_lazy("Waar"),
        queryset=Gebied.objects.voor_keuze(),
        method="binnen",
        empty_label=gettext_lazy("Overal"),
    )
    thema = filters.ChoiceFilter(
        label=gettext_lazy("Waarover"), choices=openbare_themas, empty_label=gettext_lazy("Alle onderwerpen")
    )
    stand = filters.ChoiceFilter(
        label=gettext_lazy("Hoe staat het ervoor?"),
        choices=[("open", gettext_lazy("Nog bezig")), ("klaar", gettext_lazy("Klaar"))],
        empty_label=gettext_lazy("Alles"),
        method="op_stand",
    )

    class Meta:
        model = Signaal
        fields = []

    def __init__(self, data):
        super().__init__(data, queryset=Signaal.objects.openbaar().op_zichzelf())

    def binnen(self, queryset, naam, waarde):
        # Everything lies in the municipality: no need to look where each of them lies.
        return queryset.binnen(waarde) if waarde.ouder_id else queryset

    def op_stand(self, queryset, naam, waarde):
        return queryset.open() if waarde == "open" else queryset.filter(status__in=AFGEHANDELD)

    @cached_property
    def gekozen(self):
        """What was chosen and exists; the list itself is cut by the same."""
        return self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def titel(self):
        gebied, thema = self.gekozen.get("gebied"), self.gekozen.get("thema")
        if gebied and thema:
            return _("%(thema)s in %(gebied)s") % {"thema": huidig().naam_van("themas", thema), "gebied": gebied}
        return huidig().naam_van("themas", thema) if thema else str(gebied or "")

    @property
    def vraag(self):
        """The choice of area and theme as part of an address: the same for page, feed and subscription."""
        gebied, thema = self.gekozen.get("gebied"), self.gekozen.get("thema")
        chosen = {"gebied": gebied.slug if gebied else "", "thema": thema or ""}
        return urlencode({naam: waarde for naam, waarde in chosen.items() if waarde})
