"""Real workers, a real broker, and ``kill -9``: what was put ready happens, and happens once."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from redis import Redis

from scripts import processes
from tests.sjabloon import POSTGRESQL, gemigreerd

pytestmark = pytest.mark.werker
ROOT = Path(__file__).resolve().parent.parent.parent
ZAAD = ROOT / "tests/gebiedswerk/werker_zaad.py"


@dataclass
class Installatie:
    """A product of its own: database, folder, broker, processes; reads the database without Django."""

    omgeving: dict
    verbind: object
    processen: list

    @property
    def map(self):
        return Path(self.omgeving["DATA_DIR"])

    def start(self, *opdracht, **omgeving):
        with open(self.map / "worker.log", "a") as log:
            proces = processes.start(
                [Path(sys.executable).parent / "celery", "-q", "-A", "gebiedswerk", *opdracht],
                cwd=ROOT,
                env={**self.omgeving, **omgeving},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processen.append(proces)
        return proces

    def worker(self, *opties, **omgeving):
        return self.start("worker", "--concurrency", "1", "--loglevel", "WARNING", *opties, **omgeving)

    def beat(self, naam):
        return self.start("beat", "--pidfile=", "-s", str(self.map / naam))

    def python(self, code, **omgeving):
        return subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=ROOT,
            env={**self.omgeving, **omgeving},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout

    def zaai(self, wat=""):
        self.python(ZAAD.read_text(), ZAAI=wat)

    def lees(self, sql):
        with contextlib.closing(self.verbind()) as verbinding:
            return verbinding.execute(sql).fetchall()

    def wacht(self, sql, verwacht, seconden=90):
        einde = time.monotonic() + seconden
        while (gezien := self.lees(sql)) != verwacht:
            if time.monotonic() > einde:
                log = (self.map / "worker.log").read_text()[-3000:]
                pytest.fail(f"{sql}\n gaf {gezien}, verwacht {verwacht}\n{log}")
            time.sleep(0.02)


def dood(proces):
    """``kill -9`` to the worker, its children and its beat, at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(proces.pid, signal.SIGKILL)
    proces.wait()


def _omgeving(map_, url, **omgeving):
    rust = {k: v for k, v in os.environ.items() if k not in ("CELERY_BROKER_URL", "TEST_REDIS_URL")}
    eigen = {"DATA_DIR": str(map_), "DATABASE_URL": url, "DEBUG": "1", "LEASE_SECONDS": "3", "SWEEP_SECONDS": "1"}
    return {**rust, **eigen, "PYTHONPATH": str(ROOT), **omgeving}


def _migreer(map_, url):
    commando = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(commando, cwd=ROOT, env=_omgeving(map_, url), check=True, timeout=300)


@contextlib.contextmanager
def _installatie(map_, url, verbind, **omgeving):
    installatie = Installatie(_omgeving(map_, url, **omgeving), verbind, [])
    try:
        yield installatie
    finally:
        for proces in installatie.processen:
            dood(proces)


@pytest.fixture(scope="module")
def sqlite_sjabloon(tmp_path_factory):
    """An empty, migrated database file to copy: migrating takes longer than the tests."""
    map_ = tmp_path_factory.mktemp("sjabloon")
    bestand = map_ / "leeg.sqlite3"
    return gemigreerd(bestand, lambda: _migreer(map_, f"sqlite:///{bestand}"))


def _op_sqlite(map_, sjabloon, **omgeving):
    bestand = map_ / "werk.sqlite3"
    shutil.copy(sjabloon, bestand)
    return _installatie(map_, f"sqlite:///{bestand}", lambda: sqlite3.connect(bestand, timeout=20), **omgeving)


@pytest.fixture
def ingebed(tmp_path, sqlite_sjabloon):
    """The embedded default: SQLite, and folders instead of a broker."""
    with _op_sqlite(tmp_path, sqlite_sjabloon) as installatie:
        yield installatie


@pytest.fixture(scope="module")
def postgresql_sjabloon(tmp_path_factory):
    """``(server, name)`` of an empty, migrated PostgreSQL database to copy; None where this run has no PostgreSQL."""
    engine = settings.DATABASES["default"]
    if "postgresql" not in engine["ENGINE"]:
        return None
    server, naam = f"postgresql://{engine['USER']}@{engine['HOST']}:{engine['PORT']}", f"werker_{os.getpid()}"
    if sjabloon := os.environ.get(POSTGRESQL):
        return server, sjabloon
    with psycopg.connect(f"{server}/postgres", autocommit=True) as verbinding:
        verbinding.execute(f"CREATE DATABASE {naam}")
    _migreer(tmp_path_factory.mktemp("sjabloon"), f"{server}/{naam}")
    return server, naam


@pytest.fixture
def productie(tmp_path, redis_server, postgresql_sjabloon, request):
    """Redis, and PostgreSQL where this run has one."""
    with Redis.from_url(redis_server) as redis:
        redis.flushall()
    if postgresql_sjabloon is None:
        sjabloon = request.getfixturevalue("sqlite_sjabloon")
        with _op_sqlite(tmp_path, sjabloon, CELERY_BROKER_URL=redis_server) as installatie:
            yield installatie
        return
    server, sjabloon = postgresql_sjabloon
    kopie = f"werker_{os.getpid()}_kopie"
    url = f"{server}/{kopie}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as verbinding:
        verbinding.execute(f"CREATE DATABASE {kopie} TEMPLATE {sjabloon}")
        try:
            with _installatie(
                tmp_path, url, lambda: psycopg.connect(url), CELERY_BROKER_URL=redis_server
            ) as installatie:
                yield installatie
        finally:
            verbinding.execute(f"DROP DATABASE {kopie} WITH (FORCE)")


ANALYSE = "SELECT status FROM gebiedswerk_opdracht WHERE soort = 'wijkanalyse'"
POGINGEN = "SELECT pogingen FROM gebiedswerk_opdracht WHERE soort = 'wijkanalyse'"
DOCUMENTEN = "SELECT count(*) FROM gebiedswerk_document"


def _dood_midden_in_een_pdf(installatie, *beat):
    installatie.zaai("analyses")
    eerste = installatie.worker(*beat)
    # Progress 40 is written just before the PDF is drawn up, which takes seconds.
    installatie.wacht("SELECT voortgang FROM gebiedswerk_opdracht WHERE soort = 'wijkanalyse'", [(40,)])
    dood(eerste)
    assert installatie.lees(ANALYSE) == [("bezig",)]
    assert installatie.lees(DOCUMENTEN) == [(0,)]
    installatie.worker(*beat)
    installatie.wacht(ANALYSE, [("gelukt",)])
    assert installatie.lees(POGINGEN) == [(2,)]
    assert installatie.lees(DOCUMENTEN) == [(1,)]
    assert installatie.lees("SELECT count(*) FROM cyclus_gebiedsanalyse") == [(1,)]
    assert len(list(installatie.map.glob("media/documenten/**/*.pdf"))) == 1


def test_een_worker_die_doodgaat_midden_in_een_pdf_ingebed(ingebed):
    _dood_midden_in_een_pdf(ingebed, "-B", "-s", str(ingebed.map / "schema"))


def test_een_worker_die_doodgaat_midden_in_een_pdf_met_redis(productie):
    productie.beat("schema")
    _dood_midden_in_een_pdf(productie)


def test_een_ronde_met_een_worker_die_doodgaat_geeft_een_stel_een_zip_en_een_bericht(productie):
    """Two beats, two workers, one of them killed halfway: nobody notices but the clock."""
    productie.zaai("ronde")
    eerste = productie.worker("--hostname=een@proef")
    productie.wacht("SELECT count(*) FROM gebiedswerk_opdracht WHERE soort = 'wijkanalyse' AND voortgang = 40", [(1,)])
    productie.worker("--hostname=twee@proef")
    klaar = "SELECT count(*) >= 2 FROM gebiedswerk_opdracht WHERE soort = 'wijkanalyse' AND status = 'gelukt'"
    productie.wacht(klaar, [(True,)])
    dood(eerste)
    for naam in ("een", "twee"):
        productie.beat(naam)
    productie.wacht("SELECT count(*) FROM cyclus_analyseronde WHERE gereed_op IS NOT NULL", [(1,)])
    productie.wacht("SELECT count(*) FROM gebiedswerk_opdracht WHERE status IN ('klaargezet', 'bezig')", [(0,)])
    assert productie.lees("SELECT nummer, aantal_gelukt, aantal_mislukt FROM cyclus_analyseronde") == [(1, 6, 0)]
    assert productie.lees(DOCUMENTEN) == productie.lees("SELECT count(*) FROM cyclus_gebiedsanalyse") == [(6,)]
    assert productie.lees("SELECT count(*) FROM gebiedswerk_bericht WHERE sleutel LIKE 'ronde:%'") == [(1,)]
    (bundel,) = productie.map.glob("media/analyses/**/*.zip")
    with zipfile.ZipFile(bundel) as zip_:
        assert len(zip_.namelist()) == 7 and zip_.testzip() is None
    assert not list(productie.map.glob("media/analyses/**/*.deel"))


def test_twee_beats_en_twee_workers_doen_alles_een_keer(productie):
    productie.zaai()
    for naam in ("een", "twee"):
        productie.beat(naam)
        productie.worker(f"--hostname={naam}@proef")
    klaar = "SELECT count(*) > 0 FROM gebiedswerk_bericht WHERE verzonden_op IS NOT NULL"
    # The clock of the calendar ticks once a minute; asking for it twice more is what two beats do.
    for _ in range(2):
        productie.python("from gebiedswerk.opdrachten import volg_rooster; volg_rooster()")
    productie.wacht(klaar, [(True,)])
    productie.wacht("SELECT count(*) FROM gebiedswerk_opdracht WHERE status IN ('klaargezet', 'bezig')", [(0,)])
    dubbel = (
        "SELECT soort FROM gebiedswerk_opdracht WHERE sleutel LIKE '%:20__-__-__' GROUP BY soort HAVING count(*) > 1"
    )
    assert productie.lees(dubbel) == []
    assert productie.lees("SELECT count(*) FROM gebiedswerk_opdracht WHERE status = 'mislukt'") == [(0,)]
    brieven = "".join(p.read_text() for p in (productie.map / "mail").glob("*"))
    assert brieven.count("Message-ID: ") == productie.lees("SELECT count(*) FROM gebiedswerk_bericht")[0][0]
    over_de_maatregel = "SELECT count(*) FROM gebiedswerk_bericht WHERE sleutel LIKE 'herinnering:cyclus.maatregel:%'"
    assert productie.lees(over_de_maatregel) == [(1,)]


METEN = """
import time
from django.db import transaction
from gebiedswerk.opdrachten import zet_klaar
begin = time.monotonic()
for n in range(3):
    with transaction.atomic():
        zet_klaar("herinner_maatregelen", f"proef:{n}")
print(time.monotonic() - begin)
"""


def _commit_wacht_niet(installatie, broker):
    begin = time.monotonic()
    seconden = float(installatie.python(METEN, CELERY_BROKER_URL=broker))
    assert seconden < 1
    # The process itself ends too: it gives the broker a moment, not forever.
    assert time.monotonic() - begin < 20
    assert installatie.lees("SELECT count(*) FROM gebiedswerk_opdracht WHERE sleutel LIKE 'proef:%'") == [(3,)]


def test_een_redis_die_weigert_houdt_niemand_op(ingebed):
    _commit_wacht_niet(ingebed, f"redis://127.0.0.1:{processes.free_port()}/0")


def test_een_redis_die_zwijgt_houdt_niemand_op(ingebed):
    with socket.socket() as stil:
        stil.bind(("127.0.0.1", 0))
        stil.listen()
        _commit_wacht_niet(ingebed, f"redis://127.0.0.1:{stil.getsockname()[1]}/0")


def test_wat_zonder_broker_is_klaargezet_gebeurt_zodra_hij_er_is(productie):
    productie.zaai()
    nergens = f"redis://127.0.0.1:{processes.free_port()}/0"
    productie.python(
        "from gebiedswerk.post import stuur\n"
        "stuur('a@voorbeeld.test', 'Later', 'post/herinnering.txt', sleutel='later', titel='x', wanneer='')",
        CELERY_BROKER_URL=nergens,
    )
    assert productie.lees("SELECT status FROM gebiedswerk_opdracht") == [("klaargezet",)]
    productie.worker()
    productie.beat("schema")
    productie.wacht(
        "SELECT count(*) FROM gebiedswerk_bericht WHERE verzonden_op IS NOT NULL AND sleutel='later'", [(1,)]
    )
