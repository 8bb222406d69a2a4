import pytest
from django.urls import reverse

from gebiedswerk.opdrachten import Opdracht
from gebiedswerk.post import Bericht
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.mark.parametrize("naam", ["beheer", "post", "opdrachten"])
def test_alleen_de_beheerder(client, g, naam):
    url = reverse(naam)
    assert client.get(url).status_code == 302
    for persoon, verwacht in [(g.beheerder, 200), (g.medewerker, 403), (g.raadslid, 403), (g.buitenstaander, 403)]:
        client.force_login(persoon)
        assert client.get(url).status_code == verwacht, persoon


def test_de_post_is_te_lezen(client, g):
    Bericht.objects.create(sleutel="a", aan="inwoner@voorbeeld.test", onderwerp="Uw signaal", tekst="Dank u wel")
    client.force_login(g.beheerder)
    html = client.get(reverse("post")).content.decode()
    assert "Uw signaal" in html
    assert "Dank u wel" in html
    assert "Ligt klaar" in html


def test_wat_mislukte_kan_opnieuw(client, g):
    opdracht = Opdracht.objects.create(soort="x", sleutel="x", status="mislukt", pogingen=5, melding="schijf vol")
    client.force_login(g.beheerder)
    assert "schijf vol" in client.get(reverse("opdrachten") + "?status=mislukt").content.decode()
    url = reverse("opdracht_opnieuw", args=[opdracht.pk])
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.pogingen) == ("klaargezet", 0)
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("naam", ["post", "opdrachten"])
def test_queries_hangen_niet_van_de_rijen_af(client, g, naam, django_assert_max_num_queries):
    client.force_login(g.beheerder)
    client.get(reverse(naam))
    for n in range(3):
        Bericht.objects.create(sleutel=str(n), aan="a@voorbeeld.test", onderwerp="x", tekst="x", ding=g.dorp)
        Opdracht.objects.create(soort="x", sleutel=str(n), door=g.beheerder)
    with django_assert_max_num_queries(7):
        client.get(reverse(naam))
