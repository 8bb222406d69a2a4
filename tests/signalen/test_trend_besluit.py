"""What the Signaalteam decides on a trend: the pages, who may, and what the reporters hear."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht
from initiatieven.models import Initiatief
from signalen.models import Melder, Signaal, Trend
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import maak_signaal, maak_trend

pytestmark = pytest.mark.django_db
REEKS = [
    {"van": "2026-04-01", "aantal": 8, "verwacht": 8.4, "onder": 4, "boven": 13},
    {"van": "2026-07-01", "aantal": 26, "verwacht": 9.1, "onder": 5, "boven": 14},
]


@pytest.fixture
def g():
    g = maak_gemeente()
    g.trend = maak_trend(g.noord, "verkeer", 26, verwacht=9.1, reeks=REEKS)
    g.signalen = [maak_signaal(g.dorp, thema="verkeer", tekst=f"Te hard {n}") for n in range(3)]
    Melder.objects.update(bevestigd_op="2026-07-01T12:00Z")
    g.trend.signalen.set(g.signalen)
    return g


def besluit(g, **velden):
    alles = {"besluit": "voorziening", "uitleg": "Er komt een zebrapad.", "eigenaar": g.medewerker}
    return g.trend.neem_besluit(**(alles | {"uiterlijk": date(2026, 12, 1), "door": g.medewerker} | velden))


def voer_alles_uit(soort):
    for pk in Opdracht.objects.filter(soort=soort, status="klaargezet").values_list("pk", flat=True):
        assert voer_uit(pk)


def test_de_pagina_zegt_het_in_gewone_woorden(client, g, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    pagina = client.get(g.trend.get_absolute_url()).content.decode()
    assert "26 signalen over verkeer en parkeren in Noord; normaal zijn er 9 (tussen 5 en 14)." in pagina
    assert "Te hard 1" in pagina
    assert "<td>5 en 14</td>" in pagina
    lijst = client.get(reverse("signalen:trends")).content.decode()
    assert "Verkeer en parkeren in Noord" in lijst


def test_de_lijst_vraagt_bij_meer_trends_niet_meer(client, g, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    client.get(reverse("signalen:trends"))
    for thema in ("groen", "wonen"):
        maak_trend(g.noord, thema, besluit="opgave", status="besloten", eigenaar=g.medewerker)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("signalen:trends"), {"status": "alles"}).status_code == 200


def test_wie_niet_mag_ziet_geen_melders_en_besluit_niet(client, g):
    client.force_login(g.elders)
    assert client.get(g.trend.get_absolute_url()).status_code == 200
    assert client.get(reverse("signalen:trend_besluit", args=[g.trend.pk])).status_code == 403
    client.force_login(g.raadslid)
    assert client.get(g.trend.get_absolute_url()).status_code == 404
    besluit(g)
    pagina = client.get(g.trend.get_absolute_url()).content.decode()
    assert "Er komt een zebrapad." in pagina
    assert "Te hard" not in pagina
    assert "Melanie" not in pagina
    assert client.get(reverse("signalen:trend_punten", args=[g.trend.pk])).status_code == 403


def test_besluiten_vraagt_wie_en_wanneer_en_laat_eerst_zien_wat_de_melders_lezen(client, g):
    client.force_login(g.medewerker)
    url = reverse("signalen:trend_besluit", args=[g.trend.pk])
    data = {"besluit": "onderzoeken", "uitleg": "Wij gaan tellen.", "eigenaar": "", "uiterlijk": ""}
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "Kies wie dit doet." in answer.content.decode()
    data |= {"eigenaar": g.medewerker.pk, "uiterlijk": "2026-12-01"}
    pagina = client.post(url, data | {"voorbeeld": "1"}).content.decode()
    assert "Er kwamen 26 signalen binnen over Verkeer en parkeren in Noord. Wij gaan tellen." in pagina
    assert "Eén melder krijgt ook een mail." in pagina
    assert Trend.objects.get().status == "gevonden"
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302
    trend = Trend.objects.get()
    assert (trend.status, trend.eigenaar, trend.besluit) == ("besloten", g.medewerker, "onderzoeken")
    assert trend.tijdlijn.filter(soort="status").count() == 1


def test_niets_doen_vraagt_een_reden_en_is_meteen_klaar(g):
    with pytest.raises(ValidationError):
        besluit(g, besluit="niets", uitleg="")
    besluit(g, besluit="niets", uitleg="De weg is van de provincie.")
    trend = Trend.objects.get()
    assert (trend.status, trend.eigenaar, trend.uiterlijk) == ("afgerond", None, None)


def test_zonder_iemand_of_een_dag_is_er_geen_besluit(g):
    for mist in ({"eigenaar": None}, {"uiterlijk": None}):
        with pytest.raises(ValidationError):
            besluit(g, **mist)
    with pytest.raises(GeenRecht):
        besluit(g, door=g.elders)
    assert Trend.objects.get().status == "gevonden"


def test_elke_melder_hoort_het_besluit_en_het_resultaat_een_keer(g):
    Melder.objects.filter(signaal=g.signalen[2]).update(email="ander@inwoner.test")
    besluit(g)
    voer_alles_uit("vertel_trend")
    mails = Bericht.objects.filter(onderwerp__startswith="Wat wij doen")
    assert sorted(mails.values_list("aan", flat=True)) == ["ander@inwoner.test", "melanie@inwoner.test"]
    assert "Er komt een zebrapad." in mails[0].tekst
    for signaal in g.signalen:
        regel = signaal.tijdlijn.openbaar().get(soort="trend")
        assert regel.tekst.endswith("in Noord. Er komt een zebrapad.")
    g.trend.ga_naar("afgerond", door=g.medewerker, resultaat="Het zebrapad ligt er.")
    voer_alles_uit("vertel_trend")
    assert Bericht.objects.filter(onderwerp__startswith="Wat er is gebeurd").count() == 2
    assert {s.status for s in Signaal.objects.all()} == {"nieuw"}


def test_een_initiatief_begint_met_alle_signalen_van_de_trend(client, g):
    besluit(g, besluit="initiatief")
    client.force_login(g.medewerker)
    url = reverse("initiatieven:nieuw") + f"?trend={g.trend.pk}"
    assert "Alle signalen daarvan worden gekoppeld" in client.get(url).content.decode()
    data = {"titel": "Zebrapad", "initiatiefnemer": "De straat", "trekkend_gebied": g.noord.pk, "thema": "verkeer"}
    assert client.post(url, data).status_code == 302
    assert set(Initiatief.objects.get().signalen.all()) == set(g.signalen)
    assert g.trend.tijdlijn.first().tekst == "Initiatief: Zebrapad"


def test_een_opgave_begint_met_alle_signalen_van_de_trend(client, g):
    besluit(g, besluit="opgave")
    client.force_login(g.medewerker)
    url = reverse("cyclus:opgave_nieuw") + f"?trend={g.trend.pk}"
    data = {
        **{"titel": "Veilig oversteken", "thema": "verkeer", "trekkend_gebied": g.noord.pk, "soort": "hoofdpunt"},
        **{"herkomst": "signalen", "trekker": g.medewerker.pk},
    }
    assert client.post(url, data).status_code == 302
    assert {s.opgaven.count() for s in g.signalen} == {1}
    client.force_login(g.elders)
    assert client.get(url).status_code == 403


def test_wie_het_doet_ziet_het_in_zijn_werk_en_wordt_herinnerd(client, g):
    besluit(g)
    client.force_login(g.medewerker)
    assert "Besloten: een gezamenlijke voorziening" in client.get(reverse("werk")).content.decode()
    assert g.trend.herinner(date(2026, 12, 1))
    assert not g.trend.herinner(date(2026, 12, 1))
    assert g.trend in Trend.objects.over_termijn(date(2026, 12, 2))
    url = reverse("cyclus:escalatie_nieuw", args=["trend", g.trend.pk])
    Trend.objects.update(uiterlijk=date(2026, 1, 5))
    assert client.get(url).status_code == 200
