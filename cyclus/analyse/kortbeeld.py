"""The page that is read by who reads one page: key figures, what stands out, what people say, what is coming."""

from dataclasses import dataclass

from django.utils.text import Truncator

from gebiedswerk.svg import getal

from .cijfers import INWONERS
from .figuur import cijfer
from .samenvatting import aantal_in_woorden
from .sprekend import sprekendste

OUDEREN = "aandeel_65_plus"
# A longer figure does not fit on a line in large letters; its unit goes to the words.
LANGSTE_CIJFER = 10
MEESTE_CIJFERS = 6
MEESTE_PUNTEN, MEESTE_PER_THEMA = 5, 2
MEESTE_CITATEN, MEESTE_VERWACHTINGEN = 2, 3
MEESTE_WOORDEN, LANGSTE_CITAAT = 18, 170


@dataclass(frozen=True)
class Kerncijfer:
    """``naast`` compares with the municipality, ``beweging`` with before; ``richting`` is ``op``, ``neer`` or empty."""

    cijfer: str
    naam: str
    naast: str = ""
    beweging: str = ""
    richting: str = ""


def kerncijfers(inhoud, aantal=MEESTE_CIJFERS):
    """The inhabitants and what came in always, and between them the figures that say most about this area."""
    regels = {regel.code: regel for thema in inhoud.themas for regel in thema.regels}
    eerst = [_van_regel(inhoud, regels[code]) for code in (INWONERS, OUDEREN) if code in regels]
    # On a smaller page one telling figure is worth more than the third count.
    laatst = _van_binnen(inhoud)[: 3 if aantal >= MEESTE_CIJFERS else 2]
    opvallend = {punt.sleutel for punt in inhoud.opvallend}
    sprekend = [
        _van_regel(inhoud, regel)
        for regel in sprekendste(inhoud.themas, aantal, eerst=opvallend)
        if regel.code not in (INWONERS, OUDEREN)
    ]
    return [*eerst, *sprekend[: max(aantal - len(eerst) - len(laatst), 0)], *laatst][:aantal]


def _van_regel(inhoud, regel):
    naam = regel.naam if regel.code != INWONERS else regel.naam.lower()
    tekst = cijfer(regel, regel.waarde)
    if len(tekst) > LANGSTE_CIJFER:
        tekst, naam = getal(regel.waarde, regel.decimalen), f"{naam}, {regel.eenheid}"
    naast = f"{inhoud.gemeente}: {cijfer(regel, regel.gemeente)}" if regel.gemeente is not None else ""
    beweging, richting = "", ""
    if regel.eerder is not None:
        beweging, richting = _beweging(regel.waarde, regel.eerder, regel.decimalen, regel.eerder_jaar)
    return Kerncijfer(tekst, f"{naam} ({regel.jaar})", naast, beweging, richting)


def _beweging(nu, eerder, decimalen, sinds):
    """In words what a reader would otherwise have to work out, and which way it went."""
    stap = getal(nu - eerder, decimalen, plusteken=True)
    if not stap.strip("+−0.,"):
        return f"gelijk aan {sinds}", ""
    return f"{stap} sinds {sinds}", "op" if nu > eerder else "neer"


def _van_binnen(inhoud):
    signalen, woorden = inhoud.signalen, inhoud.woorden
    beweging, richting = "", ""
    if signalen.totaal is not None and signalen.totaal_eerder is not None:
        ongeveer = "ongeveer " if signalen.is_afgerond else ""
        beweging = f"een jaar eerder {ongeveer}{signalen.totaal_eerder}"
        if signalen.totaal != signalen.totaal_eerder:
            richting = "op" if signalen.totaal > signalen.totaal_eerder else "neer"
    aantal = "minder dan 5" if signalen.totaal is None else str(signalen.totaal)
    naam = f"{woorden['signalen']} in twaalf maanden"
    if signalen.is_afgerond:
        naam = f"{naam} (afgerond)"
    cijfers = [Kerncijfer(aantal, naam, beweging=beweging, richting=richting)]
    if signalen.op_tijd is not None:
        eerder = signalen.op_tijd_eerder
        beweging = "" if eerder is None else f"een jaar eerder {getal(eerder)}%"
        naam = f"kreeg binnen {signalen.termijn_dagen} werkdagen antwoord"
        cijfers.append(Kerncijfer(f"{getal(signalen.op_tijd)}%", naam, beweging=beweging))
    if inhoud.initiatieven.totaal:
        woord = woorden["initiatief"] if inhoud.initiatieven.totaal == 1 else woorden["initiatieven"]
        cijfers.append(Kerncijfer(str(inhoud.initiatieven.totaal), f"{woord} in twaalf maanden"))
    return cijfers


def valt_op(inhoud, aantal=MEESTE_PUNTEN, per_thema=MEESTE_PER_THEMA):
    """In the order of the officials, and of one theme no more than ``per_thema`` while there is something else."""
    gekozen, over = [], []
    for punt in inhoud.opvallend:
        van_thema = sum(p.thema == punt.thema for p in gekozen)
        (gekozen if van_thema < per_thema else over).append(punt)
    return [*gekozen, *over][:aantal]


def citaten(inhoud, aantal=MEESTE_CITATEN, langste=LANGSTE_CITAAT):
    """What residents say first; a story that is too long for one page is left for its chapter."""
    kort = [verhaal for verhaal in inhoud.verhalen if len(verhaal.tekst) <= langste]
    return sorted(kort, key=lambda verhaal: verhaal.bron != "Inwoner")[:aantal]


def verwachtingen(inhoud, aantal=MEESTE_VERWACHTINGEN):
    """The first of each kind, then the second: ``(kind, text)``."""
    soorten = {}
    for punt in inhoud.punten:
        soorten.setdefault(punt.soort, []).append(punt)
    lagen = [lijst[i] for i in range(aantal) for lijst in soorten.values() if i < len(lijst)]
    return [(punt.soort, Truncator(punt.tekst).words(MEESTE_WOORDEN)) for punt in lagen[:aantal]]


def in_het_kort(inhoud):
    return {
        "kerncijfers": kerncijfers(inhoud),
        "valt_op": valt_op(inhoud),
        "citaten": citaten(inhoud),
        "verwachtingen": verwachtingen(inhoud),
        "signalen_totaal": aantal_in_woorden(inhoud.signalen),
    }
