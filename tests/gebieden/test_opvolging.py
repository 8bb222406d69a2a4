"""New areas in the place of old ones: what is proposed, what a person makes of it, and what follows."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from gebieden.gebied import inlezen
from gebieden.gebied.grensbestand import lees
from gebieden.indeling.doorlopend import tijdreeksen
from gebieden.models import Cijfer, Gebied, Herindeling, Indicator, Opvolging
from gebieden.opvolging.overlap import overlap
from gebieden.opvolging.voorstel import aandelen_van, lees_aandeel, lees_bestand, naam_kaal, stel_voor
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.profiel import lees_profiel, stel_in
from signalen.models import Signaal
from tests.initiatieven.factories import maak_initiatief
from tests.signalen.factories import breng_naar, maak_signaal

from .factories import maak_gebied, maak_gemeente, maak_persoon, vierkant

# The proposal ----------------------------------------------------------------


@given(st.dictionaries(st.integers(1, 20), st.floats(0, 1), max_size=6))
def test_aandelen_zijn_nooit_meer_dan_het_hele_gebied(overlap):
    aandelen = aandelen_van(overlap)
    assert sum(a for _, a in aandelen) <= 1 + 1e-3 or len([v for v in overlap.values() if v >= 0.95]) > 0
    assert all(0 < a <= 1 for _, a in aandelen)
    assert [a for _, a in aandelen] == sorted((a for _, a in aandelen), reverse=True)


@pytest.mark.parametrize(
    ("delen", "verwacht"),
    [
        ({}, []),
        ({1: 0.04}, []),
        ({1: 0.96, 2: 0.03}, [(1, 1.0)]),
        ({1: 0.93, 2: 0.03}, [(1, 1.0)]),
        ({1: 0.6, 2: 0.36, 3: 0.02}, [(1, 0.625), (2, 0.375)]),
        # More than a fifth lies in no area of now: it went to another municipality.
        ({1: 0.5, 2: 0.2}, [(1, 0.5), (2, 0.2)]),
    ],
)
def test_ruis_valt_weg_en_bijna_alles_is_alles(delen, verwacht):
    assert aandelen_van(delen) == verwacht


def test_mensen_wonen_niet_gelijk_verdeeld():
    """A quarter of the land holds the village: that is where the people of the old area went."""
    assert aandelen_van({1: 0.25, 2: 0.75}, {1: 900, 2: 100}) == [(1, 0.75), (2, 0.25)]
    assert aandelen_van({1: 0.25, 2: 0.75}, {1: 9000, 2: 10}) == [(1, 1.0)]
    # One of them is not known, or nobody lives there: then the land decides.
    assert aandelen_van({1: 0.25, 2: 0.75}, {1: 900}) == [(2, 0.75), (1, 0.25)]
    assert aandelen_van({1: 0.25, 2: 0.75}, {1: 0, 2: 0}) == [(2, 0.75), (1, 0.25)]


@given(st.floats(0.0001, 1))
def test_een_aandeel_leest_zoals_het_geschreven_is(aandeel):
    vier = round(aandeel, 4)
    assert lees_aandeel(f"{vier:.4f}".replace(".", ",")) == vier
    assert lees_aandeel(f"{vier * 100:.2f} %") == pytest.approx(vier)


@pytest.mark.parametrize("fout", ["nul", "0", "-1", "1,2", "120%", "nan", "inf", "1;2"])
def test_een_onzinnig_aandeel_is_geen_aandeel(fout):
    assert lees_aandeel(fout) is None


def test_een_naam_zonder_streepjes_en_hoofdletters():
    assert naam_kaal("Geldermalsen-Centrum") == naam_kaal("Geldermalsen centrum") == "geldermalsencentrum"


@pytest.fixture
def g(db):
    return maak_gemeente()


def oud_gebied(naam, code, ouder, grens=None, niveau="buurt"):
    gebied = maak_gebied(naam, niveau, ouder, code, grens)
    Gebied.objects.filter(pk=gebied.pk).update(is_actief=False)
    return Gebied.objects.get(pk=gebied.pk)


def test_het_voorstel_volgt_de_grenzen_en_anders_de_naam(g):
    a = maak_gebied("A", "buurt", g.dorp, "BU00010001", vierkant(0))
    b = maak_gebied("B", "buurt", g.dorp, "BU00010002", vierkant(1))
    zonder = maak_gebied("Zonder-grens", "buurt", g.dorp, "BU00010003")
    heel = oud_gebied("Heel", "BU00020001", g.gemeente, vierkant(0))
    half = oud_gebied("Half", "BU00020002", g.gemeente, vierkant(0.5))
    naam = oud_gebied("Zondergrens", "BU00020003", g.gemeente)
    niets = oud_gebied("Nergens", "BU00020004", g.gemeente, vierkant(5))
    # A wijk is not the successor of a buurt, however well it fits.
    maak_gebied("Wijk", "gebied", g.gemeente, "WK000100", vierkant(0))
    oude, nieuwe = [heel, half, naam, niets], list(Gebied.objects.lopend())
    regels = {(r.oud, r.nieuw): (r.aandeel, r.bron) for r in stel_voor(oude, nieuwe, overlap(oude, nieuwe))}
    assert regels == {
        (heel.pk, a.pk): (1.0, "overlap"),
        (half.pk, a.pk): (0.5, "overlap"),
        (half.pk, b.pk): (0.5, "overlap"),
        (naam.pk, zonder.pk): (1.0, "code"),
        (niets.pk, None): (1.0, "hand"),
    }


def test_een_csv_zegt_wat_er_niet_aan_klopt(g, tmp_path):
    a = maak_gebied("A", "buurt", g.dorp, "BU00010001")
    b = maak_gebied("B", "buurt", g.dorp, "BU00010002")
    oud = oud_gebied("Oud", "BU00020001", g.gemeente)
    rest = oud_gebied("Rest", "BU00020002", g.gemeente)
    pad = tmp_path / "opvolging.csv"
    pad.write_text(
        "oud;nieuw;aandeel\nBU00020001;BU00010001;70%\n00020001;BU00010002;0,3\nBU00020001;BU00010001;0,1\n"
        "BU00029999;BU00010001;1\nBU00020002;BU00020001;1\nBU00020002;BU00010001;veel\nBU00020001\n",
        encoding="utf-8",
    )
    regels, opmerkingen = lees_bestand(pad, [oud, rest], [a, b])
    assert [(r.oud, r.nieuw, r.aandeel) for r in regels] == [
        (oud.pk, a.pk, 0.7),
        (oud.pk, b.pk, 0.3),
        (rest.pk, None, 1.0),
    ]
    assert [o.split(":")[0] for o in opmerkingen] == [f"Regel {n}" for n in (4, 5, 6, 7, 8)]
    assert "veel is geen aandeel" in opmerkingen[3]


# What follows ----------------------------------------------------------------


def werk_af(herindeling):
    for opdracht in Opdracht.objects.filter(groep=herindeling.groep, status="klaargezet"):
        voer_uit(opdracht.pk)
    herindeling.refresh_from_db()
    return herindeling


def maak_herindeling(beheerder, per, **velden):
    """Made and proposed, ready to be looked at."""
    herindeling = Herindeling.objects.create(per=per, door=beheerder, **velden)
    herindeling.zet_werk_klaar()
    return werk_af(herindeling)


def bevestig(herindeling):
    herindeling.ga_naar("bevestigd")
    return werk_af(herindeling)


def zet(gebied, indicator, **jaren):
    for jaar, waarde in jaren.items():
        Cijfer.objects.create(gebied=gebied, indicator=indicator, jaar=int(jaar[1:]), waarde=waarde, bron="CBS")


def test_een_jaar_waarin_maar_enkele_codes_veranderen(g):
    """Buurt 2 stops: half of it goes to buurt 1, which stays, and half to the new buurt 3."""
    inwoners = Indicator.objects.create(code="inwoners", naam="Inwoners", soort="telling")
    een = maak_gebied("Een", "buurt", g.dorp, "BU00010001", vierkant(0, stap=0.2))
    twee = maak_gebied("Twee", "buurt", g.dorp, "BU00010002", vierkant(1))
    drie = maak_gebied("Drie", "buurt", g.dorp, "BU00010003", vierkant(1.5))
    groter = {"type": "Polygon", "coordinates": [[[5.0, 51.8], [5.15, 51.8], [5.15, 51.9], [5.0, 51.9], [5.0, 51.8]]]}
    Gebied.objects.filter(pk=een.pk).update(grens=groter, bron="buurten 2025")
    Gebied.objects.filter(pk=twee.pk).update(bron="buurten 2024")
    Gebied.objects.filter(pk=drie.pk).update(bron="buurten 2025")
    zet(een, inwoners, j2023=100, j2024=100, j2025=150)
    zet(twee, inwoners, j2023=80, j2024=100)
    zet(drie, inwoners, j2025=100)
    herindeling = bevestig(maak_herindeling(g.beheerder, date(2025, 1, 1), oude_bron="buurten 2024"))
    assert herindeling.status == "geldend"
    twee = Gebied.objects.get(pk=twee.pk)
    assert (twee.is_actief, twee.opgeheven_datum, twee.ouder.naam) == (False, date(2025, 1, 1), "Een")
    assert {(o.nieuw.naam, o.aandeel, o.is_opgenomen) for o in Opvolging.objects.all()} == {
        ("Een", 0.5, True),
        ("Drie", 0.5, False),
    }
    reeksen = tijdreeksen([een, drie, g.dorp], [inwoners])
    assert reeksen[een.pk, inwoners.pk].punten == ((2023, 100), (2024, 100), (2025, 150))
    assert reeksen[een.pk, inwoners.pk].breuken == (2025,)
    assert reeksen[drie.pk, inwoners.pk].punten == ((2023, 40), (2024, 50), (2025, 100))
    assert reeksen[drie.pk, inwoners.pk].breuken == (2025,)
    # Nothing is done twice.
    voor = Opvolging.objects.count()
    Opdracht.objects.filter(groep=herindeling.groep).update(status="klaargezet")
    werk_af(herindeling)
    assert Opvolging.objects.count() == voor


def test_een_oud_gebied_zonder_opvolger_stopt_ook_tenzij_er_nog_iets_in_ligt(g):
    a = maak_gebied("A", "buurt", g.dorp, "BU00010001", vierkant(0))
    weg = maak_gebied("Weg", "buurt", g.dorp, "BU00010002", vierkant(7))
    wijk = maak_gebied("Wijk", "gebied", g.gemeente, "WK000200", vierkant(8))
    maak_gebied("Buurt in de wijk", "buurt", wijk, "BU00010003", vierkant(9))
    oud = maak_gebied("Oud", "buurt", g.dorp, "BU00010004", vierkant(0))
    Gebied.objects.filter(pk__in=[weg.pk, wijk.pk, oud.pk]).update(bron="2024")
    herindeling = bevestig(maak_herindeling(g.beheerder, date(2025, 1, 1), oude_bron="2024"))
    assert Opvolging.objects.get().nieuw == a
    found = {gebied.naam: (gebied.is_actief, gebied.opgeheven_datum) for gebied in Gebied.objects.filter(bron="2024")}
    assert found == {
        "Weg": (False, date(2025, 1, 1)),
        "Oud": (False, date(2025, 1, 1)),
        "Wijk": (True, None),
    }
    assert "Gestopt zonder opvolger: Weg." in herindeling.opmerkingen
    assert any("ligt nog een gebied in: Wijk." in zin for zin in herindeling.opmerkingen)


def test_een_gemeente_gaat_op_in_een_nieuwe_die_er_al_in_lag(g):
    """The new one was read in while the old one was the root: the tree turns round and nobody loses a right."""
    nieuw = maak_gebied("Nieuwe gemeente", "gemeente", g.gemeente, "GM0002", vierkant(0))
    buurt = maak_gebied("Buurt", "buurt", nieuw, "BU00020001", vierkant(0))
    Gebied.objects.filter(pk=g.gemeente.pk).update(bron="oud", grens=vierkant(0))
    initiatief = maak_initiatief(g.gemeente, g.medewerker, "Moestuin")
    herindeling = bevestig(maak_herindeling(g.beheerder, date(2025, 1, 1), oude_bron="oud"))
    assert herindeling.status == "geldend"
    assert Gebied.objects.get(ouder=None) == nieuw
    assert {gebied.naam for gebied in nieuw.kinderen.all()} == {"Buurt", "Noord", "Zuid", "Gemeente"}
    for gebied in Gebied.objects.select_related("ouder"):
        assert gebied.pad == f"{gebied.ouder.pad if gebied.ouder else '/'}{gebied.pk}/"
    regie = type(g.regie).objects.get(pk=g.regie.pk)
    for gebied in (nieuw, buurt, g.dorp, g.gemeente):
        assert Gebied.objects.met_recht(regie, "behandelen").filter(pk=gebied.pk).exists()
    initiatief.refresh_from_db()
    assert (initiatief.trekkend_gebied, set(initiatief.gebieden.all())) == (nieuw, {g.gemeente, nieuw})


def test_zonder_vervallen_gebieden_is_er_niets_voor_te_stellen(g):
    herindeling = maak_herindeling(g.beheerder, date(2025, 1, 1))
    assert herindeling.status == "mislukt"
    assert herindeling.opmerkingen == ["Er zijn geen vervallen gebieden zonder opvolger gevonden."]


def test_een_opvolger_die_intussen_verdween_wordt_geweigerd_en_alles_blijft_staan(g):
    a = maak_gebied("A", "buurt", g.dorp, "BU00010001", vierkant(0))
    oud = oud_gebied("Oud", "BU00020001", g.gemeente, vierkant(0))
    herindeling = maak_herindeling(g.beheerder, date(2025, 1, 1))
    Gebied.objects.filter(pk=a.pk).update(is_actief=False)
    bevestig(herindeling)
    assert herindeling.status == "bekeken"
    assert herindeling.opmerkingen == ["A bestaat inmiddels niet meer. Kies een andere opvolger voor Oud."]
    assert not Opvolging.objects.exists()
    assert Gebied.objects.get(pk=oud.pk).ouder == g.gemeente


# A real herindeling: three municipalities became one --------------------------

OUD = ("GM0236", "GM0304", "GM0733")


@pytest.fixture(scope="session")
def grenzen(shared):
    geo = Path(shared) / "data" / "geo"
    return geo / "wijk_buurt_ca2016_wof_GM0236_GM0304_GM0733_wgs84.geojson", (
        geo / "buurt_2020_GM1960_cartomap_wgs84.geojson"
    )


@pytest.fixture
def herindeling_2019(db, grenzen):
    """The municipality of 2020 with its villages, the areas of 2016 as predecessors, and what was counted in both."""
    oud, nieuw = grenzen
    stel_in(lees_profiel("west_betuwe"))
    call_command(
        "importeer_gebieden", str(nieuw), indeling="gebieden/voorbeelden/west_betuwe_indeling.csv", verbosity=0
    )
    inlezen.werk_bij(lees(oud).rijen, bron="CBS 2016", vervallen=True)
    inwoners = Indicator.objects.create(code="inwoners", naam="Inwoners", soort="telling")
    for n, gebied in enumerate(Gebied.objects.filter(is_actief=False, niveau="buurt").order_by("code"), start=1):
        zet(gebied, inwoners, j2017=10 * n)
    for code, aantal in zip(OUD, (27_000, 12_000, 11_000), strict=True):
        zet(Gebied.objects.get(code=code), inwoners, j2016=aantal - 100, j2017=aantal)
    for gebied in Gebied.objects.lopend().filter(niveau="buurt"):
        zet(gebied, inwoners, j2020=500)
    gemeente = Gebied.objects.get(code="GM1960")
    zet(gemeente, inwoners, j2020=51_000)
    return maak_herindeling(maak_persoon("Bea Beheer", "beheerder", gemeente), date(2019, 1, 1))


def test_drie_gemeenten_gaan_op_in_een_nieuwe(herindeling_2019):
    buurten = [r for r in herindeling_2019.regels if Gebied.objects.get(pk=r["oud"]).code.startswith("BU")]
    with_successor = {r["oud"] for r in buurten if r["nieuw"]}
    assert with_successor == {r["oud"] for r in buurten}
    bevestig(herindeling_2019)
    assert herindeling_2019.status == "geldend"
    gemeente = Gebied.objects.get(code="GM1960")
    gevonden = {o.oud.code: o.aandeel for o in Opvolging.objects.filter(nieuw=gemeente)}
    assert gevonden == dict.fromkeys(OUD, 1.0)
    assert Gebied.objects.filter(ouder=None).get() == gemeente
    for gebied in Gebied.objects.select_related("ouder"):
        assert gebied.pad == f"{gebied.ouder.pad if gebied.ouder else '/'}{gebied.pk}/"


def test_de_reeks_van_gemeente_en_dorp_loopt_door_met_een_breuk(herindeling_2019):
    bevestig(herindeling_2019)
    inwoners = Indicator.objects.get(code="inwoners")
    gemeente, *dorpen = [Gebied.objects.get(code=code) for code in ("GM1960", "kern-vuren", "kern-meteren")]
    reeksen = tijdreeksen([gemeente, *dorpen], [inwoners])
    reeks = reeksen[gemeente.pk, inwoners.pk]
    assert reeks.punten == ((2016, 49_700), (2017, 50_000), (2020, 51_000))
    assert (reeks.breuken, reeks.overgenomen) == ((2019,), (2016, 2017))
    vuren, meteren = (reeksen[dorp.pk, inwoners.pk] for dorp in dorpen)
    assert [jaar for jaar, _ in vuren.punten] == [jaar for jaar, _ in meteren.punten] == [2017, 2020]
    assert vuren.overgenomen == meteren.overgenomen == (2017,)
    # Vuren only got other codes; of Meteren a part went to its neighbours.
    assert (vuren.breuken, meteren.breuken) == ((), (2019,))
    # All that was counted in the buurten of then is in those of now.
    toen = sum(Cijfer.objects.filter(jaar=2017, gebied__niveau="buurt").values_list("waarde", flat=True))
    nu = Gebied.objects.lopend().filter(niveau="buurt")
    punten = [dict(r.punten).get(2017, 0) for r in tijdreeksen(nu, [inwoners]).values()]
    assert sum(punten) == pytest.approx(toen, rel=1e-3)


def test_een_afgesloten_dossier_van_een_oude_gemeente_blijft_leesbaar(herindeling_2019, client):
    geldermalsen = Gebied.objects.get(code="GM0236")
    gemeente = Gebied.objects.get(code="GM1960")
    regie = maak_persoon("Olga Opgave", "opgaveregisseur", gemeente)
    signaal = maak_signaal(geldermalsen, tekst="De lantaarn bij de molen is kapot.")
    breng_naar(signaal, "teruggekoppeld", regie)
    bevestig(herindeling_2019)
    assert list(signaal.gebieden.all()) == [geldermalsen]
    client.force_login(regie)
    pagina = client.get(signaal.get_absolute_url())
    assert pagina.status_code == 200
    assert "Geldermalsen" in pagina.text
    lijst = client.get("/signalen/", {"status": "teruggekoppeld", "q": "lantaarn", "gebied": gemeente.slug})
    assert signaal in lijst.context["pagina"].object_list
    assert signaal in Signaal.objects.zoek("molen").zichtbaar_voor(regie)


def test_de_echte_namen_van_2017_passen_bij_de_echte_namen_van_2020(shared):
    """Codes only: what has the same name in both official lists, without a boundary to look at."""
    kernen = Path(shared) / "data" / "kernen"
    with (kernen / "gebieden_2017_83765NED_WijkenEnBuurtenCodes_odata4.csv").open(encoding="utf-8-sig") as bestand:
        toen = {r["Identifier"]: r["Title"] for r in csv.DictReader(bestand) if r["Identifier"][2:6] in "023603040733"}
    with (kernen / "gebieden_2020_84799NED_WijkenEnBuurten.csv").open(encoding="utf-8-sig") as bestand:
        nu = {r["Key"].strip(): r["Title"].strip() for r in csv.DictReader(bestand, delimiter=";")}
    nu = {code: naam for code, naam in nu.items() if code[2:6] == "1960"}
    oude = [Gebied(pk=n, code=code, naam=naam) for n, (code, naam) in enumerate(toen.items()) if code[:6] != "BU0363"]
    nieuwe = [Gebied(pk=1000 + n, code=code, naam=naam) for n, (code, naam) in enumerate(nu.items())]
    found = [r for r in stel_voor(oude, nieuwe, {}) if r.nieuw]
    assert len(found) > 10
    assert all(r.bron == "code" and r.aandeel == 1.0 for r in found)
