"""Filters with a name: kept from a list, of one person, and never more than what the list can filter on."""

import pytest

from gebieden.bewaardfilter.models import MEESTE
from gebieden.models import BewaardFilter

from .factories import maak_gemeente

pytestmark = pytest.mark.django_db
LIJST = "signalen:lijst"


@pytest.fixture
def g():
    return maak_gemeente()


def bewaar(client, naam="Te laat in Dorp", vraag="gebied=dorp&over_termijn=on", **velden):
    return client.post("/filters/bewaar/", {"lijst": LIJST, "naam": naam, "vraag": vraag, **velden})


def test_bewaren_en_openen(client, g):
    client.force_login(g.medewerker)
    answer = bewaar(client, vraag="pagina=3&q=&gebied=dorp&csrfmiddlewaretoken=x&over_termijn=on")
    assert answer.url == "/signalen/?gebied=dorp&over_termijn=on"
    pagina = client.get(answer.url).content.decode()
    assert 'aria-current="page">Te laat in Dorp' in pagina
    # Others, and other lists, do not have it.
    assert "Te laat in Dorp" not in client.get("/initiatieven/").content.decode()
    client.force_login(g.sociaal)
    assert "Te laat in Dorp" not in client.get("/signalen/").content.decode()


def test_ook_bij_een_andere_lijst(client, g):
    client.force_login(g.medewerker)
    answer = bewaar(client, lijst="initiatieven:lijst", vraag="status=open")
    assert answer.url == "/initiatieven/?status=open"
    assert "Te laat in Dorp" in client.get("/initiatieven/").content.decode()


def test_dezelfde_naam_vraagt_eerst(client, g):
    client.force_login(g.medewerker)
    bewaar(client)
    assert bewaar(client).status_code == 302  # the same again changes nothing
    answer = bewaar(client, vraag="gebied=stad")
    assert answer.status_code == 200 and "Vervang het oude filter" in answer.content.decode()
    assert BewaardFilter.objects.get().vraag == "gebied=dorp&over_termijn=on"
    bewaar(client, vraag="gebied=stad", vervang="1")
    assert BewaardFilter.objects.get().vraag == "gebied=stad"


@pytest.mark.parametrize(
    "velden",
    [
        {"naam": "  "},
        {"naam": "n" * 61},
        {"naam": "\0"},
        {"vraag": ""},
        {"vraag": "pagina=2"},
        {"vraag": "q=" + "a" * 2000},
        {"lijst": "werk"},
        {"lijst": "\0"},
    ],
)
def test_wat_niet_bewaard_kan_worden(client, g, velden):
    client.force_login(g.medewerker)
    assert bewaar(client, **velden).status_code == 422
    assert not BewaardFilter.objects.exists()


def test_hoogstens_twintig(client, g):
    client.force_login(g.medewerker)
    for nummer in range(MEESTE):
        BewaardFilter.objects.bewaar(g.medewerker, lijst=LIJST, naam=str(nummer), vraag="q=x")
    answer = bewaar(client)
    assert answer.status_code == 422 and "weg die u niet meer gebruikt" in answer.content.decode()
    assert bewaar(client, naam="3", vervang="1").status_code == 302
    assert bewaar(client, lijst="initiatieven:lijst").status_code == 302
    assert g.medewerker.bewaarde_filters.count() == MEESTE + 1


def test_hernoemen_en_weghalen(client, g):
    client.force_login(g.medewerker)
    een, twee = (BewaardFilter.objects.bewaar(g.medewerker, lijst=LIJST, naam=n, vraag="q=x") for n in ("Een", "Twee"))
    url = f"/filters/{een.pk}/naam/"
    for naam in ("Twee", ""):
        answer = client.post(url, {"naam": naam})
        assert answer.status_code == 422 and 'class="utrecht-form-field-error-message' in answer.content.decode()
    client.post(url, {"naam": "  Mijn   eerste "})
    assert set(g.medewerker.bewaarde_filters.values_list("naam", flat=True)) == {"Mijn eerste", "Twee"}
    client.post(f"/filters/{twee.pk}/weg/")
    client.force_login(g.sociaal)
    assert client.post(url, {"naam": "Van mij"}).status_code == 404
    assert client.post(f"/filters/{een.pk}/weg/").status_code == 404
    assert BewaardFilter.objects.get().naam == "Mijn eerste"
