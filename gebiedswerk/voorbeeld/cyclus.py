"""The cycle of five areas: opgaven, analysis, agenda, plan and monitor of last year, agenda and plan of this year."""

from .agendas import Agendaverhaal
from .analyses import schrijf_analyses
from .monitors import Monitorverhaal
from .opgaven import schrijf_opgaven
from .plannen import Planverhaal
from .planstukken import Planstukken


def schrijf(draaiboek):
    for rij in draaiboek.lees("cyclus"):
        schrijf_opgaven(draaiboek, rij)
        schrijf_analyses(draaiboek, rij)
        agenda = Agendaverhaal(draaiboek, rij)
        plan = Planverhaal(draaiboek, rij, agenda)
        monitor = Monitorverhaal(draaiboek, rij, plan)
        for verhaal in (agenda, plan, monitor, Planstukken(draaiboek, plan)):
            verhaal.begin()
