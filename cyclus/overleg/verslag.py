"""The minutes: what they say, as plain data, for the page, the PDF and the mail."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Definitief, uitvoerder
from gebiedswerk.pdf import document_html, maak_pdf
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig

from .models import Overleg

SJABLOON = "cyclus/overleg_verslag.html"


@dataclass(frozen=True)
class Actie:
    tekst: str
    eigenaar: str
    uiterlijk: str


@dataclass(frozen=True)
class Punt:
    titel: str
    toelichting: str
    bespreking: str
    besluit: str
    acties: list[Actie]


@dataclass(frozen=True)
class Verslag:
    titel: str
    ondertitel: str
    organisatie: str
    dag: str
    tijd: str
    plaats: str
    voorzitter: str
    opgave: str
    gebieden: list[str]
    aanwezig: list[str]
    afwezig: list[str]
    punten: list[Punt]
    versie: int

    def gegevens(self):
        """What is stored beside the PDF, so that it can be made again."""
        return asdict(self)


def stel_op(overleg):
    """All the minutes may say, as it stands now."""
    begin = timezone.localtime(overleg.begint_op)
    deelnemers = list(overleg.deelnemers.all())
    punten = overleg.agendapunten.prefetch_related("actiepunten__eigenaar")
    return Verslag(
        titel=overleg.titel,
        ondertitel=f"Verslag {overleg.soort_naam} {', '.join(g.naam for g in overleg.gebieden.all())}",
        organisatie=f"Gemeente {huidig().naam}",
        dag=begin.date().isoformat(),
        tijd=f"{begin:%H:%M}",
        plaats=overleg.plaats,
        voorzitter=str(overleg.voorzitter),
        opgave=str(overleg.opgave or ""),
        gebieden=[g.naam for g in overleg.gebieden.all()],
        aanwezig=[_met_rol(d) for d in deelnemers if d.is_aanwezig],
        afwezig=[_met_rol(d) for d in deelnemers if not d.is_aanwezig],
        punten=[
            Punt(p.titel, p.toelichting, p.bespreking, p.besluit, [_actie(a) for a in p.actiepunten.all()])
            for p in punten
        ],
        versie=overleg.versie,
    )


def _met_rol(deelnemer):
    return f"{deelnemer}, {deelnemer.get_rol_display().lower()}" if deelnemer.rol else str(deelnemer)


def _actie(actie):
    return Actie(actie.tekst, str(actie.eigenaar), f"{actie.uiterlijk:%d-%m-%Y}")


def context(gegevens):
    """The stored data as the template reads it."""
    punten = gegevens["punten"]
    acties = [(a["tekst"], a["eigenaar"], a["uiterlijk"]) for punt in punten for a in punt["acties"]]
    dag = date.fromisoformat(gegevens["dag"])
    kenmerken = [("Tijd", gegevens["tijd"]), ("Plaats", gegevens["plaats"]), ("Voorzitter", gegevens["voorzitter"])]
    kenmerken.append(("Opgave", gegevens["opgave"]))
    return gegevens | {
        "datum": dag,
        "wanneer": f"{date_format(dag, 'l j F Y')}, {gegevens['tijd']} uur",
        "kenmerken": [(naam, waarde) for naam, waarde in kenmerken if waarde],
        "acties": acties,
        "actiekop": ["Wat", "Wie", "Uiterlijk"],
        "besluiten": [punt for punt in punten if punt["besluit"]],
    }


@uitvoerder("maak_verslag", "Verslag van overleg maken")
def maak_verslag(opdracht):
    overleg = Overleg.objects.voor_lijst().get(pk=opdracht.gegevens["overleg"])
    if overleg.versie != opdracht.gegevens["versie"]:
        raise Definitief("Het verslag is intussen heropend. Na afronden komt er een nieuw verslag.")
    opdracht.meld(10, "Gegevens verzamelen")
    gegevens = stel_op(overleg).gegevens()
    opdracht.meld(30, "PDF opmaken")
    pdf = maak_pdf(document_html(SJABLOON, context(gegevens)), titel=f"{gegevens['ondertitel']}: {gegevens['titel']}")
    opdracht.meld(90, "PDF opslaan")
    titel = f"Verslag {overleg.titel}"[:200]
    return lambda: Document.objects.bewaar(overleg, "verslag", titel=titel, gegevens=gegevens, pdf=pdf)


def mail_verslag(overleg, *, door):
    """Send the minutes to every participant with an address; once per participant and version.

    Returns how many mails this call put in the outbox.
    """
    inhoud = context(stel_op(overleg).gegevens())
    aantal = 0
    with transaction.atomic():
        for deelnemer in overleg.deelnemers.select_related("persoon"):
            if not deelnemer.adres:
                continue
            _, is_new = stuur(
                deelnemer.adres,
                f"Verslag: {overleg.titel}",
                "post/overleg_verslag.txt",
                sleutel=f"{overleg.verslag_sleutel}:{deelnemer.pk}",
                over=overleg,
                deelnemer=deelnemer,
                **inhoud,
            )
            aantal += is_new
        if aantal:
            overleg.noteer(f"Verslag gemaild naar {aantal} deelnemers", door=door, soort="verslag")
    return aantal


def mail_uitnodiging(overleg, *, door):
    """Send date, place and agenda to every participant with an address; again only after something changed."""
    aantal = 0
    with transaction.atomic():
        for deelnemer in overleg.deelnemers.select_related("persoon"):
            if not deelnemer.adres:
                continue
            _, is_new = stuur(
                deelnemer.adres,
                f"Uitnodiging: {overleg.titel}",
                "post/overleg_uitnodiging.txt",
                sleutel=f"uitnodiging:{overleg.pk}:{overleg.versie}:{deelnemer.pk}",
                over=overleg,
                deelnemer=deelnemer,
                punten=overleg.agendapunten.all(),
            )
            aantal += is_new
        if aantal:
            overleg.noteer(f"Uitnodiging gemaild naar {aantal} deelnemers", door=door, soort="uitnodiging")
    return aantal
