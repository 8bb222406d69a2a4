from django.urls import path

from . import views, views_kaart, views_lijst

urlpatterns = [
    path("signalen/", views_lijst.lijst, name="lijst"),
    path("signalen/export/", views_lijst.export, name="export"),
    path("signalen/rekenblad/", views_lijst.rekenblad, name="rekenblad"),
    path("signalen/kaart/", views_kaart.kaart, name="kaart"),
    path("signalen/kaart/punten/", views_kaart.kaart_punten, name="kaart_punten"),
    path("signalen/nieuw/", views.nieuw, name="nieuw"),
    path("signalen/<int:pk>/", views.signaal, name="signaal"),
    path("signalen/<int:pk>/stap/", views.stap, name="stap"),
    path("signalen/<int:pk>/doorzetten/", views.doorzetten, name="doorzetten"),
    path("signalen/<int:pk>/bundelen/", views.bundelen, name="bundelen"),
    path("signalen/<int:pk>/antwoord/", views.antwoord, name="antwoord"),
    path("signalen/<int:pk>/notitie/", views.notitie, name="notitie"),
    path("signalen/<int:pk>/wijzig/", views.wijzig, name="wijzig"),
    path("signalen/<int:pk>/vrijgeven/", views.vrijgeven, name="vrijgeven"),
]
