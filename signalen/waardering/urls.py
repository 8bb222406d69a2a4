from django.urls import path

from . import views

urlpatterns = [
    path("signaal/<str:code>/waardering/", views.waardering, name="waardering"),
    path("signalen/waarderingen/", views.lijst, name="waarderingen"),
    path("signalen/waarderingen/export/", views.export, name="waarderingen_export"),
]
