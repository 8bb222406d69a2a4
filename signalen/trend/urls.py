from django.urls import path

from . import views

urlpatterns = [
    path("trends/", views.lijst, name="trends"),
    path("trends/<int:pk>/", views.trend, name="trend"),
    path("trends/<int:pk>/stap/", views.stap, name="trend_stap"),
]
