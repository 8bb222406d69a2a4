"""Five areas and 26 villages, with boundaries that are a drawing: nearer to this village than to any other."""

from gebieden.gebied.inlezen import leid_grenzen_af
from gebieden.models import Gebied, Gebiedsindeling
from gebieden.voorbeelden.schets import kernen_west_betuwe, schets_grenzen
from gebiedswerk.profiel import huidig

from .inhoud import lees


def maak_gebieden(draaiboek):
    """The codes are those an import would give, so that real boundaries can replace the drawing later."""
    bron = kernen_west_betuwe()
    kernen = bron["kernen"]
    grenzen = schets_grenzen({k["naam"]: (k["lon"], k["lat"]) for k in kernen})
    verhaal = lees("gebieden")
    indeling = Gebiedsindeling(naam="Vijf gebieden", geldig_van=draaiboek.kalender.in_jaar(-3, 1, 1), status="geldend")
    indeling.full_clean()
    indeling.save()
    profiel = huidig()
    gemeente = _hang(profiel.naam, profiel.cbs_code, "gemeente", None, omschrijving=verhaal["gemeente"])
    gebieden = {"": gemeente}
    for kern in kernen:
        if kern["gebied"] not in gebieden:
            namen = [k["naam"] for k in kernen if k["gebied"] == kern["gebied"]]
            gebieden[kern["gebied"]] = _hang(
                kern["gebied"],
                None,
                "gebied",
                gemeente,
                indeling=indeling,
                omschrijving=f"{_opsomming(namen)}. {verhaal['gebieden'][kern['gebied']]}",
            )
        gebieden[kern["naam"]] = _hang(
            kern["naam"],
            None,
            "kern",
            gebieden[kern["gebied"]],
            indeling=indeling,
            grens=grenzen[kern["naam"]],
            lon=kern["lon"],
            lat=kern["lat"],
            omschrijving=verhaal["kernen"].get(kern["naam"], ""),
        )
    leid_grenzen_af()
    # What the boundary is made of stands in is_schematisch; the source is that of the division itself.
    Gebied.objects.update(is_schematisch=True, bron=f"{bron['indeling']}. {bron['bron']}."[:200])
    for gebied in gebieden.values():
        gebied.refresh_from_db()
    draaiboek.gebieden = gebieden


def _hang(naam, code, niveau, ouder, **velden):
    slug = naam.lower().replace(" ", "-")
    gebied = Gebied(naam=naam, code=code or f"{niveau}-{slug}", slug=slug, niveau=niveau, is_schematisch=True, **velden)
    gebied.full_clean(exclude=["ouder"])
    gebied.hang_onder(ouder)
    return gebied


def _opsomming(namen):
    return f"{', '.join(namen[:-1])} en {namen[-1]}"
