from django.urls import path

from . import views, views_afspraak, views_overzicht

urlpatterns = [
    path("agendas/<int:pk>/plan/<int:jaar>/", views.maak, name="plan_maak"),
    path("plannen/", views.lijst, name="plan_lijst"),
    path("plannen/<int:pk>/", views.plan, name="plan"),
    path("plannen/<int:pk>/openbaar/", views.openbaar, name="plan_openbaar"),
    path("plannen/<int:pk>.pdf", views.pdf, name="plan_pdf"),
    path("plannen/<int:pk>/bewerken/", views.bewerk, name="plan_bewerk"),
    path("plannen/<int:pk>/status/", views.status, name="plan_status"),
    path("plannen/<int:pk>/maatregelen/nieuw/", views.maatregel_nieuw, name="maatregel_nieuw"),
    path("maatregelen/<int:pk>/", views.maatregel, name="maatregel"),
    path("maatregelen/<int:pk>/bewerken/", views.maatregel_bewerk, name="maatregel_bewerk"),
    path("maatregelen/<int:pk>/status/", views.maatregel_status, name="maatregel_status"),
    path("maatregelen/<int:pk>/mijlpalen/nieuw/", views_afspraak.mijlpaal_nieuw, name="mijlpaal_nieuw"),
    path("mijlpalen/<int:pk>/", views_afspraak.mijlpaal_bewerk, name="mijlpaal_bewerk"),
    path("mijlpalen/<int:pk>/weg/", views_afspraak.mijlpaal_weg, name="mijlpaal_weg"),
    path("plannen/<int:pk>/afspraken/nieuw/", views_afspraak.afspraak_nieuw, name="afspraak_nieuw"),
    path("afspraken/<int:pk>/", views_afspraak.afspraak_bewerk, name="afspraak_bewerk"),
    path("afspraken/<int:pk>/opnemen/", views_afspraak.afspraak_opnemen, name="afspraak_opnemen"),
    path("afspraken/<int:pk>/weg/", views_afspraak.afspraak_weg, name="afspraak_weg"),
    path("gebieden/<slug:slug>/plannen/", views_overzicht.gebied_plannen, name="gebied_plannen"),
]
