"""Reading a division: which buurt belongs to which village, and which village to which area. Knows no database."""

from dataclasses import dataclass

from gebieden.importeren import lees_csv

KOLOMMEN = ("buurtcode", "kern", "gebied")


@dataclass(frozen=True)
class Indelingsrij:
    waar: str
    buurtcode: str
    kern: str = ""
    gebied: str = ""
    fout: str = ""


def lees(bestand):
    """An ``Indelingsrij`` per line. A village lies in one area: a line that says otherwise is refused.

    ``kern`` may be empty: then the buurt lies directly in its area.
    """
    gezien, gebied_van = set(), {}
    for nummer, cellen in lees_csv(bestand, KOLOMMEN):
        waar = f"regel {nummer}"
        if cellen is None:
            yield Indelingsrij(waar, "", fout="heeft niet evenveel cellen als de kop")
            continue
        rij = Indelingsrij(waar, *(cellen[kolom] for kolom in KOLOMMEN))
        yield Indelingsrij(waar, rij.buurtcode, rij.kern, rij.gebied, _fout(rij, gezien, gebied_van))


def _fout(rij, gezien, gebied_van):
    """Why this line cannot be used, or an empty string; remembers the good ones."""
    if not (rij.buurtcode and rij.gebied):
        return "buurtcode en gebied moeten gevuld zijn"
    if rij.buurtcode in gezien:
        return "deze buurt staat al eerder in het bestand"
    eerder = gebied_van.setdefault(rij.kern, rij.gebied) if rij.kern else rij.gebied
    if eerder != rij.gebied:
        return f"{rij.kern} ligt volgens een eerdere regel in {eerder}"
    gezien.add(rij.buurtcode)
    return ""
