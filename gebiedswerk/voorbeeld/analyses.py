"""Last year's analysis, adopted with its figures frozen; this year's words; and stories that people told."""

import re
from datetime import timedelta

from cyclus.analyse.nakijken import kijk_na
from cyclus.analyse.van_vorig_jaar import neem_over
from cyclus.models import Analysepunt, Gebiedsanalyse, Uitgelicht, Verhaal
from gebiedswerk.tijdlijn import schrijf as schrijf_op

ZIN = re.compile(r"(?<=\.)\s+")


def schrijf_analyses(draaiboek, rij):
    kalender = draaiboek.kalender
    ruim = (draaiboek.lees("analyses") or {}).get(rij["gebied"], {})
    analyses = {}
    for verschil, woorden, dag in (
        (-1, rij["analyse_oud"] | ruim.get("vorig", {}), kalender.in_jaar(-1, 10, 14)),
        (0, rij["analyse"] | ruim.get("nu", {}), kalender.in_jaar(0, 3, 2)),
    ):
        moment = kalender.werkmoment(dag, 14)
        draaiboek.op(moment, _begin, draaiboek, rij, analyses, kalender.jaar + verschil, woorden)
        for nummer, verhaal in enumerate(woorden.get("verhalen", []), 1):
            _zet_verhaal_op_dag(draaiboek, rij, verhaal | {"jaar": verschil}, 30 * nummer)
    for dag, status in ((kalender.in_jaar(-1, 10, 28), "ter_toetsing"), (kalender.in_jaar(-1, 11, 25), "vastgesteld")):
        draaiboek.op(kalender.werkmoment(dag, 16), _stap, draaiboek, rij, analyses, kalender.jaar - 1, status)
    if rij.get("ligt_ter_toetsing"):
        moment = kalender.werkmoment(kalender.dag(12), 11)
        draaiboek.op(moment, _stap, draaiboek, rij, analyses, kalender.jaar, "ter_toetsing")
    for verhaal in rij["verhalen"]:
        _zet_verhaal_op_dag(draaiboek, rij, verhaal, draaiboek.rng.randint(20, 160))
    if overnemen := ruim.get("overnemen"):
        moment = kalender.werkmoment(kalender.dag(overnemen["dag"]), 15)
        draaiboek.op(moment, _neem_over, draaiboek, analyses, kalender.jaar, overnemen)


def _door(draaiboek, rij):
    return draaiboek.mensen[rij["makelaar"]]


def _begin(draaiboek, rij, analyses, jaar, woorden):
    analyse = Gebiedsanalyse(
        gebied=draaiboek.gebieden[rij["gebied"]],
        jaar=jaar,
        is_voorbeeld=True,
        samenvatting=woorden["samenvatting"],
        beleving=woorden["beleving"],
    )
    analyse.full_clean()
    analyse.save()
    schrijf_op(analyse, "aangemaakt", door=_door(draaiboek, rij))
    _zet_punten(analyse, woorden)
    for nummer, cijfer in enumerate(woorden.get("cijfers", []), 1):
        Uitgelicht.objects.create(analyse=analyse, volgorde=nummer, **cijfer)
    analyses[jaar] = draaiboek.dingen[f"analyse:{rij['gebied']}:{jaar}"] = analyse


def _zet_punten(analyse, woorden):
    """One point per sentence where there is only a text."""
    uit_tekst = [
        {"soort": soort, "tekst": tekst}
        for soort, veld in (("kans", "kansen"), ("bedreiging", "bedreigingen"))
        for tekst in ZIN.split(woorden[veld])
    ]
    for nummer, velden in enumerate(woorden.get("punten", uit_tekst), 1):
        punt = Analysepunt(analyse=analyse, volgorde=nummer, **velden)
        punt.full_clean()
        punt.save()


def _stap(draaiboek, rij, analyses, jaar, status):
    analyses[jaar].ga_naar(status, door=_door(draaiboek, rij))


def _neem_over(draaiboek, analyses, jaar, overnemen):
    """A colleague takes along what was forgotten, and has looked at some of it."""
    analyse = Gebiedsanalyse.objects.get(pk=analyses[jaar].pk)
    neem_over(analyse, door=draaiboek.mensen[overnemen["door"]])
    for punt in analyse.punten.filter(is_nagekeken=False):
        if any(punt.tekst.startswith(begin) for begin in overnemen["klopt_nog"]):
            kijk_na(analyse, "punt", str(punt.pk))
        if any(punt.tekst.startswith(begin) for begin in overnemen["laat_vallen"]):
            punt.delete()


def _zet_verhaal_op_dag(draaiboek, rij, verhaal, dagen):
    kalender = draaiboek.kalender
    dag = kalender.dag(dagen) - timedelta(days=365 * -verhaal["jaar"])
    draaiboek.op(kalender.werkmoment(dag, 13), _leg_verhaal_vast, draaiboek, rij, verhaal)


def _leg_verhaal_vast(draaiboek, rij, inhoud):
    verhaal = Verhaal(
        gebied=draaiboek.gebieden[inhoud["kern"]],
        jaar=draaiboek.kalender.jaar + inhoud["jaar"],
        tekst=inhoud["tekst"],
        thema=inhoud["thema"],
        bron=inhoud["bron"],
        heeft_toestemming=True,
        is_citeerbaar=inhoud.get("citeren", True),
        opgeschreven_door=_door(draaiboek, rij),
        is_voorbeeld=True,
    )
    verhaal.full_clean()
    verhaal.save()
