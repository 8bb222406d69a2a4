from django.urls import path

from . import views

urlpatterns = [path("signalen/tegelijk/", views.tegelijk, name="tegelijk")]
