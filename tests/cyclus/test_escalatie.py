from datetime import timedelta
from itertools import product
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from cyclus.escalatie.ladder import TredeOnbezet, escalatie_van, leg_voor, treden_voor
from cyclus.escalatie.models import TABEL
from cyclus.models import Actiepunt, Escalatie, Maatregel, Overleg
from gebieden.models import Gebiedsrol
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import lees_profiel, stel_in
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from gebiedswerk.werk.lijst import mijn_werk
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_plan, maak_signaal
from tests.gebieden.factories import maak_gemeente, maak_persoon

pytestmark = pytest.mark.django_db
VRAAG = "Mag de aannemer eerder beginnen?"


@pytest.fixture
def g():
    return maak_gemeente()


def laat(dagen):
    return timezone.localdate() - timedelta(days=dagen)


@pytest.fixture
def maatregel(g):
    plan = maak_plan(maak_agenda(g.noord))
    return maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=laat(20))


def op_ladder(gemeente, *functies):
    """Somebody for each of these functions, in the whole municipality."""
    return {functie: maak_persoon(f"Persoon {functie}", functie, gemeente) for functie in functies}


def beslis(escalatie, besluit="Ja, dat mag."):
    return escalatie.ga_naar("besloten", door=escalatie.aan, besluit=besluit)


@pytest.mark.parametrize(("van", "naar"), list(product(TABEL.namen, repeat=2)))
def test_alle_paren_van_statussen(g, maatregel, van, naar):
    escalatie = leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG)
    Escalatie.objects.update(status=van)
    escalatie.refresh_from_db()
    if (van, naar) in {(o.van, o.naar) for o in TABEL.overgangen}:
        assert escalatie.ga_naar(naar, besluit="Zo doen we het.").status == naar
    else:
        with pytest.raises(OvergangNietToegestaan):
            escalatie.ga_naar(naar, besluit="Zo doen we het.")


LADDERS = {
    "utrecht": ["wijk", "dienst", "wijkgarage", "directie", "wethouder"],
    "raadsrotonde": ["secretaris"],
    "west_betuwe": ["gebied", "domein", "secretaris", "college"],
    "woerden": ["team", "secretaris", "wethouder"],
    "wijk_en_dorpsraden": ["afdeling", "wethouder"],
    "neutraal": ["secretaris"],
}


@pytest.mark.parametrize("code", LADDERS)
def test_de_ladder_wordt_van_laag_naar_hoog_beklommen(g, maatregel, code):
    profiel = lees_profiel(code)
    stel_in(profiel)
    Gebiedsrol.objects.exclude(persoon=g.vakambtenaar).delete()
    medewerker = next(f["code"] for f in profiel["functies"] if f["soort"] == "gebiedsmedewerker")
    houder = maak_persoon("Hanna Houder", medewerker, g.noord)
    Maatregel.objects.update(persoon=houder)
    maatregel.refresh_from_db()
    wie = op_ladder(g.gemeente, *sorted({t["functie"] for t in profiel["ladder"]}))
    beklommen = []
    for trede in profiel["ladder"]:
        escalatie = leg_voor(maatregel, door=houder, vraag=VRAAG)
        assert escalatie.aan == wie[trede["functie"]]
        beklommen.append(escalatie.trede)
        beslis(escalatie)
    assert beklommen == LADDERS[code]
    with pytest.raises(ValidationError, match="hoogste trede"):
        leg_voor(maatregel, door=houder, vraag=VRAAG)


def test_de_persoon_in_het_gebied_gaat_voor_die_erboven(g, maatregel):
    dichtbij = maak_persoon("Nora Noord", "opgaveregisseur", g.noord)
    assert leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG).aan == dichtbij


def test_een_afgelopen_rol_staat_niet_op_de_ladder(g, maatregel):
    rol = g.regie.gebiedsrollen.get()
    rol.van = laat(90)
    rol.beeindig(laat(1))
    with pytest.raises(TredeOnbezet, match="Binnen het gebiedsteam"):
        leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG)


def test_onbezette_trede_wordt_genoemd_en_de_volgende_aangeboden(g, maatregel, client):
    beslis(leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG))
    with pytest.raises(TredeOnbezet) as fout:
        leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG)
    for woord in ("Domeinmanager", "Gemeentesecretaris", g.secretaris.naam):
        assert woord in fout.value.messages[0]
    client.force_login(g.vakambtenaar)
    url = f"/escalaties/nieuw/maatregel/{maatregel.pk}/"
    tekst = client.get(url).content.decode()
    assert "‘Domeinmanager’ staat nu niemand" in tekst and f"Gemeentesecretaris: {g.secretaris.naam}" in tekst
    client.post(url, {"trede": "secretaris", "vraag": VRAAG})
    assert Escalatie.objects.open().get().aan == g.secretaris


def test_een_bezette_trede_wordt_niet_overgeslagen(g, maatregel):
    with pytest.raises(ValidationError, match="eerst"):
        leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG, trede="secretaris")
    with pytest.raises(ValidationError, match="niet worden gekozen"):
        leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG, trede="bestaat-niet")


def test_niemand_op_de_hele_ladder(g, maatregel, client):
    Gebiedsrol.objects.filter(functie__in=["opgaveregisseur", "gemeentesecretaris", "wethouder"]).delete()
    client.force_login(g.vakambtenaar)
    tekst = client.get(f"/escalaties/nieuw/maatregel/{maatregel.pk}/").content.decode()
    assert "Hogerop staat ook niemand" in tekst and "<textarea" not in tekst


def test_niemand_legt_iets_aan_zichzelf_voor(g, maatregel):
    assert [t.persoon for t in treden_voor(maatregel, g.regie)] == [None, None, g.secretaris, g.wethouder]


def test_dubbelklik_geeft_een_escalatie_en_een_mail(g, maatregel):
    een = leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG)
    twee = leg_voor(maatregel, door=g.medewerker, vraag="Nog eens?")
    assert een == twee and Escalatie.objects.count() == 1
    bericht = Bericht.objects.get()
    assert bericht.aan == g.regie.email and VRAAG in bericht.tekst


def test_ingetrokken_telt_niet_als_gebruikte_trede(g, maatregel):
    leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG).ga_naar(
        "ingetrokken", door=g.vakambtenaar, besluit="Opgelost."
    )
    assert leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG).trede == "gebied"


def test_besluit_staat_op_de_tijdlijn_en_gaat_naar_de_vrager(g, maatregel, client):
    escalatie = leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG)
    client.force_login(g.regie)
    client.post(f"/escalaties/{escalatie.pk}/status/", {"status": "besloten", "besluit": "Begin maar vast."})
    assert maatregel.tijdlijn.filter(soort="escalatie", tekst="Begin maar vast.").count() == 1
    bericht = Bericht.objects.get(aan=g.vakambtenaar.email)
    assert "Begin maar vast." in bericht.tekst
    client.force_login(g.vakambtenaar)
    assert "Begin maar vast." in client.get(f"/maatregelen/{maatregel.pk}/").content.decode()


@pytest.mark.parametrize(
    ("wie", "leest", "beslist"),
    [("regie", 200, True), ("vakambtenaar", 200, False), ("wethouder", 200, False), ("elders", 200, False)]
    + [(wie, 404, False) for wie in ("raadslid", "platformlid", "buitenstaander")],
)
def test_alleen_wie_gevraagd_is_beslist(g, maatregel, client, wie, leest, beslist):
    escalatie = leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG)
    client.force_login(getattr(g, wie))
    assert client.get(f"/escalaties/{escalatie.pk}/").status_code == leest
    code = client.post(f"/escalaties/{escalatie.pk}/status/", {"status": "besloten", "besluit": "Ja."}).status_code
    escalatie.refresh_from_db()
    assert (code, escalatie.status) == ((302, "besloten") if beslist else (404 if leest == 404 else 403, "voorgelegd"))


@pytest.mark.parametrize(
    ("wie", "verwacht"),
    [("vakambtenaar", 200), ("medewerker", 200), ("elders", 403), ("wethouder", 403), ("raadslid", 404)],
)
def test_wie_iets_mag_voorleggen(g, maatregel, client, wie, verwacht):
    client.force_login(getattr(g, wie))
    assert client.get(f"/escalaties/nieuw/maatregel/{maatregel.pk}/").status_code == verwacht
    if verwacht == 403:
        with pytest.raises(GeenRecht):
            leg_voor(maatregel, door=getattr(g, wie), vraag=VRAAG)


def test_onbekende_soort_bestaat_niet(g, client):
    client.force_login(g.medewerker)
    assert client.get("/escalaties/nieuw/gebruiker/1/").status_code == 404


def test_lege_vraag_wordt_niet_voorgelegd(g, maatregel, client):
    client.force_login(g.vakambtenaar)
    antwoord = client.post(f"/escalaties/nieuw/maatregel/{maatregel.pk}/", {"trede": "gebied", "vraag": " "})
    assert antwoord.status_code == 200 and Escalatie.objects.count() == 0


@pytest.mark.parametrize(("dagen", "rijp"), [(-1, False), (0, False), (6, False), (7, True), (40, True)])
def test_aanbod_verschijnt_een_week_na_de_datum(g, maatregel, client, dagen, rijp):
    Maatregel.objects.update(einddatum=laat(dagen))
    assert (maatregel in Maatregel.objects.escalatie_rijp()) == rijp
    client.force_login(g.vakambtenaar)
    tekst = client.get(f"/maatregelen/{maatregel.pk}/").content.decode()
    assert (f"/escalaties/nieuw/maatregel/{maatregel.pk}/" in tekst) == rijp


def test_wat_voorgelegd_of_klaar_is_wordt_niet_opnieuw_aangeboden(g, maatregel):
    escalatie = leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG)
    assert not Maatregel.objects.escalatie_rijp().exists()
    beslis(escalatie)
    assert not Maatregel.objects.escalatie_rijp().exists(), "een besluit krijgt de tijd om te werken"
    type(escalatie).objects.update(status_sinds=timezone.now() - timedelta(days=8))
    assert Maatregel.objects.escalatie_rijp().exists()
    maatregel.ga_naar("gedaan")
    assert not Maatregel.objects.escalatie_rijp().exists()
    with pytest.raises(ValidationError, match="al afgerond"):
        leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG)


def test_ook_een_signaal_wordt_voorgelegd(g, client):
    signaal = maak_signaal(g.dorp, laat(60))
    aanbod = escalatie_van(signaal, g.medewerker)
    assert (signaal.eigenaar, aanbod.is_rijp, aanbod.mag) == (g.medewerker, True, True)
    assert not escalatie_van(signaal, g.elders).mag
    client.force_login(g.medewerker)
    client.post(aanbod.url, {"trede": "gebied", "vraag": VRAAG})
    assert Escalatie.objects.get().ding == signaal
    assert Escalatie.objects.get().gebied == g.dorp


def test_ook_een_actiepunt_wordt_voorgelegd(g):
    overleg = Overleg.objects.create(
        titel="Tafel", begint_op=timezone.now(), voorzitter=g.medewerker, trekkend_gebied=g.noord
    )
    overleg.leg_in()
    actie = Actiepunt.objects.create(overleg=overleg, tekst="Bellen", eigenaar=g.vakambtenaar, uiterlijk=laat(30))
    escalatie = leg_voor(actie, door=g.vakambtenaar, vraag=VRAAG)
    assert (escalatie.ding, escalatie.aan, escalatie.gebied) == (actie, g.regie, g.noord)
    assert escalatie_van(actie, g.vakambtenaar).open == escalatie


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_tegelijk_leggen_een_keer_voor():
    if connection.vendor != "postgresql":
        pytest.skip("alleen PostgreSQL laat twee mensen tegelijk schrijven")
    g = maak_gemeente()
    plan = maak_plan(maak_agenda(g.noord))
    ding = maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=laat(20))

    def voorleggen(persoon):
        leg_voor(Maatregel.objects.get(pk=ding.pk), door=persoon, vraag=VRAAG)
        connection.close()

    draden = [Thread(target=voorleggen, args=[persoon]) for persoon in (g.vakambtenaar, g.medewerker)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert (Escalatie.objects.count(), Bericht.objects.count()) == (1, 1)


def test_de_termijn_van_het_besluit_komt_uit_het_profiel(g, maatregel):
    escalatie = leg_voor(maatregel, door=g.vakambtenaar, vraag=VRAAG)
    assert timezone.localdate() + timedelta(days=5) <= escalatie.uiterlijk <= timezone.localdate() + timedelta(days=12)


def test_mijn_werk_biedt_de_gebiedsmedewerker_aan_om_voor_te_leggen(g, maatregel):
    def soorten(persoon):
        return {r.soort for r in mijn_werk(persoon) if r.url == maatregel.get_absolute_url()}

    assert (soorten(g.medewerker), soorten(g.vakambtenaar), soorten(g.elders)) == ({"Voorleggen"}, {"Maatregel"}, set())
    escalatie = leg_voor(maatregel, door=g.medewerker, vraag=VRAAG)
    assert soorten(g.medewerker) == set()
    assert [r.url for r in mijn_werk(g.regie)] == [escalatie.get_absolute_url()]
