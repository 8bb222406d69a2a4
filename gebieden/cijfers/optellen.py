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

INWONERS = "inwoners"
DECIMALEN = 6


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


@transaction.atomic
def tel_op(jaar):
    """Store the totals of a year for all running areas; a total that was stored before follows its parts."""
    verslag = Verslag()
    indicatoren = list(Indicator.objects.select_related("basis"))
    gebieden = {g.pk: g for g in Gebied.objects.lopend().defer("grens")}
    stored = {
        (c.gebied_id, c.indicator.code): c
        for c in Cijfer.objects.filter(jaar=jaar, gebied__in=gebieden).select_related("indicator")
    }
    published = {sleutel: c.waarde for sleutel, c in stored.items() if not c.is_berekend}
    children = defaultdict(list)
    for gebied in gebieden.values():
        children[gebied.ouder_id].append(gebied.pk)
    order = sorted(gebieden, key=lambda pk: gebieden[pk].pad.count("/"), reverse=True)
    added = bereken(children, order, op_volgorde(indicatoren), published)
    by_code = {i.code: i for i in indicatoren}
    new, changed = [], []
    for (gebied, code), waarde in sorted(added.items()):
        velden = {"waarde": waarde} | _herkomst(gebieden[gebied], code, gebieden, stored)
        cijfer = stored.get((gebied, code))
        if cijfer is None:
            new.append(Cijfer(gebied_id=gebied, indicator=by_code[code], jaar=jaar, is_berekend=True, **velden))
        elif any(getattr(cijfer, veld) != inhoud for veld, inhoud in velden.items()):
            for veld, inhoud in velden.items():
                setattr(cijfer, veld, inhoud)
            changed.append(cijfer)
        uitkomst = NIEUW if cijfer is None else GEWIJZIGD if cijfer in changed[-1:] else ONGEWIJZIGD
        verslag.meld(gebieden[gebied].naam, code, uitkomst)
    Cijfer.objects.bulk_create(new)
    Cijfer.objects.bulk_update(changed, ["waarde", "bron", "is_voorlopig", "is_voorbeeld"])
    return verslag


def _herkomst(gebied, code, gebieden, stored):
    """Source and reservations of a total: those of all published figures it was made of."""
    parts = [
        cijfer
        for (pk, c), cijfer in stored.items()
        if c == code and not cijfer.is_berekend and gebieden[pk].pad.startswith(gebied.pad)
    ]
    bronnen = {cijfer.bron for cijfer in parts}
    return {
        "bron": bronnen.pop() if len(bronnen) == 1 else "verschillende bronnen",
        "is_voorlopig": any(cijfer.is_voorlopig for cijfer in parts),
        "is_voorbeeld": any(cijfer.is_voorbeeld for cijfer in parts),
    }
