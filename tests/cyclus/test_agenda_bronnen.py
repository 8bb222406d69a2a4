"""What a goal rests on, the years on its way, and two versions word by word."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from cyclus.agenda.bronregels import openbaar
from cyclus.agenda.document import stel_op
from cyclus.agenda.pad import fouten_in
from cyclus.agenda.verschil import verschil, woord_voor_woord
from cyclus.models import Analysepunt, Bijdrage, Doel, Doelbron, Gebiedsanalyse
from tests.cyclus.factories import maak_agenda, maak_doel, maak_signaal
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import maak_advies, maak_trend

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def met_pad(agenda, **velden):
    ends = {"startwaarde": Decimal(70), "startjaar": 2025, "streefwaarde": Decimal(60), "streefjaar": 2029}
    return maak_doel(agenda, **(ends | velden))


# Sources ----------------------------------------------------------------------


def test_kiezen_uit_de_analyse_signalen_trends_en_adviezen(g, client):
    agenda = maak_agenda(g.noord, "concept")
    doel = agenda.doelen.get()
    opvallend = {"zin": "Hier wonen meer ouderen.", "reden": "", "onzekerheid": "", "thema": "zorg"}
    analyse = Gebiedsanalyse.objects.create(gebied=g.noord, jaar=2026, inhoud={"opvallend": [opvallend]})
    punt = Analysepunt.objects.create(analyse=analyse, soort="kans", tekst="De school wil meedoen.", thema="verkeer")
    signaal = maak_signaal(g.dorp, timezone.localdate())
    maak_signaal(g.stad, timezone.localdate(), tekst="Dit speelt elders")
    ander_thema = maak_signaal(g.dorp, timezone.localdate(), thema="groen", tekst="De boom is ziek")
    trend = maak_trend(g.noord, "verkeer")
    advies = maak_advies(g.platform, g.medewerker, "Een zebrapad", advies="Doe het", advies_datum=date(2026, 1, 5))
    client.force_login(g.medewerker)
    url = f"/doelen/{doel.pk}/bronnen/"
    pagina = client.get(url).text
    assert "De school wil meedoen." in pagina and "Hier wonen meer ouderen." in pagina and "Een zebrapad" in pagina
    assert "Dit speelt elders" not in pagina and "De boom is ziek" not in pagina
    assert "De boom is ziek" in client.get(f"{url}?thema=groen").text
    zin = client.get(url).context["form"].fields["opvallend"].choices[0][0]
    keuze = {"punten": punt.pk, "opvallend": zin, "signalen": signaal.pk, "trends": trend.pk, "adviezen": advies.pk}
    for _ in range(2):  # a double click
        client.post(url, keuze)
    assert sorted(doel.bronnen.values_list("soort", flat=True)) == ["advies", "analyse", "analyse", "signaal", "trend"]
    client.post(url, {"signalen": ander_thema.pk})
    assert not doel.bronnen.filter(signaal=ander_thema).exists()
    pagina = client.get(f"/doelen/{doel.pk}/").text
    assert "De school wil meedoen." in pagina and "te hard gereden" in pagina
    bron = doel.bronnen.get(soort="trend")
    client.post(f"/bronnen-van-doelen/{bron.pk}/weg/")
    assert doel.bronnen.count() == 4


def test_een_genoemd_stuk_heeft_een_naam_en_een_plek(g, client):
    doel = maak_agenda(g.noord, "concept").doelen.get()
    client.force_login(g.medewerker)
    url = f"/doelen/{doel.pk}/bronnen/stuk/"
    fout = client.post(url, {"soort": "dorpsplan", "titel": "", "url": "geen link"})
    assert fout.status_code == 422 and "geen link" in fout.text
    sleutel = client.get(url).context["form"]["sleutel"].value()
    stuk = {"soort": "dorpsplan", "titel": "Dorpsplan 2030", "vindplaats": "bladzijde 4", "sleutel": sleutel}
    for _ in range(2):
        assert client.post(url, stuk | {"url": "https://dorp.example/plan"}).status_code == 302
    bron = doel.bronnen.get()
    assert (bron.titel, bron.vindplaats, bron.url) == ("Dorpsplan 2030", "bladzijde 4", "https://dorp.example/plan")
    assert client.post(url, {"soort": "signaal", "titel": "Nee"}).status_code == 422


def test_in_het_openbare_stuk_staan_signalen_alleen_als_aantal_per_thema(g):
    doel = maak_agenda(g.noord).doelen.get()
    for nummer in range(6):
        thema = "verkeer" if nummer < 5 else "groen"
        signaal = maak_signaal(g.dorp, date(2026, 1, 5), thema=thema, tekst="Zwaluwgeheim woont hier")
        doel.bronnen.create(soort="signaal", signaal=signaal)
    doel.bronnen.create(soort="trend", trend=maak_trend(g.noord, term="zwaluwgeheim"))
    concept = maak_advies(g.platform, g.medewerker, "Zwaluwgeheim advies", soort="gevraagd", vraag="Wat?", ruimte="-")
    doel.bronnen.create(soort="advies", advies=concept)
    doel.bronnen.create(soort="raadsakkoord", titel="Raadsakkoord", vindplaats="paragraaf 3")
    regels = openbaar(doel)
    assert not any("zwaluwgeheim" in regel.titel.lower() for regel in regels)
    titels = {regel.titel for regel in regels}
    assert any(t.startswith("5 signalen over verkeer") for t in titels)
    assert any(t.startswith("Enkele signalen over groen") for t in titels)
    assert "Raadsakkoord" in titels


def test_een_ambtenaar_zonder_dat_signaal_leest_alleen_het_thema(g, client):
    doel = maak_agenda(g.noord, "concept").doelen.get()
    doel.bronnen.create(soort="signaal", signaal=maak_signaal(g.dorp, date(2026, 1, 5), tekst="Zwaluwgeheim"))
    bron = Doelbron.objects.get()
    for rol, leest in ((g.medewerker, True), (g.elders, True)):
        client.force_login(rol)
        assert ("Zwaluwgeheim" in client.get(f"/doelen/{doel.pk}/").text) is leest
    bron.signaal.delete()
    assert "Bestaat niet meer" in client.get(f"/doelen/{doel.pk}/").text


# The way ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "streef", "punten", "fout"),
    [
        ((2025, 70), (2029, 60), [(2026, 68), (2027, 64), (2028, 61)], []),
        ((2025, 1), (2029, 7), [(2026, 1), (2027, 4), (2028, 7)], []),
        ((2025, 70), (2029, 60), [(2026, 64), (2027, 66)], [2027]),
        ((2025, 1), (2029, 7), [(2026, 4), (2027, 3)], [2027]),
        ((2025, 70), (2029, 60), [(2026, 72), (2027, 50)], [2026, 2027]),
        ((2025, 70), (2029, 60), [(2025, 70), (2029, 60), (2031, 60)], [2025, 2029, 2031]),
    ],
)
def test_jaren_liggen_op_de_weg_naar_boven_en_naar_beneden(start, streef, punten, fout):
    assert sorted(fouten_in(start, streef, punten)) == fout


def test_verwacht_volgt_de_stappen_en_anders_de_rechte_lijn(g):
    doel = met_pad(maak_agenda(g.noord, doelen=0))
    assert [doel.verwacht_in(jaar) for jaar in (2024, 2025, 2027, 2029, 2031)] == [70, 70, 65, 60, 60]
    doel.pad.create(jaar=2026, waarde=69)
    doel.pad.create(jaar=2028, waarde=61)
    doel.pad.create(jaar=2035, waarde=1)  # left behind by a target that came nearer
    doel = Doel.objects.compleet().get(pk=doel.pk)
    assert [doel.verwacht_in(jaar) for jaar in (2025, 2026, 2027, 2028, 2029)] == [70, 69, 65, 61, 60]


def test_stappen_op_het_formulier(g, client):
    agenda = maak_agenda(g.noord, "concept", doelen=0)
    client.force_login(g.medewerker)
    doel = {"titel": "Rust", "resultaat": "60", "thema": "verkeer", "prioriteit": "1", "indicator_tekst": "km/u"}
    doel |= {"startwaarde": "70", "startjaar": "2025", "streefwaarde": "60", "streefjaar": "2029"}
    url = f"/agendas/{agenda.pk}/doelen/nieuw/"
    fout = client.post(url, doel | {"pad_2026": "80", "pad_2027": "veel"})
    assert fout.status_code == 422 and "veel" in fout.text and Doel.objects.count() == 0
    fout = client.post(url, doel | {"pad_2026": "80"})
    assert "niet tussen de startwaarde en de streefwaarde" in fout.text
    fout = client.post(url, doel | {"startwaarde": "", "startjaar": "", "pad_2026": "65"})
    assert "vragen een startwaarde en een streefwaarde" in fout.text
    assert client.post(url, doel | {"pad_2026": "68,5", "pad_2028": "61"}).status_code == 302
    gemaakt = Doel.objects.get()
    assert [(p.jaar, float(p.waarde)) for p in gemaakt.pad.all()] == [(2026, 68.5), (2028, 61)]
    client.post(f"/doelen/{gemaakt.pk}/bewerken/", doel | {"pad_2026": "67", "versie": 1})
    assert [(p.jaar, float(p.waarde)) for p in gemaakt.pad.all()] == [(2026, 67)]
    assert "61" not in client.get(f"/doelen/{gemaakt.pk}/").context["padbeeld"].partition("</desc>")[0]


# Versions -----------------------------------------------------------------------


def test_bronnen_en_stappen_gaan_mee_en_staan_in_het_verschil(g):
    oud = maak_agenda(g.noord, doelen=0)
    doel = met_pad(oud)
    doel.pad.create(jaar=2027, waarde=66)
    doel.bronnen.create(soort="dorpsplan", titel="Dorpsplan", vindplaats="bladzijde 3")
    nieuw = oud.nieuwe_versie(door=g.medewerker)
    kopie = nieuw.doelen.get()
    assert (kopie.pad.get().waarde, kopie.bronnen.get().vindplaats) == (66, "bladzijde 3")
    assert [r.soort for r in verschil(oud, nieuw)] == ["gelijk"]
    kopie.pad.update(waarde=64)
    kopie.bronnen.all().delete()
    velden = {v.naam: (v.was, v.wordt) for v in verschil(oud, nieuw)[0].velden}
    assert velden == {
        "stappen per jaar": ("2027: 66", "2027: 64"),
        "waar het op berust": ("Plan van dorp of wijk: Dorpsplan, bladzijde 3", "niets"),
    }
    stuk = stel_op(nieuw).doelen[0]
    assert [stap.jaar for stap in stuk.pad] == [2025, 2027, 2029] and stuk.bronnen == ()


def test_woord_voor_woord():
    delen = woord_voor_woord("Bouwt tien woningen in het dorp.", "Bouwt vijftien woningen in het dorp.")
    assert [(d.soort, d.tekst) for d in delen] == [
        ("gelijk", "Bouwt "),
        ("weg", "tien"),
        ("erbij", "vijftien"),
        ("gelijk", " woningen in het dorp."),
    ]
    assert [d.soort for d in woord_voor_woord("Iets heel anders staat hier", "Wij planten morgen bomen")] == [
        "weg",
        "erbij",
    ]


def test_elke_twee_versies_naast_elkaar_voor_wie_ze_mag_lezen(g, client):
    een = maak_agenda(g.noord)
    Bijdrage.objects.create(doel=een.doelen.get(), partij="Politie", soort="anders", belofte="Controleert soms.")
    twee = een.nieuwe_versie(door=g.medewerker, reden="De meting viel tegen.")
    Bijdrage.objects.filter(doel__agenda=twee).update(belofte="Controleert <b>elke week</b>.")
    twee.ga_naar("aangeboden")
    twee.ga_naar("vastgesteld", besluitnummer="B", vastgesteld_datum=date(2026, 5, 1))
    drie = twee.nieuwe_versie(door=g.medewerker, reden="Zwaluwgeheim")
    drie.doelen.update(titel="Zwaluwgeheim doel")
    url = f"/agendas/{twee.pk}/verschil/"
    tekst = client.get(url).text
    assert "De meting viel tegen." in tekst and "(weg: " in tekst and "(erbij: " in tekst
    assert "<ins" in tekst and "&lt;b&gt;elke" in tekst and "Zwaluwgeheim" not in tekst
    assert client.get(f"{url}?met={drie.pk}").status_code == 404
    assert client.get(f"/agendas/{drie.pk}/verschil/").status_code == 404
    client.force_login(g.elders)
    assert "Zwaluwgeheim doel" in client.get(f"/agendas/{een.pk}/verschil/?met={drie.pk}").text
    assert client.get(f"{url}?met=999999").status_code == 404


def test_een_nieuwe_versie_zegt_waarom(g, client):
    oud = maak_agenda(g.noord)
    client.force_login(g.medewerker)
    url = f"/agendas/{oud.pk}/nieuwe-versie/"
    fout = client.post(url, {"reden": "  "})
    assert fout.status_code == 422 and oud.opvolgers.count() == 0
    for _ in range(2):
        client.post(url, {"reden": "De dijk is af."})
    nieuw = oud.opvolgers.get()
    assert nieuw.reden == "De dijk is af." and nieuw.tijdlijn.filter(tekst__contains="De dijk is af.").exists()
    client.post(f"/agendas/{nieuw.pk}/bewerken/", {"inleiding": "Hallo", "reden": "Beter gezegd.", "versie": 1})
    nieuw.refresh_from_db()
    assert (nieuw.inleiding, nieuw.reden) == ("Hallo", "Beter gezegd.")


# For residents --------------------------------------------------------------------


def test_het_vaste_adres_toont_wat_nu_geldt_en_wat_eerder_gold(g, client):
    adres = "/gebieden/noord/agenda/"
    assert "nog geen vastgestelde" in client.get(adres).text
    oud = maak_agenda(g.noord)
    geweigerd = {"antwoord": "nee", "reactie": "Zwaluwgeheim"}
    Bijdrage.objects.create(
        doel=oud.doelen.get(), partij="Politie", soort="anders", belofte="Controleert.", **geweigerd
    )
    nieuw = oud.nieuwe_versie(door=g.medewerker, reden="Scherper")
    assert client.get(adres).context["agenda"] == oud
    nieuw.ga_naar("aangeboden")
    nieuw.ga_naar("vastgesteld", besluitnummer="B-2", vastgesteld_datum=date(2026, 5, 1))
    antwoord = client.get(adres)
    assert antwoord.context["agenda"] == nieuw
    assert f"/agendas/{oud.pk}/openbaar/" in antwoord.text and "nog niet toegezegd" in antwoord.text
    assert "Zwaluwgeheim" not in antwoord.text and "Geweigerd" not in antwoord.text
    assert "oudere versie" in client.get(f"/agendas/{oud.pk}/openbaar/").text
    assert "geen eigen" in client.get("/gebieden/dorp/agenda/").text
    assert "/gebieden/noord/agenda/" in client.get("/gebieden/noord/").text
    assert client.get("/gebieden/bestaat-niet/agenda/").status_code == 404
