from django.urls import path

from . import views

urlpatterns = [
    path("beheer/toewijzen/", views.lijst, name="regels"),
    path("beheer/toewijzen/nieuw/", views.nieuw, name="regel_nieuw"),
    path("beheer/toewijzen/proef/", views.proef, name="regel_proef"),
    path("beheer/toewijzen/<int:pk>/", views.regel, name="regel"),
    path("beheer/toewijzen/<int:pk>/verplaats/", views.verplaats, name="regel_verplaats"),
]
