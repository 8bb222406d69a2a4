from django.urls import path

from . import views

urlpatterns = [
    path("agendas/<int:pk>/plan/<int:jaar>/", views.maak, name="plan_maak"),
    path("plannen/", views.lijst, name="plan_lijst"),
    path("plannen/<int:pk>/", views.plan, name="plan"),
    path("plannen/<int:pk>/openbaar/", views.openbaar, name="plan_openbaar"),
    path("plannen/<int:pk>.pdf", views.pdf, name="plan_pdf"),
    path("plannen/<int:pk>/bewerken/", views.bewerk, name="plan_bewerk"),
    path("plannen/<int:pk>/status/", views.status, name="plan_status"),
    path("plannen/<int:pk>/maatregelen/nieuw/", views.maatregel_nieuw, name="maatregel_nieuw"),
    path("maatregelen/<int:pk>/", views.maatregel, name="maatregel"),
    path("maatregelen/<int:pk>/bewerken/", views.maatregel_bewerk, name="maatregel_bewerk"),
    path("maatregelen/<int:pk>/status/", views.maatregel_status, name="maatregel_status"),
]
