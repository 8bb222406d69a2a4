from django.urls import path, re_path

from . import views, views_melder

urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    # with the link of a mail, or the code of a signal
    path("mijn-adres/<str:token>/", views_melder.bevestig_adres, name="bevestig_adres"),
    path("signaal/<str:code>/adres/", views_melder.adres, name="adres"),
    path("signaal/<str:code>/adres/opnieuw/", views_melder.adres_opnieuw, name="adres_opnieuw"),
    path("signaal/<str:code>/gegevens/", views_melder.gegevens, name="gegevens"),
    path("signaal/<str:code>/gegevens/verwijderen/", views_melder.gegevens_weg, name="gegevens_weg"),
    re_path(
        r"^signaal/(?P<code>[^/]+)/gegevens/bestand\.(?P<soort>json|txt)$",
        views_melder.gegevens_bestand,
        name="gegevens_bestand",
    ),
    # for who handles the signal
    path("signalen/<int:pk>/contact/", views.contact, name="contact"),
    path("signalen/<int:pk>/persoonlijk/", views.persoonlijk, name="persoonlijk"),
    # for the beheerder
    path("beheer/opschoningen/", views.opschoningen, name="opschoningen"),
    path("beheer/inzagen/", views.inzagen, name="inzagen"),
]
