"""Signals of other systems: reading their file, and the pages where the beheerder keeps them."""

import csv
import io
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from gebieden.models import Inlezing
from gebiedswerk.opdrachten import Opdracht, voer_uit
from signalen.bronsysteem import meldingenbestand
from signalen.models import Bronsysteem, Signaal
from tests.gebieden.factories import maak_gebied, maak_gemeente

pytestmark = pytest.mark.django_db
KOP = "id,categoryName,teamName,source,created,regionName\n"
RIJEN = (
    "1,Huisafval,Team,website,2024-01-01 00:26:23.0000000,Dorp\n"
    "2,Groen en water,Team,website,2024-01-02 10:00:00.0000000,Dorp\n"
    "3,Huisafval,Team,website,2024-01-03 10:00:00.0000000,Nergenshuizen\n"
)


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def bron(g):
    return Bronsysteem.objects.create(naam="Fixi", slug="fixi", themas={"Huisafval": "openbare_ruimte"})


def bestand(tmp_path, tekst, naam="meldingen.csv"):
    pad = tmp_path / naam
    pad.write_text(tekst, encoding="utf-8")
    return pad


def lees_in(pad, *antwoorden, bron="fixi"):
    uit = io.StringIO()
    call_command("importeer_signalen", str(pad), bron=bron, antwoord=list(antwoorden), stdout=uit)
    return uit.getvalue()


# The reader -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "op"),
    [
        ("2024-01-01 00:26:23.0000000", datetime(2024, 1, 1, 0, 26, 23)),
        ("2024-01-01T10:00:00", datetime(2024, 1, 1, 10)),
        ("01-02-2024 13:45", datetime(2024, 2, 1, 13, 45)),
        ("1/2/2024", datetime(2024, 2, 1)),
        ("2024-02-30", None),
        ("gisteren", None),
        ("", None),
    ],
)
def test_een_moment_in_de_schrijfwijzen_van_anderen(tekst, op):
    assert meldingenbestand.moment(tekst) == op


@given(st.text(max_size=40))
def test_elke_tekst_is_een_moment_of_niets(tekst):
    assert meldingenbestand.moment(tekst) is None or isinstance(meldingenbestand.moment(tekst), datetime)


def test_een_slechte_regel_bederft_de_goede_niet_en_wordt_genoemd(tmp_path):
    tekst = KOP + RIJEN + "4,Huisafval\n,X,T,web,2024-01-01,Dorp\n5,X,T,web,ooit,Dorp\n1,X,T,web,2024-01-01,Dorp\n"
    rijen = list(meldingenbestand.lees(bestand(tmp_path, tekst)))
    assert [rij.nummer for rij in rijen if not rij.fout] == ["1", "2", "3"]
    assert [rij.waar for rij in rijen if rij.fout] == ["regel 5", "regel 6", "regel 7", "regel 8"]
    assert "ook op regel 2" in rijen[-1].fout


@pytest.mark.parametrize("dag", ["0001-01-01", "1900-01-01", "9999-12-31"])
def test_een_dag_waarop_niets_gemeld_kan_zijn_bederft_het_bestand_niet(g, bron, tmp_path, dag):
    uit = lees_in(bestand(tmp_path, KOP + RIJEN + f"9,Huisafval,T,web,{dag},Dorp\n"))
    assert "2 nieuw" in uit and "2 overgeslagen" in uit and not Signaal.objects.filter(bronnummer="9").exists()


# Reading in -------------------------------------------------------------------


def test_wat_bekend_is_komt_binnen_en_wat_niet_wordt_gevraagd(g, bron, tmp_path):
    pad = bestand(tmp_path, KOP + RIJEN)
    uit = lees_in(pad)
    assert "2 nieuw" in uit and "1 overgeslagen" in uit and "Welk gebied is ‘Nergenshuizen’?" in uit
    een, twee = Signaal.objects.order_by("bronnummer")
    assert (een.thema, een.tekst, een.bron, een.eigenaar) == ("openbare_ruimte", "Huisafval", "import", g.medewerker)
    assert timezone.localtime(een.ontvangen_op) == timezone.make_aware(datetime(2024, 1, 1, 0, 26, 23))
    assert een.uiterlijk > timezone.localdate() and een.is_open and list(een.gebieden.all()) == [g.dorp]
    assert twee.thema == "groen"
    assert "1 nieuw, 0 gewijzigd, 2 ongewijzigd" in lees_in(pad, f"plek:Nergenshuizen={g.stad.code}")
    assert Signaal.objects.get(bronnummer="3").trekkend_gebied == g.stad
    assert "0 nieuw, 0 gewijzigd, 3 ongewijzigd" in lees_in(pad, f"plek:Nergenshuizen={g.stad.code}")


def test_een_onbekende_categorie_wordt_een_keer_gevraagd_en_dan_onthouden(g, bron, tmp_path):
    pad = bestand(tmp_path, KOP + RIJEN.replace("Huisafval", "Rattenplaag"))
    assert "Welk thema is ‘Rattenplaag’?" in lees_in(pad)
    assert "1 nieuw" in lees_in(pad, "thema:Rattenplaag=openbare_ruimte")
    bron.refresh_from_db()
    assert bron.themas["Rattenplaag"] == "openbare_ruimte"
    assert "Rattenplaag’?" not in lees_in(pad)


def test_een_bron_die_zelf_afhandelt_telt_mee_en_vraagt_geen_werk(g, bron, tmp_path):
    Bronsysteem.objects.update(behandelt_zelf=True)
    lees_in(bestand(tmp_path, KOP + RIJEN))
    assert Signaal.objects.count() == 2 and not Signaal.objects.open().exists()
    assert Signaal.objects.first().tijdlijn.count() == 2


def test_wat_hier_is_gewijzigd_blijft_en_wat_daar_veranderde_komt_mee(g, bron, tmp_path):
    lees_in(bestand(tmp_path, KOP + RIJEN))
    een = Signaal.objects.get(bronnummer="1")
    een.ga_naar("in_beoordeling", door=g.medewerker)
    pad = bestand(tmp_path, KOP + RIJEN.replace("Dorp", "Stad"))
    assert "1 gewijzigd, 1 ongewijzigd" in lees_in(pad)
    assert Signaal.objects.get(bronnummer="1").trekkend_gebied == g.dorp
    twee = Signaal.objects.get(bronnummer="2")
    assert twee.trekkend_gebied == g.stad and list(twee.gebieden.all()) == [g.stad]


def test_een_bestand_zonder_nodige_kolom_of_bron_wordt_geweigerd(g, bron, tmp_path):
    for tekst, wat in ((RIJEN, "mist een kolom"), (KOP, "geen regels"), ("", "is leeg")):
        with pytest.raises(CommandError, match=wat):
            lees_in(bestand(tmp_path, tekst))
    with pytest.raises(CommandError, match="bestaat niet"):
        lees_in(bestand(tmp_path, KOP + RIJEN), bron="weg")
    assert not Signaal.objects.exists()


@pytest.mark.eenmaal
def test_het_bestand_van_een_half_jaar_komt_in_een_keer_binnen(g, bron, shared, django_assert_max_num_queries):
    katwijk = shared / "data" / "meldingen" / "katwijk_fixi_2024H1.csv"
    for nummer, naam in enumerate(("Katwijk", "Katwijk Noord", "Katwijk aan Zee", "Katwijk aan den Rijn", "Rijnsburg")):
        maak_gebied(naam, "kern", g.noord, code=f"K{nummer}")
    with katwijk.open(encoding="utf-8-sig") as stream:
        categorieen = {rij["categoryName"] for rij in csv.DictReader(stream)}
    Bronsysteem.objects.update(themas=dict.fromkeys(categorieen, "openbare_ruimte"), behandelt_zelf=True)
    with django_assert_max_num_queries(700):
        uit = lees_in(katwijk)
    assert "8455 nieuw, 0 gewijzigd, 0 ongewijzigd, 629 overgeslagen" in uit.replace(".", "")
    assert Signaal.objects.count() == 9084 - 629
    assert Signaal.objects.filter(trekkend_gebied__naam="Rijnsburg").count() == 1899
    with django_assert_max_num_queries(100):
        assert "0 nieuw, 0 gewijzigd, 8455 ongewijzigd" in lees_in(katwijk)


# The pages --------------------------------------------------------------------


def upload(tekst, naam="meldingen.csv"):
    return SimpleUploadedFile(naam, tekst.encode(), content_type="text/csv")


def draai_alles():
    for opdracht in Opdracht.objects.filter(status="klaargezet", soort__startswith="inlezing"):
        assert voer_uit(opdracht.pk), Opdracht.objects.get(pk=opdracht.pk).melding


def test_de_beheerder_leest_een_bestand_in_met_voorbeeld_en_vragen(g, bron, client):
    client.force_login(g.beheerder)
    antwoord = client.post(reverse("signalen:bron_inlezen", args=["fixi"]), {"bestand": upload(KOP + RIJEN)})
    inlezing = Inlezing.objects.get()
    assert antwoord.status_code == 302 and antwoord["Location"] == inlezing.get_absolute_url()
    draai_alles()
    tekst = client.get(inlezing.get_absolute_url()).content.decode()
    assert "Welk gebied is ‘Nergenshuizen’?" in tekst and not Signaal.objects.exists()
    client.post(reverse("gebieden:inlezing_opnieuw", args=[inlezing.pk]), {"vraag_0": g.stad.code})
    draai_alles()
    inlezing.refresh_from_db()
    client.post(
        reverse("gebieden:inlezing_stap", args=[inlezing.pk]), {"status": "bevestigd", "versie": inlezing.versie}
    )
    draai_alles()
    inlezing.refresh_from_db()
    assert (inlezing.status, Signaal.objects.count()) == ("ingelezen", 3)
    assert "3 nieuw" in client.get(reverse("signalen:bron", args=["fixi"])).content.decode()


def test_een_bron_toevoegen_veranderen_en_haar_token(g, client):
    client.force_login(g.beheerder)
    pagina = client.get(reverse("signalen:bron_nieuw"))
    invoer = {"naam": "Buiten Beter", "contact_email": "", "sleutel": str(pagina.context["form"]["sleutel"].value())}
    for _ in range(2):
        assert client.post(reverse("signalen:bron_nieuw"), invoer).status_code == 302
    bron = Bronsysteem.objects.get()
    assert bron.slug == "buiten-beter"
    Bronsysteem.objects.update(themas={"Afval": "openbare_ruimte"})
    url = reverse("signalen:bron", args=[bron.slug])
    invoer |= {"versie": bron.versie, "is_actief": "on", "categorie_0": "-"}
    assert client.post(url, invoer).status_code == 302
    bron.refresh_from_db()
    assert bron.themas == {"Afval": ""}
    token_url = reverse("signalen:bron_token", args=[bron.slug])
    token = client.post(token_url).context["token"]
    assert Bronsysteem.objects.met_token(token).get() == bron and token not in client.get(url).content.decode()
    client.post(token_url, {"intrekken": "1"})
    assert not Bronsysteem.objects.met_token(token).exists() and not Bronsysteem.objects.met_token("").exists()
