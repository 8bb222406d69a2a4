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
from gebiedswerk.profiel import huidig
from gebiedswerk.upsert import Upsert

INWONERS = "inwoners"
DECIMALEN = 6
# A figure that is measured by another one ("per thousand inhabitants") may take it from a year this far away.
JAREN_ERNAAST = 2
SLEUTEL = ("gebied_id", "indicator_id", "jaar")
HERKOMST = ("bron", "is_voorlopig", "is_voorbeeld")
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


def bereken(kinderen, volgorde, soort, waarden, gewichten=None):
    """The totals of one indicator that can be made, without a database: ``{area: figure}``, only what was added.

    ``kinderen``: ``{area: [part, …]}``; ``volgorde``: areas from deep to shallow; ``waarden``: ``{area: figure}`` as
    published; ``gewichten``: ``{area: weight}``, of a count the inhabitants (None: it counts those itself).
    """
    known, added = dict(waarden), {}
    weights = known if gewichten is None else gewichten
    combine = tel_samen if soort == "telling" else weeg_samen
    for gebied in volgorde:
        parts = kinderen.get(gebied, ())
        if not parts or gebied in known:
            continue
        total = combine([(known.get(part), weights.get(part)) for part in parts])
        if total is not None:
            known[gebied] = added[gebied] = round(total, DECIMALEN)
    return added


def op_volgorde(indicatoren):
    """Every count first, the inhabitants before all, since the rest weighs by counts; what is derived comes last."""
    return sorted(
        indicatoren, key=lambda i: ("afgeleid" in i.sleutels, i.soort != "telling", i.code != INWONERS, i.code)
    )


class _Boom:
    """The running areas as a tree: their parts, and the areas that have parts from deep to shallow."""

    def __init__(self):
        fields = ("pk", "ouder_id", "pad", "naam", "code", "niveau")
        rows = list(Gebied.objects.lopend().values_list(*fields).order_by("pk"))
        self.namen = {pk: (naam, code) for pk, _, _, naam, code, _ in rows}
        self.kinderen = defaultdict(list)
        for pk, ouder, *_ in rows:
            self.kinderen[ouder].append(pk)
        smallest = huidig().niveaus[-1]["code"]
        buurten = {pk for pk, *_, niveau in rows if niveau == smallest}
        for ouder, parts in self.kinderen.items():
            # Buurten cover all ground: what holds none and lies beside them is the same ground a second time.
            if not buurten.isdisjoint(parts):
                self.kinderen[ouder] = [pk for pk in parts if pk in buurten or pk in self.kinderen]
        deep_first = sorted(rows, key=lambda row: row[2].count("/"), reverse=True)
        self.volgorde = [pk for pk, *_ in deep_first if pk in self.kinderen]


class _Jaargang:
    """The published figures of one year, what they weigh by, and where they came from."""

    def __init__(self, jaar, boom):
        self.jaar, self.boom, self.tellingen = jaar, boom, {}
        self.by_code = {i.code: i for i in Indicator.objects.select_related("basis")}
        self.gepubliceerd = Cijfer.objects.filter(jaar=jaar, is_berekend=False)
        self.bronnen = defaultdict(list)
        for indicator, *bron in self.gepubliceerd.values_list("indicator", *HERKOMST).distinct():
            self.bronnen[indicator].append(tuple(bron))

    def waarden(self, indicator):
        if indicator.pk not in self.bronnen:
            return {}
        rows = self.gepubliceerd.filter(indicator=indicator).values_list("gebied_id", "waarde")
        return {gebied: waarde for gebied, waarde in rows.iterator() if gebied in self.boom.namen}

    def totalen(self, indicator):
        """``{area: figure}`` of what can be added up, or worked out from what was."""
        own = self.waarden(indicator)
        if rule := indicator.sleutels.get("afgeleid"):
            return self._leid_af(rule, own)
        basis = indicator.basis.code if indicator.basis_id else INWONERS if indicator.soort == "telling" else ""
        weights = None if indicator.code == INWONERS else self.tellingen.get(basis, {})
        added = bereken(self.boom.kinderen, self.boom.volgorde, indicator.soort, own, weights)
        if indicator.soort == "telling":
            self.tellingen[indicator.code] = own | added
        return added

    def _leid_af(self, rule, own):
        """One count per so many of another, such as crimes per thousand inhabitants."""
        delen = self.tellingen.get(rule["deel"])
        if not delen:
            return {}
        same_year, near, added = self.tellingen.get(rule["geheel"], {}), self._dichtstbij(rule["geheel"]), {}
        for gebied, deel in delen.items():
            geheel = same_year.get(gebied) or near.get(gebied)
            if geheel and geheel >= rule.get("vanaf", 0) and gebied not in own:
                added[gebied] = round(rule.get("maal", 100) * deel / geheel, DECIMALEN)
        return added

    def _dichtstbij(self, code):
        """``{area: figure}`` of the year nearest to this one, at most two away."""
        years = [self.jaar + step for distance in range(JAREN_ERNAAST, 0, -1) for step in (distance, -distance)]
        rows = Cijfer.objects.filter(indicator__code=code, jaar__in=years).values_list("jaar", "gebied_id", "waarde")
        return {gebied: waarde for _, gebied, waarde in sorted(rows, key=lambda row: years.index(row[0]))}

    def herkomst(self, indicator):
        """Source and reservations of a total: ``f(area)``. They are those of all published figures inside it."""
        if rule := indicator.sleutels.get("afgeleid"):
            indicator = self.by_code.get(rule["deel"], indicator)
        bronnen = self.bronnen[indicator.pk]
        if len(bronnen) == 1:
            return lambda gebied: bronnen[0]
        rows = self.gepubliceerd.filter(indicator=indicator).values_list("gebied_id", *HERKOMST)
        found = {gebied: {tuple(bron)} for gebied, *bron in rows.iterator()}
        for gebied in self.boom.volgorde:
            found[gebied] = set().union(*(found.get(deel, ()) for deel in (gebied, *self.boom.kinderen[gebied])))
        return lambda gebied: _samen(found[gebied])


def _samen(bronnen):
    namen, voorlopig, voorbeeld = zip(*bronnen, strict=True)
    return namen[0] if len(set(namen)) == 1 else "verschillende bronnen", any(voorlopig), any(voorbeeld)


@transaction.atomic
def tel_op(jaar):
    """Store the totals of a year for all running areas; a total that was stored before follows its parts.

    Returns a ``Verslag``, a line per area. It goes through the indicators one by one, so that a year of the whole
    country fits in memory.
    """
    boom = _Boom()
    jaargang, upsert, made = _Jaargang(jaar, boom), Upsert(Cijfer, SLEUTEL, VELDEN), set()
    for indicator in op_volgorde(jaargang.by_code.values()):
        if added := jaargang.totalen(indicator):
            herkomst = jaargang.herkomst(indicator)
            for gebied, waarde in added.items():
                bron, voorlopig, voorbeeld = herkomst(gebied)
                upsert.add((gebied, indicator.pk, jaar, float(waarde), bron, True, voorlopig, voorbeeld))
            made.update(added)
    upsert.flush()
    verslag = Verslag()
    for gebied in sorted(made, key=boom.namen.get):
        uitkomst = NIEUW if upsert.new[gebied] else GEWIJZIGD if upsert.changed[gebied] else ONGEWIJZIGD
        verslag.meld(*boom.namen[gebied], uitkomst)
    return verslag


def jaren_bij(jaren):
    """The years to add up when figures of ``jaren`` came in: also those that are measured by a year nearby.

    Years with what others are measured by come first, so that its totals are there when the others ask for them.
    """
    rules = [i.sleutels["afgeleid"] for i in Indicator.objects.all() if "afgeleid" in i.sleutels]
    near = {jaar + step for jaar in jaren for step in range(-JAREN_ERNAAST, JAREN_ERNAAST + 1)}
    figures = Cijfer.objects.filter(jaar__in=near).values_list("jaar", flat=True).distinct()
    measured = set(figures.filter(indicator__code__in={rule["deel"] for rule in rules}))
    measuring = set(figures.filter(indicator__code__in={rule["geheel"] for rule in rules}))
    return sorted({*jaren, *measured}, key=lambda jaar: (jaar not in measuring, jaar))
