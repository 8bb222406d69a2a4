"""Work on a calendar: a bar per piece of work from its first to its last day, grouped, with months across.

Nothing hangs on colour: progress is a filled part, what is late is hatched, what was dropped is dashed and struck
through, a milestone is a diamond (filled when it was reached) with its name, and today is a line with its date.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.html import escape
from django.utils.safestring import SafeString

from gebiedswerk.svg import (
    ACCENT,
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

MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
BREEDTE = 960
KOP, GROEPKOP, ROOMER = 42.0, 26.0, 7.0


@dataclass(frozen=True)
class Merk:
    """A moment at which something must be there."""

    naam: str
    dag: date
    is_gehaald: bool = False


@dataclass(frozen=True)
class Balk:
    """One piece of work. Without ``begin`` it runs from the left; ``bij`` stands small under its name."""

    naam: str
    begin: date | None
    eind: date
    voortgang: int = 0
    bij: str = ""
    is_klaar: bool = False
    is_te_laat: bool = False
    is_vervallen: bool = False
    is_stil: bool = False
    merken: tuple[Merk, ...] = ()

    def in_woorden(self) -> str:
        begin = f"van {self.begin:%d-%m-%Y} " if self.begin else ""
        stand = "vervallen" if self.is_vervallen else "klaar" if self.is_klaar else f"{self.voortgang}%{self._zorgen()}"
        merken = "".join(f"; {m.naam} {m.dag:%d-%m-%Y}{' gehaald' if m.is_gehaald else ''}" for m in self.merken)
        return f"{self.naam}: {begin}tot {self.eind:%d-%m-%Y}, {stand}{merken}"

    def _zorgen(self) -> str:
        return (", te laat" if self.is_te_laat else "") + (", al lang niets gehoord" if self.is_stil else "")


@dataclass(frozen=True)
class Groep:
    naam: str
    balken: tuple[Balk, ...]


@dataclass(frozen=True)
class Maten:
    """``dicht``: one line a row, for a large sheet."""

    breedte: float = BREEDTE
    namen: float = 330.0
    dicht: bool = False

    def hoogte(self, balk: Balk) -> float:
        return (19.0 if self.dicht else 36.0) + 14.0 * lijnen(balk)


def lijnen(balk: Balk) -> int:
    """Over how many lines its milestones are spread, so that their names have room."""
    return min(len(balk.merken), 3)


@dataclass(frozen=True)
class Kalender:
    """Where a day stands on the sheet."""

    van: date
    tot: date
    links: float
    rechts: float

    def x(self, dag: date) -> float:
        part = (dag - self.van).days / ((self.tot - self.van).days + 1)
        return self.links + min(max(part, 0.0), 1.0) * (self.rechts - self.links)

    def na(self, dag: date) -> float:
        """The end of that day."""
        return self.x(dag + timedelta(days=1))

    def maanden(self) -> Iterator[date]:
        dag = self.van.replace(day=1)
        while dag <= self.tot:
            if dag >= self.van:
                yield dag
            dag = (dag + timedelta(days=32)).replace(day=1)


def planning(
    groepen: Sequence[Groep], *, van: date, tot: date, vandaag: date, titel: str, maten: Maten = Maten()
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
            bar, label = _rij(balk, y, kalender, maten, vandaag, patroon)
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
    return KOP + GROEPKOP * len(groepen) + rows + ROOMER


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


def _rij(balk: Balk, y: float, kalender: Kalender, maten: Maten, vandaag: date, patroon: str) -> tuple[str, str]:
    """The bar with its name and milestones, and apart what is said beside it."""
    top = y + (2 if maten.dicht else 5)
    delen = [element("title", escape(balk.in_woorden()))]
    delen.append(tekst(6, top + 11, kort_in(balk.naam, maten.namen - 10, KLEIN + 0.5), font_size=KLEIN + 0.5))
    if balk.bij and not maten.dicht:
        delen.append(tekst(6, top + 26, kort_in(balk.bij, maten.namen - 10, 11.0), font_size=11.0, fill=GEDEMPT))
    begin, eind = kalender.x(balk.begin or kalender.van), kalender.na(balk.eind)
    width = max(eind - begin, 3.0)
    if balk.is_vervallen:
        box = {"fill": WIT, "stroke": GEDEMPT, "stroke_dasharray": "4 3"}
        delen.append(element("rect", x=begin, y=top, width=width, height=13.0, **box))
        delen.append(streep(begin, top + 6.5, begin + width, top + 6.5, stroke=GEDEMPT))
    else:
        dash = {} if balk.begin else {"stroke_dasharray": "2 2"}
        delen.append(element("rect", x=begin, y=top, width=width, height=13.0, fill=WIT, stroke=ACCENT, **dash))
        part = width * (1 if balk.is_klaar else balk.voortgang / 100)
        if part:
            delen.append(element("rect", x=begin, y=top, width=part, height=13.0, fill=ACCENT))
    end = begin + width
    if balk.is_te_laat and vandaag > balk.eind:
        late = max(kalender.x(vandaag) - end, 0.0)
        if late:
            box = {"fill": f"url(#{patroon})", "stroke": REFERENTIE}
            delen.append(element("rect", x=end, y=top, width=late, height=13.0, **box))
        end += late
    delen += _merken(balk, top + (15.5 if maten.dicht else 17), kalender)
    return element("g", "".join(delen)), _stand(balk, begin, end, top, kalender)


def _stand(balk: Balk, begin: float, end: float, top: float, kalender: Kalender) -> str:
    """What the bar says in words, behind it; in front of it where there is no room."""
    said = "vervallen" if balk.is_vervallen else "klaar" if balk.is_klaar else f"{balk.voortgang}%"
    said += " te laat" if balk.is_te_laat else ""
    said += " · stil" if balk.is_stil else ""
    kleur = REFERENTIE if balk.is_te_laat else GEDEMPT
    said += f" · tot {MAANDEN[balk.eind.month - 1]} {balk.eind.year}" if balk.eind > kalender.tot else ""
    room = tekstbreedte(said, 11.0, vet=balk.is_te_laat) + 4
    velden = {"font_size": 11.0, "fill": kleur, "vet": balk.is_te_laat}
    if end + room <= kalender.rechts + 8:
        plate = element("rect", x=end + 3, y=top + 1, width=room, height=11.0, fill=WIT)
        return plate + tekst(end + 5, top + 10.5, said, **velden)
    # In front of it, and where there is no room either, on the bar itself.
    right = begin - 3 if begin - room >= kalender.links else end - 3
    plate = element("rect", x=right - room, y=top + 1, width=room, height=11.0, fill=WIT)
    return plate + tekst(right - 2, top + 10.5, said, anker="end", **velden)


def _merken(balk: Balk, y: float, kalender: Kalender) -> Iterator[str]:
    """Each milestone on the first line where its name fits, to the right of its mark or to the left of it."""
    rechts, free = kalender.rechts + 8, [kalender.links - 5] * lijnen(balk)
    for merk in sorted(balk.merken, key=lambda m: m.dag):
        if not kalender.van <= merk.dag <= kalender.tot:
            continue
        x, width = kalender.x(merk.dag), tekstbreedte(merk.naam, 11.0)
        to_right = [n for n, end in enumerate(free) if end <= x - 5 and x + 8 + width <= rechts]
        to_left = [n for n, end in enumerate(free) if end <= x - 8 - width]
        line = (to_right or to_left or [min(range(len(free)), key=free.__getitem__)])[0]
        top = y + 14 * line
        points = f"M{x:.1f},{top} l5,5 l-5,5 l-5,-5 z"
        yield element("path", d=points, fill=ACCENT if merk.is_gehaald else WIT, stroke=ACCENT, stroke_width=1.4)
        if to_right or not to_left:
            naam = kort_in(merk.naam, max(rechts - x - 8, 12), 11.0)
            yield tekst(x + 8, top + 9, naam, font_size=11.0)
            free[line] = x + 12 + width
        else:
            yield tekst(x - 8, top + 9, merk.naam, anker="end", font_size=11.0)
            free[line] = x + 10


def _vandaag(kalender: Kalender, vandaag: date, hoogte: float) -> Iterator[str]:
    if not kalender.van <= vandaag <= kalender.tot:
        return
    x, said = kalender.x(vandaag), f"vandaag {vandaag.day} {MAANDEN[vandaag.month - 1]}"
    width = tekstbreedte(said, 11.0, vet=True) + 8
    left = min(max(x - width / 2, kalender.links), kalender.rechts + 8 - width)
    yield streep(x, 38, x, hoogte, stroke=REFERENTIE, stroke_width=1.6, stroke_dasharray="6 3")
    yield element("rect", x=left, y=24.0, width=width, height=15.0, fill=WIT, stroke=REFERENTIE)
    yield tekst(left + width / 2, 35.5, said, anker="middle", vet=True, font_size=11.0, fill=REFERENTIE)
