"""A broker that refuses, or accepts and never answers: sending a signal does not notice, the work waits in its row."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sjabloon import gemigreerd

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import time
import django
django.setup()
from django.conf import settings
settings.WHITENOISE_USE_FINDERS = False
from django.test import Client
from gebiedswerk.opdrachten import Opdracht
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import formuliersleutel, ingevuld
maak_gemeente()
client, took = Client(SERVER_NAME="localhost"), []
client.get("/signaal/")
# The first one in a process also loads templates; a broker would hold up every one of them.
for nummer in range(5):
    typed = ingevuld(email="jan@inwoner.test", formulier=formuliersleutel(f"s{nummer}"))
    start = time.perf_counter()
    assert client.post("/signaal/", typed).status_code == 302
    took.append(time.perf_counter() - start)
waiting = Opdracht.objects.filter(soort="verstuur_bericht", status="klaargezet").count()
print(f"{Signaal.objects.count()} {waiting} {max(took[1:]):.3f}", flush=True)
"""


@pytest.fixture
def stille_makelaar():
    """Listens, and lets everybody in who then waits for ever."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.fixture
def weigerende_makelaar():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"redis://127.0.0.1:{port}/0"


@pytest.mark.werker
@pytest.mark.parametrize("makelaar", ["stille_makelaar", "weigerende_makelaar"])
def test_signaal_komt_binnen_een_seconde_aan(request, tmp_path, makelaar):
    env = {
        **os.environ,
        "CELERY_BROKER_URL": request.getfixturevalue(makelaar),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    migreer = [sys.executable, "manage.py", "migrate", "-v0"]
    gemigreerd(tmp_path / "db.sqlite3", lambda: subprocess.run(migreer, cwd=ROOT, env=env, check=True, timeout=120))
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    signalen, waiting, slowest = done.stdout.split()
    assert (signalen, waiting) == ("5", "5")
    assert float(slowest) < 1
    assert time.monotonic() - start < 110
