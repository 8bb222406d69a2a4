"""What the API refuses, as problem details (RFC 9457), in words."""

from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

WOORDEN = {
    400: "Ongeldig verzoek",
    401: "Niet aangemeld",
    403: "Niet toegestaan",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Niet leverbaar",
    409: "Bestaat al",
    415: "Soort inhoud niet ondersteund",
    429: "Te veel verzoeken",
    503: "Niet beschikbaar",
}
# What the framework itself refuses it says in English.
ZINNEN = {
    exceptions.NotAuthenticated: "Stuur het token van uw systeem mee, als ‘Authorization: Bearer …’.",
    exceptions.ParseError: "Wat u stuurde is geen JSON die wij kunnen lezen.",
    exceptions.MethodNotAllowed: "Dit adres kent deze methode niet.",
    exceptions.NotAcceptable: "Dit adres antwoordt alleen met JSON.",
    exceptions.UnsupportedMediaType: "Stuur JSON, met ‘Content-Type: application/json’.",
}


def probleem(code, detail, **meer):
    inhoud = {"type": "about:blank", "title": WOORDEN.get(code, "Fout"), "status": code, "detail": detail, **meer}
    return Response(inhoud, status=code, content_type="application/problem+json")


def als_probleem(fout, context):
    """Every refusal as problem details; what is no refusal is a fault of ours, and stays one."""
    antwoord = exception_handler(fout, context)
    if antwoord is None:
        return None
    data = antwoord.data
    if antwoord.status_code == 400 and isinstance(data, dict) and "detail" not in data:
        fouten = [{"name": naam, "reason": reden} for naam, reden in _plat(data)]
        uit = probleem(400, "Niet alles wat u stuurde klopt.", invalidParams=fouten)
    else:
        gezegd = str(data.get("detail", "")) if isinstance(data, dict) else str(data)
        uit = probleem(antwoord.status_code, ZINNEN.get(type(fout), gezegd))
    for naam in ("WWW-Authenticate", "Retry-After", "Allow"):
        if naam in antwoord.headers:
            uit.headers[naam] = antwoord.headers[naam]
    return uit


def _plat(fouten, voor=""):
    """``[(name, reason), …]`` of errors that may lie inside each other."""
    for naam, waarde in fouten.items():
        pad = voor if naam == "non_field_errors" else f"{voor}{naam}"
        if isinstance(waarde, dict):
            yield from _plat(waarde, f"{pad}.")
        else:
            yield pad, " ".join(map(str, waarde))
