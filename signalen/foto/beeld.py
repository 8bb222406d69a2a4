"""What becomes of an uploaded picture: decoded, turned upright, made smaller, and written anew.

Writing it anew leaves everything behind that is not picture: place and camera (EXIF), thumbnails, hidden payloads.
Between a form with an error and the next try a good picture waits in ``WACHTKAMER``; the form carries a signed ticket.
"""

from io import BytesIO
from uuid import uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

FORMATEN = ["JPEG", "PNG", "WEBP"]
MAX_BYTES = 10 * 1024 * 1024
# A JPEG decodes at a reduced size, other kinds need four bytes for every pixel.
MAX_PIXELS = {"JPEG": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
LANGSTE_ZIJDE = 2000
WACHTKAMER = "fotos/wachtend"
SALT = "signalen.foto"
TICKET_SECONDS = 24 * 3600


def schoon(bestand):
    """The picture as a new JPEG (``ContentFile``); raises ``ValidationError`` that names the file and says why."""
    if bestand.size > MAX_BYTES:
        raise ValidationError(_("‘%(naam)s’ is groter dan 10 MB. Kies een kleinere foto.") % {"naam": bestand.name})
    # WeasyPrint allows half pictures for the whole process; from the public we take whole ones only.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(bestand, formats=FORMATEN) as beeld:
            is_huge = beeld.width * beeld.height > MAX_PIXELS[beeld.format]
            if not is_huge:
                return ContentFile(_rewritten(beeld))
    # Decoders fail in many ways on a damaged or hostile file; for the sender they all mean the same.
    except Exception:
        is_huge = False
    reden = (
        _("‘%(naam)s’ heeft te veel beeldpunten. Kies een kleinere foto.")
        if is_huge
        else _("‘%(naam)s’ is geen foto die wij kunnen lezen. Kies een foto van het soort JPEG, PNG of WEBP.")
    )
    raise ValidationError(reden % {"naam": bestand.name})


def _rewritten(beeld):
    beeld.draft("RGB", (LANGSTE_ZIJDE, LANGSTE_ZIJDE))
    upright = ImageOps.exif_transpose(beeld)
    upright.thumbnail((LANGSTE_ZIJDE, LANGSTE_ZIJDE))
    # Onto a new, white sheet: the old one carries comments and profiles that a save would write along.
    vel = Image.new("RGB", upright.size, "white")
    see_through = upright.convert("RGBA") if upright.mode in ("RGBA", "LA", "P", "PA") else None
    vel.paste((see_through or upright).convert("RGB"), mask=see_through)
    uit = BytesIO()
    vel.save(uit, "JPEG", quality=82)
    return uit.getvalue()


def laat_wachten(beeld, naam):
    """Put a cleaned picture aside; returns the ticket with which the next form gets it back."""
    bestand = default_storage.save(f"{WACHTKAMER}/{uuid4().hex}.jpg", beeld)
    return signing.dumps([bestand, naam[:80]], salt=SALT)


def lees_ticket(ticket):
    """``(file, name)`` of a ticket, or None when it is not ours, too old, or used already."""
    try:
        bestand, naam = signing.loads(ticket, salt=SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature:
        return None
    return (bestand, naam) if default_storage.exists(bestand) else None


def haal_op(ticket):
    """The waiting picture, taken out of the waiting room."""
    found = lees_ticket(ticket)
    if found is None:
        return None
    with default_storage.open(found[0]) as bestand:
        beeld = ContentFile(bestand.read())
    default_storage.delete(found[0])
    return beeld
