"""The yearly letter to a department: made once, frozen when sent, confirmed, and laid beside the plan of today."""

from datetime import date
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cyclus.models import Opdrachtbrief
from cyclus.opdrachtbrief.inhoud import uit_json
from cyclus.opdrachtbrief.models import TABEL
from gebieden.models import Afdeling
from gebiedswerk.models import Document, Opdracht
from gebiedswerk.opdrachten import voer_uit
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from gebiedswerk.werk.lijst import mijn_werk
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_plan
from tests.gebieden.factories import maak_gemeente, maak_persoon

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def plan(g):
    """Two departments are asked something: one a measure with a milestone, the other an agreement."""
    plan = maak_plan(maak_agenda(g.noord), vastgesteld_datum=date(2026, 3, 1))
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling, uren=80)
    maatregel.mijlpalen.create(naam="Ontwerp klaar", uiterlijk=date(2026, 6, 1))
    maak_maatregel(plan, g.vakambtenaar, Afdeling.objects.create(naam="Vervallen"), status="vervallen")
    plan.afspraken.create(afdeling=Afdeling.objects.create(naam="Groen"), tekst="Vaker maaien")
    plan.afspraken.create(afdeling=Afdeling.objects.create(naam="Straks"), tekst="Nog een voorstel", is_voorstel=True)
    return plan


@pytest.fixture
def brief(g, plan):
    Opdrachtbrief.objects.maak_voor(plan, door=g.medewerker)
    return Opdrachtbrief.objects.get(afdeling=g.afdeling)


@pytest.mark.parametrize(("van", "naar"), list(product(TABEL.namen, repeat=2)))
def test_alle_paren(brief, van, naar):
    Opdrachtbrief.objects.filter(pk=brief.pk).update(status=van)
    brief.refresh_from_db()
    if (van, naar) in {(o.van, o.naar) for o in TABEL.overgangen}:
        assert brief.ga_naar(naar).status == naar
    else:
        with pytest.raises(OvergangNietToegestaan):
            brief.ga_naar(naar)


def test_een_brief_per_afdeling_waar_iets_van_wordt_gevraagd_en_nooit_twee(g, plan, client):
    client.force_login(g.medewerker)
    for _ in range(2):
        client.post("/opdrachtbrieven/maken/", {"jaar": "2026"})
        client.post("/opdrachtbrieven/maken/", {"plan": plan.pk})
    assert sorted(str(b.afdeling) for b in Opdrachtbrief.objects.all()) == ["Groen", "Openbare ruimte"]


@pytest.mark.parametrize("gegevens", [{"jaar": "onzin"}, {"plan": "x"}, {"plan": "99999999999999"}, {"jaar": "2026\0"}])
def test_onzin_maakt_niets_en_geen_fout(g, plan, client, gegevens):
    client.force_login(g.medewerker)
    plan.__class__.objects.update(jaar=1999)
    assert client.post("/opdrachtbrieven/maken/", gegevens).status_code in (302, 404)
    assert not Opdrachtbrief.objects.exists()


def test_wie_elders_werkt_maakt_en_verstuurt_hier_niets(g, plan, brief, client):
    client.force_login(g.elders)
    assert client.post("/opdrachtbrieven/maken/", {"plan": plan.pk}).status_code == 403
    for pad in ("/opdrachtbrieven/maken/", "/opdrachtbrieven/versturen/"):
        client.post(pad, {"jaar": "2026"})
    assert set(Opdrachtbrief.objects.values_list("status", flat=True)) == {"concept"}
    assert client.get(brief.get_absolute_url()).status_code == 200
    client.force_login(g.raadslid)
    assert client.get(brief.get_absolute_url()).status_code == 404


def test_versturen_bevriest_mailt_en_maakt_de_pdf(g, plan, brief, client):
    client.force_login(g.medewerker)
    bewerk = f"/opdrachtbrieven/{brief.pk}/bewerken/"
    client.post(bewerk, {"inleiding": "De dijk eerst.", "versie": brief.versie})
    client.post("/opdrachtbrieven/versturen/", {"plan": plan.pk})
    client.post("/opdrachtbrieven/versturen/", {"plan": plan.pk})
    brief.refresh_from_db()
    assert brief.status == "verstuurd" and brief.inhoud["inleiding"] == "De dijk eerst."
    mail = Bericht.objects.over(brief).get()
    assert mail.aan == g.vakambtenaar.email
    assert "Drempels aanleggen" in mail.tekst and f"/opdrachtbrieven/{brief.pk}.pdf" in mail.tekst
    # A department without a contact gets its letter without a mail.
    assert Bericht.objects.count() == 1
    assert client.post(bewerk, {"inleiding": "Later", "versie": brief.versie}).status_code == 403
    opdracht = Opdracht.objects.get(soort="opdrachtbrief_pdf", gegevens__pk=brief.pk)
    assert voer_uit(opdracht.pk)
    assert Document.objects.van(brief).get().gegevens["inhoud"]["gevraagd"]["maatregelen"][0]["uren"] == 80
    antwoord = client.get(f"/opdrachtbrieven/{brief.pk}.pdf")
    assert antwoord["Content-Type"] == "application/pdf" and b"".join(antwoord.streaming_content)[:4] == b"%PDF"


def test_wat_verstuurd_is_blijft_en_de_verschillen_staan_erbij(g, plan, brief, client):
    brief.ga_naar("verstuurd", door=g.medewerker)
    maatregel = plan.maatregelen.get(afdeling=g.afdeling, status="in_uitvoering")
    client.force_login(g.medewerker)
    assert "loopt achter" not in client.get(brief.get_absolute_url()).content.decode()
    maatregel.voortgang = 70
    maatregel.save()
    assert "loopt achter" not in client.get(brief.get_absolute_url()).content.decode()
    maatregel.einddatum = date(2026, 12, 20)
    maatregel.save()
    maatregel.mijlpalen.update(uiterlijk=date(2026, 7, 1))
    maatregel.mijlpalen.create(naam="Proef", uiterlijk=date(2026, 8, 1))
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Bankjes", einddatum=date(2026, 12, 30))
    brief.refresh_from_db()
    Opdrachtbrief.zet_standen([brief])
    assert brief.verschillen == [
        "Drempels aanleggen: klaar op was 01-12-2026, wordt 20-12-2026.",
        "Drempels aanleggen: mijlpaal Ontwerp klaar was 01-06-2026, wordt 01-07-2026.",
        "Drempels aanleggen: mijlpaal erbij, Proef (01-08-2026).",
        "Nieuw: Bankjes.",
    ]
    assert [m.titel for m in uit_json(brief.inhoud).gevraagd.maatregelen] == ["Drempels aanleggen"]
    tekst = client.get(brief.get_absolute_url()).content.decode()
    assert "De brief loopt achter." in tekst and "Nieuw: Bankjes." in tekst
    for pad in ("/opdrachtbrieven/", f"/plannen/{plan.pk}/"):
        assert "Loopt achter" in client.get(pad).content.decode(), pad
    brief.ga_naar("concept", door=g.medewerker)
    brief.ga_naar("verstuurd", door=g.medewerker)
    Opdrachtbrief.zet_standen([brief])
    assert brief.verschillen == []
    # Sent, taken back, sent again: three mails, each once.
    assert Bericht.objects.over(brief).count() == 3


@pytest.mark.parametrize(
    ("wie", "verwacht"),
    [
        ("vakambtenaar", 302),
        ("medewerker", 302),
        ("andere_afdeling", 403),
        ("elders", 403),
        ("wethouder", 403),
        ("raadslid", 404),
    ],
)
def test_wie_namens_de_afdeling_bevestigt(g, brief, client, wie, verwacht):
    g.andere_afdeling = maak_persoon(
        "Anne Ander", "vakafdeling", g.noord, afdeling=Afdeling.objects.create(naam="Andere afdeling")
    )
    brief.ga_naar("verstuurd", door=g.medewerker)
    client.force_login(getattr(g, wie))
    url = f"/opdrachtbrieven/{brief.pk}/bevestigen/"
    assert client.post(url, {"reactie": "Akkoord, in mei."}).status_code == verwacht
    brief.refresh_from_db()
    assert brief.status == ("bevestigd" if verwacht == 302 else "verstuurd")
    if verwacht == 302:
        assert client.post(url, {"reactie": "Toch niet"}).status_code == 302
        brief.refresh_from_db()
        assert brief.reactie == "Akkoord, in mei."
        # Who wrote it down need not be told.
        aan = Bericht.objects.over(brief).exclude(aan=g.vakambtenaar.email).values_list("aan", flat=True)
        assert list(aan) == ([] if wie == "medewerker" else [g.medewerker.email])


def test_na_het_einde_van_de_rol_bevestigt_niemand_meer(g, brief):
    brief.ga_naar("verstuurd", door=g.medewerker)
    g.vakambtenaar.gebiedsrollen.update(van=date(2020, 1, 1), tot=date(2020, 2, 1))
    with pytest.raises(GeenRecht):
        brief.ga_naar("bevestigd", door=g.vakambtenaar)


def test_een_te_lange_reactie_blijft_staan(g, brief, client):
    brief.ga_naar("verstuurd", door=g.medewerker)
    client.force_login(g.vakambtenaar)
    antwoord = client.post(f"/opdrachtbrieven/{brief.pk}/bevestigen/", {"reactie": "Lang " * 1000})
    assert antwoord.status_code == 422 and "Lang Lang" in antwoord.content.decode()
    brief.refresh_from_db()
    assert brief.status == "verstuurd"


def test_een_brief_zonder_vraag_gaat_niet_weg(g, plan, brief):
    plan.maatregelen.update(status="vervallen")
    with pytest.raises(ValidationError, match="niets om te vragen"):
        brief.ga_naar("verstuurd", door=g.medewerker)
    brief.refresh_from_db()
    assert brief.is_concept and not Bericht.objects.exists()


def test_wachtende_brief_staat_op_mijn_werk_van_de_afdeling(g, brief):
    def wacht(persoon):
        return [r.vraagt for r in mijn_werk(persoon) if r.url == brief.get_absolute_url()]

    assert wacht(g.vakambtenaar) == []
    brief.ga_naar("verstuurd", door=g.medewerker)
    assert wacht(g.vakambtenaar) == ["Bevestigen voor Openbare ruimte"]
    assert wacht(g.elders) == wacht(g.medewerker) == []
    brief.ga_naar("bevestigd", door=g.vakambtenaar)
    assert wacht(g.vakambtenaar) == []


def test_lijst_filtert_en_stelt_evenveel_vragen(g, brief, client, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    aantallen, url = [], reverse("cyclus:opdrachtbrieven")
    brief.ga_naar("verstuurd", door=g.medewerker)
    for jaren in ([], [2027, 2028]):
        for jaar in jaren:
            ander = maak_plan(brief_plan(brief).agenda, jaar)
            maak_maatregel(ander, g.vakambtenaar, g.afdeling)
            Opdrachtbrief.objects.maak_voor(ander, door=g.medewerker)
        client.get(url)
        with django_assert_max_num_queries(12) as gemeten:
            assert client.get(url).status_code == 200
        aantallen.append(len(gemeten))
    assert aantallen[0] == aantallen[1]
    gefilterd = client.get(url, {"jaar": "2026", "status": "verstuurd", "afdeling": g.afdeling.pk}).context["pagina"]
    assert [b.pk for b in gefilterd] == [brief.pk]
    client.force_login(g.raadslid)
    assert not client.get(url).context["pagina"].object_list


def brief_plan(brief):
    return brief.gebied.gebiedsplan_set.get(jaar=brief.jaar)
