"""The way to a target, year by year: each step with its own figure, and beside it what was measured."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from gebiedswerk.svg import (
    ACCENT,
    BREEDTE,
    GEDEMPT,
    KLEIN,
    RASTER,
    REFERENTIE,
    WIT,
    beeld,
    element,
    getal,
    leeg_beeld,
    passende_decimalen,
    punten_van,
    streep,
    tekst,
    tekstbreedte,
)

Punt = tuple[int, float]


def stappen(
    weg: Sequence[Punt],
    *,
    titel: str,
    omschrijving: str = "",
    eenheid: str = "",
    decimalen: int | None = None,
    gemeten: Sequence[Punt] = (),
    breedte: float = BREEDTE,
    hoogte: float = 150,
) -> SafeString:
    """``weg`` from start to target; the target stands out. ``gemeten`` is drawn as squares with their own figures."""
    if len(weg) < 2:
        return leeg_beeld(titel, omschrijving, breedte)
    values = [float(waarde) for _, waarde in (*weg, *gemeten)]
    decimalen = passende_decimalen(values) if decimalen is None else decimalen
    omschrijving = omschrijving or _in_woorden(weg, gemeten, eenheid, decimalen)
    years = [jaar for jaar, _ in (*weg, *gemeten)]
    widths = [tekstbreedte(getal(w, decimalen, eenheid), vet=True) for w in values]
    links = max(*widths, tekstbreedte("0000", KLEIN)) / 2 + 4
    rechts, boven, onder = breedte - links, 34.0, hoogte - 44
    low, high = min(values), max(values)

    def x(jaar: int) -> float:
        return links + (jaar - min(years)) / max(max(years) - min(years), 1) * (rechts - links)

    def y(waarde: float) -> float:
        return onder - (float(waarde) - low) / ((high - low) or 1) * (onder - boven)

    delen = [streep(0, hoogte - 22, breedte, hoogte - 22, stroke=RASTER)]
    vrij = -breedte
    for jaar in sorted(set(years)):
        if x(jaar) - tekstbreedte("0000", KLEIN) / 2 >= vrij:
            delen.append(tekst(x(jaar), hoogte - 6, str(jaar), anker="middle", font_size=KLEIN, fill=GEDEMPT))
            vrij = x(jaar) + tekstbreedte("0000", KLEIN) / 2 + 4
    delen.append(
        element(
            "polyline",
            points=punten_van([(x(jaar), y(waarde)) for jaar, waarde in weg]),
            fill="none",
            stroke=ACCENT,
            stroke_width=2.0,
        )
    )
    for nummer, (jaar, waarde) in enumerate(weg):
        is_end = nummer in (0, len(weg) - 1)
        straal = 6.0 if nummer == len(weg) - 1 else 4.5
        delen.append(
            element("circle", cx=x(jaar), cy=y(waarde), r=straal, fill=ACCENT if is_end else WIT, stroke=ACCENT)
        )
        woord = getal(waarde, decimalen, eenheid)
        delen.append(tekst(x(jaar), y(waarde) - 11, woord, anker="middle", vet=is_end, fill=ACCENT))
    for jaar, waarde in gemeten:
        delen.append(element("rect", x=x(jaar) - 4, y=y(waarde) - 4, width=8.0, height=8.0, fill=REFERENTIE))
        woord = f"{getal(waarde, decimalen, eenheid)} gemeten"
        half = tekstbreedte(woord, KLEIN) / 2
        midden = min(max(x(jaar), half), breedte - half)
        delen.append(tekst(midden, y(waarde) + 19, woord, anker="middle", font_size=KLEIN, fill=REFERENTIE))
    return beeld(delen, breedte, hoogte, titel=titel, omschrijving=omschrijving, klas="beeld--stappen")


def _in_woorden(weg, gemeten, eenheid, decimalen):
    def regel(punten):
        return ", ".join(f"{getal(waarde, decimalen, eenheid)} in {jaar}" for jaar, waarde in punten)

    return f"Afgesproken: {regel(weg)}." + (f" Gemeten: {regel(gemeten)}." if gemeten else "")
