from django.urls import path

from . import views

urlpatterns = [
    path("signalen/<int:pk>/pdf/", views.pdf, name="pdf"),
    path("signalen/<int:pk>/pdf/melder/", views.pdf_met_melder, name="pdf_met_melder"),
]
