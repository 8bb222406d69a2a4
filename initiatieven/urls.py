from django.urls import include, path

app_name = "initiatieven"
urlpatterns = [
    path("", include("initiatieven.initiatief.urls")),
]
