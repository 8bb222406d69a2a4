"""A cross-tab of StatLine: lines of title, several header rows, names instead of codes, and a footer.

"Soort misdrijf: Totaal misdrijven"
"Onderwerp";"Geregistreerde misdrijven";"Geregistreerde misdrijven"
"Perioden";"2022";"2023"
"Regio's";"aantal";"aantal"
"Aalten";"534";"483"
"Bron: Politie"
"""

from dataclasses import dataclass, field
from itertools import groupby

from gebieden.cijfers.cijferbestand.rij import Cijferlevering, Cijferrij, JaarOntbreekt
from gebieden.cijfers.cijferbestand.tabel import MISDRIJVEN, bron_van, soort_misdrijf
from gebieden.cijfers.cijferbestand.waarden import lees_periode, lees_waarde, sleutel_van
from gebieden.importeren import Bestandsfout

GEBIEDSLABELS = {"regio's", "regio", "wijken en buurten", "gemeenten", "gebieden", "wijken", "buurten"}
ONDERWERP, PERIODEN, MISDRIJF = "onderwerp", "perioden", "soort misdrijf"
MAX_KOP = 40
NOEM_HOOGUIT = 10


@dataclass
class _Kop:
    """What stands above the figures: fixed values out of the titles, and per column a value of every dimension."""

    vast: dict[str, str] = field(default_factory=dict)
    kolommen: dict[str, list[str]] = field(default_factory=dict)

    def van(self, dimensie, kolom):
        row = self.kolommen.get(dimensie)
        if row is None:
            return self.vast.get(dimensie, "")
        # A line above may be shorter than the one with the areas.
        return row[kolom].strip() if kolom < len(row) else ""


def is_kruistabel(regels):
    """``regels``: the cells of the first lines."""
    return _gebiedsrij(regels) is not None


def _gebiedsrij(regels):
    return next(
        (
            n
            for n, cellen in enumerate(regels)
            if n and len(cellen) > 1 and cellen[0].strip().casefold() in GEBIEDSLABELS
        ),
        None,
    )


def lees(regels, naam, *, jaar=None, namen=None):
    """``regels``: ``(line number, cells)`` of the whole file."""
    regels = list(regels)
    last = _gebiedsrij([cellen for _, cellen in regels[:MAX_KOP]])
    if last is None:
        raise Bestandsfout(f"In {naam} staat geen kop met Regio's. Zet bij StatLine de gebieden in de rijen.")
    kop = _lees_kop([cellen for _, cellen in regels[: last + 1]])
    columns = [_kolom(kop, n, jaar) for n in range(1, len(regels[last][1]))]
    if all(kolom is None for kolom in columns):
        raise JaarOntbreekt
    bron = _bron([kolom[1] for kolom in columns if kolom])
    levering = Cijferlevering("kruistabel", ())
    levering.rijen = _rijen(regels[last + 1 :], columns, bron, namen, levering)
    return levering


def _bron(sleutels):
    return "politie" if any(s[:1].isdigit() or MISDRIJVEN in s for s in sleutels) else bron_van(sleutels)


def _lees_kop(regels):
    kop = _Kop()
    for cellen in regels:
        label = cellen[0].strip() if cellen else ""
        if len(cellen) == 1 and ":" in label:
            dimension, _, value = label.partition(":")
            kop.vast[dimension.strip().casefold()] = value.strip()
        elif len(cellen) > 1:
            kop.kolommen.setdefault(label.casefold(), cellen)
    return kop


def _kolom(kop, n, jaar):
    """``((year, provisional), key)`` of one column; None for what is no figure of a year."""
    text = kop.van(PERIODEN, n)
    period = lees_periode(text) if text else (jaar, False) if jaar else None
    onderwerp = sleutel_van(kop.van(ONDERWERP, n)) or sleutel_van(kop.van("onderwerpen", n))
    if MISDRIJVEN in onderwerp and "1000" not in onderwerp:
        onderwerp = soort_misdrijf(kop.van(MISDRIJF, n) or "Totaal")
    return (period, onderwerp) if period and onderwerp else None


def _rijen(regels, columns, bron, namen, levering):
    unknown = []
    for number, cellen in regels:
        name = cellen[0].strip() if cellen else ""
        if len(cellen) < 2 or not name:
            continue
        waar = f"regel {number} {name}"
        if len(cellen) != len(columns) + 1:
            yield Cijferrij(waar, "", fout="heeft niet evenveel cellen als de kop", bron=bron)
            continue
        code, reason = namen.code(name)
        if reason:
            yield Cijferrij(waar, "", fout=reason, bron=bron)
        elif code == name:
            unknown.append(name)
        else:
            yield from _per_jaar(waar, code, cellen, columns, bron)
    if unknown:
        more = f" en nog {len(unknown) - NOEM_HOOGUIT}" if len(unknown) > NOEM_HOOGUIT else ""
        levering.opmerkingen.append(
            f"{len(unknown)} namen zijn geen gebied van ons en zijn niet overgenomen: "
            f"{', '.join(unknown[:NOEM_HOOGUIT])}{more}."
        )


def _per_jaar(waar, code, cellen, columns, bron):
    figures = [(*kolom, lees_waarde(cel)) for kolom, cel in zip(columns, cellen[1:], strict=True) if kolom]
    figures.sort(key=lambda figure: figure[0])
    for (jaar, voorlopig), group in groupby(figures, key=lambda figure: figure[0]):
        waarden = {sleutel: waarde for _, sleutel, waarde in group}
        yield Cijferrij(waar, code, waarden, bron=bron, jaar=jaar, is_voorlopig=voorlopig)
