"""What every reader of figures yields: rows by area and year, that parse a cell only when somebody asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from gebieden.cijfers.cijferbestand.waarden import lees_waarde
from gebieden.importeren import Bestandsfout, Levering


class Geheim(Enum):
    """A figure that exists and that its publisher keeps to itself."""

    GEHEIM = "geheim"


GEHEIM = Geheim.GEHEIM


class JaarOntbreekt(Bestandsfout):
    """The file does not say which year it is about; whoever offers it has to."""

    def __init__(self):
        super().__init__("In dit bestand staat niet over welk jaar het gaat. Geef het jaar erbij op.")


@dataclass(frozen=True)
class Cijferrij:
    """Figures of one area in one year, by the keys of ``bron`` (see ``catalogus``).

    A value is a number, None when missing, ``GEHEIM`` when withheld, or the text when it is no number.
    """

    waar: str
    code: str
    waarden: Mapping = field(default_factory=dict)
    fout: str = ""
    bron: str = "kwb"
    jaar: int | None = None
    is_voorlopig: bool = False


class Kolommen:
    """The columns of a file by their lasting key; remembers which had something in them in any row."""

    def __init__(self, plaatsen, bron, lees=lees_waarde):
        self.plaatsen, self.bron, self.lees = plaatsen, bron, lees
        self._leeg = list(plaatsen.items())

    def rij(self, cellen):
        """The figures of one row; ``cellen`` is a list as long as the header."""
        if self._leeg:
            self._leeg = [paar for paar in self._leeg if self.lees(cellen[paar[1]]) is None]
        return Rijwaarden(self, cellen)

    @property
    def leeg(self):
        return {sleutel for sleutel, _ in self._leeg}


class Rijwaarden(Mapping):
    """``{key: figure}`` over the cells of one row."""

    __slots__ = ("cellen", "kolommen")

    def __init__(self, kolommen, cellen):
        self.kolommen, self.cellen = kolommen, cellen

    def __getitem__(self, sleutel):
        return self.kolommen.lees(self.cellen[self.kolommen.plaatsen[sleutel]])

    def get(self, sleutel, default=None):
        plaats = self.kolommen.plaatsen.get(sleutel)
        return default if plaats is None else self.kolommen.lees(self.cellen[plaats])

    def __iter__(self):
        return iter(self.kolommen.plaatsen)

    def __len__(self):
        return len(self.kolommen.plaatsen)


@dataclass
class Cijferlevering(Levering):
    """``kolommen``: what there is to know about the columns of the file, complete when the rows have been read."""

    kolommen: list[Kolommen] = field(default_factory=list)
