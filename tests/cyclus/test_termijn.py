"""On-time percentages count what is open and overdue, and nothing that waits for the reporter."""

from datetime import date, timedelta

import pytest

from cyclus.analyse.binnengekomen import tel_signalen
from cyclus.analyse.termijn import Optijd, tel
from signalen.advies.naleving import tel_tussen
from signalen.models import Advies, Signaal
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import maak_advies

from .factories import maak_signaal

DAG = date(2025, 12, 31)
VROEG = date(2025, 3, 3)


@pytest.fixture
def g(db):
    return maak_gemeente()


def test_open_en_te_laat_telt_als_niet_op_tijd(g):
    for _ in range(4):
        maak_signaal(g.dorp, VROEG, beantwoord=3)
    assert tel_signalen(g.noord, DAG).op_tijd is None
    late = maak_signaal(g.dorp, VROEG)
    assert tel_signalen(g.noord, DAG).op_tijd == 80.0
    # The question to the reporter stops the clock: the late one is not held against us any more.
    late.wachtvragen.create(vraag="Welke boom?", van=VROEG + timedelta(days=1), door=g.medewerker)
    maak_signaal(g.dorp, VROEG, beantwoord=3)
    assert tel_signalen(g.noord, DAG).op_tijd == 100.0


def test_heropend_krijgt_een_nieuwe_termijn(g):
    for _ in range(5):
        maak_signaal(g.dorp, VROEG, beantwoord=3)
    heropend = maak_signaal(g.dorp, VROEG)
    Signaal.objects.filter(pk=heropend.pk).update(status="heropend", termijn_vanaf=DAG - timedelta(days=2))
    assert tel_signalen(g.noord, DAG).op_tijd == 100.0
    Signaal.objects.filter(pk=heropend.pk).update(termijn_vanaf=VROEG)
    assert tel_signalen(g.noord, DAG).op_tijd == 83.3


def test_wat_op_spam_lijkt_telt_niet_mee(g):
    for _ in range(5):
        maak_signaal(g.dorp, VROEG, beantwoord=3)
    maak_signaal(g.dorp, VROEG)
    Signaal.objects.filter(beantwoord_op=None).update(is_verdacht=True)
    signalen = tel_signalen(g.noord, DAG)
    assert (signalen.totaal, signalen.op_tijd) == (5, 100.0)


def test_onder_de_vijf_is_er_geen_percentage():
    assert tel([True, True, False, True, None, None]) == Optijd(4, 3)
    assert Optijd(4, 3).procent is None
    assert Optijd(5, 4).procent == 80.0


def test_een_advies_dat_te_laat_is_telt_als_niet_op_tijd(g):
    for nummer, beantwoord in enumerate((date(2025, 4, 1), None)):
        advies = maak_advies(g.platform, g.medewerker, f"Advies {nummer}", soort="gevraagd")
        Advies.objects.filter(pk=advies.pk).update(
            status="beantwoord" if beantwoord else "uitgebracht",
            besluit="overgenomen" if beantwoord else "",
            gevraagd_datum=date(2025, 2, 1),
            advies_uiterlijk=date(2025, 3, 15),
            advies_datum=date(2025, 3, 1),
            reactie_uiterlijk=date(2025, 5, 1),
            reactie_datum=beantwoord,
        )
    naleving = tel_tussen(Advies.objects.all(), date(2025, 1, 1), DAG)
    assert (naleving.op_tijd_beantwoord, naleving.te_beantwoorden, naleving.procent_op_tijd) == (1, 2, 50)
    # What waits for the platform is not held against the municipality.
    Advies.objects.filter(reactie_datum=None).update(advies_datum=None, status="gevraagd")
    assert tel_tussen(Advies.objects.all(), date(2025, 1, 1), DAG).procent_op_tijd == 100
