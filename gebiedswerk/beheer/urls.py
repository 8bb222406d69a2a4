from django.urls import path

from . import views

urlpatterns = [
    path("", views.beheer, name="beheer"),
    path("profiel/", views.profiel, name="profiel"),
    path("post/", views.post, name="post"),
    path("post/<int:pk>/", views.bericht, name="bericht"),
    path("opdrachten/", views.opdrachten, name="opdrachten"),
    path("opdrachten/<int:pk>/opnieuw/", views.opnieuw, name="opdracht_opnieuw"),
]
