from itertools import product
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cyclus.models import Doel, Gebiedsagenda, Kennisgeving, Opgave
from cyclus.opgave.models import TABEL
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import OvergangNietToegestaan
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import maak_trend

from .factories import maak_agenda, maak_initiatief, maak_maatregel, maak_opgave, maak_overleg, maak_plan

pytestmark = pytest.mark.django_db
TITEL = "Veilig fietsen"
AMBTENAREN = ["medewerker", "sociaal", "elders", "regie", "vakambtenaar", "wethouder", "secretaris", "beheerder"]
BEHANDELAARS = ["medewerker", "sociaal", "regie"]
BUITEN = ["raadslid", "platformlid", "buitenstaander"]
ROUTES = {
    "voorstel": [],
    "lopend": ["lopend"],
    "afgerond": ["lopend", "afgerond"],
    "vervallen": ["vervallen"],
}
TOEGESTAAN = {
    ("voorstel", "lopend"),
    ("voorstel", "vervallen"),
    ("lopend", "afgerond"),
    ("lopend", "vervallen"),
    ("afgerond", "lopend"),
}


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def opgave(g):
    return maak_opgave(g.noord, g.medewerker)


def signaal(gebied, tekst="Er wordt hard gereden"):
    return Signaal.objects.neem_aan(tekst=tekst, thema="verkeer", gebied=gebied)


def adres(naam, *args):
    return reverse(f"cyclus:{naam}", args=args)


def ingevuld(g, **velden):
    basis = {
        "titel": "Groen in het dorp",
        "thema": "groen",
        "trekkend_gebied": g.dorp.pk,
        "soort": "hoofdpunt",
        "herkomst": "signalen",
        "trekker": g.medewerker.pk,
        "sleutel": str(uuid4()),
    }
    return basis | velden


@pytest.mark.parametrize(("van", "naar"), [p for p in product(TABEL.namen, repeat=2) if p[0] != p[1]])
def test_alle_paren_van_statussen(g, opgave, van, naar):
    velden = {"reden": "Geen geld", "resultaat": "Er fietsen meer kinderen"}
    for stap in ROUTES[van]:
        opgave.ga_naar(stap, door=g.medewerker, **velden)
    if (van, naar) in TOEGESTAAN:
        opgave.ga_naar(naar, door=g.medewerker, **velden)
    else:
        with pytest.raises(OvergangNietToegestaan):
            opgave.ga_naar(naar, door=g.medewerker, **velden)
    assert Opgave.objects.get().status == (naar if (van, naar) in TOEGESTAAN else van)


@pytest.mark.parametrize(("naar", "veld"), [("afgerond", "resultaat"), ("vervallen", "reden")])
def test_afsluiten_vraagt_waarom_of_wat_het_opleverde(g, opgave, naar, veld):
    opgave.ga_naar("lopend", door=g.medewerker)
    with pytest.raises(ValidationError) as fout:
        opgave.ga_naar(naar, door=g.medewerker)
    assert set(fout.value.message_dict) == {veld}


@pytest.mark.parametrize("wie", AMBTENAREN + BUITEN)
def test_wie_een_opgave_ziet_en_wie_haar_verandert(client, g, opgave, wie):
    client.force_login(getattr(g, wie))
    pagina, lijst = client.get(adres("opgave", opgave.pk)), client.get(adres("opgave_lijst"))
    assert pagina.status_code == (200 if wie in AMBTENAREN else 404)
    assert (TITEL in lijst.text) == (wie in AMBTENAREN)
    assert lijst.status_code == 200
    verwacht = 302 if wie in BEHANDELAARS else 403 if wie in AMBTENAREN else 404
    for naam, data in (
        ("opgave_status", {"status": "lopend"}),
        ("opgave_koppel", {"signaal": signaal(g.noord).pk}),
        ("opgave_los", {}),
    ):
        assert (naam, client.post(adres(naam, opgave.pk), data).status_code) == (naam, verwacht)
    assert client.get(adres("opgave_bewerken", opgave.pk)).status_code == (200 if verwacht == 302 else verwacht)
    stored = Opgave.objects.get()
    assert (stored.status == "lopend") == stored.signalen.exists() == (wie in BEHANDELAARS)


def test_zonder_account_naar_aanmelden(client, opgave):
    for pad in (adres("opgave_lijst"), adres("opgave_nieuw"), adres("opgave", opgave.pk)):
        assert client.get(pad).url.startswith(reverse("account_login"))


def test_een_opgave_uit_signalen_en_een_initiatief(client, g):
    een, twee, ver = signaal(g.dorp), signaal(g.buurtschap), signaal(g.stad)
    idee = maak_initiatief(g.dorp, g.medewerker)
    client.force_login(g.medewerker)
    pad = f"{adres('opgave_nieuw')}?signaal={een.pk}&signaal={twee.pk}&initiatief={idee.pk}"
    form = client.get(pad).context["form"]
    assert set(form["gebieden"].value()) == {g.dorp.pk, g.buurtschap.pk}
    data = ingevuld(g, signalen=[een.pk], initiatieven=[idee.pk], gebieden=[g.buurtschap.pk])
    eerste, tweede = client.post(pad, data), client.post(pad, data)
    opgave = Opgave.objects.get()
    assert eerste.url == tweede.url == opgave.get_absolute_url()
    assert list(opgave.signalen.all()) == [een]
    assert list(idee.opgaven.all()) == [opgave]
    assert opgave.gebied_ids() == {g.dorp.pk, g.buurtschap.pk}
    assert "gekoppeld" in [r.soort for r in een.tijdlijn]
    # What was not asked for by the link cannot be smuggled in.
    assert client.post(pad, ingevuld(g, signalen=[ver.pk])).status_code == 422


@pytest.mark.parametrize("vraag", ["?signaal=abc", "?signaal=99999999", "?initiatief=1&initiatief=-1", "?signaal=%00"])
def test_onzin_in_de_link_geeft_een_leeg_formulier(client, g, vraag):
    client.force_login(g.medewerker)
    antwoord = client.get(adres("opgave_nieuw") + vraag)
    assert antwoord.status_code == 200
    assert "signalen" not in antwoord.context["form"].fields


def test_alles_wat_bij_een_opgave_hoort_staat_erbij_en_wijst_terug(client, g, opgave):
    s, i = signaal(g.noord), maak_initiatief(g.noord, g.medewerker)
    overleg = maak_overleg(g.noord, g.medewerker, opgave=opgave)
    agenda = Gebiedsagenda.objects.create(gebied=g.noord, van_jaar=2026, tot_jaar=2029)
    doel = Doel.objects.create(agenda=agenda, titel="Meer fietsers", resultaat="x", thema="verkeer")
    doel.opgaven.add(opgave)
    client.force_login(g.medewerker)
    client.post(adres("opgave_koppel", opgave.pk), {"signaal": s.pk})
    client.post(adres("opgave_koppel", opgave.pk), {"initiatief": i.pk})
    pagina = client.get(opgave.get_absolute_url()).text
    for ding in (s, i, overleg, doel):
        assert f'href="{ding.get_absolute_url()}"' in pagina
    for ding in (i, overleg):
        assert f'href="{opgave.get_absolute_url()}"' in client.get(ding.get_absolute_url()).text
    client.post(adres("opgave_los", opgave.pk), {"signaal": s.pk, "initiatief": i.pk})
    assert not opgave.signalen.exists()
    assert not opgave.initiatieven.exists()


def test_een_oude_pagina_overschrijft_niets(client, g, opgave):
    client.force_login(g.medewerker)
    data = ingevuld(g, versie=opgave.versie, trekkend_gebied=g.noord.pk)
    assert client.post(adres("opgave_bewerken", opgave.pk), data | {"titel": "Van Mia"}).status_code == 302
    antwoord = client.post(adres("opgave_bewerken", opgave.pk), data | {"titel": "Van Sam"})
    assert antwoord.status_code == 422
    assert "Van Mia" in antwoord.text
    assert "Van Sam" in antwoord.text
    assert Opgave.objects.get().titel == "Van Mia"


@pytest.mark.parametrize(("naam", "hoogstens"), [("opgave_lijst", 10), ("opgave", 45)])
def test_het_aantal_vragen_hangt_niet_van_de_rijen_af(
    client, g, opgave, django_assert_max_num_queries, naam, hoogstens
):
    client.force_login(g.medewerker)
    pad = adres(naam, *([opgave.pk] if naam == "opgave" else []))

    def vul(nummer):
        maak_opgave(g.noord, g.sociaal, f"Opgave {nummer}")
        opgave.koppel(signaal(g.dorp), door=g.medewerker)
        opgave.koppel(maak_initiatief(g.dorp, g.sociaal), door=g.medewerker)
        maak_overleg(g.noord, g.medewerker, opgave=opgave)

    vul(0)
    client.get(pad)
    with django_assert_max_num_queries(hoogstens) as eerst:
        client.get(pad)
    vul(1)
    vul(2)
    with django_assert_max_num_queries(len(eerst)):
        client.get(pad)


# Three kinds ----------------------------------------------------------------


def soort_opgave(g, soort, **velden):
    opgave = Opgave.objects.create(
        titel=f"Een {soort}", thema="energie", soort=soort, trekker=g.medewerker, trekkend_gebied=g.noord, **velden
    )
    opgave.leg_in()
    return opgave


def test_gemeentebreed_de_gebieden_horen_het_een_keer_en_het_staat_er(g, client):
    opgave = soort_opgave(g, "gemeentebreed", afdeling=g.afdeling)
    client.force_login(g.medewerker)
    url = f"/opgaven/{opgave.pk}/vertel/"
    form = client.get(url).context["form"]
    assert set(form.fields["gebieden"].queryset) == {g.noord, g.zuid}
    assert client.post(url, {"tekst": "Typte ik al"}).status_code == 422
    bericht = {"gebieden": [g.noord.pk], "tekst": "De brief gaat uit.", "sleutel": form["sleutel"].value()}
    for _ in range(2):
        assert client.post(url, bericht).status_code == 302
    verteld = Kennisgeving.objects.get()
    assert (verteld.gebied, verteld.door) == (g.noord, g.medewerker)
    assert verteld.aan == "Mia Makelaar, Sam Sociaal"
    assert set(Bericht.objects.values_list("aan", flat=True)) == {g.medewerker.email, g.sociaal.email}
    pagina = client.get(f"/opgaven/{opgave.pk}/").text
    assert "De brief gaat uit." in pagina and "Nog niet verteld" in pagina
    for slug, stand in (("noord", "Noord hoorde dit op"), ("zuid", "Zuid is dit nog niet verteld")):
        assert stand in client.get(f"/opgaven/gemeentebreed/?gebied={slug}").text
    assert client.get("/opgaven/gemeentebreed/?gebied=nergens").status_code == 404
    client.force_login(g.elders)
    assert client.get(url).status_code == 403
    client.force_login(g.raadslid)
    assert "Een gemeentebreed" not in client.get("/opgaven/gemeentebreed/").text


def test_alleen_een_gemeentebrede_opgave_wordt_verteld(g, client):
    opgave = soort_opgave(g, "hoofdpunt")
    client.force_login(g.medewerker)
    assert client.get(f"/opgaven/{opgave.pk}/vertel/").status_code == 404


def test_elke_soort_laat_zien_wat_zij_vraagt(g, client):
    hoofdpunt, sectoraal = soort_opgave(g, "hoofdpunt"), soort_opgave(g, "sectoraal", afdeling=g.afdeling)
    agenda = maak_agenda(g.noord)
    agenda.doelen.get().opgaven.add(hoofdpunt)
    maak_maatregel(maak_plan(agenda), g.vakambtenaar, g.afdeling)
    plan = maak_plan(agenda, 2027, status="concept")
    client.force_login(g.medewerker)
    pagina = client.get(f"/opgaven/{hoofdpunt.pk}/").text
    assert "Doel 1" in pagina and "Drempels aanleggen" in pagina and "nog geen afdeling" in pagina
    pagina = client.get(f"/opgaven/{sectoraal.pk}/").text
    knop = f"/plannen/{plan.pk}/afspraken/nieuw/?opgave={sectoraal.pk}"
    assert "nog met geen enkel gebied" in pagina and knop in pagina and pagina.count("/afspraken/nieuw/") == 1
    assert client.get(knop).context["form"]["opgave"].value() == str(sectoraal.pk)
    assert "nog geen afdeling" not in pagina
    for soort, titel in (("sectoraal", "Een sectoraal"), ("hoofdpunt", "Een hoofdpunt")):
        rijen = client.get("/opgaven/", {"soort": soort}).context["pagina"].object_list
        assert [rij.titel for rij in rijen] == [titel]
    assert "1 doel<" in client.get("/opgaven/").text


def test_een_opgave_noemt_het_stuk_en_de_afdeling(g, client):
    client.force_login(g.medewerker)
    velden = {"titel": "Warm huis", "thema": "energie", "trekkend_gebied": g.noord.pk, "trekker": g.medewerker.pk}
    velden |= {"soort": "gemeentebreed", "herkomst": "dorpsplan"}
    fout = client.post("/opgaven/nieuw/", velden)
    assert fout.status_code == 422 and "Noem het stuk" in fout.text and "welke afdeling dit uitvoert" in fout.text
    stuk = {"herkomst_stuk": "Dorpsplan 2030, bladzijde 2", "afdeling": g.afdeling.pk}
    assert client.post("/opgaven/nieuw/", velden | stuk).status_code == 302
    assert "Dorpsplan 2030, bladzijde 2" in client.get(Opgave.objects.get().get_absolute_url()).text


def test_een_trend_koppelen_en_los_maken(g, client):
    opgave, trend = soort_opgave(g, "hoofdpunt"), maak_trend(g.noord, "verkeer")
    client.force_login(g.medewerker)
    client.post(f"/opgaven/{opgave.pk}/koppel/", {"trend": trend.pk})
    assert list(opgave.trends.all()) == [trend] and trend.tijdlijn.filter(soort="gekoppeld").exists()
    assert str(trend) in client.get(f"/opgaven/{opgave.pk}/").text
    client.post(f"/opgaven/{opgave.pk}/los/", {"trend": trend.pk})
    assert not opgave.trends.exists()


def test_gemeentebreed_vraagt_evenveel_bij_een_als_bij_drie(g, client, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    aantallen = []
    for aantal in (1, 2):
        for _ in range(aantal):
            soort_opgave(g, "gemeentebreed", afdeling=g.afdeling)
        client.get("/opgaven/gemeentebreed/?gebied=noord")
        with django_assert_max_num_queries(12) as gemeten:
            client.get("/opgaven/gemeentebreed/?gebied=noord")
        aantallen.append(len(gemeten))
    assert aantallen[0] == aantallen[1]
