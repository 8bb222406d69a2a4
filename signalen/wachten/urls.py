from django.urls import path

from . import views

urlpatterns = [
    path("signalen/<int:pk>/vraag/", views.vraag, name="vraag_melder"),
    path("signalen/<int:pk>/vraag/gehoord/", views.gehoord, name="vraag_gehoord"),
    path("signalen/<int:pk>/vraag/verder/", views.verder, name="vraag_verder"),
    path("signaal/<str:code>/vraag/", views.antwoord, name="vraag_antwoord"),
]
