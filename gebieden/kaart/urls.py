from django.urls import path

from . import views

urlpatterns = [
    path("kaart/tegel/<int:z>/<int:x>/<int:y>.png", views.tegel, name="tegel"),
]
