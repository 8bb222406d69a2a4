"""A zip from outside, unpacked without trusting anything that it says of itself."""

import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from gebieden.importeren import Bestandsfout

MAX_UITGEPAKT = 400 * 1024 * 1024
MAX_ONDERDELEN = 500
BLOK = 1024 * 1024
VERPLICHT = (".shp", ".shx", ".dbf")
GEBRUIKT = (*VERPLICHT, ".prj", ".cpg", ".gpkg", ".geojson", ".json")


@contextmanager
def uitgepakt(bestand):
    """``{(name in the zip without extension): {extension: path}}`` in a folder that is gone afterwards.

    The names in the zip are never used as a path: every file gets a name of our own.
    """
    with tempfile.TemporaryDirectory(prefix="grenzen-") as folder:
        yield _open(bestand, Path(folder))


def _open(bestand, folder):
    try:
        with zipfile.ZipFile(bestand) as archive:
            return _pak_uit(archive, folder, bestand)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise Bestandsfout(
            f"{bestand} is een zip- of Excelbestand dat niet te openen is. Is het helemaal opgehaald?"
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        raise Bestandsfout(
            f"{bestand} is een zip met een wachtwoord of in een vorm die wij niet kennen. Maak een gewone zip."
        ) from error


def _pak_uit(archive, folder, bestand):
    members = archive.infolist()
    if len(members) > MAX_ONDERDELEN:
        raise Bestandsfout(f"{bestand} bevat meer dan {MAX_ONDERDELEN} bestanden. Maak een zip met alleen de kaart.")
    groups, room = {}, MAX_UITGEPAKT
    for member in members:
        place = PurePosixPath(member.filename.replace("\\", "/"))
        extension = place.suffix.lower()
        # A computer of Apple adds a shadow of every file.
        if member.is_dir() or extension not in GEBRUIKT or place.name.startswith("._"):
            continue
        together = str(place.with_suffix("")).casefold()
        number = list(groups).index(together) if together in groups else len(groups)
        target = folder / str(number) / f"{_naam(place.stem)}{extension}"
        target.parent.mkdir(exist_ok=True)
        room -= _schrijf(archive, member, target, room, bestand)
        groups.setdefault(together, {})[extension] = target
    return groups


def _naam(stem):
    """A name for a layer that people recognise and that is no path."""
    return "".join(teken if teken.isalnum() or teken in "-_" else "_" for teken in stem)[:60].strip("_-") or "kaart"


def _schrijf(archive, member, target, room, bestand):
    """Copy one member; what the zip says of its size is not believed. Returns the number of bytes."""
    written = 0
    with archive.open(member) as source, target.open("wb") as copy:
        while block := source.read(BLOK):
            written += len(block)
            if written > room:
                raise Bestandsfout(
                    f"{bestand} is uitgepakt groter dan {MAX_UITGEPAKT // 1024 // 1024} MB. "
                    "Kies bij de bron alleen de eigen gemeente."
                )
            copy.write(block)
    return written
