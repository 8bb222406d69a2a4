"""What every format becomes before it is known what it means: layers of objects with columns and a shape."""

from dataclasses import dataclass, field


class Rijfout(ValueError):
    """Why one area cannot be used."""


@dataclass
class Kaartobject:
    """``vlak`` is a shapely polygon, or None when ``fout`` says why there is none."""

    waar: str
    attributen: dict
    vlak: object = None
    opmerking: str = ""
    fout: str = ""


@dataclass
class Laag:
    """``stelsel`` is the coordinate system that the file says it has, in its own words; empty when it says nothing."""

    objecten: list[Kaartobject] = field(default_factory=list)
    stelsel: str = ""
