"""What happens to signals by the calendar."""

from datetime import date, timedelta

from django.utils import timezone

from gebiedswerk.opdrachten import elke_dag
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import herinner
from signalen.foto.models import ruim_wachtkamer_op
from signalen.inzending.models import Inzending
from signalen.overdracht.models import Overdracht
from signalen.regel.toewijzen import wijs_toe

from .eigenaar import GeenEigenaar
from .models import Signaal


def _rond(dag):
    """The dates for which a reminder can be due on ``dag``; older ones have had their last."""
    steps = huidig().cyclus["herinnering_dagen"]
    return dag - timedelta(days=max(steps) + 31), dag - timedelta(days=min(steps))


@elke_dag("signaal_herinneringen", "Herinneren aan signalen en overdrachten")
def herinneringen(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    signalen = list(Signaal.objects.open().filter(uiterlijk__range=_rond(dag), wacht_sinds=None).voor_lijst())
    overdrachten = list(Overdracht.objects.open().filter(uiterlijk__range=_rond(dag)).select_related("aan", "signaal"))

    def store():
        for s in signalen:
            herinner(s, aan=s.eigenaar, uiterlijk=s.uiterlijk, vandaag=dag, titel=str(s), url=s.get_absolute_url())
        for o in overdrachten:
            titel = f"Overnemen: {o.signaal}"
            herinner(o, aan=o.aan, uiterlijk=o.uiterlijk, vandaag=dag, titel=titel, url=o.get_absolute_url())

    return store


@elke_dag("signaal_eigenaars", "Signalen van vertrokken collega’s toewijzen")
def eigenaars(opdracht):
    """No signal stays with somebody whose role has ended."""
    verweesd = list(Signaal.objects.verweesd().voor_dossier())

    def store():
        for signaal in verweesd:
            try:
                eigenaar = wijs_toe(signaal.trekkend_gebied, signaal.thema, signaal.platform).eigenaar
            except GeenEigenaar:
                return
            if eigenaar != signaal.eigenaar:
                signaal.wijs_toe(eigenaar)

    return store


@elke_dag("signaal_opruimen", "Oude sporen van het formulier opruimen")
def opruimen(opdracht):
    def store():
        Inzending.objects.verlopen().delete()
        ruim_wachtkamer_op(timezone.now() - timedelta(days=1))

    return store
