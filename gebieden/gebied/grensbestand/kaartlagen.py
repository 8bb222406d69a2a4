"""Objects out of the files of a geographical information system: GeoPackage and shapefile, through GDAL."""

import math
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path

import numpy
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from gebieden.gebied.grensbestand.lagen import Kaartobject, Laag
from gebieden.importeren import Bestandsfout, controleer

MAX_OBJECTEN = 200_000
# A dBase file without a .cpg is in the encoding of whoever made it. Text that reads as UTF-8 is UTF-8.
CODERINGEN = ("UTF-8", "CP1252", "ISO-8859-1")


@contextmanager
def geopackage(bestand):
    """A path to a copy of the GeoPackage that GDAL knows by its extension, whatever the file is called.

    A copy, since SQLite writes files of its own beside what it opens, also when it only reads.
    """
    with tempfile.TemporaryDirectory(prefix="grenzen-") as folder:
        copy = Path(folder, "kaart.gpkg")
        try:
            shutil.copyfile(controleer(bestand), copy)
        except OSError as error:
            raise Bestandsfout(f"{bestand} kan niet worden gelezen: {error.strerror}.") from error
        yield copy


def lees_lagen(pad, naam, met_grenzen=True, met_codering=True):
    """A ``Laag`` per layer with areas in it. ``naam`` is what the file is called for whoever offered it."""
    try:
        # What GDAL has to say of a damaged file is said once, by the error below.
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            found = [laag for laag, soort in pyogrio.list_layers(pad) if not met_grenzen or _heeft_vlakken(soort)]
            coderingen = (None,) if met_codering else CODERINGEN
            return [_lees_laag(pad, laag, len(found) > 1, met_grenzen, coderingen) for laag in found]
    except (DataSourceError, DataLayerError, UnicodeDecodeError, OSError) as error:
        raise Bestandsfout(
            f"{naam} is niet te lezen: het bestand is beschadigd of niet compleet. Is het helemaal opgehaald?"
        ) from error


def _heeft_vlakken(soort):
    """Whether a layer of this kind can hold areas; a layer may leave open what it holds."""
    return bool(soort) and "Point" not in soort and "LineString" not in soort


def _lees_laag(pad, laag, noem_laag, met_grenzen, coderingen):
    meta, _, shapes, kolommen = _lees_ruw(pad, laag, met_grenzen, coderingen)
    place = f"laag {laag}, object" if noem_laag else "object"
    namen = [str(naam) for naam in meta["fields"]]
    waarden = [[_waarde(cel) for cel in kolom] for kolom in kolommen]
    amount = len(waarden[0]) if waarden else len(shapes if shapes is not None else ())
    vlakken = _lees_vlakken(shapes) if met_grenzen else [(None, "")] * amount
    objecten = [
        Kaartobject(
            f"{place} {i + 1}", {naam: kolom[i] for naam, kolom in zip(namen, waarden, strict=True)}, vlak, fout=fout
        )
        for i, (vlak, fout) in enumerate(vlakken)
    ]
    return Laag(objecten, meta.get("crs") or "")


def _lees_ruw(pad, laag, met_grenzen, coderingen):
    for codering in coderingen:
        try:
            options = {"layer": laag, "encoding": codering, "read_geometry": met_grenzen, "force_2d": True}
            return pyogrio.raw.read(pad, **options, max_features=MAX_OBJECTEN, datetime_as_string=True)
        except UnicodeDecodeError:
            if codering == coderingen[-1]:
                raise


def _waarde(cel):
    """A cell as Python has it; None when it is empty."""
    if isinstance(cel, numpy.generic):
        cel = cel.item()
    return None if isinstance(cel, float) and math.isnan(cel) else cel


def _lees_vlakken(wkb):
    """``(polygon or None, why not)`` per shape."""
    for shape in shapely.from_wkb(wkb, on_invalid="ignore"):
        if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon"):
            yield None, "heeft geen vlak (Polygon of MultiPolygon) als grens"
        elif shape.is_empty:
            yield None, "heeft een lege grens"
        elif not all(math.isfinite(g) for g in shape.bounds):
            yield None, "heeft een grens die niet te lezen is"
        else:
            yield shape, ""
