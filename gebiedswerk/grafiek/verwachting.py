"""Counts per period against what was to be expected: columns, with behind each the band of what is normal."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gebiedswerk.grafiek.trend import _stappen
from gebiedswerk.svg import (
    ACCENT,
    ACCENT_ZACHT,
    BREEDTE,
    GEDEMPT,
    KLEIN,
    RASTER,
    REFERENTIE,
    SPOOR,
    beeld,
    element,
    getal,
    leeg_beeld,
    streep,
    tekst,
    tekstbreedte,
)


@dataclass(frozen=True)
class Kolom:
    """One period: its name, its count, and between what a count would be normal (None when that is not known)."""

    label: str
    aantal: int
    onder: float | None = None
    boven: float | None = None

    @property
    def heeft_band(self):
        return self.onder is not None and self.boven is not None


def kolommen(
    rijen: Sequence[Kolom], *, titel: str, omschrijving: str = "", breedte: float = BREEDTE, hoogte: float = 210
) -> SafeString:
    """The last column is the one it is about: dark, with its figure on it."""
    if not rijen:
        return leeg_beeld(titel, omschrijving, breedte)
    omschrijving = omschrijving or "; ".join(_in_woorden(rij) for rij in rijen)
    top = max(1, *(rij.aantal for rij in rijen), *(rij.boven for rij in rijen if rij.heeft_band))
    steps = [step for step in _stappen(0, top) if step == int(step)]
    links = max(tekstbreedte(getal(step), KLEIN) for step in steps) + 8
    onder, boven = hoogte - 24, 20.0
    vak = (breedte - links) / len(rijen)

    def y(waarde: float) -> float:
        return onder - waarde / steps[-1] * (onder - boven)

    delen = []
    for step in steps:
        delen.append(streep(links, y(step), breedte, y(step), stroke=RASTER))
        delen.append(tekst(links - 6, y(step) + 4, getal(step), anker="end", font_size=KLEIN, fill=GEDEMPT))
    free = breedte + 1
    for nummer, rij in reversed(list(enumerate(rijen))):
        x, is_last = links + nummer * vak, nummer == len(rijen) - 1
        if rij.heeft_band:
            low, high = y(rij.onder), y(rij.boven)
            delen.append(element("rect", x=x + 1, y=high, width=vak - 2, height=max(low - high, 1.5), fill=SPOOR))
            for hoog in (low, high):
                delen.append(streep(x + 1, hoog, x + vak - 1, hoog, stroke=GEDEMPT, stroke_width=1.0))
        kleur = ACCENT if is_last else ACCENT_ZACHT
        delen.append(
            element(
                "rect", x=x + vak * 0.28, y=y(rij.aantal), width=vak * 0.44, height=onder - y(rij.aantal), fill=kleur
            )
        )
        if is_last:
            kleur = REFERENTIE if rij.heeft_band and rij.aantal > rij.boven else ACCENT
            midden = min(x + vak / 2, breedte - tekstbreedte(str(rij.aantal), vet=True) / 2)
            delen.append(tekst(midden, y(rij.aantal) - 5, str(rij.aantal), anker="middle", vet=True, fill=kleur))
        ruimte = tekstbreedte(rij.label, KLEIN)
        midden = min(x + vak / 2, breedte - ruimte / 2)
        if midden + ruimte / 2 < free:
            delen.append(tekst(midden, onder + 17, rij.label, anker="middle", font_size=KLEIN, fill=GEDEMPT))
            free = midden - ruimte / 2 - 6
    return beeld(delen, breedte, hoogte, titel=titel, omschrijving=omschrijving, klas="grafiek grafiek--verwachting")


def _in_woorden(rij: Kolom) -> str:
    normal = f", normaal {getal(rij.onder)} tot {getal(rij.boven)}" if rij.heeft_band else ""
    return f"{rij.label}: {rij.aantal}{normal}"


def balk(rij: Kolom, *, hoogste: float, titel: str, breedte: float = 160) -> SafeString:
    """One period lying down, beside its line in a list: the count, and the band of what is normal."""

    def x(waarde: float) -> float:
        return min(waarde / max(hoogste, 1), 1.0) * (breedte - 2)

    delen = []
    if rij.heeft_band:
        width = max(x(rij.boven) - x(rij.onder), 2.0)
        delen.append(element("rect", x=x(rij.onder), y=1.0, width=width, height=18.0, fill=SPOOR, stroke=GEDEMPT))
    delen.append(element("rect", x=0.0, y=6.0, width=max(x(rij.aantal), 1.5), height=8.0, fill=ACCENT))
    return beeld(delen, breedte, 20, titel=titel, omschrijving=_in_woorden(rij), klas="grafiek grafiek--balk")
