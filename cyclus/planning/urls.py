from django.urls import path

from . import views, views_bestand, views_bijwerken, views_gevraagd

urlpatterns = [
    path("plannen/tijdlijn/", views.planning, name="planning"),
    path("plannen/tijdlijn/<str:formaat>/<str:keuze>.pdf", views.planning_pdf, name="planning_pdf"),
    path("plannen/per-afdeling/", views_gevraagd.afdeling, name="afdeling_plan"),
    path("plannen/van/<int:pk>/", views_gevraagd.persoon, name="persoon_plan"),
    path("plannen/mijn-maatregelen/", views_bijwerken.mijn_maatregelen, name="mijn_maatregelen"),
    path("plannen/bijwerken/", views_bestand.inlezen, name="maatregelen_inlezen"),
    path("plannen/bijwerken/maatregelen.<str:soort>", views_bestand.bestand, name="maatregelen_bestand"),
    path("plannen/<int:pk>/tijdlijn/", views.plan_planning, name="plan_planning"),
]
