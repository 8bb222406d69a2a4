"""The print of one signal: what is on it, who may have it, and that it does not stay."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.pdf import document_html
from signalen.dossierstuk.document import SJABLOON, context, stel_op
from signalen.models import Foto, Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import MELDER, beeld, breng_naar, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def signaal(g):
    signaal = breng_naar(maak_signaal(g.dorp, tekst="Zwaluw onder de brug.\nEen nest."), "in_behandeling", g.medewerker)
    Foto.objects.leg_vast(signaal, [ContentFile(beeld().read(), "nest.jpg")])
    signaal.delen.create(
        afdeling=g.afdeling, eigenaar=g.vakambtenaar, vraag="Mag dit weg?", uiterlijk=timezone.localdate()
    )
    signaal.wachtvragen.create(vraag="Aan welke kant?", antwoord="De dorpskant.", door=g.medewerker)
    signaal.noteer("Met de ecoloog gebeld.", door=g.medewerker)
    signaal.beantwoord("Wij wachten tot het nest leeg is.", door=g.medewerker)
    hoort = breng_naar(maak_signaal(g.dorp, tekst="Ook gezien"), "gebundeld", g.medewerker, hoofdsignaal=signaal)
    assert hoort.hoofdsignaal == signaal
    return signaal


def html(signaal, **hoe):
    signaal = Signaal.objects.voor_dossier().get(pk=signaal.pk)
    return document_html(SJABLOON, context(stel_op(signaal, **hoe), signaal))


def test_wat_er_op_staat(g, signaal):
    gedrukt = html(signaal)
    for tekst in (
        signaal.nummer,
        "Een nest.",
        "data:image/jpeg;base64,",
        "Mag dit weg?",
        "Nog geen antwoord",
        "Aan welke kant?",
        "De dorpskant.",
        "Met de ecoloog gebeld.",
        "Wij wachten tot het nest leeg is.",
        "Ook gezien",
        str(g.medewerker),
    ):
        assert tekst in gedrukt, tekst
    assert not any(waarde in gedrukt for waarde in MELDER.values())
    assert all(waarde in html(signaal, met_melder=True) for waarde in MELDER.values())


def test_bestellen_maken_openen_en_weg(client, g, signaal):
    client.force_login(g.medewerker)
    url = f"/signalen/{signaal.pk}/pdf/"
    assert "Maak de PDF" in client.get(url).content.decode()
    for _keer in range(2):
        assert client.post(url).url == url
    opdracht = Opdracht.objects.get(soort="signaal_pdf")
    assert voer_uit(opdracht.pk)
    antwoord = client.get(url)
    assert b"".join(antwoord.streaming_content).startswith(b"%PDF")
    # Something happened since: that is another document.
    signaal.noteer("Later.", door=g.medewerker)
    assert "Maak de PDF" in client.get(url).content.decode()
    # A day later row, file and order are gone.
    document = Document.objects.get(soort="signaal")
    pad = document.bestand.storage, document.bestand.name
    lang_geleden = timezone.now() - timedelta(days=2)
    Document.objects.update(gemaakt_op=lang_geleden)
    Opdracht.objects.filter(pk=opdracht.pk).update(aangemaakt_op=lang_geleden)
    opruimen, _ = zet_klaar("signaal_pdf_opruimen", "signaal_pdf_opruimen:test")
    assert voer_uit(opruimen.pk)
    assert not Document.objects.exists() and not pad[0].exists(pad[1])
    assert not Opdracht.objects.filter(soort="signaal_pdf").exists()


def test_wie_de_melder_op_papier_heeft_staat_erbij(client, g, signaal):
    url = f"/signalen/{signaal.pk}/pdf/melder/"
    for wie, status in ((g.wethouder, 403), (g.elders, 403), (g.platformlid, 404)):
        client.force_login(wie)
        assert client.get(url).status_code == status
    client.force_login(g.medewerker)
    client.post(url)
    voer_uit(Opdracht.objects.get(soort="signaal_met_melder_pdf").pk)
    assert not signaal.inzagen.exists()
    assert client.get(url).headers["Content-Type"] == "application/pdf"
    assert {(i.door, i.waarom) for i in signaal.inzagen.all()} == {(g.medewerker, "pdf")}


def test_wat_intussen_veranderde_wordt_geen_pdf(client, g, signaal):
    client.force_login(g.medewerker)
    client.post(f"/signalen/{signaal.pk}/pdf/")
    signaal.noteer("Net nog.", door=g.medewerker)
    opdracht = Opdracht.objects.get(soort="signaal_pdf")
    assert not voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.status == "mislukt" and "intussen gewijzigd" in opdracht.melding
