from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from gebiedswerk import opdrachten
from gebiedswerk.opdrachten import (
    GEDULD,
    LEASE,
    MAX_TRIES,
    ROOSTER,
    UITVOERDERS,
    Definitief,
    Opdracht,
    Overgenomen,
    Roosterregel,
    uitvoerder,
    voer_uit,
    volg_rooster,
    zet_klaar,
)
from gebiedswerk.post import Bericht, stuur

pytestmark = pytest.mark.django_db


@pytest.fixture
def proef():
    """An executor that does what the test tells it to; the registry is as before afterwards."""
    before = dict(UITVOERDERS)
    doet = {"functie": lambda opdracht: None}
    uitvoerder("proef", "Proef")(lambda opdracht: doet["functie"](opdracht))
    yield doet
    UITVOERDERS.clear()
    UITVOERDERS.update(before)


def test_dezelfde_sleutel_geeft_een_opdracht(proef):
    een, is_nieuw = zet_klaar("proef", "a", waarde=1)
    twee, nog_eens = zet_klaar("proef", "a", waarde=2)
    assert (is_nieuw, nog_eens, een.pk, twee.gegevens) == (True, False, twee.pk, {"waarde": 1})


def test_een_teruggedraaide_oorzaak_laat_geen_opdracht_na():
    with pytest.raises(RuntimeError), transaction.atomic():
        zet_klaar("proef", "a")
        raise RuntimeError
    assert not Opdracht.objects.exists()


def test_uitvoeren_bewaart_een_keer(proef):
    bewaard = []
    proef["functie"] = lambda opdracht: lambda: bewaard.append(opdracht.pk)
    opdracht, _ = zet_klaar("proef", "a")
    assert voer_uit(opdracht.pk) is True
    assert voer_uit(opdracht.pk) is False
    opdracht.refresh_from_db()
    assert (bewaard, opdracht.status, opdracht.voortgang) == ([opdracht.pk], "gelukt", 100)


def test_wie_zijn_lease_verloor_bewaart_niets(proef):
    """The slow one wakes up after another worker finished the same row."""
    bewaard = []

    def traag(opdracht):
        if not bewaard:
            Opdracht.objects.filter(pk=opdracht.pk).update(lease_tot=timezone.now() - timedelta(seconds=1))
            bewaard.append("snel")
            voer_uit(opdracht.pk)
        return lambda: bewaard.append(opdracht.pogingen)

    proef["functie"] = traag
    opdracht, _ = zet_klaar("proef", "a")
    assert voer_uit(opdracht.pk) is False
    assert bewaard == ["snel", 2]
    assert Opdracht.objects.get().status == "gelukt"


def test_melden_na_verlies_van_de_lease_stopt(proef):
    opdracht, _ = zet_klaar("proef", "a")
    proef["functie"] = lambda o: Opdracht.objects.filter(pk=o.pk).update(pogingen=9) and o.meld(10)
    assert voer_uit(opdracht.pk) is False
    assert Opdracht.objects.get().voortgang == 0
    with pytest.raises(Overgenomen):
        opdracht.meld(50)


def test_een_lopende_opdracht_is_van_een_worker(proef):
    opdracht, _ = zet_klaar("proef", "a")
    Opdracht.objects.update(status="bezig", lease_tot=timezone.now() + LEASE)
    assert voer_uit(opdracht.pk) is False
    assert not Opdracht.objects.uitvoerbaar().exists()
    assert Opdracht.objects.uitvoerbaar(timezone.now() + LEASE + timedelta(seconds=1)).get() == opdracht


def test_de_veger_stuurt_wat_onderweg_is_niet_nog_eens(proef, monkeypatch):
    """Otherwise hundreds of waiting rows would put hundreds of messages in the queue at every sweep."""
    verstuurd = []
    monkeypatch.setattr(opdrachten.voer_opdracht_uit, "delay", verstuurd.append)
    opdracht, _ = zet_klaar("proef", "a")
    opdrachten.veeg()
    assert verstuurd == []
    Opdracht.objects.update(niet_voor=timezone.now() - GEDULD - timedelta(seconds=1))
    opdrachten.veeg()
    opdrachten.veeg()
    assert verstuurd == [opdracht.pk]
    Opdracht.objects.update(gewekt_op=timezone.now() - LEASE - timedelta(seconds=1))
    opdrachten.veeg()
    assert verstuurd == [opdracht.pk] * 2


def test_mislukken_probeert_later_opnieuw_en_geeft_het_na_vijf_keer_op(proef):
    def kapot(opdracht):
        raise ValueError("de schijf is vol")

    proef["functie"] = kapot
    opdracht, _ = zet_klaar("proef", "a")
    for poging in range(1, MAX_TRIES + 1):
        Opdracht.objects.update(niet_voor=timezone.now())
        voer_uit(opdracht.pk)
        opdracht.refresh_from_db()
        assert opdracht.pogingen == poging
        assert opdracht.melding == "de schijf is vol"
        assert opdracht.status == ("mislukt" if poging == MAX_TRIES else "klaargezet")
        assert poging == MAX_TRIES or opdracht.niet_voor > timezone.now()
    opdracht.probeer_opnieuw()
    proef["functie"] = lambda opdracht: None
    assert voer_uit(opdracht.pk)


def test_definitief_probeert_niet_opnieuw(proef):
    def nooit(opdracht):
        raise Definitief("dit gebied bestaat niet meer")

    proef["functie"] = nooit
    opdracht, _ = zet_klaar("proef", "a")
    voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.pogingen) == ("mislukt", 1)


def test_wat_steeds_zijn_worker_doodt_houdt_op(proef):
    opdracht, _ = zet_klaar("proef", "a")
    Opdracht.objects.update(pogingen=MAX_TRIES, status="bezig", lease_tot=timezone.now() - timedelta(seconds=1))
    voer_uit(opdracht.pk)
    assert Opdracht.objects.get().status == "mislukt"


def test_een_fout_bij_het_bewaren_laat_niets_half_na(proef):
    def bewaar():
        Bericht.objects.create(sleutel="half", aan="a@voorbeeld.test", onderwerp="", tekst="")
        raise ValueError("halverwege")

    proef["functie"] = lambda opdracht: bewaar
    opdracht, _ = zet_klaar("proef", "a")
    voer_uit(opdracht.pk)
    assert not Bericht.objects.exists()
    assert Opdracht.objects.get(pk=opdracht.pk).status == "klaargezet"


def test_twee_keer_het_rooster_geeft_een_opdracht(proef):
    regel = Roosterregel("proef", lambda dag: f"proef:{dag}")
    ROOSTER.append(regel)
    try:
        volg_rooster()
        volg_rooster()
    finally:
        ROOSTER.remove(regel)
    opdracht = Opdracht.objects.get(soort="proef")
    assert opdracht.gegevens == {"dag": timezone.localdate().isoformat()}
    assert date.fromisoformat(opdracht.gegevens["dag"])


def test_klaarzetten_wacht_niet_op_een_broker_die_niet_bestaat(proef, django_capture_on_commit_callbacks, monkeypatch):
    gewekt = []
    monkeypatch.setattr(opdrachten, "wek", gewekt.append)
    with django_capture_on_commit_callbacks(execute=True):
        opdracht, _ = zet_klaar("proef", "a")
        zet_klaar("proef", "straks", niet_voor=timezone.now() + timedelta(hours=1))
        assert gewekt == []
    assert gewekt == [opdracht.pk]


def test_een_bericht_gaat_een_keer_de_deur_uit(mailoutbox):
    bericht, is_nieuw = stuur("a@voorbeeld.test", "Hallo", "post/herinnering.txt", sleutel="s", titel="x", wanneer="")
    _, nog_eens = stuur("a@voorbeeld.test", "Hallo", "post/herinnering.txt", sleutel="s", titel="x", wanneer="")
    opdracht = Opdracht.objects.get()
    voer_uit(opdracht.pk)
    Opdracht.objects.update(status="klaargezet")
    voer_uit(opdracht.pk)
    assert (is_nieuw, nog_eens, len(mailoutbox)) == (True, False, 1)
    assert mailoutbox[0].extra_headers["Message-ID"] == f"<bericht-{bericht.pk}@localhost>"
    assert Bericht.objects.get().verzonden_op
