"""The drawings and words of the monitor, for the page and the PDF alike."""

from functools import reduce
from operator import or_

from cyclus.analyse.beeld import ADVIESKOP, adviesrijen, adviestellingen
from cyclus.analyse.vorm import KLEINSTE_AANTAL
from cyclus.monitor.vorm import RESULTATEN
from gebiedswerk.grafiek import Reeks, lijn
from gebiedswerk.profiel import huidig
from gebiedswerk.svg import getal

KLEUREN = {"bereikt": "goed", "deels": "let_op", "niet": "fout", "onmeetbaar": "rust"}
GEMETEN = "document/monitor_gebied.html"


def euro(bedrag):
    return getal(bedrag, 0, "€")


def cijfer(doel, waarde, jaar):
    if waarde is None:
        return "niet gemeten"
    decimalen = doel.decimalen or (0 if float(waarde).is_integer() else 1)
    return getal(waarde, decimalen, doel.eenheid) + (f" ({jaar})" if jaar else "")


def _doelbeeld(doel, gebied):
    """The figures of the area and the way to the target, when there are two points to draw a line through."""
    punten = [(p.jaar, p.waarde) for p in doel.reeks]
    if doel.waarde is not None and doel.meetjaar and doel.meetjaar not in dict(punten):
        punten.append((doel.meetjaar, doel.waarde))
    if doel.startwaarde is not None and doel.startjaar and doel.startjaar not in dict(punten):
        punten.append((doel.startjaar, doel.startwaarde))
    reeksen = [Reeks(gebied, sorted(punten), nadruk=True)]
    if None not in (doel.startwaarde, doel.startjaar, doel.streefwaarde, doel.streefjaar):
        straight = [(doel.startjaar, doel.startwaarde), (doel.streefjaar, doel.streefwaarde)]
        reeksen.append(Reeks("Pad naar doel", [(p.jaar, p.waarde) for p in doel.weg] or straight))
    if sum(len(r.punten) for r in reeksen) < 2:
        return None
    return lijn(reeksen, titel=f"{doel.maat} in {gebied}, met het pad naar het doel", eenheid=doel.eenheid, hoogte=200)


def _doelregel(doel, gebied):
    return {
        "doel": doel,
        "anker": f"doel-{doel.doel}",
        "kleur": KLEUREN.get(doel.oordeel, "rust"),
        "start": cijfer(doel, doel.startwaarde, doel.startjaar),
        "nu": cijfer(doel, doel.waarde, doel.meetjaar),
        "verwacht": cijfer(doel, doel.verwacht, None) if doel.verwacht is not None else "",
        "streef": cijfer(doel, doel.streefwaarde, doel.streefjaar),
        "beeld": _doelbeeld(doel, gebied),
        "kop": ["Jaar", doel.maat],
        "rijen": [[str(p.jaar), getal(p.waarde, doel.decimalen, doel.eenheid)] for p in doel.reeks[-5:]],
    }


def _signaalzin(signalen):
    """How many came in, in words; a small number is not named, so that nobody can be recognised."""
    naam = huidig().woorden["signalen"]
    if signalen.totaal is None or (signalen.is_afgerond and signalen.totaal <= KLEINSTE_AANTAL):
        return f"Er kwamen zo weinig {naam} binnen, dat we geen getal noemen."
    ongeveer = "ongeveer " if signalen.is_afgerond else ""
    return f"Er kwamen {ongeveer}{getal(signalen.totaal)} {naam} binnen."


def _tevredenheidszin(tevredenheid):
    """What reporters thought, in words; nothing where it was not counted."""
    if tevredenheid is None:
        return ""
    if not tevredenheid.is_genoeg:
        return "Te weinig melders gaven hun mening om er iets over te zeggen."
    return (
        f"Van de melders die hun mening gaven, is {getal(tevredenheid.tevreden, 0, '%')} "
        f"tevreden. {getal(tevredenheid.opgelost, 0, '%')} zegt dat het is opgelost."
    )


def _geldrijen(geld, woord):
    rijen = [
        (f"{woord['maatregelen'].capitalize()}, regulier budget", geld.regulier, geld.besteed_regulier),
        (f"{woord['maatregelen'].capitalize()}, extra budget", geld.extra, geld.besteed_extra),
        (woord["initiatieven"].capitalize(), geld.bijdragen, geld.initiatieven_uitgevoerd),
    ]
    uren = [["Uren", getal(geld.uren), getal(geld.uren_besteed)]] if geld.uren else []
    return [[naam, euro(toegezegd), euro(besteed)] for naam, toegezegd, besteed in rijen] + uren


def _geld_context(inhoud, woord):
    """Money, hours, and what departments agreed; nothing of a monitor that did not count it."""
    afspraken = [[a.tekst, a.afdeling, a.uitkomst_naam, a.toelichting or "–"] for a in inhoud.afspraken or ()]
    return {
        "geldkop": ["Waarvoor", "Toegezegd", "Besteed"],
        "geldrijen": _geldrijen(inhoud.geld, woord) if inhoud.geld else [],
        "terechtgekomen": euro(inhoud.geld.terechtgekomen) if inhoud.geld else "",
        "afspraakkop": ["Afspraak", "Afdeling", "Uitkomst", "Toelichting"],
        "afspraakrijen": afspraken,
    }


def _werk_context(inhoud):
    """What came of each measure."""
    return {
        "tellingen": [(naam, n) for code, naam in RESULTATEN.items() if (n := inhoud.aantal_maatregelen(code))],
        "budget": euro(inhoud.budget),
        "besteed": euro(inhoud.besteed),
        "maatregelkop": [huidig().woorden["maatregel"].capitalize(), "Afdeling", "Uitkomst", "Begroot", "Besteed"],
        "maatregelrijen": [
            [
                *(m.titel, m.afdeling, f"{m.resultaat_naam}{f': {m.reden}' if m.reden else ''}"),
                *(euro(m.budget), euro(m.besteed)),
            ]
            for m in inhoud.maatregelen
        ],
    }


def _binnen_context(inhoud):
    """What came in, and whether terms were kept."""
    return {
        "signaalzin": _signaalzin(inhoud.signalen),
        "op_tijd": getal(inhoud.signalen.op_tijd, 0, "%") if inhoud.signalen.op_tijd is not None else "",
        "tevredenheidszin": _tevredenheidszin(inhoud.tevredenheid),
        "adviestellingen": adviestellingen(inhoud.adviezen.naleving) if inhoud.adviezen else [],
        "advieskop": ADVIESKOP,
        "adviesrijen": adviesrijen(inhoud.adviezen),
    }


def _onderzoek_context(onderzoek):
    """What people think of the work of the municipality; a criterion with too few answers is left out."""
    criteria = [c for c in onderzoek.criteria if c.gemiddelde is not None] if onderzoek else []
    return {
        "onderzoekkop": ["Wat we vroegen", "Gemiddeld", "Vergeleken met de vorige keer"],
        "onderzoekrijen": [[c.naam, getal(c.gemiddelde, 1), c.in_woorden] for c in criteria],
    }


def _hoofdstukken(inhoud):
    return [
        ("kort", "In het kort"),
        ("doelen", "Zijn de doelen bereikt?"),
        ("maatregelen", f"Is {huidig().de('plan')} uitgevoerd?"),
        *([("afspraken", f"Zijn de {huidig().woorden['afspraken']} nagekomen?")] if inhoud.afspraken else []),
        *([("geld", "Waar ging het geld heen?")] if inhoud.geld else []),
        ("binnengekomen", "Wat kwam er binnen?"),
        ("vervolg", "Wat verandert er?"),
        ("bronnen", "Bronnen"),
    ]


def gebied_context(inhoud, status=""):
    """The context of one area's monitor."""
    woord = huidig().woorden
    kenmerken = [("Jaar", str(inhoud.jaar)), (woord["gebied"].capitalize(), inhoud.gebied)] + (
        [("Status", status)] if status else []
    )
    kop = {
        "inhoud": inhoud,
        "woord": woord,
        "titel": inhoud.titel,
        "ondertitel": f"Wat we in {inhoud.jaar} bereikten, en wat er volgt",
        "organisatie": f"Gemeente {inhoud.gemeente}",
        "datum": inhoud.dag,
        "kenmerken": kenmerken,
        "hoofdstukken": _hoofdstukken(inhoud),
        "doelen": [_doelregel(d, inhoud.gebied) for d in inhoud.doelen],
        "bronnen": sorted({d.bron for d in inhoud.doelen if d.bron}),
    }
    parts = [_werk_context(inhoud), _geld_context(inhoud, woord), _binnen_context(inhoud)]
    return reduce(or_, parts, kop | _onderzoek_context(inhoud.onderzoek))
