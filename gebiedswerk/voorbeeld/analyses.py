"""Last year's analysis, adopted with its figures frozen; this year's words; and stories that people told."""

import re
from datetime import timedelta

from cyclus.models import Analysepunt, Gebiedsanalyse, Verhaal
from gebiedswerk.tijdlijn import schrijf as schrijf_op

WOORDEN = ("samenvatting", "beleving")
ZIN = re.compile(r"(?<=\.)\s+")


def schrijf_analyses(draaiboek, rij):
    kalender = draaiboek.kalender
    analyses = {}
    for verschil, woorden, dag in (
        (-1, rij["analyse_oud"], kalender.in_jaar(-1, 10, 14)),
        (0, rij["analyse"], kalender.in_jaar(0, 3, 2)),
    ):
        moment = kalender.werkmoment(dag, 14)
        draaiboek.op(moment, _begin, draaiboek, rij, analyses, kalender.jaar + verschil, woorden)
    for dag, status in ((kalender.in_jaar(-1, 10, 28), "ter_toetsing"), (kalender.in_jaar(-1, 11, 25), "vastgesteld")):
        draaiboek.op(kalender.werkmoment(dag, 16), _stap, draaiboek, rij, analyses, kalender.jaar - 1, status)
    if rij.get("ligt_ter_toetsing"):
        moment = kalender.werkmoment(kalender.dag(12), 11)
        draaiboek.op(moment, _stap, draaiboek, rij, analyses, kalender.jaar, "ter_toetsing")
    for verhaal in rij["verhalen"]:
        dag = kalender.dag(draaiboek.rng.randint(20, 160)) - timedelta(days=365 * -verhaal["jaar"])
        draaiboek.op(kalender.werkmoment(dag, 13), _leg_verhaal_vast, draaiboek, rij, verhaal)


def _door(draaiboek, rij):
    return draaiboek.mensen[rij["makelaar"]]


def _begin(draaiboek, rij, analyses, jaar, woorden):
    analyse = Gebiedsanalyse(
        gebied=draaiboek.gebieden[rij["gebied"]],
        jaar=jaar,
        is_voorbeeld=True,
        **{naam: woorden[naam] for naam in WOORDEN},
    )
    analyse.full_clean()
    analyse.save()
    schrijf_op(analyse, "aangemaakt", door=_door(draaiboek, rij))
    _zet_punten(analyse, woorden)
    analyses[jaar] = draaiboek.dingen[f"analyse:{rij['gebied']}:{jaar}"] = analyse


def _zet_punten(analyse, woorden):
    """One point per sentence where there is only a text."""
    for soort, veld in (("kans", "kansen"), ("bedreiging", "bedreigingen")):
        for nummer, tekst in enumerate(ZIN.split(woorden[veld]), 1):
            Analysepunt.objects.create(analyse=analyse, soort=soort, tekst=tekst, volgorde=nummer)


def _stap(draaiboek, rij, analyses, jaar, status):
    analyses[jaar].ga_naar(status, door=_door(draaiboek, rij))


def _leg_verhaal_vast(draaiboek, rij, inhoud):
    verhaal = Verhaal(
        gebied=draaiboek.gebieden[inhoud["kern"]],
        jaar=draaiboek.kalender.jaar + inhoud["jaar"],
        tekst=inhoud["tekst"],
        thema=inhoud["thema"],
        bron=inhoud["bron"],
        heeft_toestemming=True,
        is_citeerbaar=True,
        opgeschreven_door=_door(draaiboek, rij),
        is_voorbeeld=True,
    )
    verhaal.full_clean()
    verhaal.save()
