"""The context of the pages for the raad: one across all areas, and one per area on a single A4."""

from django.utils.text import capfirst

from cyclus.analyse.beeld import ADVIESKOP, adviesrijen
from cyclus.monitor.beeld import KLEUREN, cijfer
from cyclus.raad.kern import euro, kern_van, procent, vergelijk
from cyclus.raad.zinnen import gebied_zinnen, overzicht_zinnen
from gebiedswerk.grafiek import vonk, voortgang
from gebiedswerk.profiel import huidig

OVERZICHT = "document/raad_overzicht.html"
GEBIED = "document/raad_gebied.html"
# More does not fit on the page of one area; the rest is in its monitor.
MEESTE_DOELEN, MEESTE_VOORSTELLEN = 5, 3
# With more areas than this the page across all of them has no room to say in words what changes.
MEESTE_GEBIEDEN = 8


def _doel(doel):
    return {
        "doel": doel,
        "kleur": KLEUREN.get(doel.oordeel, "rust"),
        "start": cijfer(doel, doel.startwaarde, doel.startjaar),
        "nu": cijfer(doel, doel.waarde, doel.meetjaar),
        "verwacht": cijfer(doel, doel.verwacht, None) if doel.verwacht is not None else "",
        "streef": cijfer(doel, doel.streefwaarde, doel.streefjaar),
        "beeld": vonk([p.waarde for p in doel.reeks], titel=f"Verloop van {doel.maat}", breedte=64)
        if len(doel.reeks) > 1
        else "",
    }


def _gebied(overzicht, regel):
    """Everything one page about one area says."""
    inhoud, kern = regel.inhoud, kern_van(regel.inhoud)
    return {
        "regel": regel,
        "inhoud": inhoud,
        "kern": kern,
        "zinnen": gebied_zinnen(inhoud, kern),
        "vergelijking": vergelijk(kern, overzicht.vorig_van(regel.gebied)),
        "doelen": [_doel(d) for d in inhoud.doelen[:MEESTE_DOELEN]],
        "meer_doelen": max(len(inhoud.doelen) - MEESTE_DOELEN, 0),
        "voorstellen": inhoud.conclusies[:MEESTE_VOORSTELLEN],
        "meer_voorstellen": max(len(inhoud.conclusies) - MEESTE_VOORSTELLEN, 0),
        "vervallen": [m for m in inhoud.maatregelen if m.resultaat == "vervallen"],
        "doelen_beeld": voortgang(kern.bereikt, kern.doelen, titel=f"Doelen bereikt in {regel.gebied}", breedte=110),
        "maatregelen_beeld": voortgang(kern.gedaan, kern.maatregelen, titel=f"Gedaan in {regel.gebied}", breedte=110),
        "besteed": euro(kern.besteed),
        "begroot": euro(kern.begroot),
        "terechtgekomen": euro(kern.terechtgekomen),
        "op_tijd": procent(kern.signalen_op_tijd),
        "tevreden": procent(kern.tevreden) if inhoud.tevredenheid else "niet geteld",
        "advies": inhoud.adviezen.naleving if inhoud.adviezen else None,
    }


def _kop(overzicht, titel, ondertitel):
    regels = [_gebied(overzicht, regel) for regel in overzicht.regels]
    doelen = [doel for regel in overzicht.regels for doel in regel.inhoud.doelen]
    return {
        "overzicht": overzicht,
        "woord": huidig().woorden,
        "titel": titel,
        "ondertitel": ondertitel,
        "organisatie": f"Gemeente {overzicht.gemeente}",
        "datum": overzicht.peildatum or max((r.inhoud.dag for r in overzicht.regels), default=None),
        "regels": regels,
        "vorig_jaar": overzicht.jaar - 1,
        "termijn_dagen": overzicht.regels[0].inhoud.signalen.termijn_dagen if overzicht.regels else None,
        "bronnen": sorted({doel.bron for doel in doelen if doel.bron}),
        "heeft_voorbeeld": any(r.inhoud.heeft_voorbeeld for r in overzicht.regels),
    }


def regels_met_woorden(overzicht):
    """What changes in each area, as far as the page has room for it."""
    said = [(r.gebied, r.inhoud.aanpak_oordeel, r.inhoud.aanpak) for r in overzicht.regels if r.inhoud.aanpak]
    return said if len(overzicht.regels) <= MEESTE_GEBIEDEN else []


def raad_context(overzicht):
    """The whole municipality on one page, each area on a page of its own, and every advice."""
    woord = huidig().woorden
    titel = f"{capfirst(woord['monitor'])} {overzicht.jaar}"
    ondertitel = f"Wat het gebiedsgericht werken in {overzicht.jaar} opleverde"
    advies = [[r.gebied, *rij] for r in overzicht.regels for rij in adviesrijen(r.inhoud.adviezen)]
    return _kop(overzicht, titel, ondertitel) | {
        "zinnen": overzicht_zinnen(overzicht) if overzicht.regels else [],
        "vergelijking": vergelijk(overzicht.kern, overzicht.vorige_kern, met_mensen=False) if overzicht.regels else [],
        "vorig_onvolledig": len(overzicht.vorige) not in (0, len(overzicht.regels)),
        "wat_verandert": regels_met_woorden(overzicht),
        "adviesrijen": advies,
        "advieskop": [woord["gebied"].capitalize(), *ADVIESKOP],
    }


def gebied_context(overzicht):
    """One area on one page; ``overzicht`` holds only that one."""
    regel = overzicht.regels[0]
    titel = f"{capfirst(huidig().woorden['monitor'])} {overzicht.jaar}: {regel.gebied}"
    context = _kop(overzicht, titel, f"Wat het gebiedsgericht werken in {overzicht.jaar} opleverde")
    return context | {"r": context["regels"][0]}
