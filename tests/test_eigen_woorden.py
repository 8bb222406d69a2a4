"""No municipality's name or own word stands in code or templates: those are data."""

import re
from pathlib import Path

from gebiedswerk.profiel import beschikbare_profielen, lees_profiel
from gebiedswerk.voorbeeld.inhoud import beschikbaar, lees

ROOT = Path(__file__).resolve().parent.parent
SOORTEN = {".py", ".html", ".txt", ".js", ".css", ".sh", ".toml", ".yml"}
# Data, and what is no source of ours. A migration says what once was.
NIET = {"node_modules", "var", "tests", "docs", "inhoud", "profielen", "migrations", "requirements", "__pycache__"}
# What every municipality says; wijkanalyse is what the trade calls it, also where it has another name.
ALGEMEEN = {
    *("wijk", "dorp", "wijken", "dorpen", "subwijk", "subwijken", "wijkanalyse", "wijkanalyses", "partner"),
    *("wethouder", "gemeentesecretaris", "raadslid", "werkgroep", "werkgroepen", "afdelingshoofd", "teammanager"),
    *("domeinmanager", "projectoverleg", "projectoverleggen", "partneroverleg", "bewonersgroep", "algemeen directeur"),
}


def bronnen():
    for pad in sorted(ROOT.rglob("*")):
        delen = pad.relative_to(ROOT).parts
        if pad.suffix in SOORTEN and not NIET & set(delen) and not any(deel.startswith(".") for deel in delen):
            yield pad


def woorden_van(profiel):
    yield from profiel["woorden"].values()
    for lijst in (profiel["niveaus"], profiel["functies"], profiel["overlegsoorten"], profiel["platforms"]["soorten"]):
        for regel in lijst:
            yield regel["naam"]
            yield regel.get("meervoud", regel["naam"])


def eigen_woorden():
    """What a profile says that the neutral one does not, and the names of the municipalities and their areas."""
    neutraal = {w.lower() for w in woorden_van(lees_profiel("neutraal"))}
    alle = {w.lower() for code in beschikbare_profielen() for w in woorden_van(lees_profiel(code))}
    # One word each: a phrase of common words ("plan van aanpak") is nobody's own.
    woorden = {w for w in alle - neutraal if " " not in w and "-" not in w} - ALGEMEEN
    namen = {kop["naam"] for kop in beschikbaar().values()}
    namen |= {lees_profiel(kop["profiel"])["cbs_code"] for kop in beschikbaar().values()} - {""}
    plaatsen = {rij["naam"] for code in beschikbaar() for rij in lees(code, "gebieden")["gebieden"]}
    # Names that are also ordinary words, or so short that they are found inside others.
    plaatsen -= {"Binnenstad", "Noordoost", "Oost", "West", "Est", "Deil", "Tuil"}
    plaatsen = {naam for naam in plaatsen if not naam.startswith("Gebied ")}
    return woorden | {naam.lower() for naam in namen | plaatsen}


def test_geen_woord_van_een_gemeente_in_code_of_sjabloon():
    woorden = eigen_woorden()
    assert {"gebiedsmakelaar", "wijkregisseur", "wijkambitie", "startfoto", "utrecht", "varik", "gm1960"} <= woorden
    # CSS classes and the package of the design system bear the name of a city: that is the name of a product.
    patroon = re.compile(rf"(?<![@\w-])({'|'.join(map(re.escape, sorted(woorden)))})(?![-\w]*-)", re.I)
    gevonden = []
    for pad in bronnen():
        tekst = pad.read_text(encoding="utf-8")
        for nummer, regel in enumerate(tekst.splitlines(), 1):
            gevonden += [f"{pad.relative_to(ROOT)}:{nummer}: {m[0]}" for m in patroon.finditer(regel)]
    assert gevonden == []


def test_er_wordt_overal_gezocht():
    paden = {str(pad.relative_to(ROOT)) for pad in bronnen()}
    assert {"gebiedswerk/profiel.py", "templates/base.html", "scripts/demo.sh", "static/css/gebiedswerk.css"} <= paden
