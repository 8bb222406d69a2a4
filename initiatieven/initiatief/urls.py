from django.urls import path

from . import views

urlpatterns = [
    path("initiatieven/", views.lijst, name="lijst"),
    path("initiatieven/export.csv", views.export, name="export"),
    path("initiatieven/nieuw/", views.nieuw, name="nieuw"),
    path("initiatieven/<int:pk>/", views.initiatief, name="initiatief"),
    path("initiatieven/<int:pk>/bewerken/", views.bewerken, name="bewerken"),
    path("initiatieven/<int:pk>/status/", views.status, name="status"),
    path("initiatieven/<int:pk>/contact/", views.contact, name="contact"),
    path("signalen/<int:pk>/initiatief/", views.bij_signaal, name="bij_signaal"),
    path("initiatieven/<int:pk>/signalen/", views.koppel_signaal, name="koppel_signaal"),
    path("initiatieven/<int:pk>/signalen/<int:signaal_pk>/los/", views.ontkoppel_signaal, name="ontkoppel_signaal"),
]
