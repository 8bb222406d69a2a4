from django.urls import path

from . import views

urlpatterns = [path("monitor/<int:jaar>/raadsinformatiebrief.docx", views.brief, name="raadsbrief")]
