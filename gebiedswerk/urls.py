from django.urls import include, path

from gebieden.urls import urlpatterns as gebieden

from . import gezond
from .gebiedspagina import urls as gebiedspagina
from .gebiedspagina.views import start
from .werk.views import werk

urlpatterns = [
    path("", start, name="start"),
    path("gezond/", gezond.gezond, name="gezond"),
    path("account/", include("gebiedswerk.aanmelden_urls")),
    path("werk/", werk, name="werk"),
    path("beheer/", include("gebiedswerk.beheer.urls")),
    # The page of one area shows what every app knows of it, so it is made here and not in the app itself.
    path("", include(([*gebieden, *gebiedspagina.urlpatterns], "gebieden"))),
    path("", include("signalen.urls")),
    path("", include("initiatieven.urls")),
    path("", include("cyclus.urls")),
]
