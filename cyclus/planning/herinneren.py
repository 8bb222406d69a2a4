"""One mail to whoever carries out measures of which nothing was heard for too long, once a period."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.utils import timezone

from cyclus.plan.maatregel import Maatregel
from cyclus.planning.stil import weken
from gebiedswerk.post import Bericht, stuur

SLEUTEL = "stille_maatregelen"


def stuur_herinneringen(vandaag):
    """Put the mails in the outbox; who got one within the period gets none."""
    per_wie = _per_ontvanger(vandaag)
    begin = timezone.make_aware(datetime.combine(vandaag - timedelta(weeks=weken()), time.min))
    recent = Bericht.objects.filter(sleutel__startswith=f"{SLEUTEL}:", aangemaakt_op__gt=begin)
    told = {sleutel.split(":")[1] for sleutel in recent.values_list("sleutel", flat=True)}
    for wie, maatregelen in per_wie.items():
        if str(wie.pk) not in told:
            aantal = len(maatregelen)
            stuur(
                wie.email,
                f"{aantal} {'maatregel' if aantal == 1 else 'maatregelen'} al lang niet bijgewerkt",
                "post/stille_maatregelen.txt",
                sleutel=f"{SLEUTEL}:{wie.pk}:{vandaag:%Y-%m-%d}",
                aan=wie,
                maatregelen=maatregelen,
                weken=weken(),
            )


def _per_ontvanger(vandaag):
    """``{person: [measure, …]}``: who carries it out, who stands in, and who leads the area where the holder left."""
    reached, per_wie = {}, defaultdict(list)
    for maatregel in Maatregel.objects.stil(vandaag).voor_lijst().order_by("einddatum", "pk"):
        key = maatregel.persoon_id, maatregel.plan.gebied_id, maatregel.doel.thema
        if key not in reached:
            houder = maatregel.wie_herinneren()
            reached[key] = [wie for wie in houder.wie_bereikt(maatregel, vandaag) if wie.email] if houder else []
        for wie in reached[key]:
            per_wie[wie].append(maatregel)
    return per_wie
