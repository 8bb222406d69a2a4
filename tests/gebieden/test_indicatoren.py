"""The catalogue: what comes with the software is fixed but for its threshold; what is our own, we make and fill."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gebieden.cijfers.catalogus import laad_catalogus
from gebieden.cijfers.forms import IndicatorForm, vrije_code
from gebieden.cijfers.getallen import jaren_in_woorden
from gebieden.models import Cijfer, Indicator

from .factories import maak_gemeente

LIJST = reverse("gebieden:indicatoren")
NIEUW = reverse("gebieden:indicator_nieuw")


@pytest.fixture
def g(db):
    return maak_gemeente()


@pytest.fixture
def beheer(client, g):
    client.force_login(g.beheerder)
    return client


@pytest.fixture
def inwoners(g):
    laad_catalogus()
    return Indicator.objects.get(code="inwoners")


@pytest.fixture
def eigen(g):
    return Indicator.objects.create(
        code="eigen-thuis", naam="Voelt zich thuis", soort="percentage", eenheid="%", rubriek="beleving", is_eigen=True
    )


def url(indicator, naam="indicator"):
    return reverse(f"gebieden:{naam}", args=[indicator.pk])


def velden(**anders):
    return {
        "naam": "Voelt zich veilig",
        "rubriek": "veiligheid",
        "soort": "percentage",
        "decimalen": "1",
        "richting": "1",
        "drempel": "5",
    } | anders


def stand(client, indicator):
    return client.get(url(indicator)).context["form"].initial["stand"]


@pytest.mark.parametrize("wie", ["medewerker", "elders", "regie", "wethouder", "raadslid", "platformlid"])
def test_alleen_wie_beheert_komt_hier(client, g, eigen, wie):
    client.force_login(getattr(g, wie))
    for adres in (LIJST, NIEUW, url(eigen), url(eigen, "indicator_sjabloon")):
        antwoord = client.get(adres)
        assert antwoord.status_code == 403 and b"thuis" not in antwoord.content
    assert client.post(NIEUW, velden()).status_code == client.post(url(eigen), velden()).status_code == 403
    assert Indicator.objects.count() == 1


def test_wie_niet_is_aangemeld_moet_zich_aanmelden(client, g, eigen):
    for adres in (LIJST, NIEUW, url(eigen), url(eigen, "indicator_sjabloon")):
        assert client.get(adres).status_code == 302


# The list -------------------------------------------------------------------


def test_de_lijst_zegt_per_rubriek_welke_jaren_er_zijn(beheer, g, inwoners, eigen):
    for jaar in (2018, 2019, 2020, 2023):
        Cijfer.objects.create(gebied=g.dorp, indicator=inwoners, jaar=jaar, waarde=1, bron="x")
    html = beheer.get(LIJST).content.decode()
    assert "2018–2020, 2023" in html and "Beleving" in html and "eigen-thuis" in html
    rubrieken = dict(beheer.get(LIJST).context["rubrieken"])
    assert next(i for i in rubrieken["Bevolking"] if i.code == "inwoners").aantal == 4
    assert [i.aantal for i in rubrieken["Beleving"] if i == eigen] == [0]


def test_de_lijst_kost_altijd_evenveel(beheer, g, inwoners, eigen):
    def aantal():
        with CaptureQueriesContext(connection) as queries:
            assert beheer.get(LIJST).status_code == 200
        return len(queries)

    Cijfer.objects.create(gebied=g.dorp, indicator=inwoners, jaar=2020, waarde=1, bron="x")
    aantal()
    een = aantal()
    for jaar in (2021, 2022):
        Cijfer.objects.create(gebied=g.dorp, indicator=inwoners, jaar=jaar, waarde=1, bron="x")
        Indicator.objects.create(code=f"eigen-{jaar}", naam=f"Nog een {jaar}", soort="telling", is_eigen=True)
    assert aantal() == een <= 12


@pytest.mark.parametrize(
    ("jaren", "woorden"),
    [([], ""), ([2020], "2020"), ([2020, 2018, 2019], "2018–2020"), ([2013, 2015, 2016], "2013, 2015–2016")],
)
def test_jaren_in_woorden(jaren, woorden):
    assert jaren_in_woorden(jaren) == woorden


# What comes with the software ---------------------------------------------------


def test_van_een_meegeleverde_indicator_verandert_alleen_de_drempel(beheer, inwoners):
    before = {f.attname: getattr(inwoners, f.attname) for f in Indicator._meta.concrete_fields}
    html = beheer.get(url(inwoners)).content.decode()
    assert "wordt meegeleverd" in html and 'name="naam"' not in html
    gegevens = velden(naam="Mensen", code="mensen", drempel="10", stand=stand(beheer, inwoners))
    assert beheer.post(url(inwoners), gegevens).status_code == 302
    inwoners.refresh_from_db()
    after = {f.attname: getattr(inwoners, f.attname) for f in Indicator._meta.concrete_fields}
    assert after == before | {"drempel": 10}
    # And it stays when the catalogue is loaded again with the next file.
    laad_catalogus()
    inwoners.refresh_from_db()
    assert inwoners.drempel == 10


@pytest.mark.parametrize("drempel", ["-1", "veel", "", "99999"])
def test_een_drempel_die_niet_kan(beheer, inwoners, drempel):
    antwoord = beheer.post(url(inwoners), {"drempel": drempel, "stand": stand(beheer, inwoners)})
    assert antwoord.status_code == 422
    inwoners.refresh_from_db()
    assert inwoners.drempel == 0


# Our own ----------------------------------------------------------------------------


def test_een_eigen_indicator_krijgt_een_code_die_van_niemand_is(beheer, inwoners):
    antwoord = beheer.post(NIEUW, velden(zin="voelt {waarde} zich veilig", basis=inwoners.pk), follow=True)
    indicator = Indicator.objects.get(naam="Voelt zich veilig")
    assert antwoord.redirect_chain[-1][0] == url(indicator)
    assert indicator.is_eigen and indicator.code == "eigen-voelt-zich-veilig"
    assert (indicator.eenheid, indicator.basis, indicator.drempel) == ("%", inwoners, 5)


def test_namen_die_op_elkaar_lijken_krijgen_eigen_codes(g):
    lang = "Heel lange naam " * 6
    codes = set()
    for naam in ("Groen", "Groen!", "!!!", "???", lang, lang + "anders"):
        code = vrije_code(naam)
        codes.add(code)
        Indicator.objects.create(code=code, naam=naam[:120], soort="telling", is_eigen=True)
    assert len(codes) == 6 and all(len(code) <= 60 for code in codes)


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"naam": ""}, "naam"),
        ({"naam": "voelt zich THUIS"}, "naam"),
        ({"decimalen": "4"}, "decimalen"),
        ({"zin": "voelt men zich veilig"}, "zin"),
        ({"zin": "{waarde} en {waarde}"}, "zin"),
        ({"zin": "{waarde} {naam}"}, "zin"),
        ({"soort": ""}, "soort"),
        ({"rubriek": "sport"}, "rubriek"),
    ],
)
def test_wat_niet_klopt_wordt_gezegd_en_niets_is_verloren(beheer, eigen, anders, veld):
    antwoord = beheer.post(NIEUW, velden(betekenis="Uit de enquête van 2025") | anders)
    assert antwoord.status_code == 422 and list(antwoord.context["form"].errors) == [veld]
    assert "Uit de enquête van 2025" in antwoord.content.decode()
    assert Indicator.objects.count() == 1


def test_een_telling_weegt_nergens_naar(beheer, inwoners):
    antwoord = beheer.post(NIEUW, velden(soort="telling", basis=inwoners.pk))
    assert list(antwoord.context["form"].errors) == ["basis"]


def test_met_cijfers_verandert_het_soort_getal_niet_meer(beheer, g, eigen):
    Cijfer.objects.create(gebied=g.dorp, indicator=eigen, jaar=2025, waarde=60, bron="enquête")
    assert IndicatorForm(instance=eigen).fields["soort"].disabled
    beheer.post(url(eigen), velden(naam="Thuis", soort="telling", stand=stand(beheer, eigen)))
    eigen.refresh_from_db()
    assert (eigen.naam, eigen.soort) == ("Thuis", "percentage")


def test_twee_beheerders_tegelijk(beheer, eigen):
    oud = stand(beheer, eigen)
    beheer.post(url(eigen), velden(naam="Van de eerste", stand=oud))
    antwoord = beheer.post(url(eigen), velden(naam="Van de tweede", stand=oud))
    html = antwoord.content.decode()
    assert antwoord.status_code == 422 and "Iemand anders heeft deze indicator net gewijzigd" in html
    assert 'value="Van de tweede"' in html
    eigen.refresh_from_db()
    assert eigen.naam == "Van de eerste"
    opnieuw = antwoord.context["form"]["stand"].value()
    beheer.post(url(eigen), velden(naam="Van de tweede", stand=opnieuw))
    eigen.refresh_from_db()
    assert eigen.naam == "Van de tweede"


# The CSV to fill in -------------------------------------------------------------------


def sjabloon(client, indicator, **vraag):
    return b"".join(client.get(url(indicator, "indicator_sjabloon"), vraag)).decode("utf-8-sig").splitlines()


def test_het_sjabloon_heeft_de_gebieden_en_wat_er_al_is(beheer, g, eigen):
    Cijfer.objects.create(gebied=g.dorp, indicator=eigen, jaar=2025, waarde=61.5, bron="enquête")
    Cijfer.objects.create(gebied=g.stad, indicator=eigen, jaar=2024, waarde=1, bron="een ander jaar")
    assert sjabloon(beheer, eigen, jaar=2025, niveau="kern") == [
        "gebied;naam;jaar;indicator;waarde",
        "buurtschap;Buurtschap;2025;eigen-thuis;",
        "dorp;Dorp;2025;eigen-thuis;61,5",
        "stad;Stad;2025;eigen-thuis;",
    ]


@pytest.mark.parametrize("vraag", [{}, {"jaar": "x", "niveau": "kern"}, {"jaar": 2025, "niveau": "straat"}])
def test_een_sjabloon_zonder_goede_keuze(beheer, eigen, vraag):
    antwoord = beheer.get(url(eigen, "indicator_sjabloon"), vraag, follow=True)
    assert "Kies een jaar en een niveau" in antwoord.content.decode()
