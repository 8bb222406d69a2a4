"""What one version of an agenda changes with respect to another, goal by goal and word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from cyclus.agenda.bronregels import in_woorden
from cyclus.agenda.doel import Doel

NIETS = "niets"
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
WOORD = re.compile(r"\s+|[^\s]+")
# So different that reading word by word is harder than reading both.
TE_ANDERS = 0.35


@dataclass(frozen=True)
class Deel:
    """A run of words; ``soort`` is gelijk, weg or erbij."""

    soort: str
    tekst: str


@dataclass(frozen=True)
class Veldverschil:
    naam: str
    was: str
    wordt: str

    @property
    def links(self):
        """The old text, with what went."""
        return self._kant(self.was, "erbij")

    @property
    def rechts(self):
        """The new text, with what came."""
        return self._kant(self.wordt, "weg")

    def _kant(self, tekst, van_de_ander):
        """One side; that nothing stood there is neither taken away nor added."""
        if tekst == NIETS:
            return [Deel("gelijk", NIETS)]
        paar = ("" if tekst == NIETS else tekst for tekst in (self.was, self.wordt))
        return [deel for deel in woord_voor_woord(*paar) if deel.soort != van_de_ander]


@dataclass(frozen=True)
class Doelverschil:
    """``soort`` is erbij, weg, gewijzigd or gelijk; ``gelijk`` holds the fields of a changed goal that stayed."""

    soort: str
    titel: str
    velden: tuple[Veldverschil, ...] = ()
    gelijk: tuple[Veldverschil, ...] = ()


def woord_voor_woord(was, wordt):
    """Both texts in one row of parts, in reading order."""
    oud, nieuw = WOORD.findall(was), WOORD.findall(wordt)
    if was and wordt and SequenceMatcher(None, was.split(), wordt.split(), autojunk=False).ratio() < TE_ANDERS:
        return [Deel("weg", was), Deel("erbij", wordt)]
    runs = [(oud[a:b], nieuw[c:d]) for _, a, b, c, d in SequenceMatcher(None, oud, nieuw, autojunk=False).get_opcodes()]
    parts = []
    for weg, erbij in _zonder_eilandjes(runs):
        if weg == erbij:
            parts.append(Deel("gelijk", "".join(weg)))
        else:
            parts += [Deel(s, "".join(w)) for s, w in (("weg", weg), ("erbij", erbij)) if w]
    return parts


def _zonder_eilandjes(runs):
    """One word that stayed between two changes ("de") is read as part of the change."""
    result = []
    for nummer, (weg, erbij) in enumerate(runs):
        is_change = weg != erbij
        is_island = not is_change and 0 < nummer < len(runs) - 1 and len("".join(weg).split()) < 2
        if (is_change or is_island) and result and result[-1][2]:
            last = result.pop()
            result.append((last[0] + weg, last[1] + erbij, True))
        else:
            result.append((weg, erbij, is_change))
    return [(weg, erbij) for weg, erbij, _ in result]


def _waarde(doel, naam):
    waarde = getattr(doel, naam)
    waarde = waarde() if callable(waarde) else waarde
    if waarde in (None, ""):
        return NIETS
    return doel.in_woorden(waarde) if naam.endswith("waarde") else str(waarde)


def _beloften(doel):
    """What each party promises; a party that promises two things has two lines."""
    found = {}
    for b in doel.bijdragen.all():
        regel = b.belofte + ("" if b.is_beloofd else " (nog niet toegezegd)")
        found.setdefault(f"bijdrage van {b.partij}", []).append(regel)
    return {naam: "\n".join(regels) for naam, regels in found.items()}


def _opgaven(doel):
    return ", ".join(sorted(str(o) for o in doel.opgaven.all())) or NIETS


def _pad(doel):
    tussen = doel.weg()[1:-1]
    return "; ".join(f"{jaar}: {doel.in_woorden(waarde)}" for jaar, waarde in tussen) or NIETS


def _velden(doel):
    paren = [(naam, _waarde(doel, veld)) for veld, naam in VELDEN]
    paren.append(("stappen per jaar", _pad(doel)))
    paren += [*_beloften(doel).items(), ("opgaven", _opgaven(doel)), ("waar het op berust", in_woorden(doel))]
    return {naam: waarde or NIETS for naam, waarde in paren}


def _vergelijk(was, wordt):
    oud, nieuw = _velden(was), _velden(wordt)
    namen = dict.fromkeys((*oud, *nieuw))
    velden = [Veldverschil(naam, oud.get(naam, ""), nieuw.get(naam, "")) for naam in namen]
    changed = tuple(v for v in velden if v.was != v.wordt)
    same = tuple(v for v in velden if v.was == v.wordt and v.was != NIETS)
    return Doelverschil("gewijzigd" if changed else "gelijk", wordt.titel, changed, same)


def _los(doel, is_new):
    """A goal that only one version has, on its own side."""
    velden = [(naam, waarde) for naam, waarde in _velden(doel).items() if waarde != NIETS]
    rijen = tuple(Veldverschil(naam, *(("", waarde) if is_new else (waarde, ""))) for naam, waarde in velden)
    return Doelverschil("erbij" if is_new else "weg", doel.titel, rijen)


def _voorganger(doel, pks, ouders):
    """The pk of the goal of the older version that this one follows from, over any number of versions."""
    pk = doel.vorig_doel_id
    while pk and pk not in pks:
        pk = ouders.get(pk)
    return pk


def verschil(oud, nieuw):
    """Every goal of both versions: changed, added, gone, the same; in that order."""
    eerdere = {d.pk: d for d in oud.doelen.compleet()}
    ouders = dict(Doel.objects.filter(agenda__gebied=nieuw.gebied_id).values_list("pk", "vorig_doel_id"))
    paren = [(_voorganger(d, eerdere, ouders), d) for d in nieuw.doelen.compleet()]
    regels = [_vergelijk(eerdere[pk], d) if pk else _los(d, is_new=True) for pk, d in paren]
    gebleven = {pk for pk, _ in paren}
    regels += [_los(d, is_new=False) for pk, d in eerdere.items() if pk not in gebleven]
    return sorted(regels, key=lambda r: ("gewijzigd", "erbij", "weg", "gelijk").index(r.soort))


def algemeen(oud, nieuw):
    """What is said about the whole agenda, where that changed."""
    veld = Veldverschil("inleiding", oud.inleiding or NIETS, nieuw.inleiding or NIETS)
    return [veld] if veld.was != veld.wordt else []
