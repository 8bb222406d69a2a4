from django.urls import path

from . import views

urlpatterns = [
    path("signalen/openbaar/<int:pk>/", views.signaal, name="openbaar_signaal"),
]
