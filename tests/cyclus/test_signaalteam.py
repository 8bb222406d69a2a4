"""The quarterly meeting on trends: it stands ready by itself, and what is decided there is decided on the trend."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cyclus.models import Overleg
from cyclus.overleg.signaalteam import bereid_voor, te_bespreken_kwartaal
from cyclus.overleg.verslag import stel_op
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from signalen.models import Signaal, Trend
from signalen.trend.kwartaal import Kwartaal
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import maak_signaal, maak_trend

pytestmark = pytest.mark.django_db
KWARTAAL = Kwartaal(2026, 3)


@pytest.fixture
def g():
    g = maak_gemeente()
    signaal = maak_signaal(g.dorp)
    Signaal.objects.filter(pk=signaal.pk).update(ontvangen_op="2026-08-01T10:00Z")
    g.trend = maak_trend(g.noord, "verkeer", 26)
    return g


def test_na_een_kwartaal_staat_het_overleg_klaar_en_hoort_de_voorzitter_het(g):
    lopend = maak_trend(g.zuid, "groen", van=date(2026, 4, 1))
    lopend.neem_besluit(
        besluit="opgave", uitleg="Wij planten.", eigenaar=g.elders, uiterlijk=date(2026, 8, 1), door=g.elders
    )
    for dag in (date(2026, 10, 6), date(2026, 10, 7)):
        opdracht, _ = zet_klaar("signaalteam", f"signaalteam-dag:{dag}", dag=dag.isoformat())
        assert voer_uit(opdracht.pk)
    assert voer_uit(Opdracht.objects.get(soort="bereid_signaalteam_voor").pk)
    overleg = Overleg.objects.get()
    assert (overleg.trekkend_gebied, overleg.voorzitter) == (g.gemeente, g.regie)
    assert timezone.localtime(overleg.begint_op).date() == date(2026, 10, 14)
    titels = list(overleg.agendapunten.values_list("titel", flat=True))
    assert titels[0] == "Wat kwam er binnen in het derde kwartaal van 2026?"
    assert titels[1:] == ["Trend: Verkeer en parkeren in Noord", "Trend: Groen en water in Zuid"]
    assert "Besloten: een opgave (Els" in overleg.agendapunten.get(trend=lopend).toelichting
    assert Bericht.objects.get(onderwerp=f"Staat klaar: {overleg}").aan == g.regie.email
    assert g.trend.is_aangeraakt


def test_wat_iemand_al_plande_wordt_gevuld(g):
    overleg = Overleg.objects.create(
        soort="gebiedsteam", titel="Eigen dag", begint_op="2026-10-20T09:00Z", voorzitter=g.medewerker,
        trekkend_gebied=g.gemeente,
    )  # fmt: skip
    overleg.leg_in()
    assert bereid_voor(KWARTAAL) == overleg
    assert bereid_voor(KWARTAAL) == overleg
    assert overleg.agendapunten.filter(trend=g.trend).count() == 1
    assert Bericht.objects.filter(sleutel="signaalteam:2026-3").count() == 1


def test_alleen_kort_na_een_kwartaal_en_als_de_gemeente_zo_overlegt(g):
    assert te_bespreken_kwartaal(date(2026, 10, 6)) == KWARTAAL
    assert te_bespreken_kwartaal(date(2026, 10, 2)) is None
    assert te_bespreken_kwartaal(date(2026, 11, 15)) is None
    Signaal.objects.all().delete()
    assert bereid_voor(KWARTAAL) is None


@pytest.fixture
def lopend(g):
    overleg = Overleg.objects.create(
        titel="Team", begint_op=timezone.now(), voorzitter=g.medewerker, trekkend_gebied=g.noord
    )
    overleg.leg_in()
    overleg.nodig_uit(persoon=g.medewerker)
    g.overleg, g.punt = overleg, overleg.zet_op_agenda(trend=g.trend)
    overleg.ga_naar("lopend")
    return g


def bewaar(client, g, **velden):
    leeg = {"bespreking": "", "actie": "", "eigenaar": "", "uiterlijk": "", "keuze": "", "versie": g.punt.versie}
    url = reverse("cyclus:overleg_punt", args=[g.overleg.pk, g.punt.pk])
    return client.post(url, leeg | {"trekker": "", "klaar": "", "uitleg": ""} | velden)


def test_in_het_overleg_wordt_over_de_trend_besloten(client, lopend):
    g = lopend
    client.force_login(g.medewerker)
    pagina = client.get(g.overleg.get_absolute_url()).content.decode()
    assert "Een gezamenlijke voorziening" in pagina
    mist = bewaar(client, g, keuze="voorziening", uitleg="Er komt een zebrapad.")
    assert mist.status_code == 422
    assert "Kies wie dit doet." in mist.content.decode()
    klaar = timezone.localdate() + timedelta(days=60)
    goed = {"keuze": "voorziening", "uitleg": "Er komt een zebrapad.", "trekker": g.medewerker.pk, "klaar": klaar}
    assert bewaar(client, g, **goed, bespreking="Zes botsingen.").status_code == 302
    trend = Trend.objects.get()
    assert (trend.status, trend.besluit, trend.eigenaar, trend.uiterlijk) == (
        "besloten", "voorziening", g.medewerker, klaar,
    )  # fmt: skip
    (punt,) = stel_op(g.overleg).punten
    assert punt.besluit.startswith(f"Een gezamenlijke voorziening ({g.medewerker}, uiterlijk")
    assert punt.besluit.endswith("Er komt een zebrapad.")
    assert Opdracht.objects.filter(soort="vertel_trend").count() == 1


def test_een_lopend_besluit_wordt_aan_tafel_afgerond(client, lopend):
    g = lopend
    g.trend.neem_besluit(
        besluit="opgave", uitleg="Wij doen het.", eigenaar=g.medewerker, uiterlijk=date(2026, 8, 1), door=g.medewerker
    )
    client.force_login(g.medewerker)
    assert bewaar(client, g, keuze="afgerond", uitleg="Het ligt er.").status_code == 302
    trend = Trend.objects.get()
    assert (trend.status, trend.resultaat) == ("afgerond", "Het ligt er.")


def test_trends_staan_bij_wat_er_te_agenderen_is(client, lopend):
    g = lopend
    ander = maak_trend(g.noord, "groen", 12)
    client.force_login(g.medewerker)
    url = reverse("cyclus:overleg_agenda_vullen", args=[g.overleg.pk])
    assert "12 signalen over groen en water in Noord" in client.get(url).content.decode()
    for _ in range(2):
        client.post(url, {"trends": [ander.pk]})
    assert g.overleg.agendapunten.filter(trend=ander).count() == 1
