from django.urls import path

from . import views

urlpatterns = [
    path("trends/", views.lijst, name="trends"),
    path("trends/<int:pk>/", views.trend, name="trend"),
    path("trends/<int:pk>/punten/", views.punten, name="trend_punten"),
    path("trends/<int:pk>/stap/", views.stap, name="trend_stap"),
    path("trends/<int:pk>/besluit/", views.besluit, name="trend_besluit"),
]
