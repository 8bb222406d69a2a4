"""A new theme in free text: words that suddenly stand in what many people write (``hondenpoepbak``, ``processierups``).

A word counts once per signal. How often it stood in the signals of the year before, and in those of the same quarter
of that year, says how often it is to be expected; whichever is more, so that what returns every spring is not new.
The chance of so many is that of the counts of themes (``toets.staart``): gamma-Poisson, exact for small numbers, where
a chi-square or the log-likelihood ratio of Dunning (1993) only holds for large ones. All words of the quarter are
questions that were asked (Benjamini-Hochberg).

Nobody's name becomes a term: what is only written with a capital in the middle of a sentence, what is part of the name
of a reporter, and what fewer than four different people wrote is left out; so are signals about persons.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from gebieden.models import Gebied
from gebiedswerk.fdr import gecorrigeerd

from . import tellen
from .kwartaal import Kwartaal
from .toets import band, over_de_periode, staart
from .vondst import Vondst, met_gebundelde
from .zoeken import FDR, MIN_AANTAL

MIN_SCHRIJVERS = 4
MIN_LETTERS, MOST_LETTERS = 4, 40
# Words come in clumps, also when nothing is going on: the squared spread of how often one is used.
ONRUST = 0.15
VERLEDEN = 4
# Two words that stand in the same signals are one subject.
OVERLAP = 0.6
# The smallest area in which nearly all of it lies is where it is.
BIJNA_ALLES = 0.8
MOST_TERMEN = 5
WOORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
ADRES = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
# fmt: off
_STOPWOORDEN = """
aan aangezien achter afgelopen alle alleen allemaal alles alsof altijd ander andere anders anderen behalve beetje beide
ben beneden best beter bijna bijvoorbeeld binnen blijft blijven boven bovendien buiten daar daardoor daarna daarom
daarvan daarvoor deze dezelfde dicht dichtbij diep dingen direct dit doen doet doet door dringend dus echt echter eens
eerder eerst eerste eigen eigenlijk elke elkaar enkel enkele enige erg ergens even gaan gaat gebeurt gedaan geen geeft
gehele geheel geleden gemaakt gemeente genoeg geven geweest geworden goed goede graag groot grote had hadden hallo heb
hebben hebt heeft heel helaas hele helemaal hen hier hierbij hoe hoeft hoek hoort hun iedere iedereen iemand iets
ingediend inmiddels inwoners jaar jaren jullie kan kant kapot kijken klein kleine komen komt kort kunnen kunt kwijt laat
laatste laten leuk lijkt links maak maakt maanden maken maal maar mag makkelijk meer meerdere mensen melding melden met
meteen mij mijn minder misschien moet moeten mogelijk mogen morgen naar naast namelijk natuurlijk neem nemen net niet
niets nieuw nieuwe nodig nog nogmaals nooit nu ongeveer onder ons onze ook oorzaak open opnieuw over overal paar plaats
plek probleem problemen rechts reeds regelmatig samen signaal sinds slecht slechte slechts snel sommige soms staan staat
steeds straat straten tegen tegenover telkens terug terwijl tevens tijd tijdens toch toen tot tussen twee uit vaak
vanaf vandaag vanuit veel verder verschillende vinden vindt volgende volledig voor vooral voorbij vorig vorige vraag
vragen vriendelijke waar waarbij waardoor waarom waarschijnlijk wanneer want waren wat week weken weer weet weg wel
welke wellicht werd wordt worden wonen woont zeer zelf zelfs zich zien ziet zijn zoals zodat zonder zou zouden zowel
"""
# fmt: on
STOPWOORDEN = frozenset(_STOPWOORDEN.split())


@lru_cache(maxsize=50_000)
def stam(woord):
    """Drempel, drempels and drempeltje are one word; crude on purpose, it only has to be the same each time."""
    for einde in ("etjes", "etje", "tjes", "tje", "jes", "je", "en", "s", "e"):
        if woord.endswith(einde) and len(woord) - len(einde) >= MIN_LETTERS:
            woord = woord[: -len(einde)]
            break
    return woord[:-1] if len(woord) > MIN_LETTERS and woord[-1:] == woord[-2:-1] and woord[-1] not in "aeiou" else woord


def woorden(tekst):
    """``stem → (the word as written, could be a name)`` of one text."""
    found = {}
    tekst = ADRES.sub(" ", tekst)
    for match in WOORD.finditer(tekst):
        written = match[0]
        small = written.lower()
        if not MIN_LETTERS <= len(small) <= MOST_LETTERS or small in STOPWOORDEN:
            continue
        # Written small it is a word; at the beginning of a sentence a capital says nothing either way.
        could_be_name = written != small
        word, was_name = found.get(stam(small), (small, True))
        found[stam(small)] = (word, was_name and could_be_name)
    return found


@dataclass
class Gebruik:
    """Where a word stands in the signals of one quarter."""

    schrijfwijzen: Counter = field(default_factory=Counter)
    signalen: list = field(default_factory=list)
    gebieden: Counter = field(default_factory=Counter)
    schrijvers: set = field(default_factory=set)
    klein: int = 0

    @property
    def term(self):
        return self.schrijfwijzen.most_common(1)[0][0]


def zoek_termen(dag, besloten=()):
    """``(findings, id of a trend that was decided on → how it stands now)`` for both quarters of the night."""
    tot = dag - timedelta(days=1)
    now = Kwartaal.van_dag(tot)
    quarters = [now.plus(-1)]
    if (tot - now.eerste_dag).days + 1 >= tellen.MIN_DAGEN:
        quarters.append(now)
    found, known = [], {}
    for kwartaal in quarters:
        decided = {stam(t.term): t for t in besloten if t.van == kwartaal.eerste_dag}
        for vondst in _in_kwartaal(kwartaal, min(tot, kwartaal.laatste_dag), decided):
            if trend := decided.get(stam(vondst.term)):
                known[trend.pk] = vondst
            else:
                found.append(vondst)
    return found, known


def _in_kwartaal(kwartaal, tot, besloten):
    uses, n_now = gebruik(kwartaal, tot)
    asked = {s: g for s, g in uses.items() if len(g.signalen) >= MIN_AANTAL and len(g.schrijvers) >= MIN_SCHRIJVERS}
    earlier, sizes = vroeger(kwartaal, asked.keys())
    if not n_now or len([n for n in sizes if n]) < VERLEDEN:
        return []
    part = kwartaal.deel_op(tot)
    norms = {s: verwacht(earlier[s], sizes, n_now) for s in asked}
    chances = [over_de_periode(staart(len(g.signalen), *norms[s]), part) for s, g in asked.items()]
    corrected = gecorrigeerd(chances, max(len(uses), 1))
    hits = [(k, s, q) for k, s, q in zip(chances, asked, corrected, strict=True) if q <= FDR]
    # Of words that say the same the longest says most.
    hits.sort(key=lambda hit: (hit[0], -len(hit[1]), hit[1]))
    chosen, taken = [], set()
    for kans, s, q in hits:
        signals = set(asked[s].signalen)
        if asked[s].klein * 2 < len(signals) or len(signals & taken) > OVERLAP * len(signals):
            continue
        taken |= signals
        chosen.append(_vondst(asked[s], kwartaal, tot, kans, q, norms[s], earlier[s]))
    return [v for n, v in enumerate(chosen) if n < MOST_TERMEN or stam(v.term) in besloten]


def gebruik(kwartaal, tot):
    """``stem → Gebruik`` of all words in the signals of this quarter, and how many signals there are."""
    uses, n = {}, 0
    names = set(Gebied.objects.values_list("naam", flat=True))
    rows = _signalen(kwartaal, tot).values_list("pk", "tekst", "trekkend_gebied", "melder__naam", "melder__email")
    for pk, tekst, gebied, naam, email in rows.iterator(chunk_size=2000):
        n += 1
        if naam:
            names.add(naam)
        for s, (word, could_be_name) in woorden(tekst).items():
            use = uses.setdefault(s, Gebruik())
            use.schrijfwijzen[word] += 1
            use.signalen.append(pk)
            use.gebieden[gebied] += 1
            use.schrijvers.add(email.lower() if email else pk)
            use.klein += not could_be_name
    for naam in names:
        for deel in WOORD.findall(naam):
            uses.pop(stam(deel.lower()), None)
    return uses, n


def vroeger(kwartaal, stammen):
    """``stem → counts`` in the quarters before, oldest first, and how many signals each of those had."""
    counts = {s: [0] * VERLEDEN for s in stammen}
    sizes = [0] * VERLEDEN
    for back in range(VERLEDEN):
        earlier = kwartaal.plus(back - VERLEDEN)
        for tekst in _signalen(earlier, earlier.laatste_dag).values_list("tekst", flat=True).iterator(chunk_size=2000):
            sizes[back] += 1
            if counts:
                for s in {stam(w.lower()) for w in WOORD.findall(tekst)} & counts.keys():
                    counts[s][back] += 1
    return counts, sizes


def verwacht(earlier, sizes, n_now):
    """``(mean, maat)`` of a word in so many signals: by the year before, or by its same quarter if that is more."""
    by_year = ((sum(earlier) + 0.5) / (sum(sizes) + 1), sum(earlier) + 1)
    by_season = ((earlier[0] + 0.5) / (sizes[0] + 1), earlier[0] + 1) if earlier[0] else by_year
    rate, sure = max(by_year, by_season)
    return rate * n_now, 1 / (1 / sure + ONRUST)


def _signalen(kwartaal, tot):
    return tellen.te_tellen_in(kwartaal, tot).filter(is_persoonlijk=False).order_by()


def _vondst(use, kwartaal, tot, kans, q, norm, earlier):
    low, high = band(*norm)
    back = [kwartaal.plus(n - VERLEDEN).eerste_dag.isoformat() for n in range(VERLEDEN)]
    reeks = [{"van": van, "aantal": n} for van, n in zip(back, earlier, strict=True)]
    now = {"van": kwartaal.eerste_dag.isoformat(), "aantal": len(use.signalen), "verwacht": round(norm[0], 1)}
    gebied = _waar(use.gebieden)
    return Vondst(
        kwartaal=kwartaal,
        tot=tot,
        gebied=gebied.pk,
        samen_met=frozenset(),
        leden=frozenset(use.gebieden),
        aantal=len(use.signalen),
        verwacht=norm[0],
        kans=kans,
        q=q,
        reeks=[*reeks, now | {"onder": low, "boven": high}],
        signalen=met_gebundelde(use.signalen),
        term=use.term,
    )


def _waar(gebieden):
    """The smallest area in which nearly all of the signals lie."""
    paden = dict(Gebied.objects.filter(pk__in=gebieden).values_list("pk", "pad"))
    inside = Counter()
    for pk, aantal in gebieden.items():
        for boven in (int(deel) for deel in paden[pk].split("/") if deel):
            inside[boven] += aantal
    enough = [pk for pk, aantal in inside.items() if aantal >= BIJNA_ALLES * sum(gebieden.values())]
    return max(Gebied.objects.filter(pk__in=enough).only("pk", "pad", "naam"), key=lambda g: len(g.pad_ids()))
