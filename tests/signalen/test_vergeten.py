"""After the term nothing of a reporter is left, anywhere: proven with strings that were planted and are looked for."""

import json
import logging
from collections import Counter
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils import timezone

from cyclus.escalatie.ladder import leg_voor
from cyclus.models import Overleg
from gebieden.models import Inlezing
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.tijdlijn import Gebeurtenis
from signalen.bewaren.sporen import wis_sporen
from signalen.bewaren.vergeten import vergeet, vergeet_melder
from signalen.foto.beeld import schoon
from signalen.models import (
    Abonnement,
    Deel,
    Foto,
    Inzage,
    Melder,
    Opschoning,
    Overdracht,
    Signaal,
    Waardering,
    Wachtvraag,
)
from tests.cyclus.factories import maak_agenda
from tests.gebieden.factories import maak_gemeente

from .factories import MELDER, beeld, breng_naar, ingevuld, maak_signaal

pytestmark = pytest.mark.django_db

NAAM, EMAIL, TELEFOON = "Zebedeus Plantinga", "zebedeus@plantgoed.test", "06-98765432"
# Whatever is planted begins with one of these; a search for them finds it all.
SPOREN = ["Zebedeus", "Plantinga", "plantgoed", "98765432", "Geplant"]


@pytest.fixture
def g(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    (tmp_path / "mail").mkdir()
    return maak_gemeente()


@pytest.fixture
def logboek(caplog):
    caplog.set_level(logging.INFO)
    for loud in ("weasyprint", "fontTools"):
        logging.getLogger(loud).setLevel(logging.WARNING)
    return caplog


def doe_het_werk():
    """What a worker would do, until nothing is ready any more."""
    while open_ := list(Opdracht.objects.uitvoerbaar()):
        for opdracht in open_:
            voer_uit(opdracht.pk)


def _reis(client, g):
    """One signal by the form, through everything that can happen to it; every text of it was planted."""
    foto = beeld(naam="Geplantefoto.jpg")
    velden = {"naam": NAAM, "email": EMAIL, "telefoon": TELEFOON, "plaats": "Geplantestraat 7", "fotos": [foto]}
    answer = client.post("/signaal/", ingevuld(tekst=f"Geplantetekst van {NAAM}", **velden))
    assert answer.status_code == 302, answer.context["form"].errors
    signaal = Signaal.objects.get(bron="formulier")
    signaal.melder.bevestig()
    signaal.is_persoonlijk, signaal.openbare_titel, signaal.openbaar_antwoord = True, "Geplantetitel", "Geplantgedaan"
    signaal.save()
    signaal.ga_naar("in_beoordeling", door=g.medewerker, is_openbaar=True, toelichting="Geplantetoelichting")
    overdracht = Overdracht.objects.bied_aan(signaal, aan=g.sociaal, context="Geplantecontext", door=g.medewerker)
    overdracht.ga_naar("afgewezen", door=g.sociaal, antwoord="Geplantweigering")
    signaal = Signaal.objects.get(pk=signaal.pk)
    signaal.ga_naar("in_behandeling", door=g.medewerker, is_openbaar=True)
    signaal.noteer("Geplantenotitie", door=g.medewerker)
    client.post(f"{signaal.volg_url()}toevoegen/", {"tekst": "Geplanteaanvulling"})
    vraag = Wachtvraag.objects.stel(signaal, "Geplantevraag", door=g.medewerker)
    vraag.beantwoord("Geplantwoord")
    vragen = [(g.afdeling, "Geplantedeelvraag")]
    (deel,) = Deel.objects.verdeel(signaal, vragen, door=g.medewerker, sluit=False, inleiding="Geplanteinleiding")
    deel.ga_naar("beantwoord", door=g.medewerker, antwoord="Geplantdeelantwoord")
    leg_voor(Signaal.objects.get(pk=signaal.pk), door=g.medewerker, vraag="Geplanteescalatie")
    _op_tafel(g, signaal)
    maak_agenda(g.noord).doelen.get().bronnen.create(soort="signaal", signaal=signaal, titel="Geplantebron")
    signaal = Signaal.objects.get(pk=signaal.pk)
    signaal.beantwoord("Geplantantwoord", door=g.medewerker)
    signaal.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="opgelost", is_openbaar=True)
    Abonnement.objects.vraag_aan(email="geplante@plantgoed.test", signaal=signaal)
    Waardering.objects.create(signaal=signaal, tevreden=4, opgelost="ja", toelichting="Geplantewaardering")
    Inzage.objects.create(signaal=signaal, door=g.medewerker, waarom="Geplantewaarom")
    Document.objects.bewaar(signaal, "dossier", titel="Geplantetitel", gegevens={"a": "Geplant"}, pdf=b"%PDF Geplant")
    doe_het_werk()
    Opdracht.objects.filter(soort="verstuur_bericht").update(melding=f"550 {EMAIL} bestaat niet")
    return signaal


def _op_tafel(g, signaal):
    overleg = Overleg.objects.create(
        titel="Tafel", begint_op=timezone.now(), voorzitter=g.medewerker, trekkend_gebied=g.noord
    )
    overleg.leg_in()
    overleg.nodig_uit(persoon=g.sociaal)
    punt = overleg.zet_op_agenda(signaal=signaal, toelichting="Geplantetoelichting")
    overleg.ga_naar("lopend", door=g.medewerker)
    punt.leg_vast(door=g.medewerker, bespreking="Geplantbesproken", besluit="Geplantbesluit")
    punt.spreek_af("Geplantactie", eigenaar=g.medewerker, uiterlijk=timezone.localdate(), door=g.medewerker)
    overleg.ga_naar("afgerond", door=g.medewerker)


def _maanden_later(*signalen, maanden=13):
    toen = timezone.now() - timedelta(days=31 * maanden)
    Signaal.objects.filter(pk__in=[s.pk for s in signalen]).update(status_sinds=toen)


def _ruim_op(dag=None):
    dag = dag or timezone.localdate()
    zet_klaar("opschonen", f"opschonen:{dag}:{Opdracht.objects.count()}", dag=dag.isoformat())
    doe_het_werk()


# A full dump ----------------------------------------------------------------


def _dump():
    """Every row of every table, also those that no model knows (search index, queues), as one text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            yield table, repr(cursor.fetchall())
    if connection.vendor == "sqlite":
        # The bytes of the file itself: what was deleted must be overwritten, not only unlinked.
        yield "file", connection.connection.serialize().decode("latin-1")


def _waar(woorden=SPOREN):
    return {f"{table}: {woord}" for table, tekst in _dump() for woord in woorden if woord.lower() in tekst.lower()}


def _in_bestanden(tmp_path):
    found = set()
    for bestand in (b for b in tmp_path.rglob("*") if b.is_file()):
        content = f"{bestand} ".encode() + _leesbaar(bestand)
        found |= {f"{bestand.name}: {w}" for w in SPOREN if w.lower().encode() in content.lower()}
    return found


def _leesbaar(bestand):
    """Mail is written encoded; then what a mail program shows is looked at too."""
    raw = Path(bestand).read_bytes()
    return raw + raw.replace(b"=\n", b"")


def test_na_de_termijn_is_er_niets_meer_van_een_melder(client, g, tmp_path, logboek):
    signaal = _reis(client, g)
    blijft = maak_signaal(g.dorp, melder=None, tekst="Deze boom blijft staan.")
    assert {s.split(": ")[1] for s in _waar()} == set(SPOREN) and _in_bestanden(tmp_path)
    lege_velden = _beplant_wat_nieuw_is(signaal)
    figures = _figures()
    _maanden_later(signaal)
    _ruim_op()
    assert (_waar(), _in_bestanden(tmp_path), lege_velden) == (set(), set(), [])
    assert [w for w in SPOREN if w.lower() in logboek.text.lower()] == []
    assert _figures() == figures
    assert Signaal.objects.get(pk=blijft.pk).tekst == "Deze boom blijft staan."
    _ook_niet_op_een_pagina(client, g, signaal)


def _figures():
    """What is counted: per area, theme, quarter, state, outcome; how content; and that things happened, and when."""
    per = Signaal.objects.values_list("trekkend_gebied", "thema", "ontvangen_op__quarter", "status", "uitkomst")
    events = Gebeurtenis.objects.exclude(content_type__app_label="cyclus")
    lines = Counter(events.values_list("content_type", "object_id", "soort", "op", "door", "van", "naar"))
    return Counter(per), list(Waardering.objects.values_list("tevreden", "opgelost")), lines


def _ook_niet_op_een_pagina(client, g, signaal):
    client.force_login(g.medewerker)
    pages = [f"/signalen/{signaal.pk}/", "/signalen/", "/signalen/?q=Geplantetekst", "/signalen/export/"]
    pages += [signaal.volg_url(), "/signalen/kaart/punten/"]
    client.force_login(g.beheerder)
    for url in [*pages, "/beheer/post/", "/beheer/opdrachten/"]:
        answer = client.get(url)
        text = b"".join(answer).decode("latin-1").lower()
        assert [
            w for w in SPOREN if w.lower() in text.replace("q=geplantetekst", "").replace('value="geplantetekst', "")
        ] == [], url
    workbook = ZipFile(BytesIO(b"".join(client.get("/signalen/rekenblad/"))))
    assert not any(w.encode() in workbook.read(naam) for w in SPOREN for naam in workbook.namelist())
    assert not Signaal.objects.zoek("Geplantetekst").exists() and not Signaal.objects.zoek("Plantinga").exists()


# What is added later ----------------------------------------------------------

# Text that says nothing of a reporter, and why it stays.
BLIJFT = {
    "status": "a state of a table",
    "thema": "a code of the profile",
    "domein": "a code of the profile",
    "taal": "in which language the page is shown",
    "code_zaad": "with it and the key of the installation the reporter still sees the state",
    "code_hash": "as code_zaad",
    "bronnummer": "so that a second import does not bring the signal back",
    "sha256": "of a document that is removed",
    "soort": "a code",
    "trede": "a code of the profile",
    "sleutel": "names an act by numbers",
    "wie_naam": "the function that acted, ‘de melder’, or a platform",
    "van": "a state, or an official",
    "naar": "a state, or an official",
    "afzender_hash": "removed with its row",
}


def _hangt_aan(signaal):
    """``(model, rows)`` of everything that points at this signal, by key or by kind and number."""
    soort = ContentType.objects.get_for_model(Signaal)
    yield Signaal, Signaal.objects.filter(pk=signaal.pk)
    for model in apps.get_models():
        for veld in model._meta.concrete_fields:
            if veld.is_relation and veld.related_model is Signaal and model is not Signaal:
                yield model, model._base_manager.filter(**{veld.name: signaal})
        names = {veld.name for veld in model._meta.concrete_fields}
        if {"content_type", "object_id"} <= names and any(
            isinstance(veld, GenericForeignKey) for veld in model._meta.private_fields
        ):
            yield model, model._base_manager.filter(content_type=soort, object_id=signaal.pk)


TEKST = (models.CharField, models.TextField, models.JSONField)


def _beplant_wat_nieuw_is(signaal):
    """Plant a string in every text field of everything that hangs on the signal, whoever added it.

    Returns what could not be planted because there is no such row: the journey above must be made longer.
    """
    empty = []
    for model, rijen in _hangt_aan(signaal):
        velden = [
            f
            for f in model._meta.concrete_fields
            if isinstance(f, TEKST) and not f.choices and f.name not in BLIJFT and not isinstance(f, models.FileField)
        ]
        if not velden or model is Gebeurtenis:
            continue
        if not rijen.exists():
            empty.append(model._meta.label)
        for veld in velden:
            waarde = f"Geplant{veld.name}"
            if isinstance(veld, models.EmailField):
                waarde = f"geplant.{veld.name}@plantgoed.test"
            rijen.update(**{veld.name: {"wat": waarde} if isinstance(veld, models.JSONField) else waarde})
    return empty


# When, and what not -----------------------------------------------------------


def _gesloten(g, maanden, **velden):
    signaal = breng_naar(maak_signaal(g.dorp, **velden), "teruggekoppeld", g.medewerker)
    _maanden_later(signaal, maanden=maanden)
    return signaal


def test_alleen_wat_lang_genoeg_dicht_is(g):
    open_ = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    _maanden_later(open_)
    recent, oud = _gesloten(g, 10), _gesloten(g, 14)
    assert list(Signaal.objects.te_vergeten()) == [oud]
    _ruim_op()
    assert {m.signaal for m in Melder.objects.all()} == {open_, recent}
    assert [(o.aantallen["signalen"], o.aantallen["melders"]) for o in Opschoning.objects.all()] == [(1, 1)]
    assert not Signaal.objects.te_vergeten().exists()
    _ruim_op()
    assert Opschoning.objects.count() == 1, "nothing to do leaves no report"


def test_wat_intussen_heropend_is_wordt_niet_vergeten_en_later_weer_wel(g):
    signaal = _gesloten(g, 14)
    zet_klaar("opschonen", "opschonen:x", dag=timezone.localdate().isoformat())
    voer_uit(Opdracht.objects.get(soort="opschonen").pk)
    Signaal.objects.get().ga_naar("heropend", door=g.medewerker, reden="Toch niet")
    doe_het_werk()
    assert Melder.objects.exists() and Signaal.objects.get().geanonimiseerd_op is None
    breng = Signaal.objects.get()
    for stap in ("in_beoordeling", "in_behandeling"):
        breng.ga_naar(stap, door=g.medewerker)
    breng.beantwoord("Nu wel", door=g.medewerker)
    breng.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="opgelost")
    _maanden_later(signaal)
    _ruim_op()
    assert not Melder.objects.exists() and Signaal.objects.get().antwoord == ""


def test_een_tekst_die_niet_over_personen_gaat_blijft_zonder_de_melder(g):
    _gesloten(g, 14, tekst=f"De boom is ziek, zegt {MELDER['naam']} ({MELDER['email']}).", plaats="Kerkstraat 12")
    _ruim_op()
    signaal = Signaal.objects.get()
    assert (signaal.tekst, signaal.plaats) == ("De boom is ziek, zegt […] ([…]).", "Kerkstraat 12")
    assert list(Signaal.objects.zoek("boom")) == [signaal] and not Signaal.objects.zoek("Melanie").exists()


def test_de_melder_houdt_met_de_code_alleen_de_stand(client, g):
    signaal = _gesloten(g, 14)
    code = signaal.volg_url()
    _ruim_op()
    page = client.get(code)
    assert page.status_code == 200 and "De bewaartermijn is voorbij" in page.text and signaal.tekst not in page.text
    for deel, data in (
        ("toevoegen/", {"tekst": "Hoi"}),
        ("heropen/", {"reden": "Nee"}),
        ("adres/", {"email": "a@b.nl"}),
    ):
        client.post(f"{code}{deel}", data)
    assert not Melder.objects.exists() and Signaal.objects.get().status == "teruggekoppeld"


def test_wat_er_niet_meer_was_staat_in_het_verslag_en_houdt_niets_op(client, g, settings):
    signaal = _gesloten(g, 14)
    Foto.objects.leg_vast(signaal, [schoon(beeld())])
    Path(Foto.objects.get().bestand.path).unlink()
    _ruim_op()
    opschoning = Opschoning.objects.get()
    assert opschoning.aantallen["bestanden_ontbraken"] == 1 and not Foto.objects.exists()
    assert ("bestanden die er al niet meer waren", 1) in opschoning.regels()
    assert MELDER["naam"] not in json.dumps(opschoning.aantallen)


def test_een_ander_signaal_houdt_alles(g):
    """Bundled signals go by their own closing, and what is near is not touched."""
    hoofd, ander = _gesloten(g, 14), maak_signaal(g.dorp, melder={**MELDER, "email": "ander@inwoner.test"})
    ander.bevestig()
    ander.noteer(f"Hoort bij iets anders dan {hoofd.nummer}", door=g.medewerker)
    doe_het_werk()
    before = [
        Signaal.objects.values().get(pk=ander.pk),
        list(ander.tijdlijn.values()),
        Melder.objects.get(signaal=ander),
    ]
    mail = Bericht.objects.values().get(aan="ander@inwoner.test")
    _ruim_op()
    after = [
        Signaal.objects.values().get(pk=ander.pk),
        list(ander.tijdlijn.values()),
        Melder.objects.get(signaal=ander),
    ]
    assert before == after and Bericht.objects.values().get(pk=mail["id"]) == mail
    assert not Signaal.objects.get(pk=hoofd.pk).heeft_adres


def test_weghalen_op_verzoek_laat_ook_geen_spoor_van_de_melder(g, tmp_path):
    signaal = maak_signaal(g.dorp, melder={"naam": NAAM, "email": EMAIL, "telefoon": TELEFOON}, tekst=f"Groet, {NAAM}")
    signaal.bevestig()
    signaal.noteer(f"Gebeld met {TELEFOON}", door=g.medewerker)
    signaal.vul_aan(f"Mail {EMAIL}")
    doe_het_werk()
    assert len(_waar()) > 4 and _in_bestanden(tmp_path)
    vergeet_melder(signaal)
    wis_sporen()
    assert (_waar(SPOREN[:4]), _in_bestanden(tmp_path)) == (set(), set())


def test_ingelezen_bestanden_blijven_een_maand(g):
    def lees(status, dagen):
        inlezing = Inlezing.objects.create(
            soort="signalen",
            status=status,
            bestandsnaam="x.csv",
            door=g.beheerder,
            status_sinds=timezone.now() - timedelta(days=dagen),
            verslag={"regel": NAAM},
        )
        inlezing.bestand.save("x.csv", ContentFile(NAAM.encode()))
        return inlezing

    oud, nieuw, bezig = lees("ingelezen", 40), lees("ingelezen", 20), lees("bekeken", 40)
    _ruim_op()
    assert [bool(Inlezing.objects.get(pk=i.pk).bestand) for i in (oud, nieuw, bezig)] == [False, True, True]
    assert Inlezing.objects.get(pk=oud.pk).verslag == {} and Opschoning.objects.get().aantallen["importbestanden"] == 1


def test_drie_signalen_kosten_niet_veel_meer_vragen_dan_een(g, django_assert_max_num_queries):
    for _n in range(3):
        _gesloten(g, 14)
    with django_assert_max_num_queries(75):
        vergeet(Signaal.objects.te_vergeten())
