"""The yearly round: one set however often it is started, one file and one mail at its end."""

import csv
import io
import zipfile
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from cyclus.analyse.inhoud import stel_op
from cyclus.analyse.vorm import uit_json
from cyclus.models import Analyseronde, Gebiedsanalyse
from cyclus.ronde.bundel import schrijf
from cyclus.ronde.klaarzetten import jaar_van_ronde, zet_ronde_klaar
from gebieden.models import Gebied
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import ROOSTER, UITVOERDERS, Opdracht, Overgenomen, voer_uit, volg_rooster
from gebiedswerk.pdf import PdfFout
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import huidig
from tests.cyclus.factories import maak_cijfers
from tests.cyclus.test_analyse import JAAR, als, maak_analyse, stel_vast
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def lever(*gebieden, mislukt=()):
    """As the workers leave it, without the seconds that PDFs take."""
    for gebied in gebieden:
        inhoud = stel_op(gebied, JAAR)
        Gebiedsanalyse.objects.neem_op(gebied, JAAR, inhoud, f"%PDF-1.7 van {gebied.naam}".encode())
        _laatste(gebied).update(status="gelukt", gereed_op=timezone.now())
    for gebied in mislukt:
        _laatste(gebied).update(status="mislukt", pogingen=5, melding="Het document kon niet worden opgemaakt.")


def _laatste(gebied):
    laatste = Opdracht.objects.filter(soort="wijkanalyse", gegevens__gebied=gebied.pk).last()
    return Opdracht.objects.filter(pk=laatste.pk)


def rond_af():
    """What the sweep does; True when the round ended."""
    return voer_uit(Opdracht.objects.filter(soort="ronde_afronden").last().pk)


def post():
    return list(Bericht.objects.filter(sleutel__startswith="ronde:").order_by("pk"))


def in_de_zip(ronde):
    with zipfile.ZipFile(ronde.bundel.path) as zip_:
        assert zip_.testzip() is None
        regels = csv.reader(io.StringIO(zip_.read(f"inhoud-{JAAR}.csv").decode("utf-8-sig")), delimiter=";")
        return {naam: zip_.read(naam) for naam in zip_.namelist() if naam.endswith(".pdf")}, list(regels)


def test_ronde_twee_keer_gestart_maakt_een_stel(g):
    assert zet_ronde_klaar(JAAR).nieuw == 2
    assert zet_ronde_klaar(JAAR).nieuw == 0
    ronde = Analyseronde.objects.get()
    assert set(Opdracht.objects.values_list("sleutel", "groep")) == {
        ("wijkanalyse:2026:noord", "wijkanalyses:2026"),
        ("wijkanalyse:2026:zuid", "wijkanalyses:2026"),
        (f"ronde_afronden:{ronde.pk}:1", f"ronde:{ronde.pk}"),
    }


def test_opnieuw_maakt_een_nieuw_stel_als_het_vorige_klaar_is(g):
    zet_ronde_klaar(JAAR)
    assert zet_ronde_klaar(JAAR, opnieuw=True).nieuw == 0
    lever(g.noord, g.zuid)
    assert zet_ronde_klaar(JAAR, opnieuw=True).nieuw == 0  # the round itself has not ended yet
    rond_af()
    assert zet_ronde_klaar(JAAR, opnieuw=True).nieuw == 2
    assert zet_ronde_klaar(JAAR, opnieuw=True).nieuw == 0
    stand = [(ronde.nummer, ronde.gereed_op is None) for ronde in Analyseronde.objects.all()]
    assert stand == [(2, True), (1, False)]


def test_een_los_gebied_is_geen_ronde(g):
    zet_ronde_klaar(JAAR, [g.noord])
    assert not Analyseronde.objects.exists() and Opdracht.objects.count() == 1


def test_ronde_probeert_opnieuw_wat_mislukte(g):
    zet_ronde_klaar(JAAR)
    Opdracht.objects.filter(sleutel__endswith="noord").update(status="mislukt", pogingen=5)
    assert zet_ronde_klaar(JAAR).nieuw == 0
    assert set(Opdracht.objects.values_list("status", flat=True)) == {"klaargezet"}
    assert zet_ronde_klaar(JAAR).in_woorden() == "0 klaargezet, 2 stonden er al."


def test_ronde_slaat_over_wat_is_vastgesteld(g):
    stel_vast(maak_analyse(g), g.medewerker)
    gezet = zet_ronde_klaar(JAAR)
    assert (gezet.nieuw, gezet.vastgesteld) == (1, 1)
    assert not Opdracht.objects.filter(soort="wijkanalyse", gegevens__gebied=g.noord.pk).exists()


def test_opdracht_voor_twee_gebieden(g):
    uit = io.StringIO()
    call_command("maak_wijkanalyses", jaar=JAAR, stdout=uit)
    assert uit.getvalue() == "Analyses van 2026: 2 klaargezet.\n"
    call_command("maak_wijkanalyses", "--jaar", "2026", "--gebied", "noord", stdout=uit)
    assert uit.getvalue().endswith("Analyses van 2026: 0 klaargezet, 1 stonden er al.\n")
    with pytest.raises(CommandError, match="Onbekend gebied: nergens"):
        call_command("maak_wijkanalyses", gebied=["nergens"])


@pytest.mark.parametrize(
    ("dag", "jaar"),
    [
        (date(2026, 1, 1), None),
        (date(2026, 1, 2), 2026),
        (date(2026, 1, 16), 2026),
        (date(2026, 1, 17), None),
        (date(2025, 12, 31), None),
        (date(2026, 11, 22), None),
    ],
)
def test_dag_van_de_ronde(g, dag, jaar):
    assert jaar_van_ronde(dag) == jaar


def test_dag_van_de_ronde_over_de_jaarwisseling(g):
    huidig().cyclus["analyse_dag"] = "12-28"
    laat = Opdracht(gegevens={"dag": "2027-01-05"})
    UITVOERDERS["wijkanalyses"].functie(laat)()
    assert Analyseronde.objects.get().jaar == 2026
    assert jaar_van_ronde(date(2026, 12, 28)) == 2026
    assert jaar_van_ronde(date(2027, 1, 5)) == 2026


def test_twee_keer_beat_maakt_een_ronde(g):
    regel = next(r for r in ROOSTER if r.soort == "wijkanalyses")
    assert {regel.sleutel(date(2026, 1, dag)) for dag in range(2, 17)} == {"wijkanalyses:rooster:2026"}
    with patch("gebiedswerk.opdrachten.timezone.localdate", return_value=date(2026, 1, 5)):
        volg_rooster()
        volg_rooster()
    (opdracht,) = Opdracht.objects.filter(soort="wijkanalyses")
    assert voer_uit(opdracht.pk)
    assert Opdracht.objects.filter(groep="wijkanalyses:2026").count() == 2
    assert not voer_uit(opdracht.pk)
    assert Opdracht.objects.filter(groep="wijkanalyses:2026").count() == 2


@pytest.mark.parametrize(
    ("wie", "aantal"), [("regie", 2), ("beheerder", 2), ("medewerker", 0), ("raadslid", 0), ("wethouder", 0)]
)
def test_wie_start_de_hele_ronde(client, g, wie, aantal):
    als(client, g, wie)
    client.post(reverse("cyclus:analyse_maken"), {"jaar": JAAR})
    client.post(reverse("cyclus:analyse_maken"), {"jaar": JAAR})
    assert Opdracht.objects.filter(groep=f"wijkanalyses:{JAAR}").count() == aantal
    assert ("Maak alle" in client.get(reverse("cyclus:analyse_lijst")).content.decode()) == bool(aantal)


@pytest.mark.parametrize(("wie", "code"), [("medewerker", 302), ("elders", 403), ("buitenstaander", 404)])
def test_wie_start_een_gebied(client, g, wie, code):
    antwoord = als(client, g, wie).post(reverse("cyclus:analyse_maken"), {"jaar": JAAR, "gebied": "noord"})
    assert antwoord.status_code == code
    assert Opdracht.objects.count() == (code == 302)


def test_voortgang_en_mislukking_staan_in_de_lijst(client, g):
    zet_ronde_klaar(JAAR)
    Opdracht.objects.filter(sleutel__endswith="noord").update(
        status="bezig", voortgang=40, melding="Het document opmaken"
    )
    Opdracht.objects.filter(sleutel__endswith="zuid").update(status="mislukt", melding="Bestand ontbreekt")
    for naam in ("analyse_lijst", "analyse_stand"):
        tekst = als(client, g, "medewerker").get(reverse(f"cyclus:{naam}"), {"jaar": JAAR}).content.decode()
        assert "40%" in tekst and "Het document opmaken" in tekst and 'hx-trigger="every 2s"' in tekst
        assert "Niet gelukt: Bestand ontbreekt" in tekst and "Opnieuw proberen" not in tekst
    mislukt = Opdracht.objects.get(status="mislukt")
    url = reverse("cyclus:analyse_opnieuw", args=[mislukt.pk])
    assert als(client, g, "buitenstaander").post(url).status_code == 404
    assert als(client, g, "medewerker").post(url).status_code == 403
    tekst = als(client, g, "elders").get(reverse("cyclus:analyse_lijst"), {"jaar": JAAR}).content.decode()
    assert "Opnieuw proberen" in tekst
    assert client.post(url).status_code == 302
    mislukt.refresh_from_db()
    assert mislukt.status == "klaargezet"
    assert "Bestand ontbreekt" not in als(client, g, None).get(reverse("cyclus:analyse_lijst")).content.decode()


def test_klaar_dan_stopt_het_bijwerken(client, g):
    maak_analyse(g)
    tekst = als(client, g, "medewerker").get(reverse("cyclus:analyse_stand"), {"jaar": JAAR}).content.decode()
    assert "hx-trigger" not in tekst


def test_lijst_en_pagina_vragen_even_vaak(client, g, django_assert_max_num_queries):
    maak_analyse(g)
    als(client, g, "medewerker")
    url = reverse("cyclus:analyse_lijst")
    client.get(url)
    with django_assert_max_num_queries(12) as een:
        client.get(url)
    for nummer in range(2):
        gebied = Gebied(naam=f"Extra {nummer}", niveau="gebied", code=f"X{nummer}", slug=f"extra-{nummer}")
        gebied.hang_onder(g.gemeente)
        Gebiedsanalyse.objects.create(gebied=gebied, jaar=timezone.localdate().year)
    with django_assert_max_num_queries(12) as drie:
        client.get(url)
    assert len(een) == len(drie)
    with django_assert_max_num_queries(16):
        client.get(Gebiedsanalyse.objects.get(gebied=g.noord).get_absolute_url())


def test_twee_keer_uitgevoerd_geeft_een_document_en_laat_woorden_staan(g):
    analyse = maak_analyse(g, samenvatting="Van een mens", beleving="Ook", versie=4)
    Document.objects.all().delete()
    maak_cijfers([g.gemeente, g.noord], jaren=(2025,))
    zet_ronde_klaar(JAAR, [g.noord], door=g.regie)
    opdracht = Opdracht.objects.get()
    assert voer_uit(opdracht.pk) and not voer_uit(opdracht.pk)
    Opdracht.objects.update(status="klaargezet")
    assert voer_uit(opdracht.pk)
    analyse.refresh_from_db()
    document = Document.objects.get()
    assert document.ding == analyse and document.bestand.read(5) == b"%PDF-"
    assert uit_json(analyse.inhoud) == uit_json(document.gegevens)
    assert (analyse.samenvatting, analyse.beleving, analyse.versie) == ("Van een mens", "Ook", 4)
    assert analyse.inhoud["samenvatting"] == "Van een mens" and analyse.inhoud["themas"]


def test_verloren_lease_laat_geen_spoor(g):
    zet_ronde_klaar(JAAR, [g.noord])
    opdracht = Opdracht.objects.get()
    echt = Opdracht.meld

    def ander_neemt_over(zelf, voortgang, melding=""):
        if voortgang == 40:
            Opdracht.objects.filter(pk=zelf.pk).update(pogingen=9)
        echt(zelf, voortgang, melding)

    with patch.object(Opdracht, "meld", ander_neemt_over):
        assert not voer_uit(opdracht.pk)
    assert (Gebiedsanalyse.objects.count(), Document.objects.count()) == (0, 0)
    with pytest.raises(Overgenomen):
        opdracht.meld(50)


# The end ----------------------------------------------------------------------


def test_aan_het_eind_een_bestand_en_een_bericht(client, g):
    als(client, g, "regie").post(reverse("cyclus:analyse_maken"), {"jaar": JAAR})
    lever(g.noord)
    assert not rond_af()  # one is still being made
    einde = Opdracht.objects.get(soort="ronde_afronden")
    assert (einde.status, einde.pogingen, einde.melding) == ("klaargezet", 0, "") and post() == []
    lever(mislukt=[g.zuid])
    assert rond_af() and not rond_af()
    ronde = Analyseronde.objects.get()
    assert (ronde.door, ronde.aantal_gelukt, ronde.aantal_mislukt) == (g.regie, 1, 1) and ronde.gereed_op
    pdfs, regels = in_de_zip(ronde)
    assert pdfs == {"noord-2026.pdf": b"%PDF-1.7 van Noord"}
    assert [(r[0], r[2], r[3], r[6]) for r in regels[1:]] == [
        ("Noord", "Gemaakt", "noord-2026.pdf", ""),
        ("Zuid", "Niet gelukt", "", "Het document kon niet worden opgemaakt."),
    ]
    (bericht,) = post()
    assert bericht.aan == g.regie.email and "1 gelukt, 1 niet" in bericht.onderwerp
    assert "- Zuid: Het document kon niet" in bericht.tekst and ronde.get_absolute_url() in bericht.tekst
    zip_ = client.get(reverse("cyclus:ronde_zip", args=[ronde.pk]))
    assert b"".join(zip_.streaming_content)[:2] == b"PK" and zip_["Content-Type"] == "application/zip"


def test_wat_mislukte_is_een_voor_een_en_tegelijk_opnieuw_te_doen(client, g):
    als(client, g, "regie").post(reverse("cyclus:analyse_maken"), {"jaar": JAAR})
    lever(mislukt=[g.noord, g.zuid])
    rond_af()
    ronde = Analyseronde.objects.get()
    pagina = client.get(ronde.get_absolute_url()).content.decode()
    assert "Dit lukte niet" in pagina and "Probeer alle 2 opnieuw" in pagina and "every 3s" not in pagina
    alles = reverse("cyclus:ronde_opnieuw", args=[ronde.pk])
    assert client.post(alles).url == ronde.get_absolute_url()
    client.post(alles)  # a double click
    assert "every 3s" in client.get(ronde.get_absolute_url()).content.decode()
    oud = Analyseronde.objects.get().bundel.name
    lever(g.noord, mislukt=[g.zuid])
    assert rond_af()
    een = _laatste(g.zuid).get()
    antwoord = client.post(reverse("cyclus:analyse_opnieuw", args=[een.pk]), {"ronde": "1"})
    assert antwoord.url == ronde.get_absolute_url()
    lever(g.zuid)
    assert rond_af()
    ronde.refresh_from_db()
    assert (ronde.aantal_gelukt, ronde.aantal_mislukt, len(post())) == (2, 0, 3)
    assert in_de_zip(ronde)[0].keys() == {"noord-2026.pdf", "zuid-2026.pdf"} and ronde.bundel.name != oud
    assert "Alle 2 zijn gelukt" in client.get(ronde.get_absolute_url()).content.decode()


def test_wat_na_het_begin_van_het_einde_wordt_klaargezet_telt_mee(g):
    """Somebody tries again while the file is being written: the round ends once, with that in it."""
    zet_ronde_klaar(JAAR, door=g.regie)
    lever(g.noord, mislukt=[g.zuid])
    einde = Opdracht.objects.get(soort="ronde_afronden")

    def intussen(ronde, regels, opdracht):
        ronde.probeer_mislukte()
        return schrijf(ronde, regels, opdracht)

    with patch("cyclus.ronde.tasks.schrijf", intussen):
        assert not voer_uit(einde.pk)
    assert post() == [] and Analyseronde.objects.get().gereed_op is None
    lever(g.zuid)
    assert rond_af()
    assert (len(post()), Analyseronde.objects.get().aantal_gelukt) == (1, 2)


def test_de_kalender_bericht_de_regie(g):
    zet_ronde_klaar(JAAR)
    lever(g.noord, g.zuid)
    stel_vast(Gebiedsanalyse.objects.get(gebied=g.noord), g.medewerker)
    Document.objects.get(titel__contains="Zuid").bestand.delete()
    rond_af()
    assert {bericht.aan for bericht in post()} == {g.regie.email}
    pdfs, regels = in_de_zip(Analyseronde.objects.get())
    assert list(pdfs) == ["noord-2026.pdf"] and regels[1][2] == "Was al vastgesteld"
    assert "niet meer te vinden" in regels[2][6]


def test_fouten_staan_er_in_gewone_woorden(g):
    zet_ronde_klaar(JAAR, [g.noord])
    opdracht = Opdracht.objects.get()
    for fout, woorden in [
        (KeyError("thema"), "Er ging iets mis in de software (KeyError)."),
        (OSError(28, "No space left on device"), "De schijf is vol. Vraag de beheerder."),
        (PdfFout("x.png bestaat niet"), "Het document kon niet worden opgemaakt: x.png bestaat niet"),
    ]:
        with patch("cyclus.ronde.tasks.als_pdf", side_effect=fout):
            assert not voer_uit(opdracht.pk)
        opdracht.refresh_from_db()
        assert opdracht.melding.startswith(woorden)
        Opdracht.objects.update(niet_voor=timezone.now())


@pytest.mark.parametrize(("wie", "code"), [("regie", 200), ("beheerder", 200), ("medewerker", 403), ("raadslid", 403)])
def test_wie_de_ronde_volgt(client, g, wie, code):
    zet_ronde_klaar(JAAR)
    lever(g.noord, g.zuid)
    rond_af()
    ronde = Analyseronde.objects.get()
    als(client, g, wie)
    for naam in ("ronde", "ronde_stand", "ronde_zip"):
        assert client.get(reverse(f"cyclus:{naam}", args=[ronde.pk])).status_code == code


def test_voortgang_van_de_ronde(client, g, django_assert_max_num_queries):
    for nummer in range(3):
        gebied = Gebied(naam=f"Extra {nummer}", niveau="gebied", code=f"X{nummer}", slug=f"extra-{nummer}")
        gebied.hang_onder(g.gemeente)
    zet_ronde_klaar(JAAR, door=g.regie)
    ronde = Analyseronde.objects.get()
    lever(*Gebied.objects.filter(slug__startswith="extra"))
    _laatste(g.noord).update(status="bezig", voortgang=40, melding="Het document opmaken")
    Analyseronde.objects.update(gestart_op=timezone.now() - timedelta(minutes=3))
    als(client, g, "regie").get(ronde.get_absolute_url())
    with django_assert_max_num_queries(14) as vragen:
        tekst = client.get(reverse("cyclus:ronde_stand", args=[ronde.pk])).content.decode()
    assert "3 van 5" in tekst and "nog ongeveer 2 minuten" in tekst and "Noord: het document opmaken (40%)" in tekst
    lever(g.noord)
    with django_assert_max_num_queries(len(vragen)):
        client.get(reverse("cyclus:ronde_stand", args=[ronde.pk]))
    lever(g.zuid)
    rond_af()
    assert client.get(reverse("cyclus:ronde_stand", args=[ronde.pk])).headers["HX-Refresh"] == "true"


def test_oude_ronde_verwijst_naar_de_nieuwe(client, g):
    for _ in range(2):
        zet_ronde_klaar(JAAR, door=g.regie, opnieuw=True)
        lever(g.noord, g.zuid)
        rond_af()
    nieuw, oud = Analyseronde.objects.all()
    als(client, g, "regie")
    assert "Daarna is alles opnieuw gemaakt" in client.get(oud.get_absolute_url()).content.decode()
    assert nieuw.bundel.name != oud.bundel.name and default_storage.exists(oud.bundel.name)
    assert nieuw.get_absolute_url() in client.get(reverse("cyclus:analyse_lijst"), {"jaar": JAAR}).content.decode()
