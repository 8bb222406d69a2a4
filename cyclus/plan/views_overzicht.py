"""The public page with everything that runs or was done in an area."""

from django import forms
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cyclus.models import Gebiedsplan
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig

from .overzicht import STATEN, bladzij, jaren

SOORTEN = [
    ("maatregel", "Maatregelen, activiteiten en projecten"),
    ("initiatief", "initiatieven"),
    ("opgave", "opgaven"),
    ("afspraak", "afspraken"),
]


class OverzichtFilter(forms.Form):
    """What somebody wants to see of it; nonsense in the address shows everything."""

    thema = forms.ChoiceField(label="Onderwerp", required=False)
    staat = forms.ChoiceField(label="Hoe ver", choices=[("", "Alles"), *STATEN], required=False)
    jaar = forms.ChoiceField(label="Jaar", required=False)
    soort = forms.ChoiceField(label="Soort", required=False)

    def __init__(self, data, *, jaren):
        super().__init__(data)
        woord = huidig().woorden
        self.fields["thema"].choices = [("", "Alles"), *huidig().keuzes("themas")]
        self.fields["jaar"].choices = [("", "Alle jaren"), *((str(jaar), str(jaar)) for jaar in jaren)]
        soorten = [(code, woord.get(naam, naam).capitalize()) for code, naam in SOORTEN]
        self.fields["soort"].choices = [("", "Alles"), *soorten]

    @property
    def keuze(self):
        self.is_valid()
        gekozen = {naam: self.cleaned_data.get(naam, "") for naam in ("thema", "staat", "soort")}
        return gekozen | {"jaar": int(self.cleaned_data.get("jaar") or 0) or None}


@require_safe
def gebied_plannen(request, slug):
    gebied = get_object_or_404(Gebied.objects.select_related("ouder__ouder"), slug=slug)
    form = OverzichtFilter(request.GET, jaren=jaren(gebied))
    pagina, per_thema = bladzij(gebied, request, **form.keuze)
    plannen = Gebiedsplan.objects.vastgesteld().filter(gebied__in=gebied.pad_ids()).voor_lijst()
    context = {
        "gebied": gebied,
        "form": form,
        "pagina": pagina,
        "per_thema": per_thema,
        "is_gefilterd": any(form.keuze.values()),
        "plannen": plannen.order_by("-jaar", "-gebied__pad")[:4],
    }
    return render(request, "cyclus/gebied_plannen.html", context)
