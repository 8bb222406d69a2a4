from django.urls import path

from . import views, views_jaar, views_subsidie

urlpatterns = [
    path("platforms/", views.lijst, name="platform_lijst"),
    path("platforms/nieuw/", views.nieuw, name="platform_nieuw"),
    path("platforms/<slug:slug>/", views.platform, name="platform"),
    path("platforms/<slug:slug>/reglement/", views.reglement, name="platform_reglement"),
    path("platforms/<slug:slug>/agenda.ics", views.agenda, name="platform_agenda"),
    path("platforms/<slug:slug>/dossier/", views.dossier, name="platform_dossier"),
    path("platforms/<slug:slug>/bewerken/", views.bewerken, name="platform_bewerken"),
    path("platforms/<slug:slug>/leden/nieuw/", views_jaar.lid_nieuw, name="platformlid_nieuw"),
    path("platforms/<slug:slug>/leden/<int:pk>/", views_jaar.lid, name="platformlid"),
    path("platforms/<slug:slug>/leden/<int:pk>/stopt/", views_jaar.lid_stopt, name="platformlid_stopt"),
    path("platforms/<slug:slug>/bijeenkomsten/nieuw/", views_jaar.bijeenkomst_nieuw, name="bijeenkomst_nieuw"),
    path("platforms/<slug:slug>/bijeenkomsten/<int:pk>/", views_jaar.bijeenkomst, name="bijeenkomst"),
    path("platforms/<slug:slug>/bijeenkomsten/<int:pk>/weg/", views_jaar.bijeenkomst_weg, name="bijeenkomst_weg"),
    path("platforms/<slug:slug>/subsidies/nieuw/", views_subsidie.nieuw, name="platformsubsidie_nieuw"),
    path("platforms/<slug:slug>/subsidies/<int:jaar>/", views_subsidie.subsidie, name="platformsubsidie"),
    path(
        "platforms/<slug:slug>/subsidies/<int:jaar>/bewerken/",
        views_subsidie.bewerken,
        name="platformsubsidie_bewerken",
    ),
    path("platforms/<slug:slug>/subsidies/<int:jaar>/status/", views_subsidie.status, name="platformsubsidie_status"),
    path(
        "platforms/<slug:slug>/subsidies/<int:jaar>/verantwoorden/",
        views_subsidie.verantwoorden,
        name="platformsubsidie_verantwoorden",
    ),
    path(
        "platforms/<slug:slug>/subsidies/<int:jaar>/<slug:soort>/",
        views_subsidie.document,
        name="platformsubsidie_document",
    ),
]
