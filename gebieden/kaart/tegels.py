"""Background tiles through our own server, so that looking at a map tells nobody else who looks and where.

A tile is kept for a month. Further in than the whole country only what lies on or near this municipality is fetched:
that bounds what can be stored, and what others can have us fetch.
"""

import os
import shutil
import time
from base64 import b64decode
from math import asinh, floor, pi, radians, tan
from pathlib import Path

from django.conf import settings

from gebieden.adres.vraag import vraag
from gebieden.gebied.plaatsbepaling import omtrek

NEDERLAND = (3.1, 50.6, 7.4, 53.8)
# What lies around the municipality is on its map too; in degrees.
RAND = 0.05
VERSTE, DICHTSTE = 6, 18
# Up to here the whole country is a few hundred tiles.
HEEL_HET_LAND_TOT = 11
MEESTE_BYTES = 256 * 1024
BEWAAR_SECONDEN = 30 * 24 * 3600
# A full disk is worse than a map without a background.
VRIJ_TE_HOUDEN = 512 * 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
LEEG = b64decode(b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
PAD = "brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857"


def bestaat(z, x, y):
    """Whether there is such a tile in the world at a depth that our maps use."""
    return VERSTE <= z <= DICHTSTE and x < 2**z and y < 2**z


def haal_tegel(z, x, y):
    """The picture, or None when there is none to be had now."""
    vak = _vak() if z > HEEL_HET_LAND_TOT else NEDERLAND
    if not settings.TILE_SERVER or not _raakt(vak, z, x, y):
        return None
    bestand = map_() / str(z) / str(x) / f"{y}.png"
    kept = _bewaard(bestand)
    if kept is not None and kept[1] < BEWAAR_SECONDEN:
        return kept[0]
    beeld = vraag(f"{settings.TILE_SERVER}/{PAD}/{z}/{x}/{y}.png", MEESTE_BYTES)
    if beeld is None or not beeld.startswith(PNG):
        # An old map is better than none.
        return kept and kept[0]
    _bewaar(bestand, beeld)
    return beeld


def ruim_op(nu=None):
    """Remove what is older than a month; returns how many."""
    oud = (nu or time.time()) - BEWAAR_SECONDEN
    old = [bestand for bestand in map_().glob("*/*/*") if bestand.stat().st_mtime < oud]
    for bestand in old:
        bestand.unlink(missing_ok=True)
    return len(old)


def map_():
    return Path(settings.DATA_DIR) / "tegels"


def _bewaard(bestand):
    """``(picture, age in seconds)`` or None."""
    try:
        return bestand.read_bytes(), time.time() - bestand.stat().st_mtime
    except OSError:
        return None


def _bewaar(bestand, beeld):
    """Appears whole or not at all. That it cannot be stored is no reason not to show it."""
    try:
        bestand.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(bestand.parent).free < VRIJ_TE_HOUDEN:
            return
        deel = bestand.with_name(f"{bestand.name}.{os.getpid()}")
        deel.write_bytes(beeld)
        os.replace(deel, bestand)
    except OSError:
        pass


def _raakt(vak, z, x, y):
    west, zuid, oost, noord = vak
    links, boven = tegel_op(west, noord, z)
    rechts, onder = tegel_op(oost, zuid, z)
    return links <= x <= rechts and boven <= y <= onder


def tegel_op(lon, lat, z):
    """Column and row of the tile that holds a point."""
    aantal = 2**z
    return floor((lon + 180) / 360 * aantal), floor((1 - asinh(tan(radians(lat))) / pi) / 2 * aantal)


def _vak():
    """The box around this municipality; without borders the whole country."""
    if (found := omtrek()) is None:
        return NEDERLAND
    west, zuid, oost, noord = found
    return west - RAND, zuid - RAND, oost + RAND, noord + RAND
