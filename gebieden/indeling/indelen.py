"""Writing a division into the tree of areas: each buurt under its village, each village under its area."""

from itertools import chain, count

from django.db import transaction

from gebieden.gebied.boom import gemeente, slug_voor
from gebieden.gebied.codes import eigen_code
from gebieden.gebied.models import Gebied
from gebieden.importeren import GEWIJZIGD, ONGEWIJZIGD, OVERGESLAGEN, Bestandsfout, Verslag
from gebiedswerk.profiel import huidig


@transaction.atomic
def deel_in(rijen):
    """Hang each buurt under its village and each village under its area; returns a ``Verslag`` per line.

    A profile with one level between municipality and buurt knows no villages: there ``kern`` is not used.
    """
    verslag = Verslag()
    between = [n["code"] for n in huidig().niveaus][1:-1]
    if not between:
        raise Bestandsfout("Het profiel van de gemeente heeft geen niveau tussen gemeente en buurt om in te delen.")
    root, known = gemeente(), {}
    for rij in rijen:
        buurt = Gebied.objects.filter(code=rij.buurtcode).first()
        if rij.fout or buurt is None:
            verslag.meld(rij.waar, rij.buurtcode, OVERGESLAGEN, rij.fout or "deze buurt is niet bekend")
            continue
        plaats = (rij.gebied, rij.kern if len(between) > 1 else "")
        if plaats not in known:
            gebied = eigen_gebied(rij.gebied, between[0], root)
            known[plaats] = eigen_gebied(rij.kern, between[-1], gebied) if plaats[1] else gebied
        moved = buurt.ouder_id != known[plaats].pk
        if moved:
            buurt.hang_onder(known[plaats])
        verslag.meld(rij.waar, rij.buurtcode, GEWIJZIGD if moved else ONGEWIJZIGD)
    return verslag


def eigen_gebied(naam, niveau, ouder):
    """An area of the municipality's own, by its name and level."""
    code = eigen_code(naam, niveau)
    gebied = Gebied.objects.lopend().filter(code=code).first()
    if gebied is None:
        return nieuw_gebied(naam, niveau, ouder)
    if gebied.ouder_id != ouder.pk:
        gebied.hang_onder(ouder)
    return gebied


def nieuw_gebied(naam, niveau, ouder, **velden):
    """A new one; an area of before with the same name keeps its code, its page and its dossiers."""
    code = vrije_code(eigen_code(naam, niveau))
    gebied = Gebied(naam=naam, code=code, niveau=niveau, slug=slug_voor(naam, code, niveau), **velden)
    gebied.full_clean(exclude=["ouder", "indeling"])
    gebied.hang_onder(ouder)
    return gebied


def vrije_code(code):
    """This code, or with the first number behind it that is free."""
    taken = set(Gebied.objects.filter(code__startswith=code[:36]).values_list("code", flat=True))
    options = chain([code], (f"{code[:36]}-{n}" for n in count(2)))
    return next(option for option in options if option not in taken)
