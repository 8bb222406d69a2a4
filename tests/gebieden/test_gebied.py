"""The areas for everybody: the list, finding one by name, boundaries for the map, and the tree itself."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gebieden.gebied.zoeken import eenvoudig
from gebieden.models import Gebied
from gebiedswerk.profiel import lees_profiel, stel_in

from .factories import maak_gebied, maak_gemeente, vierkant

LIJST = reverse("gebieden:lijst")
ZOEK = reverse("gebieden:zoek")
GRENZEN = reverse("gebieden:grenzen")


@pytest.fixture
def g(db):
    return maak_gemeente()


def namen(antwoord):
    return [gebied.naam for gebied in antwoord.context["gevonden"]]


def test_de_lijst_toont_gebieden_met_hun_kernen(client, g):
    tekst = client.get(LIJST).text
    for naam in ("Noord", "Dorp", "Buurtschap", "Zuid", "Stad"):
        assert f">{naam}</a>" in tekst
    assert tekst.index(">Noord<") < tekst.index(">Buurtschap<") < tekst.index(">Dorp<") < tekst.index(">Zuid<")


def test_een_gestopt_gebied_staat_niet_in_de_lijst(client, g):
    Gebied.objects.filter(pk=g.dorp.pk).update(is_actief=False)
    assert ">Dorp</a>" not in client.get(LIJST).text


def test_zonder_gebieden_staat_er_wat_er_moet_gebeuren(client, db):
    stel_in(lees_profiel("neutraal"))
    for url in (LIJST, "/"):
        assert "Er zijn nog geen gebieden" in client.get(url).text


@pytest.mark.parametrize("vraag", ["dorp", "DORP", " Dorp ", "dörp"])
def test_een_treffer_gaat_meteen_door(client, g, vraag):
    antwoord = client.get(ZOEK, {"q": vraag})
    assert antwoord.status_code == 302 and antwoord.url == g.dorp.get_absolute_url()


def test_het_begin_van_de_naam_is_genoeg(client, g):
    maak_gebied("Dorpswaard", "kern", g.zuid)
    assert namen(client.get(ZOEK, {"q": "dor"})) == ["Dorp", "Dorpswaard"]
    assert client.get(ZOEK, {"q": "dorpsw"}).status_code == 302


def test_een_kern_en_zijn_buurt_met_dezelfde_naam_zijn_een_treffer(client, g):
    Gebied(naam="Dorp", niveau="buurt", code="BU1", slug="dorp-bu1").hang_onder(g.dorp)
    assert client.get(ZOEK, {"q": "dorp"}).url == g.dorp.get_absolute_url()
    assert client.get(ZOEK, {"q": "do"}).url == g.dorp.get_absolute_url()


def test_wat_er_niet_is_wordt_netjes_gezegd(client, g):
    tekst = client.get(ZOEK, {"q": "<b>Atlantis"}).text
    assert "Wij vinden geen gebied bij ‘&lt;b&gt;Atlantis’" in tekst
    assert 'value="&lt;b&gt;Atlantis"' in tekst


@pytest.mark.parametrize("vraag", ["", "   ", "!!!", "\x00", "x" * 5000])
def test_een_vreemde_vraag_geeft_gewoon_een_pagina(client, g, vraag):
    assert client.get(ZOEK, {"q": vraag}).status_code == 200


@given(st.text())
def test_vereenvoudigen_is_af_na_een_keer(tekst):
    assert eenvoudig(eenvoudig(tekst)) == eenvoudig(tekst)


def test_de_grenzen_zijn_geojson_van_het_niveau_dat_mensen_kennen(client, g):
    antwoord = client.get(GRENZEN)
    assert antwoord.headers["Content-Type"] == "application/geo+json"
    features = antwoord.json()["features"]
    assert {f["properties"]["naam"] for f in features} == {"Dorp", "Buurtschap", "Stad"}
    dorp = next(f for f in features if f["properties"]["naam"] == "Dorp")
    assert dorp["geometry"] == vierkant(0)
    assert dorp["properties"] == {"naam": "Dorp", "url": "/gebieden/dorp/", "tekst": "Kern in Noord"}


def test_de_grenzen_van_een_gebied_zijn_die_van_zijn_delen(client, g):
    def op_kaart(**vraag):
        return {f["properties"]["naam"] for f in client.get(GRENZEN, vraag).json()["features"]}

    assert op_kaart(gebied="noord") == {"Dorp", "Buurtschap"}
    maak_gebied("Hoek", "buurt", g.dorp, code="BU00010000", grens=vierkant(0))
    assert op_kaart(gebied="dorp") == {"Dorp"}
    assert op_kaart(niveau="buurt") == {"Hoek"}
    assert op_kaart(niveau="gebied") == set()
    assert client.get(GRENZEN, {"gebied": "nergens"}).status_code == 404


def test_de_grenzen_worden_onthouden_tot_er_iets_verandert(client, g):
    eerste = client.get(GRENZEN)
    assert "max-age=300" in eerste.headers["Cache-Control"]
    again = client.get(GRENZEN, headers={"If-None-Match": eerste.headers["ETag"]})
    assert again.status_code == 304
    g.dorp.naam = "Dorpje"
    g.dorp.save()
    assert client.get(GRENZEN, headers={"If-None-Match": eerste.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(("url", "vraag"), [(LIJST, {}), (ZOEK, {"q": "d"}), (GRENZEN, {})])
def test_het_aantal_vragen_hangt_niet_van_de_gebieden_af(client, g, url, vraag, django_assert_max_num_queries):
    maak_gebied("Dorpswaard", "kern", g.zuid, grens=vierkant(3))
    client.get(url, vraag)
    with django_assert_max_num_queries(6) as first:
        client.get(url, vraag)
    for n in range(3):
        maak_gebied(f"Dorp {n}", "kern", maak_gebied(f"West {n}", "gebied", g.gemeente), grens=vierkant(n, 1))
    with django_assert_max_num_queries(6) as more:
        client.get(url, vraag)
    assert len(more.captured_queries) == len(first.captured_queries)


def test_een_gebied_neemt_alles_wat_erin_ligt_mee(g):
    hoek = maak_gebied("Hoek", "buurt", g.dorp)
    g.dorp.hang_onder(g.zuid)
    hoek.refresh_from_db()
    assert hoek.pad == f"/{g.gemeente.pk}/{g.zuid.pk}/{g.dorp.pk}/{hoek.pk}/"
    assert set(Gebied.objects.binnen(g.zuid)) == {g.zuid, g.stad, g.dorp, hoek}
    assert [gebied.naam for gebied in Gebied.objects.boven(hoek)] == ["Gemeente", "Zuid", "Dorp", "Hoek"]
    assert hoek.voorouder_op("gebied") == g.zuid


def test_een_gebied_kan_niet_in_zichzelf_liggen(g):
    g.noord.ouder = g.dorp
    with pytest.raises(ValidationError, match="niet in zichzelf"):
        g.noord.full_clean()


def test_het_kaartniveau_is_het_kleinste_dat_mensen_bij_naam_kennen(g):
    maak_gebied("Hoek", "buurt", g.dorp, code="BU00010000")
    assert Gebied.objects.kaartniveau() == "kern"
    Gebied.objects.filter(niveau="kern").update(is_actief=False)
    assert Gebied.objects.kaartniveau() == "gebied"
    Gebied.objects.filter(niveau="gebied").update(is_actief=False)
    assert Gebied.objects.kaartniveau() == "buurt"
