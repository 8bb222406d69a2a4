"""Loading the example: everything in one transaction, so that it is there whole or not at all."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cyclus.analyse.ronde import zet_ronde_klaar
from gebieden.models import Gebied, Gebruiker
from gebiedswerk.opdrachten import ROOSTER, Opdracht, voer_uit, zet_klaar, zonder_wekken
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import lees_profiel, stel_in

from . import cijfers, cyclus, gebieden, initiatieven, mensen, overleg, signalen
from .draaiboek import Draaiboek
from .klok import Kalender, Klok

PROFIEL = "west_betuwe"
ZAAD = 1960
# For so many days the reminders went out as the calendar asks; the days before are too long ago to matter.
DAGEN_HERINNERD = 14
HERINNERINGEN = ("signaal_herinneringen", "initiatief_herinneringen", "actie_herinneringen", "herinner_maatregelen")


class NietLeeg(Exception):
    """There is something else in this database: the example does not mix with real work."""


def is_geladen():
    return Gebruiker.objects.filter(is_voorbeeld=True).exists()


def laad(nu=None):
    """Load the example as if it were ``nu``. Returns False, and changes nothing, when it is there already."""
    if is_geladen():
        return False
    if Gebied.objects.exists() or Gebruiker.objects.exists():
        raise NietLeeg("In deze database staan al gebieden of mensen. Het voorbeeld hoort in een lege database.")
    kalender = Kalender(nu or timezone.now())
    klok = Klok(kalender.moment(kalender.in_jaar(-5, 1, 2)))
    draaiboek = Draaiboek(klok, kalender, Random(ZAAD))
    with zonder_wekken(), transaction.atomic():
        with klok.loopt():
            _maak_gemeente(draaiboek)
            for hoofdstuk in (signalen, initiatieven, cyclus, overleg):
                hoofdstuk.schrijf(draaiboek)
            for geleden in range(DAGEN_HERINNERD):
                draaiboek.op(kalender.moment(kalender.dag(geleden), 6), _herinner)
            draaiboek.speel()
            klok.nu = kalender.nu
        _ruim_na()
        zet_ronde_klaar(kalender.vandaag.year)
    return True


def _maak_gemeente(draaiboek):
    stel_in(lees_profiel(PROFIEL) | {"is_voorbeeld": True, "contact_email": mensen.adres("gemeente")})
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
