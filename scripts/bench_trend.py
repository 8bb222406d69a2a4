"""How well trends are found: bursts planted in half a year of real reports, and weeks in which nothing was planted.

    python -m scripts.bench_trend [rounds]     (or as the last part of make bench)

The file: 9,084 reports of the municipality of Katwijk, first half of 2024. Cells are category × part of the town ×
week, the municipality as a whole on top. Every week is tested with the same functions as the quarters of a
municipality, on the weeks before it; with half a year of past it knows no seasons.

* *Real weeks*: what the file says. An alarm here need not be false: in May everything grows, and when it pours the
  drains overflow. They are listed, to be judged.
* *Quiet weeks*: every cell gets the counts of its own weeks drawn at random, without its two highest (in which
  something may have happened). Nothing rises here, so every alarm is false; the counts jump as real ones do.
* *Planted*: in one cell of a quiet week so many times the usual, and at least five more, is put in.
"""

import csv
import math
import random
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from signalen.trend.zoeken import Groep, Vraag, zoek

BESTAND = Path(__file__).resolve().parents[2] / "shared/data/meldingen/katwijk_fixi_2024H1.csv"
EERSTE_MAANDAG = date(2024, 1, 1)
WEKEN, LEREN = 26, 10
KEREN = (2, 3, 4, 6)
HOOGSTE_WEG = 2


def lees(bestand=BESTAND):
    """(part of town, category) → counts per week."""
    counts = Counter()
    with open(bestand, encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            week = (date.fromisoformat(row["created"][:10]) - EERSTE_MAANDAG).days // 7
            if week < WEKEN:
                counts[row["regionName"], row["categoryName"], week] += 1
    cells = {(region, category) for region, category, _week in counts}
    return {(r, c): tuple(counts[r, c, w] for w in range(WEKEN)) for r, c in sorted(cells)}


def groepen(tellingen):
    parts = sorted({region for region, _category in tellingen})
    singles = [Groep(p, "wijk", frozenset([p]), 0) for p in parts]
    return [*singles, Groep("Katwijk", "gemeente", frozenset(parts), 1)]


def alarmen(tellingen, week):
    """What is found in this week on the weeks before it."""
    cut = {cell: counts[: week + 1] for cell, counts in tellingen.items()}
    vraag = Vraag(week, cut, (0,) * (week + 1), jaar=8, min_perioden=8)
    return zoek([vraag], groepen(tellingen)).gevonden


def stille_wereld(tellingen, rng):
    """The same cells in weeks in which nothing rises."""
    quiet = {}
    for cel, counts in tellingen.items():
        usual = sorted(counts)[:-HOOGSTE_WEG]
        quiet[cel] = tuple(rng.choice(usual) for _ in range(WEKEN))
    return quiet


def plant(tellingen, cel, week, keren):
    """So many times the usual in this week: the counts, and how many reports were put in."""
    counts = list(tellingen[cel])
    extra = max(round((keren - 1) * sum(counts) / len(counts)), 5)
    counts[week] += extra
    return tellingen | {cel: tuple(counts)}, extra


def is_raak(bevinding, cel):
    """Found where it was planted: this theme, in this part of town (or in the whole that holds it)."""
    region, category = cel
    return bevinding.thema == category and region in bevinding.groep.leden


def meet_rust(tellingen, rondes, rng):
    """``(weeks, weeks with an alarm, alarms)`` in quiet worlds."""
    weeks = wrong = alarms = 0
    for _ in range(rondes):
        world = stille_wereld(tellingen, rng)
        for week in range(LEREN, WEKEN):
            found = alarmen(world, week)
            weeks, wrong, alarms = weeks + 1, wrong + bool(found), alarms + len(found)
    return weeks, wrong, alarms


def meet_uitbraken(tellingen, keren, aantal, rng):
    """``(planted, found, false alarms, reports put in)``: one burst in each quiet world."""
    found = false = put = 0
    cells = sorted(tellingen)
    for _ in range(aantal):
        cel, week = rng.choice(cells), rng.randrange(LEREN, WEKEN)
        world, extra = plant(stille_wereld(tellingen, rng), cel, week, keren)
        alarms = alarmen(world, week)
        hits = [b for b in alarms if is_raak(b, cel)]
        found, false, put = found + bool(hits), false + len(alarms) - len(hits), put + extra
    return aantal, found, false, put


# Quarters of a made-up municipality, for what half a year of one town cannot show -------------


def poisson(mu, rng):
    if mu > 400:
        return max(round(rng.gauss(mu, mu**0.5)), 0)
    limit, k, p = math.exp(-mu), 0, rng.random()
    while p > limit:
        k, p = k + 1, p * rng.random()
    return k


def gemeente(rng, *, kwartalen=24, kernen=26, themas=12, per_kwartaal=250, onrust=0.05, groei=0.0):
    """``(counts, shares of the inhabitants)`` of a municipality in which nothing is going on but seasons and growth.

    ``onrust``: how much counts jump beyond Poisson (the squared spread of the rate); 0 is Poisson.
    """
    size = [rng.lognormvariate(0, 0.8) for _ in range(kernen)]
    theme = [rng.lognormvariate(0, 0.7) for _ in range(themas)]
    season = [[math.exp(rng.gauss(0, 0.3)) for _ in range(4)] for _ in range(themas)]
    counts = {}
    for a in range(kernen):
        for t in range(themas):
            rate = per_kwartaal * size[a] / sum(size) * theme[t] / sum(theme) * rng.gammavariate(4, 0.25)
            jumps = [rng.gammavariate(1 / onrust, onrust) if onrust else 1.0 for _ in range(kwartalen)]
            rates = [rate * jump * season[t][q % 4] * (1 + groei) ** (q / 4) for q, jump in enumerate(jumps)]
            counts[a, t] = tuple(poisson(mu, rng) for mu in rates)
    return counts, dict(enumerate(size))


def groepen_van(kernen=26, gebieden=5):
    """Kernen in a row of five wide, what borders on each, areas, and the whole."""
    near = {a: {b for b in (a - 5, a - 1, a, a + 1, a + 5) if 0 <= b < kernen} for a in range(kernen)}
    parts = [range(n * kernen // gebieden, (n + 1) * kernen // gebieden) for n in range(gebieden)]
    return [
        *(Groep(f"kern {a}", "kern", frozenset([a]), 0) for a in range(kernen)),
        *(Groep(f"rond {a}", "buren", frozenset(near[a]), 1) for a in range(kernen)),
        *(Groep(f"gebied {n}", "gebied", frozenset(part), 2) for n, part in enumerate(parts)),
        Groep("gemeente", "gemeente", frozenset(range(kernen)), 3),
    ]


def zoek_kwartaal(counts, inwoners, kwartaal, groepen):
    """What is found on the last night of a quarter, with five years of past at most."""
    begin = max(kwartaal - 20, 0)
    cut = {cel: rij[begin : kwartaal + 1] for cel, rij in counts.items()}
    seizoenen = tuple(q % 4 for q in range(begin, kwartaal + 1))
    return zoek([Vraag(kwartaal, cut, seizoenen)], groepen, inwoners=inwoners).gevonden


def meet_kwartalen(aantal, rng):
    """Bursts in one village, shared by a village and its neighbours, and in the whole municipality."""
    groepen = groepen_van()
    shapes = {
        "+10 in een kern": lambda a: {a: 10},
        "+15 in een kern": lambda a: {a: 15},
        "+6 in elk van een kern en haar buren": lambda a: dict.fromkeys(groepen[26 + a].leden, 6),
        "+4 in elke kern": lambda a: dict.fromkeys(range(26), 4),
    }
    for naam, shape in shapes.items():
        found = false = named = 0
        for _ in range(aantal):
            counts, size = gemeente(rng)
            centre, theme, quarter = rng.randrange(26), rng.randrange(12), rng.randrange(12, 24)
            where = shape(centre)
            for a, extra in where.items():
                counts[a, theme] = tuple(n + extra * (q == quarter) for q, n in enumerate(counts[a, theme]))
            alarms = zoek_kwartaal(counts, size, quarter, groepen)
            hits = [b for b in alarms if b.thema == theme and b.groep.leden & where.keys()]
            found, false, named = found + bool(hits), false + len(alarms) - len(hits), named + len(hits)
        print(
            f"| {naam} | {percentage(found, aantal)} | {percentage(named, named + false)} | {false / aantal:.3f} "
            f"| {named / max(found, 1):.1f} |",
            flush=True,
        )


def meet_stille_kwartalen(gemeenten, rng, *, stap=1, **soort):
    """``(nights, nights with a false alarm)``: 40 quarters of municipalities in which nothing is going on."""
    groepen, nights, wrong = groepen_van(), 0, 0
    for _ in range(gemeenten):
        counts, size = gemeente(rng, kwartalen=40, **soort)
        for quarter in range(8, 40, stap):
            nights += 1
            wrong += bool(zoek_kwartaal(counts, size, quarter, groepen))
    return nights, wrong


def percentage(deel, geheel):
    return f"{100 * deel / geheel:.0f}%" if geheel else "–"


def main(aantal=300):
    if not BESTAND.exists():
        print(f"Geen {BESTAND.name}: trends niet gemeten.")
        return
    tellingen, rng = lees(), random.Random(632)
    weeks, wrong, alarms = meet_rust(tellingen, max(aantal // 10, 1), rng)
    print(f"\nTrends, Katwijk 2024, {len(tellingen)} cellen en de gemeente, weken {LEREN + 1} tot {WEKEN}")
    print("\n| geplant | meldingen erbij | gevonden (recall) | waarvan raak (precision) | vals per keer |")
    print("|---|--:|--:|--:|--:|")
    for keren in KEREN:
        planted, found, false, put = meet_uitbraken(tellingen, keren, aantal, rng)
        good, missed = percentage(found, found + false), percentage(found, planted)
        print(f"| {keren}× gewoon | {put / planted:.0f} | {missed} | {good} | {false / planted:.3f} |", flush=True)
    print(f"\nStille weken: {wrong} van {weeks} met een vals alarm ({100 * wrong / weeks:.1f}%; {alarms} alarmen).")
    print("\n26 kernen × 12 thema’s, 250 signalen per kwartaal (verzonnen), laatste nacht van een kwartaal")
    print("\n| geplant | gevonden | waarvan raak | vals per keer | voorstellen per vondst |\n|---|--:|--:|--:|--:|")
    meet_kwartalen(aantal // 5, rng)
    print("\n| 40 kwartalen waarin niets gebeurt | nachten met een vals alarm |\n|---|--:|")
    for naam, soort in {
        "Poisson": {"onrust": 0.0},
        "onrustig (negatief-binomiaal)": {"onrust": 0.05},
        "heel onrustig": {"onrust": 0.2},
        "groeit 15% per jaar": {"onrust": 0.05, "groei": 0.15},
    }.items():
        nights, wrong = meet_stille_kwartalen(max(aantal // 50, 1), rng, **soort)
        print(f"| {naam} | {wrong} van {nights} ({100 * wrong / nights:.1f}%) |", flush=True)
    print("\nEchte weken in Katwijk, gevonden:")
    for week in range(LEREN, WEKEN):
        for b in alarmen(tellingen, week):
            dag = EERSTE_MAANDAG + timedelta(weeks=week)
            print(f"- week van {dag}: {b.thema}, {b.groep.sleutel}: {b.norm.aantal}, normaal {b.norm.verwacht:.0f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
