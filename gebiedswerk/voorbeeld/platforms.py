"""What the platforms of the example did: who takes part, when they met, and what their subsidy was spent on."""

from datetime import date
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import Workbook

from gebieden.models import Bijeenkomst, Platformlid, Platformsubsidie
from gebiedswerk.tijdlijn import schrijf as schrijf_op_tijdlijn


def schrijf(draaiboek):
    verhaal = draaiboek.lees("platforms") or {"platforms": {}, "bijeenkomsten": [], "subsidies": []}
    kalender = draaiboek.kalender
    begin = kalender.moment(kalender.in_jaar(-3, 2, 1))
    for slug, rij in verhaal["platforms"].items():
        draaiboek.op(begin, _vul_aan, draaiboek, draaiboek.platforms[slug], rij)
    for rij in verhaal["bijeenkomsten"]:
        _plan(draaiboek, rij)
    for rij in verhaal["subsidies"]:
        _subsidie(draaiboek, rij)


def _vul_aan(draaiboek, platform, rij):
    platform.wethouder = draaiboek.mensen.get(rij.get("wethouder"))
    platform.opgericht_datum = date.fromisoformat(rij["opgericht"])
    platform.save()
    # Whoever has an account is the secretary, and agreed to be named.
    platform.leden.filter(persoon__isnull=False).update(rol="secretaris", mag_bijwerken=True, is_openbaar=True)
    for lid, leeftijd in zip(platform.leden.order_by("pk"), rij.get("leeftijden", []), strict=False):
        Platformlid.objects.filter(pk=lid.pk).update(leeftijd=leeftijd)
    for naam, rol, leeftijd, buurt in rij.get("leden", []):
        platform.leden.create(
            naam=naam, rol=rol, leeftijd=leeftijd, buurt=draaiboek.gebieden.get(buurt), van=timezone.localdate()
        )


def _plan(draaiboek, rij):
    """What the story says of a day that is still to come has only been planned."""
    kalender = draaiboek.kalender
    dag = kalender.in_jaar(rij.get("jaar", 0), rij["maand"], rij["dag"])
    has_been = dag < kalender.vandaag
    moment = kalender.moment(dag, 22) if has_been else kalender.moment(kalender.dag(9))
    draaiboek.op(moment, _leg_vast, draaiboek, rij, dag, has_been)


def _leg_vast(draaiboek, rij, dag, has_been):
    platform = draaiboek.platforms[rij["platform"]]
    bijeenkomst = Bijeenkomst(
        platform=platform,
        soort=rij.get("soort", "vergadering"),
        onderwerp=rij["onderwerp"],
        datum=dag,
        begint_om=rij.get("tijd", "19:30"),
        plaats=rij.get("plaats", ""),
        is_geweest=has_been,
        is_wethouder_aanwezig=rij.get("wethouder", False),
        aantal_aanwezig=rij.get("aanwezig") if has_been else None,
        verslag=rij.get("verslag", "") if has_been else "",
        is_verslag_openbaar=bool(rij.get("verslag")),
    )
    bijeenkomst.full_clean()
    bijeenkomst.save()
    schrijf_op_tijdlijn(platform, "bijeenkomst", wie=platform.naam, tekst=str(bijeenkomst))


def _subsidie(draaiboek, rij):
    """Asked for in November, granted in December, accounted for in February and settled in April."""
    kalender = draaiboek.kalender
    jaar = rij["jaar"]
    steps = [
        (kalender.in_jaar(jaar - 1, 11, 3), _vraag_aan),
        (kalender.in_jaar(jaar - 1, 12, 10), _ken_toe),
        (kalender.in_jaar(jaar + 1, 2, 14), _verantwoord),
        (kalender.in_jaar(jaar + 1, 4, 8), _stel_vast),
    ]
    for dag, act in steps:
        if dag < kalender.vandaag:
            draaiboek.op(kalender.werkmoment(dag, 11), act, draaiboek, rij)


def _naam(rij):
    return f"subsidie {rij['platform']} {rij['jaar']}"


def _vraag_aan(draaiboek, rij):
    platform = draaiboek.platforms[rij["platform"]]
    subsidie = Platformsubsidie(
        platform=platform, jaar=draaiboek.kalender.jaar + rij["jaar"], aangevraagd=sum(rij["posten"].values())
    )
    subsidie.begroting.save("begroting.xlsx", _rekenblad("Begroting", rij["posten"]), save=False)
    subsidie.full_clean()
    subsidie.save()
    schrijf_op_tijdlijn(subsidie, "aangemaakt", wie=platform.naam)
    draaiboek.dingen[_naam(rij)] = subsidie


def _ken_toe(draaiboek, rij):
    subsidie = draaiboek.dingen[_naam(rij)]
    subsidie.ga_naar("toegekend", door=draaiboek.mensen[rij["door"]], toegekend=rij["toegekend"])


def _verantwoord(draaiboek, rij):
    subsidie = draaiboek.dingen[_naam(rij)]
    stuk = _rekenblad("Verantwoording", rij["besteed"])
    stuk.name = "verantwoording.xlsx"
    subsidie.ga_naar(
        "verantwoord", wie=subsidie.platform.naam, besteed=sum(rij["besteed"].values()), verantwoording=stuk
    )


def _stel_vast(draaiboek, rij):
    draaiboek.dingen[_naam(rij)].ga_naar("vastgesteld", door=draaiboek.mensen[rij["door"]])


def _rekenblad(titel, posten):
    boek = Workbook()
    blad = boek.active
    blad.title = titel
    for regel in [("Post", "Euro"), *posten.items(), ("Totaal", sum(posten.values()))]:
        blad.append(regel)
    uit = BytesIO()
    boek.save(uit)
    return ContentFile(uit.getvalue())
