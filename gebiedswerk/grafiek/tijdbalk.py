"""One piece of work on a calendar: its bar, what is said beside it, and its milestones.

Nothing hangs on colour: progress is a filled part, what is late is hatched, what was dropped is dashed and struck
through, and a milestone is a diamond (filled when it was reached) with its name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import escape

from gebiedswerk.svg import ACCENT, GEDEMPT, KLEIN, REFERENTIE, WIT, element, kort_in, streep, tekst, tekstbreedte

MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
BREEDTE = 960


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


def rij(balk: Balk, y: float, kalender: Kalender, maten: Maten, vandaag: date, patroon: str) -> tuple[str, str]:
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
