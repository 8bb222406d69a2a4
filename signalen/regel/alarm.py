"""Telling the beheerders that a rule has nobody left: once for every fault, however many signals it met."""

from hashlib import sha256

from gebieden.models import Gebruiker
from gebiedswerk.post import stuur
from gebiedswerk.tijdlijn import Gebeurtenis, schrijf

from .nakijken import mankeert, met_alarm

SOORT = "alarm"


def sla_alarm(regels):
    """Mail whoever manages the system about these rules, and write it on the rule; what is told already is not again.

    Call it inside the transaction of the act that met the fault.
    """
    for regel in regels:
        if faults := mankeert(regel):
            _meld(regel, faults)


def kijk_alle_na():
    for regel, faults in met_alarm():
        _meld(regel, faults)


def _meld(regel, faults):
    tekst = " ".join(faults)
    last = Gebeurtenis.objects.van(regel).filter(soort=SOORT).order_by("-op", "-pk").first()
    if last and last.tekst == tekst:
        return
    line = schrijf(regel, SOORT, tekst=tekst)
    print_ = sha256(tekst.encode()).hexdigest()[:12]
    for beheerder in Gebruiker.objects.met_rol("beheren"):
        sleutel = f"regel_alarm:{line.pk}:{print_}:{beheerder.pk}"
        onderwerp = f"Een toewijsregel werkt niet: {regel}"
        stuur(
            beheerder.email,
            onderwerp,
            "post/regel_alarm.txt",
            sleutel=sleutel,
            over=regel,
            aan=beheerder,
            faults=faults,
        )
