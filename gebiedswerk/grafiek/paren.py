"""Pairs of bars: the same subjects twice, such as this year and last year, or the gebied and the municipality.

    paren([Paar("Verkeer", 31, 24), Paar("Groen", None, 12)], titel="...", nu="dit jaar", ernaast="vorig jaar")

Thickness says which is which, so that colour is not needed; every bar has its figure at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gebiedswerk.svg import (
    ACCENT,
    BREEDTE,
    GEDEMPT,
    KLEIN,
    RASTER,
    beeld,
    breek_af,
    element,
    getal,
    leeg_beeld,
    maat,
    passende_decimalen,
    tekst,
    tekstbreedte,
)

RIJHOOGTE = 42.0
DIK, DUN = 15.0, 9.0
ZACHT = "#9fb8ca"


@dataclass(frozen=True)
class Paar:
    label: str
    nu: float | None
    ernaast: float | None


def paren(
    rijen: Sequence[Paar],
    *,
    titel: str,
    nu: str,
    ernaast: str,
    omschrijving: str = "",
    eenheid: str = "",
    decimalen: int | None = None,
    leeg: str = "geen cijfer",
    breedte: float = BREEDTE,
) -> SafeString:
    """Horizontal bars from zero: thick for ``nu``, thin for ``ernaast``; a missing figure reads ``leeg``."""
    waarden = [waarde for rij in rijen for waarde in (rij.nu, rij.ernaast) if waarde is not None]
    if not waarden:
        return leeg_beeld(titel, omschrijving, breedte)
    if decimalen is None:
        decimalen = passende_decimalen(waarden)

    def cijfer(waarde):
        return leeg if waarde is None else getal(waarde, decimalen, eenheid)

    ruimte = min(max(tekstbreedte(rij.label) for rij in rijen), breedte * 0.36)
    links = ruimte + 12
    rechts = max(tekstbreedte(cijfer(waarde), vet=True) for rij in rijen for waarde in (rij.nu, rij.ernaast)) + 10
    schaal = (breedte - links - rechts) / (max(waarden) or 1)
    delen = _legenda(nu, ernaast, links)
    for nummer, rij in enumerate(rijen):
        boven = 30 + nummer * RIJHOOGTE
        delen += _label(rij.label, ruimte, boven)
        delen += _staaf(rij.nu, cijfer(rij.nu), links, boven + 3, DIK, schaal, ACCENT, vet=True)
        delen += _staaf(rij.ernaast, cijfer(rij.ernaast), links, boven + 20, DUN, schaal, ZACHT, vet=False)
    hoogte = 30 + len(rijen) * RIJHOOGTE
    as_ = element("path", d=f"M{maat(links)} 30V{maat(hoogte - 4)}", stroke=RASTER, stroke_width=1.0)
    omschrijving = omschrijving or " ".join(
        f"{rij.label}: {nu} {cijfer(rij.nu)}, {ernaast} {cijfer(rij.ernaast)}." for rij in rijen
    )
    return beeld([*delen, as_], breedte, hoogte, titel=titel, omschrijving=omschrijving, klas="grafiek grafiek--paren")


def _legenda(nu: str, ernaast: str, links: float) -> list[str]:
    tweede = links + 34 + tekstbreedte(nu, vet=True)
    return [
        element("rect", x=links, y=3.0, width=14.0, height=DIK, fill=ACCENT),
        tekst(links + 20, 15.5, nu, vet=True),
        element("rect", x=tweede, y=6.0, width=14.0, height=DUN, fill=ZACHT),
        tekst(tweede + 20, 15.5, ernaast, fill=GEDEMPT),
    ]


def _label(label: str, ruimte: float, boven: float) -> list[str]:
    regels = breek_af(label, ruimte)
    eerste = boven + 20.5 - (len(regels) - 1) * 7.5
    return [tekst(ruimte, eerste + 15 * i, regel, anker="end") for i, regel in enumerate(regels)]


def _staaf(waarde, label, links, boven, dikte, schaal, kleur, *, vet) -> list[str]:
    onderkant = boven + dikte / 2 + 4.5
    if waarde is None:
        return [tekst(links + 6, onderkant, label, fill=GEDEMPT, font_size=KLEIN, font_style="italic")]
    lang = max(waarde * schaal, 0.8)
    return [
        element("rect", x=links, y=boven, width=lang, height=dikte, fill=kleur),
        tekst(links + lang + 6, onderkant, label, vet=vet, font_size=None if vet else KLEIN),
    ]
