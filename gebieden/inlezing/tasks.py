"""Looking at an offered file, and reading it in once it was confirmed."""

from importlib import import_module

from gebieden.inlezing.models import BEKIJKEN, UITVOEREN
from gebiedswerk.opdrachten import uitvoerder


def _verwerken():
    """Reading files is heavy: loaded when there is one to read, and never by a web process."""
    return import_module("gebieden.inlezing.verwerken")


@uitvoerder(BEKIJKEN, "Een aangeleverd bestand bekijken")
def bekijk(opdracht):
    return _verwerken().bekijk(opdracht)


@uitvoerder(UITVOEREN, "Een bevestigd bestand inlezen")
def lees_in(opdracht):
    return _verwerken().lees_in(opdracht)
