from django.urls import path

from . import views

urlpatterns = [
    path("signaal/", views.doorgeven, name="doorgeven"),
    path("signaal/adres/", views.adres, name="adres_zoeken"),
    path("signaal/let-op/", views.let_op, name="let_op"),
]
