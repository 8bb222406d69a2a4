from django.urls import path

from . import views

urlpatterns = [
    path("sociale-kaart/", views.sociale_kaart, name="sociale_kaart"),
    path("klopt-dit-nog/<str:sleutel>/", views.klopt_dit_nog, name="klopt_dit_nog"),
    path("klopt-dit-nog/<str:sleutel>/weg/", views.haal_weg, name="contact_weg"),
    path("contacten/", views.lijst, name="contacten"),
    path("contacten/contacten.csv", views.export, name="contacten_csv"),
    path("contacten/nieuw/", views.nieuw, name="contact_nieuw"),
    path("contacten/<int:pk>/", views.contact, name="contact"),
    path("contacten/<int:pk>/bewerken/", views.bewerken, name="contact_bewerken"),
    path("contacten/<int:pk>/vraag/", views.vraag, name="contact_vraag"),
    path("contacten/<int:pk>/status/", views.status, name="contact_status"),
]
