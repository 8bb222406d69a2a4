from django.urls import include, path

app_name = "gebieden"
urlpatterns = [
    path("", include("gebieden.gebied.urls")),
    path("", include("gebieden.kaart.urls")),
    path("", include("gebieden.cijfers.urls")),
    path("", include("gebieden.vergelijken.urls")),
    path("", include("gebieden.mensen.urls")),
    path("", include("gebieden.platform.urls")),
    path("", include("gebieden.indeling.urls")),
    path("", include("gebieden.opvolging.urls")),
    path("", include("gebieden.inlezing.urls")),
    path("", include("gebieden.netwerk.urls")),
    path("", include("gebieden.bewaardfilter.urls")),
]
