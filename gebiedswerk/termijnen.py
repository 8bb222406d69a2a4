"""Terms from the profile, and reminders: once per item and step, however many beats run (domain.md §3.1, §4.5)."""

from datetime import timedelta

from . import werkdagen
from .post import stuur
from .profiel import huidig


def uiterste_dag(soort, start, pauzes=()):
    """The last day of the term ``soort`` (``profiel.termijnen``, in working days) that starts on ``start``."""
    return werkdagen.uiterste_dag(start, huidig().termijn(soort), pauzes)


def herinnerstap(uiterlijk, vandaag):
    """Which reminder is due today: the latest step (days from the date: -7, 0, 7) that has been reached, or None.

    A step stays due until the next one, so a day on which nothing ran is made up for.
    """
    steps = [stap for stap in huidig().cyclus["herinnering_dagen"] if uiterlijk + timedelta(days=stap) <= vandaag]
    return max(steps, default=None)


def is_escalatie_rijp(uiterlijk, vandaag):
    """After the last reminder the software offers to escalate; a person decides."""
    return herinnerstap(uiterlijk, vandaag) == max(huidig().cyclus["herinnering_dagen"])


def herinner(ding, *, aan, uiterlijk, vandaag, titel, url):
    """Mail the holder of ``ding``, and who stands in for them, the reminder that is due.

    The key holds thing, date and step: a moved date reminds again, a second beat does not. Returns True when this
    call put a mail in the outbox.
    """
    stap = herinnerstap(uiterlijk, vandaag)
    if stap is None:
        return False
    sleutel = f"herinnering:{ding._meta.label_lower}:{ding.pk}:{uiterlijk:%Y-%m-%d}:{stap}"
    sleutels = {wie: sleutel if wie == aan else f"{sleutel}:{wie.pk}" for wie in aan.wie_bereikt(ding, vandaag)}
    wanneer = "over een week" if stap < 0 else "vandaag" if stap == 0 else "een week geleden"
    sent = [
        stuur(
            wie.email,
            f"Herinnering: {titel}",
            "post/herinnering.txt",
            sleutel=eigen,
            over=ding,
            aan=wie,
            namens=aan if wie != aan else None,
            titel=titel,
            url=url,
            uiterlijk=uiterlijk,
            wanneer=wanneer,
            te_laat=stap > 0,
        )[1]
        for wie, eigen in sleutels.items()
    ]
    return any(sent)
