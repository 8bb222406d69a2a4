"""Import a whole country of figures (``manage.py shell``): 14,000 buurten × 45 indicators × 5 years, from five files.

The files have the shape of the Kerncijfers, with columns that nobody asks for. Prints one JSON object: the seconds on
the clock and those of computing (this process and the one of the database) for reading alone, for the import with
adding up, and for the import of the same files again; and the peak of memory of this process.
"""

import csv
import json
import os
import random
import resource
import time
from pathlib import Path

from django.db import connection

from gebieden.cijfers.catalogus import laad_catalogus
from gebieden.cijfers.cijferbestand import lees
from gebieden.cijfers.inlezen import werk_bij
from gebieden.models import Cijfer, Gebied, Indicator
from gebiedswerk.profiel import lees_profiel, stel_in

BUURTEN, PER_WIJK, INDICATORS, COLUMNS = 14_000, 100, 45, 118
YEARS = range(2020, 2025)


def tree():
    root = Gebied(naam="Bench", code="GM0001", slug="bench", niveau="gemeente")
    root.hang_onder(None)
    for level, codes, size in [
        ("wijk", [f"WK0001{n:02X}" for n in range(BUURTEN // PER_WIJK)], 1),
        ("buurt", [f"BU0001{n // PER_WIJK:02X}{n % PER_WIJK:02}" for n in range(BUURTEN)], PER_WIJK),
    ]:
        above = [root] if level == "wijk" else list(Gebied.objects.filter(niveau="wijk").order_by("code"))
        made = [
            Gebied(naam=code, code=code, slug=code.lower(), niveau=level, ouder=above[n // size % len(above)])
            for n, code in enumerate(codes)
        ]
        Gebied.objects.bulk_create(made)
        for gebied in made:
            gebied.pad = f"{gebied.ouder.pad}{gebied.pk}/"
        Gebied.objects.bulk_update(made, ["pad"], batch_size=1000)


def indicators():
    """Those of the Kerncijfers, filled up to the number that is asked; returns their columns."""
    laad_catalogus()
    found = [i for i in Indicator.objects.order_by("volgorde") if "kwb" in i.sleutels][:INDICATORS]
    for n in range(INDICATORS - len(found)):
        keys = {"kwb": {"waarde": [f"Proef{n}"]}}
        extra = Indicator(code=f"proef-{n}", naam=f"Proef {n}", soort="gemiddelde", sleutels=keys, is_eigen=True)
        extra.basis = Indicator.objects.get(code="inwoners")
        extra.save()
        found.append(extra)
    Indicator.objects.exclude(pk__in=[i.pk for i in found]).filter(basis=None).exclude(soort="telling").delete()
    return list(dict.fromkeys(names[0] for i in found for v, names in i.sleutels["kwb"].items() if v != "afronding"))


def write(folder, columns):
    codes = list(Gebied.objects.filter(niveau="buurt").order_by("code").values_list("code", flat=True))
    columns = [*columns, *(f"Ongevraagd{n}" for n in range(COLUMNS - len(columns) - 2))]
    large = {"AantalInwoners", "HuishoudensTotaal", "Woningvoorraad", "OppervlakteTotaal"}
    for year in YEARS:
        path = folder / f"kwb_{year}.csv"
        with path.open("w", newline="") as stream:
            rows = csv.writer(stream, delimiter=";")
            rows.writerow(["ID", "WijkenEnBuurten", *(f"{naam}_{n}" for n, naam in enumerate(columns, 3))])
            for n, code in enumerate(codes):
                cells = [
                    random.randrange(1000, 5000) if naam in large else random.randrange(9000) / 10 % 100
                    for naam in columns
                ]
                rows.writerow([n, f"{code}  ", *cells])
        yield year, path


def computing():
    """Seconds that this process and the one of its database connection have computed so far."""
    seconds = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def timed(action, files):
    """``[seconds on the clock, seconds of computing]``."""
    start, before = time.perf_counter(), computing()
    for year, path in files:
        action(year, path)
    return [time.perf_counter() - start, computing() - before]


def read(year, path):
    for row in lees(path, jaar=year).rijen:
        row.waarden.get("AantalInwoners")


def main():
    random.seed(3)
    stel_in(lees_profiel("neutraal"))
    tree()
    files = list(write(Path(os.environ["DATA_DIR"]), indicators()))
    reading = timed(read, files)
    first = timed(lambda year, path: werk_bij(lees(path, jaar=year)), files)
    again = timed(lambda year, path: werk_bij(lees(path, jaar=year)), files)
    assert Cijfer.objects.filter(is_berekend=False).count() == BUURTEN * INDICATORS * len(YEARS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"read": reading, "first": first, "again": again, "memory": memory}))


main()
