"""All tests, on SQLite and on a throw-away PostgreSQL at the same time. Arguments go to pytest."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg

from scripts import processes, throwaway
from tests import sjabloon

ROOT = Path(__file__).resolve().parent.parent

# Tests that drive a browser or a worker say the same on both engines and take the longest: once is enough.
ONCE = "browser or werker"


def migrated(url, folder):
    """Migrate the database behind ``url``; the runs copy it, which is much quicker than each doing it again."""
    environment = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(folder), "SECRET_KEY": "sjabloon", "DEBUG": "1"}
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    return processes.start(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)


def templates(folder, server):
    """An empty, migrated database per engine; ``server`` is the URL of PostgreSQL, or None. Returns the environment.

    What goes wrong here goes wrong again in the tests, and is told there.
    """
    sqlite = folder / "sjabloon.sqlite3"
    made = {sjabloon.SQLITE: (str(sqlite), migrated(f"sqlite:///{sqlite}", folder))}
    if server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("CREATE DATABASE sjabloon")
        made[sjabloon.POSTGRESQL] = ("sjabloon", migrated(f"{server.rpartition('/')[0]}/sjabloon", folder))
    return {name: value for name, (value, process) in made.items() if process.wait() == 0}


def launch(engine, url, folder, arguments):
    environment = {**os.environ, "DATABASE_URL": url, "TMPDIR": str(folder)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--durations=12", *arguments]
    output = open(folder / f"{engine}.log", "w+")  # noqa: SIM115 - read when the process is done
    return processes.start(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)


class Runs:
    def __init__(self, folder):
        self.folder, self.running, self.shown = folder, {}, {}

    def add(self, engine, url, *arguments):
        print(f"Tests op {engine} gestart", flush=True)
        self.running[engine] = launch(engine, url, self.folder, arguments)

    def wait(self):
        """Show the output of each run when it is ready, with a sign of life in between."""
        waiting, began, last = set(self.running), time.monotonic(), time.monotonic()
        while waiting:
            for engine in [name for name in waiting if self.running[name].poll() is not None]:
                waiting.remove(engine)
                print(f"\n----- {engine} -----\n{self.output(engine)}", flush=True)
            if time.monotonic() - last >= 60:
                last = time.monotonic()
                print(f"... {last - began:.0f} s, bezig met {', '.join(sorted(waiting))}", flush=True)
            time.sleep(0.2)

    def output(self, engine):
        return (self.folder / f"{engine}.log").read_text(errors="replace")

    def close(self):
        print()
        for engine in self.running:
            lines = self.output(engine).strip().splitlines()
            print(f"{engine}:\n{lines[-1] if lines else 'geen uitvoer'}")
            for line in sorted({line for line in lines if line.startswith("SKIPPED")}):
                print(f"LET OP, overgeslagen op {engine}: {line.removeprefix('SKIPPED ')}")

    def failed(self, is_whole):
        """Not only failures: pytest's code 5, no tests at all, is no success, unless a part was asked for."""
        codes = {process.returncode for process in self.running.values()}
        return bool(codes - {0}) if is_whole else bool(codes - {0, 5}) or codes == {5}


def run(arguments):
    throwaway.sweep()
    with ExitStack() as stack:
        folder = stack.enter_context(throwaway.folder("tests"))
        # The unprivileged user of PostgreSQL must be able to pass through.
        folder.chmod(0o711)
        os.environ["TMPDIR"] = str(folder)
        tempfile.tempdir = str(folder)
        runs, url, missing = Runs(folder), None, None
        try:
            url = stack.enter_context(throwaway.postgresql())
        except throwaway.Missing as reason:
            missing = str(reason)
        stack.callback(lambda: processes.stop(runs.running.values(), sig=signal.SIGINT, patience=20))
        print("Een lege database klaarzetten per engine", flush=True)
        os.environ.update(templates(folder, url))
        if missing:
            runs.add("sqlite", f"sqlite:///{folder}/test.sqlite3", *arguments)
        else:
            # Another name, another test database: the two runs on PostgreSQL do not meet.
            runs.add("browser en werker", f"{url}_once", "-m", ONCE, *arguments)
            runs.add("postgresql", url, "--met-database", "-m", f"not ({ONCE})", *arguments)
            runs.add("sqlite", f"sqlite:///{folder}/test.sqlite3", "-m", f"not ({ONCE})", *arguments)
        runs.wait()
        runs.close()
        if missing:
            print(f"\nLET OP: de tests zijn NIET op PostgreSQL gedraaid. {missing}", file=sys.stderr)
        return runs.failed(is_whole=not arguments) or bool(missing and os.environ.get("CI"))


def main():
    processes.adopt_orphans()
    processes.stop_on_signals()
    try:
        failed = run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nAfgebroken; er draait niets meer.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
