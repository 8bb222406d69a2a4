"""A mail as HTML, made of its text: paragraphs, lists, quotes, buttons, in the municipality's colours.

The text is the source and holds what people typed, so every character of it is escaped here.
"""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from .profiel import huidig
from .taal import PARAMETER, STANDAARD

LINK = re.compile(r"https?://[^\s<>\"']+")
# Punctuation that ends the sentence, not the address.
AFTER_LINK = ".,;:!?)]}’'"
KNOP_MAX = 60
KNOP = (
    'class="knop" style="display:inline-block;padding:12px 20px;border-radius:6px;background:{};color:#ffffff;'
    'font-weight:bold;text-decoration:none"'
)
# The end of the last sentence but one.
ZIN_EINDE = re.compile(r"(?<=[.?!]) (?=[^.?!]*$)")
# In mail apart from the letter: who does not want it any more.
VOETLIJN = "-- "
KLEUREN = {"50": "#f2f8f9", "100": "#e1eff1", "300": "#86c3cd", "500": "#14606f", "700": "#06272f"}


@lru_cache(maxsize=1)
def kleuren():
    """The municipality's colours (``static/css/gemeente.css``), in steps from light to dark."""
    path = finders.find("css/gemeente.css")
    css = Path(path).read_text(encoding="utf-8") if path else ""
    return KLEUREN | dict(re.findall(r"--gemeente-kleur-(\d+):\s*(#[0-9a-fA-F]{3,8})\b", css))


def als_html(onderwerp, tekst, taal="nl"):
    """The whole mail: without pictures, scripts or anything that is fetched from elsewhere."""
    brief, _, voet = tekst.partition(f"\n{VOETLIJN}\n")
    kleur = kleuren()
    context = {
        "onderwerp": onderwerp,
        "taal": taal,
        "inhoud": opgemaakt(brief, kleur),
        "voet": opgemaakt(voet, kleur, met_knoppen=False),
        "profiel": huidig(),
        "kleur": {f"k{stap}": waarde for stap, waarde in kleur.items()},
        "site_url": settings.SITE_URL,
    }
    with translation.override(taal):
        return render_to_string("post/opmaak.html", context)


def opgemaakt(tekst, kleur, met_knoppen=True):
    """Blocks between empty lines become paragraphs; lines with "> " a quote, with "- " a list."""
    blocks = []
    for lines in _blokken(tekst):
        for soort, part in _stukken(lines):
            blocks.append(SOORTEN[soort](part, kleur, met_knoppen))
    return mark_safe("\n".join(blocks))


def _blokken(tekst):
    for blok in re.split(r"\n[ \t]*\n", tekst.replace("\r\n", "\n").strip("\n")):
        if blok.strip():
            yield blok.strip("\n").split("\n")


def _soort(line, former):
    if line.startswith(">"):
        return "citaat"
    # A line that is indented goes on with the item above it.
    if line.startswith("- ") or (former == "lijst" and line.startswith("  ")):
        return "lijst"
    return "alinea"


def _stukken(lines):
    """Lines that belong together: ``(kind, lines)``."""
    parts = []
    for line in lines:
        soort = _soort(line, parts[-1][0] if parts else "")
        if parts and parts[-1][0] == soort:
            parts[-1][1].append(line)
        else:
            parts.append((soort, [line]))
    return parts


def _alinea(lines, kleur, met_knoppen):
    """A line that ends in a colon, with only an address under it, becomes a button with that text."""
    if not (len(lines) > 1 and LINK.fullmatch(lines[-1].strip()) and lines[-2].rstrip().endswith(":")):
        return format_html('<p style="margin:0 0 16px">{}</p>', _regels(lines))
    # Of a long line only the last sentence is the button.
    zin = lines[-2].strip()
    *begin, zin = [zin] if met_knoppen and len(zin) <= KNOP_MAX else ZIN_EINDE.split(zin)
    rest = [*lines[:-2], *begin]
    before = _alinea(rest, kleur, met_knoppen) if rest else ""
    soort = KNOP.format(kleur["500"]) if met_knoppen else 'class="link"'
    link = format_html('<a href="{}" {}>{}</a>', lines[-1].strip(), mark_safe(soort), zin.removesuffix(":"))
    return mark_safe(before) + format_html('<p style="margin:0 0 20px">{}</p>', link)


def _lijst(lines, kleur, met_knoppen):
    items = []
    for line in lines:
        if line.startswith("- "):
            items.append([line[2:]])
        else:
            items[-1].append(line.strip())
    inside = mark_safe("".join(format_html('<li style="margin:0 0 6px">{}</li>', _regels(item)) for item in items))
    return format_html('<ul style="margin:0 0 16px;padding-left:22px">{}</ul>', inside)


def _citaat(lines, kleur, met_knoppen):
    """Somebody else's words: as they are, without links to click."""
    text = "\n".join(line[1:].removeprefix(" ") for line in lines)
    paragraphs = [mark_safe(escape(part.strip()).replace("\n", "<br>")) for part in re.split(r"\n\s*\n", text)]
    inside = mark_safe("".join(format_html('<p style="margin:0 0 8px">{}</p>', p) for p in paragraphs if p))
    style = f"margin:0 0 16px;padding:8px 0 1px 16px;border-left:4px solid {kleur['300']}"
    return format_html('<blockquote class="citaat" style="{}">{}</blockquote>', style, inside)


SOORTEN = {"alinea": _alinea, "lijst": _lijst, "citaat": _citaat}


def _regels(lines):
    return mark_safe("<br>".join(_met_links(line) for line in lines))


def _met_links(line):
    parts, last = [], 0
    for found in LINK.finditer(line):
        url = found[0].rstrip(AFTER_LINK)
        parts += [escape(line[last : found.start()]), format_html('<a class="link" href="{}">{}</a>', url, url)]
        last = found.start() + len(url)
    return mark_safe("".join([*parts, escape(line[last:])]))


def citaat(tekst):
    """Text as a quote in a mail: ``> `` before every line."""
    return "\n".join(f"> {line}".rstrip() for line in str(tekst).strip().splitlines())


# In the address itself a long code is a key: who has it, may do what the receiver may.
# A long name in words has hyphens between them; a code of letters alone has none.
SLEUTEL = re.compile(r"(?<=[/=?&])(?:(?=[^/\s?&=]*[A-Z0-9])[A-Za-z0-9_:-]{16,}|[a-z]{20,})(?=[/\s?&#.]|$)")


def in_taal(tekst, taal):
    """The links to our own pages open in this language."""

    def met_taal(found):
        url = found[0].rstrip(AFTER_LINK)
        if not f"{url}/".startswith(f"{settings.SITE_URL}/"):
            return found[0]
        return f"{url}{'&' if '?' in url else '?'}{PARAMETER}={taal}{found[0][len(url) :]}"

    return tekst if taal == STANDAARD else LINK.sub(met_taal, tekst)


def zonder_sleutels(tekst):
    """A mail for somebody else's eyes: the codes in its links are gone, the rest is as it was."""
    return LINK.sub(lambda found: SLEUTEL.sub("…", found[0]), tekst)
