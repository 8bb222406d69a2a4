"""Gebieden and figures beside each other, and beside the municipality: bars and differences."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gebiedswerk.svg import (
    ACCENT,
    ACCENT_ZACHT,
    BREEDTE,
    GEDEMPT,
    KLEIN,
    RASTER,
    REFERENTIE,
    WIT,
    beeld,
    breek_af,
    element,
    getal,
    kort_in,
    leeg_beeld,
    passende_decimalen,
    punten_van,
    streep,
    tekst,
    tekstbreedte,
)


@dataclass(frozen=True)
class Staaf:
    """One bar; ``referentie`` is its own figure of the municipality, where it differs from bar to bar."""

    label: str
    waarde: float | None
    nadruk: bool = False
    referentie: float | None = None


@dataclass(frozen=True)
class Verschil:
    """A figure of the gebied beside that of the municipality."""

    label: str
    waarde: float | None
    gemeente: float | None


def staven(
    rijen: Sequence[Staaf],
    *,
    titel: str,
    omschrijving: str = "",
    eenheid: str = "",
    decimalen: int | None = None,
    referentie: tuple[str, float] | None = None,
    breedte: float = BREEDTE,
) -> SafeString:
    """Horizontal bars from zero, each with its figure; the reference is a line through all, or a mark on each bar.

    Bars with a ``referentie`` of their own need no common one; their marks are called gemeente.
    """
    eigen = [rij.referentie for rij in rijen if rij.referentie is not None]
    waarden = [*(rij.waarde for rij in rijen if rij.waarde is not None), *eigen]
    if referentie:
        waarden.append(referentie[1])
    if not rijen or not waarden:
        return leeg_beeld(titel, omschrijving, breedte)
    decimalen = passende_decimalen(waarden) if decimalen is None else decimalen
    omschrijving = omschrijving or "; ".join(
        f"{naam} {getal(waarde, decimalen, eenheid)}"
        for naam, waarde in [*((rij.label, rij.waarde) for rij in rijen), *([referentie] if referentie else [])]
    )
    laagste, hoogste = min(0, *waarden), max(0, *waarden)
    hoogste = hoogste if hoogste > laagste else laagste + 1
    labels, links = _labelkolom([(rij.label, rij.nadruk) for rij in rijen], breedte * 0.36)
    cijferbreedte = max(tekstbreedte(getal(rij.waarde, decimalen, eenheid), vet=True) for rij in rijen) + 10
    begin = links + (cijferbreedte if laagste < 0 else 0)
    einde = breedte - cijferbreedte

    def x(waarde: float) -> float:
        return begin + (waarde - laagste) / (hoogste - laagste) * (einde - begin)

    boven = 24.0 if referentie or eigen else 4.0
    delen, hoog = [], boven
    for rij, regels in zip(rijen, labels, strict=True):
        rijhoogte = max(len(regels) * 15.0, 16.0) + 10
        midden = hoog + rijhoogte / 2
        delen += _labelregels(regels, links - 10, midden, rij.nadruk)
        delen += _staaf(rij, midden, x, getal(rij.waarde, decimalen, eenheid), referentie)
        hoog += rijhoogte
    delen.append(streep(x(0), boven - 2, x(0), hoog, stroke=GEDEMPT, stroke_width=1.0))
    if referentie:
        delen = [
            *_referentielijn(referentie, x, boven, hoog, breedte, getal(referentie[1], decimalen, eenheid)),
            *delen,
        ]
    elif eigen:
        delen += _merklegenda(min(x(0), breedte - tekstbreedte("gemeente") - 14), boven)
    return beeld(delen, breedte, hoog + 4, titel=titel, omschrijving=omschrijving, klas="grafiek grafiek--staven")


def verschil(
    rijen: Sequence[Verschil],
    *,
    titel: str,
    omschrijving: str = "",
    eenheid: str = "",
    decimalen: int | None = None,
    gebied: str = "dit gebied",
    gemeente: str = "gemeente",
    breedte: float = BREEDTE,
) -> SafeString:
    """Per row a dot for the gebied and a diamond for the municipality on one scale, and the difference at the right."""
    waarden = [waarde for rij in rijen for waarde in (rij.waarde, rij.gemeente) if waarde is not None]
    if not waarden:
        return leeg_beeld(titel, omschrijving, breedte)
    decimalen = passende_decimalen(waarden) if decimalen is None else decimalen

    omschrijving = omschrijving or _beschrijf_verschillen(rijen, gebied, gemeente, decimalen, eenheid)
    laagste, hoogste = min(waarden), max(waarden)
    hoogste = hoogste if hoogste > laagste else laagste + 1
    # A unit in words would not fit beside every dot; the caption names it.
    eenheid = eenheid if eenheid in {"%", "€"} else ""
    cijfer = max(tekstbreedte(getal(waarde, decimalen, eenheid), KLEIN) for waarde in waarden) + 10
    # A difference between percentages is in points, so it carries no percent sign.
    verschillen = [_verschiltekst(rij, decimalen, "" if eenheid == "%" else eenheid) for rij in rijen]
    kolom = max(tekstbreedte(regel, vet=True) for regel in [*verschillen, "verschil"]) + 12
    labels, links = _labelkolom(
        [(rij.label, False) for rij in rijen], min(breedte * 0.36, breedte - kolom - 2 * cijfer - 72)
    )
    begin, einde = links + cijfer, breedte - kolom - cijfer

    def x(waarde: float) -> float:
        return begin + (waarde - laagste) / (hoogste - laagste) * (einde - begin)

    hoog = 28.0
    delen = _verschillegenda(gebied, gemeente, links, breedte, kolom)
    for rij, regels, regel in zip(rijen, labels, verschillen, strict=True):
        rijhoogte = max(len(regels) * 15.0, 16.0) + 12
        midden = hoog + rijhoogte / 2
        delen.append(streep(0, hoog, breedte, hoog, stroke=RASTER, stroke_width=0.75))
        delen += _labelregels(regels, links - 10, midden, False)
        delen += _halter(rij, midden, x, begin, decimalen, eenheid)
        delen.append(tekst(breedte - 2, midden + 4.5, regel, anker="end", vet=True))
        hoog += rijhoogte
    return beeld(delen, breedte, hoog + 2, titel=titel, omschrijving=omschrijving, klas="grafiek grafiek--verschil")


def _beschrijf_verschillen(rijen: Sequence[Verschil], gebied: str, gemeente: str, decimalen: int, eenheid: str) -> str:
    return "; ".join(
        f"{rij.label}: {gebied} {getal(rij.waarde, decimalen, eenheid)},"
        f" {gemeente} {getal(rij.gemeente, decimalen, eenheid)}"
        for rij in rijen
    )


def _labelkolom(labels: Sequence[tuple[str, bool]], hoogstens: float) -> tuple[list[list[str]], float]:
    """The labels of the rows over two lines at most, and where the drawing begins to the right of them."""
    ruimte = min(max(tekstbreedte(label, vet=vet) for label, vet in labels), hoogstens)
    regels = [breek_af(label, ruimte, vet=vet) for label, vet in labels]
    nodig = max(
        (tekstbreedte(regel, vet=vet) for (_, vet), rij in zip(labels, regels, strict=True) for regel in rij), default=0
    )
    return regels, min(ruimte, nodig) + 12


def _labelregels(regels: Sequence[str], rechts: float, midden: float, vet: bool) -> list[str]:
    eerste = midden + 4.5 - (len(regels) - 1) * 7.5
    return [tekst(rechts, eerste + 15 * i, regel, anker="end", vet=vet) for i, regel in enumerate(regels)]


def _staaf(rij: Staaf, midden: float, x, label: str, referentie: tuple[str, float] | None) -> list[str]:
    if rij.waarde is None:
        return [tekst(x(0) + 6, midden + 4.5, label, fill=GEDEMPT, font_style="italic")]
    van, tot = sorted((x(0), x(rij.waarde)))
    kleur = ACCENT if rij.nadruk else ACCENT_ZACHT
    delen = [element("rect", x=van, y=midden - 8, width=max(tot - van, 0.8), height=16.0, fill=kleur)]
    merk = x(rij.referentie) if rij.referentie is not None else x(referentie[1]) if referentie else None
    breedte = tekstbreedte(label, vet=rij.nadruk) + 8
    if rij.waarde < 0:
        plek = min(van, merk) if merk is not None and van - breedte < merk < van + 4 else van
        delen.append(tekst(plek - 6, midden + 4.5, label, anker="end", vet=rij.nadruk))
    else:
        plek = max(tot, merk) if merk is not None and tot - 4 < merk < tot + breedte else tot
        delen.append(tekst(plek + 6, midden + 4.5, label, vet=rij.nadruk))
    if rij.referentie is not None:
        delen.append(_merk(x(rij.referentie), midden - 11, midden + 11))
    return delen


def _merk(x: float, boven: float, onder: float) -> str:
    """A mark that is seen on a bar and beside it: dark with a light edge."""
    return element("rect", x=x - 2.5, y=boven, width=5.0, height=onder - boven, fill=WIT) + element(
        "rect", x=x - 1.5, y=boven, width=3.0, height=onder - boven, fill=REFERENTIE
    )


def _merklegenda(links: float, boven: float) -> list[str]:
    return [_merk(links + 4, boven - 20, boven - 6), tekst(links + 12, boven - 8, "gemeente", fill=REFERENTIE)]


def _referentielijn(referentie, x, boven: float, onder: float, breedte: float, cijfer: str) -> list[str]:
    plek = x(referentie[1])
    label = kort_in(f"{referentie[0]} {cijfer}", breedte)
    half = tekstbreedte(label) / 2
    midden = min(max(plek, half), breedte - half)
    return [
        tekst(midden, boven - 9, label, anker="middle", fill=REFERENTIE),
        streep(
            plek,
            boven - 4,
            plek,
            onder,
            stroke=REFERENTIE,
            stroke_width=1.5,
            stroke_dasharray="4 3",
        ),
    ]


def _ruit(x: float, y: float, straal: float = 5.5) -> str:
    hoeken = ((x, y - straal), (x + straal, y), (x, y + straal), (x - straal, y))
    return element("polygon", points=punten_van(hoeken), fill=WIT, stroke=REFERENTIE, stroke_width=2.0)


def _verschillegenda(gebied: str, gemeente: str, links: float, breedte: float, kolom: float) -> list[str]:
    ruimte = (breedte - kolom - links) / 2 - 24
    gebied, gemeente = kort_in(gebied, ruimte), kort_in(gemeente, ruimte)
    tweede = links + 14 + tekstbreedte(gebied) + 18
    return [
        element("circle", cx=links + 5, cy=11.0, r=5.0, fill=ACCENT),
        tekst(links + 14, 15.5, gebied),
        _ruit(tweede, 11.0),
        tekst(tweede + 10, 15.5, gemeente),
        tekst(breedte - 2, 15.5, "verschil", anker="end", fill=GEDEMPT),
    ]


def _verschiltekst(rij: Verschil, decimalen: int, eenheid: str) -> str:
    if rij.waarde is None or rij.gemeente is None:
        return "–"
    return getal(rij.waarde - rij.gemeente, decimalen, eenheid, plusteken=True)


def _halter(rij: Verschil, midden: float, x, begin: float, decimalen: int, eenheid: str) -> list[str]:
    """Line, dot and diamond of one row, the figures on the outer sides so that they never touch."""
    bekend = [waarde for waarde in (rij.waarde, rij.gemeente) if waarde is not None]
    if not bekend:
        return [tekst(begin, midden + 4.5, "geen cijfer", fill=GEDEMPT, font_style="italic")]
    delen = []
    if len(bekend) == 2:
        delen.append(streep(x(bekend[0]), midden, x(bekend[1]), midden, stroke=GEDEMPT, stroke_width=2.0))
    if rij.gemeente is not None:
        delen.append(_ruit(x(rij.gemeente), midden))
    if rij.waarde is not None:
        delen.append(element("circle", cx=x(rij.waarde), cy=midden, r=5.0, fill=ACCENT))
    for waarde, kleur in ((rij.waarde, ACCENT), (rij.gemeente, REFERENTIE)):
        if waarde is None or (kleur == REFERENTIE and rij.waarde == rij.gemeente):
            continue
        links = waarde == min(bekend) and len(bekend) == 2 and rij.waarde != rij.gemeente
        plek = x(waarde) + (-9 if links else 9)
        label = getal(waarde, decimalen, eenheid)
        delen.append(tekst(plek, midden + 4, label, anker="end" if links else None, font_size=KLEIN, fill=kleur))
    return delen
