"""The figures of the overview as a file: one line per area, and one per goal."""

from cyclus.raad.kern import kern_van
from signalen.advies.naleving import KOPPEN, als_rij

OVERZICHT = [
    "Gebied",
    "Doelen",
    "Bereikt",
    "Deels bereikt",
    "Niet bereikt",
    "Niet te meten",
    "Maatregelen",
    "Gedaan",
    "Te laat",
    "Vervallen",
    "Begroot (euro)",
    "Besteed (euro)",
    "Toegezegd aan initiatieven (euro)",
    "Terechtgekomen in het gebied (euro)",
    "Uren begroot",
    "Uren besteed",
    "Afspraken",
    "Afspraken nagekomen",
    "Aanpak verandert",
    "Signalen op tijd beantwoord (%)",
    "Melders tevreden (%)",
    *KOPPEN,
]
DOELEN = [
    *("Gebied", "Doel", "Thema", "Maat", "Eenheid", "Start", "Startjaar", "Doel in cijfers", "Doeljaar"),
    *("Gemeten", "Gemeten in", "Verwacht", "De cijfers zeggen", "Oordeel", "Toelichting", "Bron"),
]


def overzichtsrijen(overzicht):
    for regel in overzicht.regels:
        i = regel.inhoud
        oordelen = [i.aantal_doelen(o) for o in ("bereikt", "deels", "niet", "onmeetbaar")]
        werk = [len(i.maatregelen), i.gedaan, i.te_laat, i.vervallen]
        melders = i.tevredenheid.tevreden if i.tevredenheid else None
        advies = als_rij(i.adviezen.naleving) if i.adviezen else [None] * len(KOPPEN)
        kern, geld = kern_van(i), i.geld
        besteding = [geld.bijdragen, geld.terechtgekomen, geld.uren, geld.uren_besteed] if geld else [None] * 4
        yield [
            *(regel.gebied, len(i.doelen), *oordelen, *werk, i.budget, i.besteed, *besteding),
            *(kern.afspraken, kern.nagekomen, i.aanpak_oordeel, i.signalen.op_tijd, melders, *advies),
        ]


def doelrijen(overzicht):
    for regel in overzicht.regels:
        for d in regel.inhoud.doelen:
            oordeel = [d.verwacht, d.voorstel_naam, d.oordeel_naam]
            weg = [d.startwaarde, d.startjaar, d.streefwaarde, d.streefjaar, d.waarde, d.meetjaar]
            yield [regel.gebied, d.titel, d.thema, d.maat, d.eenheid, *weg, *oordeel, d.toelichting, d.bron]
