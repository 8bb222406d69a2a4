from itertools import product
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cyclus.models import Doel, Gebiedsagenda, Opgave
from cyclus.opgave.models import TABEL
from gebiedswerk.statussen import OvergangNietToegestaan
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import maak_initiatief, maak_opgave, maak_overleg

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
