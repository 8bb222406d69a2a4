"""From a point to the smallest area that contains it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebieden.gebied.plaatsbepaling import gebied_op, kleinste_op, maak_vlakken
from gebieden.models import Gebied

from .factories import maak_gebied, vierkant


def rechthoek(west, zuid, oost, noord):
    return [[west, zuid], [oost, zuid], [oost, noord], [west, noord], [west, zuid]]


GROOT = {"type": "Polygon", "coordinates": [rechthoek(0, 0, 10, 10)]}
KLEIN = {"type": "Polygon", "coordinates": [rechthoek(2, 2, 4, 4)]}
MET_GAT = {"type": "Polygon", "coordinates": [rechthoek(0, 0, 10, 10), rechthoek(4, 4, 6, 6)]}
TWEE_DELEN = {"type": "MultiPolygon", "coordinates": [[rechthoek(0, 0, 1, 1)], [rechthoek(5, 5, 6, 6)]]}


def test_het_kleinste_gebied_wint():
    vlakken = maak_vlakken([(1, "/1/", GROOT), (2, "/1/2/", KLEIN)])
    assert kleinste_op(vlakken, 3, 3) == 2
    assert kleinste_op(vlakken, 8, 8) == 1
    assert kleinste_op(vlakken, 11, 8) is None


def test_bij_gelijke_grens_wint_het_diepste_gebied():
    vlakken = maak_vlakken([(1, "/9/1/", KLEIN), (2, "/9/1/2/", KLEIN), (9, "/9/", KLEIN)])
    assert kleinste_op(vlakken, 3, 3) == 2


def test_een_gat_hoort_niet_bij_het_gebied():
    vlakken = maak_vlakken([(1, "/1/", MET_GAT)])
    assert kleinste_op(vlakken, 5, 5) is None
    assert kleinste_op(vlakken, 5, 3) == 1


def test_een_gebied_in_twee_delen():
    vlakken = maak_vlakken([(1, "/1/", TWEE_DELEN)])
    assert [kleinste_op(vlakken, x, x) for x in (0.5, 3, 5.5)] == [1, None, 1]


@pytest.mark.parametrize(
    "grens", [None, {}, {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon", "coordinates": []}]
)
def test_zonder_vlak_ligt_er_niets_in(grens):
    assert maak_vlakken([(1, "/1/", grens)]) == []


@given(st.floats(0, 3, exclude_max=True), st.floats(0, 3, exclude_max=True))
def test_in_een_raster_ligt_elk_punt_in_precies_een_vak(lon, lat):
    """Also on the lines and corners between the boxes."""
    raster = [
        (10 * x + y + 1, "/1/", {"type": "Polygon", "coordinates": [rechthoek(x, y, x + 1, y + 1)]})
        for x in range(3)
        for y in range(3)
    ]
    hits = [v.gebied_id for v in maak_vlakken(raster) if v.bevat(lon, lat)]
    assert hits == [10 * int(lon) + int(lat) + 1]


@given(st.floats(-1, 5), st.floats(-1, 5), st.floats(0, 4), st.floats(0, 4))
def test_een_schuine_grens_laat_geen_punt_vallen(lon, lat, links, rechts):
    """A square cut in two by a line from west to east: a point inside lies in one of both, never in none or two."""
    onder = {"type": "Polygon", "coordinates": [[[0, -1], [4, -1], [4, rechts], [0, links], [0, -1]]]}
    boven = {"type": "Polygon", "coordinates": [[[0, links], [4, rechts], [4, 6], [0, 6], [0, links]]]}
    hits = [v.gebied_id for v in maak_vlakken([(1, "/1/", onder), (2, "/2/", boven)]) if v.bevat(lon, lat)]
    assert len(hits) == (1 if 0 <= lon < 4 else 0)


@pytest.mark.django_db
def test_gebied_op_volgt_wijzigingen_en_slaat_gestopte_gebieden_over():
    gemeente = maak_gebied("Gemeente", "gemeente")
    assert gebied_op(5.05, 51.85) is None
    dorp = maak_gebied("Dorp", "kern", gemeente, grens=vierkant(0))
    assert gebied_op(5.05, 51.85) == dorp
    dorp.is_actief = False
    dorp.save()
    assert gebied_op(5.05, 51.85) is None


@pytest.mark.django_db
def test_gebied_op_kost_twee_kleine_vragen(django_assert_num_queries):
    maak_gebied("Dorp", "kern", grens=vierkant(0))
    gebied_op(5.05, 51.85)
    with django_assert_num_queries(2):
        assert gebied_op(5.05, 51.85).naam == "Dorp"
    assert Gebied.objects.count() == 1
