"""Receiving a file: no more than what can be read, and words instead of a failure when the disk is full."""

from functools import wraps

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from gebieden.importeren import MAX_BYTES

TE_GROOT = (
    f"Dit bestand is groter dan {MAX_BYTES // 1024 // 1024} MB. Kies bij de bron alleen de eigen gemeente, en haal het "
    "opnieuw op."
)
GEEN_RUIMTE = (
    "Het bestand is niet bewaard: de server heeft geen ruimte meer. Vraag de technisch beheerder om ruimte te maken en "
    "probeer het dan opnieuw."
)


class Ontvangst(TemporaryFileUploadHandler):
    """Writes to disk until it is too much; the other fields of the form arrive either way."""

    def new_file(self, *args, **kwargs):
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self._weiger(GEEN_RUIMTE)

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > MAX_BYTES:
            self._weiger(TE_GROOT)
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self._weiger(GEEN_RUIMTE)

    def _weiger(self, reden):
        self.request.geweigerd = reden
        raise SkipFile


def ontvangt_bestand(view):
    """For a view that gets a file: must be set before anything reads the request, so also before its CSRF check."""

    @csrf_exempt
    @wraps(view)
    def receiving(request, *args, **kwargs):
        request.geweigerd = ""
        request.upload_handlers = [Ontvangst(request)]
        return csrf_protect(view)(request, *args, **kwargs)

    return receiving
