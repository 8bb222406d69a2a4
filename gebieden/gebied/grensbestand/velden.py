"""Which column says what: the code and the name of an area, in the words of twenty years of publishers."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from gebieden.gebied.codes import SOORTEN, is_cbs, normaliseer, soort_van

_JAAR = r"(?:19|20)\d\d"
_DELEN = {"BU": "bu|buurt", "WK": "wk|wijk", "GM": "gm|gemeente"}
CODEKOLOM = {s: re.compile(rf"(?:cbs_?)?(?:{d})_?(?:code_?(?:{_JAAR})?|{_JAAR})") for s, d in _DELEN.items()}
NAAMKOLOM = {s: re.compile(rf"(?:{d})_?naam_?(?:{_JAAR})?") for s, d in _DELEN.items()}
CODE_EERST = ("statcode",)
CODE_DAARNA = ("code", "gebiedscode", "gebiedcode", "regiocode", "gwb_code", "gwb_code_10", "gwb_code10")
CODE_LAATST = ("jrstatcode", "jaarstatcode")
NAAM = ("statnaam", "naam", "name", "gebiedsnaam", "regio", "title", "titel")
# What people call the column with the names of areas of their own making.
EIGEN_NAAM = re.compile(
    r"(?!gm|gemeente).*(?:naam|name).*|kern|gebied|subwijk|wijk|buurt|dorp|woonplaats|stadsdeel|titel|label"
)
EIGEN_CODE = re.compile(r".*(?:id|code|kode|kod|nr|nummer)")
# Numbers that software gives to rows: another file has others.
TECHNISCH = re.compile(r"id|f_?id|ogc_fid|object_?id|global_?id|gid|uuid|nr|rijnummer")
JAARCODE = re.compile(rf"({_JAAR})(?:GM|WK|BU).*")


@dataclass
class Benaming:
    """Code and name of one object. Without a code and without ``fout`` it is an area of its own, known by its name."""

    code: str = ""
    naam: str = ""
    opmerking: str = ""
    fout: str = ""


def benoem(objecten):
    """A ``Benaming`` per set of columns."""
    rijen = [{kolom(naam): tekst(waarde) for naam, waarde in rij.items()} for rij in objecten]
    soort = _soort_van_kale_codes(rijen)
    found = [_naar_cbs(rij, soort) for rij in rijen]
    eigen_naam = _kolom_met_namen(rijen)
    if _is_eigen_indeling(rijen, found, eigen_naam):
        found = [_naar_naam(rij, eigen_naam) for rij in rijen]
        _onderscheid(rijen, found)
    return [_met_goede_letters(benaming) for benaming in found]


def _met_goede_letters(benaming):
    """UTF-8 that was once read as Latin 1 shows as ``MariÃ«n``: what can be turned back, is, and that is said."""
    try:
        naam = benaming.naam.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return benaming
    if naam == benaming.naam or not naam.isprintable():
        return benaming
    remark = f"{benaming.opmerking}; " if benaming.opmerking else ""
    return replace(benaming, naam=naam, opmerking=f"{remark}de naam stond er als {benaming.naam}")


def kolom(naam):
    """A column name without the namespace in front and without capitals."""
    return str(naam).rpartition(":")[2].strip().casefold()


def tekst(waarde):
    """A value as clean text: what no person can have typed goes out."""
    if waarde is None or isinstance(waarde, bool | list | dict):
        return ""
    plain = " ".join(str(waarde).split())
    return "".join(teken for teken in plain if teken.isprintable())


def code_van(attributen):
    """``(code, remark)`` of CBS for one object, for who needs the figures beside the boundary; else empty."""
    found = _naar_cbs({kolom(naam): tekst(waarde) for naam, waarde in attributen.items()}, "")
    return (found.code, found.opmerking) if is_cbs(found.code) else ("", found.fout)


def is_water(attributen):
    """Publishers have areas that are only water as objects of their own."""
    return any(kolom(naam) == "water" and tekst(w).upper() not in ("NEE", "") for naam, w in attributen.items())


def jaar_van(objecten):
    """The year that the codes of this file are of, when it says so."""
    years = Counter(
        int(found[1])
        for rij in objecten
        for naam, waarde in rij.items()
        if kolom(naam) in CODE_LAATST and (found := JAARCODE.fullmatch(tekst(waarde)))
    )
    return years.most_common(1)[0][0] if years else None


def noemt_wijk(attributen):
    """``(whether this buurt says in which wijk it lies, name of the wijk, name of the municipality)``."""
    namen = {kolom(naam): tekst(waarde) for naam, waarde in attributen.items()}
    says = any(waarde and CODEKOLOM["WK"].fullmatch(naam) for naam, waarde in namen.items())
    return says, _eerste(namen, NAAMKOLOM["WK"].fullmatch), _eerste(namen, NAAMKOLOM["GM"].fullmatch)


def _eerste(rij, past):
    return next((waarde for naam, waarde in rij.items() if waarde and past(naam)), "")


def _kolommen(rij, namen):
    return next((rij[naam] for naam in namen if rij.get(naam)), "")


def _codekolom(rij, kale_soort):
    """``(text, GM/WK/BU or empty)``: a buurt if it has the code of one, else a wijk, else the municipality."""
    if waarde := _kolommen(rij, CODE_EERST):
        return waarde, kale_soort
    for soort in ("BU", "WK"):
        if waarde := _eerste(rij, CODEKOLOM[soort].fullmatch):
            return waarde, soort
    if waarde := _kolommen(rij, CODE_DAARNA):
        return waarde, kale_soort
    if waarde := _eerste(rij, CODEKOLOM["GM"].fullmatch):
        return waarde, "GM"
    return _kolommen(rij, CODE_LAATST), ""


def _naar_cbs(rij, kale_soort):
    waarde, soort = _codekolom(rij, kale_soort)
    # Digits in a column that says nothing of CBS are of CBS only when the whole file looks like it.
    is_eigen = not soort and re.fullmatch(r"\d+", waarde)
    code, opmerking = (waarde, "") if is_eigen else normaliseer(waarde, soort)
    naam = _naam(rij, soort_van(code))
    if not code:
        return Benaming("", naam, fout=opmerking if naam or waarde else "heeft geen code en geen naam")
    return Benaming(code, naam, opmerking, "" if naam else "heeft geen naam")


def _naam(rij, soort):
    """The name that belongs to this kind of area; a buurt also carries the names of its wijk and municipality."""
    options = [soort] if soort else []
    options += [ander for ander in ("BU", "WK", "GM") if ander != soort]
    first = _kolommen(rij, ("statnaam",)) or (_eerste(rij, NAAMKOLOM[soort].fullmatch) if soort else "")
    general = first or _kolommen(rij, NAAM)
    return general or next((w for s in options if (w := _eerste(rij, NAAMKOLOM[s].fullmatch))), "")


def _soort_van_kale_codes(rijen):
    """What digits in a column without a kind stand for, seen over the whole file: GM, WK, BU, or of one's own."""
    values = [_kolommen(rij, CODE_EERST + CODE_DAARNA) for rij in rijen]
    digits = [re.sub(r"\.0$", "", waarde) for waarde in values if re.fullmatch(r"\d+(\.0)?", waarde)]
    lengths = {len(cijfers) for cijfers in digits}
    for soort, full in SOORTEN.items():
        lost = {len(cijfers) for cijfers in digits if cijfers.startswith("0")}
        if lengths and lengths <= {full, full - 1} and (full in lengths or full > 4) and lost <= {full}:
            return soort
    return ""


def _kolom_met_namen(rijen):
    """The column that tells the areas apart best among those that look like a name."""
    per_kolom = defaultdict(set)
    for rij in rijen:
        for naam, waarde in rij.items():
            if waarde and EIGEN_NAAM.fullmatch(naam) and not re.fullmatch(r"[\d.,-]+", waarde):
                per_kolom[naam].add(waarde)
    return max(per_kolom, key=lambda naam: len(per_kolom[naam]), default="")


def _is_eigen_indeling(rijen, found, eigen_naam):
    """No code at all, or the code of the wijk or municipality around it with many different names under it."""
    if not any(b.code for b in found):
        return True
    namen = defaultdict(set)
    for rij, benaming in zip(rijen, found, strict=True):
        if soort_van(benaming.code) in ("GM", "WK") and (naam := rij.get(eigen_naam)):
            namen[benaming.code].add(naam)
    return any(len(verschillend) > 1 for verschillend in namen.values())


def _naar_naam(rij, eigen_naam):
    code = _kolommen(rij, CODE_DAARNA)
    naam = rij.get(eigen_naam, "") or _kolommen(rij, NAAM)
    if not naam:
        return Benaming(code, fout="heeft geen naam" if code else "heeft geen code en geen naam")
    return Benaming("" if is_cbs(code) else code, naam)


def _onderscheid(rijen, found):
    """Two areas of one's own with the same name are two when a code of one's own says so."""
    times = Counter(b.naam for b in found if not b.code and b.naam)
    if not any(n > 1 for n in times.values()):
        return
    kolommen = [n for n in rijen[0] if EIGEN_CODE.fullmatch(n) and not TECHNISCH.fullmatch(n)]
    values = {n: [rij.get(n, "") for rij in rijen] for n in kolommen}
    unique = next((n for n, w in values.items() if all(w) and len(set(w)) == len(w)), None)
    for benaming, eigen in zip(found, values.get(unique, ()), strict=False):
        if times[benaming.naam] > 1:
            benaming.naam = f"{benaming.naam} ({eigen})"
            benaming.opmerking = f"deze naam komt vaker voor; het nummer uit {unique} staat erachter"
