from django.urls import path

from . import views, views_afdelingen, views_personen, views_vervanging

urlpatterns = [
    path("beheer/rollen/", views.rollen, name="rollen"),
    path("beheer/rollen/nieuw/", views.rol_nieuw, name="rol_nieuw"),
    path("beheer/rollen/<int:pk>/wijzigen/", views.rol_wijzig, name="rol_wijzig"),
    path("beheer/rollen/<int:pk>/beeindigen/", views.rol_beeindigen, name="rol_beeindigen"),
    path("beheer/rollen/<int:pk>/intrekken/", views.rol_intrekken, name="rol_intrekken"),
    path("beheer/mensen/", views_personen.mensen, name="mensen"),
    path("beheer/mensen/nieuw/", views_personen.persoon_nieuw, name="persoon_nieuw"),
    path("beheer/mensen/verweesd/", views_personen.verweesd, name="verweesd"),
    path("beheer/mensen/<int:pk>/", views_personen.persoon, name="persoon"),
    path("beheer/mensen/<int:pk>/wijzigen/", views_personen.persoon_wijzig, name="persoon_wijzig"),
    path("beheer/mensen/<int:pk>/account/", views_personen.persoon_account, name="persoon_account"),
    path("beheer/mensen/<int:pk>/overdragen/", views_personen.persoon_overdragen, name="persoon_overdragen"),
    path("beheer/mensen/<int:pk>/waarom/", views_personen.persoon_waarom, name="persoon_waarom"),
    path("vervanging/", views_vervanging.vervanging, name="vervanging"),
    path("rollen/<int:pk>/vervangen/", views_vervanging.vervanging_nieuw, name="vervanging_nieuw"),
    path("vervangingen/<int:pk>/stoppen/", views_vervanging.vervanging_stop, name="vervanging_stop"),
    path("beheer/afdelingen/", views_afdelingen.afdelingen, name="afdelingen_beheer"),
    path("beheer/afdelingen/nieuw/", views_afdelingen.afdeling_nieuw, name="afdeling_nieuw"),
    path("beheer/afdelingen/<int:pk>/", views_afdelingen.afdeling_wijzig, name="afdeling_wijzig"),
    path("afdelingen/", views_afdelingen.afdelingen_lezen, name="afdelingen"),
]
