"""Adding figures up along the tree of areas (domain.md §2, §5.1).

The rule, for one indicator in one year:

- a count is the sum of its parts; a percentage or average weighs each part by its ``basis`` (65-plus by inhabitants,
  persons per household by households);
- missing is not zero: there is a total only when every part that counts has a figure. A part in which nobody lives
  (or with nothing to weigh by) does not count, so its missing figure stands in nobody's way. A total over some of
  the parts would look like a fall that never happened, so it is not made;
- a figure of the area itself, from its publisher, always wins over what we add up.
"""

from collections import defaultdict

from django.db import transaction

from gebieden.cijfers.models import Cijfer, Indicator
from gebieden.gebied.models import Gebied
from gebieden.importeren import GEWIJZIGD, NIEUW, ONGEWIJZIGD, Verslag
from gebiedswerk.upsert import Upsert

INWONERS = "inwoners"
DECIMALEN = 6
# A figure that is measured by another one ("per thousand inhabitants") may take it from a year this far away.
JAREN_ERNAAST = 2
SLEUTEL = ("gebied_id", "indicator_id", "jaar")
VELDEN = ("waarde", "bron", "is_berekend", "is_voorlopig", "is_voorbeeld")


def tel_samen(delen):
    """The sum of counts, from ``[(value, inhabitants), …]``; None when a part that counts has no figure."""
    known = [waarde for waarde, _ in delen if waarde is not None]
    blocked = any(waarde is None and inwoners != 0 for waarde, inwoners in delen)
    return None if blocked or not known else sum(known)


def weeg_samen(delen):
    """The weighted mean, from ``[(value, weight), …]``; None when a part that counts lacks value or weight."""
    counting = [(waarde, gewicht) for waarde, gewicht in delen if gewicht != 0]
    if not counting or any(waarde is None or gewicht is None for waarde, gewicht in counting):
        return None
    return sum(waarde * gewicht for waarde, gewicht in counting) / sum(gewicht for _, gewicht in counting)


def bereken(kinderen, volgorde, indicatoren, waarden):
    """All totals that can be made, without a database.

    ``kinderen``: ``{area: [part, …]}``; ``volgorde``: areas from deep to shallow; ``indicatoren``:
    ``[(code, soort, basis code or None), …]`` with a basis before what weighs by it; ``waarden``:
    ``{(area, code): figure}`` as published. Returns only what was added: ``{(area, code): figure}``.
    """
    known, added = dict(waarden), {}
    for code, soort, basis in indicatoren:
        for gebied in volgorde:
            parts = kinderen.get(gebied, ())
            if not parts or (gebied, code) in known:
                continue
            if soort == "telling":
                # An area without inhabitants may lack any figure but that of its inhabitants itself.
                empty = (lambda part: None) if code == INWONERS else (lambda part: known.get((part, INWONERS)))
                total = tel_samen([(known.get((part, code)), empty(part)) for part in parts])
            else:
                total = weeg_samen([(known.get((part, code)), known.get((part, basis))) for part in parts])
            if total is not None:
                known[gebied, code] = added[gebied, code] = round(total, DECIMALEN)
    return added


def op_volgorde(indicatoren):
    """``[(code, soort, basis), …]`` with every count first, since the rest weighs by counts."""
    rows = [(i.code, i.soort, i.basis.code if i.basis_id else None) for i in indicatoren]
    return sorted(rows, key=lambda row: (row[1] != "telling", row[0] != INWONERS, row[0]))


class _Boom:
    """The running areas as a tree: their parts, and the areas that have parts from deep to shallow."""

    def __init__(self):
        rows = list(Gebied.objects.lopend().values_list("pk", "ouder_id", "pad", "naam", "code").order_by("pk"))
        self.namen = {pk: (naam, code) for pk, _, _, naam, code in rows}
        self.kinderen = defaultdict(list)
        for pk, ouder, *_ in rows:
            self.kinderen[ouder].append(pk)
        deep_first = sorted(rows, key=lambda row: row[2].count("/"), reverse=True)
        self.volgorde = [pk for pk, *_ in deep_first if pk in self.kinderen]

    def herkomst(self, gepubliceerd):
        """``{area: (sources, provisional, made up)}``: that of all published figures in an area and of its own."""
        found = {gebied: ({bron}, *rest) for gebied, (_, bron, *rest) in gepubliceerd.items()}
        for gebied in self.volgorde:
            parts = [found[deel] for deel in (gebied, *self.kinderen[gebied]) if deel in found]
            if parts:
                bronnen, voorlopig, voorbeeld = zip(*parts, strict=True)
                found[gebied] = (set().union(*bronnen), any(voorlopig), any(voorbeeld))
        return found


@transaction.atomic
def tel_op(jaar):
    """Store the totals of a year for all running areas; a total that was stored before follows its parts.

    Returns a ``Verslag``, a line per area. It goes through the indicators one by one, so that a year of the whole
    country fits in memory.
    """
    boom, tellingen, made = _Boom(), {}, set()
    by_code = {i.code: i for i in Indicator.objects.select_related("basis")}
    upsert = Upsert(Cijfer, SLEUTEL, VELDEN)
    for code, soort, basis in op_volgorde(by_code.values()):
        indicator = by_code[code]
        published = _gepubliceerd(indicator, jaar, boom)
        own = {(gebied, code): waarde for gebied, (waarde, *_) in published.items()}
        if rule := indicator.sleutels.get("afgeleid"):
            added = _leid_af(code, rule, own, tellingen, _dichtstbij(by_code.get(rule["geheel"]), jaar))
            published = _gepubliceerd(by_code.get(rule["deel"]), jaar, boom)
        else:
            weights = tellingen.get(basis, {}) | tellingen.get(INWONERS, {})
            added = bereken(boom.kinderen, boom.volgorde, [(code, soort, basis)], weights | own)
        if soort == "telling":
            tellingen[code] = own | added
        herkomst = boom.herkomst(published) if added else {}
        for (gebied, _), waarde in added.items():
            bronnen, voorlopig, voorbeeld = herkomst[gebied]
            bron = next(iter(bronnen)) if len(bronnen) == 1 else "verschillende bronnen"
            upsert.add((gebied, indicator.pk, jaar, float(waarde), bron, True, voorlopig, voorbeeld))
            made.add(gebied)
    upsert.flush()
    verslag = Verslag()
    for gebied in sorted(made, key=boom.namen.get):
        uitkomst = NIEUW if upsert.new[gebied] else GEWIJZIGD if upsert.changed[gebied] else ONGEWIJZIGD
        verslag.meld(*boom.namen[gebied], uitkomst)
    return verslag


def _gepubliceerd(indicator, jaar, boom):
    """``{area: (value, source, provisional, made up)}`` of the running areas, what was added up left out."""
    rows = Cijfer.objects.filter(indicator=indicator, jaar=jaar, is_berekend=False)
    rows = rows.values_list("gebied_id", "waarde", "bron", "is_voorlopig", "is_voorbeeld")
    return {gebied: tuple(rest) for gebied, *rest in rows.iterator() if gebied in boom.namen}


def _leid_af(code, rule, own, tellingen, dichtstbij):
    """``{(area, code): figure}`` of one count per so many of another, such as crimes per thousand inhabitants."""
    same_year, added = tellingen.get(rule["geheel"], {}), {}
    for (gebied, _), deel in tellingen.get(rule["deel"], {}).items():
        geheel = same_year.get((gebied, rule["geheel"])) or dichtstbij.get(gebied)
        if geheel and geheel >= rule.get("vanaf", 0) and (gebied, code) not in own:
            added[gebied, code] = round(rule.get("maal", 100) * deel / geheel, DECIMALEN)
    return added


def _dichtstbij(indicator, jaar):
    """``{area: figure}`` of the year nearest to this one, at most two away."""
    years = [jaar + step for distance in range(JAREN_ERNAAST, 0, -1) for step in (distance, -distance)]
    rows = Cijfer.objects.filter(indicator=indicator, jaar__in=years).values_list("jaar", "gebied_id", "waarde")
    return {gebied: waarde for _, gebied, waarde in sorted(rows, key=lambda row: years.index(row[0]))}


def jaren_bij(jaren):
    """The years to add up when figures of ``jaren`` came in: also those that are measured by a year nearby."""
    parts = {i.sleutels["afgeleid"]["deel"] for i in Indicator.objects.all() if "afgeleid" in i.sleutels}
    near = {jaar + step for jaar in jaren for step in range(-JAREN_ERNAAST, JAREN_ERNAAST + 1)}
    known = Cijfer.objects.filter(indicator__code__in=parts, jaar__in=near).values_list("jaar", flat=True).distinct()
    return sorted({*jaren, *known})
