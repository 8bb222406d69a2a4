"""The letter as a Word document that somebody goes on writing in: real headings, header rows, a language.

The library is imported at the first letter, not when a web process starts.
"""

from functools import cache
from importlib import import_module
from io import BytesIO

from django.utils.formats import date_format

from gebiedswerk.brief import kleuren
from gebiedswerk.rekenblad import ONLEESBAAR

SOORT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAAL = "nl-NL"
IN_TE_VULLEN = "[in te vullen]"
CONCEPT = "CONCEPT. Gemaakt uit de vastgestelde stukken; nog niet door het college besproken."
VOORBEELD = "Dit is een voorbeeld: de gemeente, de mensen en de cijfers zijn verzonnen."


def maak_docx(brief):
    """The file itself."""
    docx = _docx()
    document = docx.Document()
    _stijl(docx, document, brief)
    _kop(document, brief)
    _deel(document, "Inleiding", brief.inleiding)
    _deel(document, "Kernboodschap", (), brief.kernboodschap)
    _tabel(docx, document, brief.overzicht)
    document.add_heading("Per gebied", 1)
    for deel in brief.gebieden:
        document.add_heading(_schoon(deel.gebied), 2)
        _tekst(document, deel.alineas, deel.punten)
    if brief.mening:
        _deel(document, "Wat inwoners en partners vinden", (), brief.mening)
    _deel(document, "Financiën", (f"Dit was er voor {brief.jaar}, en dit is ervan besteed.",))
    _tabel(docx, document, brief.geld)
    _deel(document, "Vervolg", brief.vervolg, brief.voorstellen)
    _slot(document, brief)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _kop(document, brief):
    document.add_paragraph("Raadsinformatiebrief", style="Title")
    document.add_paragraph(CONCEPT, style="Intense Quote")
    if brief.heeft_voorbeeld:
        document.add_paragraph(VOORBEELD, style="Intense Quote")
    regels = [
        ("Gemeente", brief.gemeente),
        ("Aan", brief.aan),
        ("Van", brief.van),
        ("Datum", date_format(brief.dag, "j F Y")),
        ("Kenmerk", IN_TE_VULLEN),
        ("Verantwoordelijk lid van het college", IN_TE_VULLEN),
        ("Onderwerp", brief.onderwerp),
    ]
    for naam, waarde in regels:
        alinea = document.add_paragraph(style="Gegevens")
        alinea.add_run(f"{naam}:\t").bold = True
        alinea.add_run(_schoon(waarde))


def _slot(document, brief):
    document.add_heading("Bijlagen en bronnen", 1)
    tekst = "Elk cijfer komt uit de vastgestelde stukken van dit jaar. Percentages staan er vanaf vijf mensen."
    _tekst(document, (tekst,))
    _tekst(document, ("Hoogachtend,", f"{brief.van} van {brief.gemeente},"))
    _tekst(document, (f"{IN_TE_VULLEN}, secretaris", f"{IN_TE_VULLEN}, burgemeester"))


def _deel(document, kop, alineas, punten=()):
    document.add_heading(kop, 1)
    _tekst(document, alineas, punten)


def _tekst(document, alineas, punten=()):
    for alinea in alineas:
        document.add_paragraph(_schoon(alinea))
    for punt in punten:
        document.add_paragraph(_schoon(punt), style="List Bullet")


def _tabel(docx, document, tabel):
    """With a row that is known as its header, and that comes back on the next page."""
    document.add_paragraph(_schoon(tabel.titel), style="Caption").paragraph_format.keep_with_next = True
    grid = document.add_table(rows=1, cols=len(tabel.kop))
    grid.style = "Table Grid"
    _eigenschap(docx, grid._tbl.tblPr, "w:tblCaption", tabel.titel)
    kop = grid.rows[0]
    kop._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:tblHeader"))
    for cel, naam in zip(kop.cells, tabel.kop, strict=True):
        cel.paragraphs[0].add_run(_schoon(naam)).bold = True
    for rij in tabel.rijen:
        row = grid.add_row()
        row._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:cantSplit"))
        for nummer, (cel, waarde) in enumerate(zip(row.cells, rij, strict=True)):
            cel.paragraphs[0].add_run(_schoon(waarde))
            if nummer:
                cel.paragraphs[0].alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _stijl(docx, document, brief):
    eigen = document.core_properties
    eigen.title = f"Raadsinformatiebrief {brief.jaar}, concept"
    eigen.subject, eigen.language = _schoon(brief.onderwerp), TAAL
    eigen.author = _schoon(f"Gemeente {brief.gemeente}")
    eigen.comments = "Concept"
    kleur = docx.shared.RGBColor.from_string(_hex(kleuren()["500"]))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", docx.shared.Pt(11)
    normal.paragraph_format.space_after = docx.shared.Pt(6)
    for lang in document.styles.element.iter(docx.oxml.ns.qn("w:lang")):
        lang.set(docx.oxml.ns.qn("w:val"), TAAL)
    for naam in ("Title", "Heading 1", "Heading 2", "Caption", "Intense Quote"):
        document.styles[naam].font.color.rgb = kleur
        document.styles[naam].font.name = "Calibri"
    _gegevens(docx, document)
    for section in document.sections:
        section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
        section.header.paragraphs[0].text = f"Gemeente {_schoon(brief.gemeente)}, raadsinformatiebrief (concept)"
        _bladzijde(docx, section.footer.paragraphs[0])


def _gegevens(docx, document):
    """Name and value of the letter in two columns, without a table."""
    stijl = document.styles.add_style("Gegevens", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    stijl.base_style = document.styles["Normal"]
    inspringen = docx.shared.Mm(45)
    stijl.paragraph_format.left_indent, stijl.paragraph_format.first_line_indent = inspringen, -inspringen
    stijl.paragraph_format.tab_stops.add_tab_stop(inspringen)
    stijl.paragraph_format.space_after = docx.shared.Pt(1)


def _bladzijde(docx, alinea):
    alinea.add_run("Bladzijde ")
    field = docx.oxml.OxmlElement("w:fldSimple")
    field.set(docx.oxml.ns.qn("w:instr"), "PAGE")
    alinea._p.append(field)


def _eigenschap(docx, ouder, naam, waarde):
    element = docx.oxml.OxmlElement(naam)
    element.set(docx.oxml.ns.qn("w:val"), _schoon(waarde))
    ouder.append(element)


def _hex(kleur):
    return (kleur.lstrip("#") * 2)[:6] if len(kleur) == 4 else kleur.lstrip("#")[:6]


def _schoon(tekst):
    """Without what XML cannot hold."""
    return ONLEESBAAR.sub("", str(tekst))


@cache
def _docx():
    docx = import_module("docx")
    for part in ("enum.style", "enum.text", "oxml", "oxml.ns", "shared"):
        import_module(f"docx.{part}")
    return docx
