"""What changes when a division begins, told before it does: areas, people, dossiers, figures, what is left to decide.

Reads only. What it says is what ``ingaan.py`` would do today.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from gebieden.cijfers.models import Cijfer
from gebieden.indeling.doorlopend import eerste_jaar
from gebieden.indeling.kaarten import kaarten
from gebieden.indeling.stand import Stand, opsomming
from gebieden.indeling.wijziging import bereken, lees_boom
from gebieden.opvolging.rollen import rollen_op, verdeel_uren
from gebieden.opvolging.soorten import in_een_gebied, in_gebieden, open_rijen
from gebieden.platform.models import Platform

WAT = {
    "komt": ("Nieuw", "goed"),
    "vervalt": ("Vervalt", "let_op"),
    "anders": ("Andere buurten", "bezig"),
    "verhuist": ("Ander gebied", "bezig"),
    "blijft": ("Blijft zo", "rust"),
}
MEESTE_ZINNEN = 50


@dataclass(frozen=True)
class Gebiedsregel:
    naam: str
    niveau: str
    wat: str
    ligt_in: str
    erbij: tuple
    eraf: tuple
    inwoners_nu: float | None
    inwoners_straks: float | None

    @property
    def wat_naam(self):
        return WAT[self.wat][0]

    @property
    def kleur(self):
        return WAT[self.wat][1]


@dataclass(frozen=True)
class Opvolgingsregel:
    """``opvolgers``: ``((name, percentage), …)``."""

    naam: str
    soort: str
    opvolgers: tuple
    maatstaf: str


@dataclass(frozen=True)
class Dossierregel:
    soort: str
    van: str
    naar: str
    open: int
    gesloten: int


@dataclass(frozen=True)
class Rolregel:
    """``wordt``: ``((area, hours or None), …)``."""

    persoon: str
    functie: str
    gebied: str
    uren: int | None
    wordt: tuple


@dataclass
class Gevolgen:
    stand: Stand
    verandert_iets: bool
    jaar: int | None
    gebieden: list = field(default_factory=list)
    opvolging: list = field(default_factory=list)
    kaart_nu: str = ""
    kaart_straks: str = ""
    dossiers: list = field(default_factory=list)
    rollen: list = field(default_factory=list)
    platforms: list = field(default_factory=list)
    stukken: list = field(default_factory=list)
    reeksen: list = field(default_factory=list)
    beslissen: list = field(default_factory=list)

    @property
    def anders(self):
        return [regel for regel in self.gebieden if regel.wat != "blijft"]

    @property
    def zelfde(self):
        return [regel.naam for regel in self.gebieden if regel.wat == "blijft"]

    def tellingen(self):
        """``[(number, what of), …]`` for the top of the page."""
        kinds = Counter(regel.wat for regel in self.gebieden)
        counted = [
            (kinds["komt"], "gebied komt erbij", "gebieden komen erbij"),
            (kinds["vervalt"], "gebied vervalt", "gebieden vervallen"),
            (kinds["anders"] + kinds["verhuist"], "gebied verandert", "gebieden veranderen"),
            (sum(r.open for r in self.dossiers), "open dossier verhuist", "open dossiers verhuizen"),
            (len(self.rollen), "rol gaat over", "rollen gaan over"),
        ]
        return [(aantal, een if aantal == 1 else meer) for aantal, een, meer in counted]


def stel_op(indeling, vandaag=None):
    """The ``Gevolgen`` of this division, as things are now."""
    vandaag = vandaag or timezone.localdate()
    boom = lees_boom(indeling.plekken())
    wijziging = bereken(boom)
    dag = max(indeling.geldig_van, vandaag)
    found = Gevolgen(indeling.stand(), wijziging.verandert_iets, boom.jaar)
    found.gebieden = _gebieden(boom, wijziging)
    found.opvolging = [
        Opvolgingsregel(v.naam, v.soort, tuple((d.naam, round(100 * a)) for d, a in v.opvolgers), v.maatstaf)
        for v in wijziging.vervalt
    ]
    found.kaart_nu, found.kaart_straks = kaarten(boom, wijziging)
    found.dossiers = _dossiers(boom, wijziging)
    found.rollen = _rollen(wijziging, dag)
    found.platforms = _platforms(wijziging)
    found.stukken = _stukken(wijziging)
    found.reeksen = _reeksen(wijziging, indeling.geldig_van)
    found.beslissen = _beslissen(boom, wijziging, found)
    return found


# Areas ------------------------------------------------------------------------


def _gebieden(boom, wijziging):
    """What comes and goes first, then what changes, then what stays; the large level before the small one."""
    rows = [_regel(boom, k.doel, "komt", k.ligt_in, set(), k.buurten) for k in wijziging.komt]
    for b in wijziging.blijft:
        wat = "anders" if b.erbij or b.eraf else "verhuist" if b.verhuist else "blijft"
        rows.append(_regel(boom, b.doel, wat, b.ligt_in, (b.buurten - b.erbij) | b.eraf, b.buurten))
    for v in wijziging.vervalt:
        rows.append(_regel(boom, boom.knopen[v.gebied], "vervalt", None, v.buurten, set()))
    order = list(WAT)
    return sorted(rows, key=lambda r: (order.index(r.wat), r.niveau != boom.gebiedniveau, r.naam))


def _regel(boom, gebied, wat, ligt_in, nu, straks):
    named = [tuple(sorted(boom.knopen[pk].naam for pk in deel)) for deel in (straks - nu, nu - straks)]
    return Gebiedsregel(
        gebied.naam,
        gebied.niveau,
        wat,
        ligt_in.naam if ligt_in else "",
        named[0],
        named[1],
        _inwoners(boom, nu),
        _inwoners(boom, straks),
    )


def _inwoners(boom, buurten):
    """Missing is not zero: without the figure of every buurt there is no total."""
    people = [boom.inwoners.get(buurt) for buurt in buurten]
    return sum(people) if people and None not in people else None


# What lies in them --------------------------------------------------------------


def _verhuizingen(boom, wijziging):
    """``{area pk: (area it lies in now, areas it will lie in)}`` for what comes to lie under another area."""
    goes = {v.gebied: v for v in wijziging.vervalt}
    stays = {b.gebied: b for b in wijziging.blijft}

    def straks(pk):
        if pk in wijziging.buurten:
            return [boom.doelen(pk)[0].naam]
        if pk in goes:
            return [doel.naam for doel, _ in goes[pk].opvolgers]
        if pk in stays:
            return [(stays[pk].ligt_in or stays[pk].doel).naam]
        return []

    found = {}
    for pk, knoop in boom.knopen.items():
        above = [boom.knopen[p] for p in [pk, *boom.boven(pk)]]
        nu = knoop.naam if pk in goes else next((k.naam for k in above if k.niveau == boom.gebiedniveau), "")
        naar = straks(pk)
        if naar and naar != [nu]:
            found[pk] = (nu, " en ".join(naar))
    return found


def _dossiers(boom, wijziging):
    """A row per kind, from, to; two grouped queries per kind."""
    moves = _verhuizingen(boom, wijziging)
    totals = defaultdict(Counter)
    for model in (*in_gebieden(), *in_een_gebied()):
        if model is Platform or not moves:
            continue
        for kolom, aantallen in _per_gebied(model, moves):
            for gebied, aantal in aantallen:
                totals[model._meta.verbose_name_plural, *moves[gebied]][kolom] += aantal
    return [
        Dossierregel(soort, van, naar, c["open"], c["alle"] - c["open"])
        for (soort, van, naar), c in sorted(totals.items())
        if c["alle"]
    ]


def _per_gebied(model, gebieden):
    running = open_rijen(model).order_by().values("pk")
    if any(veld.name == "gebieden" for veld in model._meta.many_to_many):
        rows = model.gebieden.through.objects.filter(gebied__in=gebieden)
        still = rows.filter(**{f"{model._meta.get_field('gebieden').m2m_field_name()}__in": running})
    else:
        rows = model._default_manager.filter(gebied__in=gebieden).order_by()
        still = rows.filter(pk__in=running)
    for kolom, deel in (("alle", rows), ("open", still)):
        yield kolom, deel.values_list("gebied").annotate(aantal=Count("pk"))


def _rollen(wijziging, dag):
    found = []
    for vervalt in wijziging.vervalt:
        names = [doel.naam for doel, _ in vervalt.opvolgers]
        for rol in rollen_op(vervalt.gebied, dag):
            hours = verdeel_uren(rol.uren, [aandeel for _, aandeel in vervalt.opvolgers])
            wordt = tuple(zip(names, hours, strict=True))
            found.append(Rolregel(str(rol.persoon), rol.functie_naam, vervalt.naam, rol.uren, wordt))
    return found


def _platforms(wijziging):
    """``[(platform, old area, new areas), …]``."""
    naar = {v.gebied: v for v in wijziging.vervalt}
    rows = Platform.objects.actief().filter(gebieden__in=naar).order_by("naam").values_list("naam", "gebieden")
    return [(naam, naar[pk].naam, _namen(naar[pk])) for naam, pk in rows if pk in naar]


def _stukken(wijziging):
    """Running agendas, plans and the like of areas that go: they stay there until a person decides."""
    goes = {v.gebied: v for v in wijziging.vervalt}
    found = []
    for model in in_een_gebied():
        found += [
            (model._meta.verbose_name.capitalize(), stuk, goes[stuk.gebied_id])
            for stuk in open_rijen(model)
            .filter(gebied__in=goes)
            .select_related("gebied")
            .order_by("pk")[:MEESTE_ZINNEN]
        ]
    return [(soort, stuk, vervalt.naam, _namen(vervalt)) for soort, stuk, vervalt in found]


def _namen(vervalt):
    return " en ".join(doel.naam for doel, _ in vervalt.opvolgers)


# Figures, and what is left --------------------------------------------------------


def _reeksen(wijziging, geldig_van):
    """How the time series go on, in sentences."""
    found = []
    if wijziging.komt or any(b.erbij or b.eraf for b in wijziging.blijft):
        found.append(
            "Cijfers die uit de buurten worden opgeteld, lopen door zonder breuk: ze worden voor de nieuwe indeling "
            "over alle jaren opnieuw opgeteld."
        )
    jaar = eerste_jaar(geldig_van)
    for vervalt in wijziging.vervalt:
        if namen := _eigen_cijfers(vervalt.gebied):
            found.append(
                f"Alleen voor {vervalt.naam} gemeten: {opsomming(namen)}. De reeks loopt door bij {_namen(vervalt)}, "
                f"met een breuk in {jaar}; een gebied dat al bestond houdt zijn eigen reeks."
            )
    for blijft in wijziging.blijft:
        if (blijft.erbij or blijft.eraf) and (namen := _eigen_cijfers(blijft.gebied)):
            found.append(
                f"{blijft.doel.naam} krijgt andere buurten. Deze cijfers zijn voor het hele gebied gemeten en worden "
                f"niet omgerekend: {opsomming(namen)}. Vergelijk ze vanaf {jaar} met zorg."
            )
    return found


def _eigen_cijfers(gebied):
    rows = Cijfer.objects.filter(gebied=gebied, is_berekend=False).order_by("indicator__naam")
    return list(rows.values_list("indicator__naam", flat=True).distinct())


def _beslissen(boom, wijziging, found):
    """What no software can decide."""
    lines = [
        f"{soort} ‘{stuk}’ hoort bij {van}, dat vervalt. Besluit of {naar} een eigen stuk krijgt of dit afrondt."
        for soort, stuk, van, naar in found.stukken
    ]
    # What lies in the area itself goes to all its successors; what lies in one of its villages goes with the village.
    open_ = Counter()
    for regel in found.dossiers:
        open_[regel.van, regel.naar] += regel.open
    for vervalt in wijziging.vervalt:
        if vervalt.soort == "gesplitst" and open_[vervalt.naam, _namen(vervalt)]:
            lines.append(
                f"{vervalt.naam} wordt gesplitst. Wat daar open staat komt bij {_namen(vervalt)} en wordt geleid "
                f"vanuit {vervalt.opvolgers[0][0].naam}. Haal per dossier weg wat daar niet hoort."
            )
        if vervalt.maatstaf == "buurten" and len(vervalt.opvolgers) > 1:
            lines.append(f"Van {vervalt.naam} zijn de inwoners niet bekend: de aandelen gaan naar het aantal buurten.")
    lines += [
        f"{rol.persoon} krijgt de rol {rol.functie} in {len(rol.wordt)} gebieden. De uren zijn verdeeld, niet "
        "verdubbeld: klopt de verdeling?"
        for rol in found.rollen
        if len(rol.wordt) > 1 and rol.uren
    ]
    inherits = {doel for vervalt in wijziging.vervalt for doel, _ in vervalt.opvolgers}
    # A role reaches what lies inside: where the area around it is new too, one role there is enough.
    comes = {komt.doel for komt in wijziging.komt}
    lines += [
        f"{komt.doel.naam} volgt geen gebied op en erft dus geen rollen: geef iemand daar een rol."
        for komt in wijziging.komt
        if komt.doel not in inherits and komt.ligt_in not in comes
    ]
    return lines[:MEESTE_ZINNEN]
