"""From content to what the template draws: charts, tables and chapters. Reads ``AnalyseInhoud`` and nothing else."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from gebiedswerk.grafiek import Reeks, Staaf, Verschil, lijn, staven, verschil, vonk
from gebiedswerk.grafiek.paren import Paar, paren
from gebiedswerk.kaartbeeld import Vlak, kaart
from gebiedswerk.svg import BREEDTE, getal

from .cijfers import INWONERS
from .samenvatting import aantal_in_woorden

KLEIN = "minder dan 5"
PUNTKOPPEN = {"Ontwikkeling": "Ontwikkelingen", "Kans": "Kansen", "Bedreiging": "Bedreigingen"}
# So many points make a line; with fewer the sparkline in the table says it all.
LIJN_VANAF = 4
BEWEEGT_VANAF = 0.1
MEESTE_VERSCHILLEN = 8
# Three rows of two fill a page as long as each holds few kernen.
WEINIG_KERNEN = 6
# As wide as the text on paper, and half of it for small multiples; on the screen no wider than a phone can show.
PAPIER, HALF = 620, 300


@dataclass(frozen=True)
class Figuur:
    bijschrift: str
    beeld: SafeString
    toelichting: str = ""
    bron: str = ""


@dataclass(frozen=True)
class Tabel:
    bijschrift: str
    kop: list
    rijen: list
    bron: str = ""
    tekst: bool = False


def document_context(inhoud, breed=BREEDTE):
    """Everything the template needs, for the page and (``breed=PAPIER``) for the PDF."""
    deel = {
        "opvalt": bool(inhoud.opvallend),
        "cijfers": bool(inhoud.themas),
        "adviezen": bool(inhoud.adviezen and inhoud.adviezen.regels),
        "kernen": bool(inhoud.kernvergelijkingen),
        "verhalen": bool(inhoud.verhalen),
        "kansen": bool(inhoud.punten or inhoud.kansen or inhoud.bedreigingen),
        "beleving": bool(inhoud.beleving),
    }
    return {
        "inhoud": inhoud,
        "titel": inhoud.titel,
        "ondertitel": "Wat er speelt, in cijfers en verhalen",
        "organisatie": f"Gemeente {inhoud.gemeente}",
        "datum": inhoud.dag,
        "kenmerken": _kenmerken(inhoud),
        "hoofdstukken": [(anker, naam) for anker, naam in _hoofdstukken(inhoud) if deel.get(anker, True)],
        "omslagbeeld": kaart(_vlakken(inhoud), titel=f"Ligging van {inhoud.gebied}", klein=True, breedte=480),
        "kerncijfers": _kerncijfers(inhoud),
        "kaart": _kaart(inhoud, breed),
        "leeftijden": _leeftijden(inhoud, breed),
        "themas": [_thema(inhoud, thema, breed) for thema in inhoud.themas],
        "kernbeelden": _kernbeelden(inhoud),
        "kerntabel": _kerntabel(inhoud),
        "signalen_totaal": aantal_in_woorden(inhoud.signalen),
        "signaalfiguren": _signaalfiguren(inhoud, breed),
        "signaaltabel": _signaaltabel(inhoud),
        "initiatieftabel": _initiatieftabel(inhoud),
        "adviestabel": _adviestabel(inhoud),
        "adviestellingen": adviestellingen(inhoud.adviezen.naleving) if inhoud.adviezen else [],
        "puntkop": _kop_van_punten(inhoud),
        "puntgroepen": _puntgroepen(inhoud),
        "bronnentabel": _bronnentabel(inhoud),
    }


def _hoofdstukken(inhoud):
    woorden = inhoud.woorden
    return [
        ("leeswijzer", "Zo leest u dit"),
        ("samenvatting", "In het kort"),
        ("opvalt", "Wat opvalt, en waarom"),
        ("gebied", f"{inhoud.gebied} op de kaart"),
        ("cijfers", "Cijfers per thema"),
        ("kernen", f"De {woorden['kernen']} naast elkaar"),
        ("signalen", f"{woorden['signalen'].capitalize()}: wat er binnenkwam"),
        ("initiatieven", f"{woorden['initiatieven'].capitalize()}: wat er begon"),
        ("adviezen", f"{woorden.get('adviezen', 'adviezen').capitalize()}: wat is gevraagd en gezegd"),
        ("verhalen", "Verhalen uit het gebied"),
        ("kansen", _kop_van_punten(inhoud)),
        ("beleving", "Toets aan de beleving"),
        ("bronnen", "Bronnen"),
    ]


def _kenmerken(inhoud):
    kenmerken = [("Jaar", str(inhoud.jaar)), ("Status", inhoud.status)]
    if inhoud.kernen:
        kenmerken.append((inhoud.woorden["kernen"].capitalize(), str(len(inhoud.kernen))))
    if inhoud.heeft_voorbeeld:
        kenmerken.append(("Let op", "bevat voorbeeldcijfers"))
    return kenmerken


def _kerncijfers(inhoud):
    cijfers = []
    regels = {regel.code: regel for thema in inhoud.themas for regel in thema.regels}
    if INWONERS in regels:
        cijfers.append((getal(regels[INWONERS].waarde), f"inwoners ({regels[INWONERS].jaar})"))
    if inhoud.leeftijden:
        cijfers.append((f"{getal(inhoud.leeftijden.groepen[-1].gebied)}%", "is 65 jaar of ouder"))
    cijfers.append((aantal_in_woorden(inhoud.signalen), f"{inhoud.woorden['signalen']} in twaalf maanden"))
    if inhoud.signalen.op_tijd is not None:
        cijfers.append((f"{getal(inhoud.signalen.op_tijd)}%", "op tijd beantwoord"))
    cijfers.append((str(inhoud.initiatieven.totaal), f"{inhoud.woorden['initiatieven']} liepen er"))
    return cijfers


def _vlakken(inhoud):
    return [Vlak(vlak.naam, vlak.grens, nadruk=vlak.is_van_gebied) for vlak in inhoud.kaart]


def _kaart(inhoud, breed):
    beeld = kaart(_vlakken(inhoud), titel=f"{inhoud.gebied} en omgeving", zoom=True, breedte=breed, hoogte=0.6 * breed)
    schets = "De grenzen zijn een schets, geen officiële grenzen." if inhoud.is_schematisch else ""
    return Figuur(f"{inhoud.gebied} met zijn {inhoud.woorden['kernen']}, en wat eromheen ligt", beeld, schets)


def _leeftijden(inhoud, breed):
    if not inhoud.leeftijden:
        return None
    groepen = inhoud.leeftijden.groepen
    rijen = [Paar(groep.naam, groep.gebied, groep.gemeente) for groep in groepen]
    titel = f"Inwoners naar leeftijd in {inhoud.leeftijden.jaar}, in procenten van alle inwoners"
    beeld = paren(rijen, titel=titel, nu=inhoud.gebied, ernaast=inhoud.gemeente, eenheid="%", breedte=breed)
    return Figuur(titel, beeld, bron=_bron(inhoud.leeftijden.bron, inhoud.leeftijden.is_voorbeeld))


def _bron(bron, is_voorbeeld):
    return f"{bron} (voorbeeldcijfer)" if is_voorbeeld else bron


# Themes -------------------------------------------------------------------


def _thema(inhoud, thema, breed):
    return {
        "code": thema.code,
        "naam": thema.naam,
        "figuren": [
            figuur for figuur in (_verschillen(inhoud, thema, breed), _verloop(inhoud, thema, breed)) if figuur
        ],
        "tabel": _thematabel(inhoud, thema),
    }


def _thematabel(inhoud, thema):
    """A column that would hold nothing but dashes is left out."""
    kolommen = [
        ("Onderwerp", _naam),
        ("Jaar", lambda regel: str(regel.jaar)),
        (inhoud.gebied, lambda regel: _getal(regel, regel.waarde)),
        (inhoud.gemeente, lambda regel: _cel(regel, regel.gemeente)),
        ("Eerder", _eerder),
        ("Verloop", _vonk),
    ]
    cellen = [(kop, [maak(regel) for regel in thema.regels]) for kop, maak in kolommen]
    cellen = [(kop, kolom) for kop, kolom in cellen if any(cel is not None for cel in kolom)]
    return Tabel(
        f"{thema.naam} in cijfers",
        [kop for kop, _ in cellen],
        [list(rij) for rij in zip(*(kolom for _, kolom in cellen), strict=True)],
        _bronregel(thema.regels),
    )


def _verschillen(inhoud, thema, breed):
    rijen = [
        Verschil(regel.naam, regel.waarde, regel.gemeente)
        for regel in thema.regels
        if regel.eenheid == "%" and regel.gemeente is not None
    ][:MEESTE_VERSCHILLEN]
    if len(rijen) < 2:
        return None
    titel = f"{thema.naam}: {inhoud.gebied} naast de gemeente"
    beeld = verschil(rijen, titel=titel, eenheid="%", gebied=inhoud.gebied, gemeente=inhoud.gemeente, breedte=breed)
    return Figuur(titel, beeld)


def _verloop(inhoud, thema, breed):
    """The indicator that moved most, as lines of the gebied and the municipality; none where little moved."""
    regel = max((r for r in thema.regels if r.soort != "telling"), key=_beweging, default=None)
    if regel is None or _beweging(regel) < BEWEEGT_VANAF:
        return None
    eigen = [(p.jaar, p.waarde) for p in regel.reeks]
    jaren = {jaar for jaar, _ in eigen}
    ernaast = [(p.jaar, p.waarde) for p in regel.gemeente_reeks if p.jaar in jaren]
    titel = f"{regel.naam}, {min(jaren)}–{max(jaren)}"
    beeld = lijn(
        [Reeks(inhoud.gebied, eigen, nadruk=True), Reeks(inhoud.gemeente, ernaast)],
        titel=titel,
        eenheid=regel.eenheid,
        decimalen=regel.decimalen,
        breedte=breed,
        hoogte=170,
    )
    deels = " (deels voorbeeldcijfers)" if regel.is_reeks_voorbeeld and not regel.is_voorbeeld else ""
    return Figuur(titel, beeld, bron=_bron(regel.bron, regel.is_voorbeeld) + deels)


def _beweging(regel):
    """The change over the whole series, as a part of the larger of both ends."""
    if len(regel.reeks) < LIJN_VANAF:
        return 0
    begin, eind = regel.reeks[0].waarde, regel.reeks[-1].waarde
    return abs(eind - begin) / (max(abs(begin), abs(eind)) or 1)


def _eerder(regel):
    return f"{_getal(regel, regel.eerder)} ({regel.eerder_jaar})" if regel.eerder_jaar else None


def _vonk(regel):
    return vonk([p.waarde for p in regel.reeks], titel=f"Verloop van {regel.naam}") if len(regel.reeks) > 2 else None


def _naam(regel):
    merken = ["voorbeeld"] if regel.is_voorbeeld else ["eerder: voorbeeld"] if regel.is_reeks_voorbeeld else []
    if regel.is_voorlopig:
        merken.append("voorlopig")
    return f"{regel.naam} ({', '.join(merken)})" if merken else regel.naam


def _eenheid(ding):
    """Nothing where the name beside it says the same."""
    return "" if ding.eenheid.lower() == ding.naam.lower() else ding.eenheid


def _getal(ding, waarde):
    return getal(waarde, ding.decimalen, _eenheid(ding))


def _cel(ding, waarde):
    return None if waarde is None else _getal(ding, waarde)


def _bronregel(regels):
    return "; ".join(dict.fromkeys(regel.bron for regel in regels if regel.bron))


# Kernen -------------------------------------------------------------------


def _kernbeeld(inhoud, vergelijking):
    rijen = [Staaf(kern, waarde) for kern, waarde in zip(inhoud.kernen, vergelijking.waarden, strict=True)]
    titel = f"{vergelijking.naam} ({vergelijking.jaar})"
    return Figuur(
        titel,
        staven(
            rijen,
            titel=titel,
            eenheid=_eenheid(vergelijking),
            decimalen=vergelijking.decimalen,
            referentie=("gemeente", vergelijking.gemeente) if vergelijking.gemeente is not None else None,
            breedte=HALF,
        ),
    )


def _kernbeelden(inhoud):
    """Rows of two: a row stays together on a page, which one long flexible box does not."""
    getoond = inhoud.kernvergelijkingen[: 6 if len(inhoud.kernen) <= WEINIG_KERNEN else 4]
    figuren = [_kernbeeld(inhoud, vergelijking) for vergelijking in getoond]
    return [figuren[i : i + 2] for i in range(0, len(figuren), 2)]


def _kerntabel(inhoud):
    """Kernen down, subjects across: what does not fit beside each other stands in a second table."""
    lijst = inhoud.kernvergelijkingen
    stap = 4
    return [
        Tabel(
            f"De {inhoud.woorden['kernen']} vergeleken" + (f" ({nummer + 1})" if len(lijst) > stap else ""),
            [inhoud.woorden["kern"].capitalize(), *(f"{v.naam} ({v.jaar})" for v in deel)],
            [
                *([kern, *(_cel(v, v.waarden[rij]) for v in deel)] for rij, kern in enumerate(inhoud.kernen)),
                [f"Heel {inhoud.gebied}", *(_cel(v, v.gebied) for v in deel)],
                [f"Gemeente {inhoud.gemeente}", *(_cel(v, v.gemeente) for v in deel)],
            ],
            "; ".join(dict.fromkeys(v.bron for v in deel if v.bron)),
        )
        for nummer, deel in enumerate(lijst[i : i + stap] for i in range(0, len(lijst), stap))
    ]


# What came in -------------------------------------------------------------


def _signaalfiguren(inhoud, breed):
    signalen = inhoud.signalen
    getoond = [t for t in signalen.per_thema if t.nu is not None][:8]
    figuren = []
    for titel, rijen in (
        (f"{inhoud.woorden['signalen'].capitalize()} per thema", getoond),
        (f"{inhoud.woorden['signalen'].capitalize()} per kwartaal", signalen.per_kwartaal),
    ):
        if any(t.nu or t.eerder for t in rijen):
            paartjes = [Paar(t.naam, t.nu, t.eerder) for t in rijen]
            nu, ernaast = "deze twaalf maanden", "een jaar eerder"
            beeld = paren(paartjes, titel=titel, nu=nu, ernaast=ernaast, leeg=KLEIN, breedte=breed)
            figuren.append(Figuur(titel, beeld))
    return figuren


def _signaaltabel(inhoud):
    rijen = [[t.naam, _aantal(t.nu), _aantal(t.eerder)] for t in inhoud.signalen.per_thema]
    kop = ["Thema", "Deze twaalf maanden", "Een jaar eerder"]
    return Tabel(f"Alle {inhoud.woorden['signalen']} per thema", kop, rijen) if rijen else None


def _aantal(aantal):
    return KLEIN if aantal is None else str(aantal)


def _initiatieftabel(inhoud):
    rijen = [[r.titel, r.plaats, r.thema, r.status] for r in inhoud.initiatieven.openbaar]
    kop = [inhoud.woorden["initiatief"].capitalize(), "Waar", "Thema", "Hoe ver"]
    naam = f"{inhoud.woorden['initiatieven'].capitalize()} waarvan de initiatiefnemer ze wil laten zien"
    return Tabel(naam, kop, rijen, tekst=True) if rijen else None


def _adviestabel(inhoud):
    rijen = adviesrijen(inhoud.adviezen)
    return Tabel("Wat er met elk advies is gedaan, en waarom", ADVIESKOP, rijen, tekst=True) if rijen else None


ADVIESKOP = ["Onderwerp", "Wie adviseerde", "Wat is ermee gedaan"]


def adviesrijen(adviezen):
    """One row for each advice; where the college deviated its argument stands behind the decision."""
    regels = adviezen.regels if adviezen else ()
    return [[r.onderwerp, r.platform, f"{r.uitkomst}: {r.argument}" if r.argument else r.uitkomst] for r in regels]


def adviestellingen(n):
    """The counts of one ``Naleving`` as sentences; only what there is."""
    zinnen = [
        (n.gevraagd, f"{n.gevraagd} keer gevraagd, waarvan {n.tijdig_gevraagd} keer op tijd"),
        (n.ongevraagd, f"{n.ongevraagd} keer ongevraagd gegeven"),
        (n.niet_uitgebracht, f"{n.niet_uitgebracht} keer niet gegeven; dat telt niet als instemming"),
        (n.overgenomen, f"{n.overgenomen} overgenomen"),
        (n.deels, f"{n.deels} deels overgenomen"),
        (n.afgeweken, f"{n.afgeweken} niet overgenomen, met argument"),
        (n.te_beantwoorden, f"{n.op_tijd_beantwoord} van {n.te_beantwoorden} op tijd beantwoord"),
        (n.open, f"{n.open} {'wacht' if n.open == 1 else 'wachten'} nog op een reactie, waarvan {n.te_laat} te laat"),
    ]
    return [zin for aantal, zin in zinnen if aantal]


def _puntgroepen(inhoud):
    """``[(heading, the points of that kind), …]``."""
    groepen = groupby(inhoud.punten, key=lambda punt: punt.soort)
    return [(PUNTKOPPEN.get(soort, soort), list(punten)) for soort, punten in groepen]


def _kop_van_punten(inhoud):
    koppen = [kop for kop, _ in _puntgroepen(inhoud)] or ["Kansen", "Bedreigingen"]
    return " en ".join(filter(None, [", ".join(koppen[:-1]), koppen[-1]])).capitalize()


def _bronnentabel(inhoud):
    rijen = [[_bron(b.naam, b.is_voorbeeld), b.jaren, str(b.aantal)] for b in inhoud.bronnen]
    return Tabel("Waar de cijfers vandaan komen", ["Bron", "Jaren", "Aantal cijfers"], rijen) if rijen else None
