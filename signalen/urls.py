from django.urls import include, path

app_name = "signalen"
urlpatterns = [
    path("", include("signalen.inzending.urls")),
    path("", include("signalen.volgen.urls")),
    path("", include("signalen.signaal.urls")),
    path("", include("signalen.overdracht.urls")),
    path("", include("signalen.foto.urls")),
]
