import io
import shutil
import subprocess
import sys

import pikepdf
import pytest
from django.contrib.staticfiles import finders
from django.test import override_settings

from gebiedswerk.kaartbeeld import kaart
from gebiedswerk.pdf import PdfFout, maak_pdf, met_onze_letters, statisch_bestand
from tests.gebiedswerk.rapport import rapport_html, vlakken

LETTER = "npm/@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

pytestmark = pytest.mark.skipif(not finders.find(LETTER), reason="node_modules ontbreekt: voer npm ci uit")


def bladzijde(inhoud, hoofd=""):
    return f'<html lang="nl"><head><title>Proef</title>{hoofd}</head><body><h1>Proef</h1>{inhoud}</body></html>'


@pytest.fixture(scope="module")
def rapport():
    return maak_pdf(rapport_html(), titel="Wijkanalyse Vuren 2026")


def tekst_van(pdf, pad):
    pad.write_bytes(pdf)
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext ontbreekt (installeer met: sudo apt-get install poppler-utils)")
    return subprocess.run(["pdftotext", "-layout", pad, "-"], check=True, capture_output=True, text=True).stdout


def test_rapport_is_toegankelijk_volgens_pdf_ua(rapport, shared, tmp_path):
    toets = shared / "tools" / "pdfua" / "check"
    if not toets.exists() or not shutil.which("java"):
        pytest.skip("de toets op PDF/UA of java 17 ontbreekt")
    (tmp_path / "rapport.pdf").write_bytes(rapport)
    uitslag = subprocess.run([toets, tmp_path / "rapport.pdf"], capture_output=True, text=True, timeout=120)
    if (
        uitslag.returncode == 2
        and "cannot" in uitslag.stderr + uitslag.stdout + "cannot"
        and "PASS" not in uitslag.stdout
    ):
        pytest.skip(f"de toets op PDF/UA kan hier niet draaien: {uitslag.stderr}")
    assert uitslag.returncode == 0, uitslag.stdout


def test_rapport_zegt_wat_het_is(rapport):
    with pikepdf.open(io.BytesIO(rapport)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.Title) == "Wijkanalyse Vuren 2026"
        assert pdf.Root.MarkInfo.Marked
        assert 10 <= len(pdf.pages) <= 14
        with pdf.open_outline() as inhoud:
            hoofdstukken = [punt.title for punt in inhoud.root[0].children]
    assert hoofdstukken[:3] == ["Inhoud", "Samenvatting", "Ligging en kaart"]


def test_letters_zitten_in_het_bestand(rapport):
    letters = {}
    with pikepdf.open(io.BytesIO(rapport)) as pdf:
        for ding in pdf.objects:
            if isinstance(ding, pikepdf.Dictionary) and ding.get("/Type") == "/FontDescriptor":
                letters[str(ding.FontName)] = any(f"/FontFile{soort}" in ding for soort in ("", "2", "3"))
    assert letters
    assert all(letters.values())
    assert all("Noto" in naam for naam in letters)


def test_inhoudsopgave_voet_en_tabellen(rapport, tmp_path):
    bladen = tekst_van(rapport, tmp_path / "rapport.pdf").split("\f")
    inhoud = bladen[1]
    nummer = next(regel.split()[-1] for regel in inhoud.splitlines() if regel.strip().startswith("Wonen"))
    assert any(regel.strip() == "Wonen" for regel in bladen[int(nummer) - 1].splitlines())
    assert f"2 van {len(bladen) - 1}" in inhoud
    assert "van" not in bladen[0].split("Vastgesteld")[1]
    tabel = [blad for blad in bladen if "S-00" in blad]
    assert len(tabel) > 1
    assert all("Omschrijving" in blad for blad in tabel)


def test_zelfde_inhoud_geeft_dezelfde_bytes():
    """Drawings carry other ids every time they are made; the PDF does not show it."""
    waarden = [812, 1930, 2400, None, 990, 1210, 760, 1500, 430]
    eerste, tweede = (bladzijde(kaart(vlakken(waarden=waarden), titel="Inwoners")) for _ in range(2))
    assert eerste != tweede
    assert maak_pdf(eerste, titel="Proef") == maak_pdf(tweede, titel="Proef")


@pytest.mark.parametrize(
    "adres",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1:18300/geheim.png",
        "https://example.org/plaatje.png",
        "//127.0.0.1/static/css/document.css",
        "/media/foto.png",
        "/static/../gebiedswerk/settings.py",
        "/static/css/../../manage.py",
        "/static/%2e%2e/%2e%2e/etc/passwd.png",
        "/static/css/bestaat-niet.css",
        "/static/css/..%2f..%2fmanage.css",
        "plaatje.png",
        "ftp://127.0.0.1/x.png",
    ],
)
@pytest.mark.parametrize(
    "pagina",
    [
        '<img alt="x" src="{}">',
        '<p style="background: url({})">x</p>',
        '<object data="{}">x</object>',
        f'{SVG}<image href="{{}}" width="9" height="9"/></svg>',
    ],
    ids=["img", "achtergrond", "object", "svg"],
)
def test_vreemde_bestanden_worden_geweigerd(adres, pagina):
    with pytest.raises(PdfFout):
        maak_pdf(bladzijde(pagina.format(adres)), titel="Proef")


@pytest.mark.parametrize(
    "hoofd",
    [
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<style>@import url("http://127.0.0.1/x.css");</style>',
        '<style>@font-face { font-family: x; src: url("file:///etc/passwd") } p { font-family: x }</style>',
        '<base href="file:///etc/"><link rel="stylesheet" href="passwd">',
    ],
)
def test_vreemde_stijlbladen_letters_en_bijlagen_worden_geweigerd(hoofd):
    with pytest.raises(PdfFout):
        maak_pdf(bladzijde("<p>Tekst</p>", hoofd), titel="Proef")


@pytest.mark.parametrize(
    "inhoud", ['<p><a href="#nergens">Zie daar</a></p>', '<img alt="Kapot" src="data:image/png;base64,AAAA">']
)
def test_een_gat_in_het_document_is_een_fout(inhoud):
    with pytest.raises(PdfFout):
        maak_pdf(bladzijde(inhoud), titel="Proef")


def test_fout_is_een_gewone_exception_met_het_adres_erin():
    with pytest.raises(Exception, match="passwd") as gevangen:
        maak_pdf(bladzijde('<img alt="x" src="file:///etc/passwd">'), titel="Proef")
    assert isinstance(gevangen.value, PdfFout)


def test_eigen_bestanden_en_data_mogen_wel():
    html = bladzijde(f'<img alt="Punt" src="{GIF}">', '<link rel="stylesheet" href="/static/css/document.css">')
    assert maak_pdf(html, titel="Proef").startswith(b"%PDF-1.7")


def test_naam_met_hash_komt_uit_static_root(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "document.abc123.css").write_text("p { color: red }")
    with override_settings(STATIC_ROOT=tmp_path):
        adres = "https://document.invalid/static/css/document.abc123.css"
        assert statisch_bestand(adres) == tmp_path / "css" / "document.abc123.css"


@pytest.mark.parametrize(
    ("tekst", "gedrukt"),
    [
        ("Één café in Győr, Łódź en İzmir – € 5", "Één café in Győr, Łódź en İzmir – € 5"),
        ("Leuk 🙂👍🏽 hoor", "Leuk (symbool) hoor"),
        ("van → naar", "van -> naar"),
        ("ﬁets", "fiets"),
        ("①", "1"),
        ("北京", "\ufffd\ufffd"),
    ],
)
def test_tekens_buiten_ons_lettertype_worden_vervangen(tekst, gedrukt):
    assert met_onze_letters(tekst) == gedrukt


def test_weasyprint_wordt_pas_geladen_als_er_een_pdf_komt():
    code = "import gebiedswerk.pdf, sys; sys.exit(any(naam in sys.modules for naam in ('weasyprint', 'fontTools')))"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
