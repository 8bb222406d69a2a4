"""Standard texts: placeholders that always read well, kept by the beheerder, used where an official writes."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from gebiedswerk.profiel import huidig
from signalen.models import Signaal, Standaardtekst
from signalen.standaardtekst.plaatsen import UITLEG, VOORBEELD, onbekende, vul_in
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import breng_naar, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def beheer(client, g):
    client.force_login(g.beheerder)
    return client


def maak(naam="Wij kijken", tekst="Beste {naam}, wij kijken naar {nummer}.", **velden):
    return Standaardtekst.objects.create(naam=naam, tekst=tekst, **velden)


def ingevuld(**velden):
    return {
        "naam": "Wij kijken",
        "tekst": "Over {nummer}.",
        "tekst_en": "",
        "status": "",
        "thema": "",
        "volgorde": "1",
    } | velden


# Placeholders ---------------------------------------------------------------


def test_elke_plek_wordt_ingevuld_ook_als_er_niets_is(g):
    signaal = maak_signaal(g.dorp, melder=None, thema="groen")
    alles = maak(tekst=" | ".join(f"{{{naam}}}" for naam in UITLEG)).ingevuld(signaal)
    delen = alles.split(" | ")
    assert delen[0] == signaal.nummer and delen[1] == "inwoner" and delen[2] == str(g.dorp)
    assert delen[3] == "groen en water" and delen[5] == "onze vakafdeling" and delen[7] == huidig().naam
    assert all(delen) and "{" not in alles and "None" not in alles
    assert set(VOORBEELD) == set(UITLEG)


def test_wat_iemand_typte_wordt_niet_nog_eens_ingevuld(g):
    signaal = maak_signaal(g.dorp, melder={"naam": "{nummer} {x}", "email": "", "telefoon": ""})
    assert maak(tekst="Dag {naam}!").ingevuld(signaal) == "Dag {nummer} {x}!"


def test_onbekende_plekken_worden_geweigerd_met_wat_er_wel_kan(g):
    assert onbekende("{naam} { straat } {x} {straat} {} {1}") == ["straat", "x"]
    assert vul_in("{straat}", {}) == "{straat}"
    with pytest.raises(ValidationError) as fout:
        Standaardtekst(naam="x", tekst="Bij {straat}", tekst_en="{name}").full_clean()
    assert "{straat}" in fout.value.message_dict["tekst"][0] and "{behandelaar}" in fout.value.message_dict["tekst"][0]
    assert "{name}" in fout.value.message_dict["tekst_en"][0]


def test_engels_voor_wie_engels_schreef(g):
    tekst = maak(tekst="Dag {naam}, tot {uiterlijk}.", tekst_en="Hello {naam}, by {uiterlijk}.")
    signaal = maak_signaal(g.dorp, melder=None, taal="en")
    assert tekst.ingevuld(signaal).startswith("Hello resident, by ")
    assert tekst.ingevuld(maak_signaal(g.dorp, melder=None)).startswith("Dag inwoner, tot ")
    assert maak(naam="b", tekst="Dag {naam}.").ingevuld(signaal) == "Dag inwoner."


def test_wat_past_bij_thema_en_stand(g):
    signaal = maak_signaal(g.dorp, thema="groen")
    for naam, velden in {
        "altijd": {},
        "groen": {"thema": "groen"},
        "verkeer": {"thema": "verkeer"},
        "nieuw": {"status": "nieuw"},
        "sluiten": {"status": "teruggekoppeld"},
        "nee": {"status": "niet_opgepakt", "thema": "groen"},
        "vraag": {"status": "vraag"},
        "uit": {"is_actief": False},
    }.items():
        maak(naam=naam, **velden)
    bij = {
        moment: {t.naam for t in Standaardtekst.objects.bij(signaal, moment)}
        for moment in ("antwoord", "vraag", "niet_opgepakt")
    }
    assert bij == {
        "antwoord": {"altijd", "groen", "nieuw", "sluiten"},
        "vraag": {"altijd", "groen", "vraag"},
        "niet_opgepakt": {"altijd", "groen", "nee"},
    }


def test_de_teksten_van_het_systeem_kloppen_en_komen_een_keer(g):
    aantal = Standaardtekst.objects.zet_begin_klaar()
    assert aantal >= 10 and Standaardtekst.objects.zet_begin_klaar() == 0
    Standaardtekst.objects.first().delete()
    assert Standaardtekst.objects.zet_begin_klaar() == 1
    for tekst in Standaardtekst.objects.all():
        tekst.full_clean()
        assert tekst.tekst_en, tekst


# The beheerder ----------------------------------------------------------------


def test_alleen_de_beheerder(client, g):
    tekst = maak()
    urls = [reverse("signalen:standaardteksten"), reverse("signalen:standaardtekst_nieuw"), tekst.get_absolute_url()]
    for persoon, verwacht in [(g.beheerder, 200), (g.medewerker, 403), (g.raadslid, 403)]:
        client.force_login(persoon)
        assert [client.get(url).status_code for url in urls] == [verwacht] * 3, persoon


def test_maken_wijzigen_en_uitzetten(beheer):
    nieuw = reverse("signalen:standaardtekst_nieuw")
    pagina = beheer.get(nieuw)
    sleutel = {"sleutel": str(pagina.context["form"]["sleutel"].value())}
    for _ in range(2):
        assert beheer.post(nieuw, ingevuld(**sleutel)).status_code == 302
    tekst = Standaardtekst.objects.get()
    assert tekst.is_actief and tekst.tijdlijn.count() == 1
    url = tekst.get_absolute_url()
    assert beheer.post(url, ingevuld(versie="1", volgorde="3")).status_code == 302
    tekst.refresh_from_db()
    assert (tekst.is_actief, tekst.volgorde, tekst.versie) == (False, 3, 2)
    # On a page that somebody else overtook nothing is lost, and nothing overwritten.
    antwoord = beheer.post(url, ingevuld(versie="1", tekst="Van de ander"))
    assert antwoord.status_code == 422 and "Van de ander" in antwoord.content.decode()
    assert Standaardtekst.objects.get().tekst == "Over {nummer}."


def test_fout_en_voorbeeld_bewaren_niets_en_verliezen_niets(beheer):
    nieuw = reverse("signalen:standaardtekst_nieuw")
    antwoord = beheer.post(nieuw, ingevuld(tekst="Bij {straat} <b>"))
    html = antwoord.content.decode()
    assert (
        antwoord.status_code == 422
        and "Dit kunnen wij niet invullen: {straat}" in html
        and "Bij {straat} &lt;b&gt;" in html
    )
    for slecht in (
        {"tekst": "x\x00y"},
        {"tekst": "x" * 5000},
        {"naam": "x" * 200},
        {"status": "bestaat_niet"},
        {"volgorde": "-1"},
    ):
        assert beheer.post(nieuw, ingevuld(**slecht)).status_code == 422, slecht
    goed = beheer.post(nieuw, ingevuld(voorbeeld="1")).content.decode()
    assert "Over S26-00123." in goed and "Over {nummer}." in goed
    assert not Standaardtekst.objects.exists()


def test_een_thema_dat_verdween_blijft_staan(beheer):
    tekst = maak(thema="vroeger")
    assert "vroeger (staat niet meer in het profiel)" in beheer.get(tekst.get_absolute_url()).content.decode()
    assert (
        beheer.post(tekst.get_absolute_url(), ingevuld(versie="1", thema="vroeger", is_actief="on")).status_code == 302
    )


def test_de_teksten_van_het_systeem_met_een_knop(beheer):
    beheer.post(reverse("signalen:standaardteksten_begin"))
    lijst = beheer.get(reverse("signalen:standaardteksten")).content.decode()
    assert "Nee: al besloten" in lijst and "Niet opgepakt, elk thema" in lijst
    assert "staan er al" in beheer.post(reverse("signalen:standaardteksten_begin"), follow=True).content.decode()


def test_queries_hangen_niet_van_de_rijen_af(beheer, django_assert_max_num_queries):
    for n in range(3):
        maak(naam=str(n))
    beheer.get(reverse("signalen:standaardteksten"))
    with django_assert_max_num_queries(6):
        beheer.get(reverse("signalen:standaardteksten"))


# Where an official writes ------------------------------------------------------


@pytest.fixture
def in_beoordeling(g):
    return breng_naar(maak_signaal(g.dorp), "in_beoordeling", g.medewerker)


def test_bij_het_antwoord_staat_de_tekst_onder_wat_er_al_stond(client, g, in_beoordeling):
    tekst, signaal = maak(tekst="Wij kijken naar {nummer}."), in_beoordeling
    client.force_login(g.medewerker)
    pagina = client.get(signaal.get_absolute_url()).content.decode()
    assert f'data-tekst="Wij kijken naar {signaal.nummer}."' in pagina
    url = reverse("signalen:antwoord", args=[signaal.pk])
    data = {"antwoord": "Eigen woorden", "standaardtekst": tekst.pk, "invoegen": "antwoord"}
    antwoord = client.post(url, data)
    assert antwoord.status_code == 200
    assert f"Eigen woorden\n\nWij kijken naar {signaal.nummer}.</textarea>" in antwoord.content.decode()
    assert Signaal.objects.get(pk=signaal.pk).antwoord == ""
    for keuze in ("", "x", "999999", "²"):
        antwoord = client.post(url, data | {"standaardtekst": keuze})
        assert antwoord.status_code == 200 and "Eigen woorden</textarea>" in antwoord.content.decode(), keuze
    client.force_login(g.elders)
    assert client.post(url, data).status_code == 403


def test_bij_een_vraag_en_bij_een_nee(client, g, in_beoordeling):
    vraag, nee, signaal = (
        maak("V", "Waar?", status="vraag"),
        maak("N", "Het kan niet.", status="niet_opgepakt"),
        in_beoordeling,
    )
    client.force_login(g.medewerker)
    data = {"vraag": "Dag.", "standaardtekst": vraag.pk, "invoegen": "vraag"}
    antwoord = client.post(reverse("signalen:vraag_melder", args=[signaal.pk]), data)
    assert "Dag.\n\nWaar?</textarea>" in antwoord.content.decode() and not signaal.wachtvragen.exists()
    stap = reverse("signalen:stap", args=[signaal.pk])
    pagina = client.post(stap, {"status": "niet_opgepakt"}).content.decode()
    assert 'data-tekst="Het kan niet."' in pagina and 'data-tekst="Waar?"' not in pagina
    data = {"status": "niet_opgepakt", "reden": "Nee.", "standaardtekst": nee.pk, "invoegen": "reden"}
    assert "Nee.\n\nHet kan niet.</textarea>" in client.post(stap, data).content.decode()
    assert Signaal.objects.get(pk=signaal.pk).status == "in_beoordeling"
    client.post(stap, {"status": "niet_opgepakt", "reden": "Nee.\n\nHet kan niet."})
    assert Signaal.objects.get(pk=signaal.pk).reden == "Nee.\n\nHet kan niet."
