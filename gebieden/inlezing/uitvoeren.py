"""Doing an import: reading the file, writing what is in it, and what follows from that. Knows no person and no page.

The commands and the upload page both come through here, so that they cannot disagree. Only workers and commands load
this: reading boundaries is heavy.
"""

from collections.abc import Callable
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
from gebieden.inlezing.beeld import Stand
from gebieden.inlezing.uitslag import Deel, Uitslag

FORMAATNAMEN = dict(cijferbestand.FORMATEN)


@dataclass(frozen=True)
class Aanlevering:
    """A file and what a person said about it; ``naam`` is what they call the file."""

    soort: str
    bestand: Path
    naam: str
    formaat: str = ""
    jaar: int | None = None
    niveau: str = ""
    antwoorden: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Werkwijze:
    """How one kind of file is read and written: ``lees(aanlevering)`` gives a ``Levering``, ``schrijf(aanlevering,
    levering)`` the steps that were done."""

    lees: Callable
    schrijf: Callable


def lees(aanlevering):
    """The ``Levering`` of a file. Raises ``Bestandsfout`` in words for whoever offered it."""
    with leesfouten(aanlevering):
        return WERKWIJZEN[aanlevering.soort].lees(aanlevering)


@transaction.atomic
def verwerk(aanlevering, levering):
    """Write what was read; returns an ``Uitslag``."""
    stand, jaren = Stand(aanlevering.soort), set()
    levering.rijen = _onthoud_jaren(levering.rijen, jaren)
    delen = WERKWIJZEN[aanlevering.soort].schrijf(aanlevering, levering)
    if aanlevering.soort == "cijfers":
        jaren |= {levering.jaar or aanlevering.jaar}
    said = {opmerking for deel in delen for opmerking in deel.verslag.opmerkingen}
    uitslag = Uitslag(
        delen=delen,
        formaat=FORMAATNAMEN.get(levering.formaat, levering.formaat),
        jaren=sorted(jaren - {None}),
        opmerkingen=[opmerking for opmerking in levering.opmerkingen if opmerking not in said],
        vragen=levering.vragen,
    )
    stand.vergelijk(uitslag)
    return uitslag


def _onthoud_jaren(rijen, jaren):
    """The same rows; ``jaren`` gets the years that stand on them."""
    for rij in rijen:
        jaren.add(getattr(rij, "jaar", None))
        yield rij


def probeer(aanlevering, levering):
    """What ``verwerk`` would do: it is done, and then undone."""
    with transaction.atomic():
        uitslag = verwerk(aanlevering, levering)
        transaction.set_rollback(True)
    return uitslag


@contextmanager
def leesfouten(aanlevering):
    """Names the file as its owner does. A reader knows no database: whatever else it trips over is in the file."""
    try:
        yield
    except Bestandsfout as fout:
        raise Bestandsfout(str(fout).replace(str(aanlevering.bestand), aanlevering.naam)) from fout
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as fout:
        raise Bestandsfout(
            f"{aanlevering.naam} is niet te lezen: er staat iets in dat we niet verwachten "
            f"({type(fout).__name__}: {str(fout)[:200]}). Haal het opnieuw op bij de bron."
        ) from fout


def _lees_grenzen(aanlevering):
    return grensbestand.lees(aanlevering.bestand)


def _schrijf_grenzen(aanlevering, levering):
    verslag = gebieden.werk_bij(levering.rijen, bron=aanlevering.naam, niveau=aanlevering.niveau)
    return [Deel("Gebieden", verslag), Deel("Samengevoegde grenzen", gebieden.leid_grenzen_af(), is_gevolg=True)]


def _schrijf_voorgangers(aanlevering, levering):
    verslag = gebieden.werk_bij(levering.rijen, bron=aanlevering.naam, niveau=aanlevering.niveau, vervallen=True)
    return [Deel("Gebieden van voor de herindeling", verslag)]


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
