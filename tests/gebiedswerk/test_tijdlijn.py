import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.utils import timezone

from gebieden.models import Afdeling
from gebiedswerk.tijdlijn import VERGETEN, Gebeurtenis, schrijf, vergeet
from tests.gebieden.factories import maak_persoon

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


def test_vergeten_haalt_alleen_de_tekst_weg(regel):
    before = Gebeurtenis.objects.values().get()
    assert (vergeet(Gebeurtenis.objects.all()), vergeet(Gebeurtenis.objects.all())) == (1, 0)
    assert Gebeurtenis.objects.values().get() == before | {"tekst": VERGETEN}


@pytest.mark.parametrize("veld", [f.name for f in Gebeurtenis._meta.concrete_fields if f.name != "tekst"])
def test_met_vergeten_verandert_niets_anders(regel, veld):
    other = {
        **dict.fromkeys(("wie_naam", "soort", "van", "naar"), "anders"),
        **dict.fromkeys(("id", "object_id"), 999),
        "content_type": ContentType.objects.get_for_model(Gebeurtenis),
        "door": maak_persoon("Iemand Anders"),
        "op": timezone.now(),
        "is_openbaar": True,
    }
    with pytest.raises(DatabaseError, match="alleen aangevuld"), transaction.atomic():
        Gebeurtenis.objects.update(tekst=VERGETEN, **{veld: other[veld]})
    assert Gebeurtenis.objects.get().tekst == "gezegd is gezegd"


@pytest.mark.parametrize("tekst", ["anders", "", f"{VERGETEN} ", f"Jan {VERGETEN}"])
def test_een_andere_tekst_komt_er_niet(regel, tekst):
    with pytest.raises(DatabaseError, match="alleen aangevuld"), transaction.atomic():
        Gebeurtenis.objects.update(tekst=tekst)


def test_een_tijdlijn_is_van_een_ding(regel):
    ander = Afdeling.objects.create(naam="Wonen")
    schrijf(ander, "notitie", tekst="hier")
    assert [g.tekst for g in Gebeurtenis.objects.van(ander)] == ["hier"]
    assert [g.wie_naam for g in Gebeurtenis.objects.van(regel.ding)] == ["een inwoner"]
