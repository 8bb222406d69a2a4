"""The example municipality, loaded once for all tests of this file."""

from collections import Counter

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from cyclus.models import (
    Actiepunt,
    Afspraak,
    Agendapunt,
    Conclusie,
    Deelnemer,
    Doel,
    Doeloordeel,
    Escalatie,
    Gebiedsagenda,
    Gebiedsanalyse,
    Gebiedsmonitor,
    Gebiedsplan,
    Maatregel,
    Mijlpaal,
    Opdrachtbrief,
    Opgave,
    Overleg,
    Verhaal,
)
from cyclus.rodedraad.draad import rode_draad
from gebieden.models import Cijfer, Gebied, Gebiedsrol, Gebruiker, Platform
from gebiedswerk.models import Bericht, Gebeurtenis, Opdracht
from gebiedswerk.profiel import huidig, vergeet
from gebiedswerk.voorbeeld.laden import laad
from gebiedswerk.voorbeeld.mensen import accounts
from initiatieven.models import Contactmoment, Initiatief
from signalen.models import Advies, Foto, Inzage, Melder, Opschoning, Overdracht, Signaal, Trend

ALLES = [
    *(Gebied, Gebruiker, Gebiedsrol, Platform, Signaal, Melder, Foto, Overdracht, Initiatief, Contactmoment, Opgave),
    *(Overleg, Deelnemer, Agendapunt, Actiepunt, Gebiedsanalyse, Verhaal, Gebiedsagenda, Doel, Gebiedsplan),
    *(Maatregel, Gebiedsmonitor, Doeloordeel, Conclusie, Escalatie),
]


@pytest.fixture(scope="module")
def geladen(django_db_setup, django_db_blocker):
    """The moment of loading; every test works in a savepoint of this one transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        nu = timezone.now()
        assert laad(nu=nu)
        yield nu
        transaction.set_rollback(True)


@pytest.fixture
def voorbeeld(geladen, db):
    vergeet()
    return geladen


def tellingen():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_een_tweede_keer_verandert_niets(voorbeeld, settings, capsys):
    settings.DEBUG = True
    eerder = tellingen()
    call_command("laad_voorbeeld")
    assert "staat er al" in capsys.readouterr().out
    assert tellingen() == eerder
    assert laad() is False


def test_vijf_gebieden_en_zesentwintig_kernen_met_een_schets_als_grens(voorbeeld):
    assert Counter(Gebied.objects.values_list("niveau", flat=True)) == {"gemeente": 1, "gebied": 5, "kern": 26}
    assert not Gebied.objects.filter(is_schematisch=False).exists()
    assert not Gebied.objects.filter(grens=None).exists()
    assert all("Visiedocument" in bron for bron in Gebied.objects.values_list("bron", flat=True))
    assert Gebied.objects.get(niveau="gemeente").code == "GM1960"
    assert huidig().is_voorbeeld


def test_een_jaar_vol_werk(voorbeeld):
    assert 140 <= Signaal.objects.count() <= 190
    assert 40 <= Initiatief.objects.count() <= 55
    assert set(Signaal.objects.values_list("status", flat=True)) >= {
        *("nieuw", "in_beoordeling", "in_behandeling", "doorgezet", "gebundeld", "niet_opgepakt"),
        *("teruggekoppeld", "heropend"),
    }
    assert set(Initiatief.objects.values_list("status", flat=True)) == set(Initiatief.tabel.namen)
    assert set(Overleg.objects.values_list("status", flat=True)) >= {"gepland", "afgerond", "afgelast"}
    assert Overdracht.objects.open().exists()
    assert set(Escalatie.objects.values_list("status", flat=True)) == {"voorgelegd", "besloten"}
    assert Maatregel.objects.escalatie_rijp(timezone.localdate(voorbeeld)).exists()
    # Those of signals that were closed long ago are gone, as the retention job reported.
    assert Foto.objects.count() >= 2
    assert sum(o.aantallen.get("fotos", 0) for o in Opschoning.objects.all()) >= 1
    assert Inzage.objects.exists() and Melder.objects.filter(bevestigd_op=None).exclude(email="").count() == 1
    assert Bericht.objects.count() > 100
    assert not Bericht.objects.filter(verzonden_op=None).exists()


def test_adviezen_in_elke_stand_en_een_dat_te_lang_bij_het_college_ligt(voorbeeld):
    assert set(Advies.objects.values_list("status", flat=True)) == set(Advies.tabel.namen) - {"ingetrokken"}
    late = Advies.objects.voor_te_leggen().over_termijn(timezone.localdate(voorbeeld))
    assert late.get().onderwerp == "Snelheid op de Waalbandijk"
    assert set(Advies.objects.exclude(besluit="").values_list("besluit", flat=True)) == set(dict(Advies.BESLUITEN))


def test_het_plan_heeft_mijlpalen_afspraken_en_brieven_in_elke_stand(voorbeeld):
    assert set(Opdrachtbrief.objects.values_list("status", flat=True)) == set(Opdrachtbrief.tabel.namen)
    brieven = list(Opdrachtbrief.objects.exclude(inhoud=None))
    Opdrachtbrief.zet_standen(brieven)
    assert any(brief.verschillen for brief in brieven) and not all(brief.verschillen for brief in brieven)
    assert set(Maatregel.objects.values_list("soort", flat=True)) == {"maatregel", "activiteit", "project"}
    assert Mijlpaal.objects.te_laat().exists() and Mijlpaal.objects.exclude(gehaald_datum=None).exists()
    assert Afspraak.objects.exclude(vorige=None).exists()
    assert set(Afspraak.objects.values_list("uitkomst", flat=True)) == set(dict(Afspraak.UITKOMSTEN))


def test_vorig_jaar_is_rond_en_dit_jaar_loopt(voorbeeld):
    vorig = Gebiedsmonitor.objects.first().jaar
    for model, status in (
        (Gebiedsanalyse, "vastgesteld"),
        (Gebiedsplan, "afgesloten"),
        (Gebiedsmonitor, "vastgesteld"),
    ):
        assert list(model.objects.filter(jaar=vorig).values_list("status", flat=True)) == [status] * 5, model
    assert not Gebiedsanalyse.objects.filter(jaar=vorig, inhoud=None).exists()
    assert not Gebiedsmonitor.objects.filter(inhoud=None).exists()
    assert Gebiedsagenda.objects.geldig_in(vorig + 1).count() == 5
    lopend = Maatregel.objects.filter(plan__jaar=vorig + 1, plan__status="vastgesteld")
    vandaag = timezone.localdate(voorbeeld)
    assert lopend.filter(status="gedaan").exists()
    assert lopend.over_termijn(vandaag).exists()
    assert lopend.open().filter(einddatum__gte=vandaag).exists()
    assert Conclusie.objects.filter(overgenomen_in__plan__jaar=vorig + 1).count() >= 5
    assert Conclusie.objects.exclude(niet_overgenomen_omdat="").exists()


def test_een_analyse_laat_zien_wat_nog_te_bekijken_is(voorbeeld):
    analyse = Gebiedsanalyse.objects.get(gebied__naam="Gebied 4", status="ter_toetsing")
    soorten = {regel.soort for regel in analyse.nog_na_te_kijken()}
    assert soorten == {"Ontwikkeling", "Bedreiging", "Verhaal"}
    inhoud = analyse.huidige_inhoud()
    assert {(p.soort, p.aard) for p in inhoud.punten} >= {("Kans", "Feit"), ("Kans", "Mening of verwachting")}
    assert sum(bool(punt.commentaar) for punt in inhoud.opvallend) >= 3
    with pytest.raises(ValidationError, match="nog niet opnieuw bekeken"):
        analyse.ga_naar("vastgesteld")


def test_de_worker_maakt_de_analyses_van_dit_jaar(voorbeeld):
    wacht = Opdracht.objects.filter(soort="wijkanalyse", status="klaargezet")
    assert {o.gegevens["gebied"] for o in wacht} == set(Gebied.objects.op_niveau("gebied").values_list("pk", flat=True))


def test_de_trends_zijn_echt_gevonden_en_over_een_is_besloten(voorbeeld):
    besloten, gevonden = Trend.objects.get(status="besloten"), Trend.objects.filter(status="gevonden")
    assert (besloten.aantal, besloten.besluit) == (7, "voorziening")
    assert "6 signalen over openbare ruimte in Herwijnen" in " ".join(t.zin for t in gevonden)
    assert any(t.term == "deelscooters" for t in gevonden)
    komend = Overleg.objects.get(titel__startswith="Gebiedsteam", status="gepland", agendapunten__trend=besloten)
    assert komend.begint_op > voorbeeld
    assert Bericht.objects.filter(onderwerp__startswith="Wat wij doen met uw signaal").count() == 7


def test_ieder_signaal_heeft_een_eigenaar_die_er_werkt(voorbeeld):
    assert not Signaal.objects.verweesd().exists()
    assert Signaal.objects.values("eigenaar").distinct().count() >= 5


def test_iedere_rol_heeft_een_account_dat_zich_kan_aanmelden(voorbeeld, client, capsys):
    call_command("laad_voorbeeld", "--accounts")
    tabel = capsys.readouterr().out
    functies = set()
    for rol, email, wachtwoord in accounts("west-betuwe"):
        assert rol in tabel
        assert f"{email}  " in tabel
        response = client.post(reverse("account_login"), {"login": email, "password": wachtwoord})
        assert response.status_code == 302, email
        assert client.get(reverse("werk")).status_code == 200, email
        client.logout()
        functies |= set(Gebruiker.objects.get(email=email).gebiedsrollen.values_list("functie", flat=True))
    assert functies == {functie["code"] for functie in huidig().functies}


def test_alle_mensen_zijn_verzonnen_en_onbereikbaar(voorbeeld):
    assert not Gebruiker.objects.filter(is_voorbeeld=False).exists()
    adressen = [
        *Gebruiker.objects.values_list("email", flat=True),
        *Bericht.objects.exclude(aan="").values_list("aan", flat=True),
    ]
    adressen += Melder.objects.exclude(email="").values_list("email", flat=True)
    assert {adres.rpartition("@")[2] for adres in adressen} == {"example.org"}
    assert not Melder.objects.exclude(telefoon="").exists()


def test_ieder_verzonnen_cijfer_en_stuk_zegt_dat_het_een_voorbeeld_is(voorbeeld):
    assert Cijfer.objects.count() > 3000
    assert not Cijfer.objects.filter(is_voorbeeld=False).exists()
    assert not Cijfer.objects.exclude(bron="Verzonnen voorbeeldcijfers").exists()
    flagged = [m for m in apps.get_models() if any(f.name == "is_voorbeeld" for f in m._meta.fields)]
    for model in flagged:
        assert not model._base_manager.filter(is_voorbeeld=False).exists(), model


def test_mensen_herhalen_zichzelf_niet(voorbeeld):
    # A story that came along from last year is the same story.
    verhalen = Verhaal.objects.filter(vorig=None)
    initiatieven = Initiatief.objects.all()
    gezegd = [(Signaal.objects.all(), "tekst"), (initiatieven, "titel"), (initiatieven, "omschrijving")]
    for rijen, veld in (*gezegd, (verhalen, "tekst")):
        most = rijen.values(veld).order_by().annotate(aantal=Count("pk")).order_by("-aantal").first()
        assert most["aantal"] == 1, most
    antwoorden = Counter(
        Signaal.objects.filter(hoofdsignaal=None).exclude(antwoord="").values_list("antwoord", flat=True)
    )
    assert antwoorden.most_common(1)[0][1] <= 2


def test_er_lopen_rode_draden_van_signaal_tot_resultaat(voorbeeld):
    wethouder = Gebruiker.objects.get(email="wethouder@example.org")
    rond = []
    for signaal in Signaal.objects.filter(opgaven__isnull=False).distinct():
        etappes = {e.naam: e.punten for e in rode_draad(signaal, wethouder)}
        if all(etappes[naam] for naam in ("Signaal", "Opgave", "Doel", "Maatregel", "Resultaat")):
            rond.append(signaal)
    assert len({opgave for s in rond for opgave in s.opgaven.all()}) >= 2
    # Also what came in after the opgave had begun was linked to it.
    assert Opgave.objects.get(titel__startswith="Veilige dijk").signalen.filter(status="in_behandeling").exists()
    # What the reporter reads without an account.
    openbaar = {e.naam: e.punten for e in rode_draad(rond[0], None)}
    assert openbaar["Maatregel"]
    assert openbaar["Resultaat"]


def test_de_tijd_loopt_vooruit_en_niet_voorbij_nu(voorbeeld):
    assert not Gebeurtenis.objects.filter(op__gt=voorbeeld).exists()
    for signaal in Signaal.objects.all():
        gebeurd = list(Gebeurtenis.objects.van(signaal).order_by("pk"))
        momenten = [g.op for g in gebeurd]
        assert momenten == sorted(momenten), signaal
        assert gebeurd[0].soort == "ontvangen"
        assert signaal.status_sinds >= signaal.ontvangen_op
        if signaal.beantwoord_op:
            assert signaal.ontvangen_op < signaal.beantwoord_op <= voorbeeld
    for model in (Initiatief, Opgave, Overleg, Maatregel, Gebiedsagenda, Gebiedsplan, Gebiedsmonitor):
        assert not model.objects.filter(status_sinds__gt=voorbeeld).exists()
        assert not model.objects.filter(aangemaakt_op__gt=voorbeeld).exists()
    assert not Signaal.objects.exclude(ontvangen_op__lte=voorbeeld).exists()
    nummers = list(Signaal.objects.order_by("ontvangen_op").values_list("pk", flat=True))
    assert nummers == sorted(nummers)


@pytest.mark.parametrize("model", ALLES, ids=lambda model: model.__name__)
def test_elke_rij_klopt(voorbeeld, model):
    rows = list(model._base_manager.all())
    assert rows
    for row in rows:
        row.full_clean()


@pytest.mark.parametrize(
    ("naam", "account"),
    [
        *[("signalen:lijst", a) for a in ("makelaar", "wethouder", "platform")],
        *[("initiatieven:lijst", a) for a in ("makelaar-elders", "beheerder")],
        *[("cyclus:overleg_lijst", a) for a in ("regisseur", "partner", "platform")],
        *[("cyclus:monitor", a) for a in ("raadslid", "secretaris")],
        ("cyclus:plan_lijst", "vakafdeling"),
        ("cyclus:agenda_lijst", "manager"),
        ("cyclus:opgave_lijst", "sociaal"),
    ],
)
def test_de_schermen_zijn_gevuld(voorbeeld, client, naam, account):
    client.force_login(Gebruiker.objects.get(email=f"{account}@example.org"))
    response = client.get(reverse(naam))
    assert response.status_code == 200
    assert any(plaats in response.content.decode() for plaats in ("Gebied 4", "Varik"))
