"""Documents that people upload: looked at by their content, kept under a name of ours, served by a view only."""

from pathlib import PurePath
from uuid import uuid4
from zipfile import BadZipFile, ZipFile

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.http import FileResponse, Http404

MAX_BYTES = 10 * 1024 * 1024
MEEST_IN_ZIP = 2000
SOORTEN = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
}
IN_WOORDEN = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word", "ods": "OpenDocument", "odt": "OpenDocument"}
OFFICE = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}


def soort_van(bestand):
    """What the content says it is: a key of ``SOORTEN``, or None. The name and the browser are not believed."""
    bestand.seek(0)
    begin = bestand.read(1024)
    try:
        if begin.startswith(b"%PDF-"):
            bestand.seek(max(bestand.size - 2048, 0))
            return "pdf" if b"%%EOF" in bestand.read() else None
        return _in_zip(bestand) if begin.startswith(b"PK\x03\x04") else None
    finally:
        bestand.seek(0)


def _in_zip(bestand):
    """Only names are read, and the one line in which OpenDocument says what it is: nothing is unpacked."""
    try:
        with ZipFile(bestand) as archief:
            entries = {entry.filename: entry for entry in archief.infolist()}
            if len(entries) > MEEST_IN_ZIP or any(name.endswith("vbaProject.bin") for name in entries):
                return None
            if (line := entries.get("mimetype")) and line.file_size < 200:
                kind = archief.read(line).decode("ascii", "replace").strip()
                return next((soort for soort in ("ods", "odt") if SOORTEN[soort] == kind), None)
            return next((soort for soort, deel in OFFICE.items() if deel in entries), None)
    # A damaged archive fails in many ways; they all mean that this is no document.
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        return None


class BijlageVeld(forms.FileField):
    """``soorten``: which kinds of document are taken. The stored name is ours; what people called it is dropped."""

    def __init__(self, *, soorten=("pdf",), **kwargs):
        self.soorten = tuple(soorten)
        accept = ",".join(f".{soort}" for soort in self.soorten)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": accept}))
        kwargs.setdefault("help_text", f"{self.woorden}, hoogstens 10 MB.")
        super().__init__(**kwargs)

    @property
    def woorden(self):
        names = list(dict.fromkeys(IN_WOORDEN[soort] for soort in self.soorten))
        return " of ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    def clean(self, data, initial=None):
        bestand = super().clean(data, initial)
        if not data or bestand is initial:
            return bestand
        if bestand.size > MAX_BYTES:
            raise ValidationError(f"‘{bestand.name}’ is groter dan 10 MB. Kies een kleiner bestand.")
        soort = soort_van(bestand)
        if soort not in self.soorten:
            raise ValidationError(f"‘{bestand.name}’ kunnen wij niet lezen als {self.woorden}. Kies een ander bestand.")
        # A new object: the form recognises a second click by what was uploaded, name and all.
        return File(bestand.file, name=f"{uuid4().hex}.{soort}")


def ruim_op(veld, oud):
    """Remove the file ``oud`` (its stored name) that another one took the place of, when that is really stored."""
    if oud and oud != veld.name:
        transaction.on_commit(lambda: veld.storage.delete(oud))


def als_download(veld, naam):
    """The file of a model's ``FileField`` under a readable name; never shown inside our own pages."""
    if not veld:
        raise Http404("there is no file")
    extensie = PurePath(veld.name).suffix.lstrip(".")
    try:
        bestand = veld.open("rb")
    except FileNotFoundError as fout:
        raise Http404("the file is gone") from fout
    response = FileResponse(
        bestand,
        as_attachment=True,
        filename=f"{naam}.{extensie}",
        content_type=SOORTEN.get(extensie, "application/octet-stream"),
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
