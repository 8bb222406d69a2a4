"""Societal tasks, with the signals and initiatives they come from."""

from cyclus.models import Opgave
from gebiedswerk.tijdlijn import schrijf as schrijf_op


def schrijf_opgaven(draaiboek, rij):
    for opgave in rij["opgaven"]:
        dag = draaiboek.kalender.in_jaar(opgave["jaar"], opgave["mnd"], opgave["dag"])
        draaiboek.op(draaiboek.kalender.werkmoment(dag, 11), _begin, draaiboek, rij, opgave)
        if "resultaat" in opgave:
            slot = draaiboek.kalender.in_jaar(0, 2, 12)
            draaiboek.op(draaiboek.kalender.werkmoment(slot, 15), _rond_af, draaiboek, rij, opgave)


def _begin(draaiboek, rij, inhoud):
    trekker = draaiboek.mensen[inhoud["trekker"]]
    opgave = Opgave(
        titel=inhoud["titel"],
        omschrijving=inhoud["omschrijving"],
        soort=inhoud.get("soort", "hoofdpunt"),
        herkomst=inhoud.get("herkomst", "signalen"),
        herkomst_stuk=inhoud.get("herkomst_stuk", ""),
        thema=inhoud["thema"],
        trekker=trekker,
        afdeling=draaiboek.afdelingen[inhoud["afdeling"]],
        trekkend_gebied=draaiboek.gebieden[rij["gebied"]],
        is_voorbeeld=True,
    )
    opgave.full_clean()
    opgave.save()
    opgave.leg_in(*(draaiboek.gebieden[kern] for kern in inhoud["kernen"]))
    schrijf_op(opgave, "aangemaakt", door=trekker)
    for code in (*inhoud["signalen"], *inhoud["initiatieven"], *inhoud.get("adviezen", ())):
        if code in draaiboek.dingen:
            opgave.koppel(draaiboek.dingen[code], door=trekker)
    naam = opgavenaam(rij, inhoud["s"])
    for signaal in draaiboek.bij_opgave[naam]:
        opgave.koppel(signaal, door=trekker)
    opgave.ga_naar("lopend", door=trekker)
    draaiboek.dingen[naam] = opgave


def _rond_af(draaiboek, rij, inhoud):
    opgave = draaiboek.dingen[opgavenaam(rij, inhoud["s"])]
    opgave.ga_naar("afgerond", door=draaiboek.mensen[inhoud["trekker"]], resultaat=inhoud["resultaat"])


def opgavenaam(rij, code):
    """Under which name the opgave is kept; also how a signal of later names it."""
    return f"opgave:{rij['gebied']}:{code}"
