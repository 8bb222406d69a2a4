"""How many signals of each theme came in where, per quarter: one question to the database, whatever the number.

What counts, and why:

* By the moment it came in (``ontvangen_op``), also when it was taken over from another system years later.
* In the area that leads, and in every area around that one.
* A bundle once. Ten people about one hole in the road are one hole; the others stand under the trend all the same, so
  that each of them hears what came of it. Their number shows how heavy a matter is, not that there is more of it.
* What looks like spam not before a person has looked at it.
* Whatever became of it: also what was not taken up was said.
"""

from datetime import timedelta

from django.db.models import Case, Count, IntegerField, Value, When

from gebieden.gebied.codes import soort_van
from gebieden.models import Cijfer, Gebied
from signalen.signaal.models import Signaal

from .kwartaal import Kwartaal, begin_van
from .zoeken import Groep, Vraag

EEN_DAG = timedelta(days=1)
# In the first weeks of a quarter there is too little to say anything.
MIN_DAGEN = 14

# Five years: the same season five times. What is older tells more of how people reported than of what goes on.
MOST_PERIODEN = 21


def te_tellen():
    return Signaal.objects.telt_mee().filter(hoofdsignaal=None)


def te_tellen_in(kwartaal, tot):
    """What counts in this quarter, up to and including the day ``tot``."""
    return te_tellen().filter(
        ontvangen_op__gte=begin_van(kwartaal.eerste_dag), ontvangen_op__lt=begin_van(tot + EEN_DAG)
    )


def tel(kwartalen, tot):
    """``(area id, theme) → counts per quarter``, up to and including the day ``tot``."""
    edges = [begin_van(k.eerste_dag) for k in kwartalen]
    which = Case(
        *(When(ontvangen_op__lt=edge, then=Value(n)) for n, edge in enumerate(edges[1:])),
        default=Value(len(edges) - 1),
        output_field=IntegerField(),
    )
    hier = te_tellen().filter(ontvangen_op__gte=edges[0], ontvangen_op__lt=begin_van(tot + EEN_DAG))
    rows = hier.order_by().annotate(nummer=which).values_list("trekkend_gebied", "thema", "nummer")
    counts = {}
    for gebied, thema, nummer, aantal in rows.annotate(aantal=Count("pk")):
        counts.setdefault((gebied, thema), [0] * len(kwartalen))[nummer] += aantal
    return {cel: tuple(rij) for cel, rij in counts.items()}


def vragen(dag):
    """What is asked in the night before ``dag``: of the quarter that runs, up to yesterday, and of the one before."""
    tot = dag - EEN_DAG
    now = Kwartaal.van_dag(tot)
    kwartalen = [now.plus(n) for n in range(1 - MOST_PERIODEN, 1)]
    counts = tel(kwartalen, tot)
    together = [sum(rij[n] for rij in counts.values()) for n in range(len(kwartalen))]
    first = next((n for n, aantal in enumerate(together) if aantal), len(kwartalen))
    # The quarter in which a municipality began is seldom a whole one.
    begin = first + 1 if first else 0
    asked = [(kwartalen[-2], -1, 1.0)]
    if (tot - now.eerste_dag).days + 1 >= MIN_DAGEN:
        asked.append((now, None, now.deel_op(tot)))
    return [
        Vraag(
            kwartaal,
            {cel: rij[begin:end] for cel, rij in counts.items()},
            tuple(k.nummer for k in kwartalen[begin:end]),
            deel=deel,
        )
        for kwartaal, end, deel in asked
    ]


def groepen(vragen, buren=None):
    """Every area in which something came in, with all that lies in it; and each with the areas that border on it.

    The key is ``(area id, is with neighbours)``. Areas that are no more live on in the counts of what is around them.
    """
    areas = list(Gebied.objects.only("pk", "pad", "niveau", "code", "is_actief", "ouder").order_by("pad"))
    seen = {lid for vraag in vragen for lid, _thema in vraag.tellingen}
    leden = {g.pk: frozenset(d.pk for d in areas if d.pk in seen and d.pad.startswith(g.pad)) for g in areas}
    made = []
    for g in areas:
        if not (g.is_actief and leden[g.pk]):
            continue
        rang = -2 * len(g.pad_ids())
        made.append(Groep((g.pk, False), g.niveau, leden[g.pk], rang))
        # The statistical buurten of CBS are small enough as parts; nobody knows them as neighbours.
        near = [] if soort_van(g.code) == "BU" else (buren or {}).get(g.pk, ())
        together = leden[g.pk].union(*(leden[pk] for pk in near if pk in leden))
        if together != leden[g.pk]:
            made.append(Groep((g.pk, True), f"{g.niveau} en buren", together, rang + 1))
    return made


def inwoners():
    """area id → inhabitants, the latest figure; only of areas that have one."""
    rows = Cijfer.objects.filter(indicator__code="inwoners", waarde__gt=0).order_by("jaar")
    return dict(rows.values_list("gebied", "waarde"))
