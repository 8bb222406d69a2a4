from django.urls import path

from . import views

urlpatterns = [
    path("beheer/standaardteksten/", views.lijst, name="standaardteksten"),
    path("beheer/standaardteksten/begin/", views.begin, name="standaardteksten_begin"),
    path("beheer/standaardteksten/nieuw/", views.nieuw, name="standaardtekst_nieuw"),
    path("beheer/standaardteksten/<int:pk>/", views.standaardtekst, name="standaardtekst"),
]
