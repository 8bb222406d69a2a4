"""What stands out in an area: what differs from the municipality, or from its own past, by more than chance explains.

The rule in words (domain.md §5.1: "what stands out is said, with the reason and the uncertainty"):

1. *Against the municipality.* A percentage is compared with the rest of the municipality, the area itself left out,
   by the test for two proportions. An average has no known spread of its own; it is compared with the areas of the
   same level: how many (robust) standard deviations it lies from their median. Counts are not compared: a part is
   always smaller than the whole.
2. *Against its own past*: the latest earlier year. A percentage by the same test, a count as a Poisson count. The
   people are largely the same ones, so that the true chance is smaller still: the test errs on the side of silence.
   Averages are left out, for want of a spread.
3. *Rounding.* CBS rounds to five (some counts to ten), so a count may be 2.5 (or 5) off. The difference is first
   made smaller by what rounding alone could do (for a figure that was added up: by the root of the number of parts).
   What is too small to test (fewer than 50 to measure by, or fewer than 5 expected on either side) is left out.
4. *Many questions.* Who looks at thirty figures sees something odd by luck alone. So the chances are judged together
   with the rule of Benjamini and Hochberg (1995), at 5%: of what we call striking, at most one in twenty is chance.
5. *Worth saying.* A difference must also be large: a fifth of the municipality's figure, a tenth of one's own past.

No area is left with something at all costs: when nothing stands out, nothing is said.
"""

from dataclasses import dataclass
from math import erfc, sqrt
from statistics import median

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from gebieden.cijfers.getallen import getal, in_woorden
from gebieden.cijfers.models import Cijfer
from gebieden.gebied.models import Gebied

FDR = 0.05
AFRONDING = 5
MIN_BASIS = 50
MIN_VERWACHT = 5
MIN_BUREN = 8
# A median absolute deviation times this is a standard deviation, for a normal spread.
MAD_NAAR_SD = 1.4826
VERSCHIL_GEMEENTE = 0.20
VERSCHIL_VERLEDEN = 0.10


@dataclass(frozen=True)
class Meting:
    """One indicator in one area, with what it can be compared with. ``basis`` is what a percentage is taken of."""

    code: str
    naam: str
    thema: str
    soort: str
    zin: str = "is {waarde}"
    eenheid: str = ""
    decimalen: int = 0
    richting: int = 0
    waarde: float = 0.0
    basis: float | None = None
    basis_naam: str = ""
    delen: int = 1
    afronding: float = AFRONDING
    gemeente: float | None = None
    gemeente_basis: float | None = None
    buren: tuple[float, ...] = ()
    vorig_jaar: int | None = None
    vorige: float | None = None
    vorige_basis: float | None = None


@dataclass(frozen=True)
class Opvallend:
    """Something that stands out, with a sentence to read aloud and the reason to say it."""

    code: str
    naam: str
    thema: str
    tegen: str  # "gemeente" or "verleden"
    waarde: float
    vergelijking: float
    jaar_vergelijking: int | None
    is_hoger: bool
    is_gunstig: bool | None  # None: no judgement
    z: float
    kans: float
    zin: str
    reden: str


@dataclass(frozen=True)
class _Toets:
    meting: Meting
    tegen: str
    vergelijking: float
    z: float
    is_groot: bool

    @property
    def kans(self):
        return erfc(self.z / sqrt(2))


def opvallend_uit(gebied_naam, metingen, fdr=FDR):
    """The pure rule: ``Meting``s of one area → what stands out, the most striking first."""
    toetsen = [toets for m in metingen for toets in (_tegen_gemeente(m), _tegen_verleden(m)) if toets]
    limit = _benjamini_hochberg([toets.kans for toets in toetsen], fdr)
    found = [t for t in toetsen if t.kans <= limit and t.is_groot and t.z > 0 and _is_te_zien(t)]
    return [_als_opvallend(gebied_naam, t) for t in sorted(found, key=lambda t: (-t.z, t.meting.code, t.tegen))]


def _benjamini_hochberg(kansen, fdr):
    """The largest chance that is still accepted; -1 when none is."""
    accepted = [kans for rang, kans in enumerate(sorted(kansen), 1) if kans <= fdr * rang / len(kansen)]
    return max(accepted, default=-1)


def _tegen_gemeente(m):
    if m.gemeente is None:
        return None
    if m.soort == "percentage":
        z = _z_rest(m)
        room = min(m.gemeente, 100 - m.gemeente)
    elif m.soort == "gemiddelde":
        z = _z_buren(m)
        room = abs(m.gemeente)
    else:
        return None
    return None if z is None else _Toets(m, "gemeente", m.gemeente, z, _is_groot(m.waarde, m.gemeente, room))


def _is_groot(waarde, vergelijking, room, deel=VERSCHIL_GEMEENTE):
    return abs(waarde - vergelijking) >= deel * room and waarde != vergelijking


def _z_rest(m):
    """The area against the rest of the municipality."""
    if m.basis is None or m.gemeente_basis is None or m.gemeente_basis - m.basis < MIN_BASIS:
        return None
    rest_basis = m.gemeente_basis - m.basis
    rest = (m.gemeente * m.gemeente_basis - m.waarde * m.basis) / rest_basis
    # Both figures are rounded, so that the rest can come out just outside what is possible.
    return _z_aandelen(m, min(max(rest, 0), 100), rest_basis)


def _z_aandelen(m, ander, n_ander):
    """Standard errors between two percentages, after taking off what rounding can do; None when too small to test."""
    n_een = m.basis
    if min(n_een, n_ander) < MIN_BASIS:
        return None
    p, q = m.waarde / 100, ander / 100
    samen = (p * n_een + q * n_ander) / (n_een + n_ander)
    if min(n_een, n_ander) * min(samen, 1 - samen) < MIN_VERWACHT:
        return None
    rounding = m.afronding / 2 * sqrt(m.delen) * ((1 + p) / n_een + (1 + q) / n_ander)
    error = sqrt(samen * (1 - samen) * (1 / n_een + 1 / n_ander))
    return max(abs(p - q) - rounding, 0) / error


def _z_buren(m):
    """Robust standard deviations from the median of the areas on the same level."""
    if len(m.buren) < MIN_BUREN:
        return None
    middle = median(m.buren)
    spread = MAD_NAAR_SD * median(abs(b - middle) for b in m.buren)
    half_unit = 10**-m.decimalen / 2
    return max(abs(m.waarde - middle) - half_unit, 0) / max(spread, half_unit)


def _tegen_verleden(m):
    if m.vorige is None:
        return None
    if m.soort == "percentage" and m.basis is not None and m.vorige_basis is not None:
        z = _z_aandelen(m, m.vorige, m.vorige_basis)
        room = min(m.vorige, 100 - m.vorige)
    elif m.soort == "telling" and min(m.waarde, m.vorige) >= MIN_BASIS:
        z = max(abs(m.waarde - m.vorige) - m.afronding * sqrt(m.delen), 0) / sqrt(m.waarde + m.vorige)
        room = m.vorige
    else:
        return None
    if z is None:
        return None
    return _Toets(m, "verleden", m.vorige, z, _is_groot(m.waarde, m.vorige, room, VERSCHIL_VERLEDEN))


def _is_te_zien(toets):
    """A difference that disappears in the rounding of the sentence is no news."""
    m = toets.meting
    return round(m.waarde, m.decimalen) != round(toets.vergelijking, m.decimalen)


def _als_opvallend(gebied_naam, toets):
    m = toets.meting
    is_hoger = m.waarde > toets.vergelijking
    nu = in_woorden(m.waarde, m.eenheid, m.decimalen)
    toen = in_woorden(toets.vergelijking, m.eenheid, m.decimalen)
    staart = f"in de hele gemeente is dat {toen}" if toets.tegen == "gemeente" else f"in {m.vorig_jaar} was dat {toen}"
    return Opvallend(
        code=m.code,
        naam=m.naam,
        thema=m.thema,
        tegen=toets.tegen,
        waarde=m.waarde,
        vergelijking=toets.vergelijking,
        jaar_vergelijking=m.vorig_jaar if toets.tegen == "verleden" else None,
        is_hoger=is_hoger,
        is_gunstig=None if m.richting == 0 else is_hoger == (m.richting > 0),
        z=round(toets.z, 2),
        kans=toets.kans,
        zin=f"In {gebied_naam} {m.zin.format(waarde=nu)}; {staart}.",
        reden=_reden(toets),
    )


def _reden(toets):
    m = toets.meting
    if m.soort == "gemiddelde":
        return (
            f"Dit wijkt duidelijk af van de {len(m.buren)} gebieden op hetzelfde niveau: "
            f"{getal(toets.z, 1)} keer de gewone spreiding."
        )
    one_in = 1000 if toets.kans < 0.001 else 100 if toets.kans < 0.01 else 20
    over = getal(m.waarde) if m.soort == "telling" else f"{getal(m.basis)} {m.basis_naam}".strip()
    return (
        "Het verschil is groter dan toeval en afronding kunnen verklaren "
        f"(kans kleiner dan 1 op {getal(one_in)}, gemeten over {over})."
    )


def opvallend(gebied, jaar):
    """What stands out in this area in this year; reads the figures in one query."""
    root = gebied.pad_ids()[0]
    rows = list(_cijfers_voor(gebied, root, jaar))
    return opvallend_uit(gebied.naam, maak_metingen(rows, gebied.pk, root, jaar))


def _cijfers_voor(gebied, root, jaar):
    """Figures of the area up to this year, and of this year those of the municipality and the averages beside it."""
    parts = (
        Gebied.objects.lopend()
        .filter(pad__startswith=OuterRef("gebied__pad"), kinderen=None)
        .order_by()
        .values("is_actief")
        .annotate(aantal=Count("pk"))
        .values("aantal")
    )
    number_of_parts = Coalesce(Subquery(parts, output_field=IntegerField()), 1)
    beside = Q(gebied__niveau=gebied.niveau, gebied__is_actief=True, indicator__soort="gemiddelde", jaar=jaar)
    return (
        Cijfer.objects.filter(Q(gebied=gebied, jaar__lte=jaar) | Q(gebied=root, jaar=jaar) | beside)
        .annotate(basis_code=F("indicator__basis__code"), basis_naam=F("indicator__basis__eenheid"))
        .annotate(delen=Case(When(gebied=gebied, is_berekend=True, then=number_of_parts), default=1))
        .select_related("indicator")
        .order_by("indicator__volgorde", "indicator__code", "jaar")
    )


def maak_metingen(cijfers, gebied, root, jaar):
    """``Cijfer`` rows (with ``basis_code`` and ``delen``) → a ``Meting`` per indicator of the area."""
    at = {(c.gebied_id, c.indicator.code, c.jaar): c.waarde for c in cijfers}
    buren, earlier = {}, {}
    for c in cijfers:
        if c.jaar == jaar and c.gebied_id != root:
            buren.setdefault(c.indicator.code, []).append(c.waarde)
        if c.gebied_id == gebied and c.jaar < jaar:
            earlier[c.indicator.code] = c.jaar
    metingen = []
    for c in cijfers:
        if c.gebied_id != gebied or c.jaar != jaar:
            continue
        i, vorig = c.indicator, earlier.get(c.indicator.code)
        is_root = gebied == root
        metingen.append(
            Meting(
                code=i.code,
                naam=i.naam,
                thema=i.thema,
                soort=i.soort,
                zin=i.zin or f"is het cijfer ‘{i.naam}’ {{waarde}}",
                eenheid=i.eenheid,
                decimalen=i.decimalen,
                richting=i.richting,
                waarde=c.waarde,
                basis=at.get((gebied, c.basis_code, jaar)),
                basis_naam=c.basis_naam or "",
                delen=c.delen,
                afronding=max((s.get("afronding", AFRONDING) for s in i.sleutels.values()), default=AFRONDING),
                gemeente=None if is_root else at.get((root, i.code, jaar)),
                gemeente_basis=at.get((root, c.basis_code, jaar)),
                buren=tuple(buren.get(i.code, ())),
                vorig_jaar=vorig,
                vorige=at.get((gebied, i.code, vorig)),
                vorige_basis=at.get((gebied, c.basis_code, vorig)),
            )
        )
    return metingen
