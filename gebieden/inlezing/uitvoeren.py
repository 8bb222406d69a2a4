"""Doing an import: reading the file, writing what is in it, and what follows from that. Knows no person and no page.

The commands and the upload page both come through here, so that they cannot disagree. Only workers and commands load
this: reading boundaries is heavy.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from gebieden.cijfers import cijferbestand
from gebieden.cijfers import inlezen as cijfers
from gebieden.cijfers.catalogus import laad_catalogus
from gebieden.gebied import grensbestand
from gebieden.gebied import inlezen as gebieden
from gebieden.importeren import Bestandsfout
from gebieden.indeling import indelen, lezen
from gebieden.inlezing.beeld import Stand
from gebieden.inlezing.uitslag import Deel, Uitslag
from gebieden.inlezing.werkwijzen import ELDERS, Werkwijze

FORMAATNAMEN = dict([*cijferbestand.FORMATEN, *grensbestand.FORMATEN])


@dataclass(frozen=True)
class Aanlevering:
    """A file and what a person said about it; ``naam`` is what they call the file, ``bron`` where it is from.

    ``indeling`` is a CSV that says which buurt belongs to which village and area; ``door`` who offered it.
    """

    soort: str
    bestand: Path
    naam: str
    formaat: str = ""
    jaar: int | None = None
    niveau: str = ""
    antwoorden: dict = field(default_factory=dict)
    bron: str = ""
    indeling: Path | None = None
    door: object = None


def lees(aanlevering):
    """The ``Levering`` of a file. Raises ``Bestandsfout`` in words for whoever offered it."""
    with leesfouten(aanlevering):
        return werkwijze(aanlevering.soort).lees(aanlevering)


@transaction.atomic
def verwerk(aanlevering, levering):
    """Write what was read; returns an ``Uitslag``."""
    jaren = set()
    levering.rijen = _bewaakt(levering.rijen, aanlevering, jaren)
    delen = werkwijze(aanlevering.soort).schrijf(aanlevering, levering)
    if aanlevering.soort == "cijfers":
        jaren.add(levering.jaar or aanlevering.jaar)
    said = {opmerking for deel in delen for opmerking in deel.verslag.opmerkingen}
    return Uitslag(
        delen=delen,
        formaat=FORMAATNAMEN.get(levering.formaat, levering.formaat),
        jaren=sorted(jaren - {None}),
        opmerkingen=[opmerking for opmerking in levering.opmerkingen if opmerking not in said],
        vragen=levering.vragen,
        vraagtekst=levering.vraagtekst,
    )


@transaction.atomic
def verwerk_met_beeld(aanlevering, levering):
    """The same, and what there is to see of it."""
    stand = Stand(aanlevering.soort)
    uitslag = verwerk(aanlevering, levering)
    stand.vergelijk(uitslag)
    return uitslag


def probeer(aanlevering, levering):
    """What ``verwerk_met_beeld`` would do: it is done, and then undone."""
    with transaction.atomic():
        uitslag = verwerk_met_beeld(aanlevering, levering)
        transaction.set_rollback(True)
    return uitslag


def _bewaakt(rijen, aanlevering, jaren):
    """The same rows, with ``leesfouten`` around their reading only; ``jaren`` gets the years that stand on them."""
    with leesfouten(aanlevering):
        for rij in rijen:
            jaren.add(getattr(rij, "jaar", None))
            yield rij


@contextmanager
def leesfouten(aanlevering):
    """Names the file as its owner does. A reader knows no database: whatever else it trips over is in the file."""
    try:
        yield
    except Bestandsfout as fout:
        known_as = "|".join(re.escape(naam) for naam in (str(aanlevering.bestand), aanlevering.bestand.name))
        raise Bestandsfout(re.sub(known_as, lambda _: aanlevering.naam, str(fout))) from fout
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as fout:
        raise Bestandsfout(
            f"{aanlevering.naam} is niet te lezen: er staat iets in dat we niet verwachten "
            f"({type(fout).__name__}: {str(fout)[:200]}). Haal het opnieuw op bij de bron."
        ) from fout


def _lees_grenzen(aanlevering):
    return grensbestand.lees(aanlevering.bestand)


def _schrijf_grenzen(aanlevering, levering):
    delen = [Deel("Gebieden", _schrijf_gebieden(aanlevering, levering))]
    if aanlevering.indeling:
        delen.append(Deel("Indeling", indelen.deel_in(lezen.lees(aanlevering.indeling))))
    return [*delen, Deel("Samengevoegde grenzen", gebieden.leid_grenzen_af(), is_gevolg=True)]


def _schrijf_voorgangers(aanlevering, levering):
    """They no longer count, so no boundary follows from theirs."""
    return [Deel("Gebieden van voor de herindeling", _schrijf_gebieden(aanlevering, levering, vervallen=True))]


def _schrijf_gebieden(aanlevering, levering, **hoe):
    bron = aanlevering.bron or aanlevering.naam
    return gebieden.werk_bij(levering.rijen, bron=bron, niveau=aanlevering.niveau, **hoe)


def _lees_cijfers(aanlevering):
    return cijferbestand.lees(
        aanlevering.bestand,
        formaat=aanlevering.formaat,
        jaar=aanlevering.jaar,
        namen=cijfers.namen(),
        antwoorden=aanlevering.antwoorden,
    )


def _schrijf_cijfers(aanlevering, levering):
    """Adding up belongs to writing figures, and is told in its remarks."""
    laad_catalogus()
    return [Deel("Cijfers per gebied", cijfers.werk_bij(levering, jaar=aanlevering.jaar))]


WERKWIJZEN = {
    "grenzen": Werkwijze(_lees_grenzen, _schrijf_grenzen),
    "voorgangers": Werkwijze(_lees_grenzen, _schrijf_voorgangers),
    "cijfers": Werkwijze(_lees_cijfers, _schrijf_cijfers),
}


def werkwijze(soort):
    """How this kind of file is done; other apps bring their own."""
    return WERKWIJZEN[soort] if soort in WERKWIJZEN else ELDERS[soort]()
