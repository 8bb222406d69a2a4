from django.urls import path
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from . import views

VERSIE = "1.0.0"


def api(naam):
    """A view of the API: what it stands on takes 20 MB, so it is loaded by the first who asks for it."""

    @csrf_exempt
    def view(request, **kwargs):
        antwoord = import_string(f"signalen.bronsysteem.api.{naam}")(request, **kwargs)
        antwoord.headers["API-Version"] = VERSIE
        return antwoord

    return view


urlpatterns = [
    path("beheer/bronnen/", views.lijst, name="bronnen"),
    path("beheer/bronnen/nieuw/", views.nieuw, name="bron_nieuw"),
    path("beheer/bronnen/<slug:slug>/", views.bron, name="bron"),
    path("beheer/bronnen/<slug:slug>/inlezen/", views.inlezen, name="bron_inlezen"),
    path("beheer/bronnen/<slug:slug>/token/", views.token, name="bron_token"),
    # Without a slash at the end, as the NL API Design Rules want it (/core/no-trailing-slash).
    path("api/v1/signalen", api("signalen"), name="api_signalen"),
    # A path: the numbers of some systems have a slash in them.
    path("api/v1/signalen/<path:bronnummer>", api("signaal"), name="api_signaal"),
    path("api/v1/openapi.json", api("openapi"), name="api_openapi"),
]
