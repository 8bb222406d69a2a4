from django.urls import path

from . import views

urlpatterns = [
    path("signalen/delen/<int:pk>/", views.deel, name="deel"),
]
