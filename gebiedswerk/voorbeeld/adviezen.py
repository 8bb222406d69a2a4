"""What the platforms of the example were asked and advised, and what the college answered, in time or not."""

from datetime import timedelta

from django.utils import timezone

from gebiedswerk.tijdlijn import schrijf as schrijf_op
from signalen.advies.models import Adviesonderwerp, begin
from signalen.models import Advies


def schrijf(draaiboek):
    verhaal = draaiboek.lees("adviezen") or {"onderwerpen": [], "adviezen": []}
    for rij in verhaal["onderwerpen"]:
        afgesproken = draaiboek.kalender.in_jaar(rij["jaar"], 1, 20)
        draaiboek.op(draaiboek.kalender.werkmoment(afgesproken, 16), _spreek_af, draaiboek, rij)
    for rij in verhaal["adviezen"]:
        for stap, act in STAPPEN.items():
            if stap in rij:
                draaiboek.op(_moment(draaiboek.kalender, rij[stap]["op"]), act, draaiboek, rij, rij[stap])


def _moment(kalender, op):
    """``op``: so many days ago, or a year of the story with month and day."""
    dag = kalender.in_jaar(*op) if isinstance(op, list) else kalender.dag(op)
    return kalender.werkmoment(dag, 11)


def adviesnaam(rij):
    return f"advies:{rij['code']}"


def _spreek_af(draaiboek, rij):
    platform = draaiboek.platforms[rij["platform"]]
    onderwerp = Adviesonderwerp(
        platform=platform,
        jaar=draaiboek.kalender.jaar + rij["jaar"],
        onderwerp=rij["onderwerp"],
        toelichting=rij.get("toelichting", ""),
        kwartaal=rij.get("kwartaal"),
    )
    onderwerp.full_clean()
    Adviesonderwerp.objects.spreek_af(onderwerp, door=_wie(draaiboek, platform))


def _wie(draaiboek, platform):
    """The secretary with an account; without one, who works there."""
    people = {lid.persoon_id for lid in platform.leden.all()}
    secretaris = next((mens for mens in draaiboek.mensen.values() if mens.pk in people), None)
    return secretaris or draaiboek.mens(begin(platform, soort="gevraagd").eigenaar)


def _maak(draaiboek, rij, **velden):
    platform = draaiboek.platforms[rij["platform"]]
    eigenaar = draaiboek.mensen[rij["eigenaar"]]
    advies = begin(platform, soort=rij["soort"], eigenaar=eigenaar, thema=rij["thema"], **velden)
    advies.onderwerp, advies.is_voorbeeld = rij["onderwerp"], True
    advies.afspraak = platform.adviesonderwerpen.filter(onderwerp=rij["onderwerp"]).order_by("-jaar").first()
    advies.full_clean()
    advies.save()
    advies.leg_in(*platform.gebieden.all())
    draaiboek.dingen[adviesnaam(rij)] = advies
    return advies


def _vraag(draaiboek, rij, stap):
    """Put to the platform, or only written down (``concept``)."""
    until = timezone.localdate() + timedelta(days=stap["dagen"])
    advies = _maak(draaiboek, rij, vraag=stap["vraag"], ruimte=stap.get("ruimte", ""), advies_uiterlijk=until)
    schrijf_op(advies, "aangemaakt", door=advies.eigenaar)
    if not stap.get("concept"):
        advies.ga_naar("gevraagd", door=draaiboek.mens(advies.eigenaar), is_openbaar=True)


def _adviseer(draaiboek, rij, stap):
    advies = draaiboek.dingen.get(adviesnaam(rij)) or _maak(draaiboek, rij)
    meetings = advies.platform.bijeenkomsten.filter(soort="raadpleging", is_geweest=True)
    bijeenkomst = meetings.filter(onderwerp=stap.get("bijeenkomst", "")).first()
    advies.ga_naar(
        "uitgebracht",
        door=_wie(draaiboek, advies.platform),
        advies=stap["advies"],
        raadpleging=stap["raadpleging"],
        aantal_mensen=stap.get("mensen"),
        bijeenkomst=bijeenkomst,
        is_openbaar=True,
    )


def _zie_af(draaiboek, rij, stap):
    advies = draaiboek.dingen[adviesnaam(rij)]
    door = draaiboek.mens(advies.eigenaar)
    advies.ga_naar("niet_uitgebracht", door=door, reden=stap["reden"], is_openbaar=True)


def _bereid_voor(draaiboek, rij, stap):
    """The answer as the owner wrote it, before somebody who may decide recorded it."""
    velden = {naam: stap[naam] for naam in ("besluit", "argument", "reactie") if naam in stap}
    advies = draaiboek.dingen[adviesnaam(rij)]
    Advies.objects.filter(pk=advies.pk).update(**velden)
    advies.refresh_from_db()
    schrijf_op(advies, "wijziging", door=advies.eigenaar, tekst="de reactie aan het platform")


def _beantwoord(draaiboek, rij, stap):
    advies = draaiboek.dingen[adviesnaam(rij)]
    advies.ga_naar(
        "beantwoord",
        door=draaiboek.mensen[stap["door"]],
        besluit=stap["besluit"],
        argument=stap.get("argument", ""),
        reactie=stap["reactie"],
        is_openbaar=True,
    )


STAPPEN = {
    "vraag": _vraag,
    "geeft": _adviseer,
    "geeft_niet": _zie_af,
    "voorbereid": _bereid_voor,
    "beantwoord": _beantwoord,
}
