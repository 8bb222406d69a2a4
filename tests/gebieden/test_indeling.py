"""A division of one's own: made as a concept, looked at, and made the tree on its day without losing anything."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from gebieden.indeling.doorlopend import tijdreeksen
from gebieden.indeling.ingaan import laat_ingaan
from gebieden.indeling.wijziging import Boom, Doel, Knoop, bereken
from gebieden.models import Cijfer, Gebied, Gebiedsindeling, Gebiedsrol, Indicator, Opvolging, Toedeling, Vervanging
from gebieden.opvolging.rollen import verdeel_uren
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.tijdlijn import Gebeurtenis
from initiatieven.models import Initiatief
from signalen.models import Signaal
from tests.initiatieven.factories import maak_initiatief
from tests.signalen.factories import breng_naar, maak_signaal

from .factories import maak_gebied, maak_gemeente, maak_persoon, vierkant

# What it changes, without a database -----------------------------------------

NAMEN = st.sampled_from(["A", "B", "C", "a"])


def boom(nu, straks, inwoners=None):
    """``nu`` and ``straks``: ``{buurt: area}``; villages are left out."""
    gebieden = {naam: n for n, naam in enumerate(sorted(set(nu.values())), start=1000)}
    knopen = {1: Knoop(1, "Gemeente", "gemeente", None)}
    knopen |= {pk: Knoop(pk, naam, "gebied", 1) for naam, pk in gebieden.items()}
    knopen |= {buurt: Knoop(buurt, f"Buurt {buurt}", "buurt", gebieden[naam]) for buurt, naam in nu.items()}
    plekken = {buurt: (naam, "") for buurt, naam in straks.items()}
    return Boom("gebied", "", knopen, tuple(nu), plekken, inwoners or {})


def verdelingen(namen):
    return st.lists(st.tuples(namen, namen, st.integers(0, 500)), min_size=1, max_size=12)


@given(verdelingen(st.sampled_from("ABC")), st.booleans())
def test_de_opvolgers_van_een_gebied_zijn_samen_het_hele_gebied(rijen, met_inwoners):
    nu, straks = ({100 + n: rij[kant] for n, rij in enumerate(rijen)} for kant in (0, 1))
    inwoners = {100 + n: rij[2] for n, rij in enumerate(rijen)} if met_inwoners else {}
    wijziging = bereken(boom(nu, straks, inwoners))
    for vervalt in wijziging.vervalt:
        assert sum(aandeel for _, aandeel in vervalt.opvolgers) == pytest.approx(1, abs=1e-5)
        assert all(0 < aandeel <= 1 for _, aandeel in vervalt.opvolgers)
    # Everything that comes, goes or stays is exactly what the names say.
    assert {v.naam for v in wijziging.vervalt} == set(nu.values()) - set(straks.values())
    assert {k.doel.naam for k in wijziging.komt} == set(straks.values()) - set(nu.values())
    assert {b.doel.naam for b in wijziging.blijft} == set(nu.values()) & set(straks.values())
    assert sorted(b for buurten in wijziging.samenstelling().values() for b in buurten) == sorted(nu)


@given(st.dictionaries(st.integers(100, 200), st.sampled_from("ABC"), min_size=1))
def test_de_indeling_van_nu_verandert_niets(nu):
    assert not bereken(boom(nu, nu)).verandert_iets


def test_hernoemd_samengevoegd_en_gesplitst_met_aandelen():
    nu = {101: "Oost", 102: "Oost", 103: "West", 104: "Kern", 105: "Kern"}
    straks = {101: "Oosteind", 102: "Oosteind", 103: "Midden", 104: "Midden", 105: "Zuid"}
    inwoners = {101: 10, 102: 20, 103: 30, 104: 75, 105: 25}
    gevonden = {v.naam: v for v in bereken(boom(nu, straks, inwoners)).vervalt}
    assert {naam: v.soort for naam, v in gevonden.items()} == {
        "Oost": "zelfde",
        "West": "samengevoegd",
        "Kern": "gesplitst",
    }
    assert gevonden["Kern"].opvolgers == ((Doel("gebied", "Midden"), 0.75), (Doel("gebied", "Zuid"), 0.25))
    assert gevonden["Kern"].maatstaf == "inwoners"
    zonder = {v.naam: v for v in bereken(boom(nu, straks, inwoners | {104: None})).vervalt}
    assert zonder["Kern"].maatstaf == "buurten"
    assert [aandeel for _, aandeel in zonder["Kern"].opvolgers] == [0.5, 0.5]


def test_een_naam_met_andere_hoofdletters_is_hetzelfde_gebied():
    wijziging = bereken(boom({101: "Oost", 102: "Oost"}, {101: "oost", 102: "OOST"}))
    assert not wijziging.verandert_iets
    assert wijziging.buurten == {101: Doel("gebied", "Oost"), 102: Doel("gebied", "Oost")}


@given(st.integers(0, 60), st.lists(st.integers(1, 100), min_size=1, max_size=5))
def test_uren_worden_verdeeld_en_niet_verdubbeld(uren, aandelen):
    delen = verdeel_uren(uren, [aandeel / sum(aandelen) for aandeel in aandelen])
    assert sum(delen) == uren
    assert all(abs(deel - uren * a / sum(aandelen)) < 1 for deel, a in zip(delen, aandelen, strict=True))
    assert verdeel_uren(None, [1]) == [None]


# In the tree ------------------------------------------------------------------

MORGEN, GISTEREN = timedelta(days=1), timedelta(days=-1)


@pytest.fixture
def g(db):
    """Each village has two buurten: ``g.b["Dorp 1"]``."""
    g = maak_gemeente()
    g.b = {}
    for kolom, kern in enumerate((g.dorp, g.buurtschap, g.stad)):
        for n in (1, 2):
            grens = vierkant(kolom * 2 + n, stap=0.05)
            buurt = maak_gebied(f"{kern} {n}", "buurt", kern, f"BU0001{kolom:02}{n:02}", grens)
            g.b[buurt.naam] = buurt
    g.inwoners = Indicator.objects.create(code="inwoners", naam="Inwoners", soort="telling")
    for n, buurt in enumerate(g.b.values(), start=1):
        for jaar in (2024, 2025):
            Cijfer.objects.create(gebied=buurt, indicator=g.inwoners, jaar=jaar, waarde=100 * n, bron="CBS")
    return g


def maak_indeling(g, plekken, dag=None, naam="Indeling 2027"):
    """``plekken``: ``{buurt name: (area, village)}``; what is not named stays where it is."""
    indeling = Gebiedsindeling.objects.create(naam=naam, geldig_van=dag or timezone.localdate())
    nu = {naam: (b.ouder.ouder.naam, b.ouder.naam) for naam, b in g.b.items()}
    for buurt, (gebied, kern) in (nu | plekken).items():
        Toedeling.objects.create(indeling=indeling, buurt=g.b[buurt], gebied=gebied, kern=kern)
    return indeling


def gaat_in(indeling):
    indeling.ga_naar("klaargezet")
    for opdracht in Opdracht.objects.filter(groep=indeling.groep, status="klaargezet"):
        voer_uit(opdracht.pk)
    indeling.refresh_from_db()
    return indeling


def noord_opgeheven(g, **opties):
    """Dorp goes to Rivierland, Buurtschap to Zuid: noord is split, 300 against 700 people."""
    return maak_indeling(
        g,
        {
            "Dorp 1": ("Rivierland", "Dorp"),
            "Dorp 2": ("Rivierland", "Dorp"),
            "Buurtschap 1": ("Zuid", "Buurtschap"),
            "Buurtschap 2": ("Zuid", "Buurtschap"),
        },
        **opties,
    )


def test_een_indeling_wordt_de_boom_en_wat_verdween_blijft_te_vinden(g):
    indeling = gaat_in(noord_opgeheven(g))
    assert indeling.status == "geldend"
    rivierland = Gebied.objects.get(naam="Rivierland")
    assert (rivierland.ouder, rivierland.niveau, rivierland.indeling) == (g.gemeente, "gebied", indeling)
    dorp, buurtschap = Gebied.objects.get(pk=g.dorp.pk), Gebied.objects.get(pk=g.buurtschap.pk)
    assert (dorp.ouder, buurtschap.ouder) == (rivierland, g.zuid)
    assert Gebied.objects.get(pk=g.b["Dorp 1"].pk).pad.startswith(dorp.pad)
    noord = Gebied.objects.get(pk=g.noord.pk)
    assert (noord.is_actief, noord.opgeheven_datum, noord.slug) == (False, indeling.geldig_van, "noord")
    # Most of its people live in Buurtschap: there the old area can be found from now on.
    assert noord.ouder == g.zuid
    found = {o.nieuw.naam: (o.aandeel, o.is_opgenomen, o.bron) for o in Opvolging.objects.filter(oud=noord)}
    assert found == {"Zuid": (0.7, True, "indeling"), "Rivierland": (0.3, False, "indeling")}
    # Every pad says what the parents say.
    for gebied in Gebied.objects.select_related("ouder"):
        assert gebied.pad == f"{gebied.ouder.pad if gebied.ouder else '/'}{gebied.pk}/"
    assert rivierland.grens and not rivierland.is_schematisch


def test_de_bladzijde_van_een_vervallen_gebied_blijft_bestaan(g, client):
    gaat_in(noord_opgeheven(g))
    pagina = client.get("/gebieden/noord/")
    assert pagina.status_code == 200
    assert "Noord" in pagina.text and "bestaat niet meer" in pagina.text


def test_cijfers_worden_opgeteld_en_de_reeks_loopt_door(g):
    eigen = Indicator.objects.create(code="tevreden", naam="Tevreden", soort="telling", is_eigen=True)
    Cijfer.objects.create(gebied=g.noord, indicator=eigen, jaar=2024, waarde=50, bron="eigen onderzoek")
    gaat_in(noord_opgeheven(g))
    rivierland = Gebied.objects.get(naam="Rivierland")
    reeksen = tijdreeksen([rivierland, g.zuid], [g.inwoners, eigen])
    assert reeksen[rivierland.pk, g.inwoners.pk].punten == ((2024, 300), (2025, 300))
    assert reeksen[rivierland.pk, g.inwoners.pk].breuken == ()
    assert reeksen[rivierland.pk, eigen.pk].punten == ((2024, 15),)
    assert reeksen[rivierland.pk, eigen.pk].breuken == (timezone.localdate().year + 1,)
    assert reeksen[g.zuid.pk, g.inwoners.pk].punten == ((2024, 1800), (2025, 1800))
    # Zuid was there already: what somebody counted in noord does not become its past.
    assert reeksen[g.zuid.pk, eigen.pk].punten == ()


def test_rollen_gaan_over_op_de_opvolgers(g):
    rol = g.medewerker.gebiedsrollen.get()
    rol.uren, rol.mandaat = 20, 500
    rol.save()
    gaat_in(noord_opgeheven(g))
    vandaag = timezone.localdate()
    oud, *nieuw = Gebiedsrol.objects.filter(persoon=g.medewerker).order_by("pk")
    # The role began today: it cannot end before it began.
    assert (oud.pk, oud.gebied, oud.tot) == (rol.pk, g.noord, vandaag)
    assert {(r.gebied.naam, r.van, r.tot, r.uren, r.mandaat) for r in nieuw} == {
        ("Zuid", vandaag, None, 14, 500),
        ("Rivierland", vandaag, None, 6, 500),
    }
    for gebied in (g.dorp, g.stad, Gebied.objects.get(naam="Rivierland")):
        assert Gebied.objects.met_recht(g.medewerker, "behandelen").filter(pk=gebied.pk).exists()
    # Who worked in zuid only has no more to do in the rest.
    assert not Gebied.objects.met_recht(g.elders, "behandelen").filter(naam="Rivierland").exists()
    assert Gebeurtenis.objects.van(g.medewerker).filter(soort="rol_opgevolgd").count() == 1


def test_een_rol_die_al_liep_eindigt_de_dag_ervoor_en_wie_er_al_werkte_houdt_zijn_rol(g):
    vandaag = timezone.localdate()
    Gebiedsrol.objects.update(van=vandaag - timedelta(days=400))
    ook_zuid = Gebiedsrol.objects.create(
        persoon=g.medewerker, gebied=g.zuid, functie="gebiedsmakelaar_leefomgeving", van=vandaag, uren=8
    )
    indeling = gaat_in(noord_opgeheven(g, dag=vandaag - timedelta(days=30)))
    oud = g.medewerker.gebiedsrollen.get(gebied=g.noord)
    # The division held from a month ago, but until today somebody had these rights.
    assert oud.tot == vandaag + GISTEREN
    assert list(g.medewerker.gebiedsrollen.filter(gebied=g.zuid)) == [ook_zuid]
    assert any("Mia Makelaar heeft de rol" in zin for zin in indeling.verslag)
    assert Opvolging.objects.filter(oud=g.noord, per=indeling.geldig_van).count() == 2


def test_wie_waarneemt_neemt_ook_op_de_opvolgers_waar(g):
    vandaag = timezone.localdate()
    Gebiedsrol.objects.update(van=vandaag - timedelta(days=400))
    rol = g.medewerker.gebiedsrollen.get()
    velden = {"van": vandaag - timedelta(days=2), "tot": vandaag + timedelta(days=5)}
    vervanging = Vervanging.objects.create(rol=rol, vervanger=g.sociaal, reden="vakantie", **velden)
    gaat_in(noord_opgeheven(g))
    vervanging.refresh_from_db()
    assert vervanging.tot == vandaag + GISTEREN
    nieuw = Vervanging.objects.exclude(pk=vervanging.pk)
    assert {(v.rol.gebied.naam, v.vervanger, v.van, v.tot, v.reden) for v in nieuw} == {
        (naam, g.sociaal, vandaag, velden["tot"], "vakantie") for naam in ("Zuid", "Rivierland")
    }


def test_open_dossiers_liggen_er_ook_bij_en_gesloten_blijven_waar_ze_waren(g):
    open_ = maak_initiatief(g.noord, g.medewerker, "Moestuin")
    dicht = maak_initiatief(g.noord, g.medewerker, "Oude moestuin")
    Initiatief.objects.filter(pk=dicht.pk).update(status="gestopt")
    signaal = maak_signaal(g.dorp, tekst="De lamp is stuk.")
    g.platform.gebieden.add(g.noord)
    versie = open_.versie
    gaat_in(noord_opgeheven(g))
    rivierland = Gebied.objects.get(naam="Rivierland")
    open_.refresh_from_db()
    assert set(open_.gebieden.all()) == {g.noord, g.zuid, rivierland}
    assert (open_.trekkend_gebied, open_.versie) == (g.zuid, versie + 1)
    assert "opgevolgd door Zuid en Rivierland" in open_.tijdlijn.first().tekst
    assert set(dicht.gebieden.all()) == {g.noord}
    assert not dicht.tijdlijn.filter(soort="gebied_opgevolgd").exists()
    # A village moved with its dossiers: nothing to write.
    assert set(signaal.gebieden.all()) == {g.dorp}
    assert set(g.platform.gebieden.all()) == {g.dorp, g.noord, g.zuid, rivierland}
    # The closed one is in the list of whoever works where the old area lies now, and can be read by everybody.
    assert dicht in Initiatief.objects.binnen(g.zuid)
    assert dicht in Initiatief.objects.met_recht(g.elders, "behandelen")
    assert dicht in Initiatief.objects.zichtbaar_voor(g.vakambtenaar)


def test_een_tweede_keer_verandert_niets(g):
    indeling = noord_opgeheven(g)
    maak_initiatief(g.noord, g.medewerker, "Moestuin")
    gaat_in(indeling)

    def alles():
        return (
            list(Gebied.objects.order_by("pk").values("pk", "pad", "is_actief", "naam")),
            list(Opvolging.objects.order_by("pk").values()),
            list(Gebiedsrol.objects.order_by("pk").values()),
            list(Cijfer.objects.order_by("pk").values_list("gebied", "jaar", "waarde")),
            Gebeurtenis.objects.count(),
        )

    eerst = alles()
    opdracht = Opdracht.objects.get(groep=indeling.groep)
    Opdracht.objects.filter(pk=opdracht.pk).update(status="klaargezet")
    assert voer_uit(opdracht.pk)
    assert alles() == eerst
    with pytest.raises(ValidationError):
        laat_ingaan(indeling)
    assert alles() == eerst


def test_een_fout_halverwege_laat_alles_staan(g, monkeypatch):
    indeling = noord_opgeheven(g)
    indeling.ga_naar("klaargezet")
    # A buurt came since it was put ready: the division is not complete any more.
    maak_gebied("Nieuwbouw", "buurt", g.dorp, "BU00019999")
    eerst = list(Gebied.objects.order_by("pk").values_list("pk", "pad"))
    opdracht = Opdracht.objects.get(groep=indeling.groep)
    assert not voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.status == "mislukt"
    assert opdracht.melding == "Nog zonder plek: Nieuwbouw."
    indeling.refresh_from_db()
    assert indeling.status == "klaargezet"
    assert list(Gebied.objects.order_by("pk").values_list("pk", "pad")) == eerst


def test_een_indeling_in_de_toekomst_gaat_in_op_haar_dag(g):
    dag = timezone.localdate() + timedelta(days=10)
    indeling = noord_opgeheven(g, dag=dag)
    indeling.ga_naar("klaargezet")
    assert not Opdracht.objects.filter(groep=indeling.groep).exists()
    assert list(Gebiedsindeling.objects.aan_de_beurt(dag + GISTEREN)) == []
    assert list(Gebiedsindeling.objects.aan_de_beurt(dag)) == [indeling]
    laat_ingaan(indeling, vandaag=dag)
    nieuw = g.medewerker.gebiedsrollen.exclude(gebied=g.noord)
    assert {rol.van for rol in nieuw} == {dag}
    assert g.medewerker.gebiedsrollen.get(gebied=g.noord).tot == dag + GISTEREN


def test_de_vorige_indeling_vervalt_en_een_oude_naam_mag_terugkomen(g):
    eerste = gaat_in(noord_opgeheven(g, dag=date(2025, 1, 1)))
    terug = maak_indeling(g, {}, naam="Toch weer Noord", dag=date(2026, 1, 1))
    Toedeling.objects.filter(indeling=terug, kern__in=["Dorp", "Buurtschap"]).update(gebied="Noord")
    gaat_in(terug)
    eerste.refresh_from_db()
    assert (eerste.status, eerste.geldig_tot) == ("vervallen", date(2025, 12, 31))
    noord = Gebied.objects.lopend().get(naam="Noord")
    assert noord.pk != g.noord.pk and noord.code != "noord"
    assert Gebied.objects.get(pk=g.dorp.pk).ouder == noord
    rivierland = Gebied.objects.get(naam="Rivierland")
    assert (rivierland.is_actief, rivierland.ouder) == (False, noord)
    # The first noord lies in zuid, its largest successor, which is there still.
    assert Gebied.objects.get(pk=g.noord.pk).ouder == g.zuid


def test_een_kern_die_opgaat_in_een_andere_neemt_haar_buurten_mee(g):
    lid = maak_persoon("Lena Lid", "platformlid", g.buurtschap)
    gaat_in(maak_indeling(g, {"Buurtschap 1": ("Noord", "Dorp"), "Buurtschap 2": ("Noord", "Dorp")}))
    oud = Gebied.objects.get(pk=g.buurtschap.pk)
    assert (oud.is_actief, oud.ouder) == (False, g.dorp)
    assert set(Gebied.objects.lopend().filter(ouder=g.dorp).values_list("naam", flat=True)) == {
        "Dorp 1",
        "Dorp 2",
        "Buurtschap 1",
        "Buurtschap 2",
    }
    assert lid.gebiedsrollen.lopend(timezone.localdate() + MORGEN).get().gebied == g.dorp
    # The boundary of the village that grew is that of all its buurten now.
    dorp = Gebied.objects.get(pk=g.dorp.pk)
    assert max(x for x, _ in dorp.grens["coordinates"][0]) > 5.15


def test_een_afgesloten_signaal_van_een_opgeheven_kern_blijft_leesbaar(g, client):
    signaal = breng_naar(maak_signaal(g.buurtschap, tekst="Een gat in de weg."), "in_beoordeling", g.medewerker)
    Signaal.objects.filter(pk=signaal.pk).update(status="teruggekoppeld")
    gaat_in(maak_indeling(g, {"Buurtschap 1": ("Noord", "Dorp"), "Buurtschap 2": ("Noord", "Dorp")}))
    client.force_login(g.regie)
    pagina = client.get(signaal.get_absolute_url())
    assert pagina.status_code == 200
    assert "Buurtschap" in pagina.text
    assert set(signaal.gebieden.all()) == {g.buurtschap}
    assert signaal in Signaal.objects.binnen(g.dorp)
