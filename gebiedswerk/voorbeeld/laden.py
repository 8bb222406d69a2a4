"""Loading the example: everything in one transaction, so that it is there whole or not at all."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cyclus.ronde.klaarzetten import zet_ronde_klaar
from gebieden.models import Gebied, Gebruiker
from gebiedswerk.opdrachten import ROOSTER, Opdracht, voer_uit, zet_klaar, zonder_wekken
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import huidig, lees_profiel, stel_in

from . import (
    adviezen,
    bewaren,
    cijfers,
    cyclus,
    filters,
    gebieden,
    initiatieven,
    mensen,
    netwerk,
    onderzoek,
    openbaar,
    overleg,
    platforms,
    signalen,
    standaardteksten,
    toewijzing,
    trends,
    vervanging,
)
from .draaiboek import Draaiboek
from .inhoud import beschikbaar
from .klok import Kalender, Klok

# For so many days the reminders went out as the calendar asks; the days before are too long ago to matter.
DAGEN_HERINNERD = 14
HERINNERINGEN = (
    *("signaal_herinneringen", "initiatief_herinneringen", "actie_herinneringen", "herinner_maatregelen"),
    *("advies_herinneringen", "abonnement_samenvatting", "waardering_vragen", "stille_maatregelen"),
)


class NietLeeg(Exception):
    """There is something else in this database: the example does not mix with real work."""


class OnbekendVoorbeeld(Exception):
    """There is no example of this name."""


def geladen():
    """The code of the example that is in this database, or None."""
    if not Gebruiker.objects.filter(is_voorbeeld=True).exists():
        return None
    return next((code for code, kop in beschikbaar().items() if kop["naam"] == huidig().naam), None)


def laad(voorbeeld=None, nu=None):
    """Load an example as if it were ``nu``. Returns False, and changes nothing, when it is there already."""
    koppen = beschikbaar()
    voorbeeld = voorbeeld or next(iter(koppen))
    if voorbeeld not in koppen:
        raise OnbekendVoorbeeld(f"Er is geen voorbeeld {voorbeeld}. Kies uit: {', '.join(koppen)}.")
    if geladen() == voorbeeld:
        return False
    if Gebied.objects.exists() or Gebruiker.objects.exists():
        raise NietLeeg("In deze database staan al gebieden of mensen. Het voorbeeld hoort in een lege database.")
    kalender = Kalender(nu or timezone.now())
    klok = Klok(kalender.moment(kalender.in_jaar(-5, 1, 2)))
    draaiboek = Draaiboek(voorbeeld, klok, kalender, Random(koppen[voorbeeld]["zaad"]))
    with zonder_wekken(), transaction.atomic():
        with klok.loopt():
            _maak_gemeente(draaiboek, koppen[voorbeeld])
            for hoofdstuk in (
                standaardteksten,
                toewijzing,
                netwerk,
                platforms,
                signalen,
                openbaar,
                adviezen,
                initiatieven,
                cyclus,
                overleg,
                onderzoek,
                trends,
                bewaren,
                filters,
                vervanging,
            ):
                hoofdstuk.schrijf(draaiboek)
            for geleden in range(DAGEN_HERINNERD):
                draaiboek.op(kalender.moment(kalender.dag(geleden), 6), _herinner)
            draaiboek.speel()
            klok.nu = kalender.nu
        _ruim_na()
        zet_ronde_klaar(kalender.vandaag.year)
    return True


def _maak_gemeente(draaiboek, kop):
    eigen = {"naam": kop["naam"], "is_voorbeeld": True, "contact_email": mensen.adres("gemeente")}
    stel_in(lees_profiel(kop["profiel"]) | eigen)
    gebieden.maak_gebieden(draaiboek)
    mensen.maak_mensen(draaiboek)
    mensen.maak_platforms(draaiboek)
    cijfers.maak_cijfers(draaiboek)


def _herinner():
    """What beat and a worker would have done that morning."""
    dag = timezone.localdate()
    for regel in ROOSTER:
        if regel.soort in HERINNERINGEN:
            opdracht, _ = zet_klaar(regel.soort, regel.sleutel(dag), dag=dag.isoformat())
            voer_uit(opdracht.pk)


def _ruim_na():
    """What was sent in the past has been sent; documents of the past are made when somebody asks for them."""
    Bericht.objects.update(verzonden_op=F("aangemaakt_op") + timedelta(seconds=20))
    Opdracht.objects.filter(soort="verstuur_bericht").update(
        status="gelukt", voortgang=100, pogingen=1, gereed_op=F("aangemaakt_op") + timedelta(seconds=20)
    )
    Opdracht.objects.filter(soort__endswith="_pdf").delete()
