"""What a dossier says when its result is recorded; it knows no models, so that every concept can call it."""

from gebiedswerk.opdrachten import zet_klaar


def vertel(ding, *, door=None):
    """Put ready that who asked for it hears it, in the transaction that records the result; once for each result."""
    soort = ding._meta.model_name
    zet_klaar("vertel_resultaat", f"resultaat:{soort}:{ding.pk}:{ding.status}", door=door, wat=soort, pk=ding.pk)
