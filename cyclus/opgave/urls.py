from django.urls import path

from . import views, views_gemeentebreed

urlpatterns = [
    path("opgaven/", views.lijst, name="opgave_lijst"),
    path("opgaven/nieuw/", views.nieuw, name="opgave_nieuw"),
    path("opgaven/gemeentebreed/", views_gemeentebreed.gemeentebreed, name="opgave_gemeentebreed"),
    path("opgaven/<int:pk>/vertel/", views_gemeentebreed.vertel, name="opgave_vertel"),
    path("opgaven/<int:pk>/", views.opgave, name="opgave"),
    path("opgaven/<int:pk>/bewerken/", views.bewerken, name="opgave_bewerken"),
    path("opgaven/<int:pk>/status/", views.status, name="opgave_status"),
    path("signalen/<int:pk>/opgave/", views.bij_signaal, name="opgave_bij_signaal"),
    path("opgaven/<int:pk>/koppel/", views.koppel, name="opgave_koppel"),
    path("opgaven/<int:pk>/los/", views.los, name="opgave_los"),
]
