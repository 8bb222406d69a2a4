"""What may be shown of the answers, and how much a difference says."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from cyclus.analyse.vorm import als_json, uit_json
from cyclus.onderzoek.onderdrukking import TOTAAL, met_totalen, verberg
from cyclus.onderzoek.statistiek import Steekproef, student, verschil
from cyclus.onderzoek.uitkomst import Onderzoeksuitkomst, laatste_uitkomst, tel
from tests.cyclus.onderzoek import gehouden
from tests.gebieden.factories import maak_gemeente

RIJEN, KOLOMMEN = ["noord", "zuid", "oost"], ["bewoners", "partners", "platforms"]


def steekproef(*waarden):
    return Steekproef(len(waarden), sum(waarden), sum(w * w for w in waarden), sum(w >= 4 for w in waarden))


# How much a difference says -----------------------------------------------------


@pytest.mark.parametrize(("vrijheid", "tabel"), [(4, 2.776), (8, 2.306), (20, 2.086), (100, 1.984), (10**6, 1.960)])
def test_student_volgens_de_tabel(vrijheid, tabel):
    assert student(vrijheid) == pytest.approx(tabel, rel=0.003)


def test_welch_met_de_hand_nagerekend():
    """Means 4 and 3, variances 1 and 0.5, ten and twenty answers: t = 2.151 at 13.6 degrees of freedom."""
    nu, eerder = Steekproef(10, 40, 169), Steekproef(20, 60, 189.5)
    assert (nu.variantie, eerder.variantie) == (1, 0.5)
    d = verschil(nu, eerder)
    assert (d.onder, d.boven) == (pytest.approx(1 - 2.1505 * 0.125**0.5, abs=0.003), pytest.approx(1.760, abs=0.003))
    assert d.oordeel == "beter"
    assert verschil(eerder, nu).oordeel == "slechter"
    assert verschil(nu, nu).oordeel == "toeval"


def test_eensgezind_is_niet_zeker():
    """Five times a 4 and five times a 5: the scale is not finer than that."""
    d = verschil(steekproef(5, 5, 5, 5, 5), steekproef(4, 4, 4, 4, 4))
    assert d.onder < 1 < d.boven and d.oordeel == "beter"
    assert verschil(steekproef(*[4] * 5), steekproef(*[4] * 5)).oordeel == "toeval"


# What is hidden -----------------------------------------------------------------


def volgt_uit(sleutel, verborgen, rijen, kolommen):
    """Whether a hidden figure follows from the shown ones: by elimination, independent of how hiding is done."""
    columns = sorted(verborgen, key=str)
    rows = [{(r, k): 1 for k in kolommen} | {(r, TOTAAL): -1} for r in [*rijen, TOTAAL]]
    rows += [{(r, k): 1 for r in rijen} | {(TOTAAL, k): -1} for k in [*kolommen, TOTAAL]]
    matrix = [[Fraction(row.get(c, 0)) for c in columns] for row in rows]
    rank = 0
    for col in range(len(columns)):
        pivot = next((r for r in range(rank, len(matrix)) if matrix[r][col]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        matrix[rank] = [v / matrix[rank][col] for v in matrix[rank]]
        for r in range(len(matrix)):
            if r != rank and matrix[r][col]:
                matrix[r] = [a - matrix[r][col] * b for a, b in zip(matrix[r], matrix[rank], strict=True)]
        rank += 1
    target = columns.index(sleutel)
    return any(row[target] and sum(bool(v) for v in row) == 1 for row in matrix)


aantallen = st.dictionaries(
    st.tuples(st.sampled_from(RIJEN), st.sampled_from(KOLOMMEN)), st.integers(0, 12), min_size=1
)


@settings(max_examples=150, deadline=None)
@given(aantallen)
def test_wat_verborgen_is_volgt_nergens_uit(aantallen):
    verborgen = verberg(aantallen, RIJEN, KOLOMMEN)
    tabel = met_totalen(aantallen, RIJEN, KOLOMMEN)
    assert not [s for s, n in tabel.items() if 0 < n < 5 and s not in verborgen]
    if verborgen == set(tabel):
        return
    for sleutel in verborgen:
        assert not volgt_uit(sleutel, verborgen, RIJEN, KOLOMMEN), (sleutel, tabel)
    for rij in RIJEN:
        weg = [tabel[rij, k] for k in KOLOMMEN if (rij, k) in verborgen]
        assert (rij, TOTAAL) in verborgen or not weg or sum(weg) >= 5


def test_de_oracle_herkent_een_lek():
    assert volgt_uit(("noord", "bewoners"), {("noord", "bewoners"), ("zuid", "bewoners")}, RIJEN, KOLOMMEN)


def test_wat_genoeg_is_blijft_staan():
    vol = {(r, k): 9 for r in RIJEN for k in KOLOMMEN}
    assert verberg(vol, RIJEN, KOLOMMEN) == set()
    # One small figure takes three others with it, and no total.
    weg = verberg(vol | {("noord", "partners"): 2}, RIJEN, KOLOMMEN)
    assert len(weg) == 4 and not [s for s in weg if TOTAAL in s]
    weinig = {("noord", "bewoners"): 4}
    assert verberg(weinig, RIJEN, KOLOMMEN) == set(met_totalen(weinig, RIJEN, KOLOMMEN))


# For the monitor ----------------------------------------------------------------


@pytest.mark.django_db
def test_laatste_uitkomst_voor_de_monitor():
    g = maak_gemeente()
    vandaag, later = timezone.localdate(), timezone.localdate() + timedelta(days=30)
    assert laatste_uitkomst(g.noord, later) is None
    deelname = [(g.noord, "bewoners", [2, 3, 2, 3, 3, 2]), (g.zuid, "bewoners", [3] * 7), (g.zuid, "partners", [3] * 5)]
    vorige = gehouden(g.gemeente, deelname, jaar=2024)
    deelname[0] = (g.noord, "bewoners", [4, 5, 4, 5, 4, 5])
    ronde = gehouden(g.gemeente, deelname, vorige=vorige)
    assert laatste_uitkomst(g.noord, vandaag - timedelta(days=1)) is None
    gevonden = laatste_uitkomst(g.noord, later)
    assert (gevonden.onderzoek, gevonden.jaar, gevonden.vorig_jaar) == (ronde.pk, ronde.jaar, 2024)
    assert (gevonden.gebied, gevonden.antwoorden, len(gevonden.criteria)) == ("Noord", 6, 6)
    eerste = gevonden.criteria[0]
    assert (eerste.aantal, eerste.gemiddelde, eerste.vorig, eerste.verschil) == (6, 4.5, 2.5, 2.0)
    assert eerste.in_woorden == "beter dan in 2024"
    assert uit_json(als_json(gevonden), Onderzoeksuitkomst) == gevonden
    assert laatste_uitkomst(g.gemeente, later).antwoorden == 18
    # Of a village nothing was asked.
    assert laatste_uitkomst(g.dorp, later) is None
    assert tel(ronde).aantal(g.noord.pk, "partners") == 0


@pytest.mark.django_db
def test_te_weinig_antwoorden_is_geen_uitkomst():
    g = maak_gemeente()
    gehouden(g.gemeente, [(g.noord, "bewoners", [3] * 4), (g.zuid, "bewoners", [3] * 9)])
    assert laatste_uitkomst(g.noord, date(2100, 1, 1)) is None
    # The other area would give it away.
    assert laatste_uitkomst(g.zuid, date(2100, 1, 1)) is None
    assert laatste_uitkomst(g.gemeente, date(2100, 1, 1)).antwoorden == 13
