"""Who of the example goes away for a while, and who stands in."""

from datetime import timedelta

from gebieden.models import Vervanging


def schrijf(draaiboek):
    kalender = draaiboek.kalender
    for rij in draaiboek.lees("mensen").get("vervangingen", []):
        draaiboek.op(kalender.moment(kalender.dag(3), 9), _regel, draaiboek, rij)


def _regel(draaiboek, rij):
    afwezig, vervanger = draaiboek.mensen[rij["van"]], draaiboek.mensen[rij["door"]]
    eerste_dag = draaiboek.kalender.vandaag + timedelta(days=rij["over_dagen"])
    for rol in afwezig.gebiedsrollen.lopend():
        Vervanging.objects.registreer(
            rol,
            vervanger=vervanger,
            van=eerste_dag,
            tot=eerste_dag + timedelta(days=rij["dagen"]),
            reden=rij["reden"],
            door=afwezig,
        )
