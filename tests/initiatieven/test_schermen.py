"""Initiatives from outside: who sees and does what, forms, lists."""

from uuid import uuid4

import pytest
from django.urls import reverse

from initiatieven.models import Contactmoment, Initiatief
from signalen.models import Signaal
from tests.cyclus.factories import maak_overleg
from tests.gebieden.factories import maak_gemeente

from .factories import maak_initiatief

pytestmark = pytest.mark.django_db
TITEL = "Buurtmoestuin achter de kerk"
AMBTENAREN = ["medewerker", "sociaal", "elders", "regie", "vakambtenaar", "wethouder", "secretaris", "beheerder"]
BEHANDELAARS = ["medewerker", "sociaal", "regie"]
BUITEN = ["raadslid", "platformlid", "buitenstaander"]


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def initiatief(g):
    return maak_initiatief(g.dorp, g.medewerker, initiatiefnemer_contact="ina@voorbeeld.test")


def adres(naam, *args):
    return reverse(f"initiatieven:{naam}", args=args)


def ingevuld(g, **velden):
    basis = {"titel": "Pluktuin", "initiatiefnemer": "De straat", "trekkend_gebied": g.dorp.pk, "thema": "groen"}
    return basis | {"sleutel": str(uuid4())} | velden


def gewijzigd(initiatief, **velden):
    basis = {
        "titel": initiatief.titel,
        "initiatiefnemer": initiatief.initiatiefnemer,
        "initiatiefnemer_contact": initiatief.initiatiefnemer_contact,
        "thema": initiatief.thema,
        "trekkend_gebied": initiatief.trekkend_gebied_id,
        "gebieden": [initiatief.trekkend_gebied_id],
        "contactpersoon": initiatief.contactpersoon_id,
        "uiterlijk": initiatief.uiterlijk or "",
        "versie": initiatief.versie,
    }
    return basis | velden


@pytest.mark.parametrize("wie", AMBTENAREN + BUITEN)
def test_wie_een_initiatief_ziet(client, g, initiatief, wie):
    client.force_login(getattr(g, wie))
    antwoord = client.get(adres("initiatief", initiatief.pk))
    assert antwoord.status_code == (200 if wie in AMBTENAREN else 404)
    for pagina in (antwoord, client.get(adres("lijst") + "?bereik=alles")):
        assert (TITEL in pagina.text) == (wie in AMBTENAREN)
    assert (TITEL in b"".join(client.get(adres("export") + "?bereik=alles")).decode()) == (wie in AMBTENAREN)


def test_zonder_account_is_er_niets_te_zien(client, g, initiatief):
    for pad in (adres("lijst"), adres("export"), adres("nieuw"), adres("initiatief", initiatief.pk)):
        antwoord = client.get(pad)
        assert antwoord.status_code == 302
        assert antwoord.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("wie", AMBTENAREN + BUITEN)
@pytest.mark.parametrize("act", ["status", "contact", "bewerken", "koppel_signaal"])
def test_wie_een_initiatief_verandert(client, g, initiatief, act, wie):
    signaal = Signaal.objects.neem_aan(tekst="x", thema="groen", gebied=g.dorp)
    data = {
        "status": {"status": "verkenning"},
        "contact": {"notitie": "Gebeld", "soort": "telefoon"},
        "bewerken": gewijzigd(initiatief, titel="Anders"),
        "koppel_signaal": {"signaal": signaal.pk},
    }[act]
    client.force_login(getattr(g, wie))
    code = client.post(adres(act, initiatief.pk), data).status_code
    assert code == (302 if wie in BEHANDELAARS else 403 if wie in AMBTENAREN else 404)
    stored = Initiatief.objects.get()
    is_changed = stored.status != "idee" or stored.titel != TITEL or stored.signalen.exists()
    assert (is_changed or stored.contactmomenten.exists()) == (wie in BEHANDELAARS)


@pytest.mark.parametrize("wie", AMBTENAREN + BUITEN)
def test_wie_een_initiatief_vastlegt(client, g, wie):
    client.force_login(getattr(g, wie))
    code = client.post(adres("nieuw"), ingevuld(g)).status_code
    mag = wie in BEHANDELAARS
    # Who works elsewhere gets the form, but this area is no choice in it.
    assert code == (302 if mag else 422 if wie == "elders" else 403)
    assert Initiatief.objects.count() == mag


def test_vier_velden_zijn_genoeg_en_de_rest_volgt(client, g):
    client.force_login(g.medewerker)
    scherm = client.get(adres("nieuw"))
    assert scherm.context["form"]["trekkend_gebied"].value() == g.noord.pk
    assert [veld.name for veld in scherm.context["form"].visible_fields()] == [
        "titel",
        "initiatiefnemer",
        "trekkend_gebied",
        "thema",
    ]
    antwoord = client.post(adres("nieuw"), ingevuld(g))
    initiatief = Initiatief.objects.get()
    assert antwoord.url == initiatief.get_absolute_url()
    assert initiatief.contactpersoon == g.medewerker
    assert initiatief.uiterlijk is not None


def test_twee_keer_versturen_maakt_er_een(client, g, initiatief):
    client.force_login(g.medewerker)
    data = ingevuld(g)
    eerste, tweede = client.post(adres("nieuw"), data), client.post(adres("nieuw"), data)
    assert eerste.url == tweede.url
    assert Initiatief.objects.filter(titel="Pluktuin").count() == 1
    contact = {"notitie": "Gebeld", "soort": "telefoon", "sleutel": str(uuid4())}
    for _ in range(2):
        assert client.post(adres("contact", initiatief.pk), contact).status_code == 302
    assert Contactmoment.objects.count() == 1


def test_terug_in_de_browser_en_iets_anders_typen_gaat_niet_verloren(client, g):
    client.force_login(g.medewerker)
    data = ingevuld(g)
    for titel in ("Pluktuin", "Pluktuin", "Speeltuin"):
        client.post(adres("nieuw"), data | {"titel": titel})
    assert sorted(Initiatief.objects.values_list("titel", flat=True)) == ["Pluktuin", "Speeltuin"]


def test_een_negatieve_bijdrage_wordt_geweigerd(client, g, initiatief):
    client.force_login(g.medewerker)
    antwoord = client.post(adres("bewerken", initiatief.pk), gewijzigd(initiatief, bijdrage="-5"))
    assert set(antwoord.context["form"].errors) == {"bijdrage"}


def test_een_overleg_waar_het_besproken_is_staat_erbij(client, g, initiatief):
    overleg = maak_overleg(g.noord, g.medewerker)
    overleg.zet_op_agenda(initiatief=initiatief)
    client.force_login(g.medewerker)
    assert f'href="{overleg.get_absolute_url()}"' in client.get(initiatief.get_absolute_url()).text


def test_wat_ontbreekt_staat_bij_het_veld_en_wat_getypt_is_blijft(client, g):
    client.force_login(g.medewerker)
    antwoord = client.post(adres("nieuw"), ingevuld(g, titel="", initiatiefnemer="Vereniging <b>X</b>"))
    assert antwoord.status_code == 422
    assert set(antwoord.context["form"].errors) == {"titel"}
    assert "Vereniging &lt;b&gt;X&lt;/b&gt;" in antwoord.text
    assert not Initiatief.objects.exists()


@pytest.mark.parametrize("waarde", ["0" * 300, "-3", "abc", "1e9", "99999999999999999999"])
def test_onzin_in_de_uren_is_een_melding_en_geen_fout(client, g, initiatief, waarde):
    client.force_login(g.medewerker)
    antwoord = client.post(
        adres("contact", initiatief.pk), {"notitie": "Lang gesprek", "soort": "gesprek", "uren": waarde}
    )
    assert antwoord.status_code in (302, 422)
    assert not Contactmoment.objects.filter(uren__lt=0).exists()
    if antwoord.status_code == 422:
        assert "Lang gesprek" in antwoord.text


def test_een_oude_pagina_overschrijft_niets_en_toont_beide_versies(client, g, initiatief):
    client.force_login(g.sociaal)
    oud = gewijzigd(initiatief, titel="Wat Sam typte")
    client.post(adres("bewerken", initiatief.pk), gewijzigd(initiatief, titel="Wat Mia typte"))
    antwoord = client.post(adres("bewerken", initiatief.pk), oud)
    assert antwoord.status_code == 422
    assert "Wat Mia typte" in antwoord.text
    assert "Wat Sam typte" in antwoord.text
    assert Initiatief.objects.get().titel == "Wat Mia typte"


def test_dezelfde_wijziging_twee_keer_versturen_is_geen_conflict(client, g, initiatief):
    client.force_login(g.medewerker)
    data = gewijzigd(initiatief, titel="Nieuwe titel")
    assert [client.post(adres("bewerken", initiatief.pk), data).status_code for _ in range(2)] == [302, 302]
    assert [r.soort for r in initiatief.tijdlijn].count("wijziging") == 1


def test_trekkend_gebied_blijft_bij_de_gebieden(client, g, initiatief):
    client.force_login(g.medewerker)
    client.post(adres("bewerken", initiatief.pk), gewijzigd(initiatief, gebieden=[g.stad.pk]))
    assert Initiatief.objects.get().gebied_ids() == {g.dorp.pk, g.stad.pk}


def test_een_signaal_van_een_ander_gebied_wordt_niet_gekoppeld(client, g, initiatief):
    ver = Signaal.objects.neem_aan(tekst="Ver weg", thema="groen", gebied=g.stad)
    client.force_login(g.medewerker)
    client.post(adres("koppel_signaal", initiatief.pk), {"signaal": ver.pk})
    assert not initiatief.signalen.exists()
    assert "Ver weg" not in client.get(initiatief.get_absolute_url()).text


def test_van_een_signaal_naar_een_initiatief(client, g):
    signaal = Signaal.objects.neem_aan(tekst="Er is geen groen", thema="groen", gebied=g.dorp)
    client.force_login(g.medewerker)
    pad = f"{adres('nieuw')}?signaal={signaal.pk}"
    assert client.get(pad).context["form"]["titel"].value() == "Er is geen groen"
    client.post(pad, ingevuld(g))
    assert list(signaal.initiatieven.all()) == [Initiatief.objects.get()]


def gevonden(client, vraag=""):
    return {i.titel for i in client.get(adres("lijst") + vraag).context["pagina"]}


def test_de_lijst_begint_bij_mijn_gebieden_en_filtert(client, g, initiatief):
    maak_initiatief(g.stad, g.elders, "Zwembad in de stad", thema="recreatie")
    wijzer = maak_initiatief(g.buurtschap, g.sociaal, "Wegwijzers voor fietsers", thema="verkeer")
    wijzer.ga_naar("verkenning", door=g.sociaal)
    client.force_login(g.medewerker)
    assert gevonden(client) == {TITEL, "Wegwijzers voor fietsers"}
    assert gevonden(client, "?bereik=alles") == {TITEL, "Wegwijzers voor fietsers", "Zwembad in de stad"}
    assert gevonden(client, f"?gebied={g.zuid.slug}") == {"Zwembad in de stad"}
    assert gevonden(client, f"?gebied={g.noord.slug}&thema=verkeer") == {"Wegwijzers voor fietsers"}
    assert gevonden(client, "?status=idee") == {TITEL}
    assert gevonden(client, f"?contactpersoon={g.sociaal.pk}") == {"Wegwijzers voor fietsers"}
    assert gevonden(client, "?q=moestuin") == set()
    assert gevonden(client, "?q=buurtmoes") == {TITEL}
    assert gevonden(client, "?over_termijn=on") == set()
    wijzer.ga_naar("gestopt", door=g.sociaal, reden="x")
    assert gevonden(client, "?status=open") == {TITEL}
    Initiatief.objects.filter(titel=TITEL).update(uiterlijk="2026-01-02")
    assert gevonden(client, "?over_termijn=on") == {TITEL}


@pytest.mark.parametrize(
    "vraag", ["?gebied=abc", "?gebied=999999", "?status=%00", "?q=%00'\"*", "?pagina=-1", "?q=a+b"]
)
def test_onzin_in_het_filter_geeft_een_lijst_en_geen_fout(client, g, initiatief, vraag):
    client.force_login(g.medewerker)
    assert client.get(adres("lijst") + vraag).status_code == 200


def test_de_export_volgt_het_filter_en_draagt_geen_formule(client, g):
    maak_initiatief(g.dorp, g.medewerker, "=HYPERLINK(1)", initiatiefnemer_contact="geheim@voorbeeld.test")
    maak_initiatief(g.stad, g.elders, "Zwembad in de stad")
    client.force_login(g.medewerker)
    tekst = b"".join(client.get(adres("export"))).decode()
    assert "'=HYPERLINK(1)" in tekst
    assert "Zwembad" not in tekst
    assert "geheim@" not in tekst


@pytest.mark.parametrize(("naam", "hoogstens"), [("lijst", 10), ("initiatief", 45)])
def test_het_aantal_vragen_hangt_niet_van_de_rijen_af(
    client, g, initiatief, django_assert_max_num_queries, naam, hoogstens
):
    client.force_login(g.medewerker)
    pad = adres(naam, *([initiatief.pk] if naam == "initiatief" else []))

    def vul(nummer):
        initiatief.leg_contact_vast(soort="mail", notitie=f"{nummer}", door=g.sociaal)
        signaal = Signaal.objects.neem_aan(tekst=f"Signaal {nummer}", thema="groen", gebied=g.dorp)
        initiatief.koppel_signaal(signaal, door=g.medewerker)
        maak_initiatief(g.dorp, g.sociaal, f"Initiatief {nummer}")

    vul(0)
    client.get(pad)
    with django_assert_max_num_queries(hoogstens) as eerst:
        client.get(pad)
    vul(1)
    vul(2)
    with django_assert_max_num_queries(len(eerst)):
        client.get(pad)
