from django.urls import path

from . import views

urlpatterns = [
    path("signalen/<int:signaal_pk>/foto/<int:pk>/", views.foto, name="foto"),
]
