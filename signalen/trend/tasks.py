"""What happens with trends by the calendar, and what their reporters hear."""

from datetime import date
from importlib import import_module

from django.utils.translation import gettext_lazy

from gebiedswerk.opdrachten import elke_dag, uitvoerder
from gebiedswerk.tijdlijn import schrijf

from .models import Trend


def _nacht():
    """Loaded when there is something to search, and never by a web process."""
    return import_module("signalen.trend.nacht")


@elke_dag("trends", "Trends zoeken")
def zoek_trends(opdracht):
    nacht = _nacht()
    gevonden = nacht.vind(date.fromisoformat(opdracht.gegevens["dag"]))
    return lambda: nacht.verwerk(gevonden)


@elke_dag("trend_herinneringen", "Herinneren aan wat er bij trends is besloten")
def herinneringen(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    trends = list(Trend.objects.te_herinneren(dag).prefetch_related("samen_met"))

    def store():
        for trend in trends:
            trend.herinner(dag)

    return store


@uitvoerder("vertel_trend", "Melders vertellen wat er met een trend gebeurt")
def vertel(opdracht):
    """A line that the reporter can read on each signal, and one mail to each address."""
    trend = Trend.objects.voor_lijst().prefetch_related("samen_met").get(pk=opdracht.gegevens["trend"])
    moment = opdracht.gegevens["moment"]
    tekst = trend.resultaat if moment == "resultaat" else trend.uitleg

    def store():
        written = set()
        for signaal in trend.signalen.telt_mee().select_related("melder").order_by("pk"):
            schrijf(signaal, "trend", tekst=verhaal(trend, tekst, moment), is_openbaar=True)
            if signaal.adres.lower() in written:
                continue
            signaal.mail_melder(
                ONDERWERP[moment],
                "post/trend_besluit.txt",
                f"trend:{opdracht.pk}:{signaal.pk}",
                aantal=trend.aantal,
                gebieden=[str(trend.gebied), *trend.buren],
                besluit=tekst,
                is_resultaat=moment == "resultaat",
            )
            written.add(signaal.adres.lower())

    return store


ONDERWERP = {
    "besluit": gettext_lazy("Wat wij doen met uw signaal en dat van anderen"),
    "resultaat": gettext_lazy("Wat er is gebeurd met uw signaal en dat van anderen"),
}


def verhaal(trend, tekst, moment):
    """What stands on the page of every reporter."""
    if moment == "resultaat":
        return tekst
    return f"Er kwamen {trend.aantal} signalen binnen over {trend.onderwerp} in {trend.plek}. {tekst}"
