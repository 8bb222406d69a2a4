from django.urls import path

from . import views

urlpatterns = [
    path("signalen/adviezen/", views.lijst, name="adviezen"),
    path("signalen/adviezen/<int:pk>/", views.advies, name="advies"),
]
