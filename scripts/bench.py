"""How fast, and with how much: lists, the public form and the yearly PDF, on SQLite and on PostgreSQL.

    make bench                      both engines
    make bench ARGS=postgresql      one of them
    make bench ARGS=cijfers         only the import of figures, on both
    make bench ARGS=trends          only how trends are found, and how fast
    make bench ARGS=ronde           only the yearly round over 500 areas (see bench_ronde)

Everything is thrown away afterwards. Requests go over HTTP to gunicorn with the settings of production. Every figure
also stands as a ratio to the barest page there is (/gezond/: one query, no template), measured in the same run.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts import bench_ronde, bench_trend, processes, throwaway

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
REQUESTS, POSTS, CLIENTS = 200, 200, 4
PAGES = {
    "signalen": "/signalen/",
    "signalen, gefilterd": "/signalen/?thema=groen&status=open",
    "signalen, gezocht": "/signalen/?q=bankje+dijk",
    "signalen, bladzijde 40": "/signalen/?pagina=40",
    "signalen, hele gemeente": "/signalen/?bereik=alles",
    "signalen, hele gemeente, bladzijde 1000": "/signalen/?bereik=alles&pagina=1000",
    "initiatieven": "/initiatieven/",
    "initiatieven, gefilterd": "/initiatieven/?thema=groen&status=open",
    "initiatieven, gezocht": "/initiatieven/?q=bankje+dijk",
    "initiatieven, bladzijde 8": "/initiatieven/?pagina=8",
    "mijn werk": "/werk/",
    "signaal doorgeven (leeg)": "/signaal/",
}
CSRF = "b" * 32


def run(command, env, **options):
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, **options)
    if done.returncode:
        raise SystemExit(f"{command}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def manage(env, *arguments):
    return run([sys.executable, "manage.py", *arguments], env)


def script(env, name, **extra):
    code = (ROOT / "scripts" / name).read_text()
    return json.loads(manage({**env, **extra}, "shell", "--no-imports", "-c", code).strip().splitlines()[-1])


@contextmanager
def web(env, folder):
    """gunicorn with two workers; yields port and the pids of the workers."""
    port = processes.free_port()
    log = open(folder / "web.log", "w")  # noqa: SIM115 - lives as long as the server
    server = processes.start(
        [BIN / "gunicorn", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"],
        cwd=ROOT,
        env={**env, "WEB_CONCURRENCY": "2"},
        stdout=log,
        stderr=log,
    )
    try:
        for _ in range(200):
            time.sleep(0.1)
            try:
                if get(connect(port), "/gezond/", {})[0] == 200:
                    break
            except OSError:
                continue
        else:
            raise SystemExit((folder / "web.log").read_text()[-3000:])
        yield port, processes.descendants(server.pid)
    finally:
        processes.stop([server])
        log.close()


def connect(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=30)


def get(connection, path, headers):
    connection.request("GET", path, headers={"Host": "localhost", **headers})
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def timings(action, number):
    seconds = []
    for n in range(number):
        start = time.perf_counter()
        action(n)
        seconds.append(time.perf_counter() - start)
    return seconds


def row(name, seconds, bare, queries="", rate=None):
    p50 = statistics.median(seconds) * 1000
    p95 = sorted(seconds)[int(len(seconds) * 0.95)] * 1000
    rate = rate or 1 / statistics.mean(seconds)
    ratio = f"{p50 / bare:.1f}" if bare else "1"
    print(f"| {name} | {p50:.1f} | {p95:.1f} | {rate:.0f} | {queries} | {ratio} |", flush=True)
    return p50


def measure_pages(port, seed):
    print("| bladzijde | p50 ms | p95 ms | per seconde | queries | × kale view |\n|---|--:|--:|--:|--:|--:|")
    connection, cookie = connect(port), {"Cookie": f"sessionid={seed['session']}"}
    for _ in range(30):
        get(connection, "/gezond/", {})
    bare = row("kale view (/gezond/)", timings(lambda n: get(connection, "/gezond/", {}), REQUESTS), None, 1)

    def page(path):
        status, _size = get(connection, path, cookie)
        assert status == 200, (path, status)

    for name, path in PAGES.items():
        for _ in range(4):
            page(path)
        row(name, timings(lambda n, path=path: page(path), REQUESTS), bare, seed["queries"][name])
    return bare


def post(connection, seed, key, n):
    fields = {
        "csrfmiddlewaretoken": CSRF,
        "formulier": key,
        "tekst": "Het bankje bij het plein is stuk en er ligt veel glas omheen.",
        "thema": "groen",
        "gebied": seed["gebied"],
        "plaats": "bij het plein",
        "naam": "Jan",
        "email": "jan@example.org",
        "gezien": f"vlakbij:{seed['gebied']}:groen",
    }
    headers = {
        "Host": "localhost",
        "Cookie": f"csrftoken={CSRF}",
        "Content-Type": "application/x-www-form-urlencoded",
        # The rate limit counts per sender.
        "X-Forwarded-For": f"10.{n // 65536}.{n // 256 % 256}.{n % 256}",
    }
    connection.request("POST", "/signaal/", body=urllib.parse.urlencode(fields), headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 302, (answer.status, body[:500])


def measure_posts(port, seed, bare, name, keys):
    one, many = keys[:POSTS], keys[POSTS:]
    connection = connect(port)
    for n in range(5):
        post(connection, seed, many.pop(), 10**6 + n)
    row(f"signaal versturen{name}", timings(lambda n: post(connection, seed, one[n], n), len(one)), bare)
    seconds, start = [], time.perf_counter()

    def client(part):
        own, mine = connect(port), many[part::CLIENTS]
        seconds.extend(timings(lambda n: post(own, seed, mine[n], part * 10**4 + n), len(mine)))

    threads = [threading.Thread(target=client, args=(part,)) for part in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(many) / (time.perf_counter() - start)
    row(f"signaal versturen, {CLIENTS} tegelijk{name}", seconds, bare, rate=rate)


def memory(pids):
    """RSS in MB of each process."""
    for pid in pids:
        status = Path(f"/proc/{pid}/status").read_text()
        yield int(status.split("VmRSS:")[1].split()[0]) / 1024


def bench(engine):
    with ExitStack() as stack:
        folder = stack.enter_context(throwaway.folder("bench"))
        folder.chmod(0o711)
        url = f"sqlite:///{folder}/bench.sqlite3"
        if engine == "postgresql":
            url = stack.enter_context(throwaway.postgresql("shared_buffers=256MB", "synchronous_commit=on"))
        redis = throwaway.redis_server()
        broker = redis.__enter__()
        env = {
            **os.environ,
            "SECRET_KEY": "alleen-voor-metingen",
            "DEBUG": "0",
            "DATA_DIR": str(folder),
            "DATABASE_URL": url,
            "SITE_URL": "http://localhost",
            "TRUSTED_PROXY_COUNT": "1",
            # As in the image.
            "MALLOC_ARENA_MAX": "2",
            "CELERY_BROKER_URL": broker,
        }
        print(f"\n## {engine}\n", flush=True)
        manage(env, "migrate", "-v0")
        manage(env, "collectstatic", "-v0", "--no-input")
        posts = 2 * (POSTS + 3 * POSTS + 5)
        seed = script(env, "bench_data.py", BENCH_PAGES=json.dumps(PAGES), BENCH_POSTS=str(posts))
        time.sleep(2)
        half = len(seed["keys"]) // 2
        with web(env, folder) as (port, pids):
            bare = measure_pages(port, seed)
            measure_posts(port, seed, bare, "", seed["keys"][:half])
            redis.__exit__(None, None, None)
            measure_posts(port, seed, bare, ", broker weg", seed["keys"][half:])
            print(f"\nGeheugen per webproces: {', '.join(f'{mb:.0f} MB' for mb in memory(pids))}")
        # The example is only for DEBUG; the document is the same.
        example = {**env, "DEBUG": "1", "DATA_DIR": str(folder / "voorbeeld")}
        example["DATABASE_URL"] = f"sqlite:///{folder}/voorbeeld.sqlite3"
        (folder / "voorbeeld").mkdir()
        manage(example, "migrate", "-v0")
        manage(example, "laad_voorbeeld")
        pdf = script(example, "bench_pdf.py")
        print(
            f"\nWijkanalyse als PDF: {pdf['pages']} bladzijden, {pdf['warm']:.2f} s warm "
            f"(waarvan {pdf['gather']:.2f} s gegevens verzamelen), {pdf['first']:.2f} s de eerste keer, "
            f"{pdf['memory']:.0f} MB, {pdf['bytes'] // 1024} kB"
        )


def bench_cijfers(engine):
    """The import of a whole country of figures, in a database of its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(throwaway.folder("bench"))
        url = f"sqlite:///{folder}/bench.sqlite3"
        if engine == "postgresql":
            url = stack.enter_context(throwaway.postgresql("shared_buffers=256MB", "synchronous_commit=on"))
        env = {**os.environ, "SECRET_KEY": "alleen-voor-metingen", "DEBUG": "0", "DATA_DIR": str(folder)}
        env |= {"DATABASE_URL": url, "DATABASE_USE_POOL": "0"}
        manage(env, "migrate", "-v0")
        found = script(env, "bench_cijfers.py")
        print(f"\n## {engine}: 3.150.000 cijfers uit vijf bestanden\n")
        print("| wat | s op de klok | s rekentijd |\n|---|--:|--:|")
        for name, part in [("alleen lezen", "read"), ("inlezen en optellen", "first"), ("nog eens hetzelfde", "again")]:
            print(f"| {name} | {found[part][0]:.0f} | {found[part][1]:.0f} |")
        print(f"\nGeheugen van dat proces: {found['memory']:.0f} MB", flush=True)


def bench_trends(engine):
    """One night of searching for trends among many signals."""
    with ExitStack() as stack:
        folder = stack.enter_context(throwaway.folder("bench"))
        url = f"sqlite:///{folder}/bench.sqlite3"
        if engine == "postgresql":
            url = stack.enter_context(throwaway.postgresql("shared_buffers=256MB", "synchronous_commit=on"))
        env = {**os.environ, "SECRET_KEY": "alleen-voor-metingen", "DEBUG": "0", "DATA_DIR": str(folder)}
        env |= {"DATABASE_URL": url, "DATABASE_USE_POOL": "0"}
        manage(env, "migrate", "-v0")
        found = script(env, "bench_trend_nacht.py")
        print(f"\n## {engine}: een nacht trends zoeken, 100.000 signalen, 26 kernen × 12 thema’s × 8 kwartalen\n")
        print("| wat | uitkomst |\n|---|--:|")
        for name, part in [("tellen", "counting"), ("woorden", "words"), ("de hele nacht", "whole")]:
            print(f"| {name} | {found[part]:.1f} s |")
        print(f"| vragen aan de database | {found['queries']} |\n| geheugen erbij | {found['memory']:.0f} MB |")
        print(f"\nGevonden: {', '.join(found['found']) or 'niets'}", flush=True)


def main():
    processes.adopt_orphans()
    processes.stop_on_signals()
    parts = {"cijfers": bench_cijfers, "trends": bench_trends}
    if "ronde" in sys.argv[1:]:
        return _ronde()
    asked = [name for name in sys.argv[1:] if name in parts]
    engines = [name for name in sys.argv[1:] if name not in parts] or ["sqlite", "postgresql"]
    try:
        for engine in engines:
            if not asked:
                bench(engine)
            for name in asked or parts:
                parts[name](engine)
        if not asked or "trends" in asked:
            bench_trend.main()
    except throwaway.Missing as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit("\nAfgebroken; er draait niets meer.")


def _ronde():
    try:
        bench_ronde.main()
    except throwaway.Missing as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit("\nAfgebroken; er draait niets meer.")


if __name__ == "__main__":
    main()
