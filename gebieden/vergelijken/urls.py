from django.urls import path

from . import views

urlpatterns = [
    path("vergelijken/", views.vergelijken, name="vergelijken"),
    path("vergelijken/cijfers.csv", views.als_csv, name="vergelijken_csv"),
    path("vergelijken/cijfers.xlsx", views.als_xlsx, name="vergelijken_xlsx"),
]
