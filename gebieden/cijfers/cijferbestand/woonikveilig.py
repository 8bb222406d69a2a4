"""Kerncijfers, crimes and health of one municipality in one JSON file, with areas inside it.

The crimes of the year before the day of reference are provisional. The ``wijkCode`` of a buurt is that of the buurt
itself; it is not used, since the code of a buurt says in which wijk it lies.
"""

import json
import re

from gebieden.cijfers.cijferbestand.rij import Cijferlevering, Cijferrij
from gebieden.cijfers.cijferbestand.waarden import lees_getal, lees_periode
from gebieden.gebied.codes import normaliseer, wijk_van
from gebieden.importeren import Bestandsfout

# Its words → the lasting keys of the Kerncijfers.
KERNCIJFERS = {
    "inwoners": "AantalInwoners",
    "inwoners65plus": "k_65JaarOfOuder",
    "inwoners0tot15": "k_0Tot15Jaar",
    "dichtheid": "Bevolkingsdichtheid",
    "huishoudens": "HuishoudensTotaal",
    "huishoudensgrootte": "GemiddeldeHuishoudensgrootte",
    "wozWaarde": "GemiddeldeWOZWaardeVanWoningen",
    "koopwoningen": "Koopwoningen",
    "eengezinswoning": "PercentageEengezinswoning",
    "inkomenPerInwoner": "GemiddeldInkomenPerInwoner",
    "adressendichtheid": "Omgevingsadressendichtheid",
    "oppervlakteLandHa": "OppervlakteLand",
    "afstandHuisarts": "AfstandTotHuisartsenpraktijk",
    "afstandSupermarkt": "AfstandTotGroteSupermarkt",
    "afstandSchool": "AfstandTotSchool",
    "scholenBinnen3km": "ScholenBinnen3Km",
}
_JAAR = re.compile(r"(?:19|20)\d\d")


def is_woonikveilig(tekst):
    return '"demografie"' in tekst[:3000]


def lees(tekst, naam, *, jaar=None):
    try:
        whole = json.loads(tekst)
    except (ValueError, RecursionError) as error:
        raise Bestandsfout(f"{naam} is geen goede JSON. Is het bestand helemaal opgehaald?") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("demografie"), dict):
        raise Bestandsfout(f"{naam} heeft geen cijfers per gebied (demografie).")
    year = _JAAR.search(str(_deel(whole, "bronnen").get("kerncijfers", "")))
    reference = _JAAR.match(str(whole.get("peildatum", "")))
    years = int(year[0]) if year else jaar, int(reference[0]) - 1 if reference else None
    levering = Cijferlevering("woonikveilig", ())
    levering.rijen = _rijen(whole, levering, *years)
    if years[0] is None:
        levering.opmerkingen.append("Het jaar van de kerncijfers staat niet in het bestand; die zijn niet overgenomen.")
    return levering


def _rijen(whole, levering, kerncijfers_jaar, voorlopig_vanaf):
    wrong = 0
    for soort in ("gemeente", "wijken", "buurten"):
        areas = [whole] if soort == "gemeente" else whole.get(soort)
        for number, area in enumerate(areas if isinstance(areas, list) else (), 1):
            waar = soort if soort == "gemeente" else f"{soort} {number}"
            if not isinstance(area, dict):
                yield Cijferrij(waar, "", fout="is geen gebied")
                continue
            code, reason = normaliseer(area.get("code"))
            if not code:
                yield Cijferrij(waar, "", fout=reason)
                continue
            wrong += bool(area.get("wijkCode")) and area["wijkCode"] != wijk_van(code)
            yield from _cijfers(waar, code, area, kerncijfers_jaar, voorlopig_vanaf)
    if wrong:
        levering.opmerkingen.append(f"De wijkcode van {wrong} buurten klopt niet in het bestand en is niet gebruikt.")


def _cijfers(waar, code, area, kerncijfers_jaar, voorlopig_vanaf):
    figures = _deel(area, "demografie")
    if kerncijfers_jaar:
        waarden = {sleutel: lees_getal(figures.get(naam)) for naam, sleutel in KERNCIJFERS.items()}
        yield Cijferrij(waar, code, waarden, bron="kwb", jaar=kerncijfers_jaar)
    for jaar, waarde in _trend(area, "veiligheid"):
        voorlopig = voorlopig_vanaf is not None and jaar >= voorlopig_vanaf
        yield Cijferrij(waar, code, {"0.0.0": waarde}, bron="politie", jaar=jaar, is_voorlopig=voorlopig)
    for jaar, waarde in _trend(area, "gezondheid"):
        yield Cijferrij(waar, code, {"ErvarenGezondheidGoedZeerGoed": waarde}, bron="rivm", jaar=jaar)


def _trend(area, deel):
    trend = _deel(area, deel).get("trend")
    for text, waarde in (trend if isinstance(trend, dict) else {}).items():
        if period := lees_periode(text):
            yield period[0], lees_getal(waarde)


def _deel(area, naam):
    return area[naam] if isinstance(area.get(naam), dict) else {}
