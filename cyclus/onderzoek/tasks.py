"""The mails of a round, and what happens to it by the calendar."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gebiedswerk.opdrachten import elke_dag, uitvoerder

from .models import Onderzoek
from .post import mail_herinneringen, mail_uitnodigingen

# Who answers a week before the end still has the time for it.
HERINNER_VOOR_EINDE = timedelta(days=7)


@uitvoerder("onderzoek_uitnodigen", "Uitnodigingen voor het onderzoek")
def uitnodigen(opdracht):
    return lambda: _als_open(opdracht.gegevens["pk"], mail_uitnodigingen)


@uitvoerder("onderzoek_herinneren", "Herinneringen voor het onderzoek")
def herinneren(opdracht):
    return lambda: _als_open(opdracht.gegevens["pk"], mail_herinneringen)


@uitvoerder("onderzoek_schudden", "Antwoorden van een onderzoek door elkaar leggen")
def schudden(opdracht):
    return Onderzoek.objects.get(pk=opdracht.gegevens["pk"]).schud_antwoorden


def _als_open(pk, mail):
    """Whoever closes it waits for this, and then takes away what was written here."""
    onderzoek = Onderzoek.objects.select_for_update().filter(pk=pk, status="open").first()
    if onderzoek:
        begin = timezone.make_aware(datetime.combine(onderzoek.opent_datum, time(7)))
        mail(onderzoek, niet_voor=max(begin, timezone.now()))


@elke_dag("onderzoek_dag", "Onderzoeken herinneren en sluiten")
def dag(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])

    def store():
        for onderzoek in Onderzoek.objects.te_sluiten(dag):
            onderzoek.ga_naar("gesloten", wie="het systeem")
        halverwege = Onderzoek.objects.open().filter(opent_datum__lte=dag - HERINNER_VOOR_EINDE)
        for onderzoek in halverwege.filter(sluit_datum__lte=dag + HERINNER_VOOR_EINDE):
            if onderzoek.uitnodigingen.te_herinneren().exists():
                onderzoek.herinner()

    return store
