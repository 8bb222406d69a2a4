from django.urls import path

from . import views

urlpatterns = [
    path("gebieden/<slug:slug>/", views.gebied, name="gebied"),
]
