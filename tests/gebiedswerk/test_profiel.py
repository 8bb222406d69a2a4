import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from gebiedswerk.profiel import RECHTEN, Gemeenteprofiel, beschikbare_profielen, huidig, lees_profiel, stel_in

pytestmark = pytest.mark.django_db
VIJF = {"utrecht", "woerden", "west_betuwe", "wijk_en_dorpsraden", "raadsrotonde"}


def test_de_vijf_werkwijzen_zijn_er():
    assert set(beschikbare_profielen()) == VIJF | {"neutraal"}


@pytest.mark.parametrize("code", sorted(VIJF | {"neutraal"}))
def test_elk_profiel_klopt_en_kent_alle_woorden(code):
    profiel = stel_in(lees_profiel(code))
    assert profiel.woorden.keys() == lees_profiel("neutraal")["woorden"].keys()
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
        (lambda v: v["themas"][0].pop("naam"), "naam"),
    ],
)
def test_een_fout_profiel_wordt_geweigerd_en_laat_het_oude_staan(bederf, melding):
    stel_in(lees_profiel("utrecht"))
    velden = lees_profiel("woerden")
    bederf(velden)
    with pytest.raises(ValidationError, match=melding):
        stel_in(velden)
    assert huidig().naam == "Utrecht"


def test_elk_recht_heeft_uitleg():
    assert all(RECHTEN.values())


def test_commando_met_eigen_bestand(tmp_path, capsys):
    velden = lees_profiel("woerden") | {"naam": "Onze gemeente"}
    (tmp_path / "ons.json").write_text(json.dumps(velden))
    call_command("stel_profiel_in", str(tmp_path / "ons.json"))
    assert "Onze gemeente" in capsys.readouterr().out
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("stel_profiel_in", str(tmp_path / "weg.json"))
