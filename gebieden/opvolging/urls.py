from django.urls import path

from . import views

urlpatterns = [
    path("beheer/opvolging/", views.opvolging, name="opvolging"),
    path("beheer/opvolging/<int:pk>/", views.herindeling, name="herindeling"),
    path("beheer/opvolging/<int:pk>/csv/", views.als_csv, name="herindeling_csv"),
    path("beheer/opvolging/<int:pk>/status/", views.status, name="herindeling_status"),
]
