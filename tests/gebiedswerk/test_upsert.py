"""Writing many rows by their key does the same on both engines: new, changed, the same."""

from threading import Thread

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gebieden.models import Cijfer, Indicator
from gebiedswerk.upsert import Upsert
from tests.gebieden.factories import maak_gebied

SLEUTEL = ("gebied_id", "indicator_id", "jaar")
VELDEN = ("waarde", "bron", "is_berekend", "is_voorlopig", "is_voorbeeld")


@pytest.fixture
def cel(db):
    gebied = maak_gebied("Gemeente", "gemeente", code="GM0001")
    return gebied.pk, Indicator.objects.create(code="x", naam="X", soort="telling").pk


@transaction.atomic
def schrijf(rijen, size=50_000):
    upsert = Upsert(Cijfer, SLEUTEL, VELDEN, size)
    for rij in rijen:
        upsert.add(rij)
    upsert.flush()
    return upsert.new.total(), upsert.changed.total()


def rij(cel, jaar, waarde=1.0, bron="CBS", voorlopig=False):
    return (*cel, jaar, waarde, bron, False, voorlopig, False)


def stand():
    return {c.jaar: (c.waarde, c.bron, c.is_voorlopig) for c in Cijfer.objects.all()}


def test_nieuw_gewijzigd_en_ongewijzigd(cel):
    assert schrijf([rij(cel, jaar) for jaar in range(2000, 2010)], size=3) == (10, 0)
    assert schrijf([rij(cel, jaar) for jaar in range(2000, 2010)], size=3) == (0, 0)
    assert schrijf([rij(cel, 2001, 2.5), rij(cel, 2002, voorlopig=True), rij(cel, 2003), rij(cel, 2010)]) == (1, 2)
    assert stand()[2001] == (2.5, "CBS", False) and stand()[2002][2] is True and len(stand()) == 11


def test_niets_is_niets(cel):
    assert schrijf([]) == (0, 0)


def test_tekst_blijft_wat_hij_is(cel):
    lastig = "a\tb\\c\nd'\"é;%s"
    assert schrijf([rij(cel, 2000, bron=lastig)]) == (1, 0)
    assert stand()[2000][1] == lastig


def test_een_terugdraai_laat_niets_achter(cel):
    with transaction.atomic():
        schrijf([rij(cel, 2000)])
        transaction.set_rollback(True)
    assert not Cijfer.objects.exists()
    assert schrijf([rij(cel, 2000)]) == (1, 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.dictionaries(st.integers(2000, 2006), st.floats(-1e6, 1e6), max_size=6), max_size=4))
def test_na_elke_reeks_staat_er_wat_het_laatst_kwam(cel, leveringen):
    Cijfer.objects.all().delete()
    expected = {}
    for levering in leveringen:
        new = sum(jaar not in expected for jaar in levering)
        changed = sum(jaar in expected and expected[jaar] != waarde for jaar, waarde in levering.items())
        assert schrijf([rij(cel, jaar, waarde) for jaar, waarde in levering.items()], size=2) == (new, changed)
        expected |= levering
    assert {jaar: waarde for jaar, (waarde, *_) in stand().items()} == expected


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_breken_de_sleutel_niet():
    if connection.vendor != "postgresql":
        pytest.skip("alleen PostgreSQL laat er twee tegelijk schrijven")
    cel = maak_gebied("Gemeente", "gemeente", code="GM0001").pk, Indicator.objects.create(code="x", naam="X").pk
    rijen, fouten = [rij(cel, jaar) for jaar in range(1000, 4000)], []

    def werk():
        try:
            schrijf(rijen, size=100)
        except Exception as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draden = [Thread(target=werk) for _ in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert not fouten and Cijfer.objects.count() == 3000
