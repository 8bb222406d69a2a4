from django.urls import path

from . import views

urlpatterns = [
    path("monitor/", views.monitor, name="monitor"),
    path("monitor/<int:jaar>.pdf", views.pdf, name="monitor_pdf"),
    path("monitor/<int:jaar>.csv", views.csv, name="monitor_csv"),
    path("monitor/<int:jaar>-doelen.csv", views.doelen_csv, name="monitor_doelen_csv"),
    path("monitor/<int:jaar>/vastleggen/", views.leg_vast, name="rapportage_leg_vast"),
    path("monitor/<int:pk>/raad/", views.gebied, name="raad_gebied"),
    path("monitor/<int:pk>/raad/pdf/", views.gebied_pdf, name="raad_gebied_pdf"),
    path("monitor/rapportages/<int:pk>/", views.rapportage, name="rapportage"),
    path("monitor/rapportages/<int:pk>.pdf", views.rapportage_pdf, name="rapportage_pdf"),
    path("monitor/rapportages/<int:pk>.csv", views.rapportage_csv, name="rapportage_csv"),
]
