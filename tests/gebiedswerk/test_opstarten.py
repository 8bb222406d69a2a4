"""Starting up: what refuses to start, what a web process loads, and what is left when it stops."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.urls import reverse

from scripts import processes, throwaway
from tests.sjabloon import gemigreerd

ROOT = Path(__file__).resolve().parent.parent.parent
CELERY = [sys.executable, "-m", "celery", "-A", "gebiedswerk"]
WSGI = [sys.executable, "-c", "import gebiedswerk.wsgi"]
NIET_BIJ_START = {"weasyprint", "shapely", "pyogrio", "pyproj", "numpy", "openpyxl", "playwright", "fontTools"}


def omgeving(**instellingen):
    """The environment of a fresh machine: nothing of this test run but the path."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/tmp"), "LANG": "C.UTF-8", **instellingen}


def draai(opdracht, **instellingen):
    return subprocess.run(
        opdracht, cwd=ROOT, env=omgeving(**instellingen), capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def gegevens(tmp_path_factory):
    """A folder with a migrated database, made once for this module."""
    map_ = tmp_path_factory.mktemp("data")
    (map_ / "queue" / "control").mkdir(parents=True)
    (map_ / "beat").mkdir()

    def migreer():
        gemaakt = draai([sys.executable, "manage.py", "migrate", "-v0"], SECRET_KEY="x", DATA_DIR=str(map_))
        assert gemaakt.returncode == 0, gemaakt.stderr

    gemigreerd(map_ / "gebiedswerk.sqlite3", migreer)
    return map_


@pytest.fixture
def voorbeeldaccount(gegevens):
    def shell(regel):
        code = f"from gebieden.models import Gebruiker; {regel}"
        klaar = draai([sys.executable, "manage.py", "shell", "-c", code], SECRET_KEY="x", DATA_DIR=str(gegevens))
        assert klaar.returncode == 0, klaar.stderr

    shell("Gebruiker.objects.maak('v@voorbeeld.example', 'Voorbeeld', is_voorbeeld=True)")
    yield
    shell("Gebruiker.objects.all().delete()")


def test_zonder_secret_key_start_niets(gegevens):
    for opdracht in (WSGI, [*CELERY, "worker"], [sys.executable, "manage.py", "check"]):
        gestart = draai(opdracht, DATA_DIR=str(gegevens))
        assert gestart.returncode != 0
        assert "SECRET_KEY ontbreekt" in gestart.stderr


@pytest.mark.parametrize("opdracht", [WSGI, [*CELERY, "worker"], [*CELERY, "beat", "--pidfile="]], ids=str)
def test_met_voorbeeldaccounts_start_buiten_debug_niets(opdracht, gegevens, voorbeeldaccount):
    gestart = draai(opdracht, SECRET_KEY="x", DATA_DIR=str(gegevens))
    assert gestart.returncode != 0
    assert "1 voorbeeldaccounts met een bekend wachtwoord" in gestart.stderr


def test_met_voorbeeldaccounts_start_de_demo_wel(gegevens, voorbeeldaccount):
    assert draai(WSGI, SECRET_KEY="x", DATA_DIR=str(gegevens), DEBUG="1").returncode == 0


def test_zonder_bereikbare_database_start_niets(gegevens):
    nergens = f"postgresql://niemand@127.0.0.1:{processes.free_port()}/niets?connect_timeout=1"
    gestart = draai(WSGI, SECRET_KEY="x", DATA_DIR=str(gegevens), DATABASE_URL=nergens, DATABASE_USE_POOL="0")
    assert gestart.returncode != 0
    assert "De database is niet bereikbaar" in gestart.stderr


def test_een_webproces_laadt_niets_zwaars_en_blijft_onder_100_mb(gegevens):
    code = (
        "import gebiedswerk.wsgi, re, sys\n"
        "print(re.search(r'VmRSS:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    gestart = draai([sys.executable, "-c", code], SECRET_KEY="x", DATA_DIR=str(gegevens))
    assert gestart.returncode == 0, gestart.stderr
    kilobytes, modules = gestart.stdout.strip().splitlines()
    assert NIET_BIJ_START & set(modules.split()) == set()
    assert int(kilobytes) < 100 * 1024


@pytest.mark.django_db
def test_gezond_zegt_dat_de_database_antwoordt(client):
    antwoord = client.get(reverse("gezond"))
    assert (antwoord.status_code, antwoord.json()["status"]) == (200, "goed")


def test_ongezond_zonder_database(gegevens):
    code = (
        "import django; django.setup()\n"
        "from django.test import RequestFactory; from gebiedswerk.gezond import gezond\n"
        "print(gezond(RequestFactory().get('/gezond/')).status_code)"
    )
    nergens = f"postgresql://niemand@127.0.0.1:{processes.free_port()}/niets"
    gevraagd = draai(
        [sys.executable, "-c", code],
        **{"SECRET_KEY": "x", "DATABASE_URL": nergens, "DATABASE_USE_POOL": "0"},
        **{"DATA_DIR": str(gegevens), "DJANGO_SETTINGS_MODULE": "gebiedswerk.settings"},
    )
    assert gevraagd.stdout.strip() == "503", gevraagd.stderr


# The foreground group of ``make demo`` ------------------------------------


def leeft(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def wacht_tot(voorwaarde, seconden):
    einde = time.monotonic() + seconden
    while not voorwaarde():
        assert time.monotonic() < einde, "duurde te lang"
        time.sleep(0.1)


def antwoordt(poort):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{poort}/gezond/", timeout=2) as antwoord:
            return antwoord.status == 200
    except OSError:
        return False


@pytest.fixture
def groep(gegevens):
    """A running foreground group in a terminal session of its own, with everything below it."""
    poort = processes.free_port()
    terminal, binnenkant = os.openpty()
    proces = subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        **{"cwd": ROOT, "text": True, "stdin": binnenkant, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT},
        env=omgeving(SECRET_KEY="x", DEBUG="1", DATA_DIR=str(gegevens), PORT=str(poort)),
        start_new_session=True,
    )
    os.close(binnenkant)
    try:
        wacht_tot(lambda: antwoordt(poort), 40)
        # Web server and its process, worker, its two processes and beat.
        wacht_tot(lambda: len(processes.descendants(proces.pid)) >= 6, 40)
        proces.nakomelingen = processes.descendants(proces.pid)
        with open(terminal, "wb", buffering=0) as proces.terminal:
            yield proces
    finally:
        for pid in [proces.pid, *processes.descendants(proces.pid)]:
            if leeft(pid):
                os.kill(pid, signal.SIGKILL)
        proces.wait()


@pytest.mark.werker
@pytest.mark.parametrize("sein", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=lambda s: s.name)
def test_stoppen_laat_niets_draaien(groep, sein):
    # As a terminal does it: Ctrl-C and hanging up reach the whole group.
    if sein in {signal.SIGINT, signal.SIGHUP}:
        os.killpg(groep.pid, sein)
    else:
        groep.send_signal(sein)
    wacht_tot(lambda: not any(leeft(pid) for pid in groep.nakomelingen), 20)
    assert groep.wait(5) == (-sein if sein == signal.SIGKILL else 0)


@pytest.mark.werker
def test_de_terminal_sluiten_laat_niets_draaien(groep):
    groep.terminal.close()
    wacht_tot(lambda: not any(leeft(pid) for pid in groep.nakomelingen), 20)
    assert groep.wait(5) == 0


@pytest.mark.werker
def test_een_gestorven_werker_stopt_alles_met_een_melding(groep):
    werker = next(pid for pid in groep.nakomelingen if b"celery" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(werker, signal.SIGKILL)
    assert groep.wait(30) == 1
    assert "De werker is gestopt" in groep.stdout.read()
    assert not any(leeft(pid) for pid in groep.nakomelingen)


def test_een_bezette_poort_wordt_gemeld():
    with processes.socket.create_server(("127.0.0.1", 0)) as bezet:
        poort = bezet.getsockname()[1]
        gestart = draai([sys.executable, "-m", "scripts.run"], PORT=str(poort))
    assert gestart.returncode == 1
    assert f"Poort {poort} is al in gebruik" in gestart.stderr
    assert f"make demo PORT={poort + 1}" in gestart.stderr


def test_op_een_machine_zonder_python_zegt_setup_wat_er_ontbreekt(tmp_path):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    for programma in ("bash", "dirname", "mkdir", "tail", "id", "sed"):
        (tmp_path / "bin" / programma).symlink_to(shutil.which(programma))
    klaar = subprocess.run(
        ["scripts/setup.sh"],
        cwd=tmp_path,
        env={"PATH": f"{tmp_path}/bin"},
        executable=tmp_path / "scripts/setup.sh",
        **{"capture_output": True, "text": True, "check": False},
    )
    assert klaar.returncode == 1
    assert "kon niet worden geïnstalleerd: python3 python3-venv libpango-1.0-0" in klaar.stderr
    assert "Installeer het zo" in klaar.stderr
    assert not (tmp_path / ".venv").exists()


# Servers for tests --------------------------------------------------------


def test_een_wegwerpserver_laat_geen_map_achter(redis_server):
    with throwaway.folder("proef") as map_:
        assert map_.is_dir()
    assert not map_.exists()


def test_mappen_van_afgebroken_runs_worden_opgeruimd():
    gestorven = subprocess.Popen(["true"])
    gestorven.wait()
    oud = Path(throwaway.tempfile.mkdtemp(prefix=f"gebiedswerk-proef-{gestorven.pid}-"))
    with throwaway.folder("proef") as nieuw:
        throwaway.sweep()
        assert nieuw.exists()
    assert not oud.exists()
