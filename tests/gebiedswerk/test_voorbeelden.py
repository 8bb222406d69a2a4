"""Each example in its own words: it loads, its rows are right, and no other municipality shines through."""

import re

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cyclus.models import (
    Escalatie,
    Gebiedsagenda,
    Gebiedsanalyse,
    Gebiedsmonitor,
    Gebiedsplan,
    Opgave,
    Overleg,
)
from cyclus.rodedraad.draad import rode_draad
from gebieden.models import Cijfer, Gebied, Gebruiker, Platform
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import Gemeenteprofiel, huidig, lees_profiel, vergeet
from gebiedswerk.voorbeeld.inhoud import beschikbaar, lees
from gebiedswerk.voorbeeld.laden import NietLeeg, laad
from gebiedswerk.voorbeeld.mensen import accounts
from initiatieven.models import Initiatief
from signalen.models import Signaal

# The default example is rich and has a file of tests of its own.
ANDERE = [code for code, kop in beschikbaar().items() if not kop.get("standaard")]
# What only one way of working says, as the beginning of a word.
EIGEN = {
    "west-betuwe": [
        *("West Betuwe", "gebiedsmakelaar", "opgaveregisseur", "dorpsplatform", "gebiedstafel", "gebiedsanalyse"),
        *("gebiedsagenda", "gebiedsplan", "gebiedsmonitor", "domeinmanager", "leefbaarheidsbudget"),
    ],
    "utrecht": [
        *("Utrecht", "wijkregisseur", "wijkambitie", "wijkactieprogramma", "wijkmanagement", "wijkgarage", "wijkraad"),
        *("dienstdirecteur", "gebiedsmanager", "wijkmonitor", "wijkanalyse", "wijkwethouder", "leefbaarheidsbudget"),
    ],
    "woerden": [
        *("Woerden", "wijkambtenaar", "dorpsambtenaar", "Signaalteam", "wijkagenda", "plan van aanpak", "wijkplatform"),
        *("dorpsplatform", "wijkmonitor", "wijkanalyse", "wijkwethouder", "handgeld", "waarderingssubsidie"),
    ],
    "raadsrotonde": [
        *("Beekstede", "gebiedsmakelaar", "wijkcoördinator", "startfoto", "maatschappelijke agenda", "werkbudget"),
        *("uitvoeringsplan", "belangenvereniging", "gebiedsmonitor", "gebiedsteamoverleg"),
    ],
    "evaluatie": [
        *(
            "Havenrijk",
            "wijkcoördinator",
            "wijkraad",
            "dorpsraad",
            "wijkagenda",
            "wijkplan",
            "wijkmonitor",
            "werkgroep",
        ),
        *("wijkanalyse", "wijkwethouder", "afdelingshoofd", "werkbudget"),
    ],
}
VREEMD = {code: {w for woorden in EIGEN.values() for w in woorden} - set(EIGEN[code]) for code in EIGEN}
LIJSTEN = (
    "signalen:lijst",
    "initiatieven:lijst",
    "cyclus:opgave_lijst",
    "cyclus:overleg_lijst",
    "cyclus:analyse_lijst",
)
LIJSTEN += ("cyclus:agenda_lijst", "cyclus:plan_lijst", "cyclus:monitor", "gebieden:lijst", "start", "werk")
DOSSIERS = (Signaal, Initiatief, Opgave, Overleg, Gebiedsanalyse, Gebiedsagenda, Gebiedsplan, Gebiedsmonitor, Escalatie)


# The walk through each example loads it on PostgreSQL.
pytestmark = pytest.mark.eenmaal


@pytest.fixture(scope="module", params=ANDERE)
def geladen(request, django_db_setup, django_db_blocker):
    """``(code, moment of loading)``; every test works in a savepoint of this one transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        nu = timezone.now()
        assert laad(request.param, nu)
        vergeet()
        yield request.param, nu
        transaction.set_rollback(True)


@pytest.fixture
def voorbeeld(geladen, db):
    vergeet()
    return geladen[0]


@pytest.fixture
def inloggen(voorbeeld):
    def als(soort):
        codes = [f["code"] for f in huidig().functies if f["soort"] == soort]
        persoon = Gebruiker.objects.filter(gebiedsrollen__functie__in=codes).order_by("pk").first()
        client = Client()
        client.force_login(persoon)
        return client

    return als


def test_het_heeft_de_woorden_en_ladder_van_zijn_profiel(voorbeeld):
    kop = beschikbaar()[voorbeeld]
    profiel, velden = huidig(), lees_profiel(kop["profiel"])
    assert profiel.naam == kop["naam"]
    assert profiel.is_voorbeeld
    assert (profiel.woorden, profiel.ladder, profiel.overlegsoorten) == (
        velden["woorden"],
        velden["ladder"],
        velden["overlegsoorten"],
    )
    assert {g.niveau for g in Gebied.objects.all()} <= {n["code"] for n in profiel.niveaus}
    assert {p.soort for p in Platform.objects.all()} <= {s["code"] for s in profiel.platforms["soorten"]}
    assert {o.soort for o in Overleg.objects.all()} <= {s["code"] for s in profiel.overlegsoorten}
    assert Overleg.objects.filter(soort=profiel.overlegsoorten[0]["code"]).exists()
    assert Escalatie.objects.filter(status="voorgelegd", trede__in=[t["code"] for t in profiel.ladder]).exists()


def test_het_is_klein_maar_heel(voorbeeld):
    assert 10 <= Signaal.objects.count() <= 30
    assert 5 <= Initiatief.objects.count() <= 8
    assert not Signaal.objects.verweesd().exists()
    vorig = Gebiedsmonitor.objects.get(status="vastgesteld").jaar
    assert Gebiedsplan.objects.get(jaar=vorig).status == "afgesloten"
    assert Gebiedsplan.objects.get(jaar=vorig + 1).status == "vastgesteld"
    assert Gebiedsagenda.objects.geldig_in(vorig + 1).count() == 1
    assert Gebiedsanalyse.objects.filter(jaar=vorig, status="vastgesteld").exclude(inhoud=None).count() == 1
    wethouder = Gebruiker.objects.filter(gebiedsrollen__functie__contains="wethouder").first()
    namen = ("Signaal", "Opgave", "Doel", "Maatregel", "Resultaat")
    draden = [
        {e.naam: e.punten for e in rode_draad(signaal, wethouder or Gebruiker.objects.first())}
        for signaal in Signaal.objects.filter(opgaven__isnull=False).distinct()
    ]
    assert any(all(draad[naam] for naam in namen) for draad in draden)


def test_alles_is_verzonnen_en_zegt_dat(voorbeeld):
    for model in apps.get_models():
        if any(veld.name == "is_voorbeeld" for veld in model._meta.fields) and model is not Gemeenteprofiel:
            assert not model._base_manager.filter(is_voorbeeld=False).exists(), model
    assert Cijfer.objects.count() > 500
    assert {adres.rpartition("@")[2] for adres in Bericht.objects.exclude(aan="").values_list("aan", flat=True)} <= {
        "example.org"
    }


def test_elke_rij_klopt(voorbeeld):
    for model in apps.get_models():
        if any(veld.name == "is_voorbeeld" for veld in model._meta.fields):
            for rij in model._base_manager.all()[:200]:
                rij.full_clean()


def test_iedere_functie_heeft_een_account(voorbeeld, capsys):
    call_command("laad_voorbeeld", "--accounts")
    tabel = capsys.readouterr().out
    adressen = [adres for _, adres, _ in accounts(voorbeeld)]
    assert all(f"{adres}  " in tabel for adres in adressen)
    functies = set(Gebruiker.objects.filter(email__in=adressen).values_list("gebiedsrollen__functie", flat=True))
    assert functies == {functie["code"] for functie in huidig().functies}


def vreemd_in(tekst, code):
    """The words of another municipality in what a person reads (addresses in links are no words)."""
    leesbaar = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", tekst, flags=re.S)
    return {w for w in VREEMD[code] if re.search(rf"\b{re.escape(w)}", leesbaar, re.I)}


def test_niets_van_een_ander_schijnt_door(voorbeeld, inloggen):
    """Every list and the page of every dossier, as an official sees them, and what a resident reads."""
    medewerker, wethouder, inwoner = inloggen("gebiedsmedewerker"), inloggen("bestuur"), Client()
    paden = [reverse(naam) for naam in LIJSTEN]
    paden += [ding.get_absolute_url() for model in DOSSIERS for ding in model.objects.all()[:3]]
    paden += [gebied.get_absolute_url() for gebied in Gebied.objects.exclude(niveau="buurt")[:6]]
    paden += [reverse("cyclus:overleg_nieuw"), reverse("initiatieven:nieuw")]
    for pad in paden:
        antwoord = medewerker.get(pad, follow=True)
        assert antwoord.status_code == 200, pad
        assert not vreemd_in(antwoord.content.decode(), voorbeeld), pad
    for pad in (reverse("start"), reverse("signalen:doorgeven"), reverse("cyclus:monitor")):
        assert not vreemd_in(inwoner.get(pad).content.decode(), voorbeeld), pad
    assert not vreemd_in(wethouder.get(reverse("werk")).content.decode(), voorbeeld)
    for onderwerp, tekst in Bericht.objects.values_list("onderwerp", "tekst"):
        assert not vreemd_in(f"{onderwerp} {tekst}", voorbeeld)


def test_de_eigen_woorden_staan_op_het_scherm(voorbeeld, inloggen):
    medewerker, woord = inloggen("gebiedsmedewerker"), huidig().woorden
    for naam, eigen in (
        ("cyclus:agenda_lijst", "agendas"),
        ("cyclus:plan_lijst", "plannen"),
        ("cyclus:analyse_lijst", "analyses"),
    ):
        tekst = medewerker.get(reverse(naam)).content.decode()
        assert re.search(rf"<h1[^>]*>\s*{re.escape(woord[eigen])}", tekst, re.I), naam
    for model, eigen in ((Gebiedsagenda, "agenda"), (Gebiedsplan, "plan"), (Gebiedsmonitor, "monitor")):
        assert str(model.objects.first()).lower().startswith(woord[eigen].lower())


def test_een_ander_voorbeeld_mengt_zich_er_niet_mee(voorbeeld):
    anders = next(code for code in beschikbaar() if code != voorbeeld)
    with pytest.raises(NietLeeg):
        laad(anders)


def test_een_onbekend_voorbeeld_zegt_wat_er_wel_is(db, settings):
    settings.DEBUG = True
    with pytest.raises(CommandError, match="west-betuwe, "):
        call_command("laad_voorbeeld", "atlantis")


def test_de_vijf_voorbeelden_noemen_een_profiel_dat_er_is():
    koppen = beschikbaar()
    assert set(koppen) == set(EIGEN)
    assert len({kop["naam"] for kop in koppen.values()}) == len({kop["profiel"] for kop in koppen.values()}) == 5
    for code, kop in koppen.items():
        assert lees_profiel(kop["profiel"])
        mensen = lees(code, "mensen")["mensen"]
        assert len({mens["code"] for mens in mensen}) == len(mensen)
