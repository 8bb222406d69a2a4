"""The yearly round over hundreds of areas: how long, with how much memory, and that starting it twice makes one set.

make bench ARGS=ronde                       500 areas on PostgreSQL, Redis and two workers; thrown away afterwards
RONDE_GEBIEDEN=12 make bench ARGS=ronde     fewer
RONDE_MAP=/var/tmp/ronde RONDE_DATABASE_URL=postgresql://… make bench ARGS=ronde
                                            keeps what it made: broken off, it goes on where it was
"""

import json
import os
import subprocess
import sys
import time
import zipfile
from contextlib import ExitStack, suppress
from pathlib import Path

from scripts import processes, throwaway

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = 2
LONGEST = 30 * 60
STAND = """
import json
from django.db.models import Sum
from cyclus.models import Analyseronde, Gebiedsanalyse
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht
from gebiedswerk.post import Bericht
rijen = Opdracht.objects.filter(soort="wijkanalyse")
ronde = Analyseronde.objects.first()
print(json.dumps({
    "klaar": bool(ronde and ronde.gereed_op),
    "rondes": Analyseronde.objects.count(),
    "bundel": ronde.bundel.name if ronde else "",
    "rijen": rijen.count(),
    "gelukt": rijen.filter(status="gelukt").count(),
    "mislukt": list(rijen.filter(status="mislukt").values_list("melding", flat=True)[:5]),
    "analyses": Gebiedsanalyse.objects.count(),
    "documenten": Document.objects.count(),
    "post": Bericht.objects.filter(sleutel__startswith="ronde:").count(),
}))
"""


def manage(env, *arguments):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{arguments}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def ask(env, code):
    return json.loads(manage(env, "shell", "--no-imports", "-c", code).strip().splitlines()[-1])


class Memory:
    """The most that any process of a worker ever took, and the most that one worker took in all of them together."""

    def __init__(self, workers):
        self.workers, self.child, self.worker = workers, 0.0, 0.0

    def look(self):
        for worker in self.workers:
            sizes = [self._mb(pid) for pid in [worker.pid, *processes.descendants(worker.pid)]]
            self.worker = max(self.worker, sum(own for _peak, own in sizes))
            self.child = max([self.child, *(peak for peak, _rss in sizes[1:])])

    @staticmethod
    def _mb(pid):
        with suppress(OSError, IndexError):
            # The child shares most of what its parent loaded: as a sum each shared page counts once (Pss).
            asked = (("status", "VmHWM:"), ("smaps_rollup", "Pss:"))
            texts = [(Path(f"/proc/{pid}/{name}").read_text(), field) for name, field in asked]
            return tuple(int(text.split(field)[1].split()[0]) / 1024 for text, field in texts)
        return 0.0, 0.0


def start(env, folder, *arguments):
    log = open(folder / "worker.log", "a")  # noqa: SIM115 - lives as long as the worker
    command = [BIN / "celery", "-q", "-A", "gebiedswerk", *arguments]
    return processes.start(command, cwd=ROOT, env=env, stdout=log, stderr=log)


def twice_at_once(env):
    """What two people do who press the button in the same second."""
    both = [
        processes.start([sys.executable, "manage.py", "maak_wijkanalyses"], cwd=ROOT, env=env, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    return [process.communicate()[0].decode().strip() for process in both]


def wait(env, memory, total):
    begin = told = time.monotonic()
    while time.monotonic() - begin < LONGEST:
        for _ in range(10):
            memory.look()
            time.sleep(0.5)
        stand = ask(env, STAND)
        if time.monotonic() - told > 30:
            told = time.monotonic()
            print(f"  {told - begin:5.0f} s: {stand['gelukt']} van {total}, {memory.child:.0f} MB", flush=True)
        if stand["klaar"]:
            break
    return stand, time.monotonic() - begin


def run(env, folder, total):
    print(f"\n## De jaarlijkse ronde: {total} gebieden, {WORKERS} workers\n", flush=True)
    seed = json.loads(
        manage(
            {**env, "RONDE_GEBIEDEN": str(total)},
            *("shell", "--no-imports", "-c", (ROOT / "scripts/bench_ronde_data.py").read_text()),
        )
        .strip()
        .splitlines()[-1]
    )
    print(f"{seed['gebieden']} gebieden, {seed['cijfers']} cijfers, {seed['signalen']} signalen", flush=True)
    told = twice_at_once(env)
    names = [f"--hostname=worker{number}@ronde" for number in range(WORKERS)]
    workers = [start(env, folder, "worker", "--concurrency", "1", "--loglevel", "WARNING", name) for name in names]
    beat = start(env, folder, "beat", "--pidfile=", "-s", str(folder / "schema"))
    try:
        memory = Memory(workers)
        _stand, seconds = wait(env, memory, total)
        again = manage(env, "maak_wijkanalyses").strip()
        stand = ask(env, STAND)
    finally:
        # Takes the servers along: nothing below us is left.
        processes.stop([beat, *workers])
    report(folder, seed, stand, seconds, memory, [*told, again])


def report(folder, seed, stand, seconds, memory, told):
    total, made = seed["gebieden"], 0
    if stand["klaar"]:
        with zipfile.ZipFile(folder / "media" / stand["bundel"]) as zip_:
            made = sum(name.endswith(".pdf") for name in zip_.namelist())
    print("\n| wat | uitkomst |\n|---|--:|")
    print(f"| klaar | {'ja' if stand['klaar'] else 'NEE'} |")
    print(f"| duur | {seconds / 60:.1f} minuten |")
    print(f"| per document, per worker | {seconds * WORKERS / max(stand['gelukt'], 1):.2f} s |")
    print(f"| PDF’s in het ene bestand | {made} |")
    print(f"| hoogste RSS van een kindproces | {memory.child:.0f} MB |")
    print(f"| meeste geheugen van een worker met zijn kind, gedeeld één keer geteld | {memory.worker:.0f} MB |")
    print(
        f"| rondes, opdrachten, documenten, mails | {stand['rondes']}, {stand['rijen']}, {stand['documenten']}, "
        f"{stand['post']} |"
    )
    print("\nTwee keer tegelijk gestart, en daarna nog eens: " + " / ".join(told))
    wanted = {"rondes": 1, "rijen": total, "documenten": total, "analyses": total, "post": 1}
    wrong = {name: stand[name] for name, number in wanted.items() if stand[name] != number}
    if wrong or made != total or stand["mislukt"]:
        raise SystemExit(f"Dit klopt niet: {wrong}, {made} PDF’s, mislukt: {stand['mislukt']}")
    print("Eén stel, één bestand, één bericht.", flush=True)


def main():
    total = int(os.environ.get("RONDE_GEBIEDEN", "500"))
    with ExitStack() as stack:
        kept = os.environ.get("RONDE_MAP")
        folder = Path(kept) if kept else stack.enter_context(throwaway.folder("ronde"))
        folder.mkdir(parents=True, exist_ok=True)
        url = os.environ.get("RONDE_DATABASE_URL")
        url = url or stack.enter_context(throwaway.postgresql("shared_buffers=256MB", "synchronous_commit=on"))
        env = {
            **os.environ,
            "SECRET_KEY": "alleen-voor-metingen",
            "DEBUG": "0",
            "DATA_DIR": str(folder),
            "DATABASE_URL": url,
            "DATABASE_USE_POOL": "0",
            "SITE_URL": "http://localhost",
            "PYTHONPATH": str(ROOT),
            # As in the image.
            "MALLOC_ARENA_MAX": "2",
            "CELERY_BROKER_URL": stack.enter_context(throwaway.redis_server()),
        }
        manage(env, "migrate", "-v0")
        manage(env, "collectstatic", "-v0", "--no-input")
        run(env, folder, total)
