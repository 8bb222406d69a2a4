"""The three sentences with which a report for the raad begins."""

from cyclus.raad.kern import euro, procent
from gebiedswerk.profiel import huidig


def aantal(n, een, meer):
    return f"{n} {een if n == 1 else meer}"


def _som_op(delen):
    *eerst, laatst = delen
    return f"{', '.join(eerst)} en {laatst}" if eerst else laatst


def _doelen(jaar, doelen):
    """``doelen`` are all goals of the area or the areas."""
    if not doelen:
        return f"Voor {jaar} waren er geen doelen."
    telling = {oordeel: sum(d.oordeel == oordeel for d in doelen) for oordeel in ("deels", "niet", "onmeetbaar")}
    bereikt = sum(d.oordeel == "bereikt" for d in doelen)
    zin = f"In {jaar} {'is' if bereikt == 1 else 'zijn'} {bereikt} van de {aantal(len(doelen), 'doel', 'doelen')}"
    rest = " en ".join(f"{telling[oordeel]} {oordeel}" for oordeel in ("deels", "niet") if telling[oordeel])
    zin += " bereikt" + (f", {rest}" if rest else "")
    if telling["onmeetbaar"]:
        zin += f"; {telling['onmeetbaar']} {'is' if telling['onmeetbaar'] == 1 else 'zijn'} niet te meten"
    return zin + "."


def _werk(kern):
    woord = huidig().woorden
    if not kern.maatregelen:
        return f"Er waren geen {woord['maatregelen']} afgesproken."
    zin = f"Van de {aantal(kern.maatregelen, woord['maatregel'], woord['maatregelen'])} "
    rest = [f"{n} {wat}" for n, wat in ((kern.te_laat, "te laat"), (kern.vervallen, "vervallen")) if n]
    zin += f"{'is er' if kern.gedaan == 1 else 'zijn er'} {_som_op([f'{kern.gedaan} gedaan', *rest])}"
    return f"{zin}; er is {euro(kern.besteed)} besteed van {euro(kern.begroot)}."


def _aanpak(oordeel):
    if not oordeel:
        return ""
    return "de aanpak blijft zoals die was" if oordeel.startswith("Nee") else "de aanpak verandert"


def gebied_zinnen(inhoud, kern):
    op_tijd = f"Van de {huidig().woorden['signalen']} kreeg {procent(kern.signalen_op_tijd)} op tijd antwoord"
    if kern.signalen_op_tijd is None:
        op_tijd = f"Over te weinig {huidig().woorden['signalen']} is iets te zeggen om een percentage te noemen"
    aanpak = _aanpak(inhoud.aanpak_oordeel)
    return [_doelen(inhoud.jaar, inhoud.doelen), _werk(kern), op_tijd + (f", en {aanpak}." if aanpak else ".")]


def overzicht_zinnen(overzicht):
    woord = huidig().woorden
    doelen = [doel for regel in overzicht.regels for doel in regel.inhoud.doelen]
    bekend = [(kern.signalen_op_tijd, kern.gebied) for kern in overzicht.kernen if kern.signalen_op_tijd is not None]
    anders = sum(r.inhoud.aanpak_oordeel[:2] == "Ja" for r in overzicht.regels)
    slot = (
        f"De aanpak verandert in {anders} van de {aantal(len(overzicht.regels), woord['gebied'], woord['gebieden'])}."
    )
    if len(bekend) > 1:
        (laag, waar_laag), (hoog, waar_hoog) = min(bekend), max(bekend)
        slot = (
            f"Op tijd antwoord op {woord['signalen']} liep uiteen van {procent(laag)} ({waar_laag}) tot "
            f"{procent(hoog)} ({waar_hoog}); {slot[0].lower()}{slot[1:]}"
        )
    return [_doelen(overzicht.jaar, doelen), _werk(overzicht.kern), slot]
