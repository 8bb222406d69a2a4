"""Who may do what where, and from when until when: derived from roles, never kept apart."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebieden import rechten
from gebieden.models import Gebied, GebiedRecht, Gebiedsrol, Gebruiker
from gebieden.rechten import gebieden_met_recht, heeft_recht
from gebiedswerk.profiel import RECHTEN

from .factories import maak_gebied, maak_gemeente, maak_persoon

VANDAAG = timezone.localdate()
MORGEN = VANDAAG + timedelta(days=1)

# Per kind of person: the rights in the area of the role, and in another area.
MATRIX = {
    "medewerker": ({"meelezen", "behandelen", "uitvoeren"}, {"meelezen"}),
    "sociaal": ({"meelezen", "behandelen", "uitvoeren"}, {"meelezen"}),
    "vakambtenaar": ({"meelezen", "uitvoeren"}, {"meelezen"}),
    "regie": ({"meelezen", "behandelen", "uitvoeren"}, {"meelezen", "behandelen", "uitvoeren"}),
    "wethouder": ({"meelezen", "vaststellen"}, {"meelezen", "vaststellen"}),
    "secretaris": ({"meelezen", "vaststellen"}, {"meelezen", "vaststellen"}),
    "beheerder": ({"meelezen", "beheren"}, {"meelezen", "beheren"}),
    "raadslid": (set(), set()),
    "platformlid": (set(), set()),
    "buitenstaander": (set(), set()),
}


@pytest.fixture
def klok(monkeypatch):
    """Sets what day it is, by the only clock that the rights look at."""
    return lambda dag: monkeypatch.setattr(timezone, "localdate", lambda *a, **k: dag)


@pytest.fixture
def g(db):
    return maak_gemeente()


def opnieuw(persoon):
    """The person as a next request knows them."""
    return Gebruiker.objects.get(pk=persoon.pk)


def rechten_in(persoon, gebied):
    return {recht for recht in RECHTEN if heeft_recht(persoon, recht, {gebied.pk})}


@pytest.mark.parametrize("wie", MATRIX)
def test_matrix_van_rollen_en_rechten(g, wie):
    eigen, elders = MATRIX[wie]
    persoon = getattr(g, wie)
    assert rechten_in(persoon, g.noord) == eigen
    assert rechten_in(persoon, g.dorp) == eigen  # inside inherits
    assert rechten_in(persoon, g.zuid) == elders
    assert rechten_in(persoon, g.stad) == elders


def test_een_recht_in_een_dorp_geldt_niet_in_het_gebied_erboven(g):
    dorpswerker = maak_persoon("Dirk Dorp", "gebiedsmakelaar_leefomgeving", g.dorp)
    assert "behandelen" in rechten_in(dorpswerker, g.dorp)
    assert rechten_in(dorpswerker, g.noord) == {"meelezen"}
    assert rechten_in(dorpswerker, g.buurtschap) == {"meelezen"}


def test_wie_niet_is_aangemeld_heeft_niets(g):
    assert all(gebieden_met_recht(AnonymousUser(), recht) == [] for recht in RECHTEN)
    assert not Gebied.objects.met_recht(AnonymousUser(), "meelezen").exists()


def test_een_inactief_account_heeft_niets(g):
    g.medewerker.is_active = False
    g.medewerker.save()
    assert rechten_in(opnieuw(g.medewerker), g.noord) == set()


def test_een_beheerder_van_django_krijgt_geen_rechten_cadeau(g):
    g.buitenstaander.is_superuser = g.buitenstaander.is_staff = True
    g.buitenstaander.save()
    assert rechten_in(opnieuw(g.buitenstaander), g.noord) == set()


def test_na_de_laatste_dag_is_de_toegang_weg_zonder_dat_er_iets_draait(g, klok):
    g.medewerker.gebiedsrollen.get().beeindig(VANDAAG)
    assert "behandelen" in rechten_in(opnieuw(g.medewerker), g.noord)
    klok(MORGEN)
    assert rechten_in(opnieuw(g.medewerker), g.noord) == set()
    assert not GebiedRecht.objects.filter(user=g.medewerker).exists()


def test_een_rol_die_gisteren_eindigde_geeft_meteen_niets_meer(g):
    g.medewerker.gebiedsrollen.update(van=VANDAAG - timedelta(days=9))
    g.medewerker.gebiedsrollen.get().beeindig(VANDAAG - timedelta(days=1))
    assert rechten_in(opnieuw(g.medewerker), g.noord) == set()


def test_een_rol_die_morgen_begint_geeft_vandaag_niets(g, klok):
    Gebiedsrol(persoon=g.buitenstaander, gebied=g.noord, functie="gebiedsmakelaar_leefomgeving", van=MORGEN).bewaar()
    assert rechten_in(opnieuw(g.buitenstaander), g.noord) == set()
    klok(MORGEN)
    assert rechten_in(opnieuw(g.buitenstaander), g.noord) == {"meelezen", "behandelen", "uitvoeren"}


def test_twee_rollen_met_hetzelfde_recht_en_een_eindigt(g, klok):
    tweede = Gebiedsrol(persoon=g.medewerker, gebied=g.noord, functie="gebiedsmakelaar_sociaal", tot=VANDAAG)
    tweede.bewaar()
    klok(MORGEN)
    assert rechten_in(opnieuw(g.medewerker), g.noord) == {"meelezen", "behandelen", "uitvoeren"}


def test_een_verhuisd_dorp_neemt_de_rechten_van_zijn_nieuwe_gebied(g):
    g.dorp.hang_onder(g.zuid)
    assert rechten_in(opnieuw(g.medewerker), g.dorp) == {"meelezen"}
    assert rechten_in(opnieuw(g.elders), g.dorp) == {"meelezen", "behandelen", "uitvoeren"}


def test_een_nieuw_gebied_erft_vanzelf(g):
    nieuw = maak_gebied("Nieuwbouw", "kern", g.noord)
    assert "behandelen" in rechten_in(opnieuw(g.medewerker), nieuw)


def test_een_gelijk_begin_van_de_naam_van_een_pad_is_geen_erfenis(g):
    """Area 1 is not the parent of area 10: paths end in a slash."""
    for n in range(12):
        maak_gebied(f"Los {n}", "gebied", g.gemeente)
    los = Gebied.objects.filter(naam__startswith="Los")
    assert all(rechten_in(opnieuw(g.medewerker), gebied) == {"meelezen"} for gebied in los)


def test_een_query_voor_alle_rechten_en_vragen(g, django_assert_num_queries):
    rechten.leid_rechten_af(g.medewerker)
    persoon = opnieuw(g.medewerker)
    with django_assert_num_queries(1):
        for recht in RECHTEN:
            gebieden_met_recht(persoon, recht)
            gebieden_met_recht(persoon, recht)


def test_nogmaals_afleiden_verandert_niets(g):
    rechten.leid_rechten_af(g.medewerker)
    before = set(GebiedRecht.objects.values_list("pk", flat=True))
    assert before
    rechten.leid_rechten_af(g.medewerker)
    assert set(GebiedRecht.objects.values_list("pk", flat=True)) == before


def test_een_rol_kan_niet_eindigen_voor_zij_begint(g):
    with pytest.raises(ValidationError, match="laatste dag ligt voor de eerste"):
        g.medewerker.gebiedsrollen.get().beeindig(VANDAAG - timedelta(days=1))


def test_de_laatste_beheerder_is_bekend(g):
    rol = g.beheerder.gebiedsrollen.get()
    assert not rol.laat_iemand_beheren(VANDAAG)
    maak_persoon("Bob Beheer", "beheerder", g.gemeente, tot=VANDAAG)
    assert not rol.laat_iemand_beheren(VANDAAG)
    maak_persoon("Bo Beheer", "beheerder", g.gemeente)
    assert rol.laat_iemand_beheren(VANDAAG)
    assert g.medewerker.gebiedsrollen.get().laat_iemand_beheren(VANDAAG)
