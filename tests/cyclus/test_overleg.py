"""The rules of meetings, actions and minutes."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from cyclus.models import Actiepunt, Agendapunt, Overleg
from cyclus.overleg.statussen import ACTIEPUNT, TABEL
from cyclus.overleg.uitnodiging import uitnodiging
from cyclus.overleg.verslag import mail_uitnodiging, mail_verslag, stel_op
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente, maak_persoon

from .factories import maak_actie, maak_initiatief, maak_overleg

pytestmark = pytest.mark.django_db
ROUTES = {"gepland": [], "lopend": ["lopend"], "afgerond": ["lopend", "afgerond"], "afgelast": ["afgelast"]}
TOEGESTAAN = {("gepland", "lopend"), ("gepland", "afgelast"), ("lopend", "afgerond"), ("afgerond", "lopend")}
ACTIE_TOEGESTAAN = {("open", "gedaan"), ("open", "vervallen"), ("gedaan", "open")}


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def partner(g):
    return maak_persoon("Paula Partner", "partner", g.noord)


@pytest.fixture
def overleg(g):
    return maak_overleg(g.noord, g.medewerker)


@pytest.fixture
def bezig(g, overleg):
    return overleg.ga_naar("lopend", door=g.medewerker)


def signaal(gebied, tekst="Er wordt hard gereden"):
    return Signaal.objects.neem_aan(tekst=tekst, thema="verkeer", gebied=gebied)


@pytest.mark.parametrize(("van", "naar"), [p for p in product(TABEL.namen, repeat=2) if p[0] != p[1]])
def test_alle_paren_van_een_overleg(g, overleg, van, naar):
    for stap in ROUTES[van]:
        overleg.ga_naar(stap, door=g.medewerker)
    if (van, naar) in TOEGESTAAN:
        overleg.ga_naar(naar, door=g.medewerker)
    else:
        with pytest.raises(OvergangNietToegestaan):
            overleg.ga_naar(naar, door=g.medewerker)
    assert Overleg.objects.get().status == (naar if (van, naar) in TOEGESTAAN else van)


@pytest.mark.parametrize(("van", "naar"), [p for p in product(ACTIEPUNT.namen, repeat=2) if p[0] != p[1]])
def test_alle_paren_van_een_actiepunt(g, bezig, van, naar):
    actie = maak_actie(bezig, g.vakambtenaar, g.medewerker)
    if van != "open":
        actie.ga_naar(van, door=g.vakambtenaar, reden="Niet meer nodig")
    if (van, naar) in ACTIE_TOEGESTAAN:
        actie.ga_naar(naar, door=g.vakambtenaar, reden="Niet meer nodig")
    else:
        with pytest.raises(OvergangNietToegestaan):
            actie.ga_naar(naar, door=g.vakambtenaar, reden="Niet meer nodig")
    assert Actiepunt.objects.get().status == (naar if (van, naar) in ACTIE_TOEGESTAAN else van)


def test_een_actie_is_van_haar_eigenaar_en_van_wie_hier_behandelt(g, bezig, partner):
    actie = maak_actie(bezig, partner, g.medewerker)
    for wie in (g.elders, g.wethouder, g.vakambtenaar, g.platformlid):
        with pytest.raises(GeenRecht):
            actie.ga_naar("gedaan", door=wie)
    for wie in (partner, g.sociaal):
        actie.ga_naar("gedaan", door=wie)
        actie.ga_naar("open", door=wie)


def test_vervallen_vraagt_een_reden(g, bezig):
    actie = maak_actie(bezig, g.vakambtenaar, g.medewerker)
    with pytest.raises(ValidationError) as fout:
        actie.ga_naar("vervallen", door=g.vakambtenaar)
    assert set(fout.value.message_dict) == {"reden"}


# Who sees what ------------------------------------------------------------


def test_een_partner_ziet_zijn_eigen_tafels_en_zijn_eigen_acties(g, partner, overleg):
    ander = maak_overleg(g.noord, g.medewerker, titel="Andere tafel")
    for tafel in (overleg, ander):
        tafel.ga_naar("lopend", door=g.medewerker)
    overleg.nodig_uit(persoon=partner)
    overleg.nodig_uit(naam="Nog een keer", persoon=partner)
    eigen = maak_actie(ander, partner, g.medewerker, "Van Paula")
    maak_actie(overleg, g.medewerker, g.medewerker, "Van Mia")
    assert list(Overleg.objects.zichtbaar_voor(partner)) == [overleg]
    assert list(Actiepunt.objects.zichtbaar_voor(partner)) == [eigen]
    assert list(Overleg.objects.met_recht(partner, "meelezen")) == []


@pytest.mark.parametrize(
    ("wie", "ziet"), [("medewerker", 1), ("elders", 1), ("wethouder", 1), ("raadslid", 0), ("platformlid", 0)]
)
def test_wie_een_overleg_ziet(g, overleg, wie, ziet):
    assert Overleg.objects.zichtbaar_voor(getattr(g, wie)).count() == ziet


# The agenda ---------------------------------------------------------------


def test_de_agenda_vult_zich_met_wat_hier_open_staat(g, overleg):
    hier, ver = signaal(g.dorp, "In het dorp"), signaal(g.stad, "In de stad")
    klaar = signaal(g.dorp, "Al klaar")
    Signaal.objects.filter(pk=klaar.pk).update(status="teruggekoppeld")
    idee = maak_initiatief(g.buurtschap, g.medewerker)
    maak_initiatief(g.dorp, g.medewerker, "Gestopt", status="gestopt")
    assert list(overleg.te_bespreken_signalen(g.medewerker)) == [hier]
    assert list(overleg.te_bespreken_initiatieven(g.medewerker)) == [idee]
    overleg.leg_in(g.stad)
    assert set(overleg.te_bespreken_signalen(g.medewerker)) == {hier, ver}


def test_acties_over_de_datum_komen_terug_bij_dezelfde_soort_overleg(g, overleg):
    def eerder(soort="gebiedstafel", gebied=g.noord, dagen=-30):
        vorige = maak_overleg(gebied, g.medewerker, titel="Vorige keer", over_dagen=dagen, soort=soort)
        return vorige.ga_naar("lopend")

    vorige = eerder()
    laat = maak_actie(vorige, g.medewerker, g.medewerker, "Te laat", over_dagen=-1)
    maak_actie(vorige, g.medewerker, g.medewerker, "Vandaag", over_dagen=0)
    klaar = maak_actie(vorige, g.medewerker, g.medewerker, "Al gedaan", over_dagen=-9)
    klaar.ga_naar("gedaan", door=g.medewerker)
    maak_actie(eerder(soort="signaalteam"), g.medewerker, g.medewerker, "Andere soort", over_dagen=-1)
    maak_actie(eerder(gebied=g.zuid), g.elders, g.elders, "Ander gebied", over_dagen=-1)
    maak_actie(eerder(dagen=30), g.medewerker, g.medewerker, "Van later", over_dagen=-1)
    assert list(Actiepunt.objects.te_bespreken_in(overleg)) == [laat]
    overleg.zet_op_agenda(actiepunt=laat)
    assert list(Actiepunt.objects.te_bespreken_in(overleg)) == []


def test_niets_staat_dubbel_op_de_agenda(g, overleg):
    s, i = signaal(g.dorp), maak_initiatief(g.dorp, g.medewerker)
    for _ in range(2):
        overleg.zet_op_agenda(signaal=s)
        overleg.zet_op_agenda(initiatief=i)
    assert [(p.volgorde, p.signaal, p.initiatief) for p in overleg.agendapunten.all()] == [(1, s, None), (2, None, i)]
    assert list(overleg.te_bespreken_signalen(g.medewerker)) == []
    ander = maak_overleg(g.noord, g.medewerker)
    assert list(ander.te_bespreken_signalen(g.medewerker)) == [s]


@pytest.mark.parametrize(
    ("welk", "plek", "volgorde"),
    [(0, 2, "bac"), (2, 1, "cab"), (1, 1, "bac"), (1, 3, "acb"), (0, 0, "abc"), (0, 99, "bca"), (1, 2, "abc")],
)
def test_een_punt_gaat_naar_zijn_plek_ook_bij_twee_keer_klikken(overleg, welk, plek, volgorde):
    punten = [overleg.zet_op_agenda(titel=titel) for titel in "abc"]
    for _ in range(2):
        punten[welk].verplaats_naar(plek)
        assert "".join(p.titel for p in overleg.agendapunten.all()) == volgorde


def test_een_heel_lange_titel_past_op_de_agenda(g, bezig):
    actie = maak_actie(bezig, g.medewerker, g.medewerker, "x" * 250, over_dagen=-1)
    assert len(maak_overleg(g.noord, g.medewerker).zet_op_agenda(actiepunt=actie).titel) == 200


# During the meeting -------------------------------------------------------


def test_besluit_en_actie_staan_op_de_tijdlijn_van_wat_besproken_is(g, bezig):
    s, i = signaal(g.dorp), maak_initiatief(g.dorp, g.medewerker)
    for ding in ({"signaal": s}, {"initiatief": i}):
        punt = bezig.zet_op_agenda(**ding)
        punt.leg_vast(door=g.medewerker, bespreking="Lang gepraat", besluit="We meten de snelheid")
        punt.leg_vast(door=g.medewerker, bespreking="Nog langer gepraat", besluit="We meten de snelheid")
        punt.spreek_af("Meter lenen", eigenaar=g.vakambtenaar, uiterlijk=date(2026, 12, 1), door=g.medewerker)
    for ding in (s, i):
        regels = [(r.soort, r.tekst) for r in ding.tijdlijn if r.soort in ("besluit", "actiepunt")]
        assert regels == [
            ("actiepunt", "Tafel veilig fietsen: Meter lenen (Vera Vak, 01-12-2026)"),
            ("besluit", "Tafel veilig fietsen: We meten de snelheid"),
        ]


@pytest.mark.parametrize("status", ["gepland", "afgerond", "afgelast"])
def test_alleen_tijdens_het_overleg_wordt_er_opgeschreven(g, overleg, status):
    punt = overleg.zet_op_agenda(titel="Opening")
    for stap in ROUTES[status]:
        overleg.ga_naar(stap, door=g.medewerker)
    with pytest.raises(ValidationError):
        punt.leg_vast(door=g.medewerker, bespreking="Stiekem")
    with pytest.raises(ValidationError):
        punt.spreek_af("Stiekem", eigenaar=g.medewerker, uiterlijk=date(2026, 12, 1), door=g.medewerker)
    assert Agendapunt.objects.get().bespreking == ""
    assert not Actiepunt.objects.exists()


def test_twee_mensen_vinken_tegelijk_aanwezigheid_aan(g, overleg):
    a, b = overleg.nodig_uit(naam="An"), overleg.nodig_uit(naam="Bo")
    overleg.zet_aanwezigheid([a.pk], [])
    overleg.zet_aanwezigheid([b.pk], [])
    assert set(overleg.deelnemers.values_list("naam", "is_aanwezig")) == {("An", True), ("Bo", True)}
    overleg.zet_aanwezigheid([], [a.pk])
    assert list(overleg.deelnemers.filter(is_aanwezig=True)) == [b]


def test_nog_een_keer_uitnodigen_maakt_geen_tweede(g, overleg):
    overleg.nodig_uit(persoon=g.sociaal)
    overleg.nodig_uit(persoon=g.sociaal, rol="uitvoeren")
    assert [(d.naam, d.email, d.rol) for d in overleg.deelnemers.all()] == [
        (g.sociaal.naam, g.sociaal.email, "uitvoeren")
    ]


# Reminders ----------------------------------------------------------------


def test_de_eigenaar_wordt_een_week_ervoor_op_de_dag_en_een_week_erna_herinnerd(g, bezig):
    actie = maak_actie(bezig, g.vakambtenaar, g.medewerker, over_dagen=20)
    klaar = maak_actie(bezig, g.vakambtenaar, g.medewerker, "Al klaar", over_dagen=20)
    klaar.ga_naar("gedaan", door=g.vakambtenaar)
    wanneer = []
    for afstand in range(-9, 10):
        dag = actie.uiterlijk + timedelta(days=afstand)
        opdracht, _ = zet_klaar("actie_herinneringen", f"actie_herinneringen:{dag}", dag=dag.isoformat())
        before = Bericht.objects.count()
        assert voer_uit(opdracht.pk)
        wanneer += [afstand] * (Bericht.objects.count() - before)
    assert wanneer == [-7, 0, 7]
    assert {b.aan for b in Bericht.objects.all()} == {g.vakambtenaar.email}
    assert all(actie.get_absolute_url() in b.tekst for b in Bericht.objects.all())


# Minutes ------------------------------------------------------------------


@pytest.fixture
def afgerond(g, bezig):
    bezig.nodig_uit(persoon=g.medewerker, rol="begeleiden")
    bezig.nodig_uit(naam="Kees de Vries", organisatie="Corporatie", email="kees@voorbeeld.test")
    bezig.nodig_uit(naam="Zonder adres")
    bezig.zet_aanwezigheid([bezig.deelnemers.get(naam="Kees de Vries").pk], [])
    punt = bezig.zet_op_agenda(signaal=signaal(g.dorp))
    punt.leg_vast(door=g.medewerker, bespreking="Bij de school <gaat> het mis", besluit="We meten & melden")
    punt.spreek_af("Meter lenen", eigenaar=g.vakambtenaar, uiterlijk=date(2026, 12, 1), door=g.medewerker)
    return bezig.ga_naar("afgerond", door=g.medewerker)


def test_het_verslag_bevat_besluiten_en_acties(g, afgerond):
    verslag = stel_op(afgerond)
    assert verslag.aanwezig == ["Kees de Vries (Corporatie)"]
    assert verslag.afwezig == ["Mia Makelaar, begeleiden", "Zonder adres"]
    (punt,) = verslag.punten
    assert punt.besluit == "We meten & melden"
    assert [(a.tekst, a.eigenaar, a.uiterlijk) for a in punt.acties] == [("Meter lenen", "Vera Vak", "01-12-2026")]


def test_de_pdf_wordt_een_keer_gemaakt_ook_als_de_opdracht_twee_keer_loopt(afgerond):
    opdracht = Opdracht.objects.get(soort="maak_verslag")
    assert voer_uit(opdracht.pk)
    assert not voer_uit(opdracht.pk)
    # A worker that lost its lease and came back too late.
    Opdracht.objects.filter(pk=opdracht.pk).update(status="klaargezet")
    assert voer_uit(opdracht.pk)
    document = Document.objects.van(afgerond).get()
    assert document.bestand.open().read().startswith(b"%PDF")
    assert document.gegevens["punten"][0]["besluit"] == "We meten & melden"
    assert afgerond.verslag_document() == document


def test_een_heropend_verslag_krijgt_een_nieuwe_pdf_en_de_oude_geldt_niet_meer(g, afgerond):
    voer_uit(Opdracht.objects.get(soort="maak_verslag").pk)
    oud = afgerond.verslag_document()
    afgerond.ga_naar("lopend", door=g.medewerker)
    assert afgerond.verslag_document() is None
    afgerond.agendapunten.get().leg_vast(door=g.medewerker, bespreking="Toch anders", besluit="Niets doen")
    afgerond.ga_naar("afgerond", door=g.medewerker)
    assert afgerond.verslag_document() is None
    assert voer_uit(Opdracht.objects.filter(soort="maak_verslag").latest("pk").pk)
    nieuw = afgerond.verslag_document()
    assert nieuw != oud
    assert nieuw.gegevens["punten"][0]["besluit"] == "Niets doen"
    assert Document.objects.van(afgerond).count() == 2


def test_een_opdracht_van_een_heropend_verslag_maakt_niets(g, afgerond):
    afgerond.ga_naar("lopend", door=g.medewerker)
    opdracht = Opdracht.objects.get(soort="maak_verslag")
    assert not voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.status == "mislukt"
    assert not Document.objects.exists()


def test_het_verslag_gaat_een_keer_naar_ieder_met_een_adres(g, afgerond):
    assert mail_verslag(afgerond, door=g.medewerker) == 2
    assert mail_verslag(afgerond, door=g.medewerker) == 0
    berichten = Bericht.objects.over(afgerond)
    assert {b.aan for b in berichten} == {g.medewerker.email, "kees@voorbeeld.test"}
    for tekst in (b.tekst for b in berichten):
        assert "We meten & melden" in tekst
        assert "Meter lenen (Vera Vak, uiterlijk 01-12-2026)" in tekst
        assert "Bij de school <gaat> het mis" in tekst


# Invitation ---------------------------------------------------------------


def test_de_uitnodiging_is_een_icalendar_bestand(g, overleg):
    overleg.nodig_uit(naam="Kees; de, Vries", organisatie="Corporatie", email="kees@voorbeeld.test")
    overleg.zet_op_agenda(titel="Opening, en meer")
    (gebeurtenis,) = Calendar.from_ical(uitnodiging(overleg)).walk("VEVENT")
    assert gebeurtenis["uid"] == f"overleg-{overleg.pk}@localhost"
    assert gebeurtenis["summary"] == "Tafel veilig fietsen"
    assert gebeurtenis["location"] == "Dorpshuis"
    assert gebeurtenis.decoded("dtstart") == overleg.begint_op.replace(microsecond=0)
    assert gebeurtenis.decoded("dtend") - gebeurtenis.decoded("dtstart") == timedelta(minutes=90)
    assert "1. Opening, en meer" in gebeurtenis["description"]
    assert str(gebeurtenis["attendee"]).lower() == "mailto:kees@voorbeeld.test"
    assert str(gebeurtenis["organizer"]).lower() == f"mailto:{g.medewerker.email}"


def test_afgelasten_vervangt_de_uitnodiging(g, overleg):
    def agenda():
        kalender = Calendar.from_ical(uitnodiging(Overleg.objects.get()))
        (gebeurtenis,) = kalender.walk("VEVENT")
        return kalender["method"], gebeurtenis["status"], gebeurtenis["uid"], gebeurtenis["sequence"]

    eerst = agenda()
    overleg.ga_naar("afgelast", door=g.medewerker)
    daarna = agenda()
    assert (eerst[:2], daarna[:2]) == (("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED"))
    assert eerst[2] == daarna[2]
    assert daarna[3] > eerst[3]


def test_de_uitnodiging_gaat_opnieuw_als_er_iets_verandert(g, overleg):
    overleg.nodig_uit(naam="Kees de Vries", email="kees@voorbeeld.test")
    assert [mail_uitnodiging(overleg, door=g.medewerker) for _ in range(2)] == [1, 0]
    Overleg.objects.filter(pk=overleg.pk).update(versie=2, begint_op=timezone.now() + timedelta(days=9))
    assert mail_uitnodiging(Overleg.objects.get(), door=g.medewerker) == 1
