"""What is wrong with the rules: a person who left, a department that was closed, a theme that is gone."""

from gebieden.mensen.contacten import contacten
from gebieden.models import Gebied, Gebiedsrol
from gebiedswerk.profiel import huidig

from .models import Toewijsregel


class Bezetting:
    """Who is there for these rules, asked of the database once for all of them; as ``wie_volgens`` finds them."""

    def __init__(self, regels):
        root = Gebied.objects.lopend().filter(ouder=None)
        rows = root | Gebied.objects.lopend().filter(ouder__in=root)
        self.gebieden = list(rows.defer("grens", "omschrijving"))
        self.contacten = contacten([*self.gebieden, *(regel.gebied for regel in regels if regel.gebied)])
        self.paden = {}
        rollen = Gebiedsrol.objects.lopend().filter(persoon__is_active=True, functie__in={r.functie for r in regels})
        for functie, pad in rollen.order_by().values_list("functie", "gebied__pad"):
            self.paden.setdefault(functie, set()).add(pad)

    def heeft_iemand(self, regel, gebied):
        if regel.functie:
            return any(gebied.pad.startswith(pad) for pad in self.paden.get(regel.functie, ()))
        return (gebied.pk, regel.afdeling_id) in self.contacten


def mankeert(regel, bezetting=None):
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
        faults += _gaten(regel, bezetting or Bezetting([regel]))
    return faults


def _gaten(regel, bezetting):
    """Where the rule applies and has nobody: the whole of it, or some of the areas people work in."""
    where = [regel.gebied] if regel.gebied else bezetting.gebieden
    missing = [gebied for gebied in where if not bezetting.heeft_iemand(regel, gebied)]
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
    regels = list(Toewijsregel.objects.in_gebruik().select_related("platform"))
    bezetting = Bezetting(regels)
    found = ((regel, mankeert(regel, bezetting)) for regel in regels)
    return [(regel, faults) for regel, faults in found if faults]
