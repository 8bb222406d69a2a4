"""A CSV of signals out of another system. Knows no database: which column is what follows from the header."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gebieden.importeren import Bestandsfout, lees_csv

# By what the systems call them; the first that is there is taken.
KOLOMMEN = {
    "nummer": ("id", "nummer", "meldingsnummer", "meldingnummer", "zaaknummer", "kenmerk", "bronnummer"),
    "categorie": ("categoryname", "category", "categorie", "hoofdcategorie", "subcategorie", "thema", "onderwerp"),
    "plek": ("regionname", "region", "kern", "woonplaats", "gebied", "wijk", "buurt", "dorp"),
    "op": ("created", "created_at", "aangemaakt", "aangemaakt_op", "ontvangen", "ontvangen_op", "datum"),
    "tekst": ("tekst", "text", "omschrijving", "melding", "toelichting", "description"),
    "adres": ("adres", "address", "locatie", "plaats", "straat"),
    "lon": ("lon", "lng", "longitude", "lengtegraad"),
    "lat": ("lat", "latitude", "breedtegraad"),
    "status": ("status", "state", "statusname"),
}
VERPLICHT = ("nummer", "categorie", "plek", "op")
# What other systems call a thing that is done with.
KLAAR = {"afgehandeld", "afgesloten", "gesloten", "gereed", "opgelost", "closed", "resolved", "done", "completed", "o"}
# Earlier there was no such system; a default of one is often the year 1 or 1900.
EERSTE_JAAR = 1980
MAX_TEKST, MAX_NUMMER, MAX_NAAM = 5000, 60, 200


@dataclass(frozen=True)
class Meldingsrij:
    """One signal of the other system. ``op`` is a moment, without zone: in our own. ``fout``: why it is unusable."""

    waar: str
    nummer: str = ""
    categorie: str = ""
    plek: str = ""
    op: datetime | None = None
    tekst: str = ""
    adres: str = ""
    punt: tuple[float, float] | None = None
    is_klaar: bool = False
    fout: str = ""


def lees(bestand):
    """The rows of the file, bad ones with what is wrong; raises ``Bestandsfout`` when a needed column is missing."""
    kolommen = None
    seen = {}
    for nummer, cellen in lees_csv(bestand, verplicht=()):
        waar = f"regel {nummer}"
        if kolommen is None and cellen is not None:
            kolommen = _kolommen(cellen.keys(), bestand)
        if cellen is None or kolommen is None:
            yield Meldingsrij(waar, fout="er staan meer of minder cellen dan kolommen in deze regel")
            continue
        rij = _rij(waar, {naam: cellen[kolom] for naam, kolom in kolommen.items()})
        if rij.nummer and not rij.fout and rij.nummer in seen:
            rij = Meldingsrij(waar, rij.nummer, fout=f"dit nummer staat ook op {seen[rij.nummer]}")
        seen.setdefault(rij.nummer, waar)
        yield rij


def _kolommen(kop, bestand):
    """Which column is what: ``{"nummer": "id", …}``."""
    known = {_plat(naam): naam for naam in kop if naam}
    found = {
        wat: next(known[naam] for naam in namen if naam in known)
        for wat, namen in KOLOMMEN.items()
        if any(naam in known for naam in namen)
    }
    if missing := [wat for wat in VERPLICHT if wat not in found]:
        wanted = "; ".join(f"{wat} ({', '.join(KOLOMMEN[wat][:4])}, …)" for wat in missing)
        raise Bestandsfout(f"{bestand} mist een kolom voor: {wanted}. Geef de kolom een van deze namen.")
    return found


def _plat(naam):
    return re.sub(r"[\s-]+", "_", naam.strip().casefold())


def _rij(waar, cellen):
    nummer, categorie, plek = (cellen[naam].replace("\0", "") for naam in ("nummer", "categorie", "plek"))
    basis = {"waar": waar, "nummer": nummer[:MAX_NUMMER]}
    if not nummer or len(nummer) > MAX_NUMMER:
        return Meldingsrij(**basis, fout=f"het nummer ontbreekt of is langer dan {MAX_NUMMER} tekens")
    if not categorie or not plek or max(len(categorie), len(plek)) > MAX_NAAM:
        return Meldingsrij(**basis, fout="de categorie of de plek ontbreekt")
    op = moment(cellen["op"])
    if op is None:
        return Meldingsrij(**basis, fout=f"‘{cellen['op'][:40]}’ is geen datum en tijd die we kennen")
    if not op.year >= EERSTE_JAAR or op.date() > date.today() + timedelta(days=1):
        return Meldingsrij(**basis, fout=f"op ‘{cellen['op'][:40]}’ kan niets gemeld zijn")
    return Meldingsrij(
        **basis,
        categorie=categorie,
        plek=plek,
        op=op,
        tekst=cellen.get("tekst", "").replace("\0", "")[:MAX_TEKST],
        adres=cellen.get("adres", "").replace("\0", "")[:MAX_NAAM],
        punt=_punt(cellen.get("lon", ""), cellen.get("lat", "")),
        is_klaar=cellen.get("status", "").strip().casefold() in KLAAR,
    )


def moment(tekst):
    """A date with or without time, in the ways other systems write it; None when it is none of them."""
    # More digits than a clock has (seven of a second) say nothing to us.
    plain = re.sub(r"(\.\d{6})\d+", r"\1", tekst.strip())
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        pass
    for vorm in ("%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y"):
        try:
            return datetime.strptime(plain, vorm)
        except ValueError:
            continue
    return None


def _punt(lon, lat):
    """A point in degrees, or None when there is none, or it is not in the neighbourhood of the country."""
    try:
        x, y = float(lon.replace(",", ".")), float(lat.replace(",", "."))
    except ValueError:
        return None
    return (x, y) if 3 < x < 8 and 50 < y < 54 else None
