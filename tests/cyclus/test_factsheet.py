"""One page for a visit to an area: what it says, to whom, and that it stays one page."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cyclus.escalatie.ladder import leg_voor
from cyclus.factsheet.beeld import SJABLOON, context
from cyclus.factsheet.inhoud import Blok, Cijferregel, Factsheet, Regel, stel_op
from cyclus.models import Bijdrage
from cyclus.onderzoek.criteria import CRITERIA
from cyclus.onderzoek.uitkomst import Criteriumuitkomst, Onderzoeksuitkomst
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.pdf import document_html, maak_pdf
from signalen.models import Signaal
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_opgave, maak_plan
from tests.cyclus.onderzoek import gehouden
from tests.gebieden.factories import maak_gemeente
from tests.initiatieven.factories import maak_initiatief
from tests.signalen.factories import maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def vul(g):
    """Something of every kind in noord."""
    vandaag = timezone.localdate()
    plan = maak_plan(maak_agenda(g.noord))
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Drempels", einddatum=vandaag + timedelta(days=40))
    laat = maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Bankjes", einddatum=vandaag - timedelta(days=40))
    leg_voor(laat, door=g.medewerker, vraag="Wie betaalt de bankjes?")
    Bijdrage.objects.create(
        doel=plan.agenda.doelen.first(), partij="Het college", soort="bestuur", belofte="Elk jaar geld"
    )
    maak_opgave(g.noord, g.medewerker, "Veilig fietsen", status="lopend")
    maak_initiatief(g.dorp, g.medewerker, "Tuin", status="in_uitvoering")
    signaal = maak_signaal(g.dorp, tekst="Zwaluwgeheim bij de kerk")
    Signaal.objects.filter(pk=signaal.pk).update(uiterlijk=vandaag - timedelta(days=3))
    gehouden(g.gemeente, [(g.noord, "bewoners", [4] * 7), (g.zuid, "bewoners", [3] * 9)])
    return plan


def teksten(blok):
    return [regel.tekst for regel in blok.regels]


def test_alles_van_een_gebied_en_niets_van_een_ander(g):
    vul(g)
    f = stel_op(g.noord, timezone.localdate() + timedelta(days=22))
    assert (teksten(f.maatregelen), teksten(f.opgaven), teksten(f.initiatieven)) == (
        ["Drempels"],
        ["Veilig fietsen"],
        ["Tuin"],
    )
    assert teksten(f.te_laat) == ["Signalen over de termijn", "Bankjes"]
    assert f.te_laat.regels[0].bij == "1"
    assert "Wie betaalt de bankjes?" in f.geescaleerd.regels[0].tekst
    assert f.beloften.regels[0] == Regel("Het college: Elk jaar geld", "nog niet gevraagd")
    assert {r.tekst for r in f.mensen.regels} == {"Mia Makelaar", "Sam Sociaal"}
    assert teksten(f.platforms) == ["Dorpsplatform Dorp"]
    assert f.onderzoek.antwoorden == 7
    assert "Zwaluwgeheim" not in repr(f)
    zuid = stel_op(g.zuid)
    for blok in (zuid.maatregelen, zuid.opgaven, zuid.initiatieven, zuid.te_laat, zuid.geescaleerd, zuid.beloften):
        assert blok == Blok(())


def test_wie_meeleest_ziet_de_pagina(client, g):
    vul(g)
    url = reverse("cyclus:factsheet", args=["noord"])
    for persoon, status in ((g.medewerker, 200), (g.elders, 200), (g.raadslid, 404), (g.platformlid, 404)):
        client.force_login(persoon)
        assert client.get(url).status_code == status, persoon
    client.force_login(g.wethouder)
    assert "Wat is beloofd" in client.get(url).content.decode()
    assert client.get(reverse("cyclus:factsheet", args=["bestaat-niet"])).status_code == 404


def test_lege_gemeente_zegt_dat_er_niets_is(client, g):
    client.force_login(g.wethouder)
    pagina = client.get(reverse("cyclus:factsheet", args=["zuid"])).content.decode()
    assert "Er zijn nog geen cijfers." in pagina and "Geen onderzoek, of te weinig antwoorden." in pagina


def test_aantal_queries_hangt_niet_af_van_wat_er_loopt(g):
    plan = vul(g)

    def queries():
        with CaptureQueriesContext(connection) as found:
            stel_op(g.noord)
        return len(found)

    stel_op(g.noord)
    een = queries()
    for nummer in range(2):
        maak_maatregel(
            plan, g.vakambtenaar, g.afdeling, f"M{nummer}", einddatum=timezone.localdate() + timedelta(days=9)
        )
        maak_initiatief(g.dorp, g.medewerker, f"I{nummer}", status="in_uitvoering")
    assert queries() == een <= 40


def vol():
    """As much of everything as there can be, in long words."""
    lang = Regel(
        "Lange woorden over wat er gebeurt in het dorp, met nog een toelichting die wordt afgekort. " * 2,
        "Ruimte, 1-1-2027",
    )
    blok, mensen = (
        Blok((lang,) * 5, 12),
        Blok((Regel("Marieke van der Langenaam", "medewerker leefomgeving, 0345 00 00 00"),) * 5, 2),
    )
    zin = "In dit gebied wonen duidelijk meer mensen van 65 jaar of ouder dan in de hele gemeente: 24 om 22 procent."
    uitkomsten = tuple(
        Criteriumuitkomst(c.code, c.titel, 30, 3.5, 50, 2024, 3.4, 0.1, -0.3, 0.5, "toeval") for c in CRITERIA
    )
    return Factsheet(
        gebied="Gebied met een lange naam",
        niveau="gebied",
        gemeente="Gemeente",
        dag=timezone.localdate(),
        cijfers=(Cijferregel("Inwoners van 65 jaar of ouder", "24%", "22%", 2026),) * 5,
        opvallend=(zin,) * 3,
        **dict.fromkeys(
            ("maatregelen", "initiatieven", "opgaven", "beloften", "te_laat", "geescaleerd", "platforms"), blok
        ),
        adviezen=Blok((lang,) * 3, 4),
        mensen=mensen,
        onderzoek=Onderzoeksuitkomst(1, "Onderzoek", 2026, 2024, "Gebied", 30, uitkomsten),
        heeft_voorbeeld=True,
    )


def test_past_altijd_op_een_bladzijde(g):
    inhoud = context(vol(), op_papier=True)
    pdf = pikepdf.open(io.BytesIO(maak_pdf(document_html(SJABLOON, inhoud), titel=inhoud["titel"])))
    assert len(pdf.pages) == 1
    assert str(pdf.Root.Lang) == "nl" and pdf.Root.MarkInfo.Marked


def test_pdf_wordt_eenmaal_gemaakt_en_na_een_week_weggegooid(client, g):
    client.force_login(g.wethouder)
    url = reverse("cyclus:factsheet_pdf", args=["noord"])
    for _keer in range(2):
        assert client.post(url).status_code == 302
    opdracht = Opdracht.objects.get(soort="factsheet_pdf")
    maak_opgave(g.noord, g.medewerker, "Nieuw", status="lopend")
    assert not voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert "intussen iets veranderd" in opdracht.melding
    document = Document.objects.bewaar(g.noord, "factsheet", titel="x", gegevens={}, pdf=b"%PDF-1.7")
    Document.objects.filter(pk=document.pk).update(gemaakt_op=timezone.now() - timedelta(days=8))
    Opdracht.objects.update(aangemaakt_op=timezone.now() - timedelta(days=8))
    assert voer_uit(zet_klaar("factsheet_opruimen", "f", dag="2026-01-01")[0].pk)
    assert not Document.objects.exists() and not Opdracht.objects.filter(soort="factsheet_pdf").exists()
