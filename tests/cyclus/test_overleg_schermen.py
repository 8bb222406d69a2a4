"""Meetings from outside: who sees and does what, the live page, minutes as page and PDF."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cyclus.models import Actiepunt, Agendapunt, Overleg
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.post import Bericht
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente, maak_persoon

from .factories import maak_actie, maak_initiatief, maak_opgave, maak_overleg

pytestmark = pytest.mark.django_db
TITEL = "Tafel veilig fietsen"
AMBTENAREN = ["medewerker", "sociaal", "elders", "regie", "vakambtenaar", "wethouder", "secretaris", "beheerder"]
BEHANDELAARS = ["medewerker", "sociaal", "regie"]
BUITEN = ["raadslid", "platformlid", "buitenstaander"]


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def partner(g):
    return maak_persoon("Paula Partner", "partner", g.noord)


@pytest.fixture
def overleg(g):
    return maak_overleg(g.noord, g.medewerker)


@pytest.fixture
def bezig(g, overleg):
    return overleg.ga_naar("lopend", door=g.medewerker)


def adres(naam, *args):
    return reverse(f"cyclus:{naam}", args=args)


def ingevuld(g, **velden):
    basis = {
        "titel": "Groen in het dorp",
        "soort": "gebiedstafel",
        "begint_op": "2026-12-10T19:30",
        "duur": "90",
        "voorzitter": g.medewerker.pk,
        "trekkend_gebied": g.dorp.pk,
        "sleutel": str(uuid4()),
    }
    return basis | velden


def genoteerd(punt, **velden):
    basis = {"bespreking": punt.bespreking, "besluit": punt.besluit, "actie": "", "eigenaar": "", "uiterlijk": ""}
    return basis | {"versie": punt.versie, "sleutel": str(uuid4())} | velden


def meld_aan(client, g, wie, partner=None):
    client.force_login(partner if wie == "partner" else getattr(g, wie))


# Who may what -------------------------------------------------------------


@pytest.mark.parametrize("wie", [*AMBTENAREN, *BUITEN, "partner"])
def test_wie_een_overleg_leest(client, g, overleg, partner, wie):
    overleg.zet_op_agenda(titel="Vertrouwelijk punt")
    meld_aan(client, g, wie, partner)
    ziet = wie in AMBTENAREN
    for naam in ("overleg", "overleg_verslag", "overleg_ics", "overleg_voortgang"):
        antwoord = client.get(adres(naam, overleg.pk))
        assert (naam, antwoord.status_code) == (naam, 200 if ziet else 404)
        assert "Vertrouwelijk punt" not in antwoord.text or ziet
    assert client.get(adres("overleg_pdf", overleg.pk)).status_code == (302 if ziet else 404)
    lijst = client.get(adres("overleg_lijst"))
    assert lijst.status_code == 200
    assert (TITEL in lijst.text) == ziet


ACTEN = {
    "overleg_status": {"status": "lopend"},
    "overleg_bewerken": {"titel": ""},
    "overleg_nodig_uit": {"naam": "Kees"},
    "overleg_aanwezig": {},
    "overleg_uitnodigen": {},
    "overleg_agenda_vullen": {},
    "overleg_nieuw_punt": {"titel": "Rondvraag"},
    "overleg_verslag_mailen": {},
    "overleg_verslag_opnieuw": {},
}


@pytest.mark.parametrize("act", ACTEN)
@pytest.mark.parametrize("wie", [*AMBTENAREN, *BUITEN, "partner", "tafelpartner"])
def test_wie_een_overleg_verandert(client, g, overleg, partner, act, wie):
    if wie == "tafelpartner":
        overleg.nodig_uit(persoon=partner)
    meld_aan(client, g, "partner" if wie == "tafelpartner" else wie, partner)
    before = overleg.deelnemers.count()
    code = client.post(adres(act, overleg.pk), ACTEN[act]).status_code
    if wie in BEHANDELAARS:
        assert code in (302, 422)
        return
    assert code == (403 if wie in AMBTENAREN or wie == "tafelpartner" else 404)
    assert Overleg.objects.get().status == "gepland"
    assert overleg.deelnemers.count() == before
    assert not overleg.agendapunten.exists()


@pytest.mark.parametrize("wie", [*AMBTENAREN, *BUITEN, "tafelpartner"])
@pytest.mark.parametrize("act", ["overleg_punt", "overleg_punt_verplaats", "overleg_punt_weg"])
def test_wie_een_agendapunt_verandert(client, g, bezig, partner, act, wie):
    een, twee = bezig.zet_op_agenda(titel="Een"), bezig.zet_op_agenda(titel="Twee")
    bezig.nodig_uit(persoon=partner)
    meld_aan(client, g, "partner" if wie == "tafelpartner" else wie, partner)
    data = genoteerd(twee, besluit="Doen") | {"plek": "1"}
    code = client.post(adres(act, bezig.pk, twee.pk), data).status_code
    mag = wie in BEHANDELAARS
    assert code == (302 if mag else 404 if wie in BUITEN else 403)
    now = [(p.titel, p.besluit) for p in bezig.agendapunten.all()]
    assert (now != [("Een", ""), ("Twee", "")]) == mag
    assert een.titel in dict(now)


def test_zonder_account_naar_aanmelden(client, overleg):
    for naam, args in (("overleg_lijst", ()), ("overleg", (overleg.pk,)), ("overleg_pdf", (overleg.pk,))):
        assert client.get(adres(naam, *args)).url.startswith(reverse("account_login"))
    assert client.get(adres("actie_lijst")).url.startswith(reverse("account_login"))


def test_een_tafelpartner_leest_de_tafel_maar_niet_wat_erachter_ligt(client, g, overleg, partner):
    opgave = maak_opgave(g.noord, g.medewerker)
    Overleg.objects.filter(pk=overleg.pk).update(opgave=opgave)
    signaal = Signaal.objects.neem_aan(
        tekst="Hard rijden",
        thema="verkeer",
        gebied=g.dorp,
        melder={"naam": "Melanie Melder", "email": "m@inwoner.test"},
    )
    overleg.zet_op_agenda(signaal=signaal)
    overleg.nodig_uit(persoon=partner)
    client.force_login(partner)
    pagina = client.get(overleg.get_absolute_url())
    assert pagina.status_code == 200
    assert "Hard rijden" in pagina.text
    for ding in (signaal, opgave):
        assert ding.get_absolute_url() not in pagina.text
        assert client.get(ding.get_absolute_url()).status_code == 404
    assert "Melanie" not in pagina.text
    assert "<form" not in pagina.text.split("<main")[1]
    assert [o.titel for o in client.get(adres("overleg_lijst")).context["komend"]] == [TITEL]


@pytest.mark.parametrize(
    ("wie", "kijkt", "doet"),
    [
        ("partner", 200, 302),
        ("medewerker", 200, 302),
        ("elders", 200, 403),
        ("wethouder", 200, 403),
        ("raadslid", 404, 404),
        ("platformlid", 404, 404),
    ],
)
def test_een_actie_is_van_haar_eigenaar(client, g, bezig, partner, wie, kijkt, doet):
    actie = maak_actie(bezig, partner, g.medewerker, "Meter lenen")
    meld_aan(client, g, wie, partner)
    antwoord = client.get(actie.get_absolute_url())
    assert antwoord.status_code == kijkt
    assert ("Meter lenen" in antwoord.text) == (kijkt == 200)
    assert client.post(adres("actie_status", actie.pk), {"status": "gedaan"}).status_code == doet
    assert Actiepunt.objects.get().status == ("gedaan" if doet == 302 else "open")


def test_mijn_acties_zijn_alleen_van_mij(client, g, bezig, partner):
    maak_actie(bezig, partner, g.medewerker, "Van Paula")
    klaar = maak_actie(bezig, partner, g.medewerker, "Al gedaan")
    klaar.ga_naar("gedaan", door=partner)
    maak_actie(bezig, g.medewerker, g.medewerker, "Van Mia")
    client.force_login(partner)
    pagina = client.get(adres("actie_lijst"))
    assert [a.tekst for a in pagina.context["open"]] == ["Van Paula"]
    assert [a.tekst for a in pagina.context["pagina"]] == ["Al gedaan"]
    assert "Van Mia" not in pagina.text


# Planning -----------------------------------------------------------------


def test_een_tafel_plannen_bij_een_opgave(client, g):
    opgave = maak_opgave(g.noord, g.medewerker, "Veilig fietsen", g.dorp)
    client.force_login(g.medewerker)
    pad = f"{adres('overleg_nieuw')}?opgave={opgave.pk}"
    form = client.get(pad).context["form"]
    assert (form["titel"].value(), form["trekkend_gebied"].value()) == ("Veilig fietsen", g.noord.pk)
    data = ingevuld(g, opgave=opgave.pk, gebieden=[g.buurtschap.pk])
    eerste, tweede = client.post(pad, data), client.post(pad, data)
    overleg = Overleg.objects.get()
    assert eerste.url == tweede.url == overleg.get_absolute_url()
    assert timezone.localtime(overleg.begint_op).isoformat() == "2026-12-10T19:30:00+01:00"
    assert [d.persoon for d in overleg.deelnemers.all()] == [g.medewerker]
    assert overleg.gebied_ids() == {g.dorp.pk, g.buurtschap.pk}


def test_een_vervolg_neemt_de_deelnemers_mee(client, g, overleg):
    overleg.nodig_uit(naam="Kees", organisatie="Corporatie", email="kees@voorbeeld.test", rol="uitvoeren")
    client.force_login(g.medewerker)
    client.post(f"{adres('overleg_nieuw')}?vervolg_op={overleg.pk}", ingevuld(g))
    vervolg = Overleg.objects.get(titel="Groen in het dorp")
    assert {(d.naam, d.rol) for d in vervolg.deelnemers.all()} == {(g.medewerker.naam, ""), ("Kees", "uitvoeren")}


@pytest.mark.parametrize("wie", ["elders", "vakambtenaar", "raadslid"])
def test_wie_hier_niet_werkt_plant_hier_geen_overleg(client, g, wie):
    meld_aan(client, g, wie)
    assert client.post(adres("overleg_nieuw"), ingevuld(g)).status_code in (403, 422)
    assert not Overleg.objects.exists()


@pytest.mark.parametrize(
    ("veld", "waarde"), [("begint_op", "morgen"), ("duur", "-1"), ("duur", "99999999"), ("titel", ""), ("soort", "x")]
)
def test_wat_niet_klopt_staat_bij_het_veld(client, g, veld, waarde):
    client.force_login(g.medewerker)
    antwoord = client.post(adres("overleg_nieuw"), ingevuld(g, **{veld: waarde, "plaats": "Dorpshuis De Hoeve"}))
    assert antwoord.status_code == 422
    assert set(antwoord.context["form"].errors) == {veld}
    assert "Dorpshuis De Hoeve" in antwoord.text


def test_een_oude_pagina_overschrijft_niets(client, g, overleg):
    client.force_login(g.medewerker)
    data = ingevuld(g, versie=overleg.versie, trekkend_gebied=g.noord.pk)
    client.post(adres("overleg_bewerken", overleg.pk), data | {"plaats": "De Hoeve"})
    antwoord = client.post(adres("overleg_bewerken", overleg.pk), data | {"plaats": "De Schakel"})
    assert antwoord.status_code == 422
    assert "De Hoeve" in antwoord.text
    assert "De Schakel" in antwoord.text
    assert Overleg.objects.get().plaats == "De Hoeve"


def test_een_deelnemer_van_buiten_en_een_met_account(client, g, overleg):
    client.force_login(g.medewerker)
    pad = adres("overleg_nodig_uit", overleg.pk)
    for _ in range(2):
        client.post(
            pad, {"naam": "Kees", "organisatie": "Corporatie", "email": "kees@voorbeeld.test", "rol": "uitvoeren"}
        )
        client.post(pad, {"persoon": g.sociaal.pk, "rol": "faciliteren"})
    assert {(d.naam, d.persoon_id, d.rol) for d in overleg.deelnemers.all()} == {
        ("Kees", None, "uitvoeren"),
        (g.sociaal.naam, g.sociaal.pk, "faciliteren"),
    }
    antwoord = client.post(pad, {"organisatie": "Corporatie"})
    assert antwoord.status_code == 422
    assert set(antwoord.context["deelnemerform"].errors) == {"naam"}
    deelnemer = overleg.deelnemers.get(naam="Kees")
    client.post(adres("overleg_deelnemer_weg", overleg.pk, deelnemer.pk))
    assert not overleg.deelnemers.filter(naam="Kees").exists()


# Agenda -------------------------------------------------------------------


def test_de_agenda_vullen_met_wat_is_aangekruist_en_twee_keer_versturen_is_een_keer(client, g, overleg):
    een, twee = (Signaal.objects.neem_aan(tekst=t, thema="groen", gebied=g.dorp) for t in ("Een", "Twee"))
    idee = maak_initiatief(g.dorp, g.medewerker, "Buurtmoestuin", status="idee")
    ver = Signaal.objects.neem_aan(tekst="Ver weg", thema="groen", gebied=g.stad)
    client.force_login(g.medewerker)
    pad = adres("overleg_agenda_vullen", overleg.pk)
    scherm = client.get(pad).text
    assert "Twee" in scherm
    assert "Buurtmoestuin" in scherm
    assert "Ver weg" not in scherm
    for _ in range(2):
        assert client.post(pad, {"signalen": [een.pk], "initiatieven": [idee.pk]}).status_code == 302
    assert [(p.signaal, p.initiatief) for p in overleg.agendapunten.all()] == [(een, None), (None, idee)]
    assert "Een (" not in client.get(pad).text
    assert client.post(pad, {"signalen": [ver.pk, twee.pk]}).status_code == 422
    assert overleg.agendapunten.count() == 2


def test_een_eigen_punt_een_keer_en_een_besproken_punt_gaat_niet_weg(client, g, bezig):
    client.force_login(g.medewerker)
    data = {"titel": "Rondvraag", "sleutel": str(uuid4())}
    for _ in range(2):
        client.post(adres("overleg_nieuw_punt", bezig.pk), data)
    punt = Agendapunt.objects.get()
    punt.leg_vast(door=g.medewerker, bespreking="Niets")
    client.post(adres("overleg_punt_weg", bezig.pk, punt.pk))
    assert Agendapunt.objects.count() == 1


def test_de_volgorde_verandert_met_een_knop_en_twee_keer_klikken_is_een_keer(client, g, overleg):
    for titel in "abc":
        overleg.zet_op_agenda(titel=titel)
    client.force_login(g.medewerker)
    laatste = overleg.agendapunten.last()
    for _ in range(2):
        antwoord = client.post(adres("overleg_punt_verplaats", overleg.pk, laatste.pk), {"plek": "2"})
    assert "".join(p.titel for p in overleg.agendapunten.all()) == "acb"
    assert antwoord.url.endswith(f"#punt-{laatste.pk}")
    for onzin in ("", "-1", "x", "9" * 30):
        assert client.post(adres("overleg_punt_verplaats", overleg.pk, laatste.pk), {"plek": onzin}).status_code == 302


# Live ---------------------------------------------------------------------


def test_een_punt_vastleggen_met_besluit_en_actie(client, g, bezig):
    een, twee = bezig.zet_op_agenda(titel="Een"), bezig.zet_op_agenda(titel="Twee")
    client.force_login(g.medewerker)
    assert client.get(bezig.get_absolute_url()).context["puntform"].instance == een
    dag = timezone.localdate() + timedelta(days=9)
    data = genoteerd(een, bespreking="Gepraat", besluit="Doen", actie="Bellen", eigenaar=g.sociaal.pk, uiterlijk=dag)
    pad = adres("overleg_punt", bezig.pk, een.pk)
    assert client.post(pad, data).url.endswith(f"#punt-{een.pk}")
    assert client.post(pad, data).status_code == 302  # the same page once more
    (actie,) = Actiepunt.objects.all()
    assert (actie.tekst, actie.eigenaar, actie.uiterlijk, actie.agendapunt) == ("Bellen", g.sociaal, dag, een)
    een.refresh_from_db()
    assert (een.bespreking, een.besluit, een.is_besproken) == ("Gepraat", "Doen", True)
    assert client.post(pad, genoteerd(een, volgende="1")).url.endswith(f"#punt-{twee.pk}")
    assert client.get(bezig.get_absolute_url()).context["puntform"].instance == twee


def test_de_tweede_notulist_wordt_geweigerd_en_ziet_beide_versies(client, g, bezig):
    punt = bezig.zet_op_agenda(titel="Een")
    oud = genoteerd(punt, bespreking="Wat Sam schreef", actie="Dit mag niet verdwijnen", eigenaar=g.sociaal.pk)
    client.force_login(g.medewerker)
    client.post(adres("overleg_punt", bezig.pk, punt.pk), genoteerd(punt, bespreking="Wat Mia schreef"))
    client.force_login(g.sociaal)
    antwoord = client.post(adres("overleg_punt", bezig.pk, punt.pk), oud | {"uiterlijk": "2026-12-01"})
    assert antwoord.status_code == 422
    for tekst in ("Wat Sam schreef", "Wat Mia schreef", "Dit mag niet verdwijnen"):
        assert tekst in antwoord.text
    assert Agendapunt.objects.get().bespreking == "Wat Mia schreef"
    assert not Actiepunt.objects.exists()


def test_terug_in_de_browser_en_iets_anders_typen_gaat_niet_stil_verloren(client, g, bezig):
    punt = bezig.zet_op_agenda(titel="Een")
    pad, eerst = adres("overleg_punt", bezig.pk, punt.pk), genoteerd(punt, bespreking="Eerst")
    client.force_login(g.medewerker)
    assert client.post(pad, eerst).status_code == 302
    antwoord = client.post(pad, eerst | {"bespreking": "Daarna"})
    assert antwoord.status_code == 422
    assert "Daarna" in antwoord.text
    assert "Inmiddels staat hier: Eerst" in antwoord.text


def test_wie_aan_tafel_zit_staat_bovenaan_bij_een_actie(client, g, bezig, partner):
    bezig.zet_op_agenda(titel="Een")
    bezig.nodig_uit(persoon=partner)
    client.force_login(g.medewerker)
    keuzes = client.get(bezig.get_absolute_url()).context["puntform"].fields["eigenaar"].choices
    assert [groep for groep, _ in keuzes[1:]] == ["Aan tafel", "Anderen"]
    assert keuzes[1][1] == [(partner.pk, "Paula Partner")]


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"eigenaar": ""}, "eigenaar"),
        ({"uiterlijk": ""}, "uiterlijk"),
        ({"uiterlijk": "volgende week"}, "uiterlijk"),
        ({"eigenaar": "999999"}, "eigenaar"),
        ({"actie": "x" * 251}, "actie"),
    ],
)
def test_een_halve_actie_bewaart_niets_en_verliest_niets(client, g, bezig, velden, fout):
    punt = bezig.zet_op_agenda(titel="Een")
    data = genoteerd(punt, bespreking="Lang verhaal", actie="Bellen", eigenaar=g.sociaal.pk, uiterlijk="2026-12-01")
    client.force_login(g.medewerker)
    antwoord = client.post(adres("overleg_punt", bezig.pk, punt.pk), data | velden)
    assert antwoord.status_code == 422
    assert set(antwoord.context["puntform"].errors) == {fout}
    assert "Lang verhaal" in antwoord.text
    assert Agendapunt.objects.get().bespreking == ""
    assert not Actiepunt.objects.exists()


def test_na_afloop_wordt_er_niets_meer_opgeschreven(client, g, bezig):
    punt = bezig.zet_op_agenda(titel="Een")
    bezig.ga_naar("afgerond", door=g.medewerker)
    client.force_login(g.medewerker)
    antwoord = client.post(adres("overleg_punt", bezig.pk, punt.pk), genoteerd(punt, besluit="Achteraf"))
    assert antwoord.status_code == 422
    assert "niet bezig" in antwoord.text
    assert Agendapunt.objects.get().besluit == ""


def test_wie_er_is(client, g, bezig):
    a, b = bezig.nodig_uit(naam="An"), bezig.nodig_uit(naam="Bo")
    client.force_login(g.medewerker)
    pad = adres("overleg_aanwezig", bezig.pk)
    client.post(pad, {"is": [a.pk]})
    client.post(pad, {"was": [], "is": [b.pk, "x", "9999"]})
    assert set(bezig.deelnemers.filter(is_aanwezig=True)) == {a, b}
    client.post(pad, {"was": [a.pk, b.pk], "is": [b.pk]})
    assert list(bezig.deelnemers.filter(is_aanwezig=True)) == [b]


# Minutes ------------------------------------------------------------------


def test_het_verslag_als_pagina_en_als_pdf(client, g, bezig):
    bezig.zet_op_agenda(titel="Een").leg_vast(door=g.medewerker, bespreking="Gepraat", besluit="We <doen> het")
    client.force_login(g.medewerker)
    verslag, pdf = adres("overleg_verslag", bezig.pk), adres("overleg_pdf", bezig.pk)
    assert "concept" in client.get(verslag).text
    client.post(adres("overleg_status", bezig.pk), {"status": "afgerond"})
    assert "PDF wordt gemaakt" in client.get(verslag).text
    assert "hx-get" in client.get(adres("overleg_voortgang", bezig.pk)).text
    assert client.get(pdf).url == verslag
    assert voer_uit(Opdracht.objects.get(soort="maak_verslag").pk)
    klaar = client.get(adres("overleg_voortgang", bezig.pk)).text
    assert pdf in klaar
    assert "hx-get" not in klaar
    antwoord = client.get(pdf)
    assert antwoord["Content-Type"] == "application/pdf"
    assert b"".join(antwoord).startswith(b"%PDF")
    pagina = client.get(verslag).text
    assert "We &lt;doen&gt; het" in pagina
    assert "Gepraat" in pagina


def test_een_mislukte_pdf_zegt_dat_en_kan_opnieuw(client, g, bezig):
    bezig.ga_naar("afgerond", door=g.medewerker)
    Opdracht.objects.filter(soort="maak_verslag").update(status="mislukt", melding="Geen ruimte meer")
    client.force_login(g.medewerker)
    assert "Geen ruimte meer" in client.get(adres("overleg_verslag", bezig.pk)).text
    client.post(adres("overleg_verslag_opnieuw", bezig.pk))
    assert Opdracht.objects.get(soort="maak_verslag").status == "klaargezet"


def test_mailen_kan_pas_na_afronden(client, g, bezig):
    bezig.nodig_uit(naam="Kees", email="kees@voorbeeld.test")
    client.force_login(g.medewerker)
    pad = adres("overleg_verslag_mailen", bezig.pk)
    client.post(pad)
    assert not Bericht.objects.exists()
    bezig.ga_naar("afgerond", door=g.medewerker)
    for _ in range(2):
        client.post(pad)
    assert [b.aan for b in Bericht.objects.all()] == ["kees@voorbeeld.test"]


def test_de_uitnodiging_is_te_downloaden(client, g, overleg):
    client.force_login(g.medewerker)
    antwoord = client.get(adres("overleg_ics", overleg.pk))
    assert antwoord["Content-Type"].startswith("text/calendar")
    assert antwoord.content.startswith(b"BEGIN:VCALENDAR")


# Queries ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "hoogstens"), [("overleg_lijst", 12), ("overleg", 22), ("overleg_verslag", 16), ("actie_lijst", 8)]
)
@pytest.mark.parametrize("status", ["gepland", "lopend", "afgerond"])
def test_het_aantal_vragen_hangt_niet_van_de_rijen_af(
    client, g, bezig, django_assert_max_num_queries, naam, hoogstens, status
):
    pad = adres(naam, *([] if naam.endswith("lijst") else [bezig.pk]))
    client.force_login(g.medewerker)

    def vul(nummer):
        Overleg.objects.filter(pk=bezig.pk).update(status="lopend")
        bezig.nodig_uit(naam=f"Deelnemer {nummer}")
        punt = bezig.zet_op_agenda(signaal=Signaal.objects.neem_aan(tekst=f"S{nummer}", thema="groen", gebied=g.dorp))
        punt.spreek_af("Bellen", eigenaar=g.medewerker, uiterlijk=timezone.localdate(), door=g.medewerker)
        bezig.zet_op_agenda(initiatief=maak_initiatief(g.dorp, g.medewerker, f"I{nummer}"))
        bezig.zet_op_agenda(actiepunt=maak_actie(bezig, g.medewerker, g.medewerker))
        maak_overleg(g.noord, g.sociaal, titel=f"Ander {nummer}")
        maak_overleg(g.noord, g.sociaal, titel=f"Geweest {nummer}", status="afgerond")
        Overleg.objects.filter(pk=bezig.pk).update(status=status)

    vul(0)
    client.get(pad)
    with django_assert_max_num_queries(hoogstens) as eerst:
        client.get(pad)
    vul(1)
    vul(2)
    with django_assert_max_num_queries(len(eerst)):
        client.get(pad)
