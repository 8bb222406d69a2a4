"""A report as a gebied gets it: cover, contents, map, ten charts, tables; the words are invented."""

from datetime import date
from pathlib import Path

from django.template import Context, Engine
from django.template.loader import get_template

from gebiedswerk.grafiek import Reeks, Staaf, Verschil, lijn, staven, verschil
from gebiedswerk.kaartbeeld import Punt, Vlak, kaart

SJABLOON = Path(__file__).with_name("rapport.html")
KERNEN = ["Vuren", "Herwijnen", "Asperen", "Heukelum", "Spijk", "Leerdam-Zuid", "Hellouw", "Haaften", "Tuil"]
JAREN = range(2016, 2027)


def vlakken(nadruk="Vuren", waarden=()):
    resultaat = []
    for i, naam in enumerate(KERNEN):
        x, y = 5.0 + i % 3 * 0.04, 51.8 + i // 3 * 0.03
        ring = [
            [x, y],
            [x + 0.04, y],
            [x + 0.045, y + 0.015],
            [x + 0.04, y + 0.03],
            [x, y + 0.03],
            [x + 0.005, y + 0.015],
            [x, y],
        ]
        grens = {"type": "Polygon", "coordinates": [ring]}
        resultaat.append(Vlak(naam, grens, waarden[i] if waarden else None, naam == nadruk))
    return resultaat


def trend(nummer):
    vuren = [(jaar, None if jaar == 2019 else 12 + nummer + (jaar - 2016) * 0.4 + (jaar * 7) % 3) for jaar in JAREN]
    gemeente = [(jaar, 13 + nummer + (jaar - 2016) * 0.3) for jaar in JAREN]
    return {
        "bijschrift": "Aandeel huishoudens van een persoon",
        "beeld": lijn(
            [Reeks("Vuren", vuren, nadruk=True), Reeks("West Betuwe", gemeente)],
            titel="Aandeel huishoudens van een persoon in Vuren en West Betuwe",
            eenheid="%",
            referentie=("doel 2030", 16.0 + nummer),
        ),
        "kop": ["Jaar", "Vuren", "West Betuwe"],
        "rijen": [[jaar, v, g] for (jaar, v), (_, g) in zip(vuren[-4:], gemeente[-4:], strict=True)],
        "bron": "CBS, Kerncijfers wijken en buurten",
    }


def vergelijking(nummer):
    cijfers = [31.5 + nummer, None, 28, 12.25, 29, 40, 22, 35, 18]
    return {
        "bijschrift": "Inwoners van 65 jaar en ouder per kern",
        "beeld": staven(
            [Staaf(naam, cijfer, naam == "Vuren") for naam, cijfer in zip(KERNEN, cijfers, strict=True)],
            titel="Inwoners van 65 jaar en ouder per kern",
            eenheid="%",
            referentie=("gemeente", 27.4),
        ),
    }


def verschillen():
    rijen = [
        Verschil("Voelt zich eenzaam", 44.1, 41.2),
        Verschil("Rookt", 12, 17.5),
        Verschil("Beweegt genoeg volgens de richtlijn", 48, None),
        Verschil("Is mantelzorger", 13, 13),
    ]
    return {
        "bijschrift": "Gezondheid vergeleken met de gemeente",
        "beeld": verschil(rijen, titel="Gezondheid", eenheid="%", gebied="Vuren", gemeente="West Betuwe"),
        "kop": ["Onderwerp", "Vuren", "West Betuwe"],
        "rijen": [[rij.label, rij.waarde, rij.gemeente] for rij in rijen],
        "bron": "GGD, Gezondheidsmonitor 2024",
    }


def gegevens():
    hoofdstukken = ["Samenvatting", "Ligging en kaart", "Wonen", "Bewoners", "Gezondheid", "Wat er binnenkwam"]
    hoofdstukken += ["Initiatieven", "Verhalen", "Bronnen"]
    return {
        "titel": "Wijkanalyse Vuren 2026",
        "ondertitel": "Wat er speelt in het dorp, in cijfers en verhalen",
        "organisatie": "Gemeente Voorbeeld",
        "datum": date(2026, 1, 2),
        "kenmerken": [("Gebied", "Vuren"), ("Vastgesteld", "nog niet")],
        "omslagbeeld": kaart(vlakken(), titel="Ligging van Vuren", klein=True, breedte=480),
        "hoofdstukken": [(f"deel-{i}", naam) for i, naam in enumerate(hoofdstukken)],
        "kaart": kaart(vlakken(), [Punt("Dorpshuis", 5.02, 51.815)], titel="Vuren en omgeving"),
        "kleurkaart": kaart(
            vlakken(waarden=[812, 1930, 2400, None, 990, 1210, 760, 1500, 430]), titel="Inwoners per kern"
        ),
        "trends": [trend(i) for i in range(5)],
        "vergelijkingen": [vergelijking(i) for i in range(3)],
        "verschillen": verschillen(),
        "signalen": [
            [f"S-{i:04}", "Losliggende tegel bij de school; gevaarlijk voor kinderen", "afgerond"] for i in range(40)
        ],
        "signaalkop": ["Code", "Omschrijving", "Status"],
        "korte_tabel": [[naam, 1000 + i * 133.5, None if i == 3 else i * 2.5] for i, naam in enumerate(KERNEN)],
    }


def rapport_html():
    context = {**gegevens(), "basis": "document/basis.html", "druk": True}
    motor = get_template("document/basis.html").backend.engine
    assert isinstance(motor, Engine)
    return motor.from_string(SJABLOON.read_text()).render(Context(context))
