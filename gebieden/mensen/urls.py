from django.urls import path

from . import views

urlpatterns = [
    path("beheer/rollen/", views.rollen, name="rollen"),
    path("beheer/rollen/nieuw/", views.rol_nieuw, name="rol_nieuw"),
    path("beheer/rollen/<int:pk>/beeindigen/", views.rol_beeindigen, name="rol_beeindigen"),
    path("beheer/mensen/nieuw/", views.persoon_nieuw, name="persoon_nieuw"),
]
