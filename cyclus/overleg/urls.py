from django.urls import path

from . import views, views_acties, views_agenda, views_verslag

urlpatterns = [
    path("overleg/", views.lijst, name="overleg_lijst"),
    path("overleg/nieuw/", views.nieuw, name="overleg_nieuw"),
    path("overleg/<int:pk>/", views.overleg, name="overleg"),
    path("overleg/<int:pk>/bewerken/", views.bewerken, name="overleg_bewerken"),
    path("overleg/<int:pk>/status/", views.status, name="overleg_status"),
    path("overleg/<int:pk>/deelnemers/", views.nodig_uit, name="overleg_nodig_uit"),
    path("overleg/<int:pk>/deelnemers/<int:deelnemer_pk>/weg/", views.deelnemer_weg, name="overleg_deelnemer_weg"),
    path("overleg/<int:pk>/aanwezig/", views.aanwezig, name="overleg_aanwezig"),
    path("overleg/<int:pk>/uitnodiging.ics", views_verslag.ics, name="overleg_ics"),
    path("overleg/<int:pk>/uitnodigen/", views_verslag.uitnodigen, name="overleg_uitnodigen"),
    path("overleg/<int:pk>/agenda-vullen/", views_agenda.vullen, name="overleg_agenda_vullen"),
    path("overleg/<int:pk>/punten/", views_agenda.nieuw_punt, name="overleg_nieuw_punt"),
    path("overleg/<int:pk>/punten/<int:punt_pk>/", views_agenda.punt, name="overleg_punt"),
    path("overleg/<int:pk>/punten/<int:punt_pk>/verplaats/", views_agenda.verplaats, name="overleg_punt_verplaats"),
    path("overleg/<int:pk>/punten/<int:punt_pk>/weg/", views_agenda.punt_weg, name="overleg_punt_weg"),
    path("overleg/<int:pk>/verslag/", views_verslag.verslag, name="overleg_verslag"),
    path("overleg/<int:pk>/verslag.pdf", views_verslag.pdf, name="overleg_pdf"),
    path("overleg/<int:pk>/verslag/voortgang/", views_verslag.voortgang, name="overleg_voortgang"),
    path("overleg/<int:pk>/verslag/opnieuw/", views_verslag.opnieuw, name="overleg_verslag_opnieuw"),
    path("overleg/<int:pk>/verslag/mailen/", views_verslag.mailen, name="overleg_verslag_mailen"),
    path("acties/", views_acties.lijst, name="actie_lijst"),
    path("acties/<int:pk>/", views_acties.actie, name="actie"),
    path("acties/<int:pk>/status/", views_acties.status, name="actie_status"),
]
