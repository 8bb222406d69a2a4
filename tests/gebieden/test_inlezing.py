"""A file in the browser: looked at, confirmed, read in; and everything that may go wrong on the way."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gebieden import importeren
from gebieden.importeren import Bestandsfout, Levering
from gebieden.inlezing import ontvangst, uitvoeren
from gebieden.inlezing.models import TABEL, WERK
from gebieden.models import Cijfer, Gebied, Indicator, Inlezing
from gebiedswerk.opdrachten import MAX_TRIES, Opdracht, voer_uit
from gebiedswerk.profiel import lees_profiel, stel_in

from .factories import maak_gebied, maak_gemeente, maak_persoon, vierkant

LIJST = reverse("gebieden:inlezingen")
NIEUW = reverse("gebieden:inlezing_nieuw")
KOP = "gebied;jaar;indicator;waarde"


@pytest.fixture(autouse=True)
def eigen_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def g(db):
    g = maak_gemeente()
    Indicator.objects.create(code="eigen-thuis", naam="Voelt zich thuis", soort="gemiddelde", is_eigen=True)
    return g


@pytest.fixture
def beheer(client, g):
    client.force_login(g.beheerder)
    return client


def csv(*regels, naam="enquete.csv"):
    return SimpleUploadedFile(naam, "\n".join([KOP, *regels, ""]).encode())


GOED = ("dorp;2025;eigen-thuis;7,5", "stad;2025;eigen-thuis;6,9")


def lever_aan(client, bestand=None, **velden):
    """What the browser does; the Inlezing that came of it."""
    antwoord = client.post(NIEUW, {"soort": "cijfers", "bestand": bestand or csv(*GOED)} | velden)
    assert antwoord.status_code == 302, antwoord.content.decode()
    return Inlezing.objects.get(pk=antwoord["Location"].rstrip("/").rsplit("/", 1)[1])


def werk_af(inlezing):
    """The worker comes by."""
    voer_uit(inlezing.opdracht().pk)
    inlezing.refresh_from_db()
    return inlezing


def zet(client, inlezing, status, **velden):
    gegevens = {"status": status, "versie": inlezing.versie} | velden
    return client.post(reverse("gebieden:inlezing_stap", args=[inlezing.pk]), gegevens, follow=True)


def opnieuw(client, inlezing, **velden):
    return client.post(reverse("gebieden:inlezing_opnieuw", args=[inlezing.pk]), velden, follow=True)


def pagina(client, inlezing):
    return client.get(inlezing.get_absolute_url()).content.decode()


def alle_rijen():
    """Everything an import could touch."""
    cijfers = Cijfer.objects.values_list("gebied__code", "indicator__code", "jaar", "waarde", "bron", "is_berekend")
    gebieden = Gebied.objects.values_list("code", "naam", "ouder__code", "pad", "niveau")
    return sorted(cijfers), sorted(gebieden), {g.code: g.grens for g in Gebied.objects.all()}


def regels(gegevens):
    return [(deel["kop"], deel["tellen"], sorted(deel["regels"])) for deel in gegevens["delen"]]


# Who may ----------------------------------------------------------------------


@pytest.mark.parametrize("wie", ["medewerker", "elders", "regie", "wethouder", "raadslid", "platformlid"])
def test_alleen_wie_beheert_ziet_bestanden_en_levert_ze_aan(client, g, wie):
    client.force_login(g.beheerder)
    inlezing = lever_aan(client)
    client.force_login(getattr(g, wie))
    for naam in ("inlezing", "inlezing_bestand", "inlezing_verslag"):
        antwoord = client.get(reverse(f"gebieden:{naam}", args=[inlezing.pk]))
        assert antwoord.status_code == 403
        assert b"eigen-thuis" not in antwoord.content
    assert client.get(LIJST).status_code == client.get(NIEUW).status_code == 403
    assert client.post(NIEUW, {"soort": "cijfers", "bestand": csv(*GOED)}).status_code == 403
    assert zet(client, inlezing, "ingetrokken").status_code == 403
    assert opnieuw(client, inlezing).status_code == 403
    assert Inlezing.objects.count() == 1


def test_wie_niet_is_aangemeld_levert_niets_aan(client, g):
    antwoord = client.post(NIEUW, {"soort": "cijfers", "bestand": csv(*GOED)})
    assert antwoord.status_code == 302 and "login" in antwoord["Location"]
    assert not Inlezing.objects.exists()


def test_de_stappen_van_het_systeem_zijn_van_niemand(g):
    inlezing = Inlezing(door=g.beheerder)
    van_mensen = {(o.van, o.naar) for o in TABEL.overgangen if inlezing.heeft_recht(g.beheerder, o.recht)}
    assert van_mensen == {
        ("bekeken", "aangeleverd"),
        ("bekeken", "bevestigd"),
        ("bekeken", "ingetrokken"),
        ("mislukt", "aangeleverd"),
    }


# The whole way ----------------------------------------------------------------


def test_het_voorbeeld_is_wat_er_gebeurt(beheer, g):
    before = alle_rijen()
    inlezing = lever_aan(beheer)
    assert inlezing.status == "aangeleverd"
    assert "wordt bekeken" in pagina(beheer, inlezing)

    werk_af(inlezing)
    assert inlezing.status == "bekeken"
    assert alle_rijen() == before  # looked at is not read in
    getoond = inlezing.voorbeeld
    assert getoond["delen"][0]["tellen"] == {"nieuw": 2, "gewijzigd": 0, "ongewijzigd": 0, "overgeslagen": 0}
    assert getoond["jaren"] == [2025]
    assert ["Voelt zich thuis", 2025, 2] in getoond["aantallen"]
    assert "Buurtschap" in getoond["ontbreekt"]
    html = pagina(beheer, inlezing)
    assert "Wat er gebeurt als u bevestigt" in html and "Buurtschap" in html

    zet(beheer, inlezing, "bevestigd")
    inlezing.refresh_from_db()
    assert inlezing.status == "bevestigd" and alle_rijen() == before
    werk_af(inlezing)
    assert inlezing.status == "ingelezen"
    assert regels(inlezing.verslag) == regels(getoond)
    assert inlezing.verslag["aantallen"] == getoond["aantallen"]
    assert dict(Cijfer.objects.filter(is_berekend=False).values_list("gebied__code", "waarde")) == {
        "dorp": 7.5,
        "stad": 6.9,
    }
    assert "Wat er is gedaan" in pagina(beheer, inlezing)
    assert [gebeurtenis.door for gebeurtenis in inlezing.tijdlijn.order_by("id")] == [
        *(g.beheerder, None, g.beheerder, None)
    ]


def test_grenzen_met_kaart_voor_en_na(beheer, g):
    feature = {
        "type": "Feature",
        "properties": {"code": "dorp", "naam": "Dorp"},
        "geometry": vierkant(0.5),
    }
    nieuw = {"type": "Feature", "properties": {"code": "gat", "naam": "Gat"}, "geometry": vierkant(4)}
    inhoud = json.dumps({"type": "FeatureCollection", "features": [feature, nieuw]}).encode()
    inlezing = lever_aan(beheer, SimpleUploadedFile("kernen.geojson", inhoud), soort="grenzen", niveau="kern")
    werk_af(inlezing)
    assert inlezing.status == "bekeken", inlezing.verslag
    assert set(inlezing.voorbeeld["kaart"]) == {"voor", "na", "met_nadruk"}
    assert inlezing.voorbeeld["kaart"]["met_nadruk"] is True
    assert not Gebied.objects.filter(naam="Gat").exists()
    assert "<svg" in pagina(beheer, inlezing)
    zet(beheer, inlezing, "bevestigd")
    werk_af(inlezing)
    assert inlezing.status == "ingelezen"
    assert Gebied.objects.get(naam="Gat").niveau == "kern"
    # What lies around it follows.
    assert Gebied.objects.get(code="GM0001").grens is not None


def test_een_naam_uit_een_bestand_is_nooit_opmaak(beheer, g):
    eigenschappen = {"code": "gat", "naam": "<b>Gat</b><script>alert(1)</script>"}
    feature = {"type": "Feature", "properties": eigenschappen, "geometry": vierkant(4, stap=0.3)}
    inhoud = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    inlezing = werk_af(lever_aan(beheer, SimpleUploadedFile("x.json", inhoud), soort="grenzen", niveau="kern"))
    html = pagina(beheer, inlezing)
    assert inlezing.voorbeeld["kaart"] and "<svg" in html
    assert "<b>Gat" not in html and "<script>alert" not in html


def test_gebieden_van_voor_een_herindeling_tellen_niet_mee(beheer, g):
    oud = {"statcode": "GM0999", "statnaam": "Oudeland"}
    feature = {"type": "Feature", "properties": oud, "geometry": vierkant(1)}
    inhoud = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    inlezing = werk_af(lever_aan(beheer, SimpleUploadedFile("oud.json", inhoud), soort="voorgangers"))
    assert inlezing.status == "bekeken", inlezing.verslag
    zet(beheer, inlezing, "bevestigd")
    assert werk_af(inlezing).status == "ingelezen"
    assert Gebied.objects.get(code="GM0999").is_actief is False
    assert reverse("gebieden:opvolging") in pagina(beheer, inlezing)


def test_het_commando_doet_hetzelfde_als_het_scherm(beheer, g, tmp_path, capsys):
    regels_ = (*GOED, "atlantis;2025;eigen-thuis;7", "dorp;2024;eigen-thuis;7,1")
    inlezing = werk_af(lever_aan(beheer, csv(*regels_)))
    pad = tmp_path / "enquete.csv"
    pad.write_bytes(csv(*regels_).read())
    call_command("importeer_cijfers", str(pad))
    by_command = alle_rijen()
    tellen = inlezing.voorbeeld["delen"][0]["tellen"]
    assert ", ".join(f"{aantal} {uitkomst}" for uitkomst, aantal in tellen.items()) in capsys.readouterr().out
    Cijfer.objects.all().delete()
    zet(beheer, inlezing, "bevestigd")
    assert werk_af(inlezing).status == "ingelezen"
    assert alle_rijen() == by_command and by_command[0]


def test_twee_keer_bevestigen_is_een_keer_inlezen(beheer, g):
    inlezing = werk_af(lever_aan(beheer))
    for _ in range(2):
        zet(beheer, inlezing, "bevestigd")
    opdrachten = Opdracht.objects.filter(soort=WERK["bevestigd"])
    assert opdrachten.count() == 1
    assert voer_uit(opdrachten.get().pk) is True
    assert voer_uit(opdrachten.get().pk) is False  # a second worker comes too late
    inlezing.refresh_from_db()
    assert inlezing.status == "ingelezen"
    zet(beheer, inlezing, "bevestigd")
    assert opdrachten.count() == 1


def test_wie_stopt_verandert_niets(beheer, g):
    inlezing = werk_af(lever_aan(beheer))
    zet(beheer, inlezing, "ingetrokken")
    inlezing.refresh_from_db()
    assert inlezing.status == "ingetrokken" and not Cijfer.objects.exists()
    assert "Er is niets veranderd" in pagina(beheer, inlezing)


# The world in between ------------------------------------------------------------


def test_is_er_intussen_iets_veranderd_dan_komt_er_een_nieuw_voorbeeld(beheer, g):
    """Between the preview and the worker another import came by: what was shown is not what would happen."""
    inlezing = werk_af(lever_aan(beheer))
    ander = werk_af(lever_aan(beheer, csv("dorp;2025;eigen-thuis;8,0", naam="ander.csv")))
    zet(beheer, ander, "bevestigd")
    werk_af(ander)
    zet(beheer, inlezing, "bevestigd")
    werk_af(inlezing)
    assert inlezing.status == "bekeken"
    assert list(Cijfer.objects.filter(is_berekend=False).values_list("gebied__code", "waarde")) == [("dorp", 8.0)]
    assert inlezing.voorbeeld["delen"][0]["tellen"]["gewijzigd"] == 1
    assert "Er is nog niets ingelezen" in pagina(beheer, inlezing)
    zet(beheer, inlezing, "bevestigd")
    assert werk_af(inlezing).status == "ingelezen"
    assert Cijfer.objects.get(gebied=g.dorp).waarde == 7.5


def test_een_oude_pagina_bevestigt_geen_ander_voorbeeld(beheer, g):
    inlezing = werk_af(lever_aan(beheer))
    oude_versie = inlezing.versie
    opnieuw(beheer, inlezing, jaar="2024")
    inlezing.refresh_from_db()
    werk_af(inlezing)
    assert inlezing.status == "bekeken" and inlezing.versie > oude_versie
    antwoord = zet(beheer, inlezing, "bevestigd", versie=oude_versie)
    assert "Er is intussen een nieuw voorbeeld gemaakt" in antwoord.content.decode()
    inlezing.refresh_from_db()
    assert inlezing.status == "bekeken"


def test_hetzelfde_bestand_nog_eens_wordt_gezegd_en_verandert_niets(beheer, g):
    eerste = werk_af(lever_aan(beheer))
    zet(beheer, eerste, "bevestigd")
    werk_af(eerste)
    tweede = lever_aan(beheer, csv(*GOED, naam="andere-naam.csv"))
    assert f'href="{eerste.get_absolute_url()}"' in pagina(beheer, tweede)
    werk_af(tweede)
    html = pagina(beheer, tweede)
    assert "U hoeft niets te doen" in html and ">Inlezen<" not in html
    antwoord = zet(beheer, tweede, "bevestigd")
    assert "Dit bestand verandert niets" in antwoord.content.decode()
    tweede.refresh_from_db()
    assert tweede.status == "bekeken"


# Questions --------------------------------------------------------------------------


def test_een_naam_die_twee_gebieden_heeft_wordt_gevraagd(beheer, g):
    Gebied.objects.filter(code="dorp").update(code="kern-dorp")
    Gebied.objects.filter(code="noord").update(code="gebied-dorp", naam="Dorp")
    inlezing = werk_af(lever_aan(beheer, csv("Dorp;2025;eigen-thuis;7,5", "stad;2025;eigen-thuis;6,9")))
    assert inlezing.status == "bekeken" and list(inlezing.open_vragen()) == ["Dorp"]
    html = pagina(beheer, inlezing)
    assert "Welk gebied is Dorp?" in html and ">Inlezen<" not in html
    assert "Beantwoord eerst de vragen" in zet(beheer, inlezing, "bevestigd").content.decode()

    opnieuw(beheer, inlezing, vraag_0="kern-dorp")
    inlezing.refresh_from_db()
    assert inlezing.status == "aangeleverd" and inlezing.antwoorden == {"Dorp": "kern-dorp"}
    werk_af(inlezing)
    assert not inlezing.open_vragen()
    zet(beheer, inlezing, "bevestigd")
    assert werk_af(inlezing).status == "ingelezen"
    assert Cijfer.objects.filter(is_berekend=False, gebied__code="kern-dorp", waarde=7.5).exists()
    assert not Cijfer.objects.filter(gebied__code="gebied-dorp", is_berekend=False).exists()


def test_een_naam_mag_ook_worden_overgeslagen(beheer, g):
    Gebied.objects.filter(code="dorp").update(code="kern-dorp")
    Gebied.objects.filter(code="noord").update(code="gebied-dorp", naam="Dorp")
    inlezing = werk_af(lever_aan(beheer, csv("Dorp;2025;eigen-thuis;7,5", "stad;2025;eigen-thuis;6,9")))
    opnieuw(beheer, inlezing, vraag_0="-")
    inlezing.refresh_from_db()
    werk_af(inlezing)
    zet(beheer, inlezing, "bevestigd")
    assert werk_af(inlezing).status == "ingelezen"
    assert list(Cijfer.objects.filter(is_berekend=False).values_list("gebied__code", flat=True)) == ["stad"]


# What is not right about a file -----------------------------------------------------


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [(b"", "Dit bestand is leeg"), (None, "Kies een bestand")],
)
def test_zonder_inhoud_geen_inlezing(beheer, inhoud, melding):
    velden = {"soort": "grenzen", "niveau": "kern"}
    if inhoud is not None:
        velden["bestand"] = SimpleUploadedFile("leeg.csv", inhoud)
    antwoord = beheer.post(NIEUW, velden)
    html = antwoord.content.decode()
    assert antwoord.status_code == 422 and melding in html
    assert '<option value="kern" selected>' in html  # what was chosen is still there
    assert not Inlezing.objects.exists()


def test_een_te_groot_bestand_wordt_geweigerd_en_niet_bewaard(beheer, monkeypatch, tmp_path):
    monkeypatch.setattr(ontvangst, "MAX_BYTES", 10)
    antwoord = beheer.post(NIEUW, {"soort": "cijfers", "jaar": "2025", "bestand": csv(*GOED)})
    html = antwoord.content.decode()
    assert antwoord.status_code == 422 and "groter dan" in html and 'value="2025"' in html
    assert not Inlezing.objects.exists()


def test_een_volle_schijf_geeft_een_melding_en_geen_rij(beheer, settings, tmp_path):
    (tmp_path / "geen-map").write_text("")
    settings.MEDIA_ROOT = tmp_path / "geen-map"
    antwoord = beheer.post(NIEUW, {"soort": "cijfers", "bestand": csv(*GOED)})
    assert antwoord.status_code == 422 and "geen ruimte meer" in antwoord.content.decode()
    assert not Inlezing.objects.exists() and not Opdracht.objects.exists()


def test_ook_bij_het_ontvangen_is_een_volle_schijf_een_melding(beheer, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "bestaat-niet")
    antwoord = beheer.post(NIEUW, {"soort": "cijfers", "jaar": "2025", "bestand": csv(*GOED)})
    html = antwoord.content.decode()
    assert antwoord.status_code == 422 and "geen ruimte meer" in html and 'value="2025"' in html


@pytest.mark.parametrize("jaar", ["1066", "3000", "vorig jaar"])
def test_een_jaar_dat_niet_kan(beheer, jaar):
    antwoord = beheer.post(NIEUW, {"soort": "cijfers", "jaar": jaar, "bestand": csv(*GOED)})
    html = antwoord.content.decode()
    assert antwoord.status_code == 422 and f'value="{jaar}"' in html and "Kies het bestand opnieuw" in html
    assert not Inlezing.objects.exists()


def test_dubbel_klikken_levert_een_keer_aan_en_een_verbeterd_bestand_is_een_ander(beheer):
    sleutel = str(beheer.get(NIEUW).context["form"]["sleutel"].value())
    eerste = lever_aan(beheer, sleutel=sleutel)
    assert lever_aan(beheer, sleutel=sleutel) == eerste
    # Back in the browser, the file corrected under the same name.
    assert lever_aan(beheer, csv("dorp;2025;eigen-thuis;9"), sleutel=sleutel) != eerste
    assert Inlezing.objects.count() == Opdracht.objects.count() == 2


def test_een_onleesbaar_bestand_zegt_wat_eraan_scheelt_en_noemt_geen_map(beheer, settings):
    inlezing = werk_af(lever_aan(beheer, SimpleUploadedFile("foto.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 50)))
    assert inlezing.status == "mislukt"
    fout = inlezing.verslag["fout"]
    assert "foto.csv" in fout and str(settings.MEDIA_ROOT) not in fout and inlezing.sha256[:16] not in fout
    html = pagina(beheer, inlezing)
    assert "Er is niets veranderd" in html and "foto.csv" in html
    assert not Cijfer.objects.exists()


def test_een_bestand_zonder_bruikbare_regel_zegt_per_regel_waarom(beheer):
    inlezing = werk_af(lever_aan(beheer, csv("atlantis;2025;eigen-thuis;7", "dorp;2025;bestaat-niet;7")))
    assert inlezing.status == "mislukt"
    html = pagina(beheer, inlezing)
    assert "Geen enkele regel" in html and "bestaat-niet" in html and "regel 2" in html


def test_een_jaar_dat_ontbreekt_is_zonder_nieuwe_upload_aan_te_vullen(beheer, g):
    inhoud = b"gebied;indicator;waarde\ndorp;eigen-thuis;7\n"
    inlezing = werk_af(lever_aan(beheer, SimpleUploadedFile("zonder.csv", inhoud)))
    assert inlezing.status == "mislukt" and "jaar" in inlezing.verslag["fout"]
    opnieuw(beheer, inlezing, jaar="2024")
    inlezing.refresh_from_db()
    assert werk_af(inlezing).status == "bekeken"
    assert inlezing.voorbeeld["jaren"] == [2024]


def test_een_lezer_die_struikelt_is_een_melding(g, tmp_path):
    """A reader knows no database: whatever it trips over is in the file."""

    def lees(aanlevering):
        return Levering("proef", (1 / n for n in (1, 0)))

    aanlevering = uitvoeren.Aanlevering("grenzen", tmp_path / "x", "x.zip")
    with pytest.raises(Bestandsfout, match=r"x\.zip is niet te lezen") as fout, uitvoeren.leesfouten(aanlevering):
        list(lees(aanlevering).rijen)
    assert "ZeroDivisionError" in str(fout.value)


def test_het_bestand_is_weg(beheer, settings):
    inlezing = lever_aan(beheer)
    shutil.rmtree(settings.MEDIA_ROOT)
    werk_af(inlezing)
    assert inlezing.status == "mislukt" and "niet meer op de server" in inlezing.verslag["fout"]
    assert beheer.get(reverse("gebieden:inlezing_bestand", args=[inlezing.pk])).status_code == 404


# Workers that stop --------------------------------------------------------------------


def test_een_gestopte_worker_wordt_ingehaald(beheer, g):
    inlezing = werk_af(lever_aan(beheer))
    zet(beheer, inlezing, "bevestigd")
    opdracht = inlezing.opdracht()
    # As a worker leaves it that died on the way.
    late = timezone.now() - timedelta(seconds=1)
    Opdracht.objects.filter(pk=opdracht.pk).update(status="bezig", pogingen=1, lease_tot=late, voortgang=60)
    assert Opdracht.objects.uitvoerbaar().filter(pk=opdracht.pk).exists()
    inlezing.refresh_from_db()
    assert inlezing.status == "bevestigd"
    assert werk_af(inlezing).status == "ingelezen"


def test_werk_dat_vastliep_zegt_dat_en_is_opnieuw_te_proberen(beheer, g):
    inlezing = lever_aan(beheer)
    opdracht = inlezing.opdracht()
    Opdracht.objects.filter(pk=opdracht.pk).update(pogingen=MAX_TRIES, status="bezig", lease_tot=timezone.now())
    voer_uit(opdracht.pk)
    html = pagina(beheer, inlezing)
    assert "Dit is niet gelukt" in html and "Opnieuw proberen" in html
    assert "Vastgelopen" in beheer.get(LIJST).content.decode()
    opnieuw(beheer, inlezing)
    assert "Vastgelopen" not in beheer.get(LIJST).content.decode()
    assert werk_af(inlezing).status == "bekeken"


def test_een_fout_halverwege_laat_niets_achter(beheer, g, monkeypatch):
    inlezing = werk_af(lever_aan(beheer))
    zet(beheer, inlezing, "bevestigd")
    before = alle_rijen()
    real = uitvoeren.WERKWIJZEN["cijfers"]

    def schrijf(aanlevering, levering):
        real.schrijf(aanlevering, levering)
        raise OSError("de schijf is weg")

    monkeypatch.setitem(uitvoeren.WERKWIJZEN, "cijfers", replace(real, schrijf=schrijf))
    werk_af(inlezing)
    assert inlezing.status == "bevestigd" and alle_rijen() == before
    html = pagina(beheer, inlezing)
    assert "Het lukte niet meteen" in html
    monkeypatch.setitem(uitvoeren.WERKWIJZEN, "cijfers", real)
    Opdracht.objects.update(niet_voor=timezone.now())
    assert werk_af(inlezing).status == "ingelezen"


def test_htmx_vraagt_tot_het_klaar_is(beheer):
    inlezing = lever_aan(beheer)
    url = inlezing.get_absolute_url()
    assert "HX-Refresh" not in beheer.get(url, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' in pagina(beheer, inlezing)
    werk_af(inlezing)
    assert beheer.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "hx-trigger" not in pagina(beheer, inlezing)


# List, file, report ---------------------------------------------------------------------


def test_de_lijst_kost_altijd_evenveel(beheer, g):
    def aantal():
        with CaptureQueriesContext(connection) as queries:
            assert beheer.get(LIJST).status_code == 200
        return len(queries)

    lever_aan(beheer)
    beheer.get(LIJST)
    een = aantal()
    for n in range(2):
        lever_aan(beheer, csv(f"dorp;2025;eigen-thuis;{n}", naam=f"{n}.csv"))
    assert aantal() == een <= 12


def test_de_lijst_filtert(beheer, g):
    lever_aan(beheer)
    werk_af(lever_aan(beheer, csv("dorp;2025;eigen-thuis;1", naam="tweede.csv")))
    html = beheer.get(LIJST, {"status": "bekeken"}).content.decode()
    assert "tweede.csv" in html and "enquete.csv" not in html
    assert "1 nieuw" in html
    html = beheer.get(LIJST, {"q": "enq"}).content.decode()
    assert "enquete.csv" in html and "tweede.csv" not in html


def test_het_bestand_komt_terug_zoals_het_was_en_als_bijlage(beheer):
    inlezing = lever_aan(beheer, csv(*GOED, naam="enquête <1>.csv"))
    antwoord = beheer.get(reverse("gebieden:inlezing_bestand", args=[inlezing.pk]))
    assert b"".join(antwoord) == csv(*GOED).read()
    assert antwoord["Content-Disposition"].startswith("attachment")
    assert inlezing.bestandsnaam.startswith("enqu") and "<1>" not in pagina(beheer, inlezing)
    # On disk it has a name that says nothing.
    assert inlezing.bestand.name.endswith(f"{inlezing.sha256[:16]}.csv")


def test_het_verslag_als_csv(beheer):
    inlezing = werk_af(lever_aan(beheer, csv("dorp;2025;eigen-thuis;7", "atlantis;2025;eigen-thuis;7")))
    antwoord = beheer.get(reverse("gebieden:inlezing_verslag", args=[inlezing.pk]))
    tekst = b"".join(antwoord).decode("utf-8-sig")
    assert "Onderdeel;Plaats in het bestand;Code;Uitkomst;Reden" in tekst
    assert ";regel 2;dorp;nieuw;" in tekst and "overgeslagen" in tekst


# With what publishers really give --------------------------------------------------------


def test_west_betuwe_met_echte_bestanden(client, shared, db):
    """Boundaries and Kerncijfers of CBS, from an empty database, as the functional manager does it."""
    stel_in(lees_profiel("west_betuwe"))
    client.force_login(maak_persoon("Bea", "beheerder", maak_gebied("West Betuwe", "gemeente", code="GM1960")))
    grenzen = shared / "data/geo/buurt_2020_GM1960_cartomap_wgs84.geojson"
    cijfers = shared / "data/cijfers/kwb_2020_84799NED_TypedDataSet.csv"
    inlezing = lever_aan(client, SimpleUploadedFile(grenzen.name, grenzen.read_bytes()), soort="grenzen")
    werk_af(inlezing)
    assert inlezing.status == "bekeken", inlezing.verslag
    assert inlezing.voorbeeld["delen"][0]["tellen"]["nieuw"] >= 66
    assert any("BU19600309" in plek for r in inlezing.voorbeeld["delen"][0]["redenen"] for plek in r["plekken"])
    assert not Gebied.objects.filter(code__startswith="BU").exists()
    zet(client, inlezing, "bevestigd")
    assert werk_af(inlezing).status == "ingelezen"
    assert Gebied.objects.filter(code__startswith="BU").count() == 66

    inlezing = werk_af(lever_aan(client, SimpleUploadedFile(cijfers.name, cijfers.read_bytes()), jaar="2020"))
    assert inlezing.status == "bekeken", inlezing.verslag
    assert ["Inwoners", 2020, 67] in inlezing.voorbeeld["aantallen"]
    assert not Cijfer.objects.exists()
    getoond = regels(inlezing.voorbeeld)
    zet(client, inlezing, "bevestigd")
    assert werk_af(inlezing).status == "ingelezen"
    assert regels(inlezing.verslag) == getoond
    assert Cijfer.objects.filter(indicator__code="inwoners", jaar=2020, is_berekend=False).count() == 67


def test_max_bytes_is_dezelfde_als_die_van_de_lezers():
    assert ontvangst.MAX_BYTES == importeren.MAX_BYTES
