import pytest
from django.db import DatabaseError, transaction

from gebieden.models import Afdeling
from gebiedswerk.tijdlijn import Gebeurtenis, schrijf

pytestmark = pytest.mark.django_db


@pytest.fixture
def regel():
    return schrijf(Afdeling.objects.create(naam="Groen"), "notitie", wie="een inwoner", tekst="gezegd is gezegd")


@pytest.mark.parametrize(
    "ingreep", [lambda r: r.update(tekst="anders"), lambda r: r.delete(), lambda r: r.update(door=None)]
)
def test_wat_er_staat_blijft_staan(regel, ingreep):
    with pytest.raises(DatabaseError, match="alleen aangevuld"), transaction.atomic():
        ingreep(Gebeurtenis.objects.all())
    assert Gebeurtenis.objects.get().tekst == "gezegd is gezegd"


def test_een_tijdlijn_is_van_een_ding(regel):
    ander = Afdeling.objects.create(naam="Wonen")
    schrijf(ander, "notitie", tekst="hier")
    assert [g.tekst for g in Gebeurtenis.objects.van(ander)] == ["hier"]
    assert [g.wie_naam for g in Gebeurtenis.objects.van(regel.ding)] == ["een inwoner"]
