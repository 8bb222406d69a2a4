"""Compliance of advice as figures, and the yearly list of agreed subjects."""

from contextlib import suppress
from datetime import date, timedelta
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from gebieden.models import Platform
from signalen.advies.naleving import KOPPEN, Naleving, als_rij, tel, tel_per, totaal
from signalen.models import Advies, Adviesonderwerp
from tests.gebieden.factories import houdt_bij, maak_bijeenkomst, maak_gemeente

from .factories import maak_advies

pytestmark = pytest.mark.django_db
DAG = timedelta(days=1)
BEGIN, EIND = date(2026, 1, 1), date(2026, 12, 31)
JAAR = timezone.localdate().year


@pytest.fixture
def g():
    g = maak_gemeente()
    houdt_bij(g.platform, g.platformlid)
    return g


def stond(g, status, platform=None, **velden):
    """An advice as the database would hold it after what happened in 2026."""
    advies = maak_advies(platform or g.platform, g.medewerker, soort="gevraagd")
    Advies.objects.filter(pk=advies.pk).update(status=status, **velden)
    return advies


def gevraagd(g, status, tijdig=True, op=date(2026, 2, 1), uiterlijk=date(2026, 4, 1), **velden):
    return stond(g, status, gevraagd_datum=op, is_tijdig_gevraagd=tijdig, advies_uiterlijk=uiterlijk, **velden)


def beantwoord(g, besluit, op, **velden):
    days = {"advies_datum": date(2026, 3, 1), "reactie_uiterlijk": date(2026, 4, 15), "reactie_datum": op}
    argument = "" if besluit == "overgenomen" else "Daarom."
    return gevraagd(g, "beantwoord", besluit=besluit, argument=argument, **(days | velden))


def test_elk_advies_telt_waar_het_hoort(g):
    beantwoord(g, "overgenomen", date(2026, 4, 15))
    beantwoord(g, "deels", date(2026, 4, 16))
    beantwoord(g, "afgeweken", date(2026, 4, 1), tijdig=False, advies_datum=date(2026, 4, 2))
    gevraagd(g, "niet_uitgebracht")
    gevraagd(g, "ingetrokken", tijdig=False)
    gevraagd(g, "gevraagd", uiterlijk=date(2026, 12, 30))
    gevraagd(g, "gevraagd", uiterlijk=EIND)
    laat = {"advies_datum": date(2026, 3, 1), "reactie_uiterlijk": date(2026, 12, 30)}
    stond(g, "uitgebracht", **laat)
    gevraagd(g, "uitgebracht", **(laat | {"reactie_uiterlijk": EIND}))
    stond(g, "concept")
    stond(g, "ingetrokken")
    n = tel(Advies.objects.all(), 2026, EIND)
    assert n == Naleving(
        gevraagd=8,
        tijdig_gevraagd=6,
        ongevraagd=1,
        ingetrokken=1,
        uitgebracht=5,
        op_tijd_uitgebracht=3,
        niet_uitgebracht=1,
        wacht_op_platform=2,
        platform_te_laat=1,
        beantwoord=3,
        op_tijd_beantwoord=2,
        overgenomen=1,
        deels=1,
        afgeweken=1,
        open=2,
        te_laat=1,
    )
    assert (n.te_beantwoorden, n.procent_op_tijd, n.procent_tijdig_gevraagd, n.totaal) == (4, 50, 75, 9)
    assert len(als_rij(n)) == len(KOPPEN)


def test_een_dag_van_toen_zegt_wat_er_toen_was(g):
    beantwoord(g, "overgenomen", date(2026, 5, 1))
    toen = tel(Advies.objects.all(), 2026, date(2026, 4, 20))
    assert (toen.beantwoord, toen.overgenomen, toen.open, toen.te_laat) == (0, 0, 1, 1)
    eerder = tel(Advies.objects.all(), 2026, date(2026, 2, 10))
    assert (eerder.gevraagd, eerder.uitgebracht, eerder.wacht_op_platform) == (1, 0, 1)
    assert tel(Advies.objects.all(), 2026, date(2026, 1, 5)) == tel(Advies.objects.all(), 2025, EIND) == Naleving()


def test_het_jaar_is_dat_waarin_het_begon(g):
    gevraagd(g, "uitgebracht", op=date(2025, 12, 31), advies_datum=date(2026, 1, 5), reactie_uiterlijk=EIND)
    stond(g, "uitgebracht", advies_datum=BEGIN, reactie_uiterlijk=EIND)
    assert [tel(Advies.objects.all(), jaar, EIND).totaal for jaar in (2025, 2026)] == [1, 1]


def test_per_platform_en_gebied_in_een_vraag(g, django_assert_num_queries):
    ander = Platform.objects.create(naam="Stadsraad", slug="stadsraad")
    ander.gebieden.set([g.stad])
    beantwoord(g, "overgenomen", date(2026, 4, 1))
    beantwoord(g, "deels", date(2026, 4, 1))
    gevraagd(g, "gevraagd", platform=ander)
    with django_assert_num_queries(1):
        per = tel_per(Advies.objects.all(), 2026, EIND, "platform__naam")
    assert {sleutel[0]: n.totaal for sleutel, n in per.items()} == {"Dorpsplatform Dorp": 2, "Stadsraad": 1}
    assert totaal(per) == tel(Advies.objects.all(), 2026, EIND)
    assert tel(Advies.objects.binnen(g.noord), 2026, EIND).totaal == 2


# The yearly list -----------------------------------------------------------------------


def nieuw(g, onderwerp, jaar=JAAR):
    return Adviesonderwerp.objects.spreek_af(
        Adviesonderwerp(platform=g.platform, jaar=jaar, onderwerp=onderwerp), door=g.platformlid
    )


def test_een_vijfde_onderwerp_wordt_geweigerd_met_de_reden(g, client):
    for nummer in range(4):
        nieuw(g, f"Onderwerp {nummer}")
    with pytest.raises(ValidationError, match="hoogstens 4 per jaar"):
        nieuw(g, "Nog een")
    client.force_login(g.platformlid)
    antwoord = client.post(
        reverse("signalen:adviesonderwerp_nieuw", args=[g.platform.slug]) + f"?jaar={JAAR}", {"onderwerp": "Nog een"}
    )
    assert antwoord.status_code == 422 and "zodat er tijd is" in antwoord.content.decode()
    assert "Nog een" in antwoord.content.decode() and Adviesonderwerp.objects.count() == 4
    nieuw(g, "Volgend jaar", JAAR + 1)


@pytest.mark.django_db(transaction=True)
def test_wie_tegelijk_het_laatste_onderwerp_toevoegen_komen_niet_boven_het_maximum():
    if connection.vendor != "postgresql":
        pytest.skip("alleen PostgreSQL laat twee mensen tegelijk schrijven")
    g = maak_gemeente()
    for nummer in range(3):
        nieuw(g, f"Onderwerp {nummer}")

    def voeg_toe(naam):
        with suppress(ValidationError):
            nieuw(g, naam)
        connection.close()

    draden = [Thread(target=voeg_toe, args=[f"Nog een {nummer}"]) for nummer in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert Adviesonderwerp.objects.count() == 4


def test_hetzelfde_onderwerp_staat_er_een_keer(g, client):
    nieuw(g, "Het dorpshart")
    tweede = nieuw(g, "De haven")
    with pytest.raises(ValidationError, match="al op de lijst"):
        nieuw(g, "het DORPSHART")
    client.force_login(g.medewerker)
    url = reverse("signalen:adviesonderwerp", args=[g.platform.slug, tweede.pk])
    assert client.post(url, {"onderwerp": "Het dorpshart", "versie": 1}).status_code == 422
    assert client.post(url, {"onderwerp": "De oude haven", "versie": 1}).status_code == 302
    assert client.post(url, {"onderwerp": "Weer anders", "versie": 1}).status_code == 422
    tweede.refresh_from_db()
    assert tweede.onderwerp == "De oude haven"


def test_vanuit_een_onderwerp_begint_de_vraag_en_het_toont_wat_nooit_gevraagd_is(g, client):
    hart, haven = nieuw(g, "Het dorpshart"), nieuw(g, "De haven")
    maak_bijeenkomst(g.platform, date(JAAR, 1, 20), "afspraken", onderwerp="Wat gaan we doen?")
    client.force_login(g.medewerker)
    lijst = reverse("signalen:adviesonderwerpen", args=[g.platform.slug])
    pagina = client.get(lijst).content.decode()
    vraag = f"{reverse('signalen:advies_nieuw')}?platform={g.platform.slug}&amp;onderwerp={hart.pk}"
    assert vraag in pagina and "Wat gaan we doen?" in pagina
    form = client.get(vraag.replace("&amp;", "&")).context["form"]
    assert (form.initial["afspraak"], form.initial["onderwerp"]) == (hart.pk, "Het dorpshart")
    gevraagd(g, "gevraagd", afspraak=hart)
    Adviesonderwerp.objects.update(jaar=JAAR - 1)
    regels = client.get(lijst, {"jaar": JAAR - 1}).context["regels"]
    assert {r.onderwerp: r.is_gemist for r in regels} == {hart: False, haven: True}
    assert list(Adviesonderwerp.objects.niet_gevraagd()) == [haven]


def test_wat_al_gevraagd_is_blijft_op_de_lijst(g, client):
    hart, haven = nieuw(g, "Het dorpshart"), nieuw(g, "De haven")
    gevraagd(g, "gevraagd", afspraak=hart)
    client.force_login(g.platformlid)
    for onderwerp in (hart, haven, haven):
        client.post(reverse("signalen:adviesonderwerp_weg", args=[g.platform.slug, onderwerp.pk]))
    assert list(Adviesonderwerp.objects.all()) == [hart]
