from django.urls import include, path

app_name = "signalen"
urlpatterns = [
    path("", include("signalen.signaal.urls")),
]
