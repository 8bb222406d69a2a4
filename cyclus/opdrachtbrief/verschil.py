"""How the plan of today differs from the letter that was sent, in sentences."""

from datetime import date

from gebiedswerk.svg import getal

VELDEN = [
    ("titel", "heet"),
    ("persoon", "wie het doet"),
    ("startdatum", "begint op"),
    ("einddatum", "klaar op"),
    ("budget", "budget"),
    ("budgetsoort", "soort budget"),
    ("uren", "uren"),
]
VELDEN_AFSPRAAK = [("tekst", "wat"), ("contactpersoon", "contactpersoon"), ("uiterlijk", "uiterlijk")]


def _in_woorden(naam, waarde):
    if waarde in (None, ""):
        return "niets"
    if isinstance(waarde, date):
        return f"{waarde:%d-%m-%Y}"
    if naam == "budget":
        return f"€ {getal(waarde)}"
    return f"‘{waarde}’" if naam in ("titel", "tekst") else str(waarde)


def _zinnen(kop, was, wordt, velden):
    for naam, label in velden:
        oud, nieuw = getattr(was, naam), getattr(wordt, naam)
        if oud != nieuw:
            yield f"{kop}: {label} was {_in_woorden(naam, oud)}, wordt {_in_woorden(naam, nieuw)}."


def _mijlpalen(was, wordt):
    oud, nieuw = ({m.naam: m.uiterlijk for m in regel.mijlpalen} for regel in (was, wordt))
    for naam, dag in nieuw.items():
        if naam not in oud:
            yield f"{wordt.titel}: mijlpaal erbij, {naam} ({dag:%d-%m-%Y})."
        elif oud[naam] != dag:
            yield f"{wordt.titel}: mijlpaal {naam} was {oud[naam]:%d-%m-%Y}, wordt {dag:%d-%m-%Y}."
    for naam in [naam for naam in oud if naam not in nieuw]:
        yield f"{wordt.titel}: mijlpaal vervalt, {naam}."


def _naast_elkaar(oud, nieuw, titel, velden, meer=lambda was, wordt: ()):
    stond, staat = ({regel.sleutel: regel for regel in rij} for rij in (oud, nieuw))
    for sleutel, regel in staat.items():
        if sleutel in stond:
            yield from _zinnen(titel(regel), stond[sleutel], regel, velden)
            yield from meer(stond[sleutel], regel)
        else:
            yield f"Nieuw: {titel(regel)}."
    for sleutel in [sleutel for sleutel in stond if sleutel not in staat]:
        yield f"Vervalt: {titel(stond[sleutel])}."


def verschillen(verstuurd, nu):
    """What changed between two times of ``Gevraagd``; empty when the letter still says what the plan says."""
    if verstuurd == nu:
        return []
    return [
        *_naast_elkaar(verstuurd.maatregelen, nu.maatregelen, lambda r: r.titel, VELDEN, _mijlpalen),
        *_naast_elkaar(verstuurd.afspraken, nu.afspraken, lambda r: f"Afspraak ‘{r.tekst[:60]}’", VELDEN_AFSPRAAK),
    ]
