"""The API with which another system hands in a signal, and asks what came of it.

After the NL API Design Rules: JSON in camelCase, problem details (RFC 9457), the version in the path and in a header.
"""

from django.db import IntegrityError, transaction
from django.http import JsonResponse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.reverse import reverse

from gebieden.gebied.plaatsbepaling import gebied_op
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig
from signalen.models import Signaal
from signalen.signaal.eigenaar import GeenEigenaar

from .openapi import schema
from .problemen import WOORDEN, probleem
from .toegang import tel

NUL = "\0"
GEEN_GETAL = {
    "invalid": "Dit is geen getal.",
    "min_value": "Dit is kleiner dan {min_value}.",
    "max_value": "Dit is groter dan {max_value}.",
}


# What ----------------------------------------------------------------------


class Tekst(serializers.CharField):
    """Text that every database takes."""

    default_error_messages = {
        "blank": "Dit veld mag niet leeg zijn.",
        "invalid": "Dit is geen tekst.",
        "max_length": "Dit is langer dan {max_length} tekens.",
    }

    def to_internal_value(self, data):
        waarde = super().to_internal_value(data)
        if NUL in waarde:
            raise serializers.ValidationError("Er staat een teken in dat geen tekst is.")
        return waarde


class Nummer(Tekst):
    """A number that fits on one line, and so in an address."""

    def to_internal_value(self, data):
        waarde = super().to_internal_value(data)
        if not waarde.isprintable() or waarde in {".", ".."}:
            raise serializers.ValidationError("Dit nummer past niet in een adres.")
        return waarde


class MelderSerializer(serializers.Serializer):
    naam = Tekst(max_length=120, required=False, allow_blank=True, default="")
    email = serializers.EmailField(
        required=False, allow_blank=True, default="", help_text="De melder bevestigt dit adres eerst zelf."
    )
    telefoon = Tekst(max_length=30, required=False, allow_blank=True, default="")


class SignaalSerializer(serializers.Serializer):
    """What a source tells. Where it is follows from the point, else from ``gebied``."""

    default_error_messages = {"invalid": "Stuur één JSON-object."}

    bronnummer = Nummer(max_length=60, help_text="Het nummer in uw systeem. Hetzelfde nummer maakt nooit een tweede.")
    tekst = Tekst(max_length=5000)
    thema = Tekst(max_length=40, required=False, help_text="Code van een thema, of gebruik categorie.")
    categorie = Tekst(max_length=200, required=False, help_text="Uw eigen categorie; de gemeente koppelt haar.")
    gebied = Tekst(max_length=140, required=False, help_text="Naam van het gebied zoals in het adres van zijn pagina.")
    plaats = Tekst(max_length=200, required=False, allow_blank=True, default="", help_text="Adres of plek in woorden.")
    lon = serializers.FloatField(required=False, min_value=-180, max_value=180, error_messages=GEEN_GETAL)
    lat = serializers.FloatField(required=False, min_value=-90, max_value=90, error_messages=GEEN_GETAL)
    melder = MelderSerializer(required=False)

    def validate(self, data):
        bron = self.context["bron"]
        data["thema"] = self._thema(bron, data)
        data["gebied"] = self._gebied(data)
        return data

    def _thema(self, bron, data):
        if "thema" in data:
            if data["thema"] not in {thema["code"] for thema in huidig().themas}:
                raise serializers.ValidationError({"thema": "Dit thema bestaat niet."})
            return data["thema"]
        if not (thema := bron.thema_van(data.get("categorie", ""))):
            raise serializers.ValidationError({"categorie": "Geef een thema, of een categorie die bij ons bekend is."})
        return thema

    def _gebied(self, data):
        if ("lon" in data) != ("lat" in data):
            raise serializers.ValidationError({"lon": "Geef lon en lat allebei, of geen van beide."})
        found = gebied_op(data["lon"], data["lat"]) if "lon" in data else None
        if found is None and "gebied" in data:
            found = Gebied.objects.lopend().filter(slug=data["gebied"]).first()
        if found is None:
            raise serializers.ValidationError({"gebied": "Het punt of het gebied ligt niet in deze gemeente."})
        return found

    def maak(self):
        """The signal, taken in as any other. Raises ``IntegrityError`` when another request was a moment earlier."""
        data, bron = dict(self.validated_data), self.context["bron"]
        data.pop("categorie", None)
        with transaction.atomic():
            signaal = Signaal.objects.neem_aan(bron="api", bronsysteem=bron, **data)
            signaal.bevestig()
        return signaal


class StandSerializer(serializers.Serializer):
    """How it stands: what a source may tell its reporter."""

    nummer = serializers.CharField()
    bronnummer = serializers.CharField()
    status = serializers.CharField()
    statusNaam = serializers.CharField(source="status_naam")
    uitkomst = serializers.CharField()
    antwoord = serializers.CharField()
    gebied = serializers.CharField(source="trekkend_gebied.slug")
    thema = serializers.CharField()
    ontvangenOp = serializers.DateTimeField(source="ontvangen_op")
    uiterlijk = serializers.DateField()
    gewijzigdOp = serializers.DateTimeField(source="gewijzigd_op")


class ProbleemSerializer(serializers.Serializer):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    invalidParams = serializers.ListField(child=serializers.DictField(), required=False)


def problemen(*codes):
    return {code: OpenApiResponse(ProbleemSerializer, description=WOORDEN[code]) for code in codes}


# The requests ----------------------------------------------------------------


@extend_schema(
    operation_id="maakSignaal",
    summary="Geef een signaal door",
    request=SignaalSerializer,
    responses={201: StandSerializer, 200: StandSerializer, **problemen(400, 401, 409, 415, 429, 503)},
)
@api_view(["POST"])
def signalen(request):
    """The same number with the same text again gives the signal that is there; with another text it is refused."""
    bron = request.auth
    tel(bron)
    form = SignaalSerializer(data=request.data, context={"bron": bron})
    form.is_valid(raise_exception=True)
    nummer = form.validated_data["bronnummer"]
    if (present := _van_bron(bron, nummer)) is None:
        try:
            signaal = form.maak()
        except IntegrityError:
            present = _van_bron(bron, nummer)
            if present is None:
                raise
        except GeenEigenaar:
            return probleem(503, "Er is in deze gemeente nog niemand die signalen kan behandelen.")
        else:
            location = reverse("signalen:api_signaal", args=[nummer], request=request)
            return Response(StandSerializer(signaal).data, status=201, headers={"Location": location})
    if present.tekst != form.validated_data["tekst"]:
        return probleem(409, f"Nummer {nummer} is al doorgegeven met een andere tekst.")
    return Response(StandSerializer(present).data)


@extend_schema(
    operation_id="leesSignaal",
    summary="Vraag wat er van een signaal is geworden",
    responses={200: StandSerializer, **problemen(401, 404, 429)},
)
@api_view(["GET"])
def signaal(request, bronnummer):
    """Only what this source handed in itself."""
    tel(request.auth)
    present = _van_bron(request.auth, bronnummer)
    if present is None:
        raise exceptions.NotFound("Dit nummer kennen wij niet van uw systeem.")
    return Response(StandSerializer(present).data)


def _van_bron(bron, nummer):
    rows = Signaal.objects.filter(bronsysteem=bron, bronnummer=nummer)
    return rows.select_related("trekkend_gebied").defer("trekkend_gebied__grens").first()


@require_safe
def openapi(request):
    """The description of this API, for who builds on it."""
    antwoord = JsonResponse(schema(request, {"signalen": signalen, "signaal": signaal}))
    antwoord["Access-Control-Allow-Origin"] = "*"
    return antwoord
