"""The place of an area in the tree: its level, its root, its name in an address."""

from django.utils.text import slugify

from gebieden.gebied.codes import gemeente_van, soort_van
from gebieden.gebied.models import Gebied
from gebiedswerk.profiel import huidig


def niveau_bij_code(code):
    """The level that a CBS code stands for in this municipality: the largest, the one below it, or the smallest."""
    return niveau_van_soort(soort_van(code))


def niveau_van_soort(soort):
    niveaus = [n["code"] for n in huidig().niveaus]
    return niveaus[{"GM": 0, "WK": min(1, len(niveaus) - 1)}.get(soort, len(niveaus) - 1)]


def is_van_gemeente(code, cbs_code):
    """CBS codes carry the number of their municipality; codes of one's own belong to whoever offers them."""
    return not cbs_code or gemeente_van(code) in ("", cbs_code)


def slug_voor(naam, code, niveau, taken=None):
    """Short for what people look up; the smallest areas often share their name with a village and carry their code.

    ``taken`` holds the slugs in use; without it the database is asked.
    """
    kort = slugify(naam) or "gebied"
    met_code = f"{kort[: 139 - len(code)]}-{slugify(code)}"
    if niveau == huidig().niveaus[-1]["code"]:
        return met_code
    options = (kort[:140], f"{kort}-{niveau}"[:140], met_code)
    in_use = taken if taken is not None else set(Gebied.objects.filter(slug__in=options).values_list("slug", flat=True))
    return next((slug for slug in options if slug not in in_use), options[-1])


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


def heeft_eigen_gebieden(niveau):
    """Whether the municipality has areas of its own making on this level, in the place of the wijken of CBS."""
    codes = Gebied.objects.lopend().op_niveau(niveau).values_list("code", flat=True)
    return bool(codes) and not any(soort_van(code) for code in codes)
