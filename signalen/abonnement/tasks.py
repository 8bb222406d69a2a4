"""What happens for followers by the calendar, and after a step of a signal."""

from datetime import date

from gebiedswerk.opdrachten import elke_dag, uitvoerder

from .models import Abonnement, oude_berichten, vergeet_berichten
from .nieuws import mail_samenvattingen, mail_volgers_van


@elke_dag("abonnement_samenvatting", "Mail aan wie een gebied of thema volgt")
def samenvatting(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    return lambda: mail_samenvattingen(dag)


@uitvoerder("signaal_volgers", "Mail aan wie een signaal volgt")
def stap(opdracht):
    gegevens = opdracht.gegevens
    return lambda: mail_volgers_van(gegevens["signaal"], gegevens["versie"], gegevens["status"])


@elke_dag("abonnement_opruimen", "Adressen van gestopte volgers opruimen")
def ruim_op(opdracht):
    def opruimen():
        Abonnement.objects.te_vergeten().vergeet()
        vergeet_berichten(oude_berichten())

    return opruimen
