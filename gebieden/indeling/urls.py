from django.urls import path

from . import views

urlpatterns = [
    path("beheer/indelingen/", views.indelingen, name="indelingen"),
    path("beheer/indelingen/nieuw/", views.nieuw, name="indeling_nieuw"),
    path("beheer/indelingen/<int:pk>/", views.indeling, name="indeling"),
    path("beheer/indelingen/<int:pk>/bewerken/", views.bewerken, name="indeling_bewerken"),
    path("beheer/indelingen/<int:pk>/inlezen/", views.inlezen, name="indeling_inlezen"),
    path("beheer/indelingen/<int:pk>/csv/", views.als_csv, name="indeling_csv"),
    path("beheer/indelingen/<int:pk>/gevolgen/", views.gevolgen, name="indeling_gevolgen"),
    path("beheer/indelingen/<int:pk>/status/", views.status, name="indeling_status"),
]
