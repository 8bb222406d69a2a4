"""Who may use the API: another system, by its token; and how often."""

from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import BasePermission

from signalen.inzending.afzender import afzender_hash
from signalen.inzending.models import Inzending

from .models import Bronsysteem


class Tokentoegang(BaseAuthentication):
    """``Authorization: Bearer …``: the token of one source. Wrong ones are counted per sender."""

    def authenticate(self, request):
        soort, _, token = get_authorization_header(request).decode("latin-1").partition(" ")
        if soort.lower() != "bearer" or not token.strip():
            return None
        bron = Bronsysteem.objects.met_token(token.strip()).first()
        if bron is None:
            afzender = afzender_hash(request._request)
            if Inzending.objects.is_te_veel(afzender, "volgcode"):
                raise exceptions.Throttled(detail="Te veel pogingen met een verkeerd token. Probeer het over een uur.")
            Inzending.objects.tel(afzender, "volgcode")
            raise exceptions.AuthenticationFailed("Dit token is niet (meer) geldig.")
        return None, bron

    def authenticate_header(self, request):
        return "Bearer"


class VanEenBron(BasePermission):
    def has_permission(self, request, view):
        return isinstance(request.auth, Bronsysteem)


def tel(bron):
    """One request of a source; raises when it used up what an hour allows."""
    afzender = f"bron-{bron.pk}"
    if Inzending.objects.is_te_veel(afzender, "api"):
        raise exceptions.Throttled(detail="Deze bron heeft het afgelopen uur te veel verstuurd. Probeer het later.")
    Inzending.objects.tel(afzender, "api")
