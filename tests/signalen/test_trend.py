"""Trends: what the night finds in real signals, what it keeps, and what the Signaalteam decides on it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from gebieden.models import Gebied
from gebiedswerk.opdrachten import voer_uit, volg_rooster, zet_klaar
from signalen.models import Melder, Signaal, Trend
from signalen.trend.kwartaal import Kwartaal
from signalen.trend.nacht import verwerk, vind
from signalen.trend.termen import stam, woorden
from tests.gebieden.factories import maak_gemeente, vierkant

pytestmark = pytest.mark.django_db
# The night before: the third quarter of 2026 has just ended.
DAG = date(2026, 10, 1)
KWARTAAL = Kwartaal(2026, 3)


@pytest.fixture
def g():
    return maak_gemeente()


def geef_door(gebied, thema, aantal, kwartaal=KWARTAAL, tekst="Er is iets.", melder="", **velden):
    """So many signals, spread over the quarter, each from somebody else unless ``melder`` names who."""
    tz = timezone.get_current_timezone()
    rows, step = [], kwartaal.dagen / max(aantal, 1)
    start = Signaal.objects.count()
    for n in range(aantal):
        op = datetime.combine(kwartaal.eerste_dag + timedelta(days=int(n * step)), time(12), tz)
        code = f"{start + n}-{gebied.pk}-{thema}"
        rows.append(
            Signaal(
                tekst=tekst, thema=thema, domein="fysiek", trekkend_gebied=gebied, eigenaar_id=_eigenaar(gebied),
                ontvangen_op=op, status_sinds=op, uiterlijk=op.date(), code_zaad=code, code_hash=code, **velden,
            )
        )  # fmt: skip
    made = Signaal.objects.bulk_create(rows)
    Melder.objects.bulk_create(
        Melder(signaal=s, email=melder or f"{s.pk}@inwoner.test", bevestigd_op=timezone.now()) for s in made
    )
    return made


def _eigenaar(gebied):
    return Signaal.eigenaar.field.related_model.objects.order_by("pk").values_list("pk", flat=True)[0]


@pytest.fixture
def gewoon(g):
    """Three years in which every village has its usual few, and no quarter stands out."""
    for back in range(1, 12):
        for n, (gebied, thema) in enumerate(((g.dorp, "verkeer"), (g.dorp, "groen"), (g.stad, "verkeer"))):
            geef_door(gebied, thema, 6 + (back + n) % 3, KWARTAAL.plus(-back))
    return g


def nacht(dag=DAG):
    verwerk(vind(dag))
    return list(Trend.objects.order_by("pk"))


# What is found ---------------------------------------------------------------


def test_wat_normaal_is_is_geen_trend(gewoon):
    geef_door(gewoon.dorp, "verkeer", 8)
    geef_door(gewoon.stad, "verkeer", 6)
    assert nacht() == []


def test_een_uitschieter_is_een_voorstel_met_zijn_signalen_in_het_kleinste_gebied(gewoon):
    raak = geef_door(gewoon.dorp, "verkeer", 26)
    geef_door(gewoon.dorp, "groen", 7)
    geef_door(gewoon.stad, "verkeer", 7)
    (trend,) = nacht()
    assert (trend.gebied, trend.thema, trend.aantal, trend.status) == (gewoon.dorp, "verkeer", 26, "gevonden")
    assert set(trend.signalen.all()) == set(raak)
    assert trend.zin.startswith("26 signalen over verkeer en parkeren in Dorp; normaal zijn er 8 (tussen ")
    assert trend.q <= 0.05
    assert len(trend.reeks) == 11
    assert trend.reeks[-1]["aantal"] == 26


def test_in_het_eerste_jaar_weet_niemand_wat_normaal_is(g):
    for back in range(1, 4):
        geef_door(g.dorp, "verkeer", 3, KWARTAAL.plus(-back))
    geef_door(g.dorp, "verkeer", 40)
    assert nacht() == []


def test_een_lopend_kwartaal_telt_naar_de_dagen_die_voorbij_zijn(gewoon):
    volgend = KWARTAAL.plus(1)
    for thema, gebied in (("verkeer", gewoon.dorp), ("groen", gewoon.dorp), ("verkeer", gewoon.stad)):
        geef_door(gebied, thema, 7)
    geef_door(gewoon.dorp, "verkeer", 60, volgend)
    assert nacht(volgend.eerste_dag + timedelta(days=10)) == []
    (trend,) = nacht(volgend.eerste_dag + timedelta(days=46))
    assert (trend.van, trend.tot) == (volgend.eerste_dag, volgend.eerste_dag + timedelta(days=45))
    assert trend.verwacht == pytest.approx(3.6, abs=1)
    assert "tot en met 15-11" in trend.zin


def test_een_bundel_telt_een_keer_en_wie_erin_zit_hoort_het_toch(gewoon):
    hoofd = geef_door(gewoon.dorp, "verkeer", 1)[0]
    geef_door(gewoon.dorp, "verkeer", 25, hoofdsignaal=hoofd, status="gebundeld")
    assert nacht() == []
    geef_door(gewoon.dorp, "verkeer", 22)
    (trend,) = nacht()
    assert (trend.aantal, trend.signalen.count()) == (23, 48)


def test_spam_en_een_inwoner_die_alles_schrijft_zijn_geen_trend(gewoon):
    geef_door(gewoon.dorp, "verkeer", 30, is_verdacht=True)
    geef_door(gewoon.stad, "verkeer", 30, melder="boos@inwoner.test")
    assert nacht() == []


def test_wat_over_dorpen_heen_speelt_is_een_voorstel(g):
    """Each village alone could be chance; together, side by side, they are not."""
    Gebied.objects.filter(pk=g.dorp.pk).update(grens=vierkant(0))
    Gebied.objects.filter(pk=g.buurtschap.pk).update(grens=vierkant(1))
    Gebied.objects.filter(pk=g.stad.pk).update(grens=vierkant(2))
    for back in range(1, 12):
        for n, gebied in enumerate((g.dorp, g.buurtschap, g.stad)):
            geef_door(gebied, "verkeer", 8 + (back + n) % 3, KWARTAAL.plus(-back))
            geef_door(gebied, "groen", 8 + (back + n) % 3, KWARTAAL.plus(-back))
    for gebied in (g.dorp, g.buurtschap, g.stad):
        geef_door(gebied, "verkeer", 18)
        geef_door(gebied, "groen", 9)
    (trend,) = nacht()
    assert (trend.thema, trend.aantal, trend.gebied) == ("verkeer", 54, g.buurtschap)
    assert set(trend.samen_met.all()) == {g.dorp, g.stad}
    assert "in Buurtschap en omgeving" in trend.zin


def test_een_nieuw_woord_is_een_trend_en_een_naam_nooit(gewoon):
    for n, thema in enumerate(["groen", "verkeer", "wonen", "groen", "verkeer", "anders", "jeugd", "zorg"]):
        tekst = f"Op nummer {n} zit weer een wespennest, zegt Beukelaar. De boer Zwanenburg ook."
        signaal = geef_door(gewoon.dorp, thema, 1, tekst=tekst)[0]
        Melder.objects.filter(signaal=signaal).update(naam="Henk de boer")
    (trend,) = nacht()
    assert (trend.term, trend.thema, trend.aantal, trend.gebied) == ("wespennest", "", 8, gewoon.dorp)
    assert trend.zin.startswith("8 signalen met het woord ‘wespennest’ in Dorp; normaal")


def test_woorden_laat_stopwoorden_adressen_en_hoofdletters_weg():
    found = woorden("Bij de Kerk staat een bankje. Bankjes! Mail jan.modderkolk@voorbeeld.nl of zie www.modder.nl")
    assert {w for w, could_be_name in found.values() if not could_be_name} == {"bankje"}
    assert found["kerk"] == ("kerk", True)
    assert stam("drempels") == stam("drempel") == stam("drempeltje")


# What is kept ------------------------------------------------------------------


def test_de_volgende_nacht_werkt_hetzelfde_voorstel_bij(gewoon):
    geef_door(gewoon.dorp, "verkeer", 26)
    (trend,) = nacht()
    geef_door(gewoon.dorp, "verkeer", 10)
    assert nacht() == [trend]
    trend.refresh_from_db()
    assert (trend.aantal, trend.signalen.count()) == (36, 36)
    assert list(trend.tijdlijn.values_list("soort", flat=True)) == ["groei", "gevonden"]
    nacht()
    assert trend.tijdlijn.count() == 2


def test_wat_toch_normaal_is_vervalt_tenzij_iemand_er_iets_mee_deed(gewoon):
    raak = geef_door(gewoon.dorp, "verkeer", 26)
    (trend,) = nacht()
    Signaal.objects.filter(pk__in=[s.pk for s in raak[:20]]).update(is_verdacht=True)
    trend.noteer("Ik bel de school.", door=gewoon.medewerker)
    nacht()
    trend.refresh_from_db()
    assert trend.status == "gevonden"


def test_wat_vanzelf_verviel_komt_terug_als_het_weer_groeit(gewoon):
    raak = geef_door(gewoon.dorp, "verkeer", 26)
    (trend,) = nacht()
    Signaal.objects.filter(pk__in=[s.pk for s in raak[:20]]).update(is_verdacht=True)
    nacht()
    trend.refresh_from_db()
    assert (trend.status, trend.is_vanzelf_vervallen) == ("vervallen", True)
    Signaal.objects.update(is_verdacht=False)
    assert nacht() == [trend]
    trend.refresh_from_db()
    assert trend.status == "gevonden"


def test_een_besluit_blijft_staan_en_groei_staat_erbij(gewoon):
    geef_door(gewoon.dorp, "verkeer", 26)
    (trend,) = nacht()
    trend.ga_naar("vervallen", door=gewoon.medewerker, uitleg="Een actie van één straat.")
    geef_door(gewoon.dorp, "verkeer", 14)
    assert nacht() == [trend]
    trend.refresh_from_db()
    assert trend.status == "vervallen"
    trend.ga_naar("gevonden", door=gewoon.medewerker)
    trend.neem_besluit(
        besluit="onderzoeken", uitleg="Wij tellen.", eigenaar=gewoon.medewerker, uiterlijk=DAG, door=gewoon.medewerker
    )
    geef_door(gewoon.dorp, "verkeer", 20)
    assert nacht() == [trend]
    trend.refresh_from_db()
    assert (trend.status, trend.aantal) == ("besloten", 60)
    assert "Na het besluit kwam er meer binnen. 60 signalen" in trend.tijdlijn.first().tekst


def test_het_rooster_zoekt_elke_nacht_een_keer(gewoon):
    geef_door(gewoon.dorp, "verkeer", 26)
    opdracht, is_new = zet_klaar("trends", f"trends:{DAG}", dag=DAG.isoformat())
    assert is_new
    assert voer_uit(opdracht.pk)
    assert not voer_uit(opdracht.pk)
    assert Trend.objects.count() == 1
    volg_rooster()
    assert set(opdracht.__class__.objects.values_list("soort", flat=True)) >= {"trends", "trend_herinneringen"}


def test_de_nacht_vraagt_de_database_niet_meer_bij_meer_signalen(gewoon, django_assert_max_num_queries):
    geef_door(gewoon.dorp, "verkeer", 7)
    with django_assert_max_num_queries(24):
        vind(DAG)
