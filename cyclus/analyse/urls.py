from django.urls import path

from . import views, views_documenten, views_opvallend, views_punten, views_verhalen, views_werkplaats

urlpatterns = [
    path("analyses/<int:pk>/", views.analyse, name="analyse"),
    path("analyses/<int:pk>.pdf", views.pdf, name="analyse_pdf"),
    path("analyses/<int:pk>/archief.pdf", views_documenten.archief, name="analyse_archief"),
    path("analyses/<int:pk>/bewonersblad/", views_documenten.blad, name="analyse_blad"),
    path("analyses/<int:pk>/bewonersblad.pdf", views_documenten.blad_pdf, name="analyse_blad_pdf"),
    path("analyses/<int:pk>/status/", views.status, name="analyse_status"),
    path("analyses/<int:pk>/vergelijken/", views.vergelijk, name="analyse_vergelijken"),
    path("analyses/<int:pk>/werkplaats/", views_werkplaats.werkplaats, name="analyse_werkplaats"),
    path("analyses/<int:pk>/overnemen/", views_werkplaats.overnemen, name="analyse_overnemen"),
    path("analyses/<int:pk>/nagekeken/", views_werkplaats.nagekeken, name="analyse_nagekeken"),
    path("analyses/<int:pk>/teksten/<slug:naam>/", views_werkplaats.tekst, name="analyse_tekst"),
    path("analyses/<int:pk>/cijfers/toon/", views_opvallend.toon, name="analyse_cijfer_toon"),
    path("analyses/<int:pk>/cijfers/verplaats/", views_opvallend.verplaats_cijfer, name="analyse_cijfer_verplaats"),
    path("analyses/<int:pk>/cijfers/commentaar/", views_opvallend.commentaar, name="analyse_commentaar"),
    path("analyses/<int:pk>/cijfers/weg/", views_opvallend.weg, name="analyse_cijfer_weg"),
    path("analyses/<int:pk>/punten/nieuw/", views_punten.nieuw, name="analyse_punt_nieuw"),
    path("analyses/<int:pk>/punten/<int:punt_pk>/", views_punten.punt, name="analyse_punt"),
    path("analyses/<int:pk>/punten/<int:punt_pk>/verplaats/", views_punten.verplaats, name="analyse_punt_verplaats"),
    path("analyses/<int:pk>/punten/<int:punt_pk>/weg/", views_punten.weg, name="analyse_punt_weg"),
    path("analyses/<int:pk>/verhalen/", views_verhalen.verhalen, name="analyse_verhalen"),
    path("analyses/<int:pk>/verhalen/<int:verhaal_pk>/", views_verhalen.verhaal, name="analyse_verhaal"),
    path("analyses/<int:pk>/verhalen/<int:verhaal_pk>/keuze/", views_verhalen.keuze, name="analyse_verhaal_keuze"),
    path("analyses/<int:pk>/verhalen/<int:verhaal_pk>/weg/", views_verhalen.weg, name="analyse_verhaal_weg"),
]
