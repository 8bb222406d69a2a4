"""Schematic boundaries cover the land around the villages, once."""

from hypothesis import given
from hypothesis import strategies as st

from gebieden.gebied.plaatsbepaling import kleinste_op, maak_vlakken, ring_oppervlakte
from gebieden.voorbeelden.schets import schets_grenzen
from gebiedswerk.voorbeeld.inhoud import lees

PUNT = st.tuples(st.integers(5000, 5400), st.integers(51750, 51950)).map(lambda p: (p[0] / 1000, p[1] / 1000))


def als_vlakken(grenzen):
    return maak_vlakken((naam, "/1/", grens) for naam, grens in grenzen.items())


def dorpen():
    return [rij for rij in lees("west-betuwe", "gebieden")["gebieden"] if rij["niveau"] == "kern"]


def test_west_betuwe_heeft_26_kernen_in_5_gebieden():
    kernen = dorpen()
    assert len({k["naam"] for k in kernen}) == len(kernen) == 26
    per_gebied = [sum(k["in"] == f"Gebied {n}" for k in kernen) for n in range(1, 6)]
    assert per_gebied == [6, 5, 6, 7, 2]


def test_elk_dorp_ligt_in_zijn_eigen_schets():
    centra = {k["naam"]: (k["lon"], k["lat"]) for k in dorpen()}
    vlakken = als_vlakken(schets_grenzen(centra))
    assert {naam: kleinste_op(vlakken, *plek) for naam, plek in centra.items()} == {naam: naam for naam in centra}


def test_zonder_dorpen_is_er_niets_te_schetsen():
    assert schets_grenzen({}) == {}


@given(st.lists(PUNT, min_size=1, max_size=12, unique=True))
def test_schetsen_overlappen_niet_en_delen_hun_grens(punten):
    """Each village lies in its own cell and in no other; a border belongs to at most two of them."""
    centra = dict(enumerate(punten))
    grenzen = schets_grenzen(centra)
    vlakken = als_vlakken(grenzen)
    assert {naam: kleinste_op(vlakken, *plek) for naam, plek in centra.items()} == {naam: naam for naam in centra}
    for plek in punten:
        assert sum(v.bevat(*plek) for v in vlakken) == 1
    edges = [
        tuple(sorted((tuple(a), tuple(b))))
        for grens in grenzen.values()
        for a, b in zip(grens["coordinates"][0], grens["coordinates"][0][1:], strict=False)
    ]
    assert all(ring_oppervlakte(*r) > 0 for v in vlakken for r in v.ringen)
    assert max(edges.count(edge) for edge in edges) <= 2
