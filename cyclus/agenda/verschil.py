"""What an adjusted agenda changes, goal by goal, in words."""

from dataclasses import dataclass

from django.utils.formats import localize

VELDEN = [
    ("titel", "doel"),
    ("resultaat", "resultaat"),
    ("waarom", "waarom"),
    ("thema_naam", "thema"),
    ("get_prioriteit_display", "prioriteit"),
    ("maat", "maat"),
    ("startwaarde", "startwaarde"),
    ("startjaar", "startjaar"),
    ("streefwaarde", "streefwaarde"),
    ("streefjaar", "streefjaar"),
]


@dataclass(frozen=True)
class Veldverschil:
    naam: str
    was: str
    wordt: str


@dataclass(frozen=True)
class Doelverschil:
    """``soort`` is erbij, weg, gewijzigd or gelijk."""

    soort: str
    titel: str
    velden: tuple[Veldverschil, ...] = ()


def _waarde(doel, naam):
    waarde = getattr(doel, naam)
    waarde = waarde() if callable(waarde) else waarde
    if waarde in (None, ""):
        return "niets"
    return str(waarde) if naam.endswith("jaar") else str(localize(waarde))


def _beloften(doel):
    return "; ".join(f"{b.partij}: {b.belofte}" for b in doel.bijdragen.all()) or "niets"


def _opgaven(doel):
    return ", ".join(sorted(str(o) for o in doel.opgaven.all())) or "niets"


def _vergelijk(was, wordt):
    paren = [(naam, _waarde(was, veld), _waarde(wordt, veld)) for veld, naam in VELDEN]
    paren += [("wie doet wat", _beloften(was), _beloften(wordt)), ("opgaven", _opgaven(was), _opgaven(wordt))]
    velden = tuple(Veldverschil(*paar) for paar in paren if paar[1] != paar[2])
    return Doelverschil("gewijzigd" if velden else "gelijk", wordt.titel, velden)


def verschil(oud, nieuw):
    """Every goal of both versions: changed, added, gone, the same; in that order."""
    voorganger = {d.pk: d for d in oud.doelen.compleet()}
    doelen = list(nieuw.doelen.compleet())
    regels = [
        _vergelijk(voorganger[d.vorig_doel_id], d) if d.vorig_doel_id in voorganger else Doelverschil("erbij", d.titel)
        for d in doelen
    ]
    gebleven = {d.vorig_doel_id for d in doelen}
    regels += [Doelverschil("weg", d.titel) for pk, d in voorganger.items() if pk not in gebleven]
    return sorted(regels, key=lambda r: ("gewijzigd", "erbij", "weg", "gelijk").index(r.soort))
