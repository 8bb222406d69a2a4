"""The draft of the letter to the raad: what it says, and that it is a proper document."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from cyclus.models import Conclusie, Gebiedsmonitor
from cyclus.raadsbrief.document import maak_docx
from cyclus.raadsbrief.inhoud import Tabel, stel_op
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_monitor, maak_plan
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db


@pytest.fixture
def monitor():
    g = maak_gemeente()
    plan = maak_plan(maak_agenda(g.noord))
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Drempels", einddatum=date(plan.jaar, 3, 1))
    monitor = maak_monitor(plan, g.medewerker)
    Conclusie.objects.create(monitor=monitor, tekst="Het helpt.", voorstel="Nog een drempel")
    Gebiedsmonitor.objects.filter(pk=monitor.pk).update(samenvatting="Het gaat goed.\n\nNiet overal.")
    monitor.refresh_from_db()
    monitor.ga_naar("vastgesteld", door=g.wethouder)
    monitor.g = g
    return monitor


def lees(brief):
    return docx.Document(BytesIO(maak_docx(brief)))


def test_brief_zegt_wat_de_vastgestelde_stukken_zeggen(monitor):
    brief = stel_op(monitor.jaar)
    stuk = lees(brief)
    koppen = [(p.style.name, p.text) for p in stuk.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert koppen[0] == ("Title", "Raadsinformatiebrief")
    assert [tekst for stijl, tekst in koppen if stijl == "Heading 1"] == [
        *("Inleiding", "Kernboodschap", "Per gebied", "Financiën", "Vervolg", "Bijlagen en bronnen"),
    ]
    assert ("Heading 2", "Noord") in koppen
    tekst = "\n".join(p.text for p in stuk.paragraphs)
    for woord in ("CONCEPT", "Kenmerk:", "Onderwerp:", "Het gaat goed.", "Niet overal.", "Noord: Nog een drempel"):
        assert woord in tekst, woord
    assert "gebiedsmonitor" in tekst.lower() and monitor.g.medewerker.naam not in tekst


def test_brief_is_een_toegankelijk_document_in_het_nederlands(monitor):
    brief = stel_op(monitor.jaar)
    stuk = lees(brief)
    eigen = stuk.core_properties
    assert (eigen.language, eigen.author) == ("nl-NL", f"Gemeente {brief.gemeente}")
    assert str(monitor.jaar) in eigen.title
    assert {lang.get(qn("w:val")) for lang in stuk.styles.element.iter(qn("w:lang"))} == {"nl-NL"}
    assert len(stuk.tables) == 2
    for tabel, bedoeld in zip(stuk.tables, (brief.overzicht, brief.geld), strict=True):
        kop = tabel.rows[0]
        assert tuple(cel.text for cel in kop.cells) == bedoeld.kop
        assert kop._tr.trPr.find(qn("w:tblHeader")) is not None
        assert tabel._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == bedoeld.titel
    assert stuk.tables[1].rows[-1].cells[0].text == "Samen"
    assert "Bladzijde" in stuk.sections[0].footer.paragraphs[0].text


def test_brief_verdraagt_wat_niet_in_een_document_kan(monitor):
    brief = stel_op(monitor.jaar)
    raar = replace(brief, onderwerp="a\x00b\x0b", geld=Tabel("T\x00", ("Kop",), (("=1+1",),)))
    tekst = "\n".join(p.text for p in lees(raar).paragraphs)
    assert "ab" in tekst


def test_alleen_wie_meeleest_en_alleen_een_jaar_dat_er_is(client, monitor):
    g, url = monitor.g, f"/monitor/{monitor.jaar}/raadsinformatiebrief.docx"
    for persoon, status in ((g.medewerker, 200), (g.elders, 200), (g.raadslid, 403)):
        client.force_login(persoon)
        assert client.get(url).status_code == status
    client.force_login(g.medewerker)
    antwoord = client.get(url)
    assert "attachment" in antwoord["Content-Disposition"] and antwoord.content[:2] == b"PK"
    assert client.get("/monitor/1999/raadsinformatiebrief.docx").status_code == 404
