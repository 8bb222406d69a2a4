from django.urls import path

from . import views, views_onderwerp, views_openbaar

urlpatterns = [
    path("adviezen/", views_openbaar.lijst, name="adviezen_openbaar"),
    path("adviezen/<int:pk>/", views_openbaar.advies, name="advies_openbaar"),
    path("adviezen/<int:pk>/stukken/<int:stuk_pk>/", views_openbaar.stuk, name="adviesstuk"),
    path("platforms/<slug:slug>/adviezen/", views_openbaar.van_platform, name="platform_adviezen"),
    path("platforms/<slug:slug>/adviseren/", views.ongevraagd, name="advies_ongevraagd"),
    path("platforms/<slug:slug>/onderwerpen/", views_onderwerp.onderwerpen, name="adviesonderwerpen"),
    path("platforms/<slug:slug>/onderwerpen/nieuw/", views_onderwerp.nieuw, name="adviesonderwerp_nieuw"),
    path("platforms/<slug:slug>/onderwerpen/<int:pk>/", views_onderwerp.onderwerp, name="adviesonderwerp"),
    path("platforms/<slug:slug>/onderwerpen/<int:pk>/weg/", views_onderwerp.weg, name="adviesonderwerp_weg"),
    path("signalen/adviezen/", views.lijst, name="adviezen"),
    path("signalen/adviezen.csv", views.export, name="adviezen_csv"),
    path("signalen/adviezen/nieuw/", views.nieuw, name="advies_nieuw"),
    path("signalen/adviezen/<int:pk>/", views.advies, name="advies"),
    path("signalen/adviezen/<int:pk>/bewerken/", views.bewerken, name="advies_bewerken"),
    path("signalen/adviezen/<int:pk>/stap/", views.stap, name="advies_stap"),
    path("signalen/adviezen/<int:pk>/uitstel/", views.uitstel, name="advies_uitstel"),
    path("signalen/adviezen/<int:pk>/geven/", views.geven, name="advies_geven"),
    path("signalen/adviezen/<int:pk>/reactie/", views.reactie, name="advies_reactie"),
    path("signalen/adviezen/<int:pk>/stukken/", views.stuk_nieuw, name="advies_stuk_nieuw"),
    path("signalen/adviezen/<int:pk>/stukken/<int:stuk_pk>/weg/", views.stuk_weg, name="advies_stuk_weg"),
]
