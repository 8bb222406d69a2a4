from django.urls import path

from . import views

urlpatterns = [
    path("analyses/<int:pk>/", views.analyse, name="analyse"),
    path("analyses/<int:pk>.pdf", views.pdf, name="analyse_pdf"),
    path("analyses/<int:pk>/bewerken/", views.bewerk, name="analyse_bewerken"),
    path("analyses/<int:pk>/status/", views.status, name="analyse_status"),
    path("analyses/<int:pk>/verhalen/", views.verhalen, name="analyse_verhalen"),
    path("analyses/<int:pk>/vergelijken/", views.vergelijk, name="analyse_vergelijken"),
    path("verhalen/<int:pk>/keuze/", views.kies_verhaal, name="verhaal_keuze"),
]
