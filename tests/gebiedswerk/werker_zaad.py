"""Run in a database of its own (``manage.py shell``): a small municipality with work that lies ready for a worker."""

import os
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from cyclus.models import Doel, Gebiedsagenda, Gebiedsplan, Maatregel
from gebieden.models import Gebied
from signalen.models import Signaal
from tests.gebieden.factories import maak_gebied, maak_gemeente


def zaai():
    g = maak_gemeente()
    Signaal.objects.neem_aan(tekst="De bankjes zijn stuk", thema="groen", gebied=g.dorp)
    jaar = timezone.localdate().year
    agenda = Gebiedsagenda.objects.create(gebied=g.noord, van_jaar=jaar, tot_jaar=jaar + 3, status="vastgesteld")
    plan = Gebiedsplan.objects.create(gebied=g.noord, jaar=jaar, agenda=agenda, status="vastgesteld")
    Maatregel.objects.create(
        plan=plan,
        doel=Doel.objects.create(agenda=agenda, titel="Zitten", resultaat="Bankjes", thema="groen"),
        titel="Vijf bankjes plaatsen",
        afdeling=g.afdeling,
        persoon=g.vakambtenaar,
        status="in_uitvoering",
        einddatum=timezone.localdate() + timedelta(days=7),
    )


zaai()
if "ronde" in os.environ.get("ZAAI", ""):
    for nummer in range(4):
        maak_gebied(f"Gebied {nummer}", "gebied", Gebied.objects.get(niveau="gemeente"))
    # Twice, as two people do who both press the button.
    call_command("maak_wijkanalyses")
    call_command("maak_wijkanalyses")
if "analyses" in os.environ.get("ZAAI", ""):
    call_command("maak_wijkanalyses", gebied=["noord"])
