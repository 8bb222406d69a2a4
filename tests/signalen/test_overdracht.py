"""Warm handover: it stays yours until somebody else has taken it over."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht
from signalen.models import Overdracht, Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import MELDER, breng_naar, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def bied_aan(g, signaal, aan=None, door=None):
    return Overdracht.objects.bied_aan(
        signaal, aan=aan or g.sociaal, context="Ik ga met verlof", door=door or g.medewerker
    )


def test_aanbieden_en_overnemen_in_de_browser(client, g):
    signaal = maak_signaal(g.dorp)
    client.force_login(g.medewerker)
    answer = client.post(f"/signalen/{signaal.pk}/overdragen/", {"aan": g.elders.pk, "context": "Kijk even mee"})
    assert answer.status_code == 302
    overdracht = Overdracht.objects.get()
    assert Signaal.objects.get().eigenaar == g.medewerker
    assert "Kijk even mee" in Bericht.objects.get(aan=g.elders.email).tekst

    client.force_login(g.elders)
    page = client.get(f"/signalen/{signaal.pk}/").content.decode()
    assert "Kijk even mee" in page
    assert "Overnemen" in page
    client.post(f"/overdrachten/{overdracht.pk}/stap/", {"status": "aanvaard"})
    assert Signaal.objects.get().eigenaar == g.elders
    assert "overgenomen" in Bericht.objects.get(aan=g.medewerker.email).onderwerp
    # And now she can work on it, though it lies elsewhere.
    assert client.post(f"/signalen/{signaal.pk}/stap/", {"status": "in_beoordeling"}).status_code == 302
    assert Signaal.objects.get().status == "in_beoordeling"


def test_weigeren_vraagt_een_reden_en_de_eigenaar_ziet_die(client, g):
    overdracht = bied_aan(g, maak_signaal(g.dorp))
    url = f"/overdrachten/{overdracht.pk}/stap/"
    client.force_login(g.sociaal)
    assert client.post(url, {"status": "afgewezen", "antwoord": ""}).status_code == 422
    client.post(url, {"status": "afgewezen", "antwoord": "Te druk tot maart"})
    assert Signaal.objects.get().eigenaar == g.medewerker
    assert "Te druk tot maart" in Bericht.objects.get(aan=g.medewerker.email).tekst
    client.force_login(g.medewerker)
    assert "Te druk tot maart" in client.get(overdracht.get_absolute_url()).content.decode()


def test_intrekken(client, g):
    overdracht = bied_aan(g, maak_signaal(g.dorp))
    client.force_login(g.medewerker)
    client.post(f"/overdrachten/{overdracht.pk}/stap/", {"status": "ingetrokken"})
    client.force_login(g.sociaal)
    client.post(f"/overdrachten/{overdracht.pk}/stap/", {"status": "aanvaard"})
    assert Signaal.objects.get().eigenaar == g.medewerker


def test_een_aanbod_tegelijk(g):
    signaal = maak_signaal(g.dorp)
    bied_aan(g, signaal)
    with pytest.raises(ValidationError):
        bied_aan(g, signaal, aan=g.elders)
    with pytest.raises(IntegrityError), transaction.atomic():
        Overdracht.objects.create(
            signaal=signaal, van=g.medewerker, aan=g.elders, context="x", uiterlijk=signaal.uiterlijk
        )


def test_alleen_de_eigenaar_biedt_aan(g):
    signaal = maak_signaal(g.dorp)
    for persoon in (g.sociaal, g.elders, g.regie, g.raadslid):
        with pytest.raises(GeenRecht):
            bied_aan(g, signaal, aan=g.vakambtenaar, door=persoon)


def test_van_wie_weg_is_kan_een_collega_het_doorgeven(g):
    signaal = maak_signaal(g.dorp, eigenaar=g.buitenstaander)
    bied_aan(g, signaal, door=g.medewerker, aan=g.medewerker)
    assert Overdracht.objects.get().van == g.buitenstaander


def test_niet_aan_de_eigenaar_zelf_en_niet_als_het_af_is(g):
    signaal = maak_signaal(g.dorp)
    with pytest.raises(ValidationError):
        bied_aan(g, signaal, aan=g.medewerker)
    breng_naar(signaal, "teruggekoppeld", g.medewerker)
    with pytest.raises(ValidationError):
        bied_aan(g, signaal)


def test_twee_schermen_de_tweede_klik_verandert_niets(client, g):
    """Both have the page open; whoever is second finds it done."""
    overdracht = bied_aan(g, maak_signaal(g.dorp))
    url = f"/overdrachten/{overdracht.pk}/stap/"
    client.force_login(g.sociaal)
    client.post(url, {"status": "aanvaard"})
    client.force_login(g.medewerker)
    answer = client.post(url, {"status": "ingetrokken"}, follow=True)
    assert "geen stap" in answer.content.decode()
    assert Signaal.objects.get().eigenaar == g.sociaal
    assert Overdracht.objects.get().status == "aanvaard"


def test_verouderd_aanbod_verplaatst_niets(g):
    """Meanwhile the signal got another owner."""
    overdracht = bied_aan(g, maak_signaal(g.dorp))
    Signaal.objects.update(eigenaar=g.elders)
    overdracht = Overdracht.objects.get()
    with pytest.raises(ValidationError):
        overdracht.ga_naar("aanvaard", door=g.sociaal)
    assert (Signaal.objects.get().eigenaar, Overdracht.objects.get().status) == (g.elders, "aangeboden")


def test_alleen_mensen_met_een_lopende_ambtelijke_rol_zijn_te_kiezen(client, g):
    signaal = maak_signaal(g.dorp)
    client.force_login(g.medewerker)
    page = client.get(f"/signalen/{signaal.pk}/overdragen/")
    choices = set(page.context["form"].fields["aan"].queryset)
    assert choices == {
        g.sociaal, g.elders, g.regie, g.vakambtenaar, g.wethouder, g.secretaris, g.beheerder
    }  # fmt: skip
    answer = client.post(f"/signalen/{signaal.pk}/overdragen/", {"aan": g.raadslid.pk, "context": "Blijft staan"})
    assert answer.status_code == 422
    assert "Blijft staan" in answer.content.decode()


def test_de_mail_noemt_de_melder_niet(g):
    bied_aan(g, maak_signaal(g.dorp))
    for bericht in Bericht.objects.all():
        assert not any(geheim in bericht.tekst for geheim in MELDER.values())
