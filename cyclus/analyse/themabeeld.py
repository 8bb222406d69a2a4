"""Drawings and tables of the figures of the area itself: by age, by theme, over the years and per kern."""

from gebiedswerk.grafiek import Reeks, Staaf, Verschil, lijn, staven, verschil, vonk
from gebiedswerk.grafiek.paren import Paar, paren

from .figuur import HALF, Figuur, Tabel, bronregel, cel, cijfer, eenheid, in_tweeen, met_bron
from .sprekend import beweging, sprekendste

# So many points make a line; with fewer the sparkline in the table says it all.
LIJN_VANAF = 4
BEWEEGT_VANAF = 0.1
MEESTE_VERSCHILLEN, MEESTE_LIJNEN = 10, 4
# Three rows of two fill a page as long as each holds few kernen.
WEINIG_KERNEN = 6
MEESTE_KERNEN = 14
ONDERWERPEN_NAAST_ELKAAR = 5


def leeftijden(inhoud, breed):
    if not inhoud.leeftijden:
        return None
    groepen = inhoud.leeftijden.groepen
    rijen = [Paar(groep.naam, groep.gebied, groep.gemeente) for groep in groepen]
    titel = f"Inwoners naar leeftijd in {inhoud.leeftijden.jaar}, in procenten van alle inwoners"
    beeld = paren(rijen, titel=titel, nu=inhoud.gebied, ernaast=inhoud.gemeente, eenheid="%", breedte=breed)
    return Figuur(titel, beeld, bron=met_bron(inhoud.leeftijden.bron, inhoud.leeftijden.is_voorbeeld))


def verschillen(inhoud, breed):
    """The shares that differ most from those of the municipality, on one scale."""
    regels = [r for r in sprekendste(inhoud.themas, 99, meeste=3) if r.eenheid == "%"][:MEESTE_VERSCHILLEN]
    if len(regels) < 2:
        return None
    rijen = [Verschil(regel.naam, regel.waarde, regel.gemeente) for regel in regels]
    titel = f"Waarin {inhoud.gebied} het meest van de gemeente verschilt, in procenten"
    beeld = verschil(rijen, titel=titel, eenheid="%", gebied=inhoud.gebied, gemeente=inhoud.gemeente, breedte=breed)
    uitleg = "De kolom ‘verschil’ is in procentpunten."
    return Figuur(titel, beeld, uitleg, bronregel(regels))


def lijnen(inhoud):
    """What moved most over the years, in rows of two; nothing where little moved."""
    regels = [r for thema in inhoud.themas for r in thema.regels if r.soort != "telling"]
    regels = sorted((r for r in regels if _beweging(r) >= BEWEEGT_VANAF), key=lambda r: (-_beweging(r), r.code))
    regels = regels[: min(len(regels) // 2 * 2 or 1, MEESTE_LIJNEN)]
    return in_tweeen([_verloop(inhoud, regel) for regel in regels])


def _verloop(inhoud, regel):
    eigen = [(p.jaar, p.waarde) for p in regel.reeks]
    jaren = {jaar for jaar, _ in eigen}
    ernaast = [(p.jaar, p.waarde) for p in regel.gemeente_reeks if p.jaar in jaren]
    woord = eenheid(regel)
    titel = f"{regel.naam}, {min(jaren)}–{max(jaren)}"
    if woord and woord not in {"%", "€"}:
        titel = f"{titel}, in {woord}"
    beeld = lijn(
        [Reeks(inhoud.gebied, eigen, nadruk=True), Reeks("gemeente", ernaast)],
        titel=titel,
        eenheid=woord if woord in {"%", "€"} else "",
        decimalen=regel.decimalen,
        breedte=HALF,
        hoogte=150,
    )
    deels = " (deels voorbeeldcijfers)" if regel.is_reeks_voorbeeld and not regel.is_voorbeeld else ""
    return Figuur(titel, beeld, bron=met_bron(regel.bron, regel.is_voorbeeld) + deels)


def _beweging(regel):
    return beweging(regel) if len(regel.reeks) >= LIJN_VANAF else 0


# Themes -------------------------------------------------------------------


def thema(inhoud, thema):
    return {"code": thema.code, "naam": thema.naam, "tabel": _thematabel(inhoud, thema)}


def _thematabel(inhoud, thema):
    """A column of nothing but dashes is left out; what is the same in every row is said once, above."""
    regels = thema.regels
    jaar, eerder = _gelijk(r.jaar for r in regels), _gelijk(r.eerder_jaar for r in regels if r.eerder_jaar)
    allemaal_voorbeeld = all(r.is_voorbeeld for r in regels)
    kolommen = [
        ("Onderwerp", lambda regel: _naam(regel, zonder_voorbeeld=allemaal_voorbeeld)),
        ("Jaar", lambda regel: None if jaar else str(regel.jaar)),
        (inhoud.gebied, lambda regel: cijfer(regel, regel.waarde)),
        (inhoud.gemeente, lambda regel: cel(regel, regel.gemeente)),
        (f"In {eerder}" if eerder else "Eerder", lambda regel: _eerder(regel, zonder_jaar=eerder)),
        ("Verloop", _vonk),
    ]
    cellen = [(kop, [maak(regel) for regel in regels]) for kop, maak in kolommen]
    cellen = [(kop, kolom) for kop, kolom in cellen if any(cel is not None for cel in kolom)]
    titel = f"{thema.naam} in {jaar}" if jaar else f"{thema.naam} in cijfers"
    return Tabel(
        f"{titel} (voorbeeld)" if allemaal_voorbeeld else titel,
        [kop for kop, _ in cellen],
        [list(rij) for rij in zip(*(kolom for _, kolom in cellen), strict=True)],
        bronregel(regels),
    )


def _gelijk(jaren):
    """The one year that all have, else None."""
    alle = set(jaren)
    return alle.pop() if len(alle) == 1 else None


def _eerder(regel, *, zonder_jaar):
    if not regel.eerder_jaar:
        return None
    return cijfer(regel, regel.eerder) + ("" if zonder_jaar else f" ({regel.eerder_jaar})")


def _vonk(regel):
    return (
        vonk([p.waarde for p in regel.reeks], titel=f"Verloop van {regel.naam}", hoogte=18)
        if len(regel.reeks) > 2
        else None
    )


def _naam(regel, *, zonder_voorbeeld=False):
    merken = []
    if not zonder_voorbeeld:
        merken = ["voorbeeld"] if regel.is_voorbeeld else ["eerder: voorbeeld"] if regel.is_reeks_voorbeeld else []
    if regel.is_voorlopig:
        merken.append("voorlopig")
    return f"{regel.naam} ({', '.join(merken)})" if merken else regel.naam


# Kernen -------------------------------------------------------------------


def kernbeelden(inhoud):
    """Small multiples of a few subjects; with very many kernen the table alone is clearer."""
    aantal = len(inhoud.kernen)
    if aantal > MEESTE_KERNEN:
        return []
    getoond = sorted(inhoud.kernvergelijkingen, key=_gelijkheid)[: 6 if aantal <= WEINIG_KERNEN else 4]
    return in_tweeen([_kernbeeld(inhoud, vergelijking) for vergelijking in getoond])


def _gelijkheid(vergelijking):
    """What is the same everywhere is a dull drawing: the largest difference between kernen first."""
    bekend = [waarde for waarde in vergelijking.waarden if waarde is not None]
    return (min(bekend) - max(bekend)) / (max(abs(waarde) for waarde in bekend) or 1)


def _kernbeeld(inhoud, vergelijking):
    rijen = [Staaf(kern, waarde) for kern, waarde in zip(inhoud.kernen, vergelijking.waarden, strict=True)]
    titel = f"{vergelijking.naam} ({vergelijking.jaar})"
    beeld = staven(
        rijen,
        titel=titel,
        eenheid=eenheid(vergelijking),
        decimalen=vergelijking.decimalen,
        referentie=("gemeente", vergelijking.gemeente) if vergelijking.gemeente is not None else None,
        breedte=HALF,
    )
    return Figuur(titel, beeld)


def kerntabellen(inhoud):
    """Kernen down, the subjects in which they differ most across: as many as fit beside each other."""
    deel = sorted(inhoud.kernvergelijkingen, key=_gelijkheid)[:ONDERWERPEN_NAAST_ELKAAR]
    if not deel:
        return []
    return [
        Tabel(
            f"De {inhoud.woorden['kernen']} vergeleken",
            [inhoud.woorden["kern"].capitalize(), *(f"{v.naam} ({v.jaar})" for v in deel)],
            [
                *([kern, *(cel(v, v.waarden[rij]) for v in deel)] for rij, kern in enumerate(inhoud.kernen)),
                [f"Heel {inhoud.gebied}", *(cel(v, v.gebied) for v in deel)],
                [f"Gemeente {inhoud.gemeente}", *(cel(v, v.gemeente) for v in deel)],
            ],
            bronregel(deel),
        )
    ]
