"""The proposal of a herindeling is made in the background, and so is what follows from confirming it."""

from importlib import import_module

from django.core.exceptions import ValidationError

from gebieden.opvolging.models import VERWERK, VOORSTELLEN, Herindeling
from gebiedswerk.opdrachten import uitvoerder


def _verwerken():
    """Comparing boundaries is heavy: loaded when there is something to compare, and never by a web process."""
    return import_module("gebieden.opvolging.verwerken")


def _te_doen(opdracht, status):
    return Herindeling.objects.filter(pk=opdracht.gegevens["pk"], status=status).first()


@uitvoerder(VOORSTELLEN, "Voorstellen welk gebied een ander opvolgt")
def stel_voor(opdracht):
    herindeling = _te_doen(opdracht, "concept")
    if herindeling is None:
        return None
    regels, opmerkingen = _verwerken().maak_voorstel(
        herindeling, lambda n: n % 50 or opdracht.meld(50, f"{n} gebieden")
    )
    return lambda: herindeling.toon(regels, opmerkingen)


@uitvoerder(VERWERK, "Een herindeling verwerken")
def verwerk(opdracht):
    herindeling = _te_doen(opdracht, "bevestigd")
    if herindeling is None:
        return None
    verwerken = _verwerken()
    opdracht.meld(10, "De gebieden en wat erin ligt overzetten")

    def bewaar():
        try:
            verwerken.verwerk(herindeling, door=opdracht.door)
        except ValidationError as fout:
            # Back to the person, with the reason; the attempt itself left nothing behind.
            herindeling.refresh_from_db()
            herindeling.keur_af(fout.messages)

    return bewaar
