from django.urls import path

from . import views

urlpatterns = [
    path("analyses/", views.lijst, name="analyse_lijst"),
    path("analyses/maken/", views.maak, name="analyse_maken"),
    path("analyses/stand/", views.stand_van_ronde, name="analyse_stand"),
    path("analyses/opnieuw/<int:pk>/", views.opnieuw, name="analyse_opnieuw"),
    path("analyses/<int:pk>/", views.analyse, name="analyse"),
    path("analyses/<int:pk>.pdf", views.pdf, name="analyse_pdf"),
    path("analyses/<int:pk>/bewerken/", views.bewerk, name="analyse_bewerken"),
    path("analyses/<int:pk>/status/", views.status, name="analyse_status"),
    path("analyses/<int:pk>/verhalen/", views.verhalen, name="analyse_verhalen"),
    path("analyses/<int:pk>/vergelijken/", views.vergelijk, name="analyse_vergelijken"),
    path("verhalen/<int:pk>/keuze/", views.kies_verhaal, name="verhaal_keuze"),
]
