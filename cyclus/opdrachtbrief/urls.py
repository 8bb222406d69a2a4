from django.urls import path

from . import views

urlpatterns = [
    path("opdrachtbrieven/", views.lijst, name="opdrachtbrieven"),
    path("opdrachtbrieven/maken/", views.maak, name="opdrachtbrieven_maak"),
    path("opdrachtbrieven/versturen/", views.verstuur, name="opdrachtbrieven_verstuur"),
    path("opdrachtbrieven/<int:pk>/", views.brief, name="opdrachtbrief"),
    path("opdrachtbrieven/<int:pk>.pdf", views.pdf, name="opdrachtbrief_pdf"),
    path("opdrachtbrieven/<int:pk>/bewerken/", views.bewerk, name="opdrachtbrief_bewerk"),
    path("opdrachtbrieven/<int:pk>/status/", views.status, name="opdrachtbrief_status"),
    path("opdrachtbrieven/<int:pk>/bevestigen/", views.bevestig, name="opdrachtbrief_bevestig"),
]
