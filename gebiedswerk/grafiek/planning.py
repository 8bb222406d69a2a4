"""Work on a calendar: bars in groups, with months across, quarters, and a line for today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.safestring import SafeString

from gebiedswerk.grafiek.tijdbalk import MAANDEN, Balk, Kalender, Maten, rij
from gebiedswerk.svg import (
    ACCENT_ZACHT,
    GEDEMPT,
    KLEIN,
    RASTER,
    REFERENTIE,
    SPOOR,
    WIT,
    beeld,
    element,
    kort_in,
    leeg_beeld,
    streep,
    tekst,
    tekstbreedte,
    uniek,
)

KOP, GROEPKOP, ONDER = 42.0, 26.0, 7.0
GEWOON = Maten()


@dataclass(frozen=True)
class Groep:
    naam: str
    balken: tuple[Balk, ...]


def planning(
    groepen: Sequence[Groep], *, van: date, tot: date, vandaag: date, titel: str, maten: Maten = GEWOON
) -> SafeString:
    """The drawing: the head with months and quarters, and under it the groups."""
    balken = [balk for groep in groepen for balk in groep.balken]
    if not balken:
        return leeg_beeld(titel, "", maten.breedte, "Er is niets gepland.")
    hoogte = hoogte_van(groepen, maten)
    kalender = Kalender(van, tot, maten.namen + 8, maten.breedte - 8)
    patroon = uniek("arcering")
    delen, said, y = [_arcering(patroon), *_raster(kalender, hoogte)], [], KOP
    for groep in groepen:
        delen.append(element("rect", x=0.0, y=y + 3, width=maten.breedte, height=GROEPKOP - 6, fill=SPOOR))
        delen.append(tekst(6, y + 17, kort_in(groep.naam, maten.breedte - 12, vet=True), vet=True))
        y += GROEPKOP
        for balk in groep.balken:
            bar, label = rij(balk, y, kalender, maten, vandaag, patroon)
            delen.append(bar)
            said.append(label)
            y += maten.hoogte(balk)
    # What a bar says stands over the line of today, which stands over the bars.
    delen += [*_vandaag(kalender, vandaag, hoogte), *said]
    late = sum(balk.is_te_laat for balk in balken)
    omschrijving = (
        f"{len(balken)} maatregelen in {len(groepen)} groepen, {late} te laat. De tabel zegt hetzelfde in woorden."
    )
    return beeld(delen, maten.breedte, hoogte, titel=titel, omschrijving=omschrijving, klas="grafiek grafiek--planning")


def hoogte_van(groepen: Sequence[Groep], maten: Maten) -> float:
    rows = sum(maten.hoogte(balk) for groep in groepen for balk in groep.balken)
    return KOP + GROEPKOP * len(groepen) + rows + ONDER


def bladen(groepen: Sequence[Groep], maten: Maten, hoogte: float) -> list[list[Groep]]:
    """The groups over sheets of this height: broken between groups, and inside one that is longer than a sheet."""
    sheets: list[list[Groep]] = [[]]
    for groep in groepen:
        whole = GROEPKOP + sum(maten.hoogte(balk) for balk in groep.balken)
        if sheets[-1] and hoogte_van(sheets[-1], maten) + whole > hoogte:
            sheets.append([])
        rest = list(groep.balken)
        while rest:
            part: list[Balk] = []
            room = hoogte - hoogte_van(sheets[-1], maten) - GROEPKOP
            while rest and (not part or maten.hoogte(rest[0]) <= room):
                room -= maten.hoogte(rest[0])
                part.append(rest.pop(0))
            is_first = len(part) + len(rest) == len(groep.balken)
            naam = groep.naam if is_first else f"{groep.naam} (vervolg)"
            sheets[-1].append(replace(groep, naam=naam, balken=tuple(part)))
            if rest:
                sheets.append([])
    return [sheet for sheet in sheets if sheet]


def _arcering(patroon: str) -> str:
    lijn = element("path", d="M0,6 L6,0", stroke=REFERENTIE, stroke_width=1.6)
    inhoud = element("rect", width=6.0, height=6.0, fill=WIT) + lijn
    return element("defs", element("pattern", inhoud, id=patroon, width=6.0, height=6.0, patternUnits="userSpaceOnUse"))


def _raster(kalender: Kalender, hoogte: float) -> Iterator[str]:
    for dag in kalender.maanden():
        x, is_quarter = kalender.x(dag), dag.month % 3 == 1
        kleur, dik = (ACCENT_ZACHT, 1.4) if is_quarter else (RASTER, 0.8)
        yield streep(x, 4 if is_quarter else 22, x, hoogte, stroke=kleur, stroke_width=dik)
        if is_quarter:
            yield tekst(x + 4, 15, f"{(dag.month + 2) // 3}e kwartaal {dag.year}", font_size=KLEIN, fill=GEDEMPT)
        room = kalender.x((dag + timedelta(days=32)).replace(day=1)) - x
        if room >= tekstbreedte("mrt", KLEIN):
            yield tekst(x + room / 2, 34, MAANDEN[dag.month - 1], anker="middle", font_size=KLEIN, fill=GEDEMPT)


def _vandaag(kalender: Kalender, vandaag: date, hoogte: float) -> Iterator[str]:
    if not kalender.van <= vandaag <= kalender.tot:
        return
    x, said = kalender.x(vandaag), f"vandaag {vandaag.day} {MAANDEN[vandaag.month - 1]}"
    width = tekstbreedte(said, 11.0, vet=True) + 8
    left = min(max(x - width / 2, kalender.links), kalender.rechts + 8 - width)
    yield streep(x, 38, x, hoogte, stroke=REFERENTIE, stroke_width=1.6, stroke_dasharray="6 3")
    yield element("rect", x=left, y=24.0, width=width, height=15.0, fill=WIT, stroke=REFERENTIE)
    yield tekst(left + width / 2, 35.5, said, anker="middle", vet=True, font_size=11.0, fill=REFERENTIE)
