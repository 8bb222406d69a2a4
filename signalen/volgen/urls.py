from django.urls import path

from . import views

urlpatterns = [
    path("signaal/<str:code>/", views.volgen, name="volgen"),
    path("signaal/<str:code>/toevoegen/", views.toevoegen, name="toevoegen"),
    path("signaal/<str:code>/heropen/", views.heropen, name="heropen"),
    path("signaal/<str:code>/foto/<int:pk>/", views.foto, name="volgfoto"),
]
