"""What stands out in an area: what differs by more than chance explains from what it can be compared with.

The rule in words (domain.md §5.1: "what stands out is said, with the reason and the uncertainty"):

1. *Against the municipality.* A percentage is compared with the rest of the municipality, the area itself left out,
   by the test for two proportions. An average has no known spread of its own; it is compared with the areas of the
   same level: how many (robust) standard deviations it lies from their median. Counts are not compared: a part is
   always smaller than the whole.
2. *Against areas that are like it* (``vergelijkbaar.py``: on size, age, tenure and density). A percentage or average
   is compared with the six to eight nearest: would one more area of this group come out like this? Their own spread
   decides, in a prediction interval by Student's t; never a smaller spread than chance gives a share of so few people.
   The figures by which the areas are alike are not asked.
3. *Against its own past*: the latest earlier year. A percentage by the test of 1, a count as a Poisson count. The
   people are largely the same ones, so that the true chance is smaller still: the test errs on the side of silence.
   Averages are left out, for want of a spread.
4. *Rounding.* CBS rounds to five (some counts to ten), so a count may be 2.5 (or 5) off. The difference is first
   made smaller by what rounding alone could do (for a figure that was added up: by the root of the number of parts).
   What is too small to test (fewer than 50 to measure by, or fewer than 5 expected on either side) is left out.
5. *Many questions.* Who looks at thirty figures sees something odd by luck alone. So the chances are judged together
   with the rule of Benjamini and Hochberg (1995), at 5%: of what we call striking, at most one in twenty is chance.
6. *Worth saying.* A difference must also be large: a fifth of what it is compared with, a tenth of one's own past.

No area is left with something at all costs: when nothing stands out, nothing is said.
"""

from dataclasses import dataclass

from gebieden.cijfers.getallen import getal, in_woorden
from gebiedswerk.fdr import benjamini_hochberg

from .metingen import Meting, lees_metingen, lees_metingen_van
from .toetsen import toets

FDR = 0.05
TELWOORDEN = {6: "zes", 7: "zeven", 8: "acht"}


@dataclass(frozen=True)
class Opvallend:
    """Something that stands out, with a sentence to read aloud and the reason to say it."""

    code: str
    naam: str
    thema: str
    tegen: str  # "gemeente", "vergelijkbaar" or "verleden"
    waarde: float
    vergelijking: float
    jaar_vergelijking: int | None
    is_hoger: bool
    is_gunstig: bool | None  # None: no judgement
    z: float
    kans: float
    zin: str
    reden: str


def opvallend(gebied, jaar):
    """What stands out in this area in this year, the most striking first."""
    return opvallend_uit(gebied.naam, lees_metingen(gebied, jaar)[0])


def opvallend_in(gebieden, jaar):
    """``{area id: what stands out there}`` for areas of one municipality, in the queries of one."""
    known = lees_metingen_van(gebieden, jaar)
    return {g.pk: opvallend_uit(g.naam, known[g.pk][0]) for g in gebieden}


def opvallend_uit(gebied_naam, metingen, fdr=FDR):
    """The pure rule: ``Meting``s of one area → what stands out, the most striking first."""
    toetsen = [antwoord for meting in metingen for antwoord in toets(meting)]
    limit = benjamini_hochberg([t.kans for t in toetsen], fdr)
    found = [t for t in toetsen if t.kans <= limit and t.is_groot and t.z > 0 and _is_te_zien(t)]
    return [_als_opvallend(gebied_naam, t) for t in sorted(found, key=lambda t: (-t.z, t.meting.code, t.tegen))]


def sterkste(punten):
    """Of each indicator only what is most striking: who reads it aloud need not say the same figure three times."""
    first = {}
    for punt in punten:
        first.setdefault(punt.code, punt)
    return list(first.values())


def _is_te_zien(t):
    """A difference that disappears in the rounding of the sentence is no news."""
    return round(t.meting.waarde, t.meting.decimalen) != round(t.vergelijking, t.meting.decimalen)


def _als_opvallend(gebied_naam, t):
    m = t.meting
    is_hoger = m.waarde > t.vergelijking
    nu = in_woorden(m.waarde, m.eenheid, m.decimalen)
    return Opvallend(
        code=m.code,
        naam=m.naam,
        thema=m.thema,
        tegen=t.tegen,
        waarde=m.waarde,
        vergelijking=t.vergelijking,
        jaar_vergelijking=m.vorig_jaar if t.tegen == "verleden" else None,
        is_hoger=is_hoger,
        is_gunstig=None if m.richting == 0 else is_hoger == (m.richting > 0),
        z=round(t.z, 2),
        kans=t.kans,
        zin=f"In {gebied_naam} {m.zin.format(waarde=nu)}; {_staart(t)}.",
        reden=_reden(t),
    )


def _staart(t):
    m = t.meting
    toen = in_woorden(t.vergelijking, m.eenheid, m.decimalen)
    if t.tegen == "vergelijkbaar":
        return f"in {_aantal(m)} vergelijkbare gebieden is dat gemiddeld {toen}"
    return f"in de hele gemeente is dat {toen}" if t.tegen == "gemeente" else f"in {m.vorig_jaar} was dat {toen}"


def _reden(t):
    m = t.meting
    if t.tegen == "vergelijkbaar":
        low, high = (in_woorden(uiterste(m.vergelijkbare), m.eenheid, m.decimalen) for uiterste in (min, max))
        return (
            f"De {_aantal(m)} gebieden lijken op dit gebied in {m.vergelijkbaar_in}. Bij hen ligt het cijfer tussen "
            f"{low} en {high}; de kans op zo’n verschil is kleiner dan 1 op {_een_op(t.kans)}."
        )
    if t.tegen == "gemeente" and m.soort == "gemiddelde":
        return (
            f"Dit wijkt duidelijk af van de {len(m.buren)} gebieden op hetzelfde niveau: "
            f"{_keer(t.z)} keer de gewone spreiding."
        )
    over = getal(m.waarde) if m.soort == "telling" else f"{getal(m.basis)} {m.basis_naam}".strip()
    return (
        "Het verschil is groter dan toeval en afronding kunnen verklaren "
        f"(kans kleiner dan 1 op {_een_op(t.kans)}, gemeten over {over})."
    )


def _keer(z):
    """Beyond ten a decimal says nothing: where areas hardly differ, a little becomes very many times."""
    return "meer dan 10" if z > 10 else getal(z, 1)


def _een_op(kans):
    return getal(1000 if kans < 0.001 else 100 if kans < 0.01 else 20)


def _aantal(m):
    return TELWOORDEN.get(len(m.vergelijkbare), getal(len(m.vergelijkbare)))


__all__ = ["Meting", "Opvallend", "lees_metingen", "opvallend", "opvallend_in", "opvallend_uit", "sterkste"]
