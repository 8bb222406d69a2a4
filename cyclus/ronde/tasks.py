"""What makes a round in the background: an opdracht per area, so that no failure stops another, and one for the end."""

import logging
from contextlib import contextmanager
from datetime import date
from errno import ENOSPC

from django.db import transaction
from django.utils import timezone

from cyclus.analyse.document import als_pdf
from cyclus.analyse.inhoud import stel_op
from cyclus.analyse.models import Gebiedsanalyse
from gebieden.gebied.models import Gebied
from gebiedswerk.opdrachten import (
    ROOSTER,
    Definitief,
    NogNiet,
    Opdracht,
    Overgenomen,
    Roosterregel,
    uitvoerder,
    wek,
)
from gebiedswerk.pdf import PdfFout

from .bericht import meld_uitkomst
from .bundel import schrijf, uitkomsten
from .klaarzetten import jaar_van_ronde, zet_ronde_klaar
from .models import AFRONDEN, Analyseronde, opdrachten

log = logging.getLogger(__name__)


class NietGelukt(Exception):
    """Why it failed, in words for whoever reads the list; trying again may help."""


@contextmanager
def in_gewone_woorden():
    """What a library says in its own words stays in the log; on the screen stands what somebody can do."""
    try:
        yield
    except (Definitief, Overgenomen, NogNiet):
        raise
    except PdfFout as fout:
        raise NietGelukt(f"Het document kon niet worden opgemaakt: {fout}") from fout
    except MemoryError as fout:
        raise NietGelukt("Er was te weinig geheugen. Probeer het opnieuw als er minder tegelijk loopt.") from fout
    except OSError as fout:
        vol = "De schijf is vol." if fout.errno == ENOSPC else "Een bestand kon niet worden gelezen of geschreven."
        raise NietGelukt(f"{vol} Vraag de beheerder.") from fout
    except Exception as fout:
        raise NietGelukt(
            f"Er ging iets mis in de software ({type(fout).__name__}). "
            "Probeer het opnieuw; lukt het dan niet, vraag dan de beheerder."
        ) from fout


@uitvoerder("wijkanalyse", "De analyse van een gebied maken")
def maak_wijkanalyse(opdracht):
    """Figures of today with the words people wrote so far; what was adopted stays as it is."""
    gebied = Gebied.objects.filter(pk=opdracht.gegevens["gebied"]).first()
    if gebied is None:
        raise Definitief("Dit gebied bestaat niet meer.")
    jaar = opdracht.gegevens["jaar"]
    if Gebiedsanalyse.objects.vastgesteld().filter(gebied=gebied, jaar=jaar).exists():
        return None
    with in_gewone_woorden():
        opdracht.meld(10, "Cijfers, signalen en verhalen verzamelen")
        inhoud = stel_op(gebied, jaar)
        opdracht.meld(40, "Het document opmaken")
        pdf = als_pdf(inhoud)
        opdracht.meld(90, "Bewaren")

    def bewaar():
        Gebiedsanalyse.objects.neem_op(gebied, jaar, inhoud, pdf, door=opdracht.door)
        transaction.on_commit(lambda: _wek_het_einde(jaar))

    return bewaar


def _wek_het_einde(jaar):
    """Whoever stored the last one wakes the end. Nobody has to: it also looks by itself, a little later."""
    if opdrachten(jaar).open().exists():
        return
    rondes = Analyseronde.objects.filter(jaar=jaar, gereed_op=None).values_list("pk", flat=True)
    groepen = [f"ronde:{pk}" for pk in rondes]
    wacht = Opdracht.objects.filter(soort=AFRONDEN, groep__in=groepen, status="klaargezet")
    for pk in wacht.values_list("pk", flat=True):
        wek(pk)


@uitvoerder(AFRONDEN, "Een ronde afronden: één bestand en één bericht")
def rond_af(opdracht):
    """Waits until nothing of the round is open any more, also when a worker died or the last ones failed."""
    ronde = Analyseronde.objects.select_related("door").filter(pk=opdracht.gegevens["ronde"]).first()
    if ronde is None:
        raise Definitief("Deze ronde bestaat niet meer.")
    if ronde.is_bezig():
        raise NogNiet
    with in_gewone_woorden():
        regels = list(uitkomsten(ronde.jaar))
        bundel = schrijf(ronde, regels, opdracht)

    def bewaar():
        mislukt = [regel for regel in regels if regel.soort == "mislukt"]
        ronde.rond_af(bundel, len(regels) - len(mislukt), len(mislukt))
        meld_uitkomst(ronde, mislukt, opdracht.gegevens["keer"])

    return bewaar


@uitvoerder("wijkanalyses", "De jaarlijkse analyses klaarzetten")
def begin_ronde(opdracht):
    jaar = jaar_van_ronde(date.fromisoformat(opdracht.gegevens["dag"])) or timezone.localdate().year
    return lambda: zet_ronde_klaar(jaar)


def _sleutel(dag):
    jaar = jaar_van_ronde(dag)
    return f"wijkanalyses:rooster:{jaar}" if jaar else None


ROOSTER.append(Roosterregel("wijkanalyses", _sleutel))
