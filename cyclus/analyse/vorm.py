"""What an analysis may say, as frozen data: no ORM, no HTML, and to JSON and back without loss.

The same data gives the same page and the same PDF, so names (of areas, themes, the municipality) are in it as they
were on that day, and nothing is looked up when an old one is made again. A field that is added later gets a default,
so that what was stored before can still be read.
"""

import hashlib
import json
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

from signalen.advies.naleving import Naleving

# A smaller count could point at a person.
KLEINSTE_AANTAL = 5


@dataclass(frozen=True)
class Jaarwaarde:
    jaar: int
    waarde: float


@dataclass(frozen=True)
class Cijferregel:
    """One indicator: its latest figure, that of the municipality in the same year, and the one before."""

    code: str
    naam: str
    eenheid: str
    soort: str
    decimalen: int
    richting: int
    jaar: int
    waarde: float
    gemeente: float | None
    eerder_jaar: int | None
    eerder: float | None
    reeks: tuple[Jaarwaarde, ...]
    gemeente_reeks: tuple[Jaarwaarde, ...]
    bron: str
    is_berekend: bool
    is_voorlopig: bool
    is_voorbeeld: bool
    is_reeks_voorbeeld: bool


@dataclass(frozen=True)
class Themacijfers:
    code: str
    naam: str
    regels: tuple[Cijferregel, ...]


@dataclass(frozen=True)
class Leeftijdsgroep:
    """Shares in percent of all inhabitants."""

    naam: str
    gebied: float
    gemeente: float | None


@dataclass(frozen=True)
class Leeftijden:
    jaar: int
    bron: str
    groepen: tuple[Leeftijdsgroep, ...]
    is_voorbeeld: bool


@dataclass(frozen=True)
class Opvallend:
    """``sleutel`` as in ``Uitgelicht``; ``commentaar`` is what the officials say about it."""

    thema: str
    zin: str
    reden: str
    onzekerheid: str
    sleutel: str = ""
    commentaar: str = ""


@dataclass(frozen=True)
class Kernvergelijking:
    """One indicator over the kernen, in the order of ``AnalyseInhoud.kernen``."""

    naam: str
    eenheid: str
    soort: str
    decimalen: int
    jaar: int
    waarden: tuple[float | None, ...]
    gebied: float | None
    gemeente: float | None
    bron: str


@dataclass(frozen=True)
class Kaartvlak:
    naam: str
    grens: dict
    is_van_gebied: bool
    is_schematisch: bool


@dataclass(frozen=True)
class Telling:
    """``None`` is a count from one to four, which is not shown."""

    naam: str
    nu: int | None
    eerder: int | None


@dataclass(frozen=True)
class Signaaloverzicht:
    """What came in over twelve months, against the same months a year before."""

    van: date
    tot: date
    totaal: int | None
    totaal_eerder: int | None
    is_afgerond: bool
    per_thema: tuple[Telling, ...]
    per_kwartaal: tuple[Telling, ...]
    termijn_dagen: int
    op_tijd: float | None
    op_tijd_eerder: float | None


@dataclass(frozen=True)
class Initiatiefregel:
    titel: str
    thema: str
    plaats: str
    status: str


@dataclass(frozen=True)
class Initiatiefoverzicht:
    totaal: int
    per_status: tuple[Telling, ...]
    openbaar: tuple[Initiatiefregel, ...]


@dataclass(frozen=True)
class Adviesregel:
    """One advice, with what the college did with it and why."""

    onderwerp: str
    platform: str
    uitkomst: str
    argument: str


@dataclass(frozen=True)
class Adviesoverzicht:
    """What was asked and advised in a period, and whether both sides did what they promised."""

    naleving: Naleving
    regels: tuple[Adviesregel, ...]


@dataclass(frozen=True)
class Citaat:
    tekst: str
    bron: str
    thema: str
    plaats: str
    is_voorbeeld: bool


@dataclass(frozen=True)
class Puntregel:
    """A development, kans or bedreiging, with what it rests on; names as they are read."""

    soort: str
    aard: str
    thema: str
    tekst: str
    onderbouwing: str


@dataclass(frozen=True)
class Reactieregel:
    """What was said about one part of the analysis (``deel`` is the anchor of a chapter), and what was done with it."""

    deel: str
    oordeel: str
    wie: str
    tekst: str
    gevolg: str
    uitleg: str


@dataclass(frozen=True)
class Reactietelling:
    """How many recognise one part, partly, or not; ``None`` is a count from one to four."""

    deel: str
    herkent: int | None
    deels: int | None
    niet: int | None


@dataclass(frozen=True)
class Verdeling:
    """One indicator over a row of areas, in their order; for a coloured map or for bars side by side."""

    code: str
    naam: str
    eenheid: str
    decimalen: int
    jaar: int
    waarden: tuple[float | None, ...]
    gemeente: float | None
    bron: str
    is_voorbeeld: bool


@dataclass(frozen=True)
class Verloop:
    """One indicator over the years in every area of ``Omgeving.gebieden``, in that order."""

    naam: str
    eenheid: str
    decimalen: int
    reeksen: tuple[tuple[Jaarwaarde, ...], ...]
    gemeente: tuple[Jaarwaarde, ...]
    bron: str
    is_voorbeeld: bool


@dataclass(frozen=True)
class Omgeving:
    """The area (number ``dit``) among all of the municipality; ``kaarten`` follow the order of the areas on the map."""

    gebieden: tuple[str, ...]
    dit: int
    onderwerpen: tuple[Verdeling, ...]
    kaarten: tuple[Verdeling, ...]
    verloop: Verloop | None


@dataclass(frozen=True)
class Verandering:
    """One figure then and now; ``richting`` says which way is better (1, -1, or 0 for no judgement)."""

    thema: str
    naam: str
    eenheid: str
    decimalen: int
    richting: int
    toen_jaar: int
    toen: float
    nu_jaar: int
    nu: float
    is_voorbeeld: bool


@dataclass(frozen=True)
class Trendregel:
    """A theme on which more came in than expected, and what was decided. ``aantal`` is None below five."""

    over: str
    plaats: str
    periode: str
    aantal: int | None
    verwacht: float
    besluit: str
    is_afgerond: bool


@dataclass(frozen=True)
class Bron:
    naam: str
    jaren: str
    aantal: int
    is_voorbeeld: bool


@dataclass(frozen=True)
class AnalyseInhoud:
    """``woorden`` are the municipality's own (kern, signalen, …); ``kern`` is whatever level lies below the gebied."""

    woorden: dict[str, str]
    gebied: str
    gemeente: str
    jaar: int
    dag: date
    status: str
    omschrijving: str
    samenvatting: str
    is_samenvatting_geschreven: bool
    kansen: str
    bedreigingen: str
    beleving: str
    opvallend: tuple[Opvallend, ...]
    themas: tuple[Themacijfers, ...]
    leeftijden: Leeftijden | None
    kernen: tuple[str, ...]
    kernvergelijkingen: tuple[Kernvergelijking, ...]
    kaart: tuple[Kaartvlak, ...]
    signalen: Signaaloverzicht
    initiatieven: Initiatiefoverzicht
    verhalen: tuple[Citaat, ...]
    bronnen: tuple[Bron, ...]
    heeft_voorbeeld: bool
    is_schematisch: bool
    # Since advice has a register of its own; what was stored before says nothing of it.
    adviezen: Adviesoverzicht | None = None
    # Since kansen and bedreigingen are points of their own; before they were the two texts above.
    punten: tuple[Puntregel, ...] = ()
    reacties: tuple[Reactieregel, ...] = ()
    reactietellingen: tuple[Reactietelling, ...] = ()
    # All that stood out, where officials chose from it; ``opvallend`` is what they show.
    valt_op: tuple[Opvallend, ...] = ()
    # Since the document shows the area among the others, and what changed; before it did not.
    omgeving: Omgeving | None = None
    veranderd: tuple[Verandering, ...] = ()
    trends: tuple[Trendregel, ...] = ()

    @property
    def titel(self):
        return f"{self.woorden['analyse'].capitalize()} {self.gebied} {self.jaar}"


def als_json(inhoud):
    """The content as plain lists and dicts, for a JSONField."""
    return _plain(asdict(inhoud))


def stand(inhoud):
    """A short name for exactly this content. A field that came later and is not filled changes no old name."""
    return hashlib.sha256(json.dumps(_zonder_leeg_later(inhoud), sort_keys=True).encode()).hexdigest()[:32]


def _zonder_leeg_later(deel):
    """As ``als_json``, without the fields that have a default and are not filled."""
    if is_dataclass(deel):
        return {
            veld.name: _zonder_leeg_later(getattr(deel, veld.name))
            for veld in fields(deel)
            if veld.default is MISSING or getattr(deel, veld.name) not in (None, "", ())
        }
    if isinstance(deel, list | tuple):
        return [_zonder_leeg_later(lid) for lid in deel]
    return _plain(deel)


def _plain(waarde):
    if isinstance(waarde, dict):
        return {sleutel: _plain(deel) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list | tuple):
        return [_plain(deel) for deel in waarde]
    return waarde.isoformat() if isinstance(waarde, date) else waarde


def uit_json(data, soort=AnalyseInhoud):
    """The content again, equal to what ``als_json`` was given."""
    if data is None:
        return None
    if get_origin(soort) in (Union, UnionType):
        return uit_json(data, next(deel for deel in get_args(soort) if deel is not type(None)))
    if get_origin(soort) is tuple:
        return tuple(uit_json(deel, get_args(soort)[0]) for deel in data)
    if is_dataclass(soort):
        return soort(**{naam: uit_json(data[naam], hint) for naam, hint in _hints(soort) if naam in data})
    if soort is date:
        return date.fromisoformat(data)
    # PostgreSQL keeps 12.0 as 12.0, but JSON may come back with 12 for a float.
    return float(data) if soort is float else data


@cache
def _hints(soort):
    hints = get_type_hints(soort)
    return [(veld.name, hints[veld.name]) for veld in fields(soort)]
