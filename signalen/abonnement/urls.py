from django.urls import path

from . import views

urlpatterns = [
    path("volgen/", views.nieuw, name="abonneren"),
    path("volgen/<str:code>/", views.abonnement, name="abonnement"),
    path("volgen/<str:code>/bevestig/", views.bevestig, name="abonnement_bevestig"),
    path("volgen/<str:code>/ritme/", views.ritme, name="abonnement_ritme"),
    path("volgen/<str:code>/stop/", views.stop, name="abonnement_stop"),
]
