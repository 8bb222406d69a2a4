"""Signals, filled-in forms and pictures for tests."""

from datetime import date
from io import BytesIO

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from signalen.inzending.models import SALT
from signalen.models import Advies, Signaal, Trend

# What a step is given when the test says nothing of it.
GEGEVEN = {"uitkomst": "opgelost"}
MELDER = {"naam": "Melanie Melder", "email": "melanie@inwoner.test", "telefoon": "0612345678"}


def maak_signaal(
    gebied, melder=MELDER, thema="groen", tekst="De boom bij de kerk is ziek.", is_bevestigd=True, **velden
):
    """The reporter showed that the address is theirs, unless the test is about that."""
    bevestigd = {"bevestigd_op": timezone.now()} if melder and melder.get("email") and is_bevestigd else {}
    gegevens = melder and {**melder, **bevestigd}
    return Signaal.objects.neem_aan(tekst=tekst, thema=thema, gebied=gebied, melder=gegevens, **velden)


def maak_trend(gebied, thema="groen", aantal=9, **velden):
    """A proposal for the Signaalteam about the third quarter of 2026."""
    gegevens = {"van": date(2026, 7, 1), "tot": date(2026, 9, 30), "verwacht": 3.0, "kans": 0.001, "q": 0.01}
    return Trend.objects.create(gebied=gebied, thema=thema, aantal=aantal, **(gegevens | velden))


def maak_advies(platform, eigenaar, onderwerp="Veilig oversteken", **velden):
    """An advice of the platform, about the areas it speaks for."""
    gebieden = list(platform.gebieden.all())
    gegevens = {"soort": "ongevraagd", "thema": "verkeer", "trekkend_gebied": gebieden[0]}
    advies = Advies.objects.create(platform=platform, eigenaar=eigenaar, onderwerp=onderwerp, **(gegevens | velden))
    advies.leg_in(*gebieden)
    return advies


def breng_naar(signaal, status, door, **velden):
    """Take the shortest way from ``nieuw`` to ``status``."""
    routes = {
        "nieuw": [],
        "in_beoordeling": ["in_beoordeling"],
        "in_behandeling": ["in_beoordeling", "in_behandeling"],
        "doorgezet": ["in_beoordeling", "doorgezet"],
        "gebundeld": ["in_beoordeling", "gebundeld"],
        "niet_opgepakt": ["in_beoordeling", "niet_opgepakt"],
        "teruggekoppeld": ["in_beoordeling", "in_behandeling", "teruggekoppeld"],
        "heropend": ["in_beoordeling", "in_behandeling", "teruggekoppeld", "heropend"],
    }
    for stap in routes[status]:
        if stap == "teruggekoppeld" and not signaal.antwoord:
            signaal.beantwoord("Wij hebben de boom bekeken.", door=door)
        asked = signaal.tabel.overgang(signaal.status, stap).velden
        signaal.ga_naar(stap, door=door, **{veld: velden.get(veld, GEGEVEN.get(veld, "Daarom")) for veld in asked})
    return signaal


def formuliersleutel(sleutel="een-sleutel", seconden=60):
    """The signed key of a form that was shown some seconds ago."""

    class Eerder(signing.TimestampSigner):
        def timestamp(self):
            return signing.b62_encode(signing.b62_decode(super().timestamp()) - seconden)

    return Eerder(salt=SALT).sign(sleutel)


def ingevuld(**velden):
    """What a browser sends for a good form, by somebody who saw what others told already."""
    gegevens = {
        "tekst": "Er ligt afval bij de speeltuin.",
        "thema": "openbare_ruimte",
        "gebied": "dorp",
        "plaats": "",
        "lat": "",
        "lon": "",
        "naam": "",
        "email": "",
        "telefoon": "",
        "onderwerp": "",
        "formulier": formuliersleutel(),
        **velden,
    }
    return {"gezien": f"vlakbij:{gegevens['gebied']}:{gegevens['thema']}", **gegevens}


def beeld(soort="JPEG", maat=(60, 40), modus="RGB", naam=None, **opslaan):
    """An uploaded picture of some kind."""
    uit = BytesIO()
    Image.new(modus, maat, 128 if modus in ("L", "P") else (200, 30, 30, 90)[: len(modus)]).save(uit, soort, **opslaan)
    return SimpleUploadedFile(naam or f"foto.{soort.lower()}", uit.getvalue(), content_type="image/jpeg")
