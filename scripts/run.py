"""Web server and worker (with beat in it) as one foreground process group: start together, stop together."""

import contextlib
import os
import sys
import time
import urllib.request
from pathlib import Path

from scripts.processes import adopt_orphans, ignore_signals, port_is_free, start, stop, stop_on_signals

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
HOST, PORT = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
SITE_URL = os.environ.get("SITE_URL", f"http://localhost:{PORT}")
COMMANDS = {
    "webserver": [BIN / "gunicorn", "--bind", f"{HOST}:{PORT}", "--log-level", "warning"],
    "werker": [
        *(BIN / "celery", "-q", "-A", "gebiedswerk", "worker", "-B", "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ],
}
# A process that lived this long may be started again; one that falls over sooner will do so again.
LONG_ENOUGH = 20
ENVIRONMENT = {
    "WEB_CONCURRENCY": "1",
    # As in the image: threads share their free memory.
    "MALLOC_ARENA_MAX": "2",
    # Celery's advice not to run as root: sound for a server, noise in a demo inside a container.
    "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
}


class Crash(Exception):
    pass


class Group:
    def __init__(self):
        self.running, self.started = {}, {}

    def launch(self, name):
        self.started[name] = time.monotonic()
        self.running[name] = start(COMMANDS[name], cwd=ROOT, env={**ENVIRONMENT, **os.environ})

    def check(self):
        for name, process in list(self.running.items()):
            if process.poll() is None:
                continue
            if time.monotonic() - self.started[name] < LONG_ENOUGH:
                raise Crash(f"De {name} is gestopt (code {process.returncode}). De oorzaak staat hierboven.")
            print(f"De {name} is gestopt (code {process.returncode}) en wordt opnieuw gestart.", file=sys.stderr)
            self.launch(name)


def answers():
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/gezond/", timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


def terminal_watch():
    """Says whether the terminal we were started in was closed: only its first process hears that from the kernel."""
    had_terminal = os.isatty(0)
    return lambda: had_terminal and not os.isatty(0)


def announce():
    seconds = os.environ.get("DEMO_SECONDS")
    print(f"\nGebiedswerk draait{f' (klaargezet in {seconds} s)' if seconds else ''}: {SITE_URL}\n")
    if accounts := os.environ.get("DEMO_ACCOUNTS"):
        print(f"Aanmelden kan als:\n\n{accounts}\n")
    print("Stoppen: Ctrl-C. Uw gegevens blijven bewaard voor de volgende keer.", flush=True)


def main():
    if not port_is_free(HOST, PORT):
        sys.exit(
            f"Poort {PORT} is al in gebruik, misschien door een gebiedswerk dat al draait.\n"
            f"Kies een andere poort: make demo PORT={PORT + 1}"
        )
    adopt_orphans()
    stop_on_signals()
    group, failure, terminal_closed = Group(), None, terminal_watch()
    try:
        for name in COMMANDS:
            group.launch(name)
        while not answers():
            group.check()
            time.sleep(0.1)
        announce()
        while not terminal_closed():
            group.check()
            time.sleep(0.5)
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):
            print("\nBezig met stoppen...", flush=True)
    except Crash as crash:
        failure = str(crash)
    finally:
        ignore_signals()
        stop(group.running.values())
    sys.exit(failure and f"\n{failure}\nAlles is gestopt.")


if __name__ == "__main__":
    main()
