from django.urls import path

from . import views

urlpatterns = [
    path("beheer/inlezen/", views.inlezingen, name="inlezingen"),
    path("beheer/inlezen/nieuw/", views.nieuw, name="inlezing_nieuw"),
    path("beheer/inlezen/<int:pk>/", views.inlezing, name="inlezing"),
    path("beheer/inlezen/<int:pk>/stap/", views.stap, name="inlezing_stap"),
    path("beheer/inlezen/<int:pk>/opnieuw/", views.opnieuw, name="inlezing_opnieuw"),
    path("beheer/inlezen/<int:pk>/bestand/", views.bestand, name="inlezing_bestand"),
    path("beheer/inlezen/<int:pk>/verslag.csv", views.verslag, name="inlezing_verslag"),
]
