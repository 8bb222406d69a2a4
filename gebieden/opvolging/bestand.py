"""An uploaded file as a file on disk, for a reader that wants a path; gone afterwards."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from gebieden.importeren import Bestandsfout


@contextmanager
def op_schijf(bestand):
    """The path of the file while the block runs; a refusal names the file as its owner does."""
    with TemporaryDirectory() as map_:
        pad = Path(map_) / "bestand.csv"
        pad.write_bytes(bestand.read())
        try:
            yield pad
        except Bestandsfout as fout:
            raise Bestandsfout(str(fout).replace(str(pad), bestand.name)) from fout
