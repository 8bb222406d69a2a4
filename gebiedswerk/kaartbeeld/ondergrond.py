"""The part of a map that does not depend on figures: outlines on paper, and a place for a name in each."""

from collections.abc import Sequence
from dataclasses import dataclass

from gebiedswerk.kaartbeeld.meetkunde import (
    Kader,
    Ring,
    binnenpunt,
    kader_om,
    oppervlakte,
    passende_hoogte,
    projectie,
    ringen_van,
    vereenvoudig,
)
from gebiedswerk.svg import maat

MARGE_RONDOM, MARGE_ZOOM = 0.02, 0.3


@dataclass(frozen=True)
class Vorm:
    """One area on paper: the ``d`` of its path, how large it is, and the place and room for its name."""

    pad: str = ""
    grootte: float = 0.0
    x: float = 0.0
    y: float = 0.0
    ruimte: float = 0.0


@dataclass(frozen=True)
class Ondergrond:
    """``schaal`` in pixels per kilometre; ``naar_papier`` turns (lon, lat) into a place."""

    breedte: float
    hoogte: float
    schaal: float
    vormen: tuple[Vorm, ...]
    naar_papier: object
    is_gericht: bool = False

    @property
    def papier(self) -> Kader:
        return Kader(0, 0, self.breedte, self.hoogte)


def leg_neer(
    grenzen: Sequence[dict | None],
    *,
    breedte: float,
    hoogte: float | None = None,
    punten: Sequence[tuple[float, float]] = (),
    gericht: Sequence[int] = (),
) -> Ondergrond | None:
    """The outlines in the order of ``grenzen``; with those in ``gericht`` in the middle when there are any.

    None when there is nothing to draw. It may be kept: every further map of the same areas then costs next to nothing.
    """
    ringen = [list(ringen_van(grens)) for grens in grenzen]
    aimed = [ringen[i] for i in gericht if ringen[i]]
    kader = kader_om(aimed or [*ringen, [list(punten)]])
    if kader is None:
        return None
    hoogte = hoogte or passende_hoogte(kader, breedte)
    schaal, naar_papier = projectie(kader, breedte, hoogte, marge=MARGE_ZOOM if aimed else MARGE_RONDOM)
    papier = Kader(0, 0, breedte, hoogte)
    vormen = tuple(
        _vorm([vereenvoudig(ring) for ring in op_papier]) if not aimed or _ligt_op(papier, op_papier) else Vorm()
        for op_papier in ([[naar_papier(punt) for punt in ring] for ring in vlak] for vlak in ringen)
    )
    return Ondergrond(breedte, hoogte, schaal, vormen, naar_papier, bool(aimed))


def _ligt_op(papier: Kader, ringen: Sequence[Ring]) -> bool:
    """Whether anything of an area falls on the paper: far neighbours are not drawn."""
    kader = kader_om([ringen])
    return kader is not None and papier.raakt(kader)


def _vorm(ringen: Sequence[Ring]) -> Vorm:
    pad = "".join("M" + "L".join(f"{maat(x)} {maat(y)}" for x, y in ring) + "Z" for ring in ringen if len(ring) > 3)
    largest = max(ringen, key=lambda ring: abs(oppervlakte(ring)), default=())
    grootte = abs(oppervlakte(largest)) if largest else 0.0
    return Vorm(pad, grootte, *binnenpunt(largest)) if grootte else Vorm(pad)
