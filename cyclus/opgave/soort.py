"""The three kinds of opgave, and what each asks of the gebied (domain.md §4.3)."""

SOORTEN = [
    ("hoofdpunt", "Hoofdpunt"),
    ("sectoraal", "Sectoraal met gebiedsgericht maatwerk"),
    ("gemeentebreed", "Gemeentebreed"),
]
UITLEG = {
    "hoofdpunt": "We pakken dit samen aan in dit gebied, met doelen en maatregelen. De gebiedsmedewerker stuurt.",
    "sectoraal": "Een afdeling voert het overal uit. Per gebied maken we een afspraak over wat hier anders gaat.",
    "gemeentebreed": "Geldt voor de hele gemeente. De gebieden sturen hier niet op, maar horen wel wat er speelt.",
}
# A document of elsewhere is named, so that it can be found again.
STUKKEN = ("bidbook", "dorpsplan", "raadsakkoord")
