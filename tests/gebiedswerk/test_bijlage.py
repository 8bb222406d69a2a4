"""Documents that people upload: what they really are, and how they are served."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from gebiedswerk.bijlage import MAX_BYTES, SOORTEN, BijlageVeld, als_download, soort_van

PDF = b"%PDF-1.7\ntrailer\n%%EOF\n"
ALLES = BijlageVeld(soorten=tuple(SOORTEN))


def zip_met(**delen):
    uit = BytesIO()
    with ZipFile(uit, "w", ZIP_DEFLATED) as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam.replace("__", "/").replace("_", "."), inhoud)
    return uit.getvalue()


def rekenblad():
    uit = BytesIO()
    Workbook().save(uit)
    return uit.getvalue()


GOED = {
    "pdf": PDF,
    "xlsx": rekenblad(),
    "docx": zip_met(word__document_xml="<w/>"),
    "ods": zip_met(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="<o/>"),
    "odt": zip_met(mimetype="application/vnd.oasis.opendocument.text", content_xml="<o/>"),
}
FOUT = {
    "leeg": b" ",
    "html": b"<html><script>alert(1)</script>",
    "halve pdf": b"%PDF-1.7 en dan niets",
    "los zipbestand": zip_met(readme_txt="hallo"),
    "kapotte zip": b"PK\x03\x04" + b"x" * 400,
    "macro's": zip_met(xl__workbook_xml="<x/>", xl__vbaProject_bin="kwaad"),
    "programma": b"MZ" + b"\0" * 200,
    "zip met vreemd soort": zip_met(mimetype="application/vnd.oasis.opendocument.graphics"),
    "lange mimetype": zip_met(mimetype="a" * 100_000),
}


def bestand(inhoud, naam="stuk.pdf"):
    return SimpleUploadedFile(naam, inhoud)


@pytest.mark.parametrize("soort", GOED)
def test_de_inhoud_zegt_wat_het_is(soort):
    schoon = ALLES.clean(bestand(GOED[soort], "../../etc/begroting.exe"))
    assert schoon.name.endswith(f".{soort}") and "begroting" not in schoon.name and "/" not in schoon.name
    assert schoon.read() == GOED[soort]


@pytest.mark.parametrize("soort", FOUT)
def test_wat_geen_document_is_wordt_geweigerd(soort):
    with pytest.raises(ValidationError) as fout:
        ALLES.clean(bestand(FOUT[soort], "stuk.pdf"))
    assert "‘stuk.pdf’ kunnen wij niet lezen" in fout.value.messages[0]


def test_alleen_wat_gevraagd_is():
    veld = BijlageVeld()
    assert veld.woorden == "PDF" and veld.widget.attrs["accept"] == ".pdf"
    with pytest.raises(ValidationError, match="PDF"):
        veld.clean(bestand(GOED["xlsx"]))
    assert BijlageVeld(soorten=("pdf", "xlsx", "ods", "odt")).woorden == "PDF, Excel of OpenDocument"


def test_te_groot():
    with pytest.raises(ValidationError, match="groter dan 10 MB"):
        BijlageVeld().clean(bestand(PDF + b" " * MAX_BYTES))


def test_een_leeg_bestand_en_geen_bestand():
    with pytest.raises(ValidationError):
        BijlageVeld().clean(bestand(b""))
    with pytest.raises(ValidationError):
        BijlageVeld().clean(None)
    assert BijlageVeld(required=False).clean(None, "wat er al was") == "wat er al was"


@given(st.binary(max_size=300))
def test_niets_laat_het_struikelen(inhoud):
    for begin in (b"", b"%PDF-", b"PK\x03\x04"):
        assert soort_van(ContentFile(begin + inhoud)) in (None, "pdf")


class Veld:
    """Enough of a model's file field."""

    def __init__(self, naam, inhoud=None):
        self.name, self.inhoud = naam, inhoud

    def __bool__(self):
        return bool(self.name)

    def open(self, mode):
        if self.inhoud is None:
            raise FileNotFoundError(self.name)
        return BytesIO(self.inhoud)


def test_een_document_wordt_gedownload_en_nooit_getoond():
    antwoord = als_download(Veld("platforms/begroting/abc.xlsx", b"x"), "begroting-dorp-2026")
    assert antwoord["Content-Disposition"] == 'attachment; filename="begroting-dorp-2026.xlsx"'
    assert antwoord["Content-Type"] == SOORTEN["xlsx"]
    assert antwoord["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert antwoord["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("veld", [Veld(""), Veld("weg.pdf")])
def test_wat_er_niet_is_bestaat_niet(veld):
    with pytest.raises(Http404):
        als_download(veld, "stuk")
