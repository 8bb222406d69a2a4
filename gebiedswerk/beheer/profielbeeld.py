"""All that a gemeenteprofiel says, in words for who keeps it."""

from datetime import datetime

from django.utils.formats import date_format

from gebiedswerk.profiel import RECHTEN, lees_profiel

# A singular with its plural; what the menu calls it stands apart.
WOORDPAREN = [
    *(("gebied", "gebieden"), ("kern", "kernen"), ("gebiedsmedewerker", "gebiedsmedewerkers"), ("regie", "")),
    *(("platform", "platforms"), ("tafel", "tafels"), ("team", ""), ("analyse", "analyses"), ("agenda", "agendas")),
    *(("plan", "plannen"), ("monitor", "monitors"), ("signaal", "signalen"), ("initiatief", "initiatieven")),
    *(("opgave", "opgaven"), ("college", ""), ("raad", ""), ("signaalteam", ""), ("advies", "adviezen")),
    *(("maatregel", "maatregelen"), ("afspraak", "afspraken"), ("opdrachtbrief", "opdrachtbrieven")),
]
MENUWOORDEN = ("analyses_kort", "agendas_kort", "plannen_kort", "monitor_kort")
TERMIJNEN = {
    "signaal_beoordelen": "een signaal beoordelen",
    "signaal_antwoord": "de melder antwoord geven",
    "initiatief_antwoord": "een eerste antwoord op een initiatief",
    "overdracht": "een aangeboden overdracht aannemen of weigeren",
    "actiepunt": "een actiepunt doen, als er geen dag is afgesproken",
    "escalatie_besluit": "besluiten over wat is voorgelegd",
    "signaal_wacht": "wachten op antwoord van een melder",
    "signaal_heropenen": "een melder kan een afgesloten signaal heropenen",
    "deel": "het deel van een afdeling beantwoorden",
    "advies": "advies uitbrengen, als er geen dag is afgesproken",
    "advies_reactie": "reageren op een advies",
    "bijdrage": "een gevraagde bijdrage aan een doel toezeggen",
}
BEWAARD = {
    "melder": "naam, adres en foto’s van een melder, nadat het signaal is afgesloten",
    "inzage": "wie contactgegevens heeft bekeken",
    "abonnement": "het e-mailadres van wie zich heeft afgemeld",
}
NORMEN = {
    "bezoeken": "bezoeken van de wethouder",
    "raadplegingen": "raadplegingen van bewoners",
    "afspraken": "afspraken over wat wordt voorgelegd",
    "onderwerpen": "onderwerpen waarover advies is afgesproken, hoogstens",
}


def stel_op(profiel):
    neutraal = lees_profiel("neutraal")["woorden"]
    return {
        "woorden": [
            (neutraal[een], profiel.de(een), profiel.woorden[meer] if meer else "") for een, meer in WOORDPAREN
        ],
        "menu": [profiel.woorden[woord] for woord in MENUWOORDEN],
        "functies": [_functie(profiel, functie) for functie in profiel.functies],
        "ladder": [(t["naam"], profiel.naam_van("functies", t["functie"])) for t in profiel.ladder],
        "themas": [(t["naam"], profiel.naam_van("domeinen", t["domein"])) for t in profiel.themas],
        "termijnen": [(TERMIJNEN.get(soort, soort), dagen) for soort, dagen in profiel.termijnen.items()],
        "bewaard": [(BEWAARD.get(soort, soort), maanden) for soort, maanden in profiel.bewaartermijnen.items()],
        "normen": [(NORMEN.get(norm, norm), aantal) for norm, aantal in profiel.platforms.get("normen", {}).items()],
        "analyse_dag": _dag(profiel.cyclus["analyse_dag"]),
        "herinneringen": [_herinnering(dagen) for dagen in profiel.cyclus["herinnering_dagen"]],
        "rechten": RECHTEN,
    }


def _functie(profiel, functie):
    return {
        "naam": functie["naam"],
        "soort": functie["soort"],
        "domeinen": [profiel.naam_van("domeinen", domein) for domein in functie["domeinen"]],
        "eigen": [recht for recht in RECHTEN if recht in functie["eigen"]],
        "overal": [recht for recht in RECHTEN if recht in functie["overal"]],
    }


def _dag(maand_en_dag):
    # A leap year, so that every day of a year can be written.
    return date_format(datetime.strptime(f"2024-{maand_en_dag}", "%Y-%m-%d"), "j F")


def _herinnering(dagen):
    if dagen == 0:
        return "op de dag zelf"
    woord = "dag" if abs(dagen) == 1 else "dagen"
    return f"{abs(dagen)} {woord} {'ervoor' if dagen < 0 else 'erna'}"
