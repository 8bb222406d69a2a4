from django.urls import path

from . import beheer, invullen, moderatie, views

urlpatterns = [
    # without an account
    path("onderzoek/", invullen.begin, name="onderzoek_code"),
    path("onderzoek/bedankt/", invullen.bedankt, name="onderzoek_bedankt"),
    path("onderzoek/<str:code>/", invullen.invullen, name="invullen"),
    # results
    path("monitor/tevredenheid/", views.lijst, name="onderzoek_lijst"),
    path("monitor/tevredenheid/<int:pk>/", views.onderzoek, name="onderzoek"),
    path("monitor/tevredenheid/<int:pk>.csv", views.csv, name="onderzoek_csv"),
    path("monitor/tevredenheid/<int:pk>.xlsx", views.xlsx, name="onderzoek_xlsx"),
    # holding a round
    path("monitor/tevredenheid/nieuw/", beheer.nieuw, name="onderzoek_nieuw"),
    path("monitor/tevredenheid/<int:pk>/voeren/", beheer.beheer, name="onderzoek_beheer"),
    path("monitor/tevredenheid/<int:pk>/bewerken/", beheer.bewerken, name="onderzoek_bewerken"),
    path("monitor/tevredenheid/<int:pk>/status/", beheer.status, name="onderzoek_status"),
    path("monitor/tevredenheid/<int:pk>/uitnodigen/", beheer.uitnodigen, name="onderzoek_uitnodigen"),
    path("monitor/tevredenheid/<int:pk>/adressen/", beheer.adressen, name="onderzoek_adressen"),
    path("monitor/tevredenheid/<int:pk>/codes/", beheer.codes, name="onderzoek_codes"),
    path("monitor/tevredenheid/<int:pk>/codes/<slug:groep>/<slug:gebied>/", beheer.codeblad, name="onderzoek_codeblad"),
    path("monitor/tevredenheid/<int:pk>/herinneren/", beheer.herinneren, name="onderzoek_herinneren"),
    path("monitor/tevredenheid/<int:pk>/woorden/", moderatie.antwoorden, name="onderzoek_antwoorden"),
    path("monitor/tevredenheid/antwoorden/<uuid:pk>/", moderatie.modereer, name="onderzoek_modereer"),
]
