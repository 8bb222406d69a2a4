"""Servers that exist only as long as their ``with`` block: a folder of their own, a free port, nothing left behind."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from scripts.processes import free_port, start


class Missing(Exception):
    """The server's program is not on this machine; says how to get it."""


@contextlib.contextmanager
def folder(name):
    path = Path(tempfile.mkdtemp(prefix=f"gebiedswerk-{name}-{os.getpid()}-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep():
    """Remove the folders of runs that were killed so hard that they could not do it themselves."""
    for path in Path(tempfile.gettempdir()).glob("gebiedswerk-*-*-*"):
        pid = path.name.split("-")[-2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists() and Path("/proc/self").exists():
            shutil.rmtree(path, ignore_errors=True)


def _wait_until_open(port, process, log):
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"{process.args[0]} did not start:\n{Path(log).read_text()[-2000:]}")


@contextlib.contextmanager
def _running(command, port, log, *, sig=signal.SIGTERM, **options):
    with open(log, "w") as output:
        process = start(command, stdout=output, stderr=output, death_signal=sig, **options)
    try:
        _wait_until_open(port, process, log)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(sig)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def redis_server(*options, port=None):
    """A real redis-server, persistent neither in memory nor on disk unless ``options`` say so; yields its URL."""
    program = shutil.which("redis-server")
    if not program:
        raise Missing("redis-server ontbreekt (installeer met: sudo apt-get install redis-server)")
    port = port or free_port()
    with folder("redis") as path:
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(path), "--save", "", *options]
        with _running(command, port, path / "log", stdin=subprocess.DEVNULL):
            yield f"redis://127.0.0.1:{port}/0"


def postgresql_bin():
    # Debian keeps initdb and postgres off the PATH, and what is on the PATH may be a wrapper around a running cluster.
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    on_path = shutil.which("initdb")
    if not installed and not on_path:
        raise Missing("PostgreSQL ontbreekt (installeer met: sudo apt-get install postgresql)")
    return installed[-1].parent if installed else Path(on_path).resolve().parent


def _unprivileged():
    """PostgreSQL refuses to run as root: the options for a subprocess as somebody else."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            who = pwd.getpwnam(name)
            return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    raise Missing("PostgreSQL draait niet als root, en er is geen gebruiker 'postgres' of 'nobody'")


@contextlib.contextmanager
def postgresql(*settings):
    """A new PostgreSQL cluster without durability (it is thrown away); yields the URL of its database."""
    programs, somebody = postgresql_bin(), _unprivileged()
    port = free_port()
    with folder("postgresql") as path:
        if somebody:
            os.chown(path, somebody["user"], somebody["group"])
        quiet = {"cwd": "/", "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **somebody}
        made = subprocess.run(
            [programs / "initdb", "-D", path / "data", "-U", "gebiedswerk", "-A", "trust", "-E", "UTF8", "--no-sync"],
            capture_output=True,
            text=True,
            **quiet,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")
        options = [
            *("listen_addresses=127.0.0.1", f"unix_socket_directories={path}", "max_connections=60"),
            *("fsync=off", "synchronous_commit=off", "full_page_writes=off", *settings),
        ]
        command = [programs / "postgres", "-D", path / "data", "-p", str(port)]
        command += [part for option in options for part in ("-c", option)]
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
        with _running(command, port, path / "log", sig=signal.SIGINT, stdin=subprocess.DEVNULL, **quiet):
            yield f"postgresql://gebiedswerk@127.0.0.1:{port}/postgres"
