from django.urls import path

from . import views

urlpatterns = [
    path("gebieden/", views.lijst, name="lijst"),
    path("gebieden/zoek/", views.zoek, name="zoek"),
    path("gebieden/grenzen.json", views.grenzen, name="grenzen"),
]
