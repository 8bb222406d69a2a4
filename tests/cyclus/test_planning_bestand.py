"""The file in which measures are brought up to date: what goes out comes back, whatever a spreadsheet made of it."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from cyclus.models import Maatregel
from cyclus.planning import bestand, cellen
from cyclus.planning.kolommen import KOP, als_csv, als_rekenblad, rij
from gebieden.importeren import Bestandsfout
from gebieden.models import Inlezing
from gebiedswerk.opdrachten import Opdracht, voer_uit
from tests.cyclus.factories import maak_agenda, maak_maatregel
from tests.cyclus.factories import maak_plan as plan_van
from tests.gebieden.factories import maak_gemeente, maak_persoon

# Cells ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "waarde"),
    [
        ("1.234,50", "1234.50"),
        ("1234.5", "1234.50"),
        ("1,234.50", "1234.50"),
        ("€ 1.234,-", "1234.00"),
        ("1 234,5", "1234.50"),
        ("1.234", "1234.00"),
        ("1.234.567", "1234567.00"),
        ("0.125", "0.13"),
        ("12,3456", "12.35"),
        ("0", "0.00"),
    ],
)
def test_bedragen_zoals_mensen_en_rekenbladen_ze_schrijven(tekst, waarde):
    assert cellen.bedrag(tekst) == Decimal(waarde)


@pytest.mark.parametrize("tekst", ["", "veel", "-5", "1.23.456", "1,2E+05", "12.34.5", "99999999999", "#DEEL/0!"])
def test_wat_geen_bedrag_is(tekst):
    with pytest.raises(cellen.Celfout):
        cellen.bedrag(tekst)


@pytest.mark.parametrize(
    ("tekst", "waarde"), [("50", 50), ("50%", 50), ("0,5", 50), ("0.5", 50), ("33,3%", 33), ("100,00%", 100), ("1", 1)]
)
def test_procenten(tekst, waarde):
    assert cellen.procent(tekst) == waarde


@pytest.mark.parametrize("tekst", ["101", "150%", "-1", "half", "1e99999"])
def test_wat_geen_voortgang_is(tekst):
    with pytest.raises(cellen.Celfout):
        cellen.procent(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        *("31-12-2026", "2026-12-31", "31/12/2026", "12/31/2026", "31.12.26", "2026-12-31 00:00:00"),
        *("31 dec 2026", "31-dec-26", "31 December 2026", "46387"),
    ],
)
def test_dezelfde_dag_op_elke_manier(tekst):
    assert cellen.datum(tekst) == date(2026, 12, 31)


def test_een_dag_die_twee_dagen_kan_zijn_wordt_gevraagd():
    with pytest.raises(cellen.Dubbelzinnig):
        cellen.datum("04/05/2026")
    assert cellen.datum("04/05/2026", cellen.DAG_MAAND) == date(2026, 5, 4)
    assert cellen.datum("04/05/2026", cellen.MAAND_DAG) == date(2026, 4, 5)
    assert cellen.datum("05/05/2026") == date(2026, 5, 5)


@pytest.mark.parametrize("tekst", ["31-02-2026", "32/13/2026", "morgen", "2026", "01-01-1900", "12"])
def test_wat_geen_dag_is(tekst):
    with pytest.raises(cellen.Celfout):
        cellen.datum(tekst)


@given(st.text())
def test_geen_tekst_loopt_als_formule_en_geen_teken_gaat_verloren(tekst):
    out = cellen.veilig(tekst)
    assert not out.lstrip().startswith(("=", "+", "-", "@")) and cellen.zonder_teken(out) == tekst


# There and back ------------------------------------------------------------


def _maatregel(woord="Het gaat goed", **velden):
    named = SimpleNamespace(titel="Drempels; aanleggen", gebied="Noord")
    vast = {"pk": 12, "versie": 3, "titel": "=Drempels", "plan": named, "doel": named, "afdeling": "Verkeer"}
    vast |= {"persoon": "Vera", "status_naam": "In uitvoering", "voortgang": 40, "besteed": Decimal("1234.50")}
    vast |= {"uren_besteed": 12, "einddatum": date(2026, 12, 31), "startdatum": None, "budget": Decimal(5000)}
    return SimpleNamespace(**vast | {"uren": 40, "laatste_woord": woord} | velden)


def _gegevens(maatregel):
    return [["" if waarde is None else waarde for waarde in rij(maatregel)]]


@pytest.fixture(scope="module")
def map_(tmp_path_factory):
    return tmp_path_factory.mktemp("maatregelen")


def _lees(map_, inhoud, naam="terug.csv", **hoe):
    pad = map_ / naam
    pad.write_bytes(inhoud)
    return list(bestand.lees(bestand.open_tabel(pad, **hoe)))


def _excel(inhoud, *, teken=";", codering="utf-8-sig", komma=",", datum="%d-%m-%Y", leeg=0, tekst=str):
    """What a spreadsheet makes of our file when somebody only opens and saves it."""
    rows = list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";"))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=teken, lineterminator="\r\n")
    for n, cells in enumerate(rows):
        cells = [cel.replace("\r\n", "\n") for cel in cells]
        if n:
            for plek, naam in enumerate(KOP):
                if naam in ("Besteed in euro", "Budget in euro"):
                    cells[plek] = cells[plek].replace(",", komma)
                if naam == "Klaar op":
                    cells[plek] = f"{cellen.datum(cells[plek]):{datum}}"
        writer.writerow([*cells, *[""] * leeg])
    for _ in range(leeg):
        writer.writerow([""] * len(KOP))
    return out.getvalue().encode(codering, errors="replace")


VORMEN = [
    {},
    {"teken": ",", "komma": ".", "datum": "%Y-%m-%d", "codering": "utf-8"},
    {"teken": "\t", "codering": "utf-16"},
    {"codering": "cp1252", "leeg": 3},
    {"datum": "%d.%m.%y", "leeg": 1},
]
WOORDEN = st.text(st.characters(codec="cp1252", exclude_characters="\x00\x1a\x81\x8d\x8f\x90\x9d\x7f"), max_size=60)


@given(
    woord=WOORDEN,
    voortgang=st.integers(0, 100),
    besteed=st.decimals(0, 10**7, places=2),
    uren=st.integers(0, 10**6),
    eind=st.dates(date(2001, 1, 1), date(2099, 12, 31)),
    vorm=st.sampled_from(VORMEN),
)
@settings(max_examples=60)
def test_heen_en_terug_door_een_rekenblad(map_, woord, voortgang, besteed, uren, eind, vorm):
    woord = cellen.regels("".join(t for t in woord if t.isprintable() or t in "\n"))
    if vorm.get("codering") == "cp1252":
        # Without a mark in front this can be read as UTF-8 by chance; our words are not of that kind.
        woord = woord.encode("ascii", errors="ignore").decode() + "é "
        woord = woord.strip()
    maatregel = _maatregel(woord, voortgang=voortgang, besteed=besteed, uren_besteed=uren, einddatum=eind)
    if vorm.get("datum") == "%d.%m.%y" and eind.year < 2000:
        return
    inhoud = b"".join(als_csv([maatregel], "x.csv").streaming_content)
    (terug,) = _lees(map_, _excel(inhoud, **vorm))
    assert (terug.fouten, terug.nummer, terug.versie) == ((), 12, 3)
    assert terug.velden.get("laatste_woord", "") == woord
    assert {k: v for k, v in terug.velden.items() if k != "laatste_woord"} == {
        "status": "in_uitvoering",
        "voortgang": voortgang,
        "besteed": besteed,
        "uren_besteed": uren,
        "einddatum": eind,
    }


def test_het_excelbestand_komt_ook_heel_terug(map_):
    inhoud = als_rekenblad([_maatregel('=HYPERLINK("x")\nTweede regel')], "x.xlsx").content
    (terug,) = _lees(map_, inhoud, "terug.xlsx")
    assert terug.fouten == () and terug.titel == "=Drempels"
    assert terug.velden["laatste_woord"] == '=HYPERLINK("x")\nTweede regel'
    assert terug.velden["besteed"] == Decimal("1234.50") and terug.velden["einddatum"] == date(2026, 12, 31)


def test_kolommen_anders_genoemd_gezet_of_weg(map_):
    (terug,) = _lees(map_, b"sep=;\r\nVoortgang (%);Mijn notitie;NR\r\n50%;bellen;12.0\r\n")
    assert (terug.waar, terug.nummer, terug.versie, terug.velden) == ("regel 3", 12, None, {"voortgang": 50})
    tabel = bestand.open_tabel(map_ / "terug.csv")
    assert tabel.onbekend == ["Mijn notitie"]
    (terug,) = _lees(
        map_, b"Nummer;Versie;Gedaan in procent\n12;3;50%\n", antwoorden={"kolom:Gedaan in procent": "voortgang"}
    )
    assert terug.velden == {"voortgang": 50}


def test_slechte_cellen_worden_genoemd_met_hun_regel(map_):
    rows = ["Nummer;Voortgang;Klaar op;Hoe staat het ervoor", '12;150;31-02-2026;"Twee\nregels"', "x;1;;"]
    inhoud = "\r\n".join([*rows, "13;20;;goed;en slecht", "14;1.5;;"])
    eerste, tweede, derde, vierde = _lees(map_, inhoud.encode())
    assert eerste.waar == "regel 2" and len(eerste.fouten) == 2 and "‘31-02-2026’ bestaat niet" in eerste.fouten[1]
    assert tweede.waar == "regel 4" and "geen nummer" in tweede.fouten[0]
    assert "meer cellen dan kolommen" in derde.fouten[0]
    assert vierde.velden == {"voortgang": 2}


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"\xff\xd8\xff\xe0 jpeg \x00\x01",
        b"PK\x03\x04 geen zip",
        b"Naam;Plaats\nJan;Rhenoy",
        b"Versie;Voortgang\n1;2",
        b"Nummer;Voortgang;Voortgang\n1;2;3",
        b"\x00" * 50,
    ],
)
def test_wat_geen_lijst_met_maatregelen_is(map_, inhoud):
    with pytest.raises(Bestandsfout):
        _lees(map_, inhoud)


def test_datums_met_schuine_strepen_verklaren_elkaar(map_):
    pad = map_ / "data.csv"
    pad.write_text("Nummer;Klaar op\n1;04/05/2026\n2;05/13/2026\n")
    tabel = bestand.open_tabel(pad)
    assert [rij.velden["einddatum"] for rij in bestand.lees(tabel)] == [date(2026, 4, 5), date(2026, 5, 13)]
    pad.write_text("Nummer;Klaar op\n1;04/05/2026\n")
    assert bestand.dubbelzinnige(bestand.open_tabel(pad)) == ["04/05/2026"]


# Looked at, confirmed, stored -------------------------------------------------


@pytest.fixture
def g(db):
    g = maak_gemeente()
    g.plan = plan_van(maak_agenda(g.noord), status="vastgesteld")
    g.maatregel = maak_maatregel(g.plan, g.vakambtenaar, g.afdeling, voortgang=30, besteed=100)
    return g


def _lever_aan(client, wie, inhoud, naam="maatregelen.csv"):
    client.force_login(wie)
    antwoord = client.post("/plannen/bijwerken/", {"bestand": SimpleUploadedFile(naam, inhoud)})
    assert antwoord.status_code == 302, antwoord.content.decode()
    inlezing = Inlezing.objects.latest("pk")
    return _doe(inlezing)


def _doe(inlezing):
    for pk in Opdracht.objects.filter(groep=inlezing.groep, status="klaargezet").values_list("pk", flat=True):
        assert voer_uit(pk)
    inlezing.refresh_from_db()
    return inlezing


def _stap(client, inlezing, status):
    data = {"status": status, "versie": inlezing.versie}
    assert client.post(f"/beheer/inlezen/{inlezing.pk}/stap/", data).status_code == 302
    return _doe(inlezing)


def _regels(inlezing):
    return [tuple(regel) for regel in (inlezing.verslag or inlezing.voorbeeld)["delen"][0]["regels"]]


def test_ophalen_invullen_bekijken_bevestigen_en_nog_een_keer(g, client, django_assert_max_num_queries):
    ander = maak_maatregel(g.plan, g.medewerker, g.afdeling, "Van een ander")
    eigen = maak_maatregel(g.plan, g.vakambtenaar, g.afdeling, "Nog te beginnen", status="gepland")
    client.force_login(g.vakambtenaar)
    client.get("/plannen/bijwerken/")
    with django_assert_max_num_queries(12):
        inhoud = b"".join(client.get("/plannen/bijwerken/maatregelen.csv").streaming_content).decode("utf-8-sig")
    assert "Van een ander" not in inhoud and "Nog te beginnen" in inhoud
    regel = f"{g.maatregel.pk};{g.maatregel.versie};In uitvoering;50%;1.250,50;8;'=Goed bezig;31-12-2026"
    kop = "Nummer;Versie;Status;Voortgang in %;Besteed in euro;Bestede uren;Hoe staat het ervoor;Klaar op"
    rows = [
        kop,
        regel.rpartition(";")[0] + f";{g.maatregel.einddatum:%d-%m-%Y}",
        f"{eigen.pk};{eigen.versie};Gedaan;;;;;",
        f"{ander.pk};{ander.versie};;60;;;;",
        f"{g.maatregel.pk};1;;70;;;;",
        "999999;1;;70;;;;",
    ]
    inlezing = _lever_aan(client, g.vakambtenaar, "\r\n".join(rows).encode())
    assert inlezing.status == "bekeken"
    goed, klaar, niet_mijn, dubbel, onbekend = _regels(inlezing)
    assert goed[2] == "gewijzigd" and "voortgang in %: 30% wordt 50%" in goed[3] and "€ 1.250,50" in goed[3]
    assert klaar[2] == "gewijzigd" and "‘Gepland’ wordt ‘Gedaan’" in klaar[3]
    assert (
        niet_mijn[2] == "overgeslagen" and "mag hem niet bijwerken" in niet_mijn[3] and "0% wordt 60%" in niet_mijn[3]
    )
    assert (dubbel[0], dubbel[2]) == ("regel 5", "overgeslagen") and "staat ook op regel 2" in dubbel[3]
    assert onbekend[2] == "overgeslagen" and "bestaat niet" in onbekend[3]
    g.maatregel.refresh_from_db()
    assert (g.maatregel.voortgang, g.maatregel.versie) == (30, 1)  # nothing stored before it was confirmed
    pagina = client.get(inlezing.get_absolute_url())
    assert pagina.status_code == 200 and "30% wordt 50%" in pagina.content.decode()
    inlezing = _stap(client, inlezing, "bevestigd")
    assert inlezing.status == "ingelezen"
    g.maatregel.refresh_from_db(), eigen.refresh_from_db()
    assert (g.maatregel.voortgang, g.maatregel.besteed, g.maatregel.laatste_woord) == (
        50,
        Decimal("1250.50"),
        "=Goed bezig",
    )
    assert g.maatregel.tijdlijn.first().door == g.vakambtenaar and eigen.status == "gedaan" and eigen.voortgang == 100
    opnieuw = _lever_aan(client, g.vakambtenaar, "\r\n".join(rows[:3]).encode())
    assert {regel[2] for regel in _regels(opnieuw)} == {"ongewijzigd"}


def test_een_oude_versie_een_slechte_regel_en_een_verzette_datum(g, client):
    m = g.maatregel
    nieuw = m.einddatum + timedelta(days=7)
    Maatregel.objects.filter(pk=m.pk).update(versie=5)
    kop = "Nummer;Versie;Voortgang;Klaar op"
    oud = _lever_aan(client, g.medewerker, f"{kop}\n{m.pk};4;80;".encode())
    assert (oud.status, oud.verslag["fout"][:18]) == ("mislukt", "Geen enkele regel ")
    assert "iemand anders heeft dit gewijzigd" in _regels(oud)[0][3] and "30% wordt 80%" in _regels(oud)[0][3]
    fout = _lever_aan(client, g.medewerker, f"{kop}\n{m.pk};5;150;".encode())
    assert (
        _regels(fout)[0][3].startswith("voortgang in %: 150 is geen voortgang")
        and "nu staat er 30%" in _regels(fout)[0][3]
    )
    mag_niet = _lever_aan(client, g.vakambtenaar, f"{kop}\n{m.pk};5;;{nieuw:%d-%m-%Y}".encode())
    assert "kunt u niet zelf wijzigen" in _regels(mag_niet)[0][3]
    mag = _stap(client, _lever_aan(client, g.medewerker, f"{kop}\n{m.pk};5;80;{nieuw:%Y-%m-%d}".encode()), "bevestigd")
    m.refresh_from_db()
    assert (mag.status, m.voortgang, m.einddatum) == ("ingelezen", 80, nieuw)
    assert m.tijdlijn.filter(soort="planning").count() == 1


def test_een_dubbelzinnige_datum_en_een_onbekende_kolom_worden_gevraagd(g, client):
    inhoud = f"Nummer;Versie;Hoe ver;Klaar op\n{g.maatregel.pk};1;45;04/05/2027\n".encode()
    inlezing = _lever_aan(client, g.medewerker, inhoud)
    assert set(inlezing.open_vragen()) == {"datum", "kolom:Hoe ver"}
    pagina = client.get(inlezing.get_absolute_url()).content.decode()
    assert "Wat staat voorop in datums als 04/05/2027?" in pagina and "Wat staat er in de kolom ‘Hoe ver’?" in pagina
    namen = list(inlezing.voorbeeld["vragen"])
    keuzes = {"datum": "maand-dag", "kolom:Hoe ver": "voortgang"}
    data = {f"vraag_{n}": keuzes[naam] for n, naam in enumerate(namen)}
    assert client.post(f"/beheer/inlezen/{inlezing.pk}/opnieuw/", data).status_code == 302
    inlezing = _stap(client, _doe(inlezing), "bevestigd")
    g.maatregel.refresh_from_db()
    assert (inlezing.status, g.maatregel.voortgang, g.maatregel.einddatum) == ("ingelezen", 45, date(2027, 4, 5))


def test_een_bestand_is_van_wie_het_aanleverde(g, client):
    inlezing = _lever_aan(client, g.vakambtenaar, f"Nummer;Voortgang\n{g.maatregel.pk};55\n".encode())
    for wie, verwacht in ((g.medewerker, 403), (g.raadslid, 403), (g.beheerder, 200), (g.vakambtenaar, 200)):
        client.force_login(wie)
        assert client.get(inlezing.get_absolute_url()).status_code == verwacht
    client.force_login(g.medewerker)
    assert client.post(f"/beheer/inlezen/{inlezing.pk}/stap/", {"status": "bevestigd"}).status_code == 403
    elders = maak_persoon("Ver Weg")
    assert _lever_aan(client, elders, f"Nummer;Voortgang\n{g.maatregel.pk};56\n".encode()).status == "mislukt"
