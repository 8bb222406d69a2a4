"""All that a round made in one zip: a PDF per area and a list of contents; written to disk piece by piece."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.text import slugify

from cyclus.analyse.models import SOORT, Gebiedsanalyse
from gebieden.gebied.models import Gebied
from gebiedswerk.csvbestand import csv_brokken
from gebiedswerk.documenten import Document
from gebiedswerk.profiel import huidig

from .klaarzetten import gebieden_van_ronde
from .models import laatste_opdrachten

KOP = ["Gebied", "Code", "Uitkomst", "Bestand", "kB", "Gemaakt op", "Toelichting"]
# While the file is written, the worker says this often that it is still busy.
PER_KEER = 25


@dataclass(frozen=True)
class Uitkomst:
    """What became of one area; ``document`` is its newest PDF, if it has one that is of this year and whole."""

    gebied: Gebied
    soort: str
    document: Document | None
    melding: str = ""

    NAMEN = {"gemaakt": "Gemaakt", "vastgesteld": "Was al vastgesteld", "mislukt": "Niet gelukt"}

    @property
    def naam(self):
        return self.NAMEN[self.soort]


def uitkomsten(jaar):
    """Of every area of the round, in the order of their names."""
    opdrachten = laatste_opdrachten(jaar)
    analyses = {a.gebied_id: a for a in Gebiedsanalyse.objects.filter(jaar=jaar).defer("inhoud")}
    documenten = _nieuwste([a.pk for a in analyses.values()])
    for gebied in gebieden_van_ronde().defer("grens", "omschrijving"):
        analyse, opdracht = analyses.get(gebied.pk), opdrachten.get(gebied.pk)
        document = documenten.get(analyse.pk) if analyse else None
        if analyse and analyse.is_vastgesteld:
            yield Uitkomst(gebied, "vastgesteld", document)
        elif opdracht is not None and opdracht.status == "gelukt" and document:
            yield Uitkomst(gebied, "gemaakt", document)
        else:
            yield Uitkomst(gebied, "mislukt", None, opdracht.melding if opdracht else "Er is niets gemaakt.")


def _nieuwste(pks):
    soort = ContentType.objects.get_for_model(Gebiedsanalyse)
    rijen = Document.objects.filter(content_type=soort, soort=SOORT, object_id__in=pks).defer("gegevens")
    return {rij.object_id: rij for rij in rijen.order_by("gemaakt_op", "pk")}


def schrijf(ronde, regels, opdracht):
    """Write the file; returns its name in the storage. A file that is there under that name is whole."""
    woord = slugify(huidig().woorden["analyses"])
    naam = f"analyses/{ronde.jaar}/{woord}-{ronde.jaar}-{ronde.nummer}-{opdracht.gegevens['keer']}.zip"
    pad = Path(default_storage.path(naam))
    pad.parent.mkdir(parents=True, exist_ok=True)
    half = pad.with_suffix(f".{opdracht.pogingen}.deel")
    try:
        with ZipFile(half, "w", ZIP_STORED) as zip_:
            inhoud = [_voeg_toe(zip_, ronde, regel, nummer, opdracht) for nummer, regel in enumerate(regels)]
            zip_.writestr(_kop(f"inhoud-{ronde.jaar}.csv"), "".join(csv_brokken(KOP, inhoud)))
        half.replace(pad)
    finally:
        half.unlink(missing_ok=True)
    return naam


def _voeg_toe(zip_, ronde, regel, nummer, opdracht):
    """One PDF, and its line in the list of contents."""
    if nummer % PER_KEER == 0:
        opdracht.meld(10 + nummer % 80, "De documenten in één bestand zetten")
    gebied, document = regel.gebied, regel.document
    vast = (gebied.naam, gebied.code, regel.naam)
    if document is None:
        return (*vast, "", None, None, regel.melding)
    try:
        with document.bestand.open("rb") as bron:
            naam, grootte = f"{gebied.slug}-{ronde.jaar}.pdf", document.bestand.size
            with zip_.open(_kop(naam, document.gemaakt_op), "w") as doel:
                shutil.copyfileobj(bron, doel)
    except (FileNotFoundError, ValueError):
        # ValueError is what Django says of a row without a file.
        return (*vast, "", None, document.gemaakt_op, "Het bestand is niet meer te vinden. Maak het opnieuw.")
    return (*vast, naam, -(-grootte // 1024), document.gemaakt_op, regel.melding)


def _kop(naam, op=None):
    info = ZipInfo(naam, timezone.localtime(op or timezone.now()).timetuple()[:6])
    info.external_attr = 0o644 << 16
    return info
