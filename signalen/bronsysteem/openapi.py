"""The description of the API (OpenAPI 3) as the NL API Design Rules want it: contact, version, problems, one server."""

from django.conf import settings
from django.urls import path
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator

from gebiedswerk.profiel import huidig

from .urls import VERSIE

BASIS = "/api/v1"


class Tokenuitleg(OpenApiAuthenticationExtension):
    target_class = "signalen.bronsysteem.toegang.Tokentoegang"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}


def schema(request, views):
    """The whole description as a dict; ``views`` are the two views, by name."""
    patronen = [path("signalen", views["signalen"]), path("signalen/<str:bronnummer>", views["signaal"])]
    whole = SchemaGenerator(patterns=patronen).get_schema(public=True)
    profiel = huidig()
    whole["info"] = {
        "title": f"Signalen van {profiel.naam}",
        "version": VERSIE,
        "description": "Geef signalen door aan het gebiedsteam van de gemeente, en vraag wat ervan is geworden.",
        "contact": {
            "name": profiel.naam,
            "email": profiel.contact_email or settings.DEFAULT_FROM_EMAIL,
            "url": settings.SITE_URL,
        },
    }
    whole["servers"] = [{"url": f"{settings.SITE_URL}{BASIS}"}]
    for operatie in (operatie for pad in whole["paths"].values() for operatie in pad.values()):
        operatie["tags"] = ["signalen"]
        for code, antwoord in operatie["responses"].items():
            antwoord.setdefault("headers", {})["API-Version"] = {"schema": {"type": "string", "example": VERSIE}}
            if int(code) >= 400:
                antwoord["content"] = {"application/problem+json": next(iter(antwoord["content"].values()))}
    whole["tags"] = [{"name": "signalen", "description": "Wat er in de gebieden speelt"}]
    return whole
