"""From content to what the template draws: chapters, charts and tables. Reads ``AnalyseInhoud`` and nothing else."""

from collections import Counter
from itertools import groupby

from gebiedswerk.grafiek.paren import Paar, paren
from gebiedswerk.svg import BREEDTE, getal

from .figuur import Figuur, Tabel, met_bron
from .kortbeeld import in_het_kort
from .omgevingsbeeld import gebiedskaart, kaartbeelden, ligging, naast_anderen, veranderd, verloop_overal
from .themabeeld import kernbeelden, kerntabellen, leeftijden, lijnen, thema, verschillen

KLEIN = "minder dan 5"
PUNTKOPPEN = {"Ontwikkeling": "Ontwikkelingen", "Kans": "Kansen", "Bedreiging": "Bedreigingen"}


def document_context(inhoud, breed=BREEDTE):
    """Everything the template needs, for the page and (``breed=PAPIER``) for the PDF."""
    kaarten, (buren, buurfiguur), verloop = (
        kaartbeelden(inhoud),
        naast_anderen(inhoud, breed),
        verloop_overal(inhoud, breed),
    )
    anders = verschillen(inhoud, breed)
    deel = {
        "opvalt": bool(inhoud.opvallend),
        "omgeving": bool(kaarten or buren or buurfiguur or anders),
        "cijfers": bool(inhoud.themas),
        "veranderd": bool(inhoud.veranderd),
        "adviezen": bool(inhoud.adviezen and inhoud.adviezen.regels),
        "kernen": bool(inhoud.kernvergelijkingen),
        "verhalen": bool(inhoud.verhalen),
        "kansen": bool(inhoud.punten or inhoud.kansen or inhoud.bedreigingen),
        "beleving": bool(inhoud.beleving or inhoud.reacties or inhoud.reactietellingen),
    }
    hoofdstukken = [(anker, naam) for anker, naam in hoofdstukken_van(inhoud) if deel.get(anker, True)]
    return {
        "inhoud": inhoud,
        "titel": inhoud.titel,
        "ondertitel": "Wat er speelt, in cijfers en verhalen",
        "omslagdelen": (inhoud.woorden["analyse"].capitalize(), inhoud.gebied, str(inhoud.jaar)),
        "trefwoorden": ", ".join(_trefwoorden(inhoud)),
        "organisatie": f"Gemeente {inhoud.gemeente}",
        "datum": inhoud.dag,
        "kenmerken": _kenmerken(inhoud),
        "hoofdstukken": hoofdstukken,
        "omslagbeeld": ligging(inhoud),
        **in_het_kort(inhoud),
        "kaart": gebiedskaart(inhoud, breed),
        "kaartbeelden": kaarten,
        "buurbeelden": buren,
        "buurfiguur": buurfiguur,
        "verloop_overal": verloop,
        "veranderd": veranderd(inhoud),
        "leeftijden": leeftijden(inhoud, breed),
        "verschillen": anders,
        "themas": [thema(inhoud, t) for t in inhoud.themas],
        "lijnen": lijnen(inhoud),
        "puntkop": _kop_van_punten(inhoud),
        "puntgroepen": _puntgroepen(inhoud),
        "reactiegroepen": _reactiegroepen(inhoud, hoofdstukken),
        "kernbeelden": kernbeelden(inhoud),
        "kerntabel": kerntabellen(inhoud),
        "signaalfiguren": _signaalfiguren(inhoud, breed),
        "signaaltabel": _signaaltabel(inhoud),
        "weinig": _weinig(inhoud),
        "trendtabel": _trendtabel(inhoud),
        "initiatieftabel": _initiatieftabel(inhoud),
        "adviestabel": _adviestabel(inhoud),
        "adviestellingen": adviestellingen(inhoud.adviezen.naleving) if inhoud.adviezen else [],
        "bronnentabel": _bronnentabel(inhoud),
        "stemmen": _stemmen(inhoud),
    }


def hoofdstukken_van(inhoud):
    """All chapters there can be, as ``(anchor, name)``; reactions and the table of contents point at the anchors."""
    woorden = inhoud.woorden
    return [
        ("leeswijzer", "Zo leest u dit"),
        ("samenvatting", "In het kort"),
        ("gebied", f"{inhoud.gebied} op de kaart"),
        ("opvalt", "Wat opvalt, en waarom"),
        ("omgeving", f"{inhoud.gebied} naast de rest van {inhoud.gemeente}"),
        ("cijfers", "Cijfers per thema"),
        ("kernen", f"De {woorden['kernen']} naast elkaar"),
        ("veranderd", "Wat er veranderde sinds vorig jaar"),
        ("signalen", f"{woorden['signalen'].capitalize()}: wat er binnenkwam"),
        ("initiatieven", f"{woorden['initiatieven'].capitalize()}: wat er begon"),
        ("adviezen", f"{woorden.get('adviezen', 'adviezen').capitalize()}: wat is gevraagd en gezegd"),
        ("verhalen", "Verhalen uit het gebied"),
        ("kansen", _kop_van_punten(inhoud)),
        ("beleving", "Toets aan de beleving"),
        ("bronnen", "Bronnen en verantwoording"),
    ]


def _trefwoorden(inhoud):
    """For the properties of the file: what somebody would search for."""
    return [inhoud.woorden["analyse"], inhoud.gebied, inhoud.gemeente, str(inhoud.jaar), *inhoud.kernen[:12]]


def _kenmerken(inhoud):
    kenmerken = [("Jaar", str(inhoud.jaar)), ("Status", inhoud.status)]
    if inhoud.kernen:
        kenmerken.append((inhoud.woorden["kernen"].capitalize(), str(len(inhoud.kernen))))
    if inhoud.heeft_voorbeeld:
        kenmerken.append(("Let op", "bevat voorbeeldcijfers"))
    return kenmerken


def _reactiegroepen(inhoud, hoofdstukken):
    """``[(anchor, name of the chapter, reactions), …]`` in the order of the chapters; the rest is about the whole."""
    namen = dict(hoofdstukken)
    per_deel = {}
    for reactie in inhoud.reacties:
        per_deel.setdefault(reactie.deel if reactie.deel in namen else "", []).append(reactie)
    volgorde = [*(anker for anker, _ in hoofdstukken if anker in per_deel), *([""] if "" in per_deel else [])]
    return [(anker, namen.get(anker, "Het geheel"), per_deel[anker]) for anker in volgorde]


def _stemmen(inhoud):
    """Who had a say in this document, as counts by kind; never who."""
    geteld = Counter(verhaal.bron for verhaal in inhoud.verhalen)
    stemmen = [
        f"{aantal} {'verhaal' if aantal == 1 else 'verhalen'} van: {bron.lower()}" for bron, aantal in geteld.items()
    ]
    if inhoud.reacties:
        aantal = len(inhoud.reacties)
        stemmen.append(f"{aantal} {'reactie' if aantal == 1 else 'reacties'} op het concept")
    if inhoud.adviezen:
        platforms = dict.fromkeys(regel.platform for regel in inhoud.adviezen.regels)
        stemmen += [f"advies van {platform}" for platform in platforms]
    return stemmen


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
    rijen = [[t.naam, _aantal(t.nu), _aantal(t.eerder)] for t in inhoud.signalen.per_thema if t.nu or t.eerder]
    kop = ["Thema", "Deze twaalf maanden", "Een jaar eerder"]
    return Tabel(f"{inhoud.woorden['signalen'].capitalize()} per thema, in aantallen", kop, rijen) if rijen else None


def _weinig(inhoud):
    """The themes on which hardly anything came in, in one sentence instead of a row each."""
    return [t.naam.lower() for t in inhoud.signalen.per_thema if not (t.nu or t.eerder)]


def _aantal(aantal):
    return KLEIN if aantal is None else str(aantal)


def _trendtabel(inhoud):
    rijen = [
        [
            t.over,
            t.plaats,
            t.periode,
            _aantal(t.aantal),
            getal(t.verwacht, 1),
            t.besluit + (" (klaar)" if t.is_afgerond else ""),
        ]
        for t in inhoud.trends
    ]
    kop = ["Waarover", "Waar", "Wanneer", "Aantal", "Verwacht", "Wat is besloten"]
    return Tabel("Meer dan we verwachtten", kop, rijen, tekst=True) if rijen else None


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
    rijen = [[met_bron(b.naam, b.is_voorbeeld), b.jaren, str(b.aantal)] for b in inhoud.bronnen]
    return Tabel("Waar de cijfers vandaan komen", ["Bron", "Jaren", "Aantal cijfers"], rijen) if rijen else None
