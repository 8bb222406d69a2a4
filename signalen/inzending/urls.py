from django.urls import path

from . import views

urlpatterns = [
    path("signaal/", views.doorgeven, name="doorgeven"),
]
