"""One page with every shared component, served to the browser by the tests of the look only."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from gebiedswerk.statussen import Overgang

KEUZES = [("groen", "Groen en water"), ("verkeer", "Verkeer en parkeren"), ("zorg", "Zorg en welzijn")]


class ProefForm(forms.Form):
    groepen = [("Wat is er aan de hand?", ["titel", "thema", "tekst"]), ("Waar is het?", ["lat", "lon", "gebieden"])]

    titel = forms.CharField(label="Titel", help_text="Kort, in een paar woorden.")
    thema = forms.ChoiceField(label="Thema", choices=[("", "Maak een keuze"), *KEUZES])
    tekst = forms.CharField(label="Wat ziet u?", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    lat = forms.FloatField(label="Breedtegraad", required=False)
    lon = forms.FloatField(label="Lengtegraad", required=False)
    gebieden = forms.MultipleChoiceField(label="Kernen", choices=KEUZES, widget=forms.CheckboxSelectMultiple)
    urgentie = forms.ChoiceField(
        label="Hoe snel?", choices=KEUZES, widget=forms.RadioSelect, help_text="Bij gevaar belt u 112."
    )
    datum = forms.DateField(label="Vanaf wanneer?", required=False)
    tijdstip = forms.DateTimeField(label="Tijdstip", required=False)
    aantal = forms.IntegerField(label="Aantal", min_value=1, max_value=5000, required=False)
    foto = forms.FileField(label="Foto", required=False)
    akkoord = forms.BooleanField(label="Ik wil bericht over wat ermee gebeurt")
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ProefFilter(forms.Form):
    q = forms.CharField(label="Zoek", required=False)
    thema = forms.ChoiceField(label="Thema", choices=[("", "Alle"), *KEUZES], required=False)
    vanaf = forms.DateField(label="Vanaf", required=False)
    van_mij = forms.BooleanField(label="Alleen van mij", required=False)


def gebeurtenis(soort, **velden):
    leeg = {"van": "", "naar": "", "tekst": "", "wie_naam": "Sanne Voorbeeld"}
    return SimpleNamespace(soort=soort, op=datetime(2026, 3, 4, 9, 30, tzinfo=UTC), **{**leeg, **velden})


def punt(naam, **velden):
    return SimpleNamespace(**{"naam": naam, "url": "", "status": "", "is_hier": False, **velden})


def etappe(naam, *punten):
    return SimpleNamespace(naam=naam, punten=punten, meer=False)


def proef(request):
    form = ProefForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return HttpResponse(f"<p>ontvangen: {form.cleaned_data['titel']}</p>")
    messages.success(request, "Het signaal is overgedragen.")
    messages.error(request, "De foto kon niet worden gelezen.")
    pagina = SimpleNamespace(
        number=2, has_previous=True, has_next=True, previous_page_number=1, next_page_number=3, paginator=None
    )
    context = {
        "form": form,
        "filterform": ProefFilter(request.GET, auto_id="filter_%s"),
        "pagina": pagina,
        "kleuren": ["goed", "let_op", "fout", "bezig", "rust"],
        "gebeurtenissen": [
            gebeurtenis("status", van="Nieuw", naar="In behandeling", tekst="De buurt is gebeld."),
            gebeurtenis("notitie", tekst="Eerste regel\nTweede regel <b>niet vet</b>"),
        ],
        "overgangen": [
            Overgang("nieuw", "open", "behandelen", "In behandeling nemen"),
            Overgang("nieuw", "afgewezen", "behandelen", "Afwijzen", velden=("reden",)),
        ],
        "etappes": [
            etappe("Signaal", punt("Losse stoeptegels", is_hier=True), punt("Kapotte lantaarn", url="/proef/")),
            etappe("Opgave", punt("Veilig naar school", url="/proef/", status="Loopt")),
            etappe("Doel"),
            etappe("Maatregel", punt("Nieuwe stoep", status="Gepland")),
            etappe("Resultaat"),
        ],
        "getal": 12345,
    }
    return render(request, "vormgeving_proef.html", context)


def gebieden(request):
    ring = [[5.1, 51.85], [5.25, 51.85], [5.25, 51.92], [5.1, 51.92], [5.1, 51.85]]
    vlak = {
        "type": "Feature",
        "properties": {"naam": "Voorbeeldkern", "url": "/proef/?gebied=1", "tekst": "3 open signalen"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return JsonResponse({"type": "FeatureCollection", "features": [vlak]})


def onder(app, **paden):
    return [path(pad, proef, name=naam) for naam, pad in paden.items()], app


urlpatterns = [
    path("", proef, name="start"),
    path("werk/", proef, name="werk"),
    path("beheer/", proef, name="beheer"),
    path("", include(onder("gebieden", lijst="gebieden/"))),
    path("", include(onder("signalen", lijst="signalen/", doorgeven="signaal/"))),
    path("", include(onder("initiatieven", lijst="initiatieven/"))),
    path(
        "",
        include(
            onder(
                "cyclus",
                overleg_lijst="overleg/",
                analyse_lijst="analyses/",
                agenda_lijst="agendas/",
                plan_lijst="plannen/",
                monitor="monitor/",
            )
        ),
    ),
    path("proef/", proef, name="proef"),
    path("proef/gebieden.json", gebieden, name="proef_gebieden"),
    path("account/", include("gebiedswerk.aanmelden_urls")),
]
