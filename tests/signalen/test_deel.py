"""Questions to departments: who gets them, what the signal waits for, and no answer that goes out unseen."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cyclus.escalatie.ladder import escalatie_van, leg_voor
from gebieden.models import Afdeling
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from gebiedswerk.termijnen import uiterste_dag
from gebiedswerk.werk.lijst import mijn_werk
from signalen.deel.statussen import TABEL
from signalen.models import Deel, Signaal
from tests.gebieden.factories import maak_gemeente, maak_persoon

from .factories import MELDER, breng_naar, maak_signaal

pytestmark = pytest.mark.django_db
TOEGESTAAN = {
    ("gevraagd", "beantwoord"): {"vakambtenaar", "medewerker"},
    ("gevraagd", "ingetrokken"): {"medewerker"},
    ("beantwoord", "gevraagd"): {"medewerker"},
}


@pytest.fixture
def g():
    """One department has a contact in the area; verkeer has nobody."""
    g = maak_gemeente()
    g.verkeer = Afdeling.objects.create(naam="Verkeer", email="verkeer@gemeente.test")
    g.signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    Bericht.objects.all().delete()
    return g


def verdeel(g, *vragen, **hoe):
    vragen = vragen or ((g.afdeling, "Kan de boom blijven?"), (g.verkeer, "Kan de stoep smaller?"))
    return Deel.objects.verdeel(g.signaal, vragen, door=g.medewerker, **hoe)


def antwoord(deel, tekst="Ja, dat kan.", is_letterlijk=True, door=None):
    deel = Deel.objects.get(pk=deel.pk)
    return deel.ga_naar("beantwoord", door=door or deel.eigenaar, antwoord=tekst, is_letterlijk=is_letterlijk)


def draai(opdracht):
    Opdracht.objects.filter(pk=opdracht.pk).update(niet_voor=timezone.now() - timedelta(seconds=1))
    assert voer_uit(opdracht.pk), Opdracht.objects.get(pk=opdracht.pk).melding


def sluiten():
    return Opdracht.objects.filter(soort="sluit_met_delen")


# The states -----------------------------------------------------------------


def test_alle_paren(g):
    verdeel(g, (g.afdeling, "Kan de boom blijven?"))
    for (van, naar), naam in product(
        product(TABEL.namen, repeat=2), ("elders", "raadslid", "medewerker", "vakambtenaar")
    ):
        Deel.objects.update(status=van, antwoord="Ja")
        deel, persoon, wie = Deel.objects.get(), getattr(g, naam), TOEGESTAAN.get((van, naar), set())
        if naam in wie:
            deel.ga_naar(naar, door=persoon)
        else:
            with pytest.raises(GeenRecht if wie else OvergangNietToegestaan):
                deel.ga_naar(naar, door=persoon)
        assert Deel.objects.get().status == (naar if naam in wie else van), (van, naar, naam)


# Asking ---------------------------------------------------------------------


def test_elk_deel_heeft_een_houder_een_datum_en_een_mail(g):
    boom, stoep = verdeel(g)
    assert (boom.eigenaar, stoep.eigenaar) == (g.vakambtenaar, g.medewerker)
    assert boom.uiterlijk == uiterste_dag("deel", timezone.localdate())
    aan = set(Bericht.objects.values_list("aan", flat=True))
    assert aan == {g.vakambtenaar.email, g.afdeling.email, g.medewerker.email, "verkeer@gemeente.test"}
    tekst = "".join(Bericht.objects.values_list("tekst", flat=True))
    assert "Kan de boom blijven?" in tekst and not any(geheim in tekst for geheim in MELDER.values())
    openbaar = g.signaal.tijdlijn.openbaar().first()
    assert (openbaar.soort, openbaar.tekst) == ("gevraagd_aan_afdeling", "Openbare ruimte, Verkeer")


def test_het_naaste_contact_gaat_voor_en_wie_vervangt_hoort_het_ook(g):
    naast = maak_persoon("Nel Naast", "vakafdeling", g.dorp, afdeling=g.afdeling)
    rol = naast.gebiedsrollen.get()
    dag = timezone.localdate()
    rol.vervangingen.create(vervanger=g.elders, van=dag, tot=dag)
    (deel,) = verdeel(g, (g.afdeling, "Kan de boom blijven?"))
    assert deel.eigenaar == naast
    assert {naast.email, g.elders.email} <= set(Bericht.objects.values_list("aan", flat=True))
    assert deel.heeft_recht(g.elders, "beantwoorden") and not deel.heeft_recht(g.elders, "vragen")


def test_het_formulier_vraagt_er_meer_tegelijk_en_maar_een_keer(g, client):
    client.force_login(g.medewerker)
    url = f"/signalen/{g.signaal.pk}/delen/"
    sleutel = client.get(url).context["form"]["sleutel"].value()
    data = {"sleutel": sleutel, "slot": "zelf", "afdeling_1": g.afdeling.pk, "vraag_1": "Kan de boom blijven?"}
    half = client.post(url, data | {"vraag_2": "Zonder afdeling"})
    assert half.status_code == 422 and "Kies wie deze vraag krijgt" in half.text and "Zonder afdeling" in half.text
    assert "Kies wat ervan komt" in client.post(url, data | {"slot": "vanzelf"}).text
    assert client.post(url, data | {"vraag_1": "x\x00"}).status_code == 422
    assert not Deel.objects.exists()
    heel = data | {"afdeling_2": g.verkeer.pk, "vraag_2": "Kan de stoep smaller?"}
    for _klik in range(2):
        assert client.post(url, heel).status_code == 302
    assert Deel.objects.count() == 2
    weer = client.post(url, {**heel, "sleutel": "", "inleiding": "x"})
    assert weer.status_code == 422 and "staan al open" in weer.text


def test_beoordelen_en_verdelen_gaan_samen_een_gesloten_signaal_niet(g):
    g.signaal = breng_naar(maak_signaal(g.dorp), "in_beoordeling", g.medewerker)
    verdeel(g)
    assert Signaal.objects.get(pk=g.signaal.pk).status == "in_behandeling"
    g.signaal = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    with pytest.raises(ValidationError, match="Opgelost"):
        verdeel(g)
    with pytest.raises(GeenRecht):
        Deel.objects.verdeel(g.signaal, [(g.afdeling, "x")], door=g.elders)


# Answering ------------------------------------------------------------------


def test_de_vakambtenaar_ziet_wat_is_gevraagd_en_antwoordt(g, client):
    boom, _stoep = verdeel(g)
    client.force_login(g.vakambtenaar)
    pagina = client.get(f"/signalen/delen/{boom.pk}/").text
    assert "Kan de boom blijven?" in pagina and "De boom bij de kerk is ziek." in pagina
    assert MELDER["naam"] not in pagina and MELDER["email"] not in pagina
    assert client.post(f"/signalen/delen/{boom.pk}/", {"antwoord": " "}).status_code == 422
    for _klik in range(2):
        assert client.post(f"/signalen/delen/{boom.pk}/", {"antwoord": "Ja, dat kan."}).status_code == 302
    anders = client.post(f"/signalen/delen/{boom.pk}/", {"antwoord": "Toch niet."})
    assert anders.status_code == 422 and "Toch niet." in anders.text
    deel = Deel.objects.get(pk=boom.pk)
    assert (deel.antwoord, deel.is_letterlijk) == ("Ja, dat kan.", False)
    assert not g.signaal.tijdlijn.openbaar().filter(tekst__contains="Ja, dat kan.").exists()


def test_afsluiten_kan_pas_als_elk_deel_is_beantwoord_of_ingetrokken(g, client):
    boom, stoep = verdeel(g)
    client.force_login(g.medewerker)
    ineens = {"antwoord": "Te vroeg.", "uitkomst": "opgelost", "terugkoppelen": "1"}
    pagina = client.post(f"/signalen/{g.signaal.pk}/antwoord/", ineens)
    assert pagina.status_code == 422 and "Te vroeg." in pagina.text and "staat nog een vraag open" in pagina.text
    assert Signaal.objects.get().antwoord == "" and not Bericht.objects.filter(aan=MELDER["email"]).exists()
    g.signaal.beantwoord("Klaar.", door=g.medewerker)
    for naar, hoe in (("teruggekoppeld", {"uitkomst": "opgelost"}), ("niet_opgepakt", {"reden": "x"})):
        with pytest.raises(ValidationError, match="open bij Openbare ruimte, Verkeer"):
            Signaal.objects.get().ga_naar(naar, door=g.medewerker, **hoe)
    antwoord(boom)
    stoep.ga_naar("ingetrokken", door=g.medewerker)
    assert Bericht.objects.filter(aan=stoep.eigenaar.email, onderwerp__startswith="Niet meer nodig").count() == 1
    Signaal.objects.get().ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="opgelost")


def test_na_het_laatste_antwoord_staat_er_een_concept_klaar(g, client):
    boom, stoep = verdeel(g, inleiding="Wij vroegen het na.")
    antwoord(boom, "De boom blijft.")
    assert not Bericht.objects.filter(onderwerp__contains="Alle afdelingen").exists()
    antwoord(stoep, "Intern: geen geld.", is_letterlijk=False)
    mail = Bericht.objects.get(onderwerp__contains="Alle afdelingen", aan=g.medewerker.email)
    assert "De boom blijft." in mail.tekst and "geen geld" not in mail.tekst
    assert not sluiten().exists()
    client.force_login(g.medewerker)
    pagina = client.get(f"/signalen/{g.signaal.pk}/")
    assert pagina.context["antwoordform"]["antwoord"].value() == "Wij vroegen het na.\n\nDe boom blijft."
    assert Signaal.objects.get().antwoord == ""


def test_vanzelf_gaat_het_antwoord_pas_uit_nadat_de_eigenaar_het_kon_zien(g, client):
    boom, stoep = verdeel(g, sluit=True, uitkomst="deels", inleiding="Wij vroegen het na.")
    antwoord(boom, "De boom blijft.")
    antwoord(stoep, "De stoep wordt smaller.")
    (opdracht,) = sluiten()
    assert opdracht.niet_voor > timezone.now() + timedelta(hours=12)
    assert "De stoep wordt smaller." in Bericht.objects.get(onderwerp__contains="Alle afdelingen").tekst
    client.force_login(g.medewerker)
    assert "vanzelf naar de melder" in client.get(f"/signalen/{g.signaal.pk}/").text
    draai(opdracht)
    nu = Signaal.objects.get()
    assert (nu.status, nu.uitkomst) == ("teruggekoppeld", "deels")
    assert nu.antwoord == "Wij vroegen het na.\n\nOpenbare ruimte: De boom blijft.\n\nVerkeer: De stoep wordt smaller."
    assert Bericht.objects.filter(aan=MELDER["email"], tekst__contains="De stoep wordt smaller.").count() == 1


def _tegenhouden(g):
    Signaal.objects.get().verdeling.zet_uit(door=g.medewerker)


def _opnieuw(g):
    Deel.objects.first().ga_naar("gevraagd", door=g.medewerker, vraag="Zeker weten?")


def _zelf(g):
    Signaal.objects.get().beantwoord("Mijn eigen woorden.", door=g.medewerker)


def _opnieuw_en_anders(g):
    _opnieuw(g)
    antwoord(Deel.objects.first(), "Toch niet.", is_letterlijk=False)


@pytest.mark.parametrize("daad", [_tegenhouden, _opnieuw, _zelf, _opnieuw_en_anders])
def test_wat_ondertussen_verandert_houdt_het_vanzelf_tegen(g, daad):
    for deel in verdeel(g, sluit=True, uitkomst="opgelost"):
        antwoord(deel)
    (opdracht,) = sluiten()
    daad(g)
    Bericht.objects.filter(aan=MELDER["email"]).delete()
    draai(opdracht)
    assert Signaal.objects.get().is_open
    assert not Bericht.objects.filter(aan=MELDER["email"]).exists()


def test_vanzelf_alleen_als_iedereen_zegt_dat_het_letterlijk_mag(g):
    boom, stoep = verdeel(g, sluit=True, uitkomst="opgelost")
    antwoord(boom, is_letterlijk=False)
    antwoord(stoep)
    assert not sluiten().exists()


# Time, and other people -------------------------------------------------------


def test_herinneren_voorleggen_en_mijn_werk(g):
    (deel,) = verdeel(g, (g.afdeling, "Kan de boom blijven?"))
    Bericht.objects.all().delete()
    assert [r.soort for r in mijn_werk(g.vakambtenaar)] == ["Vraag"]
    for dagen, aantal in ((-8, 0), (-7, 1), (0, 2), (7, 3), (20, 3)):
        dag = deel.uiterlijk + timedelta(days=dagen)
        opdracht, _ = zet_klaar("deel_herinneringen", f"test:{dag}", dag=dag.isoformat())
        draai(opdracht)
        assert Bericht.objects.filter(aan=g.vakambtenaar.email).count() == aantal, dagen
    Deel.objects.update(uiterlijk=timezone.localdate() - timedelta(days=20))
    deel = Deel.objects.get()
    assert escalatie_van(deel, g.vakambtenaar).mag
    maak_persoon("Sam Secretaris", "gemeentesecretaris", g.gemeente)
    assert leg_voor(deel, door=g.vakambtenaar, vraag="Wie betaalt?").ding == deel


def test_doorgeven_aan_een_collega(g, client):
    (deel,) = verdeel(g, (g.afdeling, "Kan de boom blijven?"))
    collega = maak_persoon("Co Collega", "vakafdeling", g.gemeente, afdeling=g.afdeling)
    client.force_login(g.vakambtenaar)
    url = f"/signalen/delen/{deel.pk}/doorgeven/"
    assert client.post(url, {"aan": g.wethouder.pk}).status_code == 422
    assert client.post(url, {"aan": collega.pk}).status_code == 302
    assert Deel.objects.get().eigenaar == collega
    assert Bericht.objects.filter(aan=collega.email, tekst__contains="Kan de boom blijven?").count() == 1
    assert client.post(url, {"aan": collega.pk}).status_code == 403


def test_lijst_per_afdeling(g, client, django_assert_max_num_queries):
    boom, stoep = verdeel(g)
    Deel.objects.filter(pk=stoep.pk).update(uiterlijk=timezone.localdate() - timedelta(days=1))
    client.force_login(g.vakambtenaar)
    toont = lambda vraag: {d.pk for d in client.get(f"/signalen/delen/{vraag}").context["pagina"]}  # noqa: E731
    assert toont("") == {boom.pk, stoep.pk}
    assert toont("?mijn=on") == toont(f"?afdeling={g.afdeling.pk}") == {boom.pk}
    assert toont("?stand=laat") == {stoep.pk} and toont("?gebied=stad") == set()
    assert client.get("/signalen/delen/?afdeling=x&gebied=%00&stand=?").status_code == 200
    with django_assert_max_num_queries(12) as weinig:
        client.get("/signalen/delen/")
    for n in range(3):
        verdeel(g, (g.afdeling, f"Vraag {n}"))
    with django_assert_max_num_queries(12) as meer:
        client.get("/signalen/delen/")
    assert len(weinig.captured_queries) == len(meer.captured_queries)
    client.force_login(g.raadslid)
    assert client.get("/signalen/delen/").status_code == 403
