"""The pages of a division and of a herindeling: filling in, two editors, files, and what is told beforehand."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from gebieden.indeling.plekken import in_waarde, uit_waarde
from gebieden.models import Cijfer, Gebied, Gebiedsindeling, Herindeling, Indicator, Opvolging, Toedeling
from gebieden.opvolging.tabel import in_procenten, uit_procenten
from gebieden.opvolging.uitleg import opvolging_van
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.profiel import lees_profiel, stel_in
from tests.cyclus.factories import maak_agenda
from tests.initiatieven.factories import maak_initiatief
from tests.signalen.factories import maak_signaal

from .factories import maak_gebied, maak_gemeente, maak_persoon, vierkant


@pytest.fixture
def g(db):
    g = maak_gemeente()
    g.b = {}
    for kolom, kern in enumerate((g.dorp, g.buurtschap, g.stad)):
        for n in (1, 2):
            grens = vierkant(kolom * 2 + n, stap=0.05)
            g.b[f"{kern} {n}"] = maak_gebied(f"{kern} {n}", "buurt", kern, f"BU0001{kolom:02}{n:02}", grens)
    return g


@pytest.fixture
def beheerder(g, client):
    client.force_login(g.beheerder)
    return client


@pytest.fixture
def indeling(g, beheerder):
    morgen = timezone.localdate() + timedelta(days=1)
    gegevens = {"naam": "Indeling 2027", "geldig_van": morgen.isoformat(), "toelichting": "", "begin": "nu"}
    antwoord = beheerder.post(reverse("gebieden:indeling_nieuw"), gegevens)
    indeling = Gebiedsindeling.objects.get()
    assert antwoord["Location"] == indeling.get_absolute_url()
    return indeling


def ingevuld(client, indeling, **anders):
    """What the browser would send: all rows as the page shows them, with some of them changed."""
    tekst = client.get(indeling.get_absolute_url()).text
    velden = dict(re.findall(r'name="(was-\d+)" value="([^"]*)"', tekst))
    velden |= {naam.replace("was-", "plek-"): waarde for naam, waarde in velden.items()}
    return velden | {"actie": "bewaar"} | anders


def plek(g, buurt):
    rij = Toedeling.objects.filter(buurt=g.b[buurt]).first()
    return (rij.gebied, rij.kern) if rij else ("", "")


@pytest.mark.parametrize("plek", [("", ""), ("Gebied 2", ""), ("A|B", "C & D"), ("'s-Graveland", "100% dorp")])
def test_een_plek_past_in_een_keuze(plek):
    assert uit_waarde(in_waarde(plek)) == plek


def test_een_nieuwe_indeling_begint_met_de_gebieden_van_nu(g, indeling):
    assert {plek(g, b) for b in g.b} == {("Noord", "Dorp"), ("Noord", "Buurtschap"), ("Zuid", "Stad")}
    assert indeling.stand().is_volledig


def test_een_indeling_van_voor_de_geldende_wordt_geweigerd_en_niets_gaat_verloren(g, beheerder):
    Gebiedsindeling.objects.create(naam="Nu", geldig_van=date(2026, 1, 1), status="geldend")
    gegevens = {"naam": "Te vroeg", "geldig_van": "2025-01-01", "toelichting": "Want zo is het.", "begin": "leeg"}
    antwoord = beheerder.post(reverse("gebieden:indeling_nieuw"), gegevens)
    assert "Nu geldt al vanaf 01-01-2026" in antwoord.text
    assert "Want zo is het." in antwoord.text
    assert Gebiedsindeling.objects.count() == 1


def test_een_buurt_krijgt_een_andere_plek(g, beheerder, indeling):
    waarde = in_waarde(("Zuid", "Stad"))
    velden = ingevuld(beheerder, indeling, **{f"plek-{g.b['Dorp 1'].pk}": waarde})
    for _ in range(2):  # a double click
        assert beheerder.post(indeling.get_absolute_url(), velden).status_code == 302
    assert plek(g, "Dorp 1") == ("Zuid", "Stad")
    assert plek(g, "Dorp 2") == ("Noord", "Dorp")
    assert indeling.tijdlijn.filter(soort="wijziging").count() == 2


def test_meer_buurten_tegelijk_naar_een_nieuw_gebied(g, beheerder, indeling):
    toewijzen = {"actie": "toewijzen", "gebied": "+", "kern": "", "nieuw_gebied": "  Rivier  land ", "nieuw_kern": ""}
    kies = {"kies": [g.b["Dorp 1"].pk, g.b["Dorp 2"].pk]}
    beheerder.post(indeling.get_absolute_url(), ingevuld(beheerder, indeling, **toewijzen, **kies))
    assert [plek(g, b) for b in ("Dorp 1", "Dorp 2", "Buurtschap 1")] == [
        ("Rivier land", "Dorp"),
        ("Rivier land", "Dorp"),
        ("Noord", "Buurtschap"),
    ]
    # Typed a name and pressed Enter: the browser takes the first button, the name says what was meant.
    enter = {"actie": "bewaar", "nieuw_kern": "Haven", "kies": [g.b["Stad 2"].pk]}
    beheerder.post(indeling.get_absolute_url(), ingevuld(beheerder, indeling, **enter))
    assert plek(g, "Stad 2") == ("Zuid", "Haven")
    # To a village that is known: its area comes along.
    naar_stad = {"actie": "toewijzen", "gebied": "", "kern": "Stad", "kies": [g.b["Dorp 1"].pk]}
    beheerder.post(indeling.get_absolute_url(), ingevuld(beheerder, indeling, **naar_stad))
    assert plek(g, "Dorp 1") == ("Zuid", "Stad")


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"kies": [], "gebied": "Zuid"}, "Vink eerst een of meer buurten aan."),
        ({"kies": ["1"], "gebied": "", "kern": ""}, "Kies waar de aangevinkte buurten naartoe gaan."),
        ({"kies": ["1"], "gebied": "+", "nieuw_gebied": " "}, "Vul de naam in van het nieuwe gebied."),
        ({"kies": ["1"], "kern": "+", "nieuw_kern": ""}, "Vul de naam in van de nieuwe kern."),
        ({"kies": ["1"], "gebied": "+", "nieuw_gebied": "x" * 121}, "Een naam heeft hooguit 120 tekens."),
    ],
)
def test_wat_ontbreekt_wordt_gezegd_en_niets_wordt_bewaard(g, beheerder, indeling, velden, melding):
    eerst = {b: plek(g, b) for b in g.b}
    velden = {"actie": "toewijzen"} | velden | {f"plek-{g.b['Dorp 2'].pk}": in_waarde(("Zuid", "Stad"))}
    antwoord = beheerder.post(indeling.get_absolute_url(), ingevuld(beheerder, indeling, **velden))
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert {b: plek(g, b) for b in g.b} == eerst
    # What was chosen elsewhere on the page is still there.
    assert re.search(rf'name="plek-{g.b["Dorp 2"].pk}".*?value="Zuid\|Stad" selected', antwoord.text, re.DOTALL)


def test_twee_mensen_zien_elkaars_keuze_en_kiezen_dan_bewust(g, beheerder, indeling):
    mijn = ingevuld(beheerder, indeling, **{f"plek-{g.b['Dorp 1'].pk}": in_waarde(("Zuid", "Stad"))})
    ander = ingevuld(beheerder, indeling, **{f"plek-{g.b['Dorp 1'].pk}": in_waarde(("Noord", "Buurtschap"))})
    ander |= {f"plek-{g.b['Stad 1'].pk}": in_waarde(("Noord", "Dorp"))}
    beheerder.post(indeling.get_absolute_url(), ander)
    antwoord = beheerder.post(indeling.get_absolute_url(), mijn)
    assert antwoord.status_code == 422
    assert "Inmiddels staat hier: Buurtschap in Noord." in antwoord.text
    assert antwoord.text.count("Inmiddels staat hier") == 1
    assert plek(g, "Dorp 1") == ("Noord", "Buurtschap")
    # Saving what the page shows now is a choice; what only the other changed stays.
    velden = dict(re.findall(r'name="(was-\d+)" value="([^"]*)"', antwoord.text))
    velden |= {k.replace("was-", "plek-"): v for k, v in velden.items()}
    velden |= {f"plek-{g.b['Dorp 1'].pk}": in_waarde(("Zuid", "Stad")), "actie": "bewaar"}
    assert beheerder.post(indeling.get_absolute_url(), velden).status_code == 302
    assert plek(g, "Dorp 1") == ("Zuid", "Stad")
    assert plek(g, "Stad 1") == ("Noord", "Dorp")


def test_de_tabel_laat_zich_beperken_tot_een_gebied(g, beheerder, indeling):
    Toedeling.objects.filter(buurt=g.b["Dorp 1"]).delete()
    assert "Plek van Stad 1" not in beheerder.get(indeling.get_absolute_url(), {"gebied": "Noord"}).text
    leeg = beheerder.get(indeling.get_absolute_url(), {"gebied": "-"}).text
    assert "Plek van Dorp 1" in leeg and "Plek van Dorp 2" not in leeg
    assert "Nog zonder plek: Dorp 1." in leeg


def test_een_onvolledige_of_tegenstrijdige_indeling_kan_niet_ingaan(g, beheerder, indeling):
    Toedeling.objects.filter(buurt=g.b["Dorp 1"]).update(gebied="Zuid")
    Toedeling.objects.filter(buurt=g.b["Stad 1"]).delete()
    beheerder.post(reverse("gebieden:indeling_status", args=[indeling.pk]), {"status": "klaargezet"})
    pagina = beheerder.get(indeling.get_absolute_url()).text
    assert "Nog zonder plek: Stad 1." in pagina
    assert "Dorp ligt nu in Noord en in Zuid." in pagina
    indeling.refresh_from_db()
    assert indeling.status == "concept"


def bestand(tekst, naam="indeling.csv"):
    return {"bestand": SimpleUploadedFile(naam, tekst.encode() if isinstance(tekst, str) else tekst)}


def test_een_csv_gaat_eruit_en_er_weer_in(g, beheerder, indeling):
    uit = beheerder.get(reverse("gebieden:indeling_csv", args=[indeling.pk]))
    inhoud = b"".join(uit.streaming_content).decode("utf-8-sig")
    assert "BU00010001;Dorp 1;Dorp;Noord" in inhoud
    inlezen = reverse("gebieden:indeling_inlezen", args=[indeling.pk])
    assert beheerder.post(inlezen, bestand(inhoud)).status_code == 302
    assert plek(g, "Dorp 1") == ("Noord", "Dorp")
    anders = inhoud.replace("Dorp 1;Dorp;Noord", "Dorp 1;Stad;Zuid") + "BU00019999;Weg;Dorp;Noord\r\n"
    antwoord = beheerder.post(inlezen, bestand(anders))
    assert "regel 8 BU00019999: deze buurt is niet bekend" in antwoord.text
    assert plek(g, "Dorp 1") == ("Zuid", "Stad")


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"", "leeg"),
        (b"naam;plek\nx;y\n", "indeling.csv mist de kolom buurtcode"),
        (b"PK\x03\x04abc", "zip- of Excelbestand"),
    ],
)
def test_een_verkeerd_bestand_wordt_geweigerd(g, beheerder, indeling, inhoud, melding):
    antwoord = beheerder.post(reverse("gebieden:indeling_inlezen", args=[indeling.pk]), bestand(inhoud))
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert "/tmp" not in antwoord.text
    assert plek(g, "Dorp 1") == ("Noord", "Dorp")


def test_een_ingegane_indeling_is_niet_meer_te_wijzigen(g, beheerder, indeling):
    velden = ingevuld(beheerder, indeling, **{f"plek-{g.b['Dorp 1'].pk}": in_waarde(("Zuid", "Stad"))})
    Gebiedsindeling.objects.update(status="geldend")
    beheerder.post(indeling.get_absolute_url(), velden)
    assert plek(g, "Dorp 1") == ("Noord", "Dorp")
    for naam in ("indeling_bewerken", "indeling_inlezen"):
        assert beheerder.post(reverse(f"gebieden:{naam}", args=[indeling.pk])).status_code == 404


# What it would change ----------------------------------------------------------


@pytest.fixture
def noord_weg(g, indeling):
    Toedeling.objects.filter(kern="Dorp").update(gebied="Rivierland")
    Toedeling.objects.filter(kern="Buurtschap").update(gebied="Zuid")
    return indeling


def gevolgen(client, indeling):
    return client.get(reverse("gebieden:indeling_gevolgen", args=[indeling.pk]))


def test_de_gevolgen_staan_er_voordat_er_iets_gebeurt(g, beheerder, noord_weg):
    inwoners = Indicator.objects.create(code="inwoners", naam="Inwoners", soort="telling")
    eigen = Indicator.objects.create(code="tevreden", naam="Tevredenheid", soort="gemiddelde")
    for n, buurt in enumerate(g.b.values(), start=1):
        Cijfer.objects.create(gebied=buurt, indicator=inwoners, jaar=2025, waarde=1000 * n, bron="CBS")
    Cijfer.objects.create(gebied=g.noord, indicator=eigen, jaar=2025, waarde=7, bron="eigen onderzoek")
    g.medewerker.gebiedsrollen.update(uren=20)
    g.platform.gebieden.add(g.noord)
    maak_initiatief(g.noord, g.medewerker, "Moestuin")
    maak_signaal(g.dorp)
    agenda = maak_agenda(g.noord, "aangeboden")
    eerst = list(Gebied.objects.order_by("pk").values())
    antwoord = gevolgen(beheerder, noord_weg)
    g_ = antwoord.context["gevolgen"]
    assert list(Gebied.objects.order_by("pk").values()) == eerst
    regels = {(r.naam, r.wat): (r.inwoners_nu, r.inwoners_straks) for r in g_.gebieden}
    assert regels["Rivierland", "komt"] == (None, 3000)
    assert regels["Noord", "vervalt"] == (10_000, None)
    assert regels["Zuid", "anders"] == (11_000, 18_000)
    assert [(o.naam, o.soort, o.opvolgers) for o in g_.opvolging] == [
        ("Noord", "gesplitst", (("Zuid", 70), ("Rivierland", 30)))
    ]
    dossiers = {(d.soort, d.van, d.naar): (d.open, d.gesloten) for d in g_.dossiers}
    assert dossiers["initiatieven", "Noord", "Zuid en Rivierland"] == (1, 0)
    assert dossiers["signalen", "Noord", "Rivierland"] == (1, 0)
    wordt = {r.persoon: r.wordt for r in g_.rollen}
    assert wordt["Mia Makelaar"] == (("Zuid", 14), ("Rivierland", 6))
    assert g_.platforms == [("Dorpsplatform Dorp", "Noord", "Zuid en Rivierland")]
    assert [stuk for _, stuk, _, _ in g_.stukken] == [agenda]
    assert any("Tevredenheid" in zin and "breuk" in zin for zin in g_.reeksen)
    assert any("Noord wordt gesplitst" in zin for zin in g_.beslissen)
    for tekst in ("Mia Makelaar", "14 uur", "erbij: Buurtschap 1, Buurtschap 2", "De gebieden van nu", "18.000"):
        assert tekst in antwoord.text


def test_wat_met_een_dorp_meegaat_hoeft_niemand_te_beslissen(g, beheerder, noord_weg):
    g.medewerker.gebiedsrollen.update(uren=None)
    maak_signaal(g.dorp)
    assert not [zin for zin in gevolgen(beheerder, noord_weg).context["gevolgen"].beslissen if "gesplitst" in zin]


def test_zonder_wijziging_zegt_de_bladzijde_dat_er_niets_verandert(g, beheerder, indeling):
    assert "Er verandert niets" in gevolgen(beheerder, indeling).text


def test_de_gevolgen_vragen_niet_meer_van_de_database_bij_meer_dossiers(
    g, beheerder, noord_weg, django_assert_max_num_queries
):
    # A query or two for each kind of dossier there is, whatever the number of dossiers.
    with django_assert_max_num_queries(80) as met_een:
        maak_initiatief(g.noord, g.medewerker, "Een") and None
        len_ = len(met_een)
        gevolgen(beheerder, noord_weg)
        een = len(met_een) - len_
    for n in range(3):
        maak_initiatief(g.noord, g.medewerker, f"Meer {n}")
        maak_persoon(f"Extra {n}", "gebiedsmakelaar_leefomgeving", g.noord)
    with django_assert_max_num_queries(een):
        gevolgen(beheerder, noord_weg)


def test_de_lijst_en_de_tabel_vragen_een_vast_aantal_keer(g, beheerder, indeling, django_assert_max_num_queries):
    for n in range(3):
        Gebiedsindeling.objects.create(naam=f"Oud {n}", geldig_van=date(2020 + n, 1, 1), status="vervallen")
    for url in (reverse("gebieden:indelingen"), indeling.get_absolute_url()):
        with django_assert_max_num_queries(16):
            beheerder.get(url)


# Herindeling --------------------------------------------------------------------


@pytest.fixture
def oud(g):
    gebied = maak_gebied("Oud", "buurt", g.gemeente, "BU00020001", vierkant(2, stap=0.05))
    Gebied.objects.filter(pk=gebied.pk).update(is_actief=False)
    return gebied


@pytest.fixture
def herindeling(g, beheerder, oud):
    velden = {"per": "2025-01-01", "wijze": "naam", "oude_bron": ""}
    antwoord = beheerder.post(reverse("gebieden:opvolging"), velden)
    herindeling = Herindeling.objects.get()
    assert antwoord["Location"] == herindeling.get_absolute_url()
    voer_uit(Opdracht.objects.get(groep=herindeling.groep).pk)
    herindeling.refresh_from_db()
    return herindeling


def test_een_mens_kiest_bevestigt_en_het_oude_gebied_zegt_waardoor_het_is_opgevolgd(g, beheerder, oud, herindeling):
    pagina = beheerder.get(herindeling.get_absolute_url()).text
    assert "Nog zonder opvolger: Oud." in pagina
    een, twee = g.b["Dorp 1"], g.b["Dorp 2"]
    status = reverse("gebieden:herindeling_status", args=[herindeling.pk])
    assert (
        "Er is nog geen enkele opvolger gekozen." in beheerder.post(status, {"status": "bevestigd"}, follow=True).text
    )
    velden = {"was-0": "|100", "nieuw-0": str(een.pk), "aandeel-0": "62,5"}
    erbij = {"erbij_oud": str(oud.pk), "erbij_nieuw": str(twee.pk), "erbij_aandeel": "37,5 %"}
    for _ in range(2):  # a double click
        assert beheerder.post(herindeling.get_absolute_url(), velden | erbij).status_code == 302
    beheerder.post(status, {"status": "bevestigd"})
    voer_uit(Opdracht.objects.filter(groep=herindeling.groep).latest("pk").pk)
    assert {(o.nieuw, o.aandeel, o.bron) for o in Opvolging.objects.all()} == {
        (een, 0.625, "hand"),
        (twee, 0.375, "hand"),
    }
    weg = Gebied.objects.get(pk=oud.pk)
    tekst = render_to_string("gebieden/_opvolging.html", {"gebied": weg, "opvolging": opvolging_van(weg)})
    assert "bestaat niet meer sinds 1 januari 2025" in tekst
    assert "Dorp 1</a> (62 procent)" in tekst and "Dorp 2</a> (38 procent)" in tekst
    tekst = render_to_string("gebieden/_opvolging.html", {"gebied": een, "opvolging": opvolging_van(een)})
    assert "Dit gebied volgt een ander gebied op" in tekst and "tot 1 januari 2025" in tekst
    zonder = render_to_string("gebieden/_opvolging.html", {"gebied": g.stad, "opvolging": opvolging_van(g.stad)})
    assert not zonder.strip()


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"aandeel-0": "veel"}, "Vul een aandeel in tussen 0 en 100 procent."),
        ({"aandeel-0": "120"}, "Vul een aandeel in tussen 0 en 100 procent."),
        ({"nieuw-0": "999999"}, "Kies een gebied uit de lijst."),
        ({"erbij": "60"}, "Meer dan 100 kan niet."),
        ({"erbij": "40", "nog eens": True}, "Deze opvolger staat er twee keer."),
    ],
)
def test_wat_niet_kan_staat_bij_de_rij_en_blijft_staan(g, beheerder, oud, herindeling, velden, melding):
    basis = {"was-0": "|100", "nieuw-0": str(g.b["Dorp 1"].pk), "aandeel-0": "50"}
    if "erbij" in velden:
        naar = g.b["Dorp 1" if "nog eens" in velden else "Dorp 2"].pk
        velden = {"erbij_oud": oud.pk, "erbij_nieuw": naar, "erbij_aandeel": velden["erbij"]}
    antwoord = beheerder.post(herindeling.get_absolute_url(), basis | velden)
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    herindeling.refresh_from_db()
    assert [regel["nieuw"] for regel in herindeling.regels] == [None]


def test_twee_mensen_aan_een_herindeling(g, beheerder, herindeling):
    een, twee = g.b["Dorp 1"], g.b["Dorp 2"]
    beheerder.post(herindeling.get_absolute_url(), {"was-0": "|100", "nieuw-0": str(een.pk), "aandeel-0": "100"})
    mijn = {"was-0": "|100", "nieuw-0": str(twee.pk), "aandeel-0": "100"}
    antwoord = beheerder.post(herindeling.get_absolute_url(), mijn)
    assert "Inmiddels staat hier: Dorp 1, 100 %." in antwoord.text
    herindeling.refresh_from_db()
    assert herindeling.regels[0]["nieuw"] == een.pk
    nogmaals = mijn | {"was-0": re.search(r'name="was-0" value="([^"]*)"', antwoord.text)[1]}
    assert beheerder.post(herindeling.get_absolute_url(), nogmaals).status_code == 302
    herindeling.refresh_from_db()
    assert herindeling.regels[0]["nieuw"] == twee.pk


def test_opvolgers_uit_een_bestand_staan_er_meteen(g, beheerder, oud):
    velden = {"per": "2025-01-01", "wijze": "bestand", "oude_bron": ""}
    leeg = beheerder.post(reverse("gebieden:opvolging"), velden)
    assert leeg.status_code == 422 and "Kies het CSV-bestand." in leeg.text
    fout = beheerder.post(reverse("gebieden:opvolging"), velden | bestand("oud;nieuw\nBU99999999;BU00010001\n"))
    assert "Geen enkele regel is te gebruiken." in fout.text and "geen vervallen gebied" in fout.text
    assert not Herindeling.objects.exists()
    beheerder.post(reverse("gebieden:opvolging"), velden | bestand("oud;nieuw;aandeel\nBU00020001;BU00010001;40%\n"))
    herindeling = Herindeling.objects.get()
    assert herindeling.status == "bekeken"
    assert [(r["nieuw"], r["aandeel"], r["bron"]) for r in herindeling.regels] == [(g.b["Dorp 1"].pk, 0.4, "bestand")]
    uit = beheerder.get(reverse("gebieden:herindeling_csv", args=[herindeling.pk]))
    assert "BU00020001;BU00010001;0,4" in b"".join(uit.streaming_content).decode("utf-8-sig")


def test_een_percentage_leest_zoals_het_er_staat():
    for aandeel in (1.0, 0.5, 0.625, 0.3333, 0.05):
        assert uit_procenten(in_procenten(aandeel)) == pytest.approx(aandeel)
    assert (uit_procenten(""), uit_procenten("0"), uit_procenten("101")) == (None, None, None)


def test_een_gebied_waar_nog_geen_buurt_in_ligt_is_te_kiezen_in_de_woorden_van_de_gemeente(g, beheerder, indeling):
    maak_gebied("Subwijk 93", "kern", g.noord)
    stel_in(lees_profiel("utrecht"))
    tekst = beheerder.get(indeling.get_absolute_url()).text
    assert f'value="{in_waarde((g.noord.naam, "Subwijk 93"))}"' in tekst
    assert "Geen subwijk" in tekst and "als de wijk er nog niet bij staat" in tekst
    assert "(geen subwijk)" in tekst
    velden = ingevuld(beheerder, indeling, actie="toewijzen", gebied="+", nieuw_gebied="", kies=[g.b["Dorp 1"].pk])
    assert "Vul de naam in van de nieuwe wijk." in beheerder.post(indeling.get_absolute_url(), velden).text


def test_wat_in_een_nieuw_gebied_komt_te_liggen_vraagt_geen_eigen_rol(g, beheerder, indeling):
    velden = {"actie": "toewijzen", "gebied": "+", "nieuw_gebied": "Rivierland", "kern": "+", "nieuw_kern": "Haven"}
    velden = ingevuld(beheerder, indeling, **velden, kies=[g.b["Dorp 1"].pk])
    beheerder.post(indeling.get_absolute_url(), velden)
    zinnen = [zin for zin in gevolgen(beheerder, indeling).context["gevolgen"].beslissen if "geen rollen" in zin]
    assert len(zinnen) == 1 and zinnen[0].startswith("Rivierland volgt geen gebied op")
