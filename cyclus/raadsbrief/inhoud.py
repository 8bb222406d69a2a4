"""What the letter to the raad says about a year: from the adopted monitors, in words that somebody can go on with."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst

from cyclus.raad.kern import euro, procent
from cyclus.raad.overzicht import stel_op as stel_overzicht_op
from cyclus.raad.zinnen import overzicht_zinnen
from gebiedswerk.profiel import huidig
from gebiedswerk.svg import getal


@dataclass(frozen=True)
class Tabel:
    """``titel`` stands above it, ``kop`` is its header row."""

    titel: str
    kop: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Gebiedsdeel:
    gebied: str
    alineas: tuple[str, ...]
    punten: tuple[str, ...]


@dataclass(frozen=True)
class Brief:
    gemeente: str
    jaar: int
    dag: date
    aan: str
    van: str
    onderwerp: str
    inleiding: tuple[str, ...]
    kernboodschap: tuple[str, ...]
    overzicht: Tabel
    gebieden: tuple[Gebiedsdeel, ...]
    mening: tuple[str, ...]
    geld: Tabel
    vervolg: tuple[str, ...]
    voorstellen: tuple[str, ...]
    heeft_voorbeeld: bool


def stel_op(jaar):
    """The draft about ``jaar``; only what was adopted, as it was frozen then."""
    overzicht, profiel = stel_overzicht_op(jaar), huidig()
    woord, delen = profiel.woorden, [(regel, regel.inhoud) for regel in overzicht.regels]
    return Brief(
        gemeente=overzicht.gemeente,
        jaar=jaar,
        dag=timezone.localdate(),
        aan=f"De leden van {profiel.de('raad')}",
        van="Het college van burgemeester en wethouders",
        onderwerp=f"{capfirst(woord['monitor'])} {jaar}: wat het gebiedsgericht werken opleverde",
        inleiding=_inleiding(overzicht, profiel),
        kernboodschap=tuple(overzicht_zinnen(overzicht)),
        overzicht=_naast_elkaar(overzicht, woord),
        gebieden=tuple(_gebiedsdeel(regel.gebied, inhoud) for regel, inhoud in delen),
        mening=tuple(zin for _regel, inhoud in delen if (zin := _mening(inhoud))),
        geld=_geld(overzicht, woord),
        vervolg=_vervolg(overzicht, profiel),
        voorstellen=tuple(f"{regel.gebied}: {c.voorstel}" for regel, inhoud in delen for c in inhoud.conclusies),
        heeft_voorbeeld=any(inhoud.heeft_voorbeeld for _regel, inhoud in delen),
    )


def _inleiding(overzicht, profiel):
    zin = (
        f"Elk jaar toetsen wij per {profiel.woorden['gebied']} of de doelen zijn bereikt, of is gedaan wat was "
        f"afgesproken, en of de aanpak moet veranderen. Met deze brief informeren wij u over {overzicht.jaar}."
    )
    missing = f"Nog niet vastgesteld, en daarom niet in deze brief: {', '.join(overzicht.nog_geen)}."
    return (zin, missing) if overzicht.nog_geen else (zin,)


def _naast_elkaar(overzicht, woord):
    kop = (
        woord["gebied"].capitalize(),
        "Doelen bereikt",
        f"{woord['maatregelen'].capitalize()} gedaan",
        "Te laat",
        f"{woord['signalen'].capitalize()} op tijd",
        "Melders tevreden",
    )
    rijen = tuple(
        (
            kern.gebied,
            f"{kern.bereikt} van {kern.doelen}",
            f"{kern.gedaan} van {kern.maatregelen}",
            str(kern.te_laat),
            procent(kern.signalen_op_tijd),
            procent(kern.tevreden),
        )
        for kern in overzicht.kernen
    )
    return Tabel(f"De {woord['gebieden']} naast elkaar in {overzicht.jaar}", kop, rijen)


def _gebiedsdeel(gebied, inhoud):
    """The words of the monitor itself, then each goal that asks for an explanation."""
    alineas = [*_alineas(inhoud.samenvatting), *_alineas(inhoud.aanpak)]
    punten = [f"{d.titel}: {d.oordeel_naam.lower()}. {d.toelichting}".strip() for d in inhoud.doelen]
    punten += [f"Vervallen: {m.titel}. {m.reden}".strip() for m in inhoud.maatregelen if m.resultaat == "vervallen"]
    return Gebiedsdeel(gebied, tuple(alineas), tuple(punten))


def _alineas(tekst):
    return [deel.strip() for deel in tekst.splitlines() if deel.strip()]


def _mening(inhoud):
    """What people said when they were asked; where too few answered, nothing."""
    onderzoek = inhoud.onderzoek
    if onderzoek is None:
        return ""
    zin = f"{onderzoek.gebied} ({onderzoek.jaar}, {onderzoek.antwoorden} antwoorden)"
    parts = [
        f"{naam} dan in {onderzoek.vorig_jaar}: {_lijst(criteria)}"
        for naam, criteria in (("beter", onderzoek.beter), ("minder goed", onderzoek.slechter))
        if criteria
    ]
    bekend = [c for c in onderzoek.criteria if c.gemiddelde is not None]
    if not parts and bekend:
        hoogste, laagste = max(bekend, key=_hoogte), min(bekend, key=_hoogte)
        parts = [f"het hoogst: {_cijfer(hoogste)}", f"het laagst: {_cijfer(laagste)}"]
    return f"{zin}: {'; '.join(parts)}." if parts else ""


def _hoogte(criterium):
    return criterium.gemiddelde


def _cijfer(criterium):
    return f"‘{criterium.naam}’ met een {getal(criterium.gemiddelde, 1)} van 5"


def _lijst(namen):
    return ", ".join(f"‘{naam}’" for naam in namen)


def _geld(overzicht, woord):
    kop = (woord["gebied"].capitalize(), "Begroot", "Besteed", "Terechtgekomen")
    rijen = [_geldrij(kern) for kern in overzicht.kernen]
    if overzicht.kern:
        rijen.append(("Samen", *_geldrij(overzicht.kern)[1:]))
    return Tabel(f"Geld in {overzicht.jaar}", kop, tuple(rijen))


def _geldrij(kern):
    return kern.gebied, euro(kern.begroot), euro(kern.besteed), euro(kern.terechtgekomen)


def _vervolg(overzicht, profiel):
    volgend = overzicht.jaar + 1
    return (
        f"Wat wij hiervan leren, nemen wij over in de {profiel.woorden['plannen']} van {volgend}. Wat wij niet "
        "overnemen, leggen wij uit. Dit stellen wij voor:",
    )
