"""One night of searching for trends (``manage.py shell``): 100,000 signals, 26 villages × 12 themes × 8 quarters.

Prints one JSON object: seconds for the counts and for the words, queries, memory, and what was found of one burst.
"""

import json
import random
import resource
import time
from datetime import date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gebieden.models import Gebied, Gebruiker
from gebiedswerk.profiel import huidig, lees_profiel, stel_in
from signalen.models import Signaal, Trend
from signalen.trend import tellen
from signalen.trend.kwartaal import Kwartaal
from signalen.trend.nacht import verwerk, vind
from signalen.trend.termen import zoek_termen

SIGNALS, KERNEN, QUARTERS = 100_000, 26, 8
DAG = date(2026, 10, 1)


def square(n):
    west, south = 5 + n % 6 * 0.02, 51.8 + n // 6 * 0.02
    ring = [[west, south], [west + 0.02, south], [west + 0.02, south + 0.02], [west, south + 0.02], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def fill():
    random.seed(20)
    stel_in(lees_profiel("neutraal"))
    levels = [n["code"] for n in huidig().niveaus]
    root = Gebied(naam="Bench", code="GM9999", slug="bench", niveau=levels[0])
    root.hang_onder(None)
    parts, kernen = [], []
    for n in range(5):
        parts.append(Gebied(naam=f"Deel {n}", code=f"D{n}", slug=f"deel-{n}", niveau=levels[1]))
        parts[-1].hang_onder(root)
    for n in range(KERNEN):
        kernen.append(Gebied(naam=f"Kern {n}", code=f"K{n}", slug=f"kern-{n}", niveau=levels[-1], grens=square(n)))
        kernen[-1].hang_onder(parts[n % 5])
    owner = Gebruiker.objects.maak("ik@voorbeeld.test", "Mia Bench", "x")
    themes = [t["code"] for t in huidig().themas][:12]
    words = [
        a + b + c for a in ("bo", "da", "fe", "gu", "hi", "ko") for b in ("ner", "sel", "tra") for c in ("aak", "em")
    ]
    words += [f"{a}{b}" for a in words for b in ("straat", "paal", "plein", "bank", "boom", "weg")]
    first = Kwartaal.van_dag(DAG).plus(-QUARTERS).eerste_dag
    days = (DAG - first).days
    begin = timezone.make_aware(datetime(first.year, first.month, first.day, 12))
    rows = []
    for n in range(SIGNALS):
        op = begin + timedelta(days=n % days)
        rows.append((random.choice(kernen), random.choice(themes), op))
    burst = begin + timedelta(days=days - 20)
    rows += [(kernen[3], themes[0], burst) for _ in range(100)]
    for start in range(0, len(rows), 5000):
        Signaal.objects.bulk_create(
            Signaal(
                tekst=" ".join(random.choices(words, k=25)),
                thema=theme,
                domein="fysiek",
                trekkend_gebied=kern,
                eigenaar=owner,
                ontvangen_op=op,
                uiterlijk=op.date(),
                code_zaad=str(start + n),
                code_hash=str(start + n),
            )
            for n, (kern, theme, op) in enumerate(rows[start : start + 5000])
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def timed(action):
    """Seconds of computing, of this process: the clock also counts what else the machine does."""
    begin = time.process_time()
    result = action()
    return time.process_time() - begin, result


def main():
    fill()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counting, _ = timed(lambda: tellen.vragen(DAG))
    words, _ = timed(lambda: zoek_termen(DAG))
    with CaptureQueriesContext(connection) as captured:
        whole, nacht = timed(lambda: vind(DAG))
    storing, _ = timed(lambda: verwerk(nacht))
    found = {
        "counting": counting,
        "words": words,
        "whole": whole,
        "storing": storing,
        "queries": len(captured),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before,
        "found": [str(trend) for trend in Trend.objects.all()],
    }
    print(json.dumps(found))


main()
