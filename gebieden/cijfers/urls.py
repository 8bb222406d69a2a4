from django.urls import path

from . import views

urlpatterns = [
    path("beheer/indicatoren/", views.indicatoren, name="indicatoren"),
    path("beheer/indicatoren/nieuw/", views.nieuw, name="indicator_nieuw"),
    path("beheer/indicatoren/<int:pk>/", views.indicator, name="indicator"),
    path("beheer/indicatoren/<int:pk>/sjabloon.csv", views.sjabloon, name="indicator_sjabloon"),
]
