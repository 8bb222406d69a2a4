"""Key figures of one municipality from the OData service (version 3) of CBS.

Three answers: the municipality, its wijken and its buurten. ``startswith`` is the one filter that the service honours:
codes in it are padded with spaces, and a comparison with the wrong width gives an empty list without an error.
"""

from urllib.parse import quote

from django.conf import settings

from gebieden.ophalen.bladzijden import haal_bladzijden
from gebieden.ophalen.bronnen import Ophaalfout, tabel

SOORTEN = {"GM": "de gemeente", "WK": "wijken", "BU": "buurten"}


def haal_cijfers(klant, jaar, gemeente, folder, nummer=""):
    """Fetch a year; returns the folder with the pages, and nothing but the pages."""
    nummer = nummer or tabel(jaar)
    base = f"{settings.CBS_ODATA_URL}/{nummer}"
    folder = folder / f"cijfers-{nummer}"
    _controleer(klant.haal(f"{base}/TableInfos?$format=json", folder / "tabel.json", "Tabel"), nummer, jaar)
    klant.haal(f"{base}/DataProperties?$format=json", folder / "kolommen.json", "Kolommen")
    pages = folder / "regels"
    for soort, words in SOORTEN.items():
        question = quote(f"startswith(WijkenEnBuurten,'{soort}{gemeente[2:]}')", safe="(),'")
        url = f"{base}/TypedDataSet?$filter={question}&$format=json"
        if not haal_bladzijden(klant, url, pages, soort, f"Cijfers van {words}", _regels, _volgende):
            raise Ophaalfout(
                f"Het CBS heeft in de kerncijfers van {jaar} niets over {words} met code {gemeente}. "
                "Bestond de gemeente toen al? Van voor een herindeling zijn er de cijfers van de voorgangers."
            )
    return pages


def _controleer(info, nummer, jaar):
    """A wrong number of a table would put the figures under the wrong year."""
    rows = info.get("value")
    first = rows[0] if isinstance(rows, list) and rows else info
    title = str(first.get("Title", "")) if isinstance(first, dict) else ""
    if str(jaar) not in title:
        raise Ophaalfout(f"Tabel {nummer} van het CBS heet ‘{title}’. Dat zijn niet de kerncijfers van {jaar}.")


def _regels(answer):
    return answer.get("value")


def _volgende(answer):
    return answer.get("odata.nextLink") or answer.get("@odata.nextLink")
