from django.urls import include, path

app_name = "signalen"
urlpatterns = [
    path("", include("signalen.inzending.urls")),
    path("", include("signalen.volgen.urls")),
    path("", include("signalen.openbaar.urls")),
    path("", include("signalen.abonnement.urls")),
    path("", include("signalen.waardering.urls")),
    path("", include("signalen.signaal.urls")),
    path("", include("signalen.dossierstuk.urls")),
    path("", include("signalen.deel.urls")),
    path("", include("signalen.wachten.urls")),
    path("", include("signalen.tegelijk.urls")),
    path("", include("signalen.overdracht.urls")),
    path("", include("signalen.foto.urls")),
    path("", include("signalen.trend.urls")),
    path("", include("signalen.advies.urls")),
    path("", include("signalen.standaardtekst.urls")),
    path("", include("signalen.regel.urls")),
    path("", include("signalen.bronsysteem.urls")),
    path("", include("signalen.bewaren.urls")),
]
