"""Invented figures for every village and year, marked as example; areas and municipality are added up from them."""

from gebieden.cijfers.catalogus import laad_catalogus
from gebieden.cijfers.optellen import tel_op
from gebieden.models import Cijfer, Indicator

BRON = "Verzonnen voorbeeldcijfers"
JAREN = 5
LEEFTIJDEN = ("aandeel_0_15", "aandeel_15_25", "aandeel_25_45", "aandeel_45_65", "aandeel_65_plus")


def maak_cijfers(draaiboek):
    laad_catalogus()
    inhoud = draaiboek.lees("cijfers")
    indicatoren = {i.code: i for i in Indicator.objects.all()}
    jaren = range(draaiboek.kalender.jaar - JAREN + 1, draaiboek.kalender.jaar + 1)
    rows = []
    for naam, kern in inhoud["gebieden"].items():
        basis = _basis(inhoud, kern, draaiboek.rng)
        for jaar in jaren:
            stap = jaar - jaren[-1]
            for code, waarde in _van_jaar(basis, inhoud["per_jaar"], kern, stap, draaiboek.rng).items():
                indicator = indicatoren[code]
                rows.append(
                    Cijfer(
                        gebied=draaiboek.gebieden[naam],
                        indicator=indicator,
                        jaar=jaar,
                        waarde=_afgerond(waarde, indicator),
                        bron=BRON,
                        is_voorbeeld=True,
                    )
                )
    Cijfer.objects.bulk_create(rows)
    for jaar in jaren:
        tel_op(jaar)


def _basis(inhoud, kern, rng):
    """What this village is like in the latest year."""
    waarden = {code: waarde * rng.uniform(0.97, 1.03) for code, waarde in inhoud["gemiddeld"].items()}
    waarden |= kern.get("anders", {})
    waarden["inwoners"] = kern["inwoners"]
    waarden["huishoudens"] = kern["inwoners"] / waarden["huishoudensgrootte"]
    waarden["woningen"] = waarden["huishoudens"] * 1.01
    waarden["personenautos"] = waarden["huishoudens"] * waarden["autos_per_huishouden"]
    waarden["motorfietsen"] = kern["inwoners"] * 0.055
    waarden["oppervlakte_totaal"] = kern["hectare"]
    waarden["oppervlakte_land"] = kern["hectare"] * (1 - waarden["aandeel_water"] / 100)
    return waarden


def _van_jaar(basis, per_jaar, kern, stap, rng):
    """The same village some years earlier (``stap`` is zero or negative): a trend and a little noise."""
    trend = per_jaar | kern.get("per_jaar", {})
    waarden = {}
    for code, waarde in basis.items():
        factor = 1 + trend.get(code, 0) * stap
        waarden[code] = waarde * factor * rng.uniform(0.998, 1.002)
    waarden["oppervlakte_totaal"], waarden["oppervlakte_land"] = basis["oppervlakte_totaal"], basis["oppervlakte_land"]
    waarden["bevolkingsdichtheid"] = waarden["inwoners"] / (waarden["oppervlakte_land"] / 100)
    total = sum(waarden[code] for code in LEEFTIJDEN)
    waarden |= {code: 100 * waarden[code] / total for code in LEEFTIJDEN}
    return waarden


def _afgerond(waarde, indicator):
    """As the source would publish it: counts to five, the rest as the indicator says, percentages to one decimal."""
    if indicator.soort == "telling":
        return 5 * round(waarde / 5)
    return round(waarde, max(indicator.decimalen, 1))
