from django.urls import path

from . import views

urlpatterns = [
    path("signalen/delen/", views.lijst, name="delen"),
    path("signalen/delen/<int:pk>/", views.deel, name="deel"),
    path("signalen/delen/<int:pk>/stap/", views.stap, name="deel_stap"),
    path("signalen/delen/<int:pk>/doorgeven/", views.doorgeven, name="deel_doorgeven"),
    path("signalen/<int:pk>/delen/", views.verdelen, name="verdelen"),
    path("signalen/<int:pk>/delen/zelf/", views.zelf, name="delen_zelf"),
]
