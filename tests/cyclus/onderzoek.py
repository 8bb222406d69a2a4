"""Rounds of a tevredenheidsonderzoek, and the answers of invented people."""

from datetime import timedelta

from django.utils import timezone

from cyclus.models import Onderzoek, Uitnodiging
from cyclus.onderzoek.criteria import CODES


def maak_onderzoek(gemeente, titel="Hoe werkt de gemeente?", **velden):
    """A concept that may be answered from today on, for three weeks."""
    vandaag = timezone.localdate()
    begin = {"jaar": vandaag.year, "opent_datum": vandaag, "sluit_datum": vandaag + timedelta(days=21)}
    return Onderzoek.objects.create(gebied=gemeente, titel=titel, **begin | velden)


def vul_in(onderzoek, waarden, groep="bewoners", gebied=None, open_antwoord=""):
    """For each value somebody who chose it everywhere, with codes that lie ready; else with new ones."""
    rows = onderzoek.uitnodigingen.filter(is_gebruikt=False, groep=groep)
    ready = list(rows.filter(gebied=gebied) if gebied else rows)[: len(waarden)]
    for _nummer in range(len(waarden) - len(ready)):
        ready.append(Uitnodiging.nieuw(onderzoek, groep, (gebied or onderzoek.gebied).pk))
        ready[-1].save()
    for uitnodiging, waarde in zip(ready, waarden, strict=True):
        assert uitnodiging.beantwoord(dict.fromkeys(CODES, waarde), open_antwoord)
        open_antwoord = ""


def gehouden(gemeente, deelname, jaar=None, **velden):
    """A closed round: ``deelname`` are ``(gebied, groep, values)``."""
    onderzoek = maak_onderzoek(gemeente, **({"jaar": jaar} if jaar else {}), **velden)
    for gebied, groep, _waarden in deelname:
        onderzoek.uitnodigingen.add(Uitnodiging.nieuw(onderzoek, groep, gebied.pk), bulk=False)
    onderzoek.ga_naar("open")
    for gebied, groep, waarden in deelname:
        vul_in(onderzoek, waarden, groep, gebied)
    onderzoek.ga_naar("gesloten")
    return onderzoek
