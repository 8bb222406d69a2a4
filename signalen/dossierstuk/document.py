"""The dossier of one signal on paper: what it may say, as plain data, and its template.

It is a print of a moment for a meeting or a site visit. Nobody needs it twice, and what is in it is of people: a day
later it is gone (``tasks``), so that nothing of a reporter stays behind in a file.
"""

import base64
import hashlib
from dataclasses import asdict, dataclass

from django.utils import timezone
from django.utils.formats import date_format

from gebiedswerk.profiel import huidig
from gebiedswerk.templatetags.gebiedswerk import gebeurtenis_naam

SOORT, SOORT_MET_MELDER = "signaal", "signaal_met_melder"
SJABLOON = "signalen/dossierstuk_document.html"


@dataclass(frozen=True)
class Vraag:
    """What was asked of a department or of the reporter, and what came back."""

    aan: str
    wanneer: str
    vraag: str
    antwoord: str


@dataclass(frozen=True)
class Gebeurd:
    wat: str
    wanneer: str
    wie: str
    tekst: str


@dataclass(frozen=True)
class Dossierstuk:
    titel: str
    ondertitel: str
    organisatie: str
    kenmerken: list
    tekst: str
    fotos: list  # ids; the pictures come in when the page is made
    antwoord: str
    reden: str
    melder: list  # only when it was asked for
    bijeen: list
    vragen: list
    tijdlijn: list

    @property
    def stand(self):
        """Names the content: the same words and pictures are the same document."""
        return hashlib.sha256(repr(asdict(self)).encode()).hexdigest()[:20]


def stel_op(signaal, *, met_melder=False):
    """All the print may say, as it stands now; ``signaal`` is from ``voor_dossier``."""
    return Dossierstuk(
        titel=signaal.kop,
        ondertitel=f"Signaal {signaal.nummer}",
        organisatie=f"Gemeente {huidig().naam}",
        kenmerken=[(naam, str(waarde)) for naam, waarde in _kenmerken(signaal) if waarde],
        tekst=signaal.tekst,
        fotos=list(signaal.fotos.values_list("pk", flat=True)),
        antwoord=signaal.antwoord,
        reden=signaal.reden,
        melder=_melder(signaal) if met_melder else [],
        bijeen=_bijeen(signaal),
        vragen=[*_delen(signaal), *_wachtvragen(signaal)],
        tijdlijn=[_gebeurd(g) for g in signaal.tijdlijn],
    )


def _dag(dag):
    return date_format(dag, "j F Y") if dag else ""


def _moment(op):
    return date_format(timezone.localtime(op), "j F Y, H:i")


def _kenmerken(signaal):
    yield "Stand", signaal.status_naam
    yield "Ontvangen", _moment(signaal.ontvangen_op)
    yield "Hoe", signaal.get_bron_display()
    yield "Thema", signaal.thema_naam
    yield "Gebied", ", ".join([signaal.trekkend_gebied.naam, *_andere_gebieden(signaal)])
    yield "Plek", signaal.plaats
    yield "Eigenaar", signaal.eigenaar
    yield "Doorgezet naar", signaal.doorgezet_naar or ""
    yield "Platform", signaal.platform or ""
    yield "Uiterlijk", _dag(signaal.uiterlijk) if signaal.is_open else ""
    yield "Wacht op de melder sinds", _dag(signaal.wacht_sinds)


def _andere_gebieden(signaal):
    return sorted(g.naam for g in signaal.gebieden.all() if g.pk != signaal.trekkend_gebied_id)


def _melder(signaal):
    melder = getattr(signaal, "melder", None)
    gegevens = [("Naam", melder.naam), ("E-mail", melder.email), ("Telefoon", melder.telefoon)] if melder else []
    return [(naam, waarde) for naam, waarde in gegevens if waarde]


def _bijeen(signaal):
    """What is bundled with this one, or what this one is bundled with."""
    samen = [f"{s.nummer}: {s.kop}" for s in signaal.gebundelde_signalen.voor_lijst()]
    if signaal.hoofdsignaal_id:
        samen.insert(0, f"Hoort bij {signaal.hoofdsignaal.nummer}: {signaal.hoofdsignaal.kop}")
    return samen


def _delen(signaal):
    for deel in signaal.delen.select_related("afdeling", "eigenaar").order_by("pk"):
        wanneer = f"{deel.status_naam}, uiterlijk {_dag(deel.uiterlijk)}"
        yield Vraag(f"{deel.afdeling} ({deel.eigenaar})", wanneer, deel.vraag, deel.antwoord)


def _wachtvragen(signaal):
    for vraag in signaal.wachtvragen.order_by("pk"):
        wanneer = f"{_dag(vraag.van)} tot {_dag(vraag.tot)}" if vraag.tot else f"sinds {_dag(vraag.van)}"
        yield Vraag("De melder", wanneer, vraag.vraag, vraag.antwoord)


def _gebeurd(gebeurtenis):
    van, naar = gebeurtenis.van, gebeurtenis.naar
    wat = (f"Van {van} naar {naar}" if van else naar) or gebeurtenis_naam(gebeurtenis.soort)
    return Gebeurd(wat, _moment(gebeurtenis.op), gebeurtenis.wie_naam, gebeurtenis.tekst)


def context(stuk, signaal):
    """As the template reads it, with the pictures themselves."""
    return asdict(stuk) | {
        "datum": timezone.localdate(),
        "kenmerken": stuk.kenmerken,
        "beelden": [beeld for foto in signaal.fotos.filter(pk__in=stuk.fotos) if (beeld := _als_data(foto))],
    }


def _als_data(foto):
    """The picture in the page itself: the maker of PDFs opens no other files. One that is lost leaves the rest."""
    try:
        with foto.bestand.open() as bestand:
            return f"data:image/jpeg;base64,{base64.b64encode(bestand.read()).decode()}"
    except FileNotFoundError:
        return ""
