from django.urls import path

from . import views

urlpatterns = [
    path("escalaties/nieuw/<slug:soort>/<int:pk>/", views.nieuw, name="escalatie_nieuw"),
    path("escalaties/<int:pk>/", views.escalatie, name="escalatie"),
    path("escalaties/<int:pk>/status/", views.status, name="escalatie_status"),
]
