from django.urls import include, path

from gebieden.gebied.views import start

from . import gezond
from .werk.views import werk

urlpatterns = [
    path("", start, name="start"),
    path("gezond/", gezond.gezond, name="gezond"),
    path("account/", include("gebiedswerk.aanmelden_urls")),
    path("werk/", werk, name="werk"),
    path("beheer/", include("gebiedswerk.beheer.urls")),
    path("", include("gebieden.urls")),
    path("", include("signalen.urls")),
    path("", include("initiatieven.urls")),
    path("", include("cyclus.urls")),
]
