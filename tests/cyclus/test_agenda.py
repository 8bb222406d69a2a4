from datetime import date
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from cyclus.agenda.models import TABEL, periode
from cyclus.agenda.verschil import verschil
from cyclus.models import Bijdrage, Doel, Gebiedsagenda, Gebiedsanalyse
from gebieden.models import Cijfer, Indicator
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from tests.cyclus.factories import maak_agenda, maak_doel
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db
BESLUIT = {"besluitnummer": "B-2026-17", "vastgesteld_datum": date(2026, 3, 3)}


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.mark.parametrize(("van", "naar"), list(product(TABEL.namen, repeat=2)))
def test_alle_paren_van_statussen(g, van, naar):
    agenda = maak_agenda(g.noord, van)
    stappen = {(o.van, o.naar) for o in TABEL.overgangen}
    velden = BESLUIT | {"opmerking_college": "Nog eens kijken."}
    if (van, naar) in stappen:
        agenda.ga_naar(naar, **velden)
        assert Gebiedsagenda.objects.get(pk=agenda.pk).status == naar
    else:
        with pytest.raises(OvergangNietToegestaan):
            agenda.ga_naar(naar, **velden)
        assert Gebiedsagenda.objects.get(pk=agenda.pk).status == van


@pytest.mark.parametrize(
    ("wie", "mag"),
    [("medewerker", False), ("regie", False), ("elders", False), ("vakambtenaar", False), ("wethouder", True)],
)
def test_alleen_het_bestuur_stelt_vast(g, wie, mag):
    agenda, persoon = maak_agenda(g.noord, "aangeboden"), getattr(g, wie)
    if mag:
        assert agenda.ga_naar("vastgesteld", door=persoon, **BESLUIT).status == "vastgesteld"
    else:
        with pytest.raises(GeenRecht):
            agenda.ga_naar("vastgesteld", door=persoon, **BESLUIT)


def test_niemand_vervangt_een_agenda_met_de_hand(g):
    agenda = maak_agenda(g.noord)
    for persoon in (g.medewerker, g.regie, g.wethouder, g.beheerder):
        assert "vervangen" not in {o.naar for o in agenda.overgangen_voor(persoon)}


def test_een_agenda_zonder_doelen_wordt_niet_aangeboden(g):
    agenda = maak_agenda(g.noord, "concept", doelen=0)
    with pytest.raises(ValidationError, match="zonder doelen"):
        agenda.ga_naar("aangeboden", door=g.medewerker)


def test_vaststellen_vraagt_besluitnummer_en_datum(g, client):
    agenda = maak_agenda(g.noord, "aangeboden")
    Gebiedsagenda.objects.update(besluitnummer="")
    client.force_login(g.wethouder)
    url = f"/agendas/{agenda.pk}/status/"
    assert "Besluitnummer" in client.post(url, {"status": "vastgesteld"}).content.decode()
    assert Gebiedsagenda.objects.get().status == "aangeboden"
    client.post(url, {"status": "vastgesteld", "besluitnummer": "B-9", "vastgesteld_datum": "2026-03-03"})
    assert Gebiedsagenda.objects.get().status == "vastgesteld"
    assert Gebiedsagenda.objects.get().besluitnummer == "B-9"


def test_aanbieden_mailt_wie_kan_vaststellen(g):
    maak_agenda(g.noord, "concept").ga_naar("aangeboden", door=g.medewerker)
    assert set(Bericht.objects.values_list("aan", flat=True)) == {g.wethouder.email, g.secretaris.email}


def test_terug_van_het_college_mailt_wie_aanbood_met_de_opmerking(g):
    agenda = maak_agenda(g.noord, "concept")
    agenda.ga_naar("aangeboden", door=g.medewerker)
    agenda.ga_naar("concept", door=g.wethouder, opmerking_college="Meer over wonen graag.")
    bericht = Bericht.objects.get(aan=g.medewerker.email)
    assert "Meer over wonen graag." in bericht.tekst


def test_periode_volgt_het_college(g):
    assert [periode(jaar) for jaar in (2025, 2026, 2029, 2030)] == [
        (2022, 2025),
        (2026, 2029),
        (2026, 2029),
        (2030, 2033),
    ]


def test_twee_keer_maken_geeft_een_agenda(g):
    eerste = Gebiedsagenda.objects.maak(g.noord, door=g.medewerker, jaar=2026)
    assert Gebiedsagenda.objects.maak(g.noord, door=g.medewerker, jaar=2027) == eerste
    assert Gebiedsagenda.objects.count() == 1


def test_agenda_uit_een_analyse_toont_wat_opvalt_naast_het_formulier(g, client):
    punt = {"zin": "Hier wonen meer ouderen.", "reden": "31% tegen 24%.", "onzekerheid": "", "thema": "zorg"}
    analyse = Gebiedsanalyse.objects.create(gebied=g.noord, jaar=2026, inhoud={"opvallend": [punt]})
    client.force_login(g.medewerker)
    pagina = client.get(f"/agendas/nieuw/?analyse={analyse.pk}").content.decode()
    assert "Hier wonen meer ouderen." in pagina
    antwoord = client.post(f"/agendas/nieuw/?analyse={analyse.pk}", {"gebied": g.noord.pk}, follow=True)
    assert Gebiedsagenda.objects.get().analyse == analyse
    assert "Hier wonen meer ouderen." in antwoord.content.decode()


def test_elders_maakt_hier_geen_agenda(g, client):
    analyse = Gebiedsanalyse.objects.create(gebied=g.noord, jaar=2026)
    client.force_login(g.elders)
    assert client.get(f"/agendas/nieuw/?analyse={analyse.pk}").status_code == 404
    client.post("/agendas/nieuw/", {"gebied": g.noord.pk})
    assert Gebiedsagenda.objects.count() == 0
    client.force_login(g.vakambtenaar)
    assert client.get("/agendas/nieuw/").status_code == 403


def doelgegevens(**anders):
    return {"titel": "Meer groen", "resultaat": "Tien bomen", "thema": "groen", "prioriteit": "1", **anders}


def test_startwaarde_komt_uit_het_laatste_cijfer(g, client):
    indicator = Indicator.objects.create(code="groen", naam="Groen", thema="groen", soort="percentage", eenheid="%")
    for jaar, waarde in ((2024, 10.5), (2025, 12.25)):
        Cijfer.objects.create(gebied=g.noord, indicator=indicator, jaar=jaar, waarde=waarde, bron="CBS")
    agenda = maak_agenda(g.noord, "concept", doelen=0)
    client.force_login(g.medewerker)
    gegevens = doelgegevens(indicator=indicator.pk, streefwaarde="15,5", streefjaar="2029")
    assert client.post(f"/agendas/{agenda.pk}/doelen/nieuw/", gegevens).status_code == 302
    doel = Doel.objects.get()
    assert (float(doel.startwaarde), doel.startjaar, float(doel.streefwaarde)) == (12.25, 2025, 15.5)


def test_een_fout_doel_houdt_wat_getypt_is(g, client):
    agenda = maak_agenda(g.noord, "concept", doelen=0)
    client.force_login(g.medewerker)
    gegevens = doelgegevens(titel="Bewaar mij", streefwaarde="veel", streefjaar="12")
    antwoord = client.post(f"/agendas/{agenda.pk}/doelen/nieuw/", gegevens)
    tekst = antwoord.content.decode()
    assert "Bewaar mij" in tekst and "jaar in van vier cijfers" in tekst
    assert Doel.objects.count() == 0


def test_een_verouderde_pagina_overschrijft_niets(g, client):
    agenda = maak_agenda(g.noord, "concept")
    doel = agenda.doelen.get()
    client.force_login(g.medewerker)
    client.post(f"/doelen/{doel.pk}/bewerken/", doelgegevens(titel="Van Mia", versie=1))
    antwoord = client.post(f"/doelen/{doel.pk}/bewerken/", doelgegevens(titel="Van Sam", versie=1))
    assert "Van Mia" in antwoord.content.decode() and "Van Sam" in antwoord.content.decode()
    assert Doel.objects.get().titel == "Van Mia"


@pytest.mark.parametrize("status", ["aangeboden", "vastgesteld", "vervangen"])
def test_buiten_concept_wijzigt_niemand_iets(g, client, status):
    agenda = maak_agenda(g.noord, status)
    doel = agenda.doelen.get()
    bijdrage = Bijdrage.objects.create(doel=doel, partij="Corporatie", soort="corporatie", belofte="Bomen")
    client.force_login(g.medewerker)
    paden = [
        f"/agendas/{agenda.pk}/bewerken/",
        f"/agendas/{agenda.pk}/doelen/nieuw/",
        f"/doelen/{doel.pk}/bewerken/",
        f"/doelen/{doel.pk}/weg/",
        f"/doelen/{doel.pk}/bijdragen/nieuw/",
        f"/bijdragen/{bijdrage.pk}/bewerken/",
        f"/bijdragen/{bijdrage.pk}/weg/",
        f"/bijdragen/{bijdrage.pk}/beloofd/",
    ]
    gegevens = doelgegevens(versie=1, naam="Jan", dag="2026-01-01", partij="X", soort="anders", belofte="Y")
    assert {pad: client.post(pad, gegevens).status_code for pad in paden} == dict.fromkeys(paden, 403)
    assert Doel.objects.get().titel == "Doel 1" and not Bijdrage.objects.get().is_beloofd


def test_belofte_met_naam_en_datum_en_open_beloften_zichtbaar(g, client):
    agenda = maak_agenda(g.noord, "concept")
    bijdrage = Bijdrage.objects.create(
        doel=agenda.doelen.get(), partij="Woonstichting", soort="corporatie", belofte="Tien bomen planten"
    )
    client.force_login(g.medewerker)
    assert "Nog niet toegezegd" in client.get(f"/agendas/{agenda.pk}/").content.decode()
    client.post(f"/bijdragen/{bijdrage.pk}/beloofd/", {"naam": "P. Jansen", "dag": "2026-02-01"})
    bijdrage.refresh_from_db()
    assert (bijdrage.beloofd_door, bijdrage.beloofd_op) == ("P. Jansen", date(2026, 2, 1))
    assert "Nog niet toegezegd" not in client.get(f"/agendas/{agenda.pk}/").content.decode()
    assert agenda.tijdlijn.filter(tekst__contains="P. Jansen").exists()
    bijdrage.beloof("Iemand anders", date(2026, 2, 2), door=g.medewerker)
    assert Bijdrage.objects.get().beloofd_door == "P. Jansen"


def test_nieuwe_versie_kopieert_en_vervangt_bij_vaststellen(g):
    oud = maak_agenda(g.noord, doelen=2)
    Bijdrage.objects.create(doel=oud.doelen.first(), partij="Platform", soort="inwoners", belofte="Meedenken")
    nieuw = oud.nieuwe_versie(door=g.medewerker)
    assert oud.nieuwe_versie(door=g.medewerker) == nieuw
    assert [d.vorig_doel for d in nieuw.doelen.all()] == list(oud.doelen.all())
    assert Bijdrage.objects.filter(doel__agenda=nieuw).count() == 1
    nieuw.ga_naar("aangeboden", door=g.medewerker)
    assert Gebiedsagenda.objects.get(pk=oud.pk).status == "vastgesteld"
    nieuw.ga_naar("vastgesteld", door=g.wethouder, **BESLUIT)
    assert Gebiedsagenda.objects.get(pk=oud.pk).status == "vervangen"
    assert oud.doelen.first().in_agenda(nieuw) == nieuw.doelen.first()


def test_mislukt_het_vervangen_dan_is_er_ook_niet_vastgesteld(g):
    oud = maak_agenda(g.noord)
    nieuw = oud.nieuwe_versie(door=g.medewerker)
    nieuw.ga_naar("aangeboden", door=g.medewerker)
    # The former version moves on behind our back: the step of the new one must fail as a whole.
    Gebiedsagenda.objects.filter(pk=oud.pk).update(status="vervangen")
    with pytest.raises(OvergangNietToegestaan):
        nieuw.vorige.status = "vastgesteld"
        nieuw.ga_naar("vastgesteld", door=g.wethouder, **BESLUIT)
    assert Gebiedsagenda.objects.get(pk=nieuw.pk).status == "aangeboden"


def test_verschil_is_te_lezen(g, client):
    oud = maak_agenda(g.noord, doelen=3)
    nieuw = oud.nieuwe_versie(door=g.medewerker)
    eerste, tweede, _ = nieuw.doelen.all()
    Doel.objects.filter(pk=eerste.pk).update(titel="Anders", streefjaar=2028)
    tweede.delete()
    maak_doel(nieuw, "Erbij")
    regels = verschil(oud, nieuw)
    assert [(r.soort, r.titel) for r in regels] == [
        ("gewijzigd", "Anders"),
        ("erbij", "Erbij"),
        ("weg", "Doel 2"),
        ("gelijk", "Doel 3"),
    ]
    assert {(v.naam, v.was, v.wordt) for v in regels[0].velden} == {
        ("doel", "Doel 1", "Anders"),
        ("streefjaar", "niets", "2028"),
    }
    client.force_login(g.elders)
    assert "Vervallen" in client.get(f"/agendas/{nieuw.pk}/verschil/").content.decode()


@pytest.mark.parametrize("wie", [None, "raadslid", "platformlid", "buitenstaander"])
@pytest.mark.parametrize(("status", "leest"), [("concept", False), ("aangeboden", False), ("vastgesteld", True)])
def test_wie_geen_ambtenaar_is_leest_alleen_wat_vastgesteld_is(g, client, wie, status, leest):
    agenda = maak_agenda(g.noord, status)
    if wie:
        client.force_login(getattr(g, wie))
    paden = [f"/agendas/{agenda.pk}/", f"/agendas/{agenda.pk}/openbaar/", f"/agendas/{agenda.pk}.pdf"]
    codes = [client.get(pad, follow=True).status_code for pad in paden]
    assert codes == [200 if leest else 404] * 3


def test_openbare_agenda_zonder_namen(g, client):
    agenda = maak_agenda(g.noord)
    Bijdrage.objects.create(
        doel=agenda.doelen.get(),
        partij="Woonstichting",
        soort="corporatie",
        belofte="Tien bomen",
        contact="Geheime Contactpersoon",
        beloofd_door="Piet Beloofde",
        beloofd_op=date(2026, 2, 1),
    )
    tekst = client.get(f"/agendas/{agenda.pk}/openbaar/").content.decode()
    assert "Tien bomen" in tekst and "Woonstichting" in tekst
    for naam in ("Geheime Contactpersoon", "Piet Beloofde", g.medewerker.naam):
        assert naam not in tekst


@pytest.mark.parametrize(
    ("wie", "verwacht"),
    [("medewerker", 302), ("regie", 302), ("elders", 403), ("wethouder", 403), ("raadslid", 404), ("platformlid", 404)],
)
def test_wie_mag_een_nieuwe_versie_maken(g, client, wie, verwacht):
    agenda = maak_agenda(g.noord)
    client.force_login(getattr(g, wie))
    antwoord = client.post(f"/agendas/{agenda.pk}/nieuwe-versie/", {"reden": "De dijk is klaar."})
    assert antwoord.status_code == verwacht
    assert list(agenda.opvolgers.values_list("reden", flat=True)) == ["De dijk is klaar."] * (verwacht == 302)


def test_lijst_vraagt_evenveel_bij_een_als_bij_drie(g, client, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    aantallen = []
    for gebieden in ([g.noord], [g.zuid, g.gemeente]):
        for gebied in gebieden:
            maak_agenda(gebied, doelen=2)
        client.get("/agendas/")
        with django_assert_max_num_queries(12) as gemeten:
            assert client.get("/agendas/").status_code == 200
        aantallen.append(len(gemeten))
    assert aantallen[0] == aantallen[1]


def test_vaststellen_zet_de_pdf_klaar_en_die_is_te_openen(g, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agenda = maak_agenda(g.noord, "aangeboden")
    agenda.ga_naar("vastgesteld", door=g.wethouder, **BESLUIT)
    opdracht = Opdracht.objects.get(soort="agenda_pdf")
    assert "wordt gemaakt" in client.get(f"/agendas/{agenda.pk}.pdf").content.decode()
    assert voer_uit(opdracht.pk)
    antwoord = client.get(f"/agendas/{agenda.pk}.pdf")
    assert antwoord["Content-Type"] == "application/pdf"
    assert b"".join(antwoord.streaming_content).startswith(b"%PDF")
    assert Document.objects.get().gegevens["inhoud"]["besluit"] == "B-2026-17"
