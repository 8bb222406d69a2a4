from django.urls import path

from . import views, views_belofte, views_bijdrage, views_doel

urlpatterns = [
    path("agendas/", views.lijst, name="agenda_lijst"),
    path("agendas/nieuw/", views.nieuw, name="agenda_nieuw"),
    path("agendas/<int:pk>/", views.agenda, name="agenda"),
    path("agendas/<int:pk>/openbaar/", views.openbaar, name="agenda_openbaar"),
    path("gebieden/<slug:slug>/agenda/", views.van_gebied, name="agenda_van_gebied"),
    path("agendas/<int:pk>.pdf", views.pdf, name="agenda_pdf"),
    path("agendas/<int:pk>/bewerken/", views.bewerk, name="agenda_bewerk"),
    path("agendas/<int:pk>/status/", views.status, name="agenda_status"),
    path("agendas/<int:pk>/nieuwe-versie/", views.nieuwe_versie, name="agenda_nieuwe_versie"),
    path("agendas/<int:pk>/verschil/", views.verschil, name="agenda_verschil"),
    path("agendas/<int:pk>/beloften/vraag/", views_bijdrage.vraag_alle, name="beloften_vraag"),
    path("agendas/<int:pk>/doelen/nieuw/", views_doel.doel_nieuw, name="doel_nieuw"),
    path("doelen/<int:pk>/", views_doel.doel, name="doel"),
    path("doelen/<int:pk>/bewerken/", views_doel.doel_bewerk, name="doel_bewerk"),
    path("doelen/<int:pk>/weg/", views_doel.doel_weg, name="doel_weg"),
    path("doelen/<int:pk>/bronnen/", views_doel.bronnen, name="doel_bronnen"),
    path("doelen/<int:pk>/bronnen/stuk/", views_doel.bron_stuk, name="doel_bron_stuk"),
    path("bronnen-van-doelen/<int:pk>/weg/", views_doel.bron_weg, name="doel_bron_weg"),
    path("doelen/<int:pk>/bijdragen/nieuw/", views_bijdrage.nieuw, name="bijdrage_nieuw"),
    path("bijdragen/<int:pk>/bewerken/", views_bijdrage.bewerk, name="bijdrage_bewerk"),
    path("bijdragen/<int:pk>/weg/", views_bijdrage.weg, name="bijdrage_weg"),
    path("bijdragen/<int:pk>/beloofd/", views_bijdrage.beloofd, name="bijdrage_beloofd"),
    path("bijdragen/<int:pk>/vraag/", views_bijdrage.vraag, name="bijdrage_vraag"),
    path("bijdragen/<int:pk>/neem-over/", views_bijdrage.neem_over, name="bijdrage_neem_over"),
    path("bijdragen/<int:pk>/antwoord/", views_belofte.met_account, name="belofte_account"),
    path("belofte/<str:code>/", views_belofte.met_link, name="belofte"),
]
