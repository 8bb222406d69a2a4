"""Looking at an offered file, and reading it in once it was confirmed: both with the very same ``verwerk``."""

from pathlib import Path

from django.db import transaction

from gebieden.importeren import Bestandsfout
from gebieden.inlezing.models import Inlezing
from gebieden.inlezing.uitvoeren import Aanlevering, lees, leesfouten, probeer, verwerk_met_beeld
from gebiedswerk.profiel import huidig

# Between two signs of life: rows that are read in well under the time a worker has.
RIJEN_PER_MELDING = 2000
GEEN_REGEL = "Geen enkele regel uit dit bestand is te gebruiken. Hieronder staat per regel waarom."


def bekijk(opdracht):
    inlezing = Inlezing.objects.get(pk=opdracht.gegevens["pk"])
    try:
        aanlevering, levering = _lees(inlezing, opdracht)
        opdracht.meld(60, "Vergelijken met wat er al is")
        uitslag = probeer(aanlevering, levering)
    except Bestandsfout as fout:
        reden = str(fout)
        return lambda: inlezing.keur_af(reden)
    if uitslag.is_leeg and not uitslag.vragen:
        return lambda: inlezing.keur_af(_waarom_leeg(uitslag), uitslag)
    return lambda: inlezing.toon(uitslag)


def lees_in(opdracht):
    """What is stored must be what was shown: else nothing is stored, and what it would be now is shown."""
    inlezing = Inlezing.objects.get(pk=opdracht.gegevens["pk"])
    try:
        aanlevering, levering = _lees(inlezing, opdracht)
    except Bestandsfout as fout:
        reden = str(fout)
        return lambda: inlezing.keur_af(reden)
    opdracht.meld(60, "Opslaan")
    return lambda: _bewaar(inlezing, aanlevering, levering)


def _bewaar(inlezing, aanlevering, levering):
    try:
        with transaction.atomic():
            uitslag = verwerk_met_beeld(aanlevering, levering)
            is_shown = uitslag.afdruk() == inlezing.voorbeeld.get("afdruk")
            transaction.set_rollback(not is_shown)
    except Bestandsfout as fout:
        inlezing.keur_af(str(fout))
    else:
        if is_shown:
            inlezing.leg_vast(uitslag)
        else:
            inlezing.toon(uitslag, is_veranderd=True)


def _waarom_leeg(uitslag):
    """Rows about others are left out without a reason: a file of only such rows is somebody else's."""
    if any(regel.reden for regel in uitslag.delen[0].verslag.regels):
        return GEEN_REGEL
    return f"In dit bestand staat niets over de gebieden van {huidig().naam}. Is het van een andere gemeente?"


def _lees(inlezing, opdracht):
    """The file as rows in memory: reading happens outside any transaction, with signs of life."""
    bestand = Path(inlezing.bestand.path)
    if not bestand.is_file():
        raise Bestandsfout(f"{inlezing.bestandsnaam} staat niet meer op de server. Lever het bestand opnieuw aan.")
    aanlevering = Aanlevering(
        soort=inlezing.soort,
        bestand=bestand,
        naam=inlezing.bestandsnaam,
        formaat=inlezing.formaat,
        jaar=inlezing.jaar,
        niveau=inlezing.niveau,
        antwoorden=inlezing.antwoorden,
        door=inlezing.door,
    )
    opdracht.meld(5, "Het bestand openen")
    levering = lees(aanlevering)
    rijen = []
    with leesfouten(aanlevering):
        for nummer, rij in enumerate(levering.rijen, 1):
            rijen.append(rij)
            if nummer % RIJEN_PER_MELDING == 0:
                opdracht.meld(min(10 + nummer // RIJEN_PER_MELDING, 55), f"{nummer} regels gelezen")
    levering.rijen = rijen
    return aanlevering, levering
