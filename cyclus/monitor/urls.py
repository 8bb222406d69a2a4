from django.urls import path

from . import views, views_dashboard

urlpatterns = [
    path("monitor/stand/", views_dashboard.dashboard, name="dashboard"),
    path("plannen/<int:pk>/monitor/", views.maak, name="gebiedsmonitor_maak"),
    path("monitor/<int:pk>/", views.gebiedsmonitor, name="gebiedsmonitor"),
    path("monitor/<int:pk>/openbaar/", views.openbaar, name="gebiedsmonitor_openbaar"),
    path("monitor/<int:pk>/pdf/", views.pdf, name="gebiedsmonitor_pdf"),
    path("monitor/<int:pk>/bewerken/", views.bewerk, name="gebiedsmonitor_bewerk"),
    path("monitor/<int:pk>/status/", views.status, name="gebiedsmonitor_status"),
    path("monitor/<int:pk>/conclusies/nieuw/", views.conclusie_nieuw, name="conclusie_nieuw"),
    path("oordelen/<int:pk>/", views.oordeel, name="doeloordeel"),
    path("conclusies/<int:pk>/bewerken/", views.conclusie_bewerk, name="conclusie_bewerk"),
    path("conclusies/<int:pk>/overnemen/", views.neem_over, name="conclusie_overnemen"),
    path("conclusies/<int:pk>/niet-overnemen/", views.neem_niet_over, name="conclusie_niet_overnemen"),
]
