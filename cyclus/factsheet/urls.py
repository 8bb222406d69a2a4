from django.urls import path

from . import views

urlpatterns = [
    path("monitor/gebieden/<slug:slug>/factsheet/", views.factsheet, name="factsheet"),
    path("monitor/gebieden/<slug:slug>/factsheet/pdf/", views.pdf, name="factsheet_pdf"),
]
