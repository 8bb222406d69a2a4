"""What minutes copied of a signal. What was said and decided at the table is the record of that table, and stays
without the reporter; when the signal is about people it goes. Minutes that were made before are made again.
"""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import huidig
from signalen.bewaren.vergeten import ook_vergeten

from .actiepunt import Actiepunt
from .models import Agendapunt, Overleg


@ook_vergeten
def agendapunten(ronde):
    punten = list(Agendapunt.objects.filter(signaal__in=ronde.pks).select_related("signaal"))
    if not punten:
        return
    ronde.teksten(punten, ("toelichting", "bespreking", "besluit"), altijd=False)
    if ronde.geheel:
        woord = huidig().woorden["signaal"].capitalize()
        for punt in punten:
            punt.titel = f"{woord}: {punt.signaal.nummer}"
    else:
        for punt in punten:
            punt.titel = ronde.schoon(punt.titel, punt.signaal_id, altijd=False)
    Agendapunt.objects.bulk_update(punten, ["titel"], batch_size=100)
    ronde.sporen(Agendapunt, {punt.pk: punt.signaal_id for punt in punten})
    _acties(ronde, punten)
    _verslagen(ronde, {punt.overleg_id for punt in punten})


def _verslagen(ronde, overleggen):
    soort = ContentType.objects.get_for_model(Overleg)
    ronde.vergeet_mails(Bericht.objects.filter(content_type=soort, object_id__in=overleggen))
    ronde.vergeet_documenten(Document.objects.filter(content_type=soort, object_id__in=overleggen, soort="verslag"))
    for overleg in Overleg.objects.filter(pk__in=overleggen, status="afgerond"):
        Opdracht.objects.filter(sleutel=overleg.verslag_sleutel).update(
            status="klaargezet", pogingen=0, voortgang=0, niet_voor=timezone.now(), gewekt_op=None, gereed_op=None
        )


def _acties(ronde, punten):
    """What was agreed under such an item: the promise stays, without the reporter."""
    van = {punt.pk: punt.signaal_id for punt in punten}
    acties = list(Actiepunt.objects.filter(agendapunt__in=van))
    for actie in acties:
        actie.van_signaal = van[actie.agendapunt_id]
    ronde.teksten(acties, ("tekst", "reden"), altijd=False, signaal="van_signaal")
    ronde.sporen(Actiepunt, {actie.pk: actie.van_signaal for actie in acties})
