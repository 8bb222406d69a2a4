"""Writing boundaries into the tree of areas: by code, never deleting, safe to repeat."""

from collections import Counter
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gebieden.gebied.boom import (
    gemeente,
    heeft_eigen_gebieden,
    is_van_gemeente,
    niveau_bij_code,
    niveau_van_soort,
    slug_voor,
)
from gebieden.gebied.codes import eigen_code, gemeente_van, soort_van, wijk_van
from gebieden.gebied.grensbestand.vlakken import voeg_samen
from gebieden.gebied.ligging import Ligging
from gebieden.gebied.models import Gebied
from gebieden.importeren import GEWIJZIGD, NIEUW, ONGEWIJZIGD, OVERGESLAGEN, Verslag
from gebiedswerk.profiel import huidig

SAMENGEVOEGD = "Samengevoegd uit kleinere gebieden"
# What we made ourselves needs no checking; turning boundaries to text and back would take most of the time.
NIET_UIT_BESTAND = ["ouder", "indeling", "pad", "grens"]
# From large to small, so that a parent is there before what lies in it.
VOLGORDE = ("GM", "WK", "", "BU")
BLOK = 500
NOEM_GEMEENTEN = 5


@transaction.atomic
def werk_bij(rijen, *, bron, niveau="", vervallen=False):
    """Areas from ``Gebiedsrij``; returns a ``Verslag``. New ones go under their wijk or the municipality.

    ``vervallen``: these are areas of before a herindeling, of whatever municipality. They come in as not running,
    directly under the municipality, where they wait for what came in their place.
    """
    rijen = list(rijen)
    schrijver = (_Voorgangerschrijver if vervallen else _Schrijver)(bron, niveau)
    outcomes = {}
    for soort in VOLGORDE:
        numbers = [number for number, rij in enumerate(rijen) if soort_van(rij.code) == soort]
        for start in range(0, len(numbers), BLOK):
            block = numbers[start : start + BLOK]
            schrijver.begin([rijen[number] for number in block])
            outcomes |= {number: schrijver.neem(rijen[number]) for number in block}
            schrijver.bewaar()
    verslag = Verslag()
    for number, rij in enumerate(rijen):
        verslag.meld(rij.waar, rij.code or rij.naam, *outcomes[number])
    verslag.opmerkingen += schrijver.opmerkingen()
    return verslag


class _Schrijver:
    """Compares areas with what is stored and writes the differences: some queries per block and none per area."""

    def __init__(self, bron, niveau):
        self.bron, self.niveau = bron[:200], niveau
        self.cbs_code = huidig().cbs_code
        self.slugs = set(Gebied.objects.values_list("slug", flat=True))
        self.eigen_wijken = heeft_eigen_gebieden(niveau_van_soort("WK"))
        self.seen, self.created = set(), set()
        self.elders, self.wijken_over = Counter(), 0

    def begin(self, rijen):
        """What is known of the areas of the next block, and room for what becomes of them."""
        codes = {self.code_voor(rij) for rij in rijen if not rij.fout}
        self.known = Gebied.objects.in_bulk(sorted(codes), field_name="code")
        self.new, self.changed = [], []

    def code_voor(self, rij):
        """The code to store. Areas of one's own without one, or with only digits, get it from their level."""
        if not rij.code:
            return eigen_code(rij.naam, self.niveau) if self.niveau else ""
        return eigen_code(rij.code, self.niveau or niveau_van_soort("")) if rij.code.isdigit() else rij.code

    def neem(self, rij):
        """``(outcome, reason)`` for one area."""
        code = self.code_voor(rij)
        if refused := rij.fout or self.weiger(rij, code):
            return OVERGESLAGEN, refused
        if not self.hoort_hier(code):
            self.elders[gemeente_van(code)] += 1
            return OVERGESLAGEN, ""
        if self.is_overtollige_wijk(code):
            self.wijken_over += 1
            return OVERGESLAGEN, ""
        self.seen.add(code)
        try:
            gebied = self.known.get(code)
            return (self.verander(gebied, rij) if gebied else self.maak(code, rij)), rij.opmerking
        except ValidationError as error:
            return OVERGESLAGEN, " ".join(error.messages)

    def weiger(self, rij, code):
        if not code:
            return "heeft geen code; kies een niveau, dan krijgt het gebied een code naar zijn naam"
        return "staat al eerder in het bestand" if code in self.seen else ""

    def hoort_hier(self, code):
        return is_van_gemeente(code, self.cbs_code)

    def is_overtollige_wijk(self, code):
        """Wijken of CBS beside a division of the municipality's own would be on the same level twice."""
        is_wijk = soort_van(code) == "WK" and not self.niveau
        return is_wijk and self.eigen_wijken and code not in self.known

    def maak(self, code, rij):
        niveau = self.niveau or niveau_bij_code(code)
        gebied = Gebied(code=code, niveau=niveau, **self.velden(rij), **self.eigen_velden())
        # The parent first: a root that is made for it takes its address before this one does.
        gebied.ouder = self.ouder_van(gebied)
        gebied.slug = self.slug_voor(gebied)
        gebied.clean_fields(exclude=NIET_UIT_BESTAND)
        self.slugs.add(gebied.slug)
        self.new.append(gebied)
        self.created.add(code)
        return NIEUW

    def velden(self, rij):
        bron = SAMENGEVOEGD if rij.delen else self.bron
        return {"naam": rij.naam, **rij.grensvelden, "bron": bron, "is_schematisch": False}

    def eigen_velden(self):
        return {}

    def slug_voor(self, gebied):
        return slug_voor(gebied.naam, gebied.code, gebied.niveau, self.slugs)

    def verander(self, gebied, rij):
        moved = self.verhang(gebied)
        # What is put together of the buurten of one file is not better than what is already there.
        velden = {} if rij.delen and gebied.grens else self.velden(rij)
        changed = {veld for veld, waarde in velden.items() if getattr(gebied, veld) != waarde}
        if not changed:
            return GEWIJZIGD if moved else ONGEWIJZIGD
        for veld in changed:
            setattr(gebied, veld, velden[veld])
        gebied.clean_fields(exclude=NIET_UIT_BESTAND)
        gebied.bijgewerkt_op = timezone.now()
        self.changed.append(gebied)
        return GEWIJZIGD

    def verhang(self, gebied):
        """A buurt that lay in the municipality, for want of its wijk, goes into that wijk when it comes."""
        wijk = wijk_van(gebied.code)
        if wijk not in self.created or gebied.ouder_id != self.gemeente.pk:
            return False
        gebied.hang_onder(self.wijken[wijk])
        return True

    def ouder_van(self, gebied):
        """A buurt lies in its wijk, an area of one's own in what is around it, all else in the municipality."""
        if soort_van(gebied.code) == "GM":
            return None
        if wijk := wijk_van(gebied.code):
            return self.wijken.get(wijk, self.gemeente)
        around = None if soort_van(gebied.code) else self.ligging.om(gebied)
        return around or self.gemeente

    # Each of these is asked for the first time when what is larger has been written.

    @cached_property
    def gemeente(self):
        root = gemeente()
        self.slugs.add(root.slug)
        return root

    @cached_property
    def wijken(self):
        known = Gebied.objects.lopend().filter(code__startswith="WK").defer("grens")
        return {gebied.code: gebied for gebied in known}

    @cached_property
    def ligging(self):
        return Ligging()

    def bewaar(self):
        """Write what has been collected; whoever comes next may lie in it."""
        made = Gebied.objects.bulk_create(self.new, batch_size=BLOK)
        for gebied in made:
            gebied.pad = f"{gebied.ouder.pad if gebied.ouder else '/'}{gebied.pk}/"
        Gebied.objects.bulk_update(made, ["pad"])
        velden = ["naam", "grens", "lon", "lat", "bron", "is_schematisch", "bijgewerkt_op"]
        Gebied.objects.bulk_update(self.changed, velden, batch_size=BLOK // 5)

    def opmerkingen(self):
        lines = []
        if amount := self.elders.total():
            names = ", ".join(sorted(self.elders)[:NOEM_GEMEENTEN]) + (" en meer" * (len(self.elders) > NOEM_GEMEENTEN))
            what = "1 gebied is" if amount == 1 else f"{amount} gebieden zijn"
            lines.append(f"{what} van een andere gemeente dan {self.cbs_code} en niet overgenomen ({names}).")
        if self.wijken_over:
            lines.append(
                "De gemeente heeft een eigen indeling; daarom zijn de wijken van het CBS niet overgenomen "
                f"({self.wijken_over})."
            )
        return lines


class _Voorgangerschrijver(_Schrijver):
    """Areas of before a herindeling: of any municipality, not running, with their code in their address."""

    def weiger(self, rij, code):
        known = self.known.get(code)
        if known and known.is_actief and code not in self.created:
            return "is een gebied van nu en kan daarom geen voorganger zijn"
        return super().weiger(rij, code)

    def hoort_hier(self, code):
        return True

    def is_overtollige_wijk(self, code):
        return False

    def eigen_velden(self):
        return {"is_actief": False}

    def slug_voor(self, gebied):
        # The short address belongs to an area of today.
        return slug_voor(gebied.naam, gebied.code, huidig().niveaus[-1]["code"])

    def verhang(self, gebied):
        return False

    def ouder_van(self, gebied):
        return self.gemeente


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
