"""Advice: asked with its room for influence, given with its weight, answered with an argument (domain.md §3.2)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cyclus.escalatie.ladder import escalatie_van, leg_voor
from cyclus.models import Opgave
from cyclus.rodedraad.draad import rode_draad
from gebieden.models import Platformlid
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from gebiedswerk.termijnen import uiterste_dag
from gebiedswerk.werk.lijst import mijn_werk
from signalen.advies.tasks import herinneringen
from signalen.models import Advies
from tests.gebieden.factories import PDF, houdt_bij, maak_bijeenkomst, maak_gemeente, maak_persoon

from .factories import maak_advies

pytestmark = pytest.mark.django_db
DAG = timedelta(days=1)


@pytest.fixture
def g():
    g = maak_gemeente()
    houdt_bij(g.platform, g.platformlid)
    g.platform.wethouder = g.wethouder
    g.platform.save()
    return g


def vraag(g, dagen=60, **velden):
    gegevens = {"vraag": "Waar komt het pad?", "ruimte": "De plek staat vrij, het geld niet.", "soort": "gevraagd"}
    gegevens["advies_uiterlijk"] = timezone.localdate() + dagen * DAG
    return maak_advies(g.platform, g.medewerker, "Wandelpad", **(gegevens | velden))


def gevraagd(g, **velden):
    return vraag(g, **velden).ga_naar("gevraagd", door=g.medewerker, is_openbaar=True)


def uitgebracht(g, **velden):
    advies = gevraagd(g, **velden)
    return advies.ga_naar("uitgebracht", door=g.platformlid, advies="Langs de kerk.", raadpleging="Een avond.")


def zet(advies, **velden):
    Advies.objects.filter(pk=advies.pk).update(**velden)
    advies.refresh_from_db()
    return advies


def post(client, wie, naam, advies, data=None, **kwargs):
    client.force_login(wie)
    return client.post(reverse(f"signalen:{naam}", args=[advies.pk]), data or {}, **kwargs)


# Asking ----------------------------------------------------------------------


@pytest.mark.parametrize("mist", ["vraag", "ruimte", "advies_uiterlijk"])
def test_zonder_ruimte_voor_invloed_wordt_niets_gevraagd(g, mist):
    advies = vraag(g, **{mist: None if mist == "advies_uiterlijk" else ""})
    with pytest.raises(ValidationError):
        advies.ga_naar("gevraagd", door=g.medewerker)
    assert zet(advies).status == "concept" and not Bericht.objects.exists()


def test_een_dag_die_voorbij_is_kan_niet(g):
    with pytest.raises(ValidationError, match="al geweest"):
        vraag(g, dagen=0).ga_naar("gevraagd", door=g.medewerker)


def test_vragen_schrijft_de_dag_en_mailt_het_platform(g):
    advies = gevraagd(g)
    assert (advies.gevraagd_datum, advies.uiterlijk) == (timezone.localdate(), advies.advies_uiterlijk)
    assert advies.is_tijdig_gevraagd is True
    bericht = Bericht.objects.get()
    assert bericht.aan == g.platformlid.email
    assert "De plek staat vrij" in bericht.tekst and "niet aan dat u het eens bent" in bericht.tekst
    assert [e.naar for e in advies.tijdlijn.openbaar()] == ["Gevraagd"]


def test_te_kort_van_tevoren_blijft_zo_ook_na_uitstel(g):
    advies = gevraagd(g, dagen=10)
    assert advies.is_tijdig_gevraagd is False
    later = timezone.localdate() + 90 * DAG
    advies.geef_uitstel(later, door=g.medewerker)
    assert (advies.uiterlijk, advies.advies_uiterlijk, advies.is_tijdig_gevraagd) == (later, later, False)
    assert Bericht.objects.filter(onderwerp__startswith="Meer tijd").count() == 1
    with pytest.raises(ValidationError, match="latere dag"):
        advies.geef_uitstel(later, door=g.medewerker)


def test_een_ambtenaar_vraagt_via_de_pagina_en_een_dubbele_klik_maakt_er_een(g, client):
    client.force_login(g.medewerker)
    url = reverse("signalen:advies_nieuw") + "?platform=dorpsplatform-dorp"
    pagina = client.get(url)
    data = {
        "sleutel": pagina.context["form"]["sleutel"].value(),
        "onderwerp": "Het dorpshuis",
        "thema": "ontmoeten",
        "vraag": "Wat mist u?",
        "eigenaar": g.medewerker.pk,
        "advies_uiterlijk": (timezone.localdate() + 5 * DAG).isoformat(),
    }
    stuk = {"stuk": SimpleUploadedFile("plan.pdf", PDF)}
    antwoord = client.post(url, data | stuk, follow=True)
    client.post(url, data | {"stuk": SimpleUploadedFile("plan.pdf", PDF)})
    advies = Advies.objects.get()
    assert (advies.status, advies.soort, advies.trekkend_gebied) == ("concept", "gevraagd", g.dorp)
    assert advies.stukken.get().bij == "vraag"
    assert "Dit is kort" in antwoord.content.decode() and "nog invloed op heeft" in antwoord.content.decode()


@pytest.mark.parametrize("wat", [{"onderwerp": "x" * 151}, {"vraag": "a\0b"}, {"advies_uiterlijk": "2026-13-40"}])
def test_wat_niet_kan_wordt_gezegd_en_blijft_staan(g, client, wat):
    client.force_login(g.medewerker)
    url = reverse("signalen:advies_nieuw") + "?platform=dorpsplatform-dorp"
    data = {"onderwerp": "Pad", "thema": "groen", "vraag": "Mijn lange verhaal", "eigenaar": g.medewerker.pk} | wat
    antwoord = client.post(url, data)
    assert antwoord.status_code == 422 and not Advies.objects.exists()
    assert wat.keys() <= antwoord.context["form"].errors.keys()


def test_een_gestelde_vraag_verandert_niet_meer(g, client):
    advies = gevraagd(g)
    antwoord = post(client, g.medewerker, "advies_bewerken", advies, {"vraag": "Iets anders"})
    assert antwoord.status_code == 302 and zet(advies).vraag == "Waar komt het pad?"


# Advising -----------------------------------------------------------------------


def test_de_secretaris_adviseert_met_gewicht_en_de_eigenaar_hoort_het(g, client):
    advies = gevraagd(g)
    avond = maak_bijeenkomst(g.platform, timezone.localdate(), "raadpleging", is_geweest=True, aantal_aanwezig=41)
    maak_bijeenkomst(g.platform, timezone.localdate(), "vergadering", is_geweest=True)
    data = {
        "advies": "Langs de kerk.",
        "raadpleging": "Een avond in het dorpshuis.",
        "aantal_mensen": 41,
        "bijeenkomst": avond.pk,
        "versie": advies.versie,
        "brief": SimpleUploadedFile("brief.pdf", PDF),
        "is_brief_openbaar": "on",
    }
    antwoord = post(client, g.platformlid, "advies_geven", advies, data)
    zet(advies)
    assert antwoord.status_code == 302 and advies.status == "uitgebracht"
    assert (advies.aantal_mensen, advies.bijeenkomst, advies.is_op_tijd_uitgebracht) == (41, avond, True)
    assert advies.uiterlijk == advies.reactie_uiterlijk == uiterste_dag("advies_reactie", timezone.localdate())
    assert [stuk.bij for stuk in advies.openbare_stukken()] == ["advies"]
    gemaild = set(Bericht.objects.filter(onderwerp__startswith="Advies ontvangen").values_list("aan", flat=True))
    assert gemaild == {g.medewerker.email, g.wethouder.email}
    # Sent again: nothing new.
    post(client, g.platformlid, "advies_geven", advies, data | {"brief": SimpleUploadedFile("brief.pdf", PDF)})
    assert advies.stukken.count() == 1


def test_zonder_gewicht_geen_advies(g, client):
    advies = gevraagd(g)
    antwoord = post(client, g.platformlid, "advies_geven", advies, {"advies": "Langs de kerk.", "versie": 2})
    assert antwoord.status_code == 422 and "raadpleging" in antwoord.context["form"].errors
    assert "Langs de kerk." in antwoord.content.decode() and zet(advies).status == "gevraagd"


def test_een_gewoon_lid_ziet_het_en_adviseert_niet(g, client):
    advies = gevraagd(g)
    lid = maak_persoon("Gewoon Lid", "platformlid", g.dorp)
    Platformlid.objects.create(platform=g.platform, naam=lid.naam, persoon=lid)
    client.force_login(lid)
    assert client.get(advies.get_absolute_url()).status_code == 200
    assert post(client, lid, "advies_geven", advies).status_code == 403


def test_een_lid_ziet_geen_concept_en_een_ander_platform_niets(g):
    concept, advies = vraag(g), gevraagd(g)
    ander = maak_persoon("Lid Elders", "platformlid", g.stad)
    assert set(Advies.objects.zichtbaar_voor(g.platformlid)) == {advies}
    assert set(Advies.objects.zichtbaar_voor(g.raadslid)) == {advies}
    assert set(Advies.objects.zichtbaar_voor(g.elders)) == {concept, advies}
    assert not Advies.objects.zichtbaar_voor(ander).exists()


def test_ongevraagd_gaat_meteen_naar_wie_er_werkt(g, client):
    client.force_login(g.platformlid)
    url = reverse("signalen:advies_ongevraagd", args=["dorpsplatform-dorp"])
    data = {
        "sleutel": client.get(url).context["form"]["sleutel"].value(),
        "onderwerp": "Verkeer bij school",
        "thema": "jeugd",
        "advies": "Maak een zoen-en-zoefstrook.",
        "raadpleging": "Op het schoolplein gevraagd.",
    }
    for _ in range(2):
        assert client.post(url, data).status_code == 302
    advies = Advies.objects.get()
    assert (advies.status, advies.soort, advies.eigenaar) == ("uitgebracht", "ongevraagd", g.sociaal)
    assert advies.gebied_ids() == {g.dorp.pk} and advies.is_openbaar
    assert Bericht.objects.filter(aan=g.sociaal.email).count() == 1


def test_geen_advies_is_geen_instemming_en_alsnog_kan(g, client):
    advies = gevraagd(g)
    post(client, g.medewerker, "advies_stap", advies, {"status": "niet_uitgebracht", "reden": "Te weinig tijd."})
    assert zet(advies).status == "niet_uitgebracht" and advies.uiterlijk is None
    for wie in (None, g.raadslid):
        if wie:
            client.force_login(wie)
        else:
            client.logout()
        assert "betekent niet dat het platform instemt" in client.get(advies.openbaar_url()).content.decode()
    assert "niet dat u instemt" in Bericht.objects.get(onderwerp__startswith="Geen advies").tekst
    advies.ga_naar("uitgebracht", door=g.platformlid, advies="Toch liever langs de kerk.")
    assert advies.uiterlijk == advies.reactie_uiterlijk


# Answering -----------------------------------------------------------------------


@pytest.mark.parametrize("besluit", ["deels", "afgeweken"])
@pytest.mark.parametrize("argument", ["", "   "])
def test_afwijken_zonder_argument_kan_nergens(g, client, besluit, argument):
    advies = uitgebracht(g)
    with pytest.raises(ValidationError, match="Zonder argument"):
        advies.ga_naar("beantwoord", door=g.wethouder, besluit=besluit, reactie="Dank.", argument=argument)
    data = {"besluit": besluit, "argument": argument, "reactie": "Dank u.", "versie": advies.versie}
    for knop in ({}, {"vastleggen": "1"}):
        antwoord = post(client, g.wethouder, "advies_reactie", advies, data | knop)
        assert antwoord.status_code == 422 and "argument" in antwoord.context["form"].errors
        assert "Dank u." in antwoord.content.decode()
    assert zet(advies).status == "uitgebracht"
    if not argument:
        with pytest.raises(IntegrityError), transaction.atomic():
            Advies.objects.filter(pk=advies.pk).update(besluit=besluit)


def test_de_eigenaar_bereidt_voor_en_het_college_legt_vast(g, client):
    advies = uitgebracht(g)
    concept = {"besluit": "deels", "argument": "Te weinig geld.", "reactie": "De helft kan.", "versie": advies.versie}
    assert post(client, g.medewerker, "advies_reactie", advies, concept | {"vastleggen": "1"}).status_code == 403
    assert post(client, g.medewerker, "advies_reactie", advies, concept).status_code == 302
    assert zet(advies).status == "uitgebracht" and advies.reactie == "De helft kan."
    for url, wie in ((advies.get_absolute_url(), g.platformlid), (advies.openbaar_url(), g.raadslid)):
        client.force_login(wie)
        assert "De helft kan." not in client.get(url).content.decode()
    oud = post(client, g.wethouder, "advies_reactie", advies, concept | {"reactie": "Anders.", "vastleggen": "1"})
    assert oud.status_code == 422 and "Inmiddels staat hier" in oud.content.decode()
    data = concept | {"versie": advies.versie, "vastleggen": "1"}
    assert post(client, g.wethouder, "advies_reactie", advies, data).status_code == 302
    zet(advies)
    assert (advies.status, advies.besluit, advies.uiterlijk) == ("beantwoord", "deels", None)
    assert advies.is_op_tijd_beantwoord
    mail = Bericht.objects.get(onderwerp__startswith="Reactie op uw advies")
    assert mail.aan == g.platformlid.email and "Te weinig geld." in mail.tekst and advies.openbaar_url() in mail.tekst
    client.logout()
    pagina = client.get(advies.openbaar_url()).content.decode()
    assert "Deels overgenomen" in pagina and "Te weinig geld." in pagina and g.medewerker.naam not in pagina
    # Nobody answers twice.
    post(client, g.secretaris, "advies_reactie", advies, data | {"besluit": "overgenomen"})
    assert zet(advies).besluit == "deels"


def test_overnemen_heeft_geen_argument_nodig(g, client):
    advies = uitgebracht(g)
    data = {"besluit": "overgenomen", "argument": "Oud.", "reactie": "Goed plan.", "versie": advies.versie}
    post(client, g.wethouder, "advies_reactie", advies, data | {"vastleggen": "1"})
    assert (zet(advies).status, advies.argument) == ("beantwoord", "")


@pytest.mark.parametrize("wie", ["medewerker", "platformlid", "elders", "raadslid"])
def test_alleen_het_college_legt_vast(g, wie):
    with pytest.raises(GeenRecht):
        uitgebracht(g).ga_naar("beantwoord", door=getattr(g, wie), besluit="overgenomen", reactie="Ja.")


def test_elke_andere_stap_wordt_geweigerd(g):
    tabel = Advies.tabel
    stappen = {(o.van, o.naar) for o in tabel.overgangen}
    assert len(stappen) == 8 and tabel.eind == {"beantwoord", "ingetrokken"}
    advies = vraag(g)
    for van in tabel.namen:
        zet(advies, status=van, besluit="overgenomen")
        for naar in tabel.namen.keys() - {n for v, n in stappen if v == van}:
            with pytest.raises(OvergangNietToegestaan):
                advies.ga_naar(naar, door=g.regie)


# Documents --------------------------------------------------------------------------


def test_stukken_zijn_alleen_openbaar_met_een_vinkje(g, client):
    advies = uitgebracht(g)
    client.force_login(g.medewerker)
    for naam, openbaar in (("Kaart", "on"), ("Notitie", "")):
        data = {"bij": "reactie", "naam": naam, "bestand": SimpleUploadedFile("a.pdf", PDF), "is_openbaar": openbaar}
        assert post(client, g.medewerker, "advies_stuk_nieuw", advies, data).status_code == 302
    kaart, notitie = advies.stukken.all()

    def status(wie, stuk):
        if wie:
            client.force_login(wie)
        else:
            client.logout()
        return client.get(reverse("signalen:adviesstuk", args=[advies.pk, stuk.pk])).status_code

    # Before the answer it is a preparation, also with a tick.
    assert [status(wie, kaart) for wie in (None, g.platformlid, g.raadslid, g.elders)] == [404, 404, 404, 200]
    advies.ga_naar("beantwoord", door=g.wethouder, besluit="overgenomen", reactie="Ja.")
    assert [status(wie, kaart) for wie in (None, g.platformlid, g.raadslid)] == [200, 200, 200]
    assert [status(wie, notitie) for wie in (None, g.platformlid, g.raadslid, g.elders)] == [404, 200, 404, 200]
    fout = {"bij": "reactie", "naam": "X", "bestand": SimpleUploadedFile("a.pdf", b"geen pdf")}
    assert post(client, g.medewerker, "advies_stuk_nieuw", advies, fout).status_code == 422
    client.post(reverse("signalen:advies_stuk_weg", args=[advies.pk, kaart.pk]))
    assert list(advies.stukken.all()) == [notitie]


# Terms, reminders, the ladder, somebody's work ------------------------------------------


def herinner(dag):
    """As beat would that day: a second time changes nothing."""
    for _ in range(2):
        opdracht = type("Opdracht", (), {"gegevens": {"dag": dag.isoformat()}})()
        herinneringen(opdracht)()


def nieuwe_mail(doe):
    before = set(Bericht.objects.values_list("pk", flat=True))
    doe()
    return sorted(Bericht.objects.exclude(pk__in=before).values_list("aan", flat=True))


def test_beide_kanten_krijgen_een_herinnering_per_stap(g):
    advies, dag = gevraagd(g), timezone.localdate() + 60 * DAG
    assert nieuwe_mail(lambda: herinner(dag - 8 * DAG)) == []
    assert nieuwe_mail(lambda: herinner(dag - 7 * DAG)) == [g.platformlid.email]
    assert nieuwe_mail(lambda: herinner(dag)) == [g.platformlid.email]
    assert nieuwe_mail(lambda: herinner(dag + DAG)) == []
    assert nieuwe_mail(lambda: herinner(dag + 7 * DAG)) == [g.platformlid.email, g.medewerker.email]
    assert "geen instemming" in Bericht.objects.get(aan=g.medewerker.email, onderwerp__startswith="Geen advies").tekst
    advies.ga_naar("uitgebracht", door=g.platformlid, advies="Ja.")
    dag = advies.reactie_uiterlijk
    for moment in (dag - 7 * DAG, dag, dag + 7 * DAG):
        assert nieuwe_mail(lambda moment=moment: herinner(moment)) == [g.medewerker.email, g.wethouder.email]
    advies.ga_naar("beantwoord", door=g.wethouder, besluit="overgenomen", reactie="Ja.")
    assert nieuwe_mail(lambda: herinner(dag + 8 * DAG)) == []


def test_een_reactie_die_te_laat_is_kan_de_ladder_op(g, client):
    advies, lang_geleden = uitgebracht(g), timezone.localdate() - 8 * DAG
    assert not escalatie_van(advies, g.medewerker).is_rijp
    zet(advies, uiterlijk=lang_geleden, reactie_uiterlijk=lang_geleden)
    assert escalatie_van(advies, g.medewerker).mag and not escalatie_van(advies, g.elders).mag
    client.force_login(g.medewerker)
    assert "Leg voor" in client.get(advies.get_absolute_url()).content.decode()
    escalatie = leg_voor(advies, door=g.medewerker, vraag="Wie beslist hierover?")
    assert escalatie.ding == advies
    # A platform that is late is nobody's subordinate.
    wacht = zet(gevraagd(g), uiterlijk=lang_geleden)
    with pytest.raises(ValidationError, match="al afgerond"):
        leg_voor(wacht, door=g.medewerker, vraag="Waar blijft het?")


def test_het_wacht_bij_wie_aan_zet_is(g):
    def werk(wie):
        return [(r.titel, r.vraagt) for r in mijn_werk(wie) if r.soort == "Advies"]

    advies = gevraagd(g)
    titel = "Wandelpad (Dorpsplatform Dorp)"
    assert werk(g.platformlid) == [(titel, "Advies gevraagd")]
    assert werk(g.medewerker) == [(titel, "Wacht op het advies")] and werk(g.wethouder) == []
    advies.ga_naar("uitgebracht", door=g.platformlid, advies="Ja.")
    assert werk(g.platformlid) == [] and werk(g.wethouder) == [(titel, "Reactie gevraagd")]
    assert werk(g.medewerker) == [(titel, "Een reactie voorbereiden")]
    advies.ga_naar("beantwoord", door=g.wethouder, besluit="overgenomen", reactie="Ja.")
    assert werk(g.wethouder) == werk(g.medewerker) == []


def test_een_opgave_komt_voort_uit_een_advies_en_wijst_terug(g, client):
    advies = uitgebracht(g)
    client.force_login(g.medewerker)
    url = reverse("cyclus:opgave_nieuw") + f"?advies={advies.pk}"
    form = client.get(url).context["form"]
    assert (form.initial["herkomst"], form.initial["titel"]) == ("advies", "Wandelpad")
    data = {naam: form[naam].value() or "" for naam in form.fields} | {"soort": "hoofdpunt", "adviezen": [advies.pk]}
    assert client.post(url, data).status_code == 302
    opgave = Opgave.objects.get()
    assert (list(opgave.adviezen.all()), opgave.herkomst) == ([advies], "advies")
    assert "Wandelpad" in client.get(opgave.get_absolute_url()).content.decode()
    draad = {e.naam: [p.naam for p in e.punten] for e in rode_draad(advies, g.medewerker)}
    assert (draad["Advies"], draad["Opgave"]) == (["Wandelpad"], ["Wandelpad"])
    assert [p.url for e in rode_draad(opgave, None) for p in e.punten if e.naam == "Advies"] == [advies.openbaar_url()]


# Pages ------------------------------------------------------------------------------------


def test_het_bord_zet_wat_te_laat_is_vooraan_en_filtert(g, client):
    later, eerst = uitgebracht(g), uitgebracht(g)
    zet(eerst, uiterlijk=timezone.localdate() - DAG, onderwerp="Te laat ding")
    concept = zet(vraag(g), onderwerp="Nog geheim")
    client.force_login(g.wethouder)
    url = reverse("signalen:adviezen")
    kolommen = {k.status: k for k in client.get(url).context["kolommen"]}
    assert kolommen["uitgebracht"].adviezen == [eerst, later] and kolommen["uitgebracht"].te_laat == 1
    assert kolommen["concept"].adviezen == [concept]
    assert not any(k.adviezen for k in client.get(url, {"gebied": "zuid"}).context["kolommen"])
    # What does not exist is said next to the field, and cuts nothing away.
    onzin = client.get(url, {"jaar": "1999", "platform": "bestaat-niet"})
    assert onzin.context["filter"].form.errors.keys() == {"jaar", "platform"}
    client.force_login(g.raadslid)
    assert "Nog geheim" not in client.get(url).content.decode()
    tekst = b"".join(client.get(reverse("signalen:adviezen_csv"))).decode()
    assert "Te laat ding" in tekst and "Nog geheim" not in tekst and "Eigenaar" not in tekst


def test_het_aantal_vragen_hangt_niet_van_de_rijen_af(g, client):
    uitgebracht(g)
    urls = [reverse("signalen:adviezen"), reverse("signalen:adviezen_openbaar")]
    urls.append(reverse("signalen:platform_adviezen", args=[g.platform.slug]))

    def tel(url):
        client.get(url)
        with CaptureQueriesContext(connection) as vragen:
            assert client.get(url).status_code == 200
        return len(vragen)

    client.force_login(g.medewerker)
    een = [tel(url) for url in urls]
    for _ in range(2):
        uitgebracht(g)
        gevraagd(g)
        uitgebracht(g).ga_naar("beantwoord", door=g.wethouder, besluit="overgenomen", reactie="Ja.")
    assert [tel(url) for url in urls] == een
    assert max(een) <= 12


def test_de_pagina_van_het_platform_zegt_wat_er_van_kwam(g, client):
    advies = uitgebracht(g)
    advies.ga_naar("beantwoord", door=g.wethouder, besluit="afgeweken", argument="Het kan niet.", reactie="Jammer.")
    openbaar = client.get(g.platform.get_absolute_url()).content.decode()
    assert "Wandelpad" in openbaar and "Niet overgenomen" in openbaar and "Ongevraagd advies geven" not in openbaar
    client.force_login(g.platformlid)
    dossier = client.get(g.platform.dossier_url()).content.decode()
    assert "Ongevraagd advies geven" in dossier and "Advies vragen" not in dossier
