import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from gebieden.models import Gebied, Gebruiker
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.profiel import lees_profiel, stel_in
from tests.gebieden.factories import WACHTWOORD, maak_gebied, maak_gemeente

pytestmark = pytest.mark.django_db


def test_de_eerste_beheerder_mag_beheren():
    gemeente = maak_gebied("Gemeente", "gemeente")
    call_command("maak_beheerder", "Bea@Voorbeeld.test", "Bea", wachtwoord=WACHTWOORD)
    bea = Gebruiker.objects.get(email="bea@voorbeeld.test")
    assert gebieden_met_recht(bea, "beheren") == [gemeente.pk]
    assert bea.check_password(WACHTWOORD)


@pytest.mark.parametrize(
    ("email", "wachtwoord", "melding"),
    [
        ("geen adres", WACHTWOORD, "mail"),
        ("bea@voorbeeld.test", "kort", "12"),
        ("mia-makelaar@voorbeeld.test", WACHTWOORD, "al een account"),
    ],
)
def test_fouten_laten_geen_half_account_na(email, wachtwoord, melding):
    maak_gemeente()
    before = Gebruiker.objects.count()
    with pytest.raises(CommandError, match=melding):
        call_command("maak_beheerder", email, "Bea", wachtwoord=wachtwoord)
    assert Gebruiker.objects.count() == before


def test_zonder_profiel_zegt_het_waar_te_beginnen():
    with pytest.raises(CommandError, match="stel_profiel_in"):
        call_command("maak_beheerder", "bea@voorbeeld.test", "Bea", wachtwoord=WACHTWOORD)
    assert not Gebied.objects.exists()


def test_een_lege_installatie_krijgt_haar_gemeente():
    stel_in(lees_profiel("west_betuwe"))
    call_command("maak_beheerder", "bea@voorbeeld.test", "Bea", wachtwoord=WACHTWOORD)
    assert [g.code for g in Gebied.objects.all()] == ["GM1960"]
    assert gebieden_met_recht(Gebruiker.objects.get(), "beheren") == [Gebied.objects.get().pk]


def test_zonder_toetsenbord_zegt_hij_wat_er_kan():
    """A process of its own, without a terminal and with nothing to read: as a script starts it."""
    code = (
        "from gebieden.management.commands.maak_beheerder import _vraag_wachtwoord\n"
        "from django.core.management import CommandError\n"
        "try:\n    _vraag_wachtwoord()\nexcept CommandError as fout:\n    print(fout)"
    )
    start = "import django; django.setup(); " + f"exec({code!r})"
    klaar = subprocess.run(
        [sys.executable, "-c", start],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        timeout=60,
    )
    assert "--wachtwoord" in klaar.stdout
