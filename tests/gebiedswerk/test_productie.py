"""The production set-up: what compose, the image and the settings promise each other."""

import fnmatch
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = ROOT / "docker-compose.yml"
VAN_ONS = {"migrate", "web", "worker", "beat"}
GEHEIM = {"SECRET_KEY", "POSTGRES_PASSWORD"}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(COMPOSE.read_text())


def test_dezelfde_image_voor_alles_van_ons(compose):
    diensten = compose["services"]
    assert set(diensten) == VAN_ONS | {"db", "redis"}
    assert len({diensten[naam]["image"] for naam in VAN_ONS}) == 1
    assert {naam for naam, dienst in diensten.items() if "healthcheck" not in dienst} == {"migrate"}


def test_alleen_de_webserver_is_bereikbaar_en_alleen_voor_deze_machine(compose):
    poorten = {naam: dienst["ports"] for naam, dienst in compose["services"].items() if "ports" in dienst}
    assert set(poorten) == {"web"}
    assert all(poort.startswith("127.0.0.1:") for poort in poorten["web"])


def test_wat_moet_blijven_staat_op_een_volume(compose):
    genoemd = {deel.split(":")[0] for dienst in compose["services"].values() for deel in dienst.get("volumes", [])}
    assert genoemd == set(compose["volumes"]) == {"media", "beat", "db", "redis"}
    assert "yes" in compose["services"]["redis"]["command"]


def test_geheimen_komen_uit_de_omgeving_en_ontbreken_niet_stil():
    tekst = COMPOSE.read_text()
    assert set(re.findall(r"\$\{(\w+):\?", tekst)) >= GEHEIM
    assert not re.search(r"\$\{(SECRET_KEY|POSTGRES_PASSWORD)(:-[^}]*)?\}", tekst)


def test_elke_verplichte_waarde_staat_in_het_voorbeeldbestand():
    voorbeeld = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.M))
    assert set(re.findall(r"\$\{(\w+):\?", COMPOSE.read_text())) <= set(voorbeeld)
    assert {naam: voorbeeld[naam] for naam in GEHEIM} == dict.fromkeys(GEHEIM, "")


def test_elke_instelling_in_compose_wordt_ergens_gelezen(compose):
    bronnen = ["gebiedswerk/settings.py", "gunicorn.conf.py"]
    gelezen = set(re.findall(r'"([A-Z][A-Z_]+)"', "".join((ROOT / bron).read_text() for bron in bronnen)))
    assert set(compose["services"]["web"]["environment"]) - gelezen == set()


def bronnen_van_copy():
    for regel in re.findall(r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text(), re.M):
        yield from (bron for bron in regel.split()[:-1] if bron != ".")


def test_wat_de_image_nodig_heeft_wordt_meegestuurd():
    toegelaten = [regel[1:] for regel in (ROOT / ".dockerignore").read_text().splitlines() if regel.startswith("!")]
    for bron in [*bronnen_van_copy(), *toegelaten]:
        assert (ROOT / bron).exists(), bron
        assert any(fnmatch.fnmatch(bron, patroon) or bron.startswith(f"{patroon}/") for patroon in toegelaten), bron


def test_elke_map_met_code_gaat_mee():
    bestanden = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    mappen = {naam.split("/")[0] for naam in bestanden.splitlines() if "/" in naam} - {"tests", "scripts"}
    toegelaten = set((ROOT / ".dockerignore").read_text().splitlines())
    assert {map_ for map_ in mappen if f"!{map_}" not in toegelaten} == set()


@pytest.mark.parametrize("naam", ["app", "test", "bouw"])
def test_elk_vergrendeld_pakket_heeft_een_hash_en_geen_adres(naam):
    tekst = (ROOT / "requirements" / f"{naam}.txt").read_text()
    pakketten = re.split(r"\n(?=\S)", tekst.strip())
    assert len(pakketten) >= 2
    assert [pakket.split()[0] for pakket in pakketten if "--hash=sha256:" not in pakket] == []
    assert "://" not in tekst


def test_geen_adres_van_een_pakketregister_in_de_npm_lijst():
    tekst = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in tekst
    assert '"integrity"' in tekst


def test_verzamelde_statische_bestanden_zijn_voor_iedereen_leesbaar(tmp_path):
    """In the image root collects them and another user serves them."""
    omgeving = {"PATH": os.environ["PATH"], "SECRET_KEY": "x", "DATA_DIR": str(tmp_path)}
    opdracht = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
    subprocess.run(opdracht, cwd=ROOT, env=omgeving, check=True, umask=0o022)
    bestanden = [pad for pad in (tmp_path / "static").rglob("*") if pad.is_file()]
    assert (tmp_path / "static" / "staticfiles.json") in bestanden
    assert [pad.name for pad in bestanden if not pad.stat().st_mode & stat.S_IROTH] == []
