"""Advice, and what reporters thought, in the monitor, the overview for the raad and the analysis."""

import hashlib
import json
from dataclasses import MISSING, fields
from datetime import date

import pytest
from django.urls import reverse

from cyclus.analyse.binnengekomen import tel_adviezen
from cyclus.analyse.inhoud import stel_op as stel_analyse_op
from cyclus.analyse.vorm import als_json, stand, uit_json
from cyclus.models import Gebiedsmonitor
from cyclus.monitor.inhoud import stel_op
from cyclus.monitor.vorm import MonitorInhoud
from cyclus.raad.bestand import OVERZICHT, overzichtsrijen
from cyclus.raad.overzicht import stel_op as stel_raad_op
from signalen.models import Advies
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import maak_advies

from .factories import maak_agenda, maak_maatregel, maak_monitor, maak_plan

pytestmark = pytest.mark.django_db
JAAR = 2025


@pytest.fixture
def g():
    g = maak_gemeente()
    g.advies = maak_advies(g.platform, g.medewerker, "Een pad langs de dijk", soort="gevraagd")
    zet(g.advies, status="beantwoord", besluit="deels", argument="Te weinig geld.", reactie_datum=date(JAAR, 5, 2))
    return g


def zet(advies, **velden):
    dagen = {"gevraagd_datum": date(JAAR, 2, 1), "advies_uiterlijk": date(JAAR, 4, 1), "is_tijdig_gevraagd": True}
    dagen |= {"advies_datum": date(JAAR, 3, 1), "reactie_uiterlijk": date(JAAR, 5, 1)}
    Advies.objects.filter(pk=advies.pk).update(**(dagen | velden))


def monitor_van(g, status="concept"):
    plan = maak_plan(maak_agenda(g.noord, van_jaar=2022), JAAR)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling)
    return maak_monitor(plan, g.medewerker, status=status)


def test_de_monitor_telt_het_advies_van_zijn_gebied_en_jaar(g):
    inhoud = stel_op(monitor_van(g))
    n = inhoud.adviezen.naleving
    assert (n.gevraagd, n.deels, n.beantwoord, n.op_tijd_beantwoord) == (1, 1, 1, 0)
    assert [(r.onderwerp, r.uitkomst, r.argument) for r in inhoud.adviezen.regels] == [
        ("Een pad langs de dijk", "Deels overgenomen", "Te weinig geld.")
    ]
    assert not inhoud.tevredenheid.is_genoeg
    assert uit_json(als_json(inhoud), MonitorInhoud) == inhoud
    assert tel_adviezen(g.zuid, date(JAAR, 1, 1), date(JAAR, 12, 31)).regels == ()
    eerder = tel_adviezen(g.noord, date(JAAR, 1, 1), date(JAAR, 4, 30))
    assert [(r.uitkomst, r.argument) for r in eerder.regels] == [("Wacht op reactie", "")]


def test_een_oude_monitor_zonder_adviezen_is_nog_te_lezen(g, client):
    monitor = monitor_van(g, "vastgesteld")
    monitor.refresh_from_db()
    oud = {naam: deel for naam, deel in monitor.inhoud.items() if naam not in ("adviezen", "tevredenheid")}
    pagina = reverse("cyclus:gebiedsmonitor_openbaar", args=[monitor.pk])
    assert "Te weinig geld." in client.get(pagina).content.decode()
    Gebiedsmonitor.objects.filter(pk=monitor.pk).update(inhoud=oud)
    assert "Te weinig geld." not in client.get(pagina).content.decode()
    assert "niet geteld" in client.get(reverse("cyclus:monitor")).content.decode()
    assert next(overzichtsrijen(stel_raad_op(JAAR)))[-1] is None


def test_de_raad_leest_per_gebied_wat_ermee_is_gedaan_en_waarom(g, client):
    monitor_van(g, "vastgesteld")
    pagina = client.get(reverse("cyclus:monitor")).content.decode()
    assert "Een pad langs de dijk" in pagina and "Deels overgenomen: Te weinig geld." in pagina
    rij = dict(zip(OVERZICHT, next(overzichtsrijen(stel_raad_op(JAAR))), strict=True))
    assert (rij["Advies gevraagd"], rij["Advies deels overgenomen"], rij["Advies op tijd beantwoord"]) == (1, 1, 0)


def test_de_analyse_zegt_wat_is_gevraagd_en_een_oude_houdt_haar_naam(g):
    inhoud = stel_analyse_op(g.noord, JAAR, date(JAAR, 12, 31))
    assert [r.onderwerp for r in inhoud.adviezen.regels] == ["Een pad langs de dijk"]
    assert uit_json(als_json(inhoud)) == inhoud
    later = {veld.name for veld in fields(inhoud) if veld.default is not MISSING}
    oud = {naam: deel for naam, deel in als_json(inhoud).items() if naam not in later}
    gelezen = uit_json(oud)
    # The name of what was stored before there was a register: its PDF need not be made again.
    naam_van_toen = hashlib.sha256(json.dumps(oud, sort_keys=True).encode()).hexdigest()[:32]
    assert gelezen.adviezen is None and stand(gelezen) == naam_van_toen != stand(inhoud)
