"""Lines over the years."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor, log10

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
    kort_in,
    leeg_beeld,
    passende_decimalen,
    punten_van,
    spreid,
    streep,
    tekst,
    tekstbreedte,
)

REGEL = 17.0
# Colour, dash and marker change together, so that no series is known by its colour alone.
STIL = "#8b959e"
BREUK = "andere grenzen vanaf"
LIJNSTIJLEN = ((ACCENT, None), (GEDEMPT, "6 3"), (REFERENTIE, "2 3"), ("#3f6f2a", "9 3 2 3"), ("#7a3a8c", "12 3"))


@dataclass(frozen=True)
class Reeks:
    """One line: its name and its figures per year; ``None`` leaves a gap, an absent year does not.

    ``stil``: a thin grey line without a name, among which the others can be seen.
    """

    naam: str
    punten: Sequence[tuple[int, float | None]] = field(default_factory=tuple)
    nadruk: bool = False
    stil: bool = False

    @property
    def bekend(self) -> list[tuple[int, float]]:
        return sorted((jaar, waarde) for jaar, waarde in self.punten if waarde is not None)

    @property
    def stukken(self) -> list[list[tuple[int, float]]]:
        """The runs of known figures between the gaps."""
        stukken: list[list[tuple[int, float]]] = [[]]
        for jaar, waarde in sorted(self.punten, key=lambda punt: punt[0]):
            if waarde is None:
                stukken.append([])
            else:
                stukken[-1].append((jaar, waarde))
        return [stuk for stuk in stukken if stuk]


def lijn(
    reeksen: Sequence[Reeks],
    *,
    titel: str,
    omschrijving: str = "",
    eenheid: str = "",
    decimalen: int | None = None,
    referentie: tuple[str, float] | None = None,
    vanaf_nul: bool = False,
    breuken: Sequence[int] = (),
    breedte: float = BREEDTE,
    hoogte: float = 220,
) -> SafeString:
    """Trend over the years, with name and last figure at the end of each line instead of a legend.

    ``breuken``: years from which the figures are about areas with other borders; a line says so.
    """
    alle = [reeks for reeks in reeksen if reeks.bekend]
    reeksen = [reeks for reeks in alle if not reeks.stil]
    if not reeksen:
        return leeg_beeld(titel, omschrijving, breedte)
    waarden = [waarde for reeks in alle for _, waarde in reeks.bekend]
    decimalen = passende_decimalen(waarden) if decimalen is None else decimalen
    omschrijving = omschrijving or _beschrijf_reeksen(reeksen, eenheid, decimalen)
    grenzen = [*waarden, *([referentie[1]] if referentie else []), *([0.0] if vanaf_nul else [])]
    stappen = _stappen(min(grenzen), max(grenzen))
    jaren = sorted({jaar for reeks in alle for jaar, _ in reeks.punten})
    breuken = [jaar for jaar in sorted(set(breuken)) if jaren[0] < jaar <= jaren[-1]]

    eindlabels = _eindlabels(reeksen, jaren[-1], eenheid, decimalen, referentie)
    aslabels = [getal(stap, _decimalen_van(stappen), eenheid if eenheid == "%" else "") for stap in stappen]
    links = max(tekstbreedte(label, KLEIN) for label in aslabels) + 8
    ruimte = min(max(tekstbreedte(label, vet=vet) for _, label, vet, _ in eindlabels), breedte * 0.42)
    veld = _Veld(links, breedte - ruimte - 20, 26.0 if breuken else 12.0, hoogte - 26, jaren, stappen)

    delen = [_rasterlijn(veld, stap, label) for stap, label in zip(stappen, aslabels, strict=True)]
    delen += _jaaras(veld)
    delen += _breuklijnen(breuken, veld)
    delen += [_stille_lijn(stuk, veld) for reeks in alle if reeks.stil for stuk in reeks.stukken]
    if referentie:
        hoog = veld.y(referentie[1])
        delen.append(
            streep(veld.links, hoog, veld.rechts, hoog, stroke=REFERENTIE, stroke_width=1.5, stroke_dasharray="5 4")
        )
    for nummer, reeks in reversed(list(enumerate(reeksen))):
        delen += _lijnstuk(reeks, _stijl(reeksen, nummer), veld)
    hoogtes = spreid([veld.y(waarde) for *_, (_, waarde) in eindlabels], REGEL, veld.boven + 2, veld.onder)
    for label, hoog in zip(eindlabels, hoogtes, strict=True):
        delen += _eindlabel(label, hoog, veld, ruimte)
    return beeld(delen, breedte, hoogte, titel=titel, omschrijving=omschrijving, klas="grafiek grafiek--lijn")


@dataclass(frozen=True)
class _Veld:
    """The part of the paper inside the axes, and where a year and a figure stand in it."""

    links: float
    rechts: float
    boven: float
    onder: float
    jaren: Sequence[int]
    stappen: Sequence[float]

    def x(self, jaar: float) -> float:
        if len(self.jaren) == 1:
            return (self.links + self.rechts) / 2
        deel = (jaar - self.jaren[0]) / (self.jaren[-1] - self.jaren[0])
        return self.links + 6 + deel * (self.rechts - self.links - 12)

    def y(self, waarde: float) -> float:
        deel = (waarde - self.stappen[0]) / (self.stappen[-1] - self.stappen[0])
        return self.onder - deel * (self.onder - self.boven)


def _stappen(laagste: float, hoogste: float) -> list[float]:
    """Three to six round values that enclose both."""
    if laagste == hoogste:
        marge = abs(laagste) * 0.1 or 1
        laagste, hoogste = laagste - (marge if laagste else 0), hoogste + marge
    ruw = (hoogste - laagste) / 4
    macht = 10.0 ** floor(log10(ruw))
    stap = next(factor * macht for factor in (1, 2, 2.5, 5, 10) if factor * macht >= ruw * 0.999)
    eerste = floor(laagste / stap + 1e-9)
    stappen = [eerste * stap]
    while stappen[-1] < hoogste - stap * 1e-9:
        stappen.append((eerste + len(stappen)) * stap)
    return stappen


def _decimalen_van(stappen: Sequence[float]) -> int:
    return next(
        (n for n in range(4) if all(abs(round(stap, n) - stap) < 1e-9 * max(1, abs(stap)) for stap in stappen)), 4
    )


def _stijl(reeksen: Sequence[Reeks], nummer: int) -> tuple[str, str | None]:
    """The highlighted series gets the first style, the others the next ones in order."""
    volgorde = sorted(range(len(reeksen)), key=lambda i: not reeksen[i].nadruk)
    return LIJNSTIJLEN[volgorde.index(nummer) % len(LIJNSTIJLEN)]


def _eindlabels(reeksen, laatste_jaar, eenheid, decimalen, referentie):
    """Colour, text, bold and place (year, figure) of the label of every line; the reference has no year."""
    labels = []
    for nummer, reeks in enumerate(reeksen):
        jaar, waarde = reeks.bekend[-1]
        label = f"{getal(waarde, decimalen, eenheid)}{'' if jaar == laatste_jaar else f' ({jaar})'} {reeks.naam}"
        labels.append((_stijl(reeksen, nummer)[0], label, reeks.nadruk or len(reeksen) == 1, (jaar, waarde)))
    if referentie:
        naam, waarde = referentie
        labels.append((REFERENTIE, f"{getal(waarde, decimalen, eenheid)} {naam}", False, (None, waarde)))
    return labels


def _beschrijf_reeksen(reeksen: Sequence[Reeks], eenheid: str, decimalen: int) -> str:
    zinnen = []
    for reeks in reeksen:
        (van, begin), (tot, einde) = reeks.bekend[0], reeks.bekend[-1]
        slot = f", {getal(einde, decimalen, eenheid)} in {tot}" if tot != van else ""
        zinnen.append(f"{reeks.naam}: {getal(begin, decimalen, eenheid)} in {van}{slot}.")
    return " ".join(zinnen)


def _rasterlijn(veld: _Veld, stap: float, label: str) -> str:
    hoog = veld.y(stap)
    return streep(veld.links, hoog, veld.rechts, hoog, stroke=RASTER) + tekst(
        veld.links - 6, hoog + 4, label, anker="end", font_size=KLEIN, fill=GEDEMPT
    )


def _jaaras(veld: _Veld) -> list[str]:
    """As many years as fit, the last one always."""
    breedte = tekstbreedte("0000", KLEIN) + 10
    delen, vrij_tot = [], float("inf")
    for jaar in reversed(veld.jaren):
        x = veld.x(jaar)
        if x + breedte / 2 <= vrij_tot + 0.01:
            delen.append(tekst(x, veld.onder + 18, str(jaar), anker="middle", font_size=KLEIN, fill=GEDEMPT))
            vrij_tot = x - breedte / 2
        delen.append(streep(x, veld.onder, x, veld.onder + 4, stroke=GEDEMPT))
    return delen


def _breuklijnen(breuken: Sequence[int], veld: _Veld) -> list[str]:
    """A line half-way before the first year with other borders; its words only where there is room for them."""
    delen, vrij_vanaf = [], 0.0
    for jaar in breuken:
        x = veld.x(jaar - 0.5)
        label = f"{BREUK} {jaar}"
        breedte = tekstbreedte(label, KLEIN)
        midden = min(max(x, breedte / 2), veld.rechts - breedte / 2)
        delen.append(streep(x, 17, x, veld.onder, stroke=GEDEMPT, stroke_width=1.0, stroke_dasharray="1 3"))
        if midden - breedte / 2 >= vrij_vanaf:
            delen.append(tekst(midden, 12, label, anker="middle", font_size=KLEIN, fill=GEDEMPT))
            vrij_vanaf = midden + breedte / 2 + 8
    return delen


def _stille_lijn(stuk: Sequence[tuple[int, float]], veld: _Veld) -> str:
    punten = [(veld.x(jaar), veld.y(waarde)) for jaar, waarde in stuk]
    if len(punten) == 1:
        return element("circle", cx=punten[0][0], cy=punten[0][1], r=1.6, fill=STIL)
    return element("polyline", points=punten_van(punten), fill="none", stroke=STIL, stroke_width=1.0)


def _eindlabel(label, hoog: float, veld: _Veld, ruimte: float) -> list[str]:
    """The label of one line at height ``hoog``, with a thin line to its last point when that lies elsewhere."""
    kleur, woorden, vet, (jaar, waarde) = label
    begin, punt = veld.rechts if jaar is None else veld.x(jaar), veld.y(waarde)
    delen = []
    if abs(hoog - punt) > 3 or begin < veld.rechts - 8:
        hoeken = ((begin + 4, punt), (veld.rechts + 4, hoog), (veld.rechts + 9, hoog))
        delen.append(element("polyline", points=punten_van(hoeken), fill="none", stroke=kleur, stroke_width=0.75))
    delen.append(tekst(veld.rechts + 12, hoog + 4.5, kort_in(woorden, ruimte + 1, vet=vet), vet=vet, fill=kleur))
    return delen


def _lijnstuk(reeks: Reeks, stijl: tuple[str, str | None], veld: _Veld) -> list[str]:
    kleur, onderbreking = stijl
    dik = 2.5 if onderbreking is None else 1.8
    delen = []
    for stuk in reeks.stukken:
        if len(stuk) > 1:
            punten = punten_van((veld.x(jaar), veld.y(waarde)) for jaar, waarde in stuk)
            delen.append(
                element(
                    "polyline",
                    points=punten,
                    fill="none",
                    stroke=kleur,
                    stroke_width=dik,
                    stroke_dasharray=onderbreking,
                    stroke_linejoin="round",
                )
            )
        zichtbaar = stuk if len(reeks.bekend) <= 12 or len(stuk) == 1 else stuk[-1:]
        vulling = kleur if onderbreking is None else WIT
        delen += [
            element("circle", cx=veld.x(jaar), cy=veld.y(waarde), r=3.2, fill=vulling, stroke=kleur, stroke_width=1.5)
            for jaar, waarde in zichtbaar
        ]
    return delen
