import json
import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from gebiedswerk.beheer.profielbeeld import BEWAARD, MENUWOORDEN, NORMEN, TERMIJNEN, WOORDPAREN
from gebiedswerk.profiel import (
    RECHTEN,
    Gemeenteprofiel,
    als_velden,
    beschikbare_profielen,
    huidig,
    lees_profiel,
    stel_in,
    vergeet,
)
from gebiedswerk.profielcontrole import NORMEN as BEKENDE_NORMEN
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db
LIJSTEN = ("niveaus", "functies", "ladder", "themas", "domeinen", "overlegsoorten", "budgetsoorten", "doorverwijzingen")
VIJF = {"utrecht", "woerden", "west_betuwe", "wijk_en_dorpsraden", "raadsrotonde"}


def test_de_vijf_werkwijzen_zijn_er():
    assert set(beschikbare_profielen()) == VIJF | {"neutraal"}


@pytest.mark.parametrize("code", sorted(VIJF | {"neutraal"}))
def test_elk_profiel_klopt_en_kent_alle_woorden(code):
    profiel = stel_in(lees_profiel(code))
    assert profiel.woorden.keys() == lees_profiel("neutraal")["woorden"].keys()
    assert als_velden(profiel) == lees_profiel(code)
    assert profiel.termijnen.keys() == lees_profiel("neutraal")["termijnen"].keys()
    soorten = {f["soort"] for f in profiel.functies}
    assert {"gebiedsmedewerker", "regie", "vakafdeling", "bestuur", "raad", "platform", "partner", "beheer"} == soorten
    assert {n["code"] for n in profiel.niveaus} >= {"gemeente", "gebied", "buurt"}


def test_er_is_een_profiel_en_het_vorige_wordt_vervangen():
    stel_in(lees_profiel("utrecht"))
    stel_in(lees_profiel("woerden"))
    assert Gemeenteprofiel.objects.get().naam == huidig().naam == "Woerden"


def test_zonder_profiel_spreekt_het_systeem_neutraal():
    assert huidig().woorden["gebiedsmedewerker"] == "gebiedsmedewerker"


@pytest.mark.parametrize(
    ("bederf", "melding"),
    [
        (lambda v: v["functies"][0]["eigen"].append("toveren"), "toveren"),
        (lambda v: v["themas"][0].update(domein="nergens"), "nergens"),
        (lambda v: v["ladder"][0].update(functie="koning"), "koning"),
        (lambda v: v["niveaus"].append(v["niveaus"][0]), "twee keer"),
        (lambda v: v["themas"][0].pop("naam"), "bij groen ontbreekt naam"),
        (lambda v: v["themas"][0].update(kleur="rood"), "onbekends: kleur"),
        (lambda v: v["themas"].append("groen"), "lijst te zijn van regels"),
        (lambda v: v.update(themas=[]), "Thema's: er staat niets in"),
        (lambda v: v["woorden"].pop("plan"), "ontbreekt plan"),
        (lambda v: v["woorden"].update(planning="x"), "onbekend: planning"),
        (lambda v: v["woorden"].update(plan=" "), "hoort een tekst"),
        (lambda v: v["lidwoorden"].update(plan="een"), "plan een kan niet"),
        (lambda v: v["termijnen"].update(overdracht=-3), "overdracht hoort een aantal werkdagen"),
        (lambda v: v["termijnen"].update(overdracht="drie"), "overdracht hoort een aantal werkdagen"),
        (lambda v: v["termijnen"].pop("overdracht"), "Termijnen: er ontbreekt overdracht"),
        (lambda v: v["cyclus"].update(agenda_jaren=0), "agenda_jaren"),
        (lambda v: v["cyclus"].update(analyse_dag="31-12"), "analyse_dag"),
        (lambda v: v["cyclus"].update(analyse_dag="02-29"), "analyse_dag"),
        (lambda v: v["cyclus"].update(herinnering_dagen=[]), "herinnering_dagen"),
        (lambda v: v["cyclus"].pop("collegeperiode_start"), "Cyclus: er ontbreekt collegeperiode_start"),
        (lambda v: v["platforms"].update(normen={"koffie": 3}), "norm koffie bestaat niet"),
        (lambda v: v["platforms"].update(soort=[]), "Platforms: dit is onbekend: soort"),
        (lambda v: v.update(overlegsoorten=[]), "Soorten overleg: er staat niets in"),
        (lambda v: v.update(termijnen=[]), "Termijnen: dit hoort een groep te zijn"),
        (lambda v: v["functies"][0].update(soort="koning"), "soort koning bestaat niet"),
        (lambda v: v["functies"][0].update(domeinen=["lucht"]), "domein lucht bestaat niet"),
        (lambda v: [f["eigen"].remove("vaststellen") for f in v["functies"] if "vaststellen" in f["eigen"]], "niemand"),
        (lambda v: v["doorverwijzingen"][0].update(url="javascript:alert(1)"), "geen webadres"),
        (lambda v: v.update(niveaus=v["niveaus"][:1]), "gebied ontbreekt"),
        (lambda v: v.update(kleuren="rood"), "bestaat niet in een profiel: kleuren"),
        (lambda v: v.update(pk=7), "bestaat niet in een profiel: pk"),
    ],
)
def test_een_fout_profiel_wordt_geweigerd_en_laat_het_oude_staan(bederf, melding):
    stel_in(lees_profiel("utrecht"))
    velden = lees_profiel("woerden")
    bederf(velden)
    with pytest.raises(ValidationError, match=melding):
        stel_in(velden)
    assert huidig().naam == "Utrecht"


def test_alle_fouten_staan_er_in_een_keer():
    velden = lees_profiel("woerden")
    velden["termijnen"]["overdracht"] = 0
    velden["woorden"].pop("plan")
    with pytest.raises(ValidationError) as fout:
        stel_in(velden)
    assert len(fout.value.messages) == 2


HET_WOORDEN = (
    "(gebied|programma|plan|team|platform|overleg|signaal|initiatief|college|advies)( van aanpak| wijkzaken)?$"
)


@pytest.mark.parametrize("code", sorted(VIJF | {"neutraal"}))
def test_elk_woord_heeft_zijn_lidwoord(code):
    """Every word that ends as a het-word says so; "de plan" would be on every page."""
    profiel = stel_in(lees_profiel(code))
    for woord, tekst in profiel.woorden.items():
        is_het = re.search(HET_WOORDEN, tekst)
        if woord not in ("analyses_kort", "agendas_kort", "plannen_kort", "monitor_kort"):
            assert profiel.is_het(woord) == bool(is_het), (woord, tekst)
    assert profiel.deze("college") == "dit college"
    assert profiel.elke("raad") == "elke gemeenteraad"


def test_een_ouder_opgeslagen_profiel_krijgt_de_nieuwe_woorden_erbij():
    profiel = stel_in(lees_profiel("utrecht"))
    woorden = {woord: tekst for woord, tekst in profiel.woorden.items() if woord != "agendas_kort"}
    Gemeenteprofiel.objects.update(woorden=woorden)
    vergeet()
    assert huidig().woorden["agendas_kort"] == lees_profiel("neutraal")["woorden"]["agendas_kort"]
    assert huidig().woorden["agenda"] == "wijkambitie"


def test_elk_recht_heeft_uitleg():
    assert all(RECHTEN.values())


def test_commando_met_eigen_bestand(tmp_path, capsys):
    velden = lees_profiel("woerden") | {"naam": "Onze gemeente"}
    (tmp_path / "ons.json").write_text(json.dumps(velden))
    call_command("stel_profiel_in", str(tmp_path / "ons.json"))
    assert "Onze gemeente" in capsys.readouterr().out
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("stel_profiel_in", str(tmp_path / "weg.json"))


def test_wat_getoond_wordt_kan_zo_weer_worden_ingesteld(tmp_path, capsys):
    stel_in(lees_profiel("utrecht") | {"contact_email": "wijken@voorbeeld.test"})
    call_command("stel_profiel_in", "--toon")
    getoond = capsys.readouterr().out
    assert json.loads(getoond) == lees_profiel("utrecht") | {"contact_email": "wijken@voorbeeld.test"}
    (tmp_path / "ons.json").write_text(getoond.replace("wijkambitie", "wijkdroom"))
    call_command("stel_profiel_in", str(tmp_path / "ons.json"))
    assert huidig().woorden["agendas"] == "wijkdroom" + "s"


@pytest.mark.parametrize(
    ("inhoud", "melding"), [("[1]", "geen profiel"), ("{", "niet te lezen"), ('{"naam": ""}', "klopt niet")]
)
def test_een_kapot_bestand_zegt_wat_er_mis_is(tmp_path, inhoud, melding):
    stel_in(lees_profiel("utrecht"))
    (tmp_path / "stuk.json").write_text(inhoud)
    with pytest.raises(CommandError, match=melding):
        call_command("stel_profiel_in", str(tmp_path / "stuk.json"))
    assert huidig().naam == "Utrecht"


def test_zonder_naam_zegt_het_commando_hoe_het_moet():
    with pytest.raises(CommandError, match="--toon"):
        call_command("stel_profiel_in")


@pytest.mark.parametrize("code", sorted(VIJF | {"neutraal"}))
def test_de_beheerder_leest_het_hele_profiel(client, code):
    client.force_login(maak_gemeente().beheerder)
    velden = lees_profiel(code)
    # The person keeps the right to look: their function is one of the municipality of the test.
    eigen = lees_profiel("west_betuwe")["functies"][-1]
    velden["functies"] = [f for f in velden["functies"] if f["code"] != eigen["code"]] + [eigen]
    profiel = stel_in(velden)
    tekst = unescape(client.get("/beheer/profiel/").content.decode())
    namen = [
        *(regel["naam"] for lijst in LIJSTEN for regel in getattr(profiel, lijst)),
        *(soort["naam"] for soort in profiel.platforms["soorten"]),
        *profiel.woorden.values(),
    ]
    assert [naam for naam in namen if naam not in tekst] == []
    assert f"voor {profiel.cyclus['agenda_jaren']} jaar" in tekst


def test_de_pagina_noemt_alles_wat_een_profiel_kan_zeggen():
    neutraal = lees_profiel("neutraal")
    assert TERMIJNEN.keys() == neutraal["termijnen"].keys()
    assert {*sum(WOORDPAREN, ()), *MENUWOORDEN} - {""} == neutraal["woorden"].keys()
    assert NORMEN.keys() == set(BEKENDE_NORMEN)
    assert BEWAARD.keys() == neutraal["bewaartermijnen"].keys()
