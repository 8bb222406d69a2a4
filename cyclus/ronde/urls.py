from django.urls import path

from . import views

urlpatterns = [
    path("analyses/", views.lijst, name="analyse_lijst"),
    path("analyses/maken/", views.maak, name="analyse_maken"),
    path("analyses/stand/", views.stand_van_lijst, name="analyse_stand"),
    path("analyses/opnieuw/<int:pk>/", views.opnieuw, name="analyse_opnieuw"),
    path("analyses/ronde/<int:pk>/", views.ronde, name="ronde"),
    path("analyses/ronde/<int:pk>/stand/", views.ronde_stand, name="ronde_stand"),
    path("analyses/ronde/<int:pk>/opnieuw/", views.ronde_opnieuw, name="ronde_opnieuw"),
    path("analyses/ronde/<int:pk>/alles.zip", views.ronde_zip, name="ronde_zip"),
]
