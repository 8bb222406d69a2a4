from django.urls import path

from . import views_melder

urlpatterns = [
    path("mijn-adres/<str:token>/", views_melder.bevestig_adres, name="bevestig_adres"),
    path("signaal/<str:code>/adres/", views_melder.adres, name="adres"),
    path("signaal/<str:code>/adres/opnieuw/", views_melder.adres_opnieuw, name="adres_opnieuw"),
]
