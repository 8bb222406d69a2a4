"""Two people add the same in the same second: one of them hears it in words, and nothing is half stored."""

import pytest
from django.db import IntegrityError, connection, transaction

from gebieden.models import Afdeling, Gebiedsrol
from gebiedswerk.net_voor import is_dubbel
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db(transaction=True)


def snelle_collega(naam):
    """Adds the same just before the row of this request is written: after the form looked."""
    done = []

    def voor(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO") and "gebieden_afdeling" in sql and not done:
            done.append(True)
            Afdeling.objects.create(naam=naam)
        return execute(sql, params, many, context)

    return connection.execute_wrapper(voor)


def test_wie_tweede_is_leest_dat_en_er_is_er_een(client):
    g = maak_gemeente()
    client.force_login(g.beheerder)
    data = {"naam": "Groen", "is_actief": "on"}
    with snelle_collega("Groen"):
        antwoord = client.post("/beheer/afdelingen/nieuw/", data)
    assert antwoord.status_code == 409 and "Iemand was u net voor" in antwoord.text
    assert Afdeling.objects.filter(naam="Groen").count() == 1


def test_alleen_een_tweede_van_hetzelfde_is_een_botsing():
    g = maak_gemeente()
    with pytest.raises(IntegrityError) as dubbel, transaction.atomic():
        Afdeling.objects.create(naam=g.afdeling.naam)
    with pytest.raises(IntegrityError) as anders, transaction.atomic():
        Gebiedsrol.objects.create(persoon=g.regie, gebied=g.dorp, functie="partner", van="2026-02-01", tot="2026-01-01")
    assert is_dubbel(dubbel.value) and not is_dubbel(anders.value)
