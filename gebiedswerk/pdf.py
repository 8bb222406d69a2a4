"""From HTML to an accessible PDF (PDF/UA-1), with our own files only.

How a document is made, from its content to the page and the PDF:

1. ``stel_op(...)`` of its concept gathers all it may say in a frozen dataclass (ORM in, no HTML).
2. It has one template, ``templates/<app>/<concept>_document.html``, for the screen and for the PDF:

       {% extends basis|default:"document/scherm.html" %}
       {% block document %}
         <section id="bewoners"><h2>Bewoners</h2> ... {% include "document/_figuur.html" with beeld=... %} ...</section>
       {% endblock %}

   A view renders it as any template; ``document_html`` renders the same template on ``document/basis.html``.
   Both frames read ``titel``, ``ondertitel``, ``organisatie``, ``datum``, ``kenmerken`` [(name, value)] and
   ``hoofdstukken`` [(anchor, title)] from the context; ``druk`` is true in the PDF only.
3. ``maak_pdf(document_html(template, context), titel=...)`` in a worker; ``documenten.Document`` keeps the result.

For templates: headings go down one level at a time from ``<h2>``; an image needs words in ``alt``; no link around an
image; no ``colspan`` in the last header row; no ``style=``. Anything that cannot be read makes ``PdfFout``, never a PDF
with a hole in it.
"""

import logging
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from types import ModuleType
from unicodedata import category, normalize
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils._os import safe_join

# No host can have this name (RFC 2606); it only makes addresses such as /static/... absolute.
BASIS = "https://document.invalid"
# Print knows these letters only, on every machine: what a system font adds on one is an empty box on another.
LETTERS = ("noto-sans-latin-400-normal.woff2", "noto-sans-latin-ext-400-normal.woff2")
LETTERMAP = "npm/@fontsource/noto-sans/files/"
VERVANGING = {"→": "->", "←": "<-", "⇒": "=>", "✓": "ja", "✔": "ja", "✗": "nee", "✘": "nee", "■": "•", "▪": "•"}
UA, ARCHIEF = "pdf/ua-1", "pdf/a-2a"
# What may stand as it is in an address between double quotes.
VEILIG = " /:;,=()'.-"
# A drawing of ours, and in it what it is about and what it shows; a title deeper in it is for a mouse.
BEELD = re.compile(r'<svg [^>]*?class="(beeld[^"]*)".*?</svg>', re.DOTALL)
BEELDWOORDEN = re.compile(r'<(?:title|desc) id="[^"]*">([^<]*)</(?:title|desc)>')
SOORTEN = {
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


class PdfFout(Exception):
    """The PDF could not be made; the text says which file was in the way."""


def document_html(template: str, context: dict) -> str:
    """The document as a page for ``maak_pdf``: its own template on the frame for print."""
    return render_to_string(template, {**context, "basis": "document/basis.html", "druk": True})


@dataclass(frozen=True)
class Recept:
    """All that a PDF was made of: ``bestanden`` are the style sheets and letters by address, as they were then."""

    html: str
    titel: str
    taal: str
    variant: str
    bestanden: dict[str, bytes]


def maak_pdf(html: str, *, titel: str, taal: str = "nl", variant: str = UA, los: bool = False) -> bytes:
    """The PDF, always the same bytes from the same words, figures and drawings.

    Twelve pages with ten charts take 1.3 s and 125 MB. Tables are what is slow: 500 rows take 3 to 4 s, so cut them.
    ``los``: drawings go in as images of their own, a fifth faster; the style sheets must call them ``.beeld``, not
    ``svg``. ``variant`` is ``UA`` or, for an archive, ``ARCHIEF``.
    """
    return maak_met_recept(html, titel=titel, taal=taal, variant=variant, los=los)[0]


def maak_met_recept(
    html: str, *, titel: str, taal: str = "nl", variant: str = UA, los: bool = False
) -> tuple[bytes, Recept]:
    """The PDF, and what ``maak_weer`` needs to make the same bytes when our templates and style sheets are others."""
    tekst = met_onze_letters(html)
    recept = Recept(_met_losse_beelden(tekst) if los else tekst, titel, taal, variant, {})
    return _maak(recept, neem_op=True), recept


def maak_weer(recept: Recept) -> bytes:
    """The PDF again, of nothing but what is in the recipe."""
    return _maak(recept, neem_op=False)


def gemaakt_met() -> dict[str, str]:
    """The versions of what draws and writes: with others the same recipe may give other bytes."""
    versies = {naam: version(naam) for naam in ("weasyprint", "pydyf", "fonttools")}
    nummer = import_module("weasyprint.text.ffi").pango.pango_version()
    return versies | {"pango": f"{nummer // 10000}.{nummer // 100 % 100}.{nummer % 100}"}


def _maak(recept: Recept, *, neem_op: bool) -> bytes:
    weasyprint = _weasyprint()
    letters = weasyprint.text.fonts.FontConfiguration()
    fouten = _Fouten()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(fouten)
    try:
        ophaler = _ophaler()(recept.bestanden, neem_op)
        bron = weasyprint.HTML(string=recept.html, base_url=f"{BASIS}/", url_fetcher=ophaler)
        document = bron.render(font_config=letters, pdf_variant=recept.variant, pdf_tags=True)
        document.metadata.title = recept.titel
        document.metadata.lang = recept.taal
        pdf = document.write_pdf(pdf_variant=recept.variant, pdf_tags=True)
    except weasyprint.urls.FatalURLFetchingError as fout:
        # A BaseException in the library: unconverted it would pass every handler of the worker.
        raise PdfFout(f"{fout}: {fout.__cause__}") from fout
    finally:
        logger.removeHandler(fouten)
    if fouten.regels:
        raise PdfFout("; ".join(fouten.regels))
    return pdf


def _met_losse_beelden(html: str) -> str:
    """Every drawing as an image with the words it carries: the parser of pages is slow, that of images is not."""

    def plaatje(gevonden: re.Match) -> str:
        woorden = " ".join(filter(None, (deel.group(1) for deel in BEELDWOORDEN.finditer(gevonden[0]))))
        return f'<img class="{gevonden[1]}" alt="{woorden}" src="data:image/svg+xml,{quote(gevonden[0], safe=VEILIG)}">'

    return BEELD.sub(plaatje, html)


class _Fouten(logging.Handler):
    """What the library only logs: a drawing it could not render, a link to nowhere, a page without a language."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.regels: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.regels.append(record.getMessage())


def statisch_bestand(adres: str) -> Path:
    """The file behind an address of our own static files; anything else is refused."""
    delen = urlsplit(adres)
    if f"{delen.scheme}://{delen.netloc}" != BASIS or not delen.path.startswith(settings.STATIC_URL):
        raise PdfFout(f"{adres} is geen bestand van deze toepassing")
    naam = unquote(delen.path.removeprefix(settings.STATIC_URL))
    soort = Path(naam).suffix.lower()
    if soort not in SOORTEN or ".." in naam.split("/") or "\\" in naam or "\0" in naam:
        raise PdfFout(f"{adres} mag niet in een document")
    # Names with a hash exist in STATIC_ROOT only, and during development there is no STATIC_ROOT.
    gevonden = finders.find(naam)
    pad = Path(gevonden) if gevonden else Path(safe_join(settings.STATIC_ROOT, naam))
    if not pad.is_file():
        raise PdfFout(f"{adres} bestaat niet")
    return pad


def met_onze_letters(html: str) -> str:
    """The text without characters that our fonts do not have: one missing glyph and the PDF is not accessible."""
    return _onbekende_tekens().sub(lambda gevonden: _vervang(gevonden[0]), html)


def _vervang(tekens: str) -> str:
    """Known signs and ligatures spelled out, marks on a letter dropped, emoji named, letters of other scripts boxed."""
    uit, is_symbool = [], False
    for teken in tekens:
        ontleed = "".join(deel for deel in normalize("NFKD", teken) if not _onbekende_tekens().match(deel))
        soort = category(teken)
        if teken in VERVANGING or ontleed:
            uit.append(VERVANGING.get(teken, ontleed))
        elif soort[0] == "L" or soort == "Nd":
            uit.append("\ufffd")
        elif soort[0] == "S" and not is_symbool:
            uit.append("(symbool)")
        is_symbool = soort[0] not in "LN"
    return "".join(uit)


@cache
def _onbekende_tekens() -> re.Pattern:
    lettertype = import_module("fontTools.ttLib").TTFont
    bekend = {9, 10, 13}
    for naam in LETTERS:
        bekend |= lettertype(statisch_bestand(f"{BASIS}{settings.STATIC_URL}{LETTERMAP}{naam}")).getBestCmap().keys()
    return re.compile("[^" + "".join(re.escape(chr(code)) for code in sorted(bekend)) + "]+")


def _weasyprint() -> ModuleType:
    """WeasyPrint takes a quarter of a second and 40 MB: only what makes a PDF pays for it, never the web process."""
    import_module("weasyprint.text.fonts")
    return import_module("weasyprint")


@cache
def _uitgepakt(pad: Path) -> bytes:
    """A font of the web as the plain font in it: the library unpacks again for every PDF, a quarter of all its time."""
    uit = BytesIO()
    import_module("fontTools.ttLib.woff2").decompress(BytesIO(pad.read_bytes()), uit)
    return uit.getvalue()


@cache
def _ophaler() -> type:
    """A fetcher class that reads ``data:`` and our static files, and stops the PDF at everything else.

    What it reads it keeps (``neem_op``), or it reads nothing but what was kept.
    """
    urls = import_module("weasyprint.urls")

    class EigenBestanden(urls.URLFetcher):
        def __init__(self, bestanden, neem_op):
            super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
            self.bestanden, self.neem_op = bestanden, neem_op

        def fetch(self, url, headers=None):
            if url[:5].lower() == "data:":
                return super().fetch(url, headers)
            if self.neem_op and url not in self.bestanden:
                pad = statisch_bestand(url)
                self.bestanden[url] = _uitgepakt(pad) if pad.suffix.lower() == ".woff2" else pad.read_bytes()
            if url not in self.bestanden:
                raise PdfFout(f"{url} hoort niet bij dit document")
            soort = SOORTEN[Path(urlsplit(url).path).suffix.lower()]
            return urls.URLFetcherResponse(url, self.bestanden[url], {"Content-Type": soort})

    return EigenBestanden
