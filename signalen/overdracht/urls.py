from django.urls import path

from . import views

urlpatterns = [
    path("signalen/<int:pk>/overdragen/", views.overdragen, name="overdragen"),
    path("overdrachten/<int:pk>/stap/", views.stap, name="overdracht_stap"),
]
