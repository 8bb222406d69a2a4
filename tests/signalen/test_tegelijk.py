"""Acts on many signals at once: all that can, whole; of the rest the page says which and why."""

from uuid import uuid4

import pytest

from gebiedswerk.post import Bericht
from signalen.models import Overdracht, Signaal
from signalen.tegelijk.acties import MEESTE
from tests.gebieden.factories import maak_gemeente

from .factories import breng_naar, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def doe(client, act, *signalen, volg=True, **velden):
    data = {"act": act, "signaal": [s.pk for s in signalen], "terug": "status=open", "sleutel": uuid4(), **velden}
    return client.post("/signalen/tegelijk/", data, follow=volg)


def standen(*signalen):
    return [Signaal.objects.get(pk=s.pk).status for s in signalen]


def berichten(answer):
    return [str(m) for m in answer.context["messages"]]


def test_beoordelen_wat_kan_en_zeggen_wat_niet(client, g):
    een, twee = maak_signaal(g.dorp), maak_signaal(g.buurtschap)
    klaar, al = (
        breng_naar(maak_signaal(g.dorp, melder=None), s, g.regie) for s in ("teruggekoppeld", "in_beoordeling")
    )
    elders = maak_signaal(g.stad)
    client.force_login(g.medewerker)
    answer = doe(client, "beoordelen", een, twee, klaar, al, elders)
    assert answer.redirect_chain[-1][0] == "/signalen/?status=open"
    assert standen(een, twee, klaar, al, elders) == [
        *["in_beoordeling"] * 2,
        "teruggekoppeld",
        "in_beoordeling",
        "nieuw",
    ]
    gezegd = berichten(answer)
    assert gezegd[0] == "In beoordeling genomen: 2."
    for signaal, reden in ((klaar, "geen stap"), (al, "al in beoordeling"), (elders, "U mag dit hier niet doen")):
        assert sum(signaal.nummer in zin and reden in zin for zin in gezegd) == 1
    assert een.tijdlijn.filter(soort="status").count() == 1


def test_buiten_wat_iemand_ziet_bestaat_niets(client, g):
    signaal = maak_signaal(g.dorp)
    client.force_login(g.platformlid)
    assert doe(client, "beoordelen", signaal).status_code == 403
    client.force_login(g.medewerker)
    for ids in ([], ["x"], ["-1"], ["9" * 30], [10**12], ["\0"]):
        assert berichten(client.post("/signalen/tegelijk/", {"act": "beoordelen", "signaal": ids}, follow=True)) == [
            "Kies eerst een of meer signalen."
        ], ids
    assert berichten(doe(client, "bestaatniet", signaal))
    assert standen(signaal) == ["nieuw"]


def test_tweede_klik_doet_niets(client, g):
    signaal = maak_signaal(g.dorp)
    client.force_login(g.medewerker)
    sleutel = uuid4()
    doe(client, "beoordelen", signaal, sleutel=sleutel)
    assert berichten(doe(client, "beoordelen", signaal, sleutel=sleutel)) == [
        "Dit was al gedaan. Er is niets veranderd."
    ]
    aan = {"aan": g.sociaal.pk, "context": "Jij kent ze.", "klaar": "1", "sleutel": sleutel}
    for _keer in range(2):
        doe(client, "overdragen", signaal, **aan)
    assert Overdracht.objects.count() == 1


def test_nooit_meer_dan_tweehonderd(client, g, monkeypatch):
    monkeypatch.setattr("signalen.tegelijk.views.MEESTE", 2)
    signalen = [maak_signaal(g.dorp) for _ in range(3)]
    client.force_login(g.medewerker)
    assert berichten(doe(client, "beoordelen", *signalen)) == ["Kies er hoogstens 2 tegelijk."]
    assert standen(*signalen) == ["nieuw"] * 3
    assert MEESTE == 200


def test_overdragen_vraagt_wie_en_biedt_elk_aan(client, g):
    een, twee, jeugd = maak_signaal(g.dorp), maak_signaal(g.dorp), maak_signaal(g.dorp, thema="jeugd")
    client.force_login(g.medewerker)
    answer = doe(client, "overdragen", een, twee, jeugd)
    assert answer.status_code == 200 and "Wat moet uw collega weten?" in answer.content.decode()
    answer = doe(client, "overdragen", een, twee, jeugd, klaar="1", aan="", context="Blijft staan")
    assert answer.status_code == 422 and "Blijft staan" in answer.content.decode()
    assert not Overdracht.objects.exists()
    Bericht.objects.all().delete()
    answer = doe(client, "overdragen", een, twee, jeugd, klaar="1", aan=g.elders.pk, context="Jij kent de straat.")
    # Whoever is addressed stays owner until somebody takes over; another's signal is not mine to give.
    assert {o.signaal for o in Overdracht.objects.open()} == {een, twee}
    assert {s.eigenaar for s in Signaal.objects.filter(pk__in=[een.pk, twee.pk])} == {g.medewerker}
    assert any(jeugd.nummer in zin and "Alleen de eigenaar" in zin for zin in berichten(answer))
    # One mail, without a word of the reporters.
    mail = Bericht.objects.get(aan=g.elders.email)
    assert een.nummer in mail.tekst and twee.nummer in mail.tekst and "boom" not in mail.tekst
    client.force_login(g.elders)
    answer = doe(client, "overnemen", een, twee, jeugd)
    assert {s.eigenaar for s in Signaal.objects.filter(pk__in=[een.pk, twee.pk])} == {g.elders}
    assert any(jeugd.nummer in zin and "niet aan u gevraagd" in zin for zin in berichten(answer))


def test_wat_van_niemand_meer_is_gaat_meteen(client, g):
    signaal = maak_signaal(g.dorp)
    signaal.eigenaar.is_active = False
    signaal.eigenaar.save()
    client.force_login(g.sociaal)
    doe(client, "overdragen", signaal, klaar="1", aan=g.sociaal.pk, context="Ik pak dit op.")
    assert Signaal.objects.get().eigenaar == g.sociaal
    assert not Overdracht.objects.exists()


def test_bundelen_onder_een_van_de_gekozen_of_een_nummer(client, g):
    een, twee, drie = (maak_signaal(g.dorp) for _ in range(3))
    klaar = breng_naar(maak_signaal(g.dorp, melder=None), "teruggekoppeld", g.regie)
    client.force_login(g.medewerker)
    answer = doe(client, "bundelen", een, twee)
    assert een.nummer in answer.content.decode() and twee.nummer in answer.content.decode()
    for fout in ({}, {"hoofd": drie.pk}, {"nummer": "S26-99999"}, {"nummer": klaar.nummer}, {"nummer": "\0"}):
        assert doe(client, "bundelen", een, twee, klaar="1", **fout).status_code == 422, fout
    answer = doe(client, "bundelen", een, twee, klaar="1", hoofd=een.pk)
    assert standen(een, twee) == ["nieuw", "gebundeld"]
    assert any(een.nummer in zin for zin in berichten(answer)[1:])
    doe(client, "bundelen", drie, klaar="1", nummer=twee.nummer)
    assert set(een.gebundelde_signalen.all()) == {twee, drie}


def test_niets_half(client, g):
    """What cannot be bundled is not judged on the way either."""
    een, spam = maak_signaal(g.dorp), maak_signaal(g.dorp)
    breng_naar(spam, "niet_opgepakt", g.medewerker)
    heropend = breng_naar(maak_signaal(g.stad), "heropend", g.elders)
    client.force_login(g.medewerker)
    answer = doe(client, "bundelen", spam, heropend, klaar="1", nummer=een.nummer)
    assert standen(spam, heropend) == ["niet_opgepakt", "heropend"]
    assert len(berichten(answer)) == 2 and not een.gebundelde_signalen.exists()
