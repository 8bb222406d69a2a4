"""What is wrong with the rules: a person who left, a department that was closed, a theme that is gone."""

from gebieden.models import Gebied
from gebiedswerk.profiel import huidig

from .models import Toewijsregel
from .toewijzen import wie_volgens


def mankeert(regel):
    """Everything that keeps this rule from working, in sentences for who keeps the rules; empty when it works."""
    profiel = huidig()
    faults = [
        f"{wat} ‘{code}’ bestaat niet meer in het profiel."
        for wat, lijst, codes in (("Thema", "themas", regel.themas), ("Domein", "domeinen", regel.domeinen))
        for code in codes
        if code not in {rij["code"] for rij in getattr(profiel, lijst)}
    ]
    if regel.gebied and not regel.gebied.is_actief:
        faults.append(f"{regel.gebied} is geen gebied meer.")
    if regel.platform and not regel.platform.is_actief:
        faults.append(f"{regel.platform} bestaat niet meer.")
    if regel.functie and regel.functie not in {functie["code"] for functie in profiel.functies}:
        faults.append(f"De functie ‘{regel.functie}’ bestaat niet meer in het profiel.")
    elif regel.afdeling and not regel.afdeling.is_actief:
        faults.append(f"De afdeling {regel.afdeling} is opgeheven.")
    else:
        faults += _gaten(regel)
    return faults


def _gaten(regel):
    """Where the rule applies and has nobody: the whole of it, or some of the areas people work in."""
    if regel.gebied:
        where = [regel.gebied]
    else:
        root = Gebied.objects.lopend().filter(ouder=None)
        where = list((root | Gebied.objects.lopend().filter(ouder__in=root)).defer("grens", "omschrijving"))
    missing = [gebied for gebied in where if wie_volgens(regel, gebied) is None]
    if not missing:
        return []
    wie = f"niemand met de functie {regel.gaat_naar}" if regel.functie else f"geen contactpersoon van {regel.gaat_naar}"
    if len(missing) == len(where):
        return [f"Er is {wie}."]
    # What the municipality as a whole lacks may well be filled in every area.
    missing = [gebied for gebied in missing if gebied.ouder_id]
    return [f"In {', '.join(map(str, missing))} is {wie}."] if missing else []


def met_alarm():
    """``[(rule, faults), …]`` of the rules that are in use and do not work everywhere."""
    found = ((regel, mankeert(regel)) for regel in Toewijsregel.objects.in_gebruik().select_related("platform"))
    return [(regel, faults) for regel, faults in found if faults]
