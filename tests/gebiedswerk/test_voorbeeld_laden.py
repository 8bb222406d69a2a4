"""Loading the example: in an empty database, on any day."""

from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cyclus.models import Gebiedsagenda, Gebiedsplan, Opgave
from gebieden.models import Gebied, Gebruiker
from gebiedswerk.models import Gebeurtenis
from gebiedswerk.voorbeeld.laden import NietLeeg, laad
from signalen.models import Signaal

# The walk through each example loads it on PostgreSQL.
pytestmark = pytest.mark.eenmaal

# A leap day, early in the year, and in the middle of the period of an agenda.
SCHRIKKELDAG = timezone.make_aware(datetime(2028, 2, 29, 7, 30))


def test_het_mengt_zich_niet_met_echt_werk(db):
    Gebruiker.objects.maak("iemand@example.org", "Iemand")
    with pytest.raises(NietLeeg):
        laad()
    assert not Gebied.objects.exists()


def test_alleen_waar_niemand_een_bekend_wachtwoord_kan_misbruiken(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("laad_voorbeeld")
    assert not Gebruiker.objects.exists()


def test_het_kan_op_elke_dag(db):
    """Also on a leap day, early in the year, when last year's agenda still runs: it then gets a new version."""
    assert laad(nu=SCHRIKKELDAG)
    assert Gebeurtenis.objects.filter(op__gt=SCHRIKKELDAG).count() == 0
    assert Signaal.objects.count() > 140
    assert set(Gebiedsplan.objects.values_list("jaar", flat=True)) == {2026, 2027}
    assert Gebiedsagenda.objects.filter(volgnummer__gt=1, status="vastgesteld").count() == 5
    assert not Opgave.objects.filter(signalen=None, herkomst="signalen").exists()
