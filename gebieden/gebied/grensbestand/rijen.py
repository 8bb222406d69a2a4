"""From objects on a map to areas: named, repaired, joined, and the wijken that only their buurten know of."""

from dataclasses import dataclass, replace

from gebieden.gebied.codes import wijk_van
from gebieden.gebied.grensbestand import velden, vlakken
from gebieden.gebied.grensbestand.lagen import Rijfout


@dataclass(frozen=True)
class Gebiedsrij:
    """One area of the file. ``fout`` says why it cannot be used; ``opmerking`` what was done to make it usable.

    Without a code it is an area of the municipality's own, known by its name. ``delen`` are the buurten that a wijk
    without a boundary in the file consists of.
    """

    waar: str
    code: str
    naam: str = ""
    vlak: object = None
    delen: tuple = ()
    opmerking: str = ""
    fout: str = ""

    @property
    def grensvelden(self):
        """``grens``, ``lon`` and ``lat`` of a Gebied. Worked out when asked: most of a national file never is.

        Not kept: as numbers of Python a boundary takes twenty times the room.
        """
        return vlakken.als_velden(vlakken.los_op(self.delen) if self.delen else self.vlak)

    @property
    def grens(self):
        return None if self.fout else self.grensvelden["grens"]


def maak_rijen(objecten):
    """``(rows to be read once, year of the codes or None, remarks)``."""
    attributen = [ding.attributen for ding in objecten]
    namen = velden.benoem(attributen)
    missing = _ontbrekende_wijken(objecten, namen)
    remarks = []
    if missing:
        what = "1 wijk" if len(missing) == 1 else f"{len(missing)} wijken"
        remarks.append(f"Van {what} staat de grens niet in het bestand; die volgt uit de buurten erin.")
    return _rijen(objecten, namen, missing), velden.jaar_van(attributen), remarks


def _ontbrekende_wijken(objecten, namen):
    """``{code: name}`` of wijken that buurten of this file say they lie in, and that are not in it themselves."""
    present = {benaming.code for benaming in namen}
    missing = {}
    for ding, benaming in zip(objecten, namen, strict=True):
        code = wijk_van(benaming.code)
        if not code or code in present or ding.fout or velden.is_water(ding.attributen):
            continue
        says, wijk, gemeente = velden.noemt_wijk(ding.attributen)
        if says and not missing.get(code, (False,))[0]:
            missing[code] = (bool(wijk), wijk or " ".join(["Wijk", code[6:8], gemeente]).strip())
    return {code: naam for code, (_, naam) in missing.items()}


def _rijen(objecten, namen, missing):
    parts = {code: [] for code in missing}
    for ding, same in _per_gebied(objecten, namen):
        rij = _maak_rij(ding[0], ding[1], same)
        if not rij.fout and (wijk := wijk_van(rij.code)) in parts:
            parts[wijk].append(rij.vlak)
        yield rij
    for code, naam in missing.items():
        if parts[code]:
            yield Gebiedsrij(f"wijk van {len(parts[code])} buurten", code, naam, delen=tuple(parts[code]))


def _per_gebied(objecten, namen):
    """``((object, name), others with the same code)`` in the order of the file. What cannot be used stands alone."""
    groups = {}
    for number, (ding, benaming) in enumerate(zip(objecten, namen, strict=True)):
        water = "is een watervlak" if velden.is_water(ding.attributen) else ""
        fout = (benaming.fout or water or ding.fout) if ding.attributen else ding.fout or benaming.fout
        key = (benaming.code or benaming.naam) if not fout else number
        groups.setdefault(key, []).append((ding, replace(benaming, fout=fout)))
    for first, *same in groups.values():
        yield first, same


def _maak_rij(ding, benaming, same):
    rij = Gebiedsrij(ding.waar, benaming.code, benaming.naam, fout=benaming.fout)
    remarks = [benaming.opmerking]
    try:
        if rij.fout:
            raise Rijfout(rij.fout)
        shapes = []
        for deel in (ding, *(other for other, _ in same)):
            vlak, remark = vlakken.herstel(deel.vlak)
            shapes.append(vlak)
            remarks.append(remark)
        vlak = vlakken.verenig(shapes)
    except Rijfout as error:
        return replace(rij, fout=str(error))
    if same:
        places = ", ".join(other.waar for other, _ in same)
        remarks.append(f"staat er vaker in (ook {places}); de vlakken zijn samengevoegd")
    if any(other.naam != benaming.naam for _, other in same):
        remarks.append("de namen verschillen; de eerste is gebruikt")
    return replace(rij, vlak=vlak, opmerking="; ".join(dict.fromkeys(r for r in remarks if r)))
