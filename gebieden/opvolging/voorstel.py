"""Which new area came in the place of which old one: a proposal, for a person to correct.

What overlaps counts first: the share is the part of the old area that lies in the new one. Less than 5 % is noise of
two maps that were drawn apart, and from 95 % on it is the whole area. People do not live spread evenly: where the
inhabitants of all new areas concerned are known, a part weighs by how densely the new area is peopled. Where no
boundaries are known, areas with the same name follow each other up. An area whose code stayed the same is the same
area, and needs no successor.
"""

import re
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass

from gebieden.gebied.codes import normaliseer, soort_van
from gebieden.gebied.models import Gebied
from gebieden.importeren import lees_csv

RUIS, GEHEEL = 0.05, 0.95
# What two maps of the same area have in common at least, however differently they draw rivers and coasts.
DEKKING = 0.8
DECIMALEN = 4


@dataclass(frozen=True)
class Regel:
    """``nieuw`` is None where there is no successor."""

    oud: int
    nieuw: int | None
    aandeel: float = 1.0
    bron: str = "hand"

    als_gegevens = asdict


def aandelen_van(overlap, dichtheid=None):
    """Shares of one old area from ``{new area: part of the old one that lies in it}``, the largest first.

    ``dichtheid``: ``{new area: people per surface}``. Shares add up to one, unless a good part of the old area lies in
    none of them: that went somewhere else.
    """
    counting = {nieuw: deel for nieuw, deel in overlap.items() if deel >= RUIS}
    if not counting:
        return []
    largest = max(counting, key=counting.get)
    if counting[largest] >= GEHEEL:
        return [(largest, 1.0)]
    covered = sum(counting.values())
    weights = {nieuw: deel * (dichtheid or {}).get(nieuw, 0) for nieuw, deel in counting.items()}
    if any(nieuw not in (dichtheid or {}) for nieuw in counting) or not sum(weights.values()):
        weights = counting
    whole = sum(weights.values())
    weights = {nieuw: w for nieuw, w in weights.items() if w >= RUIS * whole}
    whole = sum(weights.values()) / (1 if covered >= DEKKING else covered)
    shares = [(nieuw, min(round(w / whole, DECIMALEN), 1.0)) for nieuw, w in weights.items()]
    return sorted(shares, key=lambda paar: (-paar[1], paar[0]))


def naam_kaal(naam):
    """A name without what two publishers write differently: capitals, dashes and spaces."""
    return re.sub(r"[\W_]+", "", naam.casefold())


def op_naam(oude, nieuwe):
    """``{old pk: new pk}`` for names that occur once on both sides, among areas of the same kind."""
    sides = []
    for gebieden in (oude, nieuwe):
        keys = {g.pk: (soort(g), naam_kaal(g.naam)) for g in gebieden}
        times = Counter(keys.values())
        sides.append({key: pk for pk, key in keys.items() if times[key] == 1 and key[1]})
    return {pk: sides[1][key] for key, pk in sides[0].items() if key in sides[1]}


def soort(gebied):
    """What an area may be compared with: CBS areas with their own kind, other areas on their level."""
    return soort_van(gebied.code) or gebied.niveau


def stel_voor(oude, nieuwe, overlap, dichtheid=None):
    """A ``Regel`` or more for every old area; ``overlap``: ``{old pk: {new pk: part}}``."""
    names = op_naam(oude, nieuwe)
    found = []
    for gebied in oude:
        shares = aandelen_van(overlap.get(gebied.pk, {}), dichtheid)
        if shares:
            found += [Regel(gebied.pk, nieuw, aandeel, "overlap") for nieuw, aandeel in shares]
        elif gebied.pk in names:
            found.append(Regel(gebied.pk, names[gebied.pk], 1.0, "code"))
        else:
            found.append(Regel(gebied.pk, None))
    return found


def kandidaten(herindeling):
    """``(old areas, new areas)`` of a herindeling, as querysets."""
    if herindeling.oude_bron:
        oude = Gebied.objects.lopend().filter(bron=herindeling.oude_bron)
    else:
        oude = Gebied.objects.filter(is_actief=False, opvolgers=None)
    nieuwe = Gebied.objects.lopend().exclude(pk__in=oude.values("pk"))
    return oude.order_by("code", "pk"), nieuwe.order_by("code", "pk")


KOLOMMEN = ("oud", "nieuw")


def lees_bestand(bestand, oude, nieuwe):
    """``(rows, remarks)`` of a CSV with ``oud;nieuw;aandeel``, by code; an empty share is the whole area."""
    old, new = ({g.code: g.pk for g in gebieden} for gebieden in (oude, nieuwe))
    found, remarks, total = {}, [], defaultdict(float)
    for nummer, cellen in lees_csv(bestand, KOLOMMEN):
        regel, fout = (None, "heeft niet evenveel cellen als de kop") if cellen is None else _rij(cellen, old, new)
        if not fout and (regel.oud, regel.nieuw) in found:
            fout = "staat al eerder in het bestand"
        if not fout and total[regel.oud] + regel.aandeel > 1 + 1e-6:
            fout = "de aandelen van dit gebied zijn samen meer dan 100 procent"
        if fout:
            remarks.append(f"Regel {nummer}: {fout}.")
        else:
            found[regel.oud, regel.nieuw] = regel
            total[regel.oud] += regel.aandeel
    rest = [Regel(g.pk, None) for g in oude if g.pk not in total]
    return [*found.values(), *rest], remarks


def _rij(cellen, old, new):
    """``(Regel, "")``, or ``(None, why not)``."""
    oud, nieuw = normaliseer(cellen["oud"])[0], normaliseer(cellen["nieuw"])[0]
    if oud not in old:
        return None, f"{cellen['oud'] or 'een lege code'} is geen vervallen gebied"
    if nieuw not in new:
        return None, f"{cellen['nieuw'] or 'een lege code'} is geen gebied van nu"
    aandeel = lees_aandeel(cellen.get("aandeel", ""))
    if aandeel is None:
        return None, f"{cellen['aandeel']} is geen aandeel tussen 0 en 1, of tussen 0 en 100 procent"
    return Regel(old[oud], new[nieuw], aandeel, "bestand"), ""


def lees_aandeel(tekst):
    """``0,7``, ``0.7``, ``70%`` or ``70 %``; empty is everything; None when it is none of these."""
    kaal = tekst.strip().replace(",", ".")
    procent = kaal.endswith("%")
    try:
        getal = float(kaal.rstrip("% ")) if kaal else 1.0
    except ValueError:
        return None
    getal = getal / 100 if procent else getal
    return round(getal, DECIMALEN) if 0 < getal <= 1 else None
