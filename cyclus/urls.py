from django.urls import include, path

app_name = "cyclus"
urlpatterns = [
    path("", include("cyclus.rodedraad.urls")),
    path("", include("cyclus.opgave.urls")),
    path("", include("cyclus.overleg.urls")),
    path("", include("cyclus.escalatie.urls")),
    path("", include("cyclus.analyse.urls")),
    path("", include("cyclus.ronde.urls")),
    path("", include("cyclus.toets.urls")),
    path("", include("cyclus.agenda.urls")),
    path("", include("cyclus.planning.urls")),
    path("", include("cyclus.plan.urls")),
    path("", include("cyclus.opdrachtbrief.urls")),
    path("", include("cyclus.monitor.urls")),
    path("", include("cyclus.raad.urls")),
    path("", include("cyclus.onderzoek.urls")),
    path("", include("cyclus.raadsbrief.urls")),
    path("", include("cyclus.factsheet.urls")),
]
