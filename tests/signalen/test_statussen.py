"""All pairs of both state tables: what is allowed, what is refused, and who may."""

from itertools import product

import pytest
from django.core.exceptions import ValidationError

from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from signalen.models import Overdracht, Signaal
from signalen.overdracht.statussen import TABEL as OVERDRACHT
from signalen.signaal.statussen import TABEL as SIGNAAL
from tests.gebieden.factories import maak_gemeente

from .factories import maak_signaal

pytestmark = pytest.mark.django_db

TOEGESTAAN = {
    ("nieuw", "in_beoordeling"),
    ("heropend", "in_beoordeling"),
    ("in_beoordeling", "in_behandeling"),
    ("in_beoordeling", "doorgezet"),
    ("in_beoordeling", "gebundeld"),
    ("in_beoordeling", "niet_opgepakt"),
    ("in_behandeling", "doorgezet"),
    ("in_behandeling", "gebundeld"),
    ("in_behandeling", "niet_opgepakt"),
    ("in_behandeling", "teruggekoppeld"),
    ("doorgezet", "in_behandeling"),
    ("doorgezet", "teruggekoppeld"),
    ("gebundeld", "in_behandeling"),
    ("gebundeld", "teruggekoppeld"),
    ("niet_opgepakt", "teruggekoppeld"),
    ("teruggekoppeld", "heropend"),
}
OVERDRACHT_TOEGESTAAN = {
    ("aangeboden", "aanvaard"): "aan",
    ("aangeboden", "afgewezen"): "aan",
    ("aangeboden", "ingetrokken"): "van",
}


@pytest.fixture
def g():
    return maak_gemeente()


def _signaal_in(g, status):
    """A signal that stands in ``status``, with all that any step could ask."""
    hoofd = maak_signaal(g.dorp, melder=None)
    signaal = maak_signaal(g.dorp, antwoord="Gedaan.", hoofdsignaal=hoofd, doorgezet_naar=g.afdeling, reden="Daarom")
    signaal.uitkomst = "opgelost"
    signaal.save(update_fields=["uitkomst"])
    Signaal.objects.filter(pk=signaal.pk).update(status=status)
    return Signaal.objects.get(pk=signaal.pk)


@pytest.mark.parametrize(("van", "naar"), list(product(SIGNAAL.namen, SIGNAAL.namen)))
def test_paren_van_het_signaal(g, van, naar):
    signaal = _signaal_in(g, van)
    if (van, naar) in TOEGESTAAN:
        with pytest.raises(GeenRecht):
            signaal.ga_naar(naar, door=g.elders)
        assert Signaal.objects.get(pk=signaal.pk).status == van
        signaal.ga_naar(naar, door=g.medewerker)
        assert Signaal.objects.get(pk=signaal.pk).status == naar
    else:
        with pytest.raises(OvergangNietToegestaan):
            signaal.ga_naar(naar, door=g.medewerker)
        assert Signaal.objects.get(pk=signaal.pk).status == van


@pytest.mark.parametrize("status", SIGNAAL.namen)
def test_knoppen_zijn_precies_de_stappen(g, status):
    signaal = _signaal_in(g, status)
    assert {o.naar for o in signaal.overgangen_voor(g.medewerker)} == {n for v, n in TOEGESTAAN if v == status}
    for kijker in (g.elders, g.vakambtenaar, g.wethouder, g.raadslid, g.platformlid, g.beheerder, g.buitenstaander):
        assert signaal.overgangen_voor(kijker) == []


@pytest.mark.parametrize(("van", "naar"), list(product(OVERDRACHT.namen, OVERDRACHT.namen)))
def test_paren_van_de_overdracht(g, van, naar):
    overdracht = Overdracht.objects.bied_aan(maak_signaal(g.dorp), aan=g.sociaal, context="Let op", door=g.medewerker)
    Overdracht.objects.filter(pk=overdracht.pk).update(status=van, antwoord="Geen tijd")
    overdracht = Overdracht.objects.get(pk=overdracht.pk)
    people = {"aan": g.sociaal, "van": g.medewerker}
    wie = OVERDRACHT_TOEGESTAAN.get((van, naar))
    if wie is None:
        for persoon in people.values():
            with pytest.raises(OvergangNietToegestaan):
                overdracht.ga_naar(naar, door=persoon)
        return
    ander = people["van" if wie == "aan" else "aan"]
    for onbevoegd in (ander, g.regie, g.elders, g.beheerder):
        with pytest.raises(GeenRecht):
            overdracht.ga_naar(naar, door=onbevoegd)
    overdracht.ga_naar(naar, door=people[wie])
    assert Overdracht.objects.get(pk=overdracht.pk).status == naar
    assert overdracht.signaal.eigenaar == (g.sociaal if naar == "aanvaard" else g.medewerker)


def test_niet_oppakken_vraagt_een_reden(g):
    signaal = maak_signaal(g.dorp)
    signaal.ga_naar("in_beoordeling", door=g.medewerker)
    for leeg in ("", None):
        with pytest.raises(ValidationError):
            signaal.ga_naar("niet_opgepakt", door=g.medewerker, reden=leeg)
    assert Signaal.objects.get().status == "in_beoordeling"


@pytest.mark.parametrize(("email", "mag"), [("melanie@inwoner.test", False), ("", True)])
def test_geen_afsluiting_zonder_antwoord_aan_wie_een_adres_liet(g, email, mag):
    signaal = maak_signaal(g.dorp, melder={"naam": "Melanie", "email": email, "telefoon": ""})
    signaal.ga_naar("in_beoordeling", door=g.medewerker)
    signaal.ga_naar("in_behandeling", door=g.medewerker)
    if mag:
        signaal.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="opgelost")
    else:
        with pytest.raises(ValidationError):
            signaal.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="opgelost")
    assert Signaal.objects.get().status == ("teruggekoppeld" if mag else "in_behandeling")


def test_ook_de_melder_van_een_gebundeld_signaal_krijgt_eerst_antwoord(g):
    hoofd, ander = maak_signaal(g.dorp, melder=None), maak_signaal(g.dorp)
    ander.ga_naar("in_beoordeling", door=g.medewerker)
    ander.ga_naar("gebundeld", door=g.medewerker, hoofdsignaal=hoofd)
    hoofd.ga_naar("in_beoordeling", door=g.medewerker)
    hoofd.ga_naar("in_behandeling", door=g.medewerker)
    with pytest.raises(ValidationError):
        hoofd.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="opgelost")
