"""The states of an import. The steps that only the software takes ask for a right that nobody has."""

from django.core.exceptions import ValidationError

from gebiedswerk.statussen import Overgang, Statustabel

VERWERKEN = "verwerken"


def is_te_bevestigen(inlezing):
    """What was shown may be done: there is something to do, and no question is left."""
    if inlezing.open_vragen():
        raise ValidationError("Beantwoord eerst de vragen over dit bestand, en kijk dan opnieuw.")
    if not inlezing.verandert_iets():
        raise ValidationError("Dit bestand verandert niets: alles wat erin staat is er al.")


TABEL = Statustabel(
    {
        "aangeleverd": "Wordt bekeken",
        "bekeken": "Klaar om te bevestigen",
        "bevestigd": "Wordt ingelezen",
        "ingelezen": "Ingelezen",
        "mislukt": "Niet gelukt",
        "ingetrokken": "Niet ingelezen",
    },
    "aangeleverd",
    [
        Overgang("aangeleverd", "bekeken", VERWERKEN, "Bekeken"),
        Overgang("aangeleverd", "mislukt", VERWERKEN, "Niet gelukt"),
        Overgang("bekeken", "aangeleverd", "beheren", "Opnieuw bekijken"),
        Overgang("bekeken", "bevestigd", "beheren", "Inlezen", eisen=(is_te_bevestigen,)),
        Overgang("bekeken", "ingetrokken", "beheren", "Niet inlezen"),
        Overgang("bevestigd", "ingelezen", VERWERKEN, "Ingelezen"),
        Overgang("bevestigd", "bekeken", VERWERKEN, "Niet meer wat is getoond"),
        Overgang("bevestigd", "mislukt", VERWERKEN, "Niet gelukt"),
        Overgang("mislukt", "aangeleverd", "beheren", "Opnieuw proberen"),
    ],
)
