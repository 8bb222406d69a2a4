"""The cycle of five areas: opgaven, analysis, agenda, plan and monitor of last year, agenda and plan of this year."""

from .agendas import Agendaverhaal
from .analyses import schrijf_analyses
from .beloften import Beloftenverhaal
from .monitors import Monitorverhaal
from .opgaven import schrijf_opgaven
from .plannen import Planverhaal
from .planstukken import Planstukken
from .toetsen import schrijf_toetsen
from .vroeger import Vroegerverhaal, leg_vast, stuur_agenda_bij


def schrijf(draaiboek):
    vroeger = {rij["gebied"]: rij for rij in draaiboek.lees("vroeger")}
    for rij in draaiboek.lees("cyclus"):
        schrijf_opgaven(draaiboek, rij)
        schrijf_analyses(draaiboek, rij)
        schrijf_toetsen(draaiboek, rij)
        agenda = Agendaverhaal(draaiboek, rij)
        plan = Planverhaal(draaiboek, rij, agenda)
        monitor = Monitorverhaal(draaiboek, rij, plan)
        for verhaal in (agenda, Beloftenverhaal(draaiboek, rij, agenda), plan, monitor, Planstukken(draaiboek, plan)):
            verhaal.begin()
        if rij["gebied"] in vroeger:
            Vroegerverhaal(draaiboek, rij, vroeger[rij["gebied"]], agenda).begin()
        stuur_agenda_bij(draaiboek, draaiboek.mensen[rij["makelaar"]])
    leg_vast(draaiboek, draaiboek.wethouder(rij))
