from django.urls import path

from . import views

urlpatterns = [
    path("filters/", views.lijst, name="filters"),
    path("filters/bewaar/", views.bewaar, name="filter_bewaar"),
    path("filters/<int:pk>/naam/", views.hernoem, name="filter_hernoem"),
    path("filters/<int:pk>/weg/", views.verwijder, name="filter_verwijder"),
]
