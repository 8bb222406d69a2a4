"""What happens to signals by the calendar: once, however often it is asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from signalen.models import Inzending, Overdracht, Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import breng_naar, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def draai(soort, dag=None):
    dag = dag or timezone.localdate()
    opdracht, _is_new = zet_klaar(soort, f"{soort}:{dag}:{Opdracht.objects.count()}", dag=dag.isoformat())
    assert voer_uit(opdracht.pk), Opdracht.objects.get(pk=opdracht.pk).melding


def test_herinneringen_een_keer_per_stap(g):
    signaal = maak_signaal(g.dorp)
    breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    Bericht.objects.all().delete()
    for dagen, aantal in [(-8, 0), (-7, 1), (-6, 1), (0, 2), (1, 2), (7, 3), (30, 3)]:
        for _beat in range(2):
            draai("signaal_herinneringen", signaal.uiterlijk + timedelta(days=dagen))
        assert Bericht.objects.filter(aan=g.medewerker.email).count() == aantal, dagen


def test_ook_wie_een_aanbod_laat_liggen_wordt_herinnerd(g):
    overdracht = Overdracht.objects.bied_aan(maak_signaal(g.dorp), aan=g.sociaal, context="x", door=g.medewerker)
    Bericht.objects.all().delete()
    draai("signaal_herinneringen", overdracht.uiterlijk)
    assert Bericht.objects.filter(aan=g.sociaal.email).count() == 1


def test_signaal_van_wie_weg_is_krijgt_een_nieuwe_eigenaar(g):
    signaal = maak_signaal(g.dorp)
    overdracht = Overdracht.objects.bied_aan(signaal, aan=g.elders, context="x", door=g.medewerker)
    draai("signaal_eigenaars")
    assert Signaal.objects.get().eigenaar == g.medewerker
    g.medewerker.gebiedsrollen.get().beeindig(timezone.localdate() - timedelta(days=0))
    draai("signaal_eigenaars")
    assert Signaal.objects.get().eigenaar == g.medewerker  # the last day is still a day
    g.medewerker.gebiedsrollen.update(van="2020-01-01", tot=timezone.localdate() - timedelta(days=1))
    draai("signaal_eigenaars")
    assert Signaal.objects.get().eigenaar == g.sociaal
    assert Overdracht.objects.get(pk=overdracht.pk).status == "ingetrokken"
    assert signaal.tijdlijn.filter(soort="nieuwe_eigenaar").count() == 1


def test_oude_sporen_verdwijnen(g):
    for dagen in (1, 29, 31):
        Inzending.objects.create(
            afzender_hash="x", sleutel=f"s{dagen}", op=timezone.now() - timedelta(days=dagen), signaal=None
        )
    draai("signaal_opruimen")
    assert set(Inzending.objects.values_list("sleutel", flat=True)) == {"s1", "s29"}
