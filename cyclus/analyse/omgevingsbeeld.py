"""Drawings of the area among the others: where it lies, coloured maps, bars and lines side by side."""

from gebiedswerk.grafiek import Reeks, Staaf, staven
from gebiedswerk.grafiek.strook import Strook, stroken
from gebiedswerk.grafiek.veelvoud import veelvoud
from gebiedswerk.kaartbeeld import Vlak, kaart, leg_neer
from gebiedswerk.svg import getal

from .figuur import HALF, Figuur, Tabel, cijfer, eenheid, in_tweeen, met_bron

# More bars than this are no longer read; then every area is a tick in a row.
MEESTE_STAVEN = 12


def _vlakken(inhoud):
    return [Vlak(vlak.naam, vlak.grens, nadruk=vlak.is_van_gebied) for vlak in inhoud.kaart]


def ligging(inhoud):
    return kaart(_vlakken(inhoud), titel=f"Ligging van {inhoud.gebied}", klein=True, breedte=560)


def gebiedskaart(inhoud, breed):
    beeld = kaart(_vlakken(inhoud), titel=f"{inhoud.gebied} en omgeving", zoom=True, breedte=breed, hoogte=0.52 * breed)
    schets = "De grenzen zijn een schets, geen officiële grenzen." if inhoud.is_schematisch else ""
    return Figuur(f"{inhoud.gebied} met zijn {inhoud.woorden['kernen']}, en wat eromheen ligt", beeld, schets)


def kaartbeelden(inhoud):
    """Coloured maps of the whole municipality in rows of two, this area with a heavy border."""
    verdelingen = inhoud.omgeving.kaarten if inhoud.omgeving else ()
    if not verdelingen:
        return []
    ondergrond = leg_neer([vlak.grens for vlak in inhoud.kaart], breedte=HALF)
    figuren = []
    for verdeling in verdelingen:
        titel = f"{verdeling.naam} ({verdeling.jaar})"
        vlakken = [
            Vlak(vlak.naam, vlak.grens, waarde, nadruk=vlak.is_van_gebied)
            for vlak, waarde in zip(inhoud.kaart, verdeling.waarden, strict=True)
        ]
        beeld = kaart(
            vlakken,
            titel=titel,
            eenheid=verdeling.eenheid,
            decimalen=verdeling.decimalen,
            nummers=True,
            breedte=HALF,
            ondergrond=ondergrond,
        )
        figuren.append(Figuur(titel, beeld, bron=met_bron(verdeling.bron, verdeling.is_voorbeeld)))
    return in_tweeen(figuren)


def naast_anderen(inhoud, breed):
    """``(rows of small charts, one large chart)``: bars where there are few areas, one row of ticks where many."""
    omgeving = inhoud.omgeving
    if omgeving is None or not omgeving.onderwerpen:
        return [], None
    if len(omgeving.gebieden) <= MEESTE_STAVEN:
        return in_tweeen([_staven(inhoud, verdeling) for verdeling in omgeving.onderwerpen]), None
    rijen = [_strook(omgeving, verdeling) for verdeling in omgeving.onderwerpen]
    titel = f"{inhoud.gebied} tussen alle {len(omgeving.gebieden)} van {inhoud.gemeente}"
    beeld = stroken(
        [rij for rij in rijen if rij], titel=titel, gebied=inhoud.gebied, gemeente=inhoud.gemeente, breedte=breed
    )
    uitleg = "Elk streepje is een ander gebied. Links staat het laagste, rechts het hoogste."
    return [], Figuur(titel, beeld, uitleg)


def _staven(inhoud, verdeling):
    """From high to low, so that the place of this area is seen at once."""
    omgeving = inhoud.omgeving
    rijen = [
        Staaf(naam, waarde, nadruk=nummer == omgeving.dit)
        for nummer, (naam, waarde) in enumerate(zip(omgeving.gebieden, verdeling.waarden, strict=True))
    ]
    rijen.sort(key=lambda rij: (rij.waarde is None, -(rij.waarde or 0)))
    titel = f"{verdeling.naam} ({verdeling.jaar})"
    beeld = staven(
        rijen,
        titel=titel,
        eenheid=eenheid(verdeling),
        decimalen=verdeling.decimalen,
        referentie=("gemeente", verdeling.gemeente) if verdeling.gemeente is not None else None,
        breedte=HALF,
    )
    return Figuur(titel, beeld)


def _strook(omgeving, verdeling):
    waarde = verdeling.waarden[omgeving.dit] if omgeving.dit >= 0 else None
    if waarde is None:
        return None
    anderen = [w for i, w in enumerate(verdeling.waarden) if i != omgeving.dit and w is not None]
    label = f"{verdeling.naam} ({verdeling.jaar})"
    return Strook(label, waarde, anderen, verdeling.gemeente, eenheid(verdeling), verdeling.decimalen)


def verloop_overal(inhoud, breed):
    """One telling subject over the years, a panel for every area on the same scale."""
    verloop = inhoud.omgeving.verloop if inhoud.omgeving else None
    if verloop is None:
        return None
    reeksen = [
        Reeks(naam, [(p.jaar, p.waarde) for p in reeks], nadruk=nummer == inhoud.omgeving.dit)
        for nummer, (naam, reeks) in enumerate(zip(inhoud.omgeving.gebieden, verloop.reeksen, strict=True))
    ]
    titel = f"{verloop.naam}: hetzelfde onderwerp overal, op dezelfde schaal"
    if verloop.eenheid and verloop.eenheid not in {"%", "€"}:
        titel = f"{titel} ({verloop.eenheid})"
    beeld = veelvoud(
        reeksen,
        titel=titel,
        eenheid=verloop.eenheid,
        decimalen=verloop.decimalen,
        ernaast=Reeks(f"gemeente {inhoud.gemeente}", [(p.jaar, p.waarde) for p in verloop.gemeente]),
        breedte=breed,
    )
    return Figuur(titel, beeld, bron=met_bron(verloop.bron, verloop.is_voorbeeld))


def veranderd(inhoud):
    """What moved since last year's analysis; better or worse is said only where there is a judgement."""
    rijen = [
        [
            v.naam,
            f"{cijfer(v, v.toen)} ({v.toen_jaar})",
            f"{cijfer(v, v.nu)} ({v.nu_jaar})",
            getal(v.nu - v.toen, v.decimalen, plusteken=True),
            _oordeel(v),
        ]
        for v in inhoud.veranderd
        if cijfer(v, v.toen) != cijfer(v, v.nu)
    ]
    if not rijen:
        return None
    kop = ["Onderwerp", f"In de {inhoud.woorden['analyse']} van {inhoud.jaar - 1}", "Nu", "Verschil", "Oordeel"]
    return Tabel("Wat het meest veranderde", kop, rijen)


def _oordeel(v):
    if not v.richting:
        return "neutraal"
    return "gunstig" if (v.nu > v.toen) == (v.richting > 0) else "ongunstig"
