"""The outbox: whatever must happen later or outside is first a row, committed together with its cause.

Celery only wakes a worker. A row that nobody woke a worker for, or whose worker died, is found by the sweep.
A unique key per effect makes a second request for the same effect harmless; a lease says who is busy with it.
"""

import atexit
import logging
import queue
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from .celery import app

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=settings.LEASE_SECONDS)
# Who put a row ready woke a worker himself; the sweep gives that message this long.
GEDULD = timedelta(seconds=2 * settings.SWEEP_SECONDS)
MAX_TRIES = 5


class OpdrachtQuerySet(models.QuerySet):
    def uitvoerbaar(self, nu=None):
        """Rows a worker may take now: waiting and due, or taken by a worker whose lease ran out."""
        nu = nu or timezone.now()
        waiting = Q(status="klaargezet", niet_voor__lte=nu)
        abandoned = Q(status="bezig", lease_tot__lt=nu)
        return self.filter(waiting | abandoned)

    def vergeten(self, nu=None):
        """Of those, the ones for which no message can be on its way: else every sweep would fill the queue again."""
        nu = nu or timezone.now()
        never = Q(gewekt_op=None, niet_voor__lt=nu - GEDULD)
        long_ago = Q(gewekt_op__lt=nu - LEASE)
        return self.uitvoerbaar(nu).filter(never | long_ago)

    def open(self):
        return self.filter(status__in=["klaargezet", "bezig"])


class Opdracht(models.Model):
    """One thing to do, exactly once in effect: ``sleutel`` names the effect."""

    soort = models.CharField(max_length=60)
    sleutel = models.CharField(max_length=200, unique=True)
    groep = models.CharField(max_length=120, blank=True, db_index=True)
    gegevens = models.JSONField(default=dict, blank=True)
    status = models.CharField(
        max_length=12,
        default="klaargezet",
        choices=[
            ("klaargezet", "Klaargezet"),
            ("bezig", "Bezig"),
            ("gelukt", "Gelukt"),
            ("mislukt", "Mislukt"),
        ],
    )
    pogingen = models.PositiveSmallIntegerField(default=0)
    voortgang = models.PositiveSmallIntegerField("voortgang in procenten", default=0)
    melding = models.TextField(blank=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    aangemaakt_op = models.DateTimeField(default=timezone.now)
    niet_voor = models.DateTimeField(default=timezone.now)
    gewekt_op = models.DateTimeField(null=True)
    lease_tot = models.DateTimeField(null=True)
    gereed_op = models.DateTimeField(null=True)

    objects = OpdrachtQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "opdrachten"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["niet_voor"], condition=Q(status="klaargezet"), name="opdracht_wacht"),
            models.Index(fields=["lease_tot"], condition=Q(status="bezig"), name="opdracht_bezig"),
        ]

    def __str__(self):
        return f"{self.soort} {self.sleutel}"

    def meld(self, voortgang, melding=""):
        """Say how far it is (0-100) and stay owner: every call renews the lease."""
        mine = Opdracht.objects.filter(pk=self.pk, pogingen=self.pogingen, status="bezig")
        if not mine.update(voortgang=voortgang, melding=melding, lease_tot=timezone.now() + LEASE):
            raise Overgenomen(self.sleutel)

    def probeer_opnieuw(self):
        """Put a failed row back at the front, with fresh tries."""
        Opdracht.objects.filter(pk=self.pk, status="mislukt").update(
            status="klaargezet", pogingen=0, voortgang=0, melding="", niet_voor=timezone.now()
        )
        transaction.on_commit(lambda: wek(self.pk))


class Overgenomen(Exception):
    """Another worker took this row because our lease ran out: stop, and leave no trace."""


class NogNiet(Exception):
    """What must be done first is not done yet: look again in a moment. Waiting is no failure and costs no try."""


class Definitief(Exception):
    """Trying again cannot help; the message says why, in words for the person who asked."""


@dataclass(frozen=True)
class Uitvoerder:
    functie: object
    naam: str


UITVOERDERS: dict[str, Uitvoerder] = {}


def uitvoerder(soort, naam):
    """Register ``functie(opdracht)`` as what executes rows of ``soort``; ``naam`` is what people read.

    The function does the slow part outside any transaction and may call ``opdracht.meld``. What must be stored it
    returns as a function without arguments: that runs in one transaction with the row becoming ``gelukt``, so it is
    stored exactly once, also when two workers did the slow part. Nothing to store: return None.
    """

    def register(functie):
        if soort in UITVOERDERS:
            raise ValueError(f"dubbele uitvoerder: {soort}")
        UITVOERDERS[soort] = Uitvoerder(functie, naam)
        return functie

    return register


def zet_klaar(soort, sleutel, *, groep="", door=None, niet_voor=None, **gegevens):
    """Write the row in the caller's transaction and wake a worker after it commits; never waits for the broker.

    Returns ``(opdracht, is_new)``. The same ``sleutel`` again gives the first row back.
    """
    opdracht, is_new = Opdracht.objects.get_or_create(
        sleutel=sleutel,
        defaults={
            "soort": soort,
            "groep": groep,
            "door": door,
            "gegevens": gegevens,
            "niet_voor": niet_voor or timezone.now(),
        },
    )
    if is_new and (niet_voor is None or niet_voor <= timezone.now()):
        transaction.on_commit(lambda: wek(opdracht.pk))
    return opdracht, is_new


def voer_uit(pk):
    """Claim the row and execute it. Returns True when this call did the work.

    Two workers, a second delivery or a sweep at the same moment: the conditional UPDATE lets one of them in.
    """
    nu = timezone.now()
    claimed = (
        Opdracht.objects.uitvoerbaar(nu)
        .filter(pk=pk)
        .update(status="bezig", lease_tot=nu + LEASE, pogingen=F("pogingen") + 1)
    )
    if not claimed:
        return False
    opdracht = Opdracht.objects.get(pk=pk)
    try:
        if opdracht.pogingen > MAX_TRIES:
            raise Definitief("Dit is vijf keer begonnen en nooit afgekomen.")
        _run(opdracht)
        return True
    except Overgenomen:
        return False
    except NogNiet:
        _wait(opdracht)
        return False
    except Exception as fout:
        _record_failure(opdracht, fout)
        return False


def _run(opdracht):
    store = UITVOERDERS[opdracht.soort].functie(opdracht)
    with transaction.atomic():
        mine = Opdracht.objects.filter(pk=opdracht.pk, pogingen=opdracht.pogingen, status="bezig")
        if not mine.update(status="gelukt", voortgang=100, gereed_op=timezone.now(), lease_tot=None, melding=""):
            raise Overgenomen(opdracht.sleutel)
        if store is not None:
            store()


def _wait(opdracht):
    """As if it was never begun: the sweep finds it again."""
    mine = Opdracht.objects.filter(pk=opdracht.pk, pogingen=opdracht.pogingen, status="bezig")
    mine.update(
        status="klaargezet", pogingen=F("pogingen") - 1, niet_voor=timezone.now(), gewekt_op=None, lease_tot=None
    )


def _record_failure(opdracht, fout):
    """Try again later with growing pauses, or give up; the reason stands on the row either way."""
    logger.exception("opdracht %s (%s) lukte niet", opdracht.pk, opdracht.sleutel)
    give_up = isinstance(fout, Definitief) or opdracht.pogingen >= MAX_TRIES
    mine = Opdracht.objects.filter(pk=opdracht.pk, pogingen=opdracht.pogingen, status="bezig")
    mine.update(
        status="mislukt" if give_up else "klaargezet",
        melding=str(fout)[:2000] or type(fout).__name__,
        niet_voor=timezone.now() + timedelta(seconds=10 * 3**opdracht.pogingen),
        gewekt_op=None,
        lease_tot=None,
    )


# Waking a worker ----------------------------------------------------------


class Wekker:
    """Publishes from a thread of its own, so that a broker that refuses or never answers delays nobody.

    What is lost here (process ends, broker down) is found by the sweep.
    """

    def __init__(self):
        self.wachtrij = queue.SimpleQueue()
        self.draad = None
        self.slot = threading.Lock()
        self.is_stil = False

    def wek(self, pk):
        if self.is_stil:
            return
        self.wachtrij.put(pk)
        if self.draad is None or not self.draad.is_alive():
            with self.slot:
                if self.draad is None or not self.draad.is_alive():
                    self.draad = threading.Thread(target=self._publish, name="wekker", daemon=True)
                    self.draad.start()

    def _publish(self):
        while (pk := self.wachtrij.get()) is not None:
            try:
                voer_opdracht_uit.apply_async([pk], retry=False)
            except Exception as fout:
                logger.warning("worker niet gewekt voor opdracht %s: %s", pk, fout)

    def leeg(self, seconds=2):
        """Give a short-lived process (a command) the time to publish before it ends."""
        if self.draad and self.draad.is_alive():
            self.wachtrij.put(None)
            self.draad.join(seconds)


_wekker = Wekker()
atexit.register(_wekker.leeg)


def wek(pk):
    _wekker.wek(pk)


@contextmanager
def zonder_wekken():
    """Put hundreds of rows ready without waking a worker for each: the sweep finds what is still to be done."""
    _wekker.is_stil = True
    try:
        yield
    finally:
        _wekker.is_stil = False


@app.task(name="gebiedswerk.voer_opdracht_uit")
def voer_opdracht_uit(pk):
    voer_uit(pk)


@app.task(name="gebiedswerk.veeg")
def veeg():
    """Send out again what was forgotten or abandoned; beat calls this every few seconds."""
    forgotten = list(Opdracht.objects.vergeten().order_by("id").values_list("pk", flat=True)[:500])
    for pk in forgotten:
        voer_opdracht_uit.delay(pk)
    Opdracht.objects.filter(pk__in=forgotten).update(gewekt_op=timezone.now())
    return len(forgotten)


# What happens by the calendar ---------------------------------------------


@dataclass(frozen=True)
class Roosterregel:
    """``sleutel(dag)`` gives the unique key of the effect that is due on ``dag``, or None when nothing is due."""

    soort: str
    sleutel: object


ROOSTER: list[Roosterregel] = []


def elke_dag(soort, naam):
    """Register an executor that runs once per calendar day, however many beats ask for it."""

    def register(functie):
        ROOSTER.append(Roosterregel(soort, lambda dag: f"{soort}:{dag:%Y-%m-%d}"))
        return uitvoerder(soort, naam)(functie)

    return register


@app.task(name="gebiedswerk.volg_rooster")
def volg_rooster():
    """Put ready what is due today; beat calls this every minute, the unique key makes the rest harmless."""
    dag = timezone.localdate()
    for regel in ROOSTER:
        sleutel = regel.sleutel(dag)
        if sleutel:
            zet_klaar(regel.soort, sleutel, dag=dag.isoformat())


app.conf.beat_schedule = {
    "veeg": {"task": "gebiedswerk.veeg", "schedule": settings.SWEEP_SECONDS, "options": {"expires": 60}},
    "rooster": {"task": "gebiedswerk.volg_rooster", "schedule": 60.0, "options": {"expires": 300}},
}
