import io
import subprocess
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse

from cyclus.analyse.beeld import document_context
from cyclus.analyse.bewonersblad import Contact, maak_blad
from cyclus.analyse.document import als_html
from cyclus.analyse.inhoud import stel_op
from cyclus.analyse.kortbeeld import citaten, kerncijfers, valt_op, verwachtingen
from cyclus.analyse.models import Gebiedsanalyse
from cyclus.analyse.sprekend import sprekendste
from cyclus.analyse.vorm import Citaat, Opvallend, Puntregel, Reactieregel, uit_json
from gebieden.models import Cijfer, Gebied, GeheimCijfer, Indicator
from gebiedswerk.bouwstof import Bouwstof
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, voer_uit
from signalen.models import Trend
from tests.cyclus.factories import maak_vol_gebied
from tests.gebieden.factories import maak_gebied, maak_gemeente

pytestmark = pytest.mark.django_db
DAG, JAAR = date(2026, 11, 22), 2026
CONTACT = Contact("gebiedswerk.westbetuwe-en-omstreken.nl", "0345 72 88 00", "gemeente@westbetuwe-en-omstreken.nl")


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def vol(g):
    maak_vol_gebied(g, DAG, kernen=2, signalen=40)
    Cijfer.objects.bulk_create(
        Cijfer(gebied=gebied, indicator_id=indicator, jaar=jaar, waarde=waarde * deel, bron="CBS")
        for gebied, deel in ((g.zuid, 0.8), (maak_gebied("Oost", "gebied", g.gemeente), 1.1))
        for indicator, jaar, waarde in g.noord.cijfers.values_list("indicator", "jaar", "waarde")
    )
    return g


def stel_vast(analyse, door):
    analyse.ga_naar("ter_toetsing", door=door)
    analyse.ga_naar("vastgesteld", door=door)
    opdracht = Opdracht.objects.get(soort="analyse_pdf", gegevens__pk=analyse.pk)
    assert voer_uit(opdracht.pk)


# What is kept -------------------------------------------------------------


@pytest.mark.eenmaal
def test_vastgesteld_blijft_tot_op_de_byte_te_maken(vol, shared, tmp_path):
    """Booklet, archive copy and page for residents; later with other figures, names, styles and templates."""
    analyse = Gebiedsanalyse.objects.create(gebied=vol.noord, jaar=JAAR, samenvatting="Een\n\nb", beleving="Klopt.")
    for soort in ("ontwikkeling", "kans", "bedreiging"):
        analyse.punten.create(soort=soort, tekst="Groei", aard="feit", onderbouwing="Het cijfer van CBS")
    stel_vast(analyse, vol.medewerker)
    documenten = {d.soort: d for d in Document.objects.van(analyse)}
    assert set(documenten) == {"analyse", "analyse_archief", "analyse_blad"}
    boek, archief, blad = (documenten[soort] for soort in ("analyse", "analyse_archief", "analyse_blad"))
    assert boek.recept["html"] == archief.recept["html"] != blad.recept["html"]

    with pikepdf.open(io.BytesIO(boek.bestand.read())) as pdf:
        assert 8 <= len(pdf.pages) <= 16
        info = {naam: str(pdf.docinfo[naam]) for naam in ("/Title", "/Author", "/Subject", "/CreationDate")}
        assert info["/Title"] == "Gebiedsanalyse Noord 2026" and "/Keywords" in pdf.docinfo
        assert info["/Author"].startswith("Gemeente ") and info["/Subject"]
        inhoud = uit_json(boek.gegevens)
        assert info["/CreationDate"].startswith(f"D:{inhoud.dag:%Y%m%d}")
        with pdf.open_outline() as inhoudsopgave:
            assert "In het kort" in [punt.title for punt in inhoudsopgave.root[0].children]
    with pikepdf.open(io.BytesIO(archief.bestand.read())) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert pdf.Root.OutputIntents and not pdf.is_encrypted
    with pikepdf.open(io.BytesIO(blad.bestand.read())) as pdf:
        assert len(pdf.pages) == 1

    Cijfer.objects.all().update(waarde=1)
    Gebied.objects.filter(pk=vol.noord.pk).update(naam="Andere naam")
    with _ander_uiterlijk(tmp_path):
        assert (
            "Later" in als_html(inhoud) and "Later" not in Bouwstof.objects.get(pk=boek.recept["html"]).inhoud.decode()
        )
        assert boek.opnieuw() == boek.bestand.open().read()
        uit = io.StringIO()
        call_command("controleer_documenten", soort="analyse_blad", stdout=uit)
        assert uit.getvalue() == "1 gelijk tot op de byte, 0 anders.\n"

    _voldoet_aan_pdf_ua(shared, [boek.bestand.path, blad.bestand.path])
    _controle_zegt_wat_er_mis_is(blad)


def _ander_uiterlijk(pad):
    """Another style sheet and another frame, as a later version of the software has them."""
    (pad / "css").mkdir()
    (pad / "document").mkdir()
    (pad / "css/document.css").write_text("p { color: red; }")
    (pad / "document/_omslag.html").write_text("<h1>Later</h1>")
    sjablonen = [{**settings.TEMPLATES[0], "DIRS": [pad, *settings.TEMPLATES[0]["DIRS"]]}, *settings.TEMPLATES[1:]]
    return override_settings(STATICFILES_DIRS=[pad, *settings.STATICFILES_DIRS], TEMPLATES=sjablonen)


def _controle_zegt_wat_er_mis_is(blad):
    uit = io.StringIO()
    Bouwstof.objects.filter(pk=blad.recept["html"]).delete()
    with pytest.raises(CommandError):
        call_command("controleer_documenten", soort="analyse_blad", stdout=uit)
    assert "niet opnieuw te maken" in uit.getvalue()
    blad.bestand.storage.delete(blad.bestand.name)
    with pytest.raises(CommandError):
        call_command("controleer_documenten", soort="analyse_blad", stdout=uit)
    assert "het bewaarde bestand is weg of veranderd" in uit.getvalue()


def _voldoet_aan_pdf_ua(shared, paden):
    uitslag = subprocess.run([shared / "tools/pdfua/check", *paden], capture_output=True, text=True)
    if "java" in uitslag.stderr.lower():
        pytest.skip("Java ontbreekt: PDF/UA is niet nagekeken")
    assert uitslag.stdout.count("PASS ") == len(paden), uitslag.stdout[-3000:]


# The page in short --------------------------------------------------------


def test_kerncijfers_zeggen_naast_wat_en_sinds_wanneer(vol):
    inhoud = stel_op(vol.noord, JAAR, DAG)
    cijfers = kerncijfers(inhoud)
    assert cijfers[0].naam.startswith("inwoners") and inhoud.gemeente in cijfers[0].naast
    assert all(k.richting in ("", "op", "neer") for k in cijfers) and len(cijfers) <= 6
    signalen = next(k for k in cijfers if "signalen" in k.naam)
    assert signalen.cijfer == str(inhoud.signalen.totaal)
    assert len(kerncijfers(inhoud, 5)) == 5


def test_in_het_kort_is_niet_drie_keer_hetzelfde(g):
    inhoud = stel_op(g.noord, JAAR, DAG)
    punten = [Opvallend(thema, f"{thema} {n}", "", "") for thema in ("Zorg", "Wonen") for n in range(4)]
    assert [p.zin for p in valt_op(replace(inhoud, opvallend=tuple(punten)), 3)] == ["Zorg 0", "Zorg 1", "Wonen 0"]
    regels = tuple(
        Puntregel(soort, "Feit", "", f"{soort} {n}", "")
        for soort in ("Ontwikkeling", "Kans", "Bedreiging")
        for n in "12"
    )
    assert [tekst for _, tekst in verwachtingen(replace(inhoud, punten=regels))] == [
        "Ontwikkeling 1",
        "Kans 1",
        "Bedreiging 1",
    ]
    verhalen = tuple(
        Citaat(tekst, bron, "", "Dorp", False)
        for tekst, bron in (("Kort", "Ondernemer"), ("Ook kort", "Inwoner"), ("Lang " * 99, "Inwoner"))
    )
    assert [v.tekst for v in citaten(replace(inhoud, verhalen=verhalen))] == ["Ook kort", "Kort"]


def test_feit_en_mening_zien_er_anders_uit(g):
    inhoud = replace(
        stel_op(g.noord, JAAR, DAG),
        punten=(
            Puntregel("Kans", "Feit", "", "Er staan huizen leeg.", "De telling"),
            Puntregel("Kans", "Mening of verwachting", "", "Dat wordt meer.", ""),
        ),
        reacties=(
            Reactieregel(
                "signalen", "Klopt niet", "Dorpsplatform", "Het is meer.", "Overgenomen", "Wij telden opnieuw."
            ),
            Reactieregel("bestaat-niet", "Klopt", "Bewoner", "Goed stuk.", "Gelezen", ""),
        ),
    )
    html = als_html(inhoud)
    assert 'analyse-oordeel analyse-feit"><p><span class="merk">Feit</span> Er staan huizen leeg.' in html
    assert 'analyse-oordeel analyse-mening"><p><span class="merk">Mening of verwachting</span> Dat wordt meer.' in html
    assert 'Over: <a href="#signalen">Signalen: wat er binnenkwam</a>' in html and "Over: Het geheel" in html
    assert "Wat is ermee gedaan: overgenomen." in html and "2 reacties op het concept" in html


# Among the others ---------------------------------------------------------


def test_het_gebied_staat_tussen_alle_andere(vol):
    omgeving = stel_op(vol.noord, JAAR, DAG).omgeving
    assert omgeving.gebieden == ("Noord", "Oost", "Zuid") and omgeving.dit == 0
    assert omgeving.onderwerpen and omgeving.verloop
    for verdeling in omgeving.onderwerpen:
        echt = dict(
            Cijfer.objects.filter(indicator__code=verdeling.code, jaar=verdeling.jaar).values_list(
                "gebied__naam", "waarde"
            )
        )
        assert verdeling.waarden == tuple(echt.get(naam) for naam in omgeving.gebieden)
    context = document_context(stel_op(vol.noord, JAAR, DAG))
    assert context["buurbeelden"] and context["verloop_overal"].beeld.count("<rect") == 1


def test_wat_geheim_is_staat_nergens(vol):
    code = stel_op(vol.noord, JAAR, DAG).omgeving.onderwerpen[0].code
    indicator = Indicator.objects.get(code=code)
    for gebied in (vol.zuid, vol.noord):
        GeheimCijfer.objects.create(gebied=gebied, indicator=indicator, jaar=2025, bron="CBS")
    inhoud = stel_op(vol.noord, JAAR, DAG)
    regel = next((r for t in inhoud.themas for r in t.regels if r.code == code), None)
    assert regel is None or regel.jaar < 2025
    assert all(v.jaar < 2025 or v.waarden[2] is None for v in inhoud.omgeving.onderwerpen if v.code == code)


def test_van_een_thema_niet_meer_dan_twee(vol):
    themas = stel_op(vol.noord, JAAR, DAG).themas
    gekozen = sprekendste(themas, 20)
    per_thema = {t.code: sum(r in t.regels for r in gekozen) for t in themas}
    assert gekozen and max(per_thema.values()) <= 2 and all(r.soort != "telling" for r in gekozen)


def test_wat_veranderde_sinds_vorig_jaar(vol):
    Gebiedsanalyse.objects.neem_op(vol.noord, JAAR - 1, stel_op(vol.noord, JAAR - 1), b"%PDF")
    code = "groen_0"
    Cijfer.objects.filter(gebied=vol.noord, indicator__code=code, jaar=2025).update(jaar=2026, waarde=987)
    assert stel_op(vol.noord, JAAR, DAG).veranderd == ()  # that one was not adopted
    Gebiedsanalyse.objects.filter(jaar=JAAR - 1).update(status="vastgesteld")
    inhoud = stel_op(vol.noord, JAAR, DAG)
    assert [(v.nu, v.toen_jaar, v.nu_jaar) for v in inhoud.veranderd] == [(987, 2025, 2026)]
    assert 'id="veranderd"' in als_html(inhoud)


def test_trends_zonder_woorden_en_kleine_aantallen(g):
    velden = {
        "gebied": g.dorp,
        "van": date(2026, 4, 1),
        "tot": date(2026, 6, 30),
        "verwacht": 0.4,
        "kans": 0.01,
        "q": 0.02,
    }
    Trend.objects.create(**velden, thema="verkeer", aantal=4, status="besloten", besluit="onderzoeken")
    Trend.objects.create(**velden, term="riool", aantal=9, status="besloten", besluit="niets", uitleg="Jan weet het")
    Trend.objects.create(**velden, thema="groen", aantal=9)
    inhoud = stel_op(g.noord, JAAR, DAG)
    assert [(t.over, t.aantal, t.besluit) for t in inhoud.trends] == [("Verkeer en parkeren", None, "Eerst uitzoeken")]
    html = als_html(inhoud)
    assert "minder dan 5" in html and "riool" not in html and "Jan weet" not in html


# One page for residents ---------------------------------------------------


def test_bewonersblad_past_altijd_op_een_kant(vol):
    lang = "gebiedsontwikkelingen samenwerkingsverband " * 20
    inhoud = replace(
        stel_op(vol.noord, JAAR, DAG),
        gebied="Buitengebied Noordoost en Omstreken",
        opvallend=tuple(Opvallend(f"t{n}", lang, "", "") for n in range(5)),
        verhalen=tuple(Citaat(lang[:129], "Professional", "Verkeer", "Buitengebied", True) for _ in range(3)),
    )
    pdf, _ = maak_blad(inhoud, CONTACT)
    with pikepdf.open(io.BytesIO(pdf)) as geopend:
        assert len(geopend.pages) == 1


def test_bladen_lezen_en_bestellen(client, g):
    Gebiedsanalyse.objects.neem_op(g.noord, JAAR, stel_op(g.noord, JAAR), b"%PDF-1.7 proef")
    analyse = Gebiedsanalyse.objects.get()
    blad, blad_pdf, archief = (
        reverse(f"cyclus:{naam}", args=[analyse.pk]) for naam in ("analyse_blad", "analyse_blad_pdf", "analyse_archief")
    )
    assert [client.get(url).status_code for url in (blad, blad_pdf, archief)] == [404, 404, 404]
    client.force_login(g.medewerker)
    assert "Zo gaat het in Noord" in client.get(blad).content.decode()
    assert client.get(archief).status_code == 404  # not adopted
    client.post(blad_pdf)
    client.post(blad_pdf)
    assert Opdracht.objects.filter(soort="analyse_blad_pdf").count() == 1
    analyse.ga_naar("ter_toetsing", door=g.medewerker)
    analyse.ga_naar("vastgesteld", door=g.medewerker)
    client.logout()
    assert [client.get(url).status_code for url in (blad, blad_pdf, archief)] == [200, 200, 200]
    assert [client.post(url).status_code for url in (blad_pdf, archief)] == [403, 403]
