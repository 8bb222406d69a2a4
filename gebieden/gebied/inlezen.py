"""Writing boundaries into the tree of areas: by code, never deleting, safe to repeat."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from gebieden.gebied.geojson import voeg_samen
from gebieden.gebied.models import Gebied
from gebieden.importeren import GEWIJZIGD, NIEUW, ONGEWIJZIGD, OVERGESLAGEN, Verslag
from gebiedswerk.profiel import huidig

SAMENGEVOEGD = "Samengevoegd uit kleinere gebieden"


def niveau_bij_code(code):
    """The level that a CBS code stands for in this municipality: the largest, the one below it, or the smallest."""
    niveaus = [n["code"] for n in huidig().niveaus]
    place = {"GM": 0, "WK": min(1, len(niveaus) - 1)}.get(code[:2], len(niveaus) - 1)
    return niveaus[place]


def is_van_gemeente(code, cbs_code):
    """CBS codes carry the number of their municipality; codes of one's own belong to whoever offers them."""
    return not cbs_code or code[:2] not in ("GM", "WK", "BU") or code[2:6] == cbs_code[2:6]


@transaction.atomic
def werk_bij(rijen, *, bron, niveau=""):
    """Areas from ``Gebiedsrij``; returns a ``Verslag``. New ones go under their wijk or the municipality."""
    verslag = Verslag()
    elders = 0
    for rij in rijen:
        if rij.fout:
            verslag.meld(rij.waar, rij.code, OVERGESLAGEN, rij.fout)
        elif not is_van_gemeente(rij.code, huidig().cbs_code):
            elders += 1
            verslag.meld(rij.waar, rij.code, OVERGESLAGEN)
        else:
            op_niveau = niveau or niveau_bij_code(rij.code)
            velden = {"naam": rij.naam, "grens": rij.grens, "lon": rij.lon, "lat": rij.lat, "bron": bron}
            try:
                uitkomst = _bewaar(rij.code, op_niveau, velden | {"is_schematisch": False}, _ouder_van(rij.code))
            except ValidationError as error:
                verslag.meld(rij.waar, rij.code, OVERGESLAGEN, " ".join(error.messages))
            else:
                verslag.meld(rij.waar, rij.code, uitkomst, rij.opmerking)
    if elders:
        verslag.opmerkingen.append(f"{elders} gebieden van een andere gemeente zijn niet overgenomen.")
    return verslag


def _bewaar(code, niveau, velden, ouder):
    """Insert or update one area; the parent is only set for a new one."""
    gebied = Gebied.objects.filter(code=code).first()
    if gebied is None:
        gebied = Gebied(code=code, niveau=niveau, slug=slug_voor(velden["naam"], code, niveau), **velden)
        gebied.full_clean(exclude=["ouder", "indeling"])
        gebied.hang_onder(ouder)
        return NIEUW
    changed = {veld for veld, waarde in velden.items() if getattr(gebied, veld) != waarde}
    if not changed:
        return ONGEWIJZIGD
    for veld in changed:
        setattr(gebied, veld, velden[veld])
    gebied.full_clean(exclude=["ouder", "indeling"])
    gebied.save()
    return GEWIJZIGD


def slug_voor(naam, code, niveau):
    """Short for what people look up; the smallest areas often share their name with a village and carry their code."""
    kort = slugify(naam) or "gebied"
    if niveau == huidig().niveaus[-1]["code"]:
        return f"{kort}-{slugify(code)}"[:140]
    options = (kort[:140], f"{kort}-{niveau}"[:140], f"{kort}-{slugify(code)}"[:140])
    return next((slug for slug in options if not Gebied.objects.filter(slug=slug).exists()), options[-1])


def _ouder_van(code):
    """A buurt lies in its wijk when that is there, everything else in the municipality."""
    if code.startswith("GM"):
        return None
    wijk = Gebied.objects.filter(code=f"WK{code[2:8]}").first() if code.startswith("BU") else None
    return wijk or gemeente()


def gemeente():
    """The root of the tree; an empty installation gets one named after its profile."""
    profiel = huidig()
    niveau = profiel.niveaus[0]["code"]
    root = Gebied.objects.filter(ouder=None, niveau=niveau).order_by("pk").first()
    if root is None:
        root = Gebied(naam=profiel.naam, code=profiel.cbs_code or "gemeente", niveau=niveau)
        root.slug = slug_voor(root.naam, root.code, niveau)
        root.hang_onder(None)
    return root


@transaction.atomic
def leid_grenzen_af():
    """Give areas without a boundary of their own that of all that lies in them; returns a ``Verslag``.

    A boundary that came from a file stays; a sketch and an earlier merge are replaced.
    """
    verslag = Verslag()
    tree = list(Gebied.objects.lopend())
    children = {}
    for gebied in tree:
        children.setdefault(gebied.ouder_id, []).append(gebied)
    for gebied in sorted(tree, key=lambda g: g.pad.count("/"), reverse=True):
        parts = [kind for kind in children.get(gebied.pk, ()) if kind.grens]
        own = gebied.grens and gebied.bron != SAMENGEVOEGD and not gebied.is_schematisch
        if own or not parts:
            continue
        velden = voeg_samen([kind.grens for kind in parts])
        velden |= {"bron": SAMENGEVOEGD, "is_schematisch": any(kind.is_schematisch for kind in parts)}
        changed = any(getattr(gebied, veld) != waarde for veld, waarde in velden.items())
        if changed:
            for veld, waarde in velden.items():
                setattr(gebied, veld, waarde)
            gebied.save()
        verslag.meld(gebied.naam, gebied.code, GEWIJZIGD if changed else ONGEWIJZIGD)
    return verslag
