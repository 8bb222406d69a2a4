import csv
import re
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from gebieden.models import Cijfer, GeheimCijfer, Indicator, Opvolging
from gebieden.vergelijken.spreiding import Deel, spreiding, uitschieter
from tests.gebieden.factories import maak_gebied, maak_gemeente, vierkant

ADRES = "/vergelijken/"


@pytest.fixture
def g(db):
    return maak_gemeente()


def maak_indicator(code, soort="percentage", **velden):
    standaard = {"naam": code.capitalize(), "eenheid": "%" if soort == "percentage" else "", "decimalen": 1}
    return Indicator.objects.create(code=code, soort=soort, **standaard | velden)


def zet(indicator, jaar, waarden, **velden):
    for gebied, waarde in waarden.items():
        Cijfer.objects.create(gebied=gebied, indicator=indicator, jaar=jaar, waarde=waarde, **{"bron": "CBS"} | velden)


@pytest.fixture
def cijfers(g):
    """Inhabitants and a share of them, of all areas, over three years."""
    inwoners = maak_indicator("inwoners", "telling", decimalen=0, eenheid="inwoners", volgorde=1)
    bijstand = maak_indicator(
        "bijstand", basis=inwoners, richting=-1, rubriek="inkomen", volgorde=2, betekenis="Wie bijstand krijgt."
    )
    for jaar in (2022, 2023, 2024):
        zet(
            inwoners,
            jaar,
            {g.gemeente: 6000, g.noord: 2500, g.zuid: 3500, g.dorp: 1500, g.buurtschap: 1000, g.stad: 3500},
        )
        zet(
            bijstand,
            jaar,
            {g.gemeente: 4.0, g.noord: 3.8, g.zuid: 4.2, g.dorp: 2.0, g.buurtschap: 6.5, g.stad: jaar - 2019.8},
        )
    return inwoners, bijstand


def pagina(client, **vraag):
    antwoord = client.get(ADRES, vraag)
    assert antwoord.status_code == 200
    return antwoord


def rijen(antwoord):
    """``{area: [the words of every cell]}`` in the order of the page."""
    return {gebied.naam: [vak.cel.tekst for vak in vakken] for gebied, _klas, vakken in antwoord.context["rijen"]}


def meldingen(antwoord):
    return list(antwoord.context["keuze"].meldingen)


# Without a choice, and with one -------------------------------------------------------


def test_zonder_keuze_ziet_iedereen_de_kernen_met_de_gemeente_bovenaan(g, cijfers, client):
    antwoord = pagina(client)
    assert rijen(antwoord) == {
        "Gemeente": ["6.000", "4,0%"],
        "Buurtschap": ["1.000", "6,5%"],
        "Dorp": ["1.500", "2,0%"],
        "Stad": ["3.500", "4,2%"],
    }
    tekst = antwoord.text
    assert "3 kernen" in tekst
    assert "Wie bijstand krijgt." in tekst
    assert "Minder is beter" in tekst
    assert "Bron: CBS" in tekst
    assert tekst.count('class="beeld kaartbeeld') == 2
    assert tekst.count('class="beeld grafiek grafiek--lijn') == 2
    assert "style=" not in tekst


@pytest.mark.parametrize(
    "vraag, namen",
    [
        ({"niveau": "gebied"}, ["Gemeente", "Noord", "Zuid"]),
        ({"binnen": "noord"}, ["Gemeente", "Buurtschap", "Dorp"]),
        ({"binnen": "gemeente", "niveau": "gebied"}, ["Gemeente", "Noord", "Zuid"]),
        ({"gebied": ["stad", "noord"]}, ["Gemeente", "Noord", "Stad"]),
        ({"gebied": ["stad", "gemeente"], "niveau": "gebied"}, ["Gemeente", "Stad"]),
        ({"binnen": "dorp"}, ["Gemeente", "Buurtschap", "Dorp"]),
        ({"sorteer": "-inwoners"}, ["Gemeente", "Stad", "Dorp", "Buurtschap"]),
        ({"sorteer": "bijstand"}, ["Gemeente", "Dorp", "Stad", "Buurtschap"]),
        ({"sorteer": "-naam"}, ["Gemeente", "Stad", "Dorp", "Buurtschap"]),
    ],
)
def test_welke_gebieden_in_welke_volgorde(g, cijfers, client, vraag, namen):
    assert list(rijen(pagina(client, **vraag))) == namen


def test_gebied_zonder_delen_staat_naast_zijn_buren_en_is_aangewezen(g, cijfers, client):
    antwoord = pagina(client, binnen="dorp")
    assert "2 kernen rond Dorp" in antwoord.text
    assert '<option value="dorp" selected>' in antwoord.text
    assert [gebied.naam for gebied, klas, _v in antwoord.context["rijen"] if klas == "vg-nadruk"] == ["Dorp"]


def test_elk_cijfer_van_het_laatste_jaar_dat_de_meeste_gebieden_hebben(g, cijfers, client):
    inwoners, _ = cijfers
    zet(inwoners, 2025, {g.dorp: 1510})
    antwoord = pagina(client)
    assert [kolom.jaar for kolom in antwoord.context["v"].kolommen] == [2024, 2024]
    antwoord = pagina(client, jaar="2025")
    assert rijen(antwoord)["Dorp"] == ["1.510", "geen cijfer"]
    assert rijen(antwoord)["Stad"] == ["geen cijfer", "geen cijfer"]
    assert "wel over 2024" in antwoord.text
    assert "niet in de cijfers over 2025" in antwoord.text


def test_het_adres_van_een_kop_bewaart_de_keuze(g, cijfers, client):
    antwoord = pagina(client, binnen="noord", indicator=["bijstand"], jaar="2023")
    koppen = {kop.tekst: kop.url for kop in antwoord.context["koppen"]}
    assert koppen["Bijstand"] == "/vergelijken/?indicator=bijstand&binnen=noord&jaar=2023&sorteer=-bijstand"
    daarna = client.get(koppen["Bijstand"])
    assert list(rijen(daarna)) == ["Gemeente", "Buurtschap", "Dorp"]
    assert 'aria-sort="descending"' in daarna.text
    assert "sorteer=bijstand" in daarna.context["koppen"][1].url


def test_opgeheven_gebied_alleen_op_zijn_adres(g, cijfers, client):
    g.dorp.is_actief = False
    g.dorp.save()
    assert "Dorp" not in rijen(pagina(client))
    assert "Dorp" not in rijen(pagina(client, binnen="noord"))
    antwoord = pagina(client, gebied=["dorp"])
    assert rijen(antwoord)["Dorp"] == ["1.500", "2,0%"]
    assert "(opgeheven)" in antwoord.text
    assert 'value="dorp"' not in antwoord.text


def test_voorbehouden_staan_bij_de_kolom_of_bij_het_cijfer(g, cijfers, client):
    inwoners, bijstand = cijfers
    Cijfer.objects.filter(indicator=inwoners, jaar=2024).update(is_voorbeeld=True)
    Cijfer.objects.filter(indicator=bijstand, jaar=2024, gebied=g.dorp).update(is_voorlopig=True)
    antwoord = pagina(client)
    assert [kop.onder for kop in antwoord.context["koppen"]] == ["", "2024, voorbeeld", "2024"]
    merken = {gebied.naam: [vak.merken for vak in vakken] for gebied, _k, vakken in antwoord.context["rijen"]}
    assert merken["Dorp"] == [(), ("voorlopig",)]
    assert merken["Stad"] == [(), ()]


def test_leeg_systeem_zegt_dat_er_nog_niets_is(db, client):
    assert "Er is nog niets te vergelijken" in pagina(client).text


def test_gebieden_zonder_cijfers(g, client):
    assert "Er is nog niets te vergelijken" in pagina(client).text
    maak_indicator("bijstand")
    antwoord = pagina(client, indicator=["bijstand"])
    assert rijen(antwoord)["Dorp"] == ["geen cijfer"]
    assert "hierover is nog niets ingelezen" in antwoord.text


# Suppressed figures -------------------------------------------------------------------


@pytest.fixture
def afgeschermd(g):
    """Of the parts of noord one is too small, and the other would give it away; a third is secret."""
    klein = maak_indicator("meldingen", "telling", decimalen=0, drempel=10, volgorde=1)
    geheim = maak_indicator("uitkeringen", "telling", decimalen=0, volgorde=2)
    for jaar in (2023, 2024):
        zet(klein, jaar, {g.gemeente: 8118, g.noord: 4457, g.zuid: 3661, g.dorp: 7, g.buurtschap: 4450, g.stad: 3661})
        zet(geheim, jaar, {g.noord: 7203, g.buurtschap: 5091, g.stad: 61})
        GeheimCijfer.objects.create(gebied=g.dorp, indicator=geheim, jaar=jaar, bron="CBS")
    return klein, geheim


def test_afgeschermd_staat_er_in_woorden(g, afgeschermd, client):
    antwoord = pagina(client)
    assert rijen(antwoord)["Dorp"] == ["te klein om te tonen", "door de bron niet vrijgegeven"]
    assert rijen(antwoord)["Buurtschap"] == ["te klein om te tonen", "door de bron niet vrijgegeven"]
    assert rijen(antwoord)["Stad"] == ["3.661", "61"]
    assert "minder dan 10" in antwoord.text
    for legenda in ("te klein om te tonen (2)", "door de bron niet vrijgegeven (2)"):
        assert legenda in antwoord.text


@pytest.mark.parametrize("niveau", ["kern", "gebied"])
@pytest.mark.parametrize("sorteer", ["naam", "meldingen", "-meldingen"])
def test_wat_is_afgeschermd_staat_nergens_als_getal(g, afgeschermd, client, niveau, sorteer):
    vraag = {"niveau": niveau, "sorteer": sorteer}
    html = re.sub(r"<svg.*?</title>", "", pagina(client, **vraag).text)
    assert not re.search(r"4\.?450|5\.?091", html)
    assert not re.search(r">7<|\b7 Dorp|Dorp: 7\b|Dorp 7\b", html)
    bestand = tekst_van(client.get("/vergelijken/cijfers.csv", vraag))
    assert "4450" not in bestand and "5091" not in bestand and ";7;" not in bestand
    cellen = [cel for blad in werkboek(client, **vraag) for rij in blad.iter_rows(values_only=True) for cel in rij]
    assert not {7, 4450, 5091} & {cel for cel in cellen if isinstance(cel, int | float)}
    if niveau == "kern":
        assert "te klein om te tonen" in bestand and "te klein om te tonen" in cellen
    assert "8118" in bestand and 8118 in cellen


def test_afgeschermd_deel_wordt_niet_genoemd_als_laagste(g, client):
    inwoners = maak_indicator("inwoners", "telling", decimalen=0)
    i = maak_indicator("bijstand", basis=inwoners, drempel=10, richting=-1)
    zijdorp = maak_gebied("Zijdorp", "kern", g.noord)
    uitdorp = maak_gebied("Uitdorp", "kern", g.noord)
    zet(inwoners, 2024, {g.noord: 500, g.dorp: 90, g.buurtschap: 110, zijdorp: 150, uitdorp: 150})
    zet(i, 2024, {g.noord: 25, g.dorp: 1, g.buurtschap: 20, zijdorp: 30, uitdorp: 40})
    antwoord = pagina(client, niveau="gebied", indicator=["bijstand"])
    [vak] = next(vakken for gebied, _k, vakken in antwoord.context["rijen"] if gebied == g.noord)
    assert (vak.laagste, vak.hoogste) == ("laagste: Zijdorp 30,0%", "hoogste: Uitdorp 40,0%")


# The spread inside --------------------------------------------------------------------


def test_een_goed_gebied_met_een_slecht_deel(g, cijfers, client):
    antwoord = pagina(client, niveau="gebied")
    [punt] = antwoord.context["uitschieters"]
    assert (punt["gebied"], punt["deel"], punt["in_deel"]) == ("Noord", "Buurtschap", "6,5%")
    vakken = next(vakken for gebied, _k, vakken in antwoord.context["rijen"] if gebied == g.noord)
    assert (vakken[1].laagste, vakken[1].hoogste) == ("laagste: Dorp 2,0%", "hoogste: Buurtschap 6,5%")
    assert vakken[0].laagste == ""  # of a count the parts are always smaller
    assert "Achter een goed cijfer" in antwoord.text


DELEN = [Deel("a", 10, 500), Deel("b", 30, 500), Deel("klein", 90, 49)]


@pytest.mark.parametrize(
    "waarde, gemeente, richting, naam",
    [
        (18, 20, -1, "b"),
        (20, 20, -1, "b"),  # just as good
        (21, 20, -1, None),  # not a good area
        (18, 26, -1, None),  # less than a fifth worse than the municipality
        (18, 25, -1, "b"),
        (18, 16, 1, "a"),
        (18, 16, 0, None),  # nobody knows what is good
        (18, 0, -1, None),
        (None, 20, -1, None),
    ],
)
def test_wanneer_een_deel_een_uitschieter_is(waarde, gemeente, richting, naam):
    gevonden = uitschieter("g", waarde, DELEN, gemeente, richting)
    assert (gevonden.deel.naam if gevonden else None) == naam


@given(st.lists(st.builds(Deel, st.text(), st.floats(-100, 100), st.none() | st.integers(0, 500)), max_size=8))
def test_spreiding_omvat_alle_delen(delen):
    gevonden = spreiding(delen)
    if gevonden:
        assert all(gevonden.laagste.waarde <= deel.waarde <= gevonden.hoogste.waarde for deel in delen)
    else:
        assert len({deel.waarde for deel in delen}) < 2


# Time series over other borders -------------------------------------------------------


def test_reeks_loopt_door_over_een_herindeling_met_de_breuk(g, cijfers, client):
    oud = [maak_gebied(naam, "kern", g.noord) for naam in ("Oud Een", "Oud Twee")]
    for gebied, aantal in zip(oud, (600, 500), strict=True):
        gebied.is_actief = False
        gebied.save()
        Opvolging.objects.create(oud=gebied, nieuw=g.dorp, per="2022-01-01")
        zet(cijfers[0], 2021, {gebied: aantal})
    antwoord = pagina(client, gebied=["dorp"], indicator=["inwoners"])
    assert "andere grenzen vanaf 2022" in antwoord.text
    assert antwoord.context["delen"][0][2]["jaren"] == [2021, 2022, 2023, 2024]
    antwoord = pagina(client, gebied=["dorp"], indicator=["inwoners"], jaar="2021")
    assert rijen(antwoord)["Dorp"] == ["1.100"]
    assert "berekend uit gebieden met andere grenzen" in antwoord.text
    Indicator.objects.filter(code="inwoners").update(drempel=550)
    antwoord = pagina(client, gebied=["dorp"], indicator=["inwoners"], jaar="2021")
    assert rijen(antwoord)["Dorp"] == ["te klein om te tonen"]


# Addresses that anybody may have typed ------------------------------------------------


@pytest.mark.parametrize(
    "vraag, melding",
    [
        ({"indicator": ["onzin"]}, "Onbekend cijfer: ‘onzin’."),
        ({"gebied": ["onzin", "dorp"]}, "Onbekend gebied: ‘onzin’."),
        ({"binnen": "onzin"}, "Onbekend gebied: ‘onzin’."),
        ({"niveau": "onzin"}, "Onbekend niveau: ‘onzin’."),
        ({"jaar": "99999"}, "Onbekend jaar: ‘99999’."),
        ({"jaar": "-1"}, "Onbekend jaar: ‘-1’."),
        ({"jaar": "٢٠٢٤"}, "Onbekend jaar: ‘٢٠٢٤’."),
        ({"gebied": ["\0", "'; DROP TABLE"]}, "Onbekend gebied"),
        ({"indicator": [f"x{n}" for n in range(500)]}, "en nog 497"),
        ({"indicator": [f"x{n}" for n in range(10_000)]}, "te veel keuzes"),
    ],
)
def test_een_slecht_adres_geeft_de_pagina_met_een_melding(g, cijfers, client, vraag, melding):
    antwoord = pagina(client, **vraag)
    assert melding in "".join(meldingen(antwoord))
    assert "Dorp" in rijen(antwoord)
    assert client.get("/vergelijken/cijfers.csv", vraag).status_code == 200


def test_een_jaar_zonder_cijfers_is_leeg_en_geen_fout(g, cijfers, client):
    antwoord = pagina(client, jaar="9999")
    assert rijen(antwoord)["Dorp"] == ["geen cijfer", "geen cijfer"]
    assert client.get("/vergelijken/cijfers.xlsx", {"jaar": "0000"}).status_code == 200


def test_tekst_in_het_adres_wordt_nooit_html(g, cijfers, client):
    antwoord = pagina(client, gebied=["<script>alert(1)</script>"], sorteer='"><img>', niveau="<b>")
    assert "<script>alert" not in antwoord.text
    assert "&lt;script&gt;" in antwoord.text
    assert '"><img>' not in antwoord.text


def test_te_veel_cijfers_en_gebieden(g, cijfers, client):
    for n in range(12):
        zet(maak_indicator(f"i{n}"), 2024, {g.dorp: n})
    for n in range(155):
        maak_gebied(f"Buurt {n}", "buurt", g.stad)
    antwoord = pagina(client, indicator=[f"i{n}" for n in range(12)], niveau="buurt")
    assert len(antwoord.context["v"].kolommen) == 10
    assert len(antwoord.context["rijen"]) == 151
    assert meldingen(antwoord) == [
        "U ziet de eerste 150 van 155 gebieden. Kies minder gebieden om de rest te zien.",
        "U koos 12 cijfers. U ziet de eerste 10.",
    ]


# Files --------------------------------------------------------------------------------


def tekst_van(antwoord):
    assert antwoord.status_code == 200
    return b"".join(antwoord.streaming_content).decode("utf-8-sig")


def werkboek(client, **vraag):
    antwoord = client.get("/vergelijken/cijfers.xlsx", vraag)
    assert antwoord.status_code == 200
    assert antwoord["Content-Disposition"].startswith("attachment")
    return openpyxl.load_workbook(BytesIO(antwoord.content)).worksheets


def test_csv_voor_een_nederlandse_excel(g, cijfers, client):
    zet(maak_indicator("woz", "gemiddelde", naam="=WOZ"), 2024, {g.dorp: 312.25})
    bestand = tekst_van(client.get("/vergelijken/cijfers.csv", {"indicator": ["inwoners", "bijstand", "woz"]}))
    kop, gemeente, _buurtschap, dorp, _stad = csv.reader(StringIO(bestand), delimiter=";")
    assert kop == [
        "Gebied",
        "Niveau",
        "Code",
        "Inwoners (inwoners, 2024)",
        "Bijstand (%, 2024)",
        "'=WOZ, 2024",
        "Voorbehoud",
    ]
    assert gemeente[:4] == ["Gemeente", "gemeente", "GM0001", "6000"]
    assert dorp == ["Dorp", "kern", "dorp", "1500", "2", "312,25", ""]


def test_rekenblad_heeft_echte_getallen_alle_jaren_en_een_toelichting(g, cijfers, client):
    Cijfer.objects.filter(indicator__code="bijstand").update(is_voorbeeld=True)
    vergelijking, jaren, toelichting = werkboek(client)
    assert vergelijking.freeze_panes == "B2"
    rij = next(rij for rij in vergelijking.iter_rows() if rij[0].value == "Dorp")
    assert [cel.value for cel in rij[:5]] == ["Dorp", "kern", "dorp", 1500, 2]
    assert rij[4].number_format == "#,##0.0"
    assert rij[5].value == "Bijstand: verzonnen voorbeeld"
    assert ("Dorp", "dorp", "Bijstand", "%", 2022, 2, "verzonnen voorbeeld", "CBS") in jaren.iter_rows(values_only=True)
    assert next(toelichting.iter_rows(min_row=3, values_only=True))[:5] == (
        "Bijstand",
        "Wie bijstand krijgt.",
        "%",
        2024,
        "CBS",
    )


# What it costs ------------------------------------------------------------------------


def aantal_vragen(client, adres, **vraag):
    client.get(adres, vraag)
    with CaptureQueriesContext(connection) as vragen:
        antwoord = client.get(adres, vraag)
        if antwoord.streaming:
            list(antwoord.streaming_content)
    # Every process asks for the profile again after some seconds, whoever looks.
    return len([vraag for vraag in vragen if "gemeenteprofiel" not in vraag["sql"]])


@pytest.mark.parametrize("adres", [ADRES, "/vergelijken/cijfers.csv", "/vergelijken/cijfers.xlsx"])
def test_het_aantal_vragen_hangt_niet_van_de_keuze_af(g, cijfers, afgeschermd, client, adres):
    Opvolging.objects.create(oud=maak_gebied("Oud", "kern", g.noord), nieuw=g.dorp, per="2022-01-01")
    een = aantal_vragen(client, adres, gebied=["dorp"], indicator=["bijstand", "meldingen"])
    drie = aantal_vragen(
        client, adres, gebied=["dorp", "buurtschap", "stad"], indicator=["bijstand", "meldingen", "uitkeringen"]
    )
    for n in range(9):
        maak_gebied(f"Kern {n}", "kern", g.zuid, grens=vierkant(n, 2))
    assert een == drie == aantal_vragen(client, adres)
    assert een <= 11


def test_de_kaart_toont_ook_waar_de_gekozen_gebieden_liggen(g, cijfers, client):
    tekst = pagina(client, gebied=["dorp"], indicator=["bijstand"]).text
    [kaart] = re.findall(r"<svg[^>]*kaartbeeld.*?</svg>", tekst)
    assert kaart.count('fill-rule="evenodd"') == 3
    assert "<title>Stad</title>" in kaart and "<title>Dorp: 2,0%</title>" in kaart
    assert "Effen grijs" in tekst
    assert "Effen grijs" not in pagina(client).text


def test_de_kaart_volgt_een_gewijzigde_grens(g, cijfers, client):
    voor = re.findall(r'<path d="(M[^"]+)"', pagina(client).text)
    g.dorp.grens = vierkant(0, 3)
    g.dorp.save()
    assert re.findall(r'<path d="(M[^"]+)"', pagina(client).text) != voor


def test_een_niveau_zonder_cijfers_is_geen_begin(client, g):
    inwoners = maak_indicator("inwoners", "telling", decimalen=0, eenheid="inwoners", volgorde=1)
    zet(inwoners, 2024, {g.gemeente: 6000, g.noord: 2500, g.zuid: 3500})
    tekst = pagina(client).text
    assert "2.500" in tekst and "hierover is nog niets ingelezen" not in tekst
    kernen = pagina(client, niveau="kern").text
    assert "wel over 2024" in kernen and "hierover is nog niets ingelezen" in kernen
