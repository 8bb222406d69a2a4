"""What a resident reads about an area: what is public is there, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cyclus.models import Gebiedsanalyse
from gebieden.models import Cijfer, Gebied, Gebiedsrol, GeheimCijfer, Indicator, Opvolging, Platform
from tests.cyclus.factories import maak_agenda, maak_doel, maak_maatregel, maak_monitor, maak_plan
from tests.gebieden.factories import maak_gemeente, vierkant
from tests.initiatieven.factories import maak_initiatief
from tests.signalen.factories import maak_signaal


@pytest.fixture
def g(db):
    return maak_gemeente()


@pytest.fixture
def vol(g):
    """Everything there can be to say about Dorp, public and not."""
    open_initiatief = maak_initiatief(
        g.dorp, g.medewerker, "Openbare moestuin", initiatiefnemer="Geheime Gerda", omschrijving="Intern oordeel"
    )
    type(open_initiatief).objects.filter(pk=open_initiatief.pk).update(status="in_uitvoering", is_openbaar=True)
    maak_initiatief(g.dorp, g.medewerker, "Nog een gerucht")
    agenda = maak_agenda(g.noord, doelen=0)
    maak_doel(agenda, "Veilig naar school op de fiets")
    plan = maak_plan(agenda)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Drempels in de dorpsstraat")
    concept = maak_agenda(g.noord, status="concept", van_jaar=2030, doelen=0)
    maak_doel(concept, "Nog geheim doel")
    for n in range(6):
        maak_signaal(g.dorp, thema="verkeer", tekst=f"De buurman rijdt te hard {n}")
    maak_signaal(g.dorp, thema="groen", tekst="De heg van nummer 12")
    return g


def tel(gebied, code="inwoners", waarde=1200, jaar=2025, **velden):
    soort = {"naam": code, "thema": "wonen", "soort": "telling"}
    indicator, _ = Indicator.objects.get_or_create(code=code, defaults=soort | velden)
    return Cijfer.objects.create(gebied=gebied, indicator=indicator, jaar=jaar, waarde=waarde, bron="CBS, proef")


def test_de_gebiedspagina_zegt_wat_er_speelt(client, vol):
    tekst = client.get("/gebieden/dorp/").text
    assert "Kern in Noord" in tekst
    assert "Openbare moestuin" in tekst
    assert "Veilig naar school op de fiets" in tekst
    assert "Drempels in de dorpsstraat" in tekst and "Openbare ruimte" in tekst
    assert "Mia Makelaar" in tekst and "Gebiedsmakelaar leefomgeving" in tekst
    assert "Dorpsplatform Dorp" in tekst
    assert "/signaal/?gebied=dorp" in tekst


def test_wat_niet_openbaar_is_staat_er_niet(client, vol):
    for url in ("/gebieden/dorp/", "/gebieden/noord/", "/gebieden/gemeente/", "/"):
        tekst = client.get(url).text
        for geheim in (
            "Geheime Gerda",
            "Intern oordeel",
            "Nog een gerucht",
            "Nog geheim doel",
            "buurman",
            "heg van nummer",
            "Vera Vak",
            "@voorbeeld.test",
            vol.platform.sleutel,
            "Jan Melder",
        ):
            assert geheim not in tekst, (url, geheim)


def test_een_inwoner_vindt_de_analyse_die_vastgesteld_is(client, vol):
    analyses = [Gebiedsanalyse.objects.create(gebied=vol.noord, jaar=jaar) for jaar in (2024, 2025)]
    Gebiedsanalyse.objects.filter(pk=analyses[0].pk).update(status="vastgesteld")
    tekst = client.get("/gebieden/dorp/").text
    assert analyses[0].get_absolute_url() in tekst
    assert analyses[1].get_absolute_url() not in tekst


def test_signalen_zijn_alleen_een_aantal_vanaf_vijf(client, vol):
    stand = client.get("/gebieden/dorp/").context["signalen"]
    assert [(s.thema, s.aantal) for s in stand] == [("Verkeer en parkeren", 6), ("Groen en water", None)]
    assert "Minder dan 5 signalen per onderwerp: Groen en water." in client.get("/gebieden/dorp/").text


def test_oude_en_verdachte_signalen_tellen_niet(client, g):
    oud = timezone.now() - timedelta(days=400)
    for _ in range(5):
        maak_signaal(g.dorp, op=oud)
        maak_signaal(g.dorp, is_verdacht=True)
    assert client.get("/gebieden/dorp/").context["signalen"] == []


def test_een_ander_gebied_toont_het_zijne(client, vol):
    tekst = client.get("/gebieden/stad/").text
    for elders in ("Openbare moestuin", "Veilig naar school", "Drempels", "Mia Makelaar", "Dorpsplatform"):
        assert elders not in tekst
    assert "Els Elders" in tekst


def test_een_maatregel_van_een_afgesloten_plan_loopt_niet_meer(client, vol):
    plan = Gebied.objects.get(pk=vol.noord.pk).gebiedsplan_set.get()
    type(plan).objects.filter(pk=plan.pk).update(status="afgesloten")
    assert "Drempels" not in client.get("/gebieden/dorp/").text


def test_een_vastgestelde_monitor_is_te_vinden_en_een_concept_niet(client, vol):
    monitor = maak_monitor(vol.noord.gebiedsplan_set.get(), vol.medewerker)
    assert monitor.get_absolute_url() not in client.get("/gebieden/dorp/").text
    type(monitor).objects.filter(pk=monitor.pk).update(status="vastgesteld")
    assert monitor.get_absolute_url() in client.get("/gebieden/dorp/").text


def test_wie_geen_lopende_rol_heeft_staat_niet_bij_wie_is_wie(client, g):
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(
        van=timezone.localdate() - timedelta(days=9), tot=timezone.localdate() - timedelta(days=1)
    )
    g.sociaal.is_active = False
    g.sociaal.save()
    tekst = client.get("/gebieden/dorp/").text
    assert "Mia Makelaar" not in tekst and "Sam Sociaal" not in tekst


def test_cijfers_staan_naast_die_van_de_gemeente(client, g):
    tel(g.dorp)
    tel(g.gemeente, waarde=50_000)
    tel(g.gemeente, waarde=51_000, jaar=2026)
    tel(g.dorp, "aandeel_65_plus", 40, soort="percentage", eenheid="%", naam="65-plus")
    tel(g.gemeente, "aandeel_65_plus", 20, soort="percentage", eenheid="%", naam="65-plus")
    tekst = client.get("/gebieden/dorp/").text
    assert "1.200" in tekst and "50.000" in tekst and "51.000" not in tekst
    assert "40%" in tekst and "hele gemeente: 20%" in tekst
    assert "Bron: CBS, proef" in tekst
    assert "2025" in tekst and "2.025" not in tekst


def test_verzonnen_cijfers_worden_verzonnen_genoemd(client, g):
    cijfer = tel(g.dorp)
    assert "verzonnen" not in client.get("/gebieden/dorp/").text
    Cijfer.objects.filter(pk=cijfer.pk).update(is_voorbeeld=True)
    assert "Dit zijn verzonnen cijfers" in client.get("/gebieden/dorp/").text


def test_zonder_cijfers_staat_dat_er(client, g):
    assert "Er zijn nog geen cijfers over dit gebied" in client.get("/gebieden/dorp/").text


def test_een_schets_wordt_een_schets_genoemd(client, g):
    assert "een schets" not in client.get("/gebieden/dorp/").text
    Gebied.objects.filter(pk=g.dorp.pk).update(is_schematisch=True)
    assert "een schets" in client.get("/gebieden/dorp/").text


def test_een_gestopt_gebied_is_nog_te_lezen_en_wijst_verder(client, g):
    Gebied.objects.filter(pk=g.dorp.pk).update(is_actief=False, opgeheven_datum="2026-01-01")
    Opvolging.objects.create(oud=g.dorp, nieuw=g.stad, per="2026-01-01")
    tekst = client.get("/gebieden/dorp/").text
    assert "Dit gebied bestaat niet meer sinds 1 januari 2026" in tekst and 'href="/gebieden/stad/"' in tekst
    assert "/signaal/?gebied=dorp" not in tekst
    assert "Dit gebied volgt een ander gebied op" in client.get("/gebieden/stad/").text
    assert client.get("/gebieden/nergens/").status_code == 404


def test_de_startpagina_wijst_de_weg(client, vol):
    tekst = client.get("/").text
    assert 'href="/signaal/"' in tekst and 'action="/gebieden/zoek/"' in tekst
    assert all(f">{naam}</a>" in tekst for naam in ("Dorp", "Buurtschap", "Stad"))
    assert "Openbare moestuin" in tekst and "Drempels in de dorpsstraat" in tekst


def test_een_ambtenaar_kan_doorklikken_en_een_inwoner_niet(client, vol):
    link = 'href="/initiatieven/'
    assert link not in client.get("/gebieden/dorp/").text
    client.force_login(vol.medewerker)
    assert link in client.get("/gebieden/dorp/").text


@pytest.mark.parametrize("url", ["/", "/gebieden/dorp/", "/gebieden/gemeente/"])
def test_het_aantal_vragen_hangt_niet_van_de_rijen_af(client, vol, url, django_assert_max_num_queries):
    tel(vol.dorp)
    tel(vol.gemeente)
    client.get(url)
    with django_assert_max_num_queries(24) as first:
        client.get(url)
    agenda = vol.noord.gebiedsagenda_set.get(status="vastgesteld")
    for n in range(3):
        maak_doel(agenda, f"Doel {n}")
        maak_maatregel(vol.noord.gebiedsplan_set.get(), vol.vakambtenaar, vol.afdeling, f"Maatregel {n}")
        extra = maak_initiatief(vol.dorp, vol.medewerker, f"Plan {n}")
        type(extra).objects.filter(pk=extra.pk).update(status="in_uitvoering", is_openbaar=True)
        Platform.objects.create(naam=f"Platform {n}", slug=f"platform-{n}").gebieden.set([vol.dorp])
        tel(vol.dorp, f"extra_{n}")
        maak_signaal(vol.dorp, thema="wonen")
    with django_assert_max_num_queries(24) as more:
        client.get(url)
    assert len(more.captured_queries) == len(first.captured_queries)


@pytest.mark.browser
def test_een_inwoner_vindt_zijn_dorp(pagina, live_server, transactional_db):
    """By name, and on the map; the same names stand in the list for who has no script."""
    g = maak_gemeente()
    Gebied.objects.filter(pk=g.dorp.pk).update(grens=vierkant(0))
    pagina.goto(live_server.url)
    pagina.wait_for_selector("[data-kaart][data-klaar='1']")
    assert pagina.locator("path.leaflet-interactive").count() == 3
    pagina.get_by_label("Naam van uw dorp, wijk of buurt").fill("dorp")
    pagina.get_by_role("button", name="Zoek").click()
    pagina.wait_for_url("**/gebieden/dorp/")
    assert pagina.get_by_role("heading", level=1).inner_text() == "Dorp"
    pagina.get_by_role("link", name="Signaal doorgeven").first.click()
    pagina.wait_for_url("**/signaal/**")
    for breedte in (320, 390):
        pagina.set_viewport_size({"width": breedte, "height": 800})
        for url in ("/", "/gebieden/", "/gebieden/dorp/", "/gebieden/zoek/?q=d"):
            pagina.goto(live_server.url + url)
            assert pagina.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), url


def test_het_verloop_staat_naast_het_cijfer(client, g):
    for jaar, waarde in ((2023, 1100), (2024, 1150), (2025, 1200)):
        tel(g.dorp, jaar=jaar, waarde=waarde, naam="Inwoners")
    pagina = client.get("/gebieden/dorp/")
    [cijfer] = pagina.context["kopcijfers"]
    assert cijfer.jaren == ((2023, 1100), (2024, 1150), (2025, 1200))
    assert "Inwoners, 2023 tot 2025" in pagina.text and "1.100, 1.150, 1.200" in pagina.text


def test_een_cijfer_over_te_weinig_mensen_staat_er_als_verborgen(client, g):
    for gebied, aantal in ((g.dorp, 3), (g.buurtschap, 4), (g.noord, 7), (g.gemeente, 900)):
        tel(gebied, "mantelzorgers", aantal, naam="Mantelzorgers", drempel=10)
    pagina = client.get("/gebieden/dorp/")
    [cijfer] = pagina.context["cijfers"]
    assert cijfer.verborgen == "te klein om te tonen" and not cijfer.waarde and not cijfer.lijn
    assert "te klein om te tonen" in pagina.text
    assert client.get("/gebieden/gemeente/").context["cijfers"][0].waarde == "900"


def test_een_geheim_cijfer_verdwijnt_niet_stil(client, g):
    geheim = tel(g.stad, "inkomen", 30, naam="Inkomen", soort="gemiddelde").indicator
    GeheimCijfer.objects.create(gebied=g.dorp, indicator=geheim, jaar=2025, bron="CBS, proef")
    assert "door de bron niet vrijgegeven" in client.get("/gebieden/dorp/").text


@pytest.mark.parametrize(("hier", "stand"), [(19.6, "lager"), (20.4, "hoger"), (20.0, "gelijk"), (20.04, "gelijk")])
def test_de_stand_volgt_de_afgeronde_cijfers(client, g, hier, stand):
    velden = {"soort": "percentage", "eenheid": "%", "naam": "65-plus", "decimalen": 1}
    tel(g.dorp, "ouderen", hier, **velden)
    tel(g.gemeente, "ouderen", 20, **velden)
    pagina = client.get("/gebieden/dorp/")
    assert pagina.context["cijfers"][0].stand == stand
    assert ("hier hoger" in pagina.text, "hier lager" in pagina.text) == (stand == "hoger", stand == "lager")


def test_wat_gisteren_een_ander_gebied_was_loopt_door_met_de_breuk_erbij(client, g):
    oud = Gebied(naam="Oud Dorp", code="oud-dorp", slug="oud-dorp", niveau="kern", is_actief=False)
    oud.hang_onder(g.dorp)
    Opvolging.objects.create(oud=oud, nieuw=g.dorp, aandeel=0.5, per="2024-01-01")
    for gebied, jaar, waarde in ((oud, 2023, 2000), (g.dorp, 2024, 1010), (g.dorp, 2025, 1020)):
        tel(gebied, jaar=jaar, waarde=waarde)
    pagina = client.get("/gebieden/dorp/")
    assert pagina.context["cijfers"][0].jaren == ((2023, 1000), (2024, 1010), (2025, 1020))
    assert "andere grens vanaf 2024" in pagina.text


def test_het_belangrijkste_staat_voor_de_kaart(client, vol):
    tel(vol.dorp)
    tekst = client.get("/gebieden/dorp/").text
    kort = tekst[tekst.index('id="essentie-kop"') : tekst.index("data-kaart")]
    assert "1.200" in kort and "1 initiatief van inwoners" in kort and "1 maatregel van de gemeente" in kort
    assert "Mia Makelaar is hier gebiedsmakelaar leefomgeving" in kort
