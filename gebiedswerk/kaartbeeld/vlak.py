"""What a map is made of: areas and points."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Vlak:
    """An area: its GeoJSON geometry (Polygon, MultiPolygon or a collection of them), and a figure on a choropleth.

    ``verborgen``: there is a figure, and it is not shown; ``omgeving``: it is there only so that the others are
    recognised.
    """

    naam: str
    geometrie: dict | None
    waarde: float | None = None
    nadruk: bool = False
    verborgen: bool = False
    omgeving: bool = False


@dataclass(frozen=True)
class Punt:
    naam: str
    lengtegraad: float
    breedtegraad: float
