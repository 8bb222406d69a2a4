from django.urls import path

from . import views

urlpatterns = [path("draad/<slug:soort>/<int:pk>/", views.draad, name="draad")]
