"""Who gets a signal first by the rules, what happens when a rule has nobody left, and the screens of the beheerder."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from gebieden.models import Afdeling
from gebiedswerk.opdrachten import voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from signalen.models import Bronsysteem, Signaal, Toewijsregel
from signalen.regel.nakijken import mankeert
from signalen.regel.toewijzen import wijs_toe
from tests.gebieden.factories import maak_gemeente, maak_persoon

from .factories import maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def maak_regel(naam="regel", volgorde=None, **velden):
    return Toewijsregel.objects.create(
        naam=naam, volgorde=Toewijsregel.objects.achteraan() if volgorde is None else volgorde, **velden
    )


# Which rule -------------------------------------------------------------------


def test_zonder_regels_krijgt_wie_er_werkt_het_en_is_niets_zonder_regel(g):
    signaal = maak_signaal(g.dorp)
    assert (signaal.eigenaar, signaal.regel, signaal.is_zonder_regel) == (g.medewerker, None, False)


def test_de_eerste_regel_die_past_beslist(g):
    eerst = maak_regel("groen naar regie", themas=["groen"], functie="opgaveregisseur")
    maak_regel("alles naar sociaal", functie="gebiedsmakelaar_sociaal")
    groen, verkeer = maak_signaal(g.dorp, thema="groen"), maak_signaal(g.dorp, thema="verkeer")
    assert (groen.eigenaar, groen.regel) == (g.regie, eerst)
    assert (verkeer.eigenaar, verkeer.regel.naam) == (g.sociaal, "alles naar sociaal")
    eerst.verplaats(1, door=g.beheerder)
    assert maak_signaal(g.dorp, thema="groen").eigenaar == g.sociaal


@pytest.mark.parametrize(
    ("velden", "past"),
    [
        ({}, True),
        ({"themas": ["groen", "verkeer"]}, True),
        ({"themas": ["verkeer"]}, False),
        ({"domeinen": ["fysiek"]}, True),
        ({"domeinen": ["sociaal"]}, False),
        ({"gebied": "noord"}, True),
        ({"gebied": "dorp"}, True),
        ({"gebied": "zuid"}, False),
        ({"platform": "platform"}, False),
        ({"themas": ["groen"], "gebied": "zuid"}, False),
        ({"is_actief": False}, False),
    ],
)
def test_alles_wat_is_ingevuld_moet_kloppen(g, velden, past):
    velden = {naam: getattr(g, waarde) if naam in ("gebied", "platform") else waarde for naam, waarde in velden.items()}
    regel = maak_regel(functie="opgaveregisseur", **velden)
    assert (maak_signaal(g.dorp, thema="groen").regel == regel) is past


def test_een_regel_voor_een_platform(g):
    regel = maak_regel(platform=g.platform, functie="opgaveregisseur")
    assert maak_signaal(g.dorp, platform=g.platform).regel == regel
    assert maak_signaal(g.dorp).is_zonder_regel


def test_een_afdeling_krijgt_het_bij_haar_contactpersoon_het_dichtst_bij_de_plek(g):
    regel = maak_regel(afdeling=g.afdeling)
    verder = maak_persoon("Ver Weg", "vakafdeling", g.gemeente, afdeling=g.afdeling)
    signaal = maak_signaal(g.dorp)
    assert (signaal.eigenaar, signaal.regel) == (g.vakambtenaar, regel)
    assert signaal.heeft_recht(g.vakambtenaar, "behandelen")
    assert maak_signaal(g.stad).eigenaar == verder


def test_wie_het_in_een_gesprek_hoorde_blijft_eigenaar(g):
    maak_regel(functie="opgaveregisseur")
    signaal = maak_signaal(g.dorp, eigenaar=g.medewerker)
    assert (signaal.eigenaar, signaal.regel, signaal.is_zonder_regel) == (g.medewerker, None, False)


def test_tijdens_een_vervanging_krijgt_de_vervanger_het(g):
    maak_regel(functie="opgaveregisseur")
    dag = timezone.localdate()
    g.regie.gebiedsrollen.get().vervangingen.create(vervanger=g.sociaal, van=dag, tot=dag)
    assert maak_signaal(g.dorp).eigenaar == g.sociaal


# A rule without anybody ---------------------------------------------------------


def test_een_regel_zonder_mens_slaat_alarm_en_houdt_niets_op(g):
    regel = maak_regel("naar de afdeling", afdeling=g.afdeling)
    Afdeling.objects.filter(pk=g.afdeling.pk).update(is_actief=False)
    for _ in range(3):
        signaal = maak_signaal(g.dorp)
        assert (signaal.eigenaar, signaal.regel, signaal.is_zonder_regel) == (g.medewerker, None, True)
    mail = Bericht.objects.get(aan=g.beheerder.email)
    assert "naar de afdeling" in mail.onderwerp and "opgeheven" in mail.tekst
    assert regel.tijdlijn.filter(soort="alarm").count() == 1


def test_de_volgende_regel_die_past_neemt_het_over(g):
    maak_regel("leeg", functie="vakafdeling")
    tweede = maak_regel("tweede", functie="opgaveregisseur")
    g.vakambtenaar.gebiedsrollen.all().delete()
    gevonden = wijs_toe(g.dorp, "groen")
    assert (gevonden.regel, gevonden.eigenaar) == (tweede, g.regie)


def test_elke_nacht_wordt_nagekeken_en_een_fout_een_keer_gemeld(g):
    maak_regel("naar wie vertrok", functie="wethouder_bestaat_niet")
    for dag in ("2026-11-20", "2026-11-21"):
        opdracht, _ = zet_klaar("toewijsregels_nakijken", f"toewijsregels_nakijken:{dag}", dag=dag)
        assert voer_uit(opdracht.pk)
    assert Bericht.objects.filter(aan=g.beheerder.email).count() == 1
    assert "bestaat niet meer in het profiel" in Bericht.objects.get().tekst


def test_wat_er_aan_een_regel_mankeert_in_woorden(g):
    goed = maak_regel(functie="opgaveregisseur")
    oud = maak_regel(themas=["weg"], domeinen=["ook_weg"], functie="opgaveregisseur")
    type(g.platform).objects.filter(pk=g.platform.pk).update(is_actief=False)
    platform = maak_regel(platform=type(g.platform).objects.get(pk=g.platform.pk), functie="opgaveregisseur")
    assert mankeert(goed) == []
    assert [fout.split(" ‘")[0] for fout in mankeert(oud)] == ["Thema", "Domein"]
    assert mankeert(platform) == [f"{g.platform} bestaat niet meer."]


def test_de_database_weigert_een_regel_die_twee_kanten_op_wijst(g):
    for velden in ({}, {"functie": "opgaveregisseur", "afdeling": g.afdeling}):
        with pytest.raises(IntegrityError), transaction.atomic():
            maak_regel(**velden)


# The screens --------------------------------------------------------------------


def test_de_beheerder_maakt_zet_en_verandert_een_regel(g, client):
    client.force_login(g.beheerder)
    bladzijde = client.get(reverse("signalen:regel_nieuw"))
    invoer = {"naam": "Verkeer", "themas": ["verkeer"], "functie": "opgaveregisseur", "gebied": g.noord.slug}
    invoer["sleutel"] = str(bladzijde.context["form"]["sleutel"].value())
    for _ in range(2):
        assert client.post(reverse("signalen:regel_nieuw"), invoer).status_code == 302
    regel = Toewijsregel.objects.get()
    assert (regel.themas, regel.gebied, regel.functie, regel.is_actief) == (
        ["verkeer"],
        g.noord,
        "opgaveregisseur",
        True,
    )
    dubbel = client.post(regel.get_absolute_url(), {**invoer, "afdeling": g.afdeling.pk, "versie": regel.versie})
    assert dubbel.status_code == 422 and "niet allebei" in dubbel.content.decode()
    assert "Beperking" not in dubbel.content.decode()
    oud = client.post(regel.get_absolute_url(), {**invoer, "naam": "Anders", "versie": regel.versie + 7})
    assert oud.status_code == 422 and "Inmiddels staat hier" in oud.content.decode()
    goed = {**invoer, "naam": "Verkeer en parkeren", "versie": regel.versie, "is_actief": ""}
    assert client.post(regel.get_absolute_url(), goed).status_code == 302
    regel.refresh_from_db()
    assert (regel.naam, regel.is_actief) == ("Verkeer en parkeren", False)


def test_de_volgorde_en_de_lijst_met_alarm(g, client):
    regels = [maak_regel(naam, functie="opgaveregisseur") for naam in ("een", "twee", "drie")]
    maak_regel("kapot", functie="bestaat_niet")
    client.force_login(g.beheerder)
    weg = client.post(reverse("signalen:regel_verplaats", args=[regels[2].pk]), {"richting": "omhoog"})
    assert weg.status_code == 302, weg.content
    tekst = client.get(reverse("signalen:regels")).content.decode()
    assert tekst.index("1. een") < tekst.index("2. drie") < tekst.index("3. twee") < tekst.index("4. kapot")
    assert "Alarm" in tekst and "bestaat niet meer in het profiel" in tekst


def test_de_lijsten_vragen_niet_meer_bij_meer_rijen(
    g, client, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(g.beheerder)

    def meer(nummer):
        maak_regel(f"functie {nummer}", functie="opgaveregisseur", gebied=g.noord)
        maak_regel(f"afdeling {nummer}", afdeling=g.afdeling)
        Bronsysteem.objects.create(naam=f"Bron {nummer}", slug=f"bron-{nummer}")

    meer(0)
    for url in (reverse("signalen:regels"), reverse("signalen:bronnen")):
        client.get(url)
        with django_assert_max_num_queries(12) as een:
            client.get(url)
        for nummer in range(2):
            meer(f"{url}{nummer}".replace("/", "-"))
        with django_assert_num_queries(len(een)):
            client.get(url)


def test_de_proef_zegt_waar_het_heen_zou_gaan_en_bewaart_niets(g, client):
    leeg = maak_regel("leeg", functie="partner", gebied=g.noord)
    regel = maak_regel("groen", themas=["groen"], functie="opgaveregisseur")
    client.force_login(g.beheerder)
    pagina = client.get(reverse("signalen:regel_proef"), {"thema": "groen", "gebied": g.dorp.slug})
    uitkomst = pagina.context["uitkomst"]
    assert (uitkomst.eigenaar, uitkomst.regel, uitkomst.zonder_mens) == (g.regie, regel, (leeg,))
    anders = client.get(reverse("signalen:regel_proef"), {"thema": "verkeer", "gebied": g.dorp.slug})
    assert "zonder regel" in anders.content.decode()
    assert not Signaal.objects.exists() and not Bericht.objects.exists()
