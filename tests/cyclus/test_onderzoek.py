"""Tevredenheidsonderzoek: who is asked, how an answer leads back to nobody, and what may be shown of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cyclus.models import Onderzoek, Onderzoeksantwoord, Onderzoeksscore, Uitnodiging
from cyclus.onderzoek.adressen import Plekken, bronnen, lees_adressen
from cyclus.onderzoek.criteria import CODES, CRITERIA, GROEPEN
from cyclus.onderzoek.rondes import voorstel
from gebieden.models import Contact
from gebiedswerk.logboek import zwijg
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht
from signalen.abonnement.models import CODE
from signalen.inzending.models import GRENZEN
from signalen.models import Abonnement
from tests.cyclus.onderzoek import gehouden, maak_onderzoek, vul_in
from tests.gebieden.factories import maak_gemeente
from tests.initiatieven.factories import maak_initiatief
from tests.signalen.factories import maak_signaal

pytestmark = pytest.mark.django_db
ANTWOORD = {code: "4" for code in CODES}


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def onderzoek(g):
    """Open, with two people asked."""
    onderzoek = maak_onderzoek(g.gemeente)
    mensen = [("vera@inwoner.test", "bewoners", g.noord.pk), ("piet@inwoner.test", "bewoners", g.zuid.pk)]
    onderzoek.nodig_uit(mensen, door=g.regie)
    onderzoek.ga_naar("open", door=g.regie)
    return onderzoek


def werk_af():
    """What a worker does with all that lies ready."""
    while opdracht := Opdracht.objects.open().order_by("pk").first():
        Opdracht.objects.filter(pk=opdracht.pk).update(niet_voor=timezone.now())
        assert voer_uit(opdracht.pk), opdracht.melding


def url(naam, onderzoek, *meer):
    return reverse(f"cyclus:onderzoek_{naam}", args=[onderzoek.pk, *meer])


def link(uitnodiging):
    return reverse("cyclus:invullen", args=[uitnodiging.code()])


# Who is asked -----------------------------------------------------------------


def test_de_software_verzamelt_wie_met_ons_werkt_en_geen_melder(g):
    for soort, email in (("professioneel", "Welzijn@partner.test"), ("bewoners", "groep@inwoner.test")):
        contact = Contact(naam=email, soort=soort, trekkend_gebied=g.dorp, email=email)
        contact.save()
    g.platform.email = "platform@dorp.test"
    g.platform.save()
    maak_initiatief(g.stad, g.elders, "Tuin", initiatiefnemer_contact="tuin@inwoner.test")
    maak_initiatief(g.stad, g.elders, "Bank", initiatiefnemer_contact="06 bellen")
    maak_signaal(g.dorp)
    Abonnement.objects.vraag_aan(email="volger@inwoner.test", gebied=g.dorp)
    gevonden = {bron.code: bron.adressen for bron in bronnen(Plekken())}
    assert gevonden["partners"] == (("welzijn@partner.test", "partners", g.noord.pk),)
    assert gevonden["groepen"] == (("groep@inwoner.test", "bewoners", g.noord.pk),)
    assert gevonden["platforms"] == (("platform@dorp.test", "platforms", g.noord.pk),)
    assert gevonden["initiatiefnemers"] == (("tuin@inwoner.test", "initiatiefnemers", g.zuid.pk),)
    officials = {email: plek for email, _groep, plek in gevonden["ambtenaren"]}
    assert (officials[g.medewerker.email], officials[g.regie.email]) == (g.noord.pk, g.gemeente.pk)
    assert g.raadslid.email not in officials and len(officials) == 8


def test_van_onze_adressen_naar_de_lijst(client, g):
    onderzoek = maak_onderzoek(g.gemeente)
    client.force_login(g.regie)
    pagina = client.get(url("uitnodigen", onderzoek)).content.decode()
    assert "Medewerkers: 8 adressen" in pagina and "Melders staan er niet bij" in pagina
    assert client.post(url("uitnodigen", onderzoek), {}).status_code == 422
    for _keer in range(2):
        assert client.post(url("uitnodigen", onderzoek), {"bronnen": "ambtenaren"}).status_code == 302
    assert onderzoek.uitnodigingen.filter(groep="ambtenaren").count() == 8
    assert not Bericht.objects.exists()


def test_geplakte_en_aangeleverde_adressen_worden_gecontroleerd_en_geteld(client, g):
    onderzoek = maak_onderzoek(g.gemeente)
    client.force_login(g.regie)
    data = {"groep": "bewoners", "gebied": g.noord.pk, "adressen": "Vera <vera@inwoner.test>; fout@; vera@inwoner.test"}
    antwoord = client.post(url("adressen", onderzoek), data)
    assert antwoord.status_code == 422
    tekst = antwoord.content.decode()
    assert "Dit is geen e-mailadres: fout@" in tekst and "Vera &lt;vera@inwoner.test&gt;; fout@" in tekst
    csv = SimpleUploadedFile("a.csv", "naam;email\r\nJosé;JOSE@inwoner.test\r\nVera;vera@inwoner.test".encode("cp1252"))
    goed = data | {"adressen": "vera@inwoner.test", "bestand": csv}
    antwoord = client.post(url("adressen", onderzoek), goed, follow=True)
    assert "2 mensen toegevoegd." in antwoord.content.decode()
    assert set(onderzoek.uitnodigingen.values_list("email", flat=True)) == {"vera@inwoner.test", "jose@inwoner.test"}
    weer = client.post(url("adressen", onderzoek), data | {"adressen": "vera@inwoner.test"}, follow=True)
    assert "0 mensen toegevoegd. 1 stond er al." in weer.content.decode()
    plaatje = SimpleUploadedFile("a.csv", b"\x89PNG\x00\x01vera@x.test")
    assert (
        "Dit is geen tekstbestand"
        in client.post(url("adressen", onderzoek), data | {"adressen": "", "bestand": plaatje}).content.decode()
    )
    leeg = client.post(url("adressen", onderzoek), data | {"adressen": "\0", "gebied": "x"})
    assert leeg.status_code == 422


@pytest.mark.parametrize(
    ("tekst", "goed", "fout"),
    [
        ("", [], []),
        ("a@b.nl, A@B.NL\na@c.nl.", ["a@b.nl", "a@c.nl"], []),
        ('"Jan, bakker" <jan@b.nl> (thuis)', ["jan@b.nl"], []),
        ("@b.nl x@y", [], ["@b.nl", "x@y"]),
    ],
)
def test_lees_adressen(tekst, goed, fout):
    assert lees_adressen(tekst) == (goed, fout)


# The mails --------------------------------------------------------------------


def test_ieder_adres_krijgt_een_mail_ook_als_het_twee_keer_begint(g, onderzoek):
    werk_af()
    zet_klaar("onderzoek_uitnodigen", "nog-een-keer", pk=onderzoek.pk)
    werk_af()
    assert sorted(m.to[0] for m in mail.outbox) == ["piet@inwoner.test", "vera@inwoner.test"]
    brief = next(m for m in mail.outbox if m.to == ["vera@inwoner.test"])
    vera = onderzoek.uitnodigingen.get(email="vera@inwoner.test")
    assert f"http://localhost:8000{link(vera)}\n" in brief.body
    bericht = Bericht.objects.get(aan="vera@inwoner.test")
    assert vera.code() not in bericht.tekst and CODE in bericht.tekst
    # Who is added later gets one too, and the others none.
    onderzoek.nodig_uit([("nieuw@inwoner.test", "partners", g.noord.pk)], door=g.regie)
    werk_af()
    assert [m.to[0] for m in mail.outbox[2:]] == ["nieuw@inwoner.test"]


def test_een_herinnering_aan_wie_nog_niet_antwoordde_en_nooit_meer(client, g, onderzoek):
    werk_af()
    mail.outbox.clear()
    vera = onderzoek.uitnodigingen.get(email="vera@inwoner.test")
    client.post(link(vera), ANTWOORD)
    client.force_login(g.regie)
    for _keer in range(2):
        client.post(url("herinneren", onderzoek))
        werk_af()
    assert [m.to[0] for m in mail.outbox] == ["piet@inwoner.test"]
    assert "Dit is de enige herinnering" in mail.outbox[0].body
    assert "Er is niemand" in client.post(url("herinneren", onderzoek), follow=True).content.decode()


def test_de_kalender_herinnert_een_week_voor_het_einde_en_sluit(g, onderzoek):
    werk_af()
    mail.outbox.clear()

    def dag(over):
        dag = timezone.localdate() + timedelta(days=over)
        zet_klaar("onderzoek_dag", f"onderzoek_dag:{dag}", dag=dag.isoformat())
        werk_af()
        onderzoek.refresh_from_db()
        return len(mail.outbox), onderzoek.status

    assert dag(8) == (0, "open")
    assert dag(14) == (2, "open")
    assert dag(21) == (2, "open")
    assert dag(22) == (2, "gesloten")


def test_een_ronde_die_later_begint_stuurt_pas_dan_post(g):
    later = timezone.localdate() + timedelta(days=5)
    onderzoek = maak_onderzoek(g.gemeente, opent_datum=later)
    with pytest.raises(ValidationError, match="Nodig eerst mensen uit"):
        onderzoek.ga_naar("open", door=g.regie)
    onderzoek.nodig_uit([("vera@inwoner.test", "bewoners", g.noord.pk)], door=g.regie)
    onderzoek.ga_naar("open", door=g.regie)
    assert voer_uit(Opdracht.objects.get(soort="onderzoek_uitnodigen").pk)
    verzenden = Opdracht.objects.get(soort="verstuur_bericht")
    assert timezone.localdate(verzenden.niet_voor) == later


def test_na_sluiten_is_er_geen_adres_meer(client, g, onderzoek):
    werk_af()
    vera = onderzoek.uitnodigingen.get(email="vera@inwoner.test")
    onderzoek.ga_naar("gesloten", door=g.regie)
    assert not onderzoek.uitnodigingen.per_mail().exists()
    assert not Bericht.objects.exists()
    assert not Opdracht.objects.filter(soort="verstuur_bericht").exists()
    # What lay ready before the closing brings nothing back.
    zet_klaar("onderzoek_uitnodigen", "te-laat", pk=onderzoek.pk)
    werk_af()
    assert not Bericht.objects.exists()
    assert "Het onderzoek is gesloten" in client.get(link(vera)).content.decode()
    with pytest.raises(ValidationError, match="al gesloten"):
        onderzoek.nodig_uit([("te@laat.test", "bewoners", g.noord.pk)], door=g.regie)


def test_een_concept_dat_vervalt_vergeet_wie_erop_stond(g):
    onderzoek = maak_onderzoek(g.gemeente)
    onderzoek.nodig_uit([("vera@inwoner.test", "bewoners", g.noord.pk)], door=g.regie)
    onderzoek.ga_naar("vervallen", door=g.regie)
    assert not onderzoek.uitnodigingen.per_mail().exists()
    with pytest.raises(ValidationError, match="al gesloten"):
        onderzoek.maak_codes("bewoners", g.noord, 1, door=g.regie)
    assert voorstel(onderzoek.jaar).gehouden == 0


def test_na_sluiten_liggen_de_antwoorden_niet_meer_zoals_ze_kwamen(g, onderzoek):
    """Also on disk: without an order of its own, a table gives rows as they were written."""
    vul_in(onderzoek, [1, 2, 3, 4, 5, 1, 2, 3, 4, 5], open_antwoord="Eerste")
    eerder = {
        a.pk: (a.open_antwoord, sorted(a.scores.values_list("criterium", "waarde"))) for a in onderzoek.antwoorden.all()
    }
    onderzoek.ga_naar("gesloten", door=g.regie)
    werk_af()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {Onderzoeksantwoord._meta.db_table}")
        op_schijf = [str(rij[0]).replace("-", "") for rij in cursor.fetchall()]
    assert op_schijf == sorted(op_schijf) and len(op_schijf) == 10
    later = {
        a.pk: (a.open_antwoord, sorted(a.scores.values_list("criterium", "waarde"))) for a in onderzoek.antwoorden.all()
    }
    assert later == eerder


# Answering --------------------------------------------------------------------


def test_een_link_is_een_antwoord(client, g, onderzoek):
    vera = onderzoek.uitnodigingen.get(email="vera@inwoner.test")
    pagina = client.get(link(vera))
    assert pagina["X-Robots-Tag"] == "noindex, nofollow"
    assert pagina.content.decode().count("<fieldset") == 6
    gegeven = ANTWOORD | {"open": "weet_niet", "open_antwoord": "Graag vaker langskomen."}
    antwoord = client.post(link(vera), gegeven)
    assert antwoord["Location"] == reverse("cyclus:onderzoek_bedankt")
    tweede = client.post(link(vera), gegeven)
    assert (tweede.status_code, Onderzoeksantwoord.objects.count()) == (200, 1)
    assert "Deze link is al gebruikt" in tweede.content.decode()
    bewaard = Onderzoeksantwoord.objects.get()
    assert (bewaard.groep, bewaard.gebied, bewaard.open_antwoord) == ("bewoners", g.noord, "Graag vaker langskomen.")
    assert dict(bewaard.scores.values_list("criterium", "waarde")) == {c: 4 for c in CODES if c != "open"}


def test_twee_tegelijk_is_een_antwoord(g, onderzoek):
    vera = onderzoek.uitnodigingen.get(email="vera@inwoner.test")
    ander_scherm = Uitnodiging.objects.get(pk=vera.pk)
    assert vera.beantwoord({"open": 3}) and not ander_scherm.beantwoord({"open": 5})
    assert Onderzoeksscore.objects.get().waarde == 3


def test_wat_er_getypt_is_blijft_staan_en_de_fout_wijst_de_weg(client, onderzoek):
    vera = onderzoek.uitnodigingen.get(email="vera@inwoner.test")
    half = {"open": "2", "open_antwoord": "Bel mij op 06 12345678"}
    antwoord = client.post(link(vera), half)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert 'href="#id_hele_gemeente_0"' in tekst and 'href="#id_open_0"' not in tekst
    assert 'value="2" aria' in tekst or 'value="2" class' in tekst
    assert "checked" in tekst and "Bel mij op 06 12345678" in tekst and "Haal dat weg" in tekst
    assert client.post(link(vera), ANTWOORD | {"open": "6"}).status_code == 422
    assert client.post(link(vera), ANTWOORD | {"open_antwoord": "a\0b"}).status_code == 422
    assert client.post(link(vera), ANTWOORD | {"open_antwoord": "x" * 2001}).status_code == 422
    assert client.post(link(vera), {}).status_code == 422
    assert not Onderzoeksantwoord.objects.exists()


def test_van_een_antwoord_leidt_niets_naar_wie_het_gaf(g, onderzoek):
    """No reference, no moment, no key that grows: and the invitation knows only that it was used."""
    for model in (Onderzoeksantwoord, Onderzoeksscore):
        kinds = {f.get_internal_type() for f in model._meta.concrete_fields}
        assert not kinds & {"DateTimeField", "DateField", "BigAutoField", "AutoField", "BinaryField"}
    refs = {f.related_model for f in Onderzoeksantwoord._meta.concrete_fields if f.related_model}
    assert refs == {Onderzoek, type(g.noord)}
    vera = onderzoek.uitnodigingen.get(email="vera@inwoner.test")
    eerder = {f.attname: getattr(vera, f.attname) for f in Uitnodiging._meta.concrete_fields}
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert vera.beantwoord(dict.fromkeys(CODES, 4), "Prima")
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE"))]
    tables = {sql.split('"')[1] for sql in written}
    assert tables == {"cyclus_uitnodiging", "cyclus_onderzoeksantwoord", "cyclus_onderzoeksscore"}
    vera.refresh_from_db()
    later = {f.attname: getattr(vera, f.attname) for f in Uitnodiging._meta.concrete_fields}
    assert later == eerder | {"is_gebruikt": True}
    keys = []
    for _nummer in range(8):
        vul_in(onderzoek, [3])
        keys = [a.pk for a in Onderzoeksantwoord.objects.all()]
    assert keys == sorted(keys) and {k.version for k in keys} == {4}


def test_een_code_staat_in_geen_logboek(onderzoek):
    vera = onderzoek.uitnodigingen.get(email="vera@inwoner.test")
    papier = Uitnodiging.nieuw(onderzoek, "bewoners", vera.gebied_id)
    for uitnodiging in (vera, papier):
        assert uitnodiging.code() not in zwijg(f'"GET {link(uitnodiging)} HTTP/1.1" 200 {link(uitnodiging)}')
        assert uitnodiging.code() not in zwijg(f"GET /onderzoek/?code={uitnodiging.code()}")


def test_onbekende_te_vroege_en_geraden_code(client, g, onderzoek):
    assert client.get("/onderzoek/bestaatniet/").status_code == 404
    tekst = client.get("/onderzoek/bestaatniet/").content.decode()
    assert "Deze code kennen wij niet" in tekst
    morgen = maak_onderzoek(g.gemeente, opent_datum=timezone.localdate() + timedelta(days=1))
    morgen.maak_codes("bewoners", g.noord, 1, door=g.regie)
    vroeg = morgen.uitnodigingen.get()
    for _status in ("concept", "open"):
        assert "nog niet begonnen" in client.get(link(vroeg)).content.decode()
        if morgen.status == "concept":
            morgen.ga_naar("open", door=g.regie)
    assert client.post(link(vroeg), ANTWOORD).status_code == 200
    assert not Onderzoeksantwoord.objects.exists()
    for nummer in range(GRENZEN["volgcode"]):
        client.get(f"/onderzoek/geraden{nummer}/")
    assert client.get(link(vroeg)).status_code == 429


def test_een_code_van_papier_wordt_overgetypt(client, g):
    onderzoek = maak_onderzoek(g.gemeente)
    client.force_login(g.regie)
    data = {"groep": "bewoners", "gebied": g.noord.pk, "aantal": "3", "sleutel": "5f0c1a52-8b8e-4c38-9ef0-3c0d1c1d1c11"}
    for _keer in range(2):
        assert client.post(url("codes", onderzoek), data).status_code == 302
    assert onderzoek.uitnodigingen.op_papier().count() == 3
    for fout in ("0", "201", "x", "1" * 30):
        assert client.post(url("codes", onderzoek), data | {"aantal": fout}).status_code == 422
    blad = client.get(url("codeblad", onderzoek, "bewoners", g.noord.slug)).content.decode()
    assert blad.count("oz-code") == 3
    assert client.get(url("codeblad", onderzoek, "partners", g.noord.slug)).status_code == 404
    onderzoek.ga_naar("open", door=g.regie)
    code = onderzoek.uitnodigingen.first().code()
    assert len(code) == 12 and f"{code[:4]} {code[4:8]} {code[8:]}" in blad
    client.logout()
    getypt = f"{code[:4]}-{code[4:8]} {code[8:]}".upper().replace("O", "0")
    assert client.get("/onderzoek/", {"code": getypt})["Location"] == f"/onderzoek/{code}/"
    assert "Dit is geen code" in client.get("/onderzoek/", {"code": "?"}).content.decode()


def test_ieder_criterium_heeft_een_vraag_voor_iedere_groep(g):
    vragen = {(c.code, groep): str(c.vraag_aan(groep)) for c in CRITERIA for groep, _naam in GROEPEN}
    assert len(vragen) == 30 and "%(" not in "".join(vragen.values())
    assert "gebiedsmakelaar" in vragen["medewerker", "bewoners"]


# Holding a round --------------------------------------------------------------


def test_regie_maakt_een_ronde_en_dubbel_klikken_maakt_er_een(client, g):
    vorige = gehouden(g.gemeente, [(g.noord, "bewoners", [3] * 6)], jaar=2024)
    client.force_login(g.regie)
    # The last round that was held is proposed to be compared with.
    leeg = client.get(reverse("cyclus:onderzoek_nieuw")).text
    assert f'<option value="{vorige.pk}" selected>' in leeg
    vandaag = timezone.localdate()
    data = {"titel": "Ronde", "opent_datum": vandaag, "sluit_datum": vandaag + timedelta(days=20), "inleiding": ""}
    data |= {"vorige": vorige.pk, "sleutel": "5f0c1a52-8b8e-4c38-9ef0-3c0d1c1d1c12"}
    for _keer in range(2):
        antwoord = client.post(reverse("cyclus:onderzoek_nieuw"), data)
    ronde = Onderzoek.objects.exclude(pk=vorige.pk).get()
    assert antwoord["Location"] == ronde.beheer_url()
    assert (ronde.jaar, ronde.vorige, ronde.gebied) == (vandaag.year, vorige, g.gemeente)
    fout = client.post(reverse("cyclus:onderzoek_nieuw"), data | {"sluit_datum": vandaag - timedelta(days=1)})
    assert "De laatste dag ligt voor de eerste dag." in fout.content.decode()
    # Two people edit it: the second sees both versions.
    nieuw = {k: v for k, v in data.items() if k != "sleutel"} | {"versie": 1}
    assert client.post(url("bewerken", ronde), nieuw | {"titel": "Eerste"}).status_code == 302
    botsing = client.post(url("bewerken", ronde), nieuw | {"titel": "Tweede"})
    assert botsing.status_code == 422 and "Inmiddels staat hier: Eerste" in botsing.content.decode()


def test_wie_mag_een_ronde_voeren(client, g, onderzoek):
    for persoon, status in ((g.regie, 200), (g.beheerder, 200), (g.medewerker, 403), (g.raadslid, 404)):
        client.force_login(persoon)
        assert client.get(onderzoek.beheer_url()).status_code == status, persoon
    with pytest.raises(GeenRecht):
        onderzoek.ga_naar("gesloten", door=g.medewerker)


def test_voorstel_voor_de_volgende_ronde(g):
    """Two per college period, which begins in 2026."""
    assert [(v.gehouden, v.jaar, v.is_nu) for v in [voorstel(2026)]] == [(0, 2027, True)]
    assert (voorstel(2025).begin, voorstel(2025).einde) == (2022, 2025)
    gehouden(g.gemeente, [(g.noord, "bewoners", [3])], jaar=2027)
    assert voorstel(2027).jaar == 2029
    gehouden(g.gemeente, [(g.noord, "bewoners", [3])], jaar=2029)
    assert (voorstel(2029).is_nu, voorstel(2029).jaar) == (False, 2031)


# Results ----------------------------------------------------------------------


def test_uitkomst_is_voor_iedereen_zodra_de_ronde_gesloten_is(client, g):
    vorige = gehouden(g.gemeente, [(g.noord, "bewoners", [2, 3, 3, 3, 2, 3, 2, 3])], jaar=2024)
    ronde = maak_onderzoek(g.gemeente, vorige=vorige)
    ronde.maak_codes("bewoners", g.noord, 20, door=g.regie)
    ronde.ga_naar("open", door=g.regie)
    vul_in(ronde, [4, 5, 4, 4, 5, 4, 4, 5], gebied=g.noord, open_antwoord="Zo doorgaan")
    vul_in(ronde, [4, 4], "partners", g.zuid)
    assert client.get(ronde.get_absolute_url()).status_code == 404
    client.force_login(g.medewerker)
    assert "De uitkomsten staan hier als" in client.get(ronde.get_absolute_url()).content.decode()
    assert client.get(url("csv", ronde)).status_code == 404
    ronde.ga_naar("gesloten", door=g.regie)
    client.logout()
    pagina = client.get(ronde.get_absolute_url()).content.decode()
    assert "beter dan in 2024" in pagina and "Zo doorgaan" not in pagina
    assert "te weinig antwoorden" in pagina
    ronde.antwoorden.exclude(open_antwoord="").update(moderatie="getoond")
    assert "Zo doorgaan" in client.get(ronde.get_absolute_url()).content.decode()
    deel = client.get(ronde.get_absolute_url(), {"gebied": g.zuid.pk, "groep": "partners"}).content.decode()
    assert "te weinig mensen antwoord" in deel and "Zo doorgaan" not in deel
    for onzin in ({"gebied": "x"}, {"groep": "x"}, {"gebied": "9" * 30}, {"gebied": "\0"}):
        assert client.get(ronde.get_absolute_url(), onzin).status_code == 200


def test_download_heeft_geen_enkel_antwoord_van_iemand_alleen(client, g):
    ronde = gehouden(
        g.gemeente, [(g.noord, "bewoners", [4] * 6), (g.zuid, "bewoners", [3] * 7), (g.zuid, "partners", [1, 2])]
    )
    csv = b"".join(client.get(url("csv", ronde))).decode()
    assert csv.startswith("\ufeffGebied;Groep;Criterium;Antwoorden")
    assert not [regel for regel in csv.splitlines()[1:] if "Partners" in regel and "te weinig" not in regel]
    boek = load_workbook(BytesIO(client.get(url("xlsx", ronde)).content))
    assert boek.sheetnames == ["Alles", "Per groep", "Per gebied", "Per gebied en groep"]
    kolom = [rij[3] for rij in boek["Per groep"].iter_rows(min_row=2, values_only=True)]
    assert all(aantal == "te weinig antwoorden" or aantal >= 5 for aantal in kolom)


def test_modereren_kan_pas_na_sluiten_en_zonder_groep_als_die_klein_is(client, g, onderzoek):
    vul_in(onderzoek, [4] * 6, gebied=g.noord, open_antwoord="Mail piet@inwoner.test eens")
    vul_in(onderzoek, [2], "partners", g.noord, open_antwoord="Wij zijn alleen")
    client.force_login(g.regie)
    assert client.get(url("antwoorden", onderzoek)).status_code == 404
    onderzoek.ga_naar("gesloten", door=g.regie)
    tekst = client.get(url("antwoorden", onderzoek)).content.decode()
    assert "Wij zijn alleen" in tekst and "Let op:" in tekst
    assert "Partners" not in tekst
    woord = onderzoek.antwoorden.get(open_antwoord="Wij zijn alleen")
    doel = reverse("cyclus:onderzoek_modereer", args=[woord.pk])
    for keuze, verwacht in (("getoond", "getoond"), ("onzin", "getoond"), ("verborgen", "verborgen")):
        assert client.post(doel, {"moderatie": keuze}).status_code == 302
        woord.refresh_from_db()
        assert woord.moderatie == verwacht
    client.force_login(g.medewerker)
    assert client.post(doel, {"moderatie": "getoond"}).status_code == 403


def test_aantal_queries_hangt_niet_af_van_wat_er_is(client, g):
    def queries(adres):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(adres).status_code == 200
        return len(found)

    client.force_login(g.regie)
    client.get(reverse("cyclus:onderzoek_lijst"))
    eerste = gehouden(g.gemeente, [(g.noord, "bewoners", [4] * 6)])
    lijst, uitkomst = queries(reverse("cyclus:onderzoek_lijst")), queries(eerste.get_absolute_url())
    woorden = queries(url("antwoorden", eerste))
    for nummer in range(2):
        groot = gehouden(g.gemeente, [(g.noord, "bewoners", [4] * 6), (g.zuid, "partners", [2] * (9 + nummer))])
    groot.antwoorden.update(open_antwoord="Woorden", moderatie="getoond")
    assert queries(reverse("cyclus:onderzoek_lijst")) == lijst <= 12
    assert queries(groot.get_absolute_url()) <= uitkomst <= 20
    assert queries(url("antwoorden", groot)) == woorden <= 16
