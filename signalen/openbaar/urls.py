from django.urls import path

from . import views

urlpatterns = [
    path("signalen/openbaar/", views.lijst, name="openbaar"),
    path("signalen/openbaar/kaart.json", views.punten, name="openbare_punten"),
    path("signalen/openbaar/atom.xml", views.feed, name="openbare_feed"),
    path("signalen/openbaar/atom-en.xml", views.feed, {"taal": "en"}, name="openbare_feed_en"),
    path("signalen/openbaar/<int:pk>/", views.signaal, name="openbaar_signaal"),
    path("signalen/<int:pk>/openbaar/", views.bewerken, name="openbaar_bewerken"),
]
