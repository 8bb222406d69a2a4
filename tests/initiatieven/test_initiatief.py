"""The rules of an initiative: states, terms, contacts, links."""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebiedswerk.opdrachten import voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from initiatieven.initiatief.statussen import TABEL
from initiatieven.models import Initiatief
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import breng_naar, maak_initiatief

pytestmark = pytest.mark.django_db
PAREN = [paar for paar in product(TABEL.namen, repeat=2) if paar[0] != paar[1]]
TOEGESTAAN = {
    ("idee", "verkenning"),
    ("idee", "afgewezen"),
    ("verkenning", "getoetst"),
    ("verkenning", "afgewezen"),
    ("verkenning", "gestopt"),
    ("getoetst", "in_uitvoering"),
    ("getoetst", "gestopt"),
    ("in_uitvoering", "afgerond"),
    ("in_uitvoering", "gestopt"),
    ("afgerond", "nazorg_gedaan"),
    ("gestopt", "verkenning"),
}


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def initiatief(g):
    return maak_initiatief(g.dorp, g.medewerker)


@pytest.mark.parametrize(("van", "naar"), PAREN, ids=lambda s: s)
def test_alle_paren_van_statussen(g, initiatief, van, naar):
    breng_naar(initiatief, van, g.medewerker)
    velden = {"reden": "Daarom"}
    if (van, naar) in TOEGESTAAN:
        initiatief.ga_naar(naar, door=g.medewerker, **velden)
    else:
        with pytest.raises(OvergangNietToegestaan):
            initiatief.ga_naar(naar, door=g.medewerker, **velden)
    stored = Initiatief.objects.get(pk=initiatief.pk)
    assert stored.status == (naar if (van, naar) in TOEGESTAAN else van)


@pytest.mark.parametrize("wie", ["elders", "vakambtenaar", "wethouder", "raadslid", "buitenstaander", "platformlid"])
def test_alleen_wie_hier_behandelt_zet_een_stap(g, initiatief, wie):
    with pytest.raises(GeenRecht):
        initiatief.ga_naar("verkenning", door=getattr(g, wie))
    assert Initiatief.objects.get().status == "idee"


@pytest.mark.parametrize("naar", ["afgewezen", "gestopt"])
def test_een_nee_noemt_zijn_reden(g, initiatief, naar):
    breng_naar(initiatief, "verkenning", g.medewerker)
    with pytest.raises(ValidationError) as fout:
        initiatief.ga_naar(naar, door=g.medewerker)
    assert set(fout.value.message_dict) == {"reden"}
    initiatief.ga_naar(naar, door=g.medewerker, reden="Het terrein is al verkocht")
    assert initiatief.tijdlijn.first().tekst == "Het terrein is al verkocht"


def test_een_antwoord_is_er_binnen_tien_werkdagen(g):
    op = datetime(2026, 12, 18, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))
    initiatief = maak_initiatief(g.dorp, g.medewerker, op=op)
    assert initiatief.uiterlijk == date(2027, 1, 5)  # Christmas and New Year lie between
    assert initiatief.gebied_ids() == {g.dorp.pk}
    assert [r.soort for r in initiatief.tijdlijn] == ["vastgelegd"]


def test_de_datum_van_de_volgende_stap_volgt_uit_de_status(g, initiatief):
    antwoord = initiatief.uiterlijk
    vandaag = timezone.localdate()
    verwacht = {
        "verkenning": antwoord,
        "getoetst": None,
        "in_uitvoering": None,
        "afgerond": vandaag + timedelta(days=30),
        "nazorg_gedaan": None,
    }
    for status, dag in verwacht.items():
        initiatief.ga_naar(status, door=g.medewerker)
        assert (status, Initiatief.objects.get().uiterlijk) == (status, dag)


def test_weer_oppakken_geeft_een_nieuwe_termijn(g, initiatief):
    breng_naar(initiatief, "gestopt", g.medewerker)
    assert Initiatief.objects.get().uiterlijk is None
    initiatief.ga_naar("verkenning", door=g.medewerker)
    assert Initiatief.objects.get().uiterlijk > timezone.localdate()


def test_een_contact_staat_in_het_verloop_op_zijn_eigen_moment(g, initiatief):
    nu = timezone.now()
    initiatief.leg_contact_vast(soort="telefoon", notitie="Ina gebeld", door=g.medewerker, op=nu - timedelta(days=3))
    initiatief.ga_naar("verkenning", door=g.medewerker)
    initiatief.leg_contact_vast(soort="bezoek", notitie="Samen gekeken", door=g.sociaal, uren="1.5")
    assert [r.tekst for r in initiatief.verloop()] == ["Samen gekeken", "", "", "Ina gebeld"]
    assert initiatief.uren == 1.5


def test_de_notitie_zelf_staat_niet_in_de_tijdlijn_die_nooit_meer_weg_kan(g, initiatief):
    initiatief.leg_contact_vast(soort="telefoon", notitie="Ina is ziek geweest", door=g.medewerker)
    assert [(r.soort, r.tekst) for r in initiatief.tijdlijn] == [("contact", "Telefoon"), ("vastgelegd", "")]


def test_koppelen_staat_aan_beide_kanten_en_een_keer(g, initiatief):
    signaal = Signaal.objects.neem_aan(tekst="Er is geen groen", thema="groen", gebied=g.dorp)
    for _ in range(2):
        initiatief.koppel_signaal(signaal, door=g.medewerker)
    assert list(initiatief.signalen.all()) == [signaal]
    for ding in (initiatief, signaal):
        assert [r.soort for r in ding.tijdlijn].count("gekoppeld") == 1
    for _ in range(2):
        initiatief.ontkoppel_signaal(signaal, door=g.medewerker)
    assert list(signaal.initiatieven.all()) == []
    assert [r.soort for r in signaal.tijdlijn].count("ontkoppeld") == 1


def herinner(dag):
    opdracht, _ = zet_klaar("initiatief_herinneringen", f"initiatief_herinneringen:{dag}", dag=dag.isoformat())
    assert voer_uit(opdracht.pk)


def test_de_contactpersoon_wordt_een_keer_per_stap_herinnerd(g, initiatief):
    uiterlijk = initiatief.uiterlijk
    for afstand in (-8, -7, -6, 0, 1, 7, 8):
        herinner(uiterlijk + timedelta(days=afstand))
    assert Bericht.objects.over(initiatief).count() == 3
    assert {b.aan for b in Bericht.objects.over(initiatief)} == {g.medewerker.email}


def test_nazorg_herinnert_vanzelf_en_een_afgesloten_initiatief_nooit(g, initiatief):
    breng_naar(initiatief, "afgerond", g.medewerker)
    herinner(timezone.localdate() + timedelta(days=30))
    assert "nazorg" in Bericht.objects.over(initiatief).get().onderwerp
    initiatief.ga_naar("nazorg_gedaan", door=g.medewerker)
    herinner(timezone.localdate() + timedelta(days=60))
    assert Bericht.objects.over(initiatief).count() == 1


@pytest.mark.parametrize(
    ("contact", "krijgt_mail"), [("ina@voorbeeld.test", True), ("06 12345678", False), ("", False)]
)
def test_de_initiatiefnemer_leest_het_antwoord_en_de_reden(g, contact, krijgt_mail):
    initiatief = maak_initiatief(g.dorp, g.medewerker, initiatiefnemer_contact=contact)
    initiatief.ga_naar("afgewezen", door=g.medewerker, reden="Het terrein is al verkocht & bebouwd")
    teksten = [b.tekst for b in Bericht.objects.over(initiatief)]
    assert len(teksten) == krijgt_mail
    assert all("Het terrein is al verkocht & bebouwd" in tekst for tekst in teksten)


def test_over_termijn_telt_alleen_wat_open_is(g, initiatief):
    later = initiatief.uiterlijk + timedelta(days=1)
    assert list(Initiatief.objects.over_termijn(initiatief.uiterlijk)) == []
    assert list(Initiatief.objects.over_termijn(later)) == [initiatief]
    initiatief.ga_naar("afgewezen", door=g.medewerker, reden="x")
    assert list(Initiatief.objects.over_termijn(later)) == []
