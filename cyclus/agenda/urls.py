from django.urls import path

from . import views

urlpatterns = [
    path("agendas/", views.lijst, name="agenda_lijst"),
    path("agendas/nieuw/", views.nieuw, name="agenda_nieuw"),
    path("agendas/<int:pk>/", views.agenda, name="agenda"),
    path("agendas/<int:pk>/openbaar/", views.openbaar, name="agenda_openbaar"),
    path("agendas/<int:pk>.pdf", views.pdf, name="agenda_pdf"),
    path("agendas/<int:pk>/bewerken/", views.bewerk, name="agenda_bewerk"),
    path("agendas/<int:pk>/status/", views.status, name="agenda_status"),
    path("agendas/<int:pk>/nieuwe-versie/", views.nieuwe_versie, name="agenda_nieuwe_versie"),
    path("agendas/<int:pk>/verschil/", views.verschil, name="agenda_verschil"),
    path("agendas/<int:pk>/doelen/nieuw/", views.doel_nieuw, name="doel_nieuw"),
    path("doelen/<int:pk>/", views.doel, name="doel"),
    path("doelen/<int:pk>/bewerken/", views.doel_bewerk, name="doel_bewerk"),
    path("doelen/<int:pk>/weg/", views.doel_weg, name="doel_weg"),
    path("doelen/<int:pk>/bijdragen/nieuw/", views.bijdrage_nieuw, name="bijdrage_nieuw"),
    path("bijdragen/<int:pk>/bewerken/", views.bijdrage_bewerk, name="bijdrage_bewerk"),
    path("bijdragen/<int:pk>/weg/", views.bijdrage_weg, name="bijdrage_weg"),
    path("bijdragen/<int:pk>/beloofd/", views.beloofd, name="bijdrage_beloofd"),
]
