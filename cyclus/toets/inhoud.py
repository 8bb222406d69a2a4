"""What the document says of the toets: the reactions that somebody looked at, and counts that point at nobody."""

from collections import Counter

from django.db.models import Count
from django.utils import translation

from cyclus.analyse.vorm import KLEINSTE_AANTAL, Reactieregel, Reactietelling
from signalen.inzending.persoonsgegevens import masker

from .reactie import Toetsreactie

# As the reader of the document is told.
GEVOLGEN = {
    "aangepast": "Hierop is de tekst aangepast",
    "opgenomen": "Opgenomen als reactie",
    "niet": "Niet overgenomen",
}


def reactieregels(analyse):
    """Per part, in the order in which they came in; never one that nobody looked at, or that must stay out."""
    with translation.override("nl"):  # the document is Dutch, whoever looks at it
        return tuple(_regels(analyse))


def _regels(analyse):
    reacties = Toetsreactie.objects.openbaar().filter(toets__analyse=analyse).exclude(tekst="").in_leesvolgorde()
    for reactie in reacties.select_related("platform"):
        yield Reactieregel(
            deel=reactie.deel,
            oordeel=reactie.oordeel_naam,
            wie=reactie.wie_naam,
            tekst=masker(reactie.tekst),
            gevolg=GEVOLGEN[reactie.gevolg],
            uitleg=masker(reactie.uitleg),
        )


def reactietellingen(analyse):
    """How many recognise it, for the parts about which at least five said something. ``None``: fewer than five.

    Without a total: what is hidden could be counted back from it.
    """
    rijen = (
        Toetsreactie.objects.filter(toets__analyse=analyse)
        .exclude(oordeel="")
        .order_by()
        .values_list("deel", "oordeel")
    )
    per_deel = {}
    for deel, oordeel, aantal in rijen.annotate(aantal=Count("pk")):
        per_deel.setdefault(deel, Counter())[oordeel] = aantal
    return tuple(
        Reactietelling(deel, *(_verborgen(aantallen[oordeel]) for oordeel in ("herkent", "deels", "niet")))
        for deel, aantallen in sorted(per_deel.items())
        if aantallen.total() >= KLEINSTE_AANTAL
    )


def _verborgen(aantal):
    return aantal if aantal == 0 or aantal >= KLEINSTE_AANTAL else None
