"""What everybody saw of the signals of the example: titles, who follows, and what reporters thought of it."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from signalen.models import Abonnement, Signaal, Waardering
from signalen.openbaar.forms import OpenbaarForm

from .mensen import adres

# Most reporters who get the question answer it, and a good outcome makes a better mood.
DEEL_ANTWOORDT, DEEL_SCHRIJFT = 0.65, 0.4
OORDEEL = {"opgelost": (5, 4, 4, 4, 5, 3, 2), "deels": (4, 4, 3, 3, 2), "niet_opgelost": (4, 3, 2, 2, 1)}
GEVONDEN = {
    "opgelost": ("ja", "ja", "ja", "deels"),
    "deels": ("deels", "deels", "nee"),
    "niet_opgelost": ("nee", "deels"),
}
WEKEN = 60
LEEG = {"titels": [], "volgers": [], "toelichtingen": {}}


def schrijf(draaiboek):
    verhaal = draaiboek.lees("openbaar") or LEEG
    kalender = draaiboek.kalender
    # Dice of its own: what others tell does not change with it.
    rng = Random(draaiboek.voorbeeld)
    for week in range(WEKEN, 0, -1):
        draaiboek.op(kalender.moment(kalender.dag(7 * week - 3), 20), _waardeer, rng, verhaal["toelichtingen"])
    for rij in verhaal["titels"]:
        draaiboek.op(kalender.moment(kalender.dag(1), 15), _geef_titel, rij)
    for nummer, rij in enumerate(verhaal["volgers"]):
        draaiboek.op(kalender.moment(kalender.dag(45 - nummer), 19), _volg, draaiboek, rij)


def _waardeer(rng, toelichtingen):
    """What came back in the week after the question went out."""
    now = timezone.now()
    closed = Signaal.objects.filter(status="teruggekoppeld", waardering=None).exclude(melder=None)
    for signaal in closed.filter(status_sinds__range=(now - timedelta(days=10), now - timedelta(days=3))).order_by(
        "pk"
    ):
        if rng.random() > DEEL_ANTWOORDT:
            continue
        tevreden = rng.choice(OORDEEL[signaal.uitkomst or "opgelost"])
        words = toelichtingen.get(str(tevreden), [])
        Waardering.objects.leg_vast(
            signaal,
            tevreden=tevreden,
            opgelost=rng.choice(GEVONDEN[signaal.uitkomst or "opgelost"]),
            toelichting=rng.choice(words) if words and rng.random() < DEEL_SCHRIJFT else "",
        )


def _geef_titel(rij):
    signaal = Signaal.objects.get(tekst__startswith=rij["tekst"])
    velden = {naam: rij.get(naam, "") for naam in ("openbare_titel", "openbaar_antwoord", "is_verborgen")}
    form = OpenbaarForm({**velden, "versie": signaal.versie}, instance=signaal)
    if not form.is_bewaard(door=signaal.eigenaar):
        raise ValueError(form.errors)


def _volg(draaiboek, rij):
    wat = {"gebied": draaiboek.gebieden[rij["gebied"]]} if "gebied" in rij else {}
    abonnement = Abonnement.objects.vraag_aan(
        email=adres(rij["adres"]), thema=rij.get("thema", ""), ritme=rij.get("ritme", "week"), **wat
    )
    abonnement.bevestig()
