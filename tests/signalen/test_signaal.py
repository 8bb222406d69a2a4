"""What happens to a signal after it came in, and who hears what."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cyclus.models import Opgave
from gebieden.models import Gebied
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.werkdagen import uiterste_dag
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente
from tests.initiatieven.factories import maak_initiatief

from .factories import MELDER, breng_naar, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def _mails(aan):
    return list(Bericht.objects.filter(aan=aan).order_by("pk").values_list("onderwerp", "tekst"))


def test_antwoord_staat_op_het_signaal_in_de_tijdlijn_en_in_de_mail(g):
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    signaal.beantwoord("De boom is gesnoeid.", door=g.medewerker)
    signaal.beantwoord("De boom is gesnoeid.", door=g.medewerker)
    now_in_db = Signaal.objects.get()
    assert (now_in_db.antwoord, now_in_db.beantwoord_op is not None) == ("De boom is gesnoeid.", True)
    assert next((r.soort, r.tekst) for r in now_in_db.tijdlijn.openbaar()) == ("antwoord", "De boom is gesnoeid.")
    ((onderwerp, tekst),) = _mails(MELDER["email"])
    assert signaal.nummer in onderwerp
    assert "De boom is gesnoeid." in tekst
    assert signaal.volgcode() not in tekst
    assert signaal.volg_url() in Bericht.objects.get(aan=MELDER["email"]).volledige_tekst()


def test_een_ander_antwoord_is_een_tweede_mail(g):
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    signaal.beantwoord("Een", door=g.medewerker)
    signaal.beantwoord("Twee", door=g.medewerker)
    assert len(_mails(MELDER["email"])) == 2


def test_wie_alleen_meeleest_antwoordt_niet(g):
    signaal = maak_signaal(g.dorp)
    for persoon in (g.elders, g.vakambtenaar, g.raadslid):
        with pytest.raises(GeenRecht):
            signaal.beantwoord("Ja", door=persoon)
    assert _mails(MELDER["email"]) == []


def test_na_terugkoppelen_geen_antwoord_meer(g):
    signaal = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    with pytest.raises(ValidationError):
        signaal.beantwoord("Toch nog", door=g.medewerker)


def test_nee_is_ook_een_antwoord(g):
    signaal = breng_naar(maak_signaal(g.dorp), "niet_opgepakt", g.medewerker, reden="Dit is van de provincie.")
    assert Signaal.objects.get().antwoord == "Dit is van de provincie."
    assert "Dit is van de provincie." in _mails(MELDER["email"])[0][1]
    signaal.ga_naar("teruggekoppeld", door=g.medewerker)
    assert (Signaal.objects.get().uitkomst, signaal.status_naam) == ("niet_opgelost", "Afgesloten zonder oplossing")


def test_termijnen_lopen_mee(g):
    signaal = maak_signaal(g.dorp)
    dag = timezone.localdate()
    assert signaal.uiterlijk == uiterste_dag(dag, 5)
    breng_naar(signaal, "in_behandeling", g.medewerker)
    assert Signaal.objects.get().uiterlijk == uiterste_dag(dag, 15)


def test_heropend_begint_een_nieuwe_termijn_en_wist_het_antwoord(g):
    lang_geleden = timezone.now() - timedelta(days=100)
    signaal = breng_naar(maak_signaal(g.dorp, op=lang_geleden), "teruggekoppeld", g.medewerker)
    signaal.ga_naar("heropend", wie="de melder", reden="Het is nog zo")
    now_in_db = Signaal.objects.get()
    assert (now_in_db.antwoord, now_in_db.beantwoord_op, now_in_db.uitkomst) == ("", None, "")
    assert now_in_db.uiterlijk == uiterste_dag(timezone.localdate(), 5)
    assert "Het is nog zo" in _mails(g.medewerker.email)[0][1]


def test_doorzetten_mailt_de_afdeling_zonder_melder_en_houdt_de_eigenaar(g):
    signaal = breng_naar(maak_signaal(g.dorp), "doorgezet", g.medewerker, doorgezet_naar=g.afdeling)
    ((_onderwerp, tekst),) = _mails(g.afdeling.email)
    assert "De boom bij de kerk is ziek." in tekst
    for geheim in MELDER.values():
        assert geheim not in tekst
    assert signaal.volgcode() not in tekst
    assert Signaal.objects.get().eigenaar == g.medewerker


# Bundling -----------------------------------------------------------------


def _bundel(g, aantal=2, hoofdmelder=None):
    hoofd = maak_signaal(g.dorp, melder=hoofdmelder)
    anderen = [
        maak_signaal(g.dorp, melder={"naam": "", "email": f"melder{n}@inwoner.test", "telefoon": ""})
        for n in range(aantal)
    ]
    for ander in anderen:
        breng_naar(ander, "gebundeld", g.medewerker, hoofdsignaal=hoofd)
    breng_naar(hoofd, "in_behandeling", g.medewerker)
    return hoofd, anderen


def test_iedere_melder_van_een_bundel_hoort_de_uitkomst(g):
    hoofd, anderen = _bundel(g, hoofdmelder=MELDER)
    hoofd.beantwoord("Wij planten een nieuwe boom.", door=g.medewerker)
    hoofd.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="deels")
    for adres in (MELDER["email"], "melder0@inwoner.test", "melder1@inwoner.test"):
        ((_onderwerp, tekst),) = _mails(adres)
        assert "Wij planten een nieuwe boom." in tekst
    assert set(Signaal.objects.values_list("status", "antwoord", "uitkomst")) == {
        ("teruggekoppeld", "Wij planten een nieuwe boom.", "deels")
    }
    # Everybody follows a page of their own.
    assert len({s.volg_url() for s in (hoofd, *anderen)}) == 3


def test_wie_later_wordt_gebundeld_hoort_het_antwoord_dat_er_al_is(g):
    hoofd, _anderen = _bundel(g, aantal=0)
    hoofd.beantwoord("Wij planten een nieuwe boom.", door=g.medewerker)
    breng_naar(maak_signaal(g.dorp), "gebundeld", g.medewerker, hoofdsignaal=hoofd)
    assert "nieuwe boom" in _mails(MELDER["email"])[0][1]


def test_bundel_in_een_bundel_gaat_mee(g):
    hoofd, _anderen = _bundel(g)
    groter = maak_signaal(g.buurtschap, melder=None)
    hoofd.ga_naar("gebundeld", door=g.medewerker, hoofdsignaal=groter)
    assert {s.hoofdsignaal_id for s in Signaal.objects.exclude(pk=groter.pk)} == {groter.pk}


def test_losmaken_haalt_het_signaal_uit_de_bundel(g):
    _hoofd, (ander, *_rest) = _bundel(g)
    ander.ga_naar("in_behandeling", door=g.medewerker)
    assert Signaal.objects.get(pk=ander.pk).hoofdsignaal is None


def test_signaal_kan_niet_bij_zichzelf_horen(g):
    signaal = maak_signaal(g.dorp)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signaal.objects.filter(pk=signaal.pk).update(hoofdsignaal=signaal)


# Where it lies, what looks like it ----------------------------------------


def test_eigenaar_werkt_ook_buiten_het_eigen_gebied(g):
    signaal = maak_signaal(g.dorp, eigenaar=g.elders)
    assert signaal.heeft_recht(g.elders, "behandelen")
    assert signaal in Signaal.objects.met_recht(g.elders, "behandelen")
    assert not signaal.heeft_recht(g.elders, "vaststellen")


def test_lijkt_op(g):
    signaal = maak_signaal(g.dorp, lat=51.85, lon=5.05)
    vlakbij = maak_signaal(g.stad, thema="jeugd", lat=51.852, lon=5.051)
    zelfde = maak_signaal(g.dorp)
    maak_signaal(g.stad)
    maak_signaal(g.dorp, thema="jeugd", lat=51.86, lon=5.05)
    maak_signaal(g.dorp, op=timezone.now() - timedelta(days=200))
    breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    breng_naar(maak_signaal(g.dorp), "gebundeld", g.medewerker, hoofdsignaal=zelfde)
    assert set(Signaal.objects.lijkt_op(signaal)) == {vlakbij, zelfde}


def test_zoeken_op_woord(g):
    gevonden = maak_signaal(g.dorp, tekst="Overlast bij de zwembaden", plaats="Kade")
    maak_signaal(g.dorp)
    assert list(Signaal.objects.zoek("zwemb")) == [gevonden]
    assert list(Signaal.objects.zoek("kade")) == [gevonden]
    gevonden.tekst = "Overlast bij de haven"
    gevonden.save()
    assert list(Signaal.objects.zoek("zwemb")) == []


@pytest.mark.parametrize(
    ("tekst", "naam"),
    [
        ("in Stad bij de haven", "Stad"),
        ("STAD", "Stad"),
        ("Stadswal", "Gemeente"),
        ("", "Gemeente"),
        ("\0(", "Gemeente"),
    ],
)
def test_gebied_in_woorden(g, tekst, naam):
    assert Gebied.objects.in_woorden(tekst).naam == naam


# A bundle from every side ---------------------------------------------------


def test_een_gebundeld_signaal_volgt_het_hoofd_van_zijn_hoofd_en_nooit_een_gesloten_of_zichzelf(g):
    hoofd, (ander,) = _bundel(g, aantal=1)
    derde = breng_naar(maak_signaal(g.dorp), "in_beoordeling", g.medewerker)
    derde.ga_naar("gebundeld", door=g.medewerker, hoofdsignaal=ander)
    assert Signaal.objects.get(pk=derde.pk).hoofdsignaal == hoofd
    with pytest.raises(ValidationError, match="bij zichzelf"):
        hoofd.ga_naar("gebundeld", door=g.medewerker, hoofdsignaal=ander)
    hoofd = Signaal.objects.get(pk=hoofd.pk)
    hoofd.beantwoord("Klaar.", door=g.medewerker)
    hoofd.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="opgelost")
    te_laat = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    with pytest.raises(ValidationError, match="al teruggekoppeld"):
        te_laat.ga_naar("gebundeld", door=g.medewerker, hoofdsignaal=hoofd)
    assert Signaal.objects.get(pk=te_laat.pk).status == "in_behandeling"


def test_na_heropenen_van_het_hoofd_hoort_iedereen_de_nieuwe_uitkomst_een_keer(g):
    hoofd, _anderen = _bundel(g, hoofdmelder=MELDER)
    hoofd.beantwoord("Opgelost, denken wij.", door=g.medewerker)
    hoofd.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="opgelost")
    hoofd.heropen_als_melder("De boom staat er nog.")
    Bericht.objects.all().delete()
    for stap in ("in_beoordeling", "in_behandeling"):
        hoofd.ga_naar(stap, door=g.medewerker)
    hoofd.beantwoord("De boom gaat niet weg.", door=g.medewerker)
    hoofd.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="niet_opgelost")
    for adres in (MELDER["email"], "melder0@inwoner.test", "melder1@inwoner.test"):
        assert [tekst for _o, tekst in _mails(adres) if "De boom gaat niet weg." in tekst] != []
        assert len(_mails(adres)) == 1
    assert set(Signaal.objects.values_list("uitkomst", flat=True)) == {"niet_opgelost"}


# Reopening ------------------------------------------------------------------


def test_heropenen_door_de_melder_kan_een_tijd_en_een_ambtenaar_altijd(g, client):
    signaal = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    Signaal.objects.update(status_sinds=timezone.now() - timedelta(days=100))
    signaal = Signaal.objects.get()
    pagina = client.post(f"{signaal.volg_url()}heropen/", {"reden": "Nog steeds zo."})
    assert pagina.status_code == 422 and "Nog steeds zo." in pagina.text and "kan niet meer" in pagina.text
    assert "Geef het opnieuw door" in client.get(signaal.volg_url()).text
    signaal.ga_naar("heropend", door=g.sociaal, reden="Toch nog kijken")
    assert Signaal.objects.get().aantal_heropend == 1
    assert f"Heropend door {g.sociaal}" in _mails(g.medewerker.email)[-1][0]


def test_heropend_van_wie_weg_is_komt_bij_een_ander(g):
    signaal = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    Signaal.objects.update(eigenaar=g.buitenstaander)
    Signaal.objects.get().heropen_als_melder("Het is nog zo.")
    nu = Signaal.objects.get()
    assert nu.eigenaar.is_ambtenaar and nu.eigenaar != g.buitenstaander
    assert "Het is nog zo." in _mails(nu.eigenaar.email)[-1][1]
    assert signaal.tijdlijn.filter(soort="nieuwe_eigenaar").exists()


# The page ---------------------------------------------------------------------


def test_de_pagina_zegt_welke_termijn_loopt_en_waarom(g, client):
    signaal = maak_signaal(g.dorp)
    assert signaal.termijn_uitleg.startswith("Eerste oordeel binnen 5 werkdagen na ")
    signaal = breng_naar(signaal, "in_behandeling", g.medewerker)
    client.force_login(g.medewerker)
    pagina = client.get(f"/signalen/{signaal.pk}/").text
    assert "Inhoudelijk antwoord binnen 15 werkdagen na" in pagina
    assert pagina.index("Volgende stap") < pagina.index("Wat er is doorgegeven") < pagina.index("Tijdlijn")


def test_bij_een_opgave_of_initiatief_dat_er_al_is(g, client):
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    opgave = Opgave.objects.create(
        titel="Veilig naar school", thema="groen", trekker=g.medewerker, trekkend_gebied=g.noord
    )
    opgave.leg_in()
    elders = Opgave.objects.create(titel="In de stad", thema="groen", trekker=g.medewerker, trekkend_gebied=g.stad)
    elders.leg_in()
    initiatief = maak_initiatief(g.dorp, g.medewerker, "Moestuin")
    client.force_login(g.medewerker)
    url = f"/signalen/{signaal.pk}/opgave/"
    pagina = client.get(url).text
    assert "Veilig naar school" in pagina and "In de stad" not in pagina
    assert client.post(url, {"ding": elders.pk}).status_code == 422
    assert client.post(url, {"ding": opgave.pk}).status_code == 302
    assert client.post(f"/signalen/{signaal.pk}/initiatief/", {"ding": initiatief.pk}).status_code == 302
    assert set(signaal.opgaven.all()) == {opgave} and set(signaal.initiatieven.all()) == {initiatief}
    assert not client.get(url).context["form"].fields["ding"].choices
