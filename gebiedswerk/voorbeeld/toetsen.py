"""The toets aan de beleving: last year's with all that was done with it, this year's with what waits to be read."""

from datetime import timedelta

from django.utils import timezone

from cyclus.models import Belevingstoets, Gebiedsanalyse, Toetsreactie
from gebiedswerk.tijdlijn import schrijf as schrijf_op

DUUR = 21


def schrijf_toetsen(draaiboek, rij):
    """Opened the day after the analysis was offered; the days of a reaction count from there."""
    verhaal = (draaiboek.lees("toetsen") or {}).get(rij["gebied"], {})
    kalender = draaiboek.kalender
    for naam, jaar, dag in (
        ("vorig", kalender.jaar - 1, kalender.in_jaar(-1, 10, 29)),
        ("nu", kalender.jaar, kalender.dag(11)),
    ):
        if naam in verhaal:
            draaiboek.op(kalender.werkmoment(dag, 14), _open, draaiboek, rij, jaar, verhaal[naam], naam == "vorig")


def _open(draaiboek, rij, jaar, verhaal, is_voorbij):
    kalender, door = draaiboek.kalender, draaiboek.mensen[rij["makelaar"]]
    begin = timezone.localdate(draaiboek.klok.nu)
    analyse = Gebiedsanalyse.objects.get(pk=draaiboek.dingen[f"analyse:{rij['gebied']}:{jaar}"].pk)
    toets = Belevingstoets(
        analyse=analyse, uitleg=verhaal.get("uitleg", ""), opent_datum=begin, sluit_datum=begin + timedelta(days=DUUR)
    )
    toets.geef_code()
    toets.full_clean()
    toets.save()
    schrijf_op(toets, "aangemaakt", door=door)
    toets.nodig_uit([platform.email for platform in toets.platforms()], door=door)
    for reactie in verhaal["reacties"]:
        op = kalender.moment(begin + timedelta(days=reactie["na"]), 19, 20)
        if op < kalender.nu:
            draaiboek.op(op, _reageer, draaiboek, toets, door, reactie)
    if is_voorbij:
        draaiboek.op(kalender.werkmoment(begin + timedelta(days=DUUR), 9), toets.sluit, door=door)


def _reageer(draaiboek, toets, door, rij):
    platform = draaiboek.platforms[rij["platform"]] if "platform" in rij else None
    reactie = Toetsreactie(
        toets=toets,
        deel=rij["deel"],
        oordeel=rij["oordeel"],
        tekst=rij["tekst"],
        wie="platform" if platform else rij["wie"],
        platform=platform,
        is_gehoord=rij.get("is_gehoord", False),
        is_voorbeeld=True,
    )
    reactie.save()
    if "gevolg" in rij:
        reactie.gevolg, reactie.uitleg = rij["gevolg"], rij["uitleg"]
        reactie.save(update_fields=["gevolg", "uitleg"])
        schrijf_op(reactie, "wijziging", door=door, tekst="wat is ermee gedaan?, uitleg")
