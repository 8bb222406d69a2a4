import importlib
import re
from datetime import date
from threading import Thread

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cyclus.analyse.forms import CommentaarForm, PuntForm, TekstForm, VerhaalForm, afdruk
from cyclus.analyse.inhoud import citaten, stel_op
from cyclus.analyse.models import Gebiedsanalyse, Verhaal
from cyclus.analyse.opvallend import sleutel_van_kern, sleutel_van_signalen
from cyclus.analyse.uitlichten import MEESTE_GETOOND, kandidaten, verplaats, zet_getoond
from cyclus.analyse.van_vorig_jaar import neem_over, over_te_nemen
from cyclus.analyse.vorm import als_json, stand, uit_json
from gebieden.models import Gebied
from tests.cyclus.factories import maak_initiatief, maak_verhaal, maak_vol_gebied
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import maak_trend

pytestmark = pytest.mark.django_db
DAG = date(2026, 11, 22)
JAAR = 2026


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def vol(g):
    maak_vol_gebied(g, DAG, kernen=2, signalen=40)
    return g


def maak_analyse(g, jaar=JAAR, **velden):
    Gebiedsanalyse.objects.neem_op(g.noord, jaar, stel_op(g.noord, jaar), b"%PDF-1.7 proef")
    Gebiedsanalyse.objects.filter(gebied=g.noord, jaar=jaar).update(**velden)
    return Gebiedsanalyse.objects.get(gebied=g.noord, jaar=jaar)


def maak_met_vorig_jaar(g):
    """Last year with something of everything, adopted; and this year, empty."""
    vorige = Gebiedsanalyse.objects.create(gebied=g.noord, jaar=JAAR - 1, samenvatting="Wat er toen speelde")
    vorige.punten.create(soort="kans", tekst="De school doet mee", volgorde=1)
    vorige.punten.create(soort="bedreiging", aard="feit", tekst="De winkel sluit", onderbouwing="Brief", volgorde=1)
    vorige.uitgelicht.create(sleutel="inwoners", commentaar="Wij groeien")
    vorige.uitgelicht.create(sleutel="alleen_volgorde", volgorde=3)
    maak_verhaal(g.dorp, g.medewerker, JAAR - 1, "De bus rijdt niet")
    vorige.ga_naar("ter_toetsing", door=g.medewerker)
    vorige.ga_naar("vastgesteld", door=g.medewerker)
    return Gebiedsanalyse.objects.create(gebied=g.noord, jaar=JAAR, inhoud=als_json(stel_op(g.noord, JAAR)))


def url(naam, analyse, *args):
    return reverse(f"cyclus:{naam}", args=[analyse.pk, *args])


def tekst(antwoord):
    return re.sub(r"\s+", " ", antwoord.content.decode())


def sleutels(analyse):
    return [punt.sleutel for punt in analyse.huidige_inhoud().opvallend]


# Which figures are shown ------------------------------------------------------


def test_elk_cijfer_dat_opvalt_heeft_een_eigen_sleutel(vol):
    inhoud = stel_op(vol.noord, JAAR)
    gevonden = [punt.sleutel for punt in inhoud.opvallend]
    codes = {regel.code for thema in inhoud.themas for regel in thema.regels}
    assert len(gevonden) == len(set(gevonden)) > 3
    assert all(sleutel.partition("@")[0] in codes or sleutel.startswith("signalen:") for sleutel in gevonden)
    kern = vol.noord.kinderen.order_by("naam").first()
    assert sleutel_van_kern("inwoners", kern) == f"inwoners@{kern.slug}"
    assert sleutel_van_signalen("Verkeer en parkeren") == "signalen:verkeer"


def test_kiezen_verbergen_en_ordenen_zonder_nieuwe_cijfers(vol):
    analyse = maak_analyse(vol)
    begin = sleutels(analyse)
    extra = "groen_2" if "groen_2" not in begin else "zorg_3"
    zet_getoond(analyse, begin[0], False)
    zet_getoond(analyse, extra, True)
    verplaats(analyse, extra, 1)
    assert sleutels(analyse) == [extra, *begin[1:]]
    verplaats(analyse, begin[-1], 2)
    verplaats(analyse, begin[-1], 2)
    assert sleutels(analyse) == [extra, begin[-1], *begin[1:-1]]
    inhoud = analyse.huidige_inhoud()
    gekozen = inhoud.opvallend[0]
    assert "in Noord (2025)" in gekozen.zin and "in de hele gemeente is dat" in gekozen.zin
    assert "kozen de gebiedsmakelaars" in gekozen.reden and "niet uitgerekend" in gekozen.onzekerheid
    # The figures that the worker stored are as they were; showing again is possible.
    assert [punt.sleutel for punt in inhoud.valt_op] == begin
    zet_getoond(analyse, begin[0], True)
    assert set(sleutels(analyse)) == {extra, *begin}


def test_zonder_keuze_verandert_er_niets_aan_het_document(vol):
    analyse = maak_analyse(vol)
    inhoud = analyse.huidige_inhoud()
    zet_getoond(analyse, inhoud.opvallend[0].sleutel, True)
    assert not analyse.uitgelicht.exists()
    assert stand(inhoud) == stand(stel_op(vol.noord, JAAR, inhoud.dag))


def test_na_een_nieuwe_ronde_gelden_de_keuzes_nog(vol):
    analyse = maak_analyse(vol)
    eerste = sleutels(analyse)[0]
    zet_getoond(analyse, eerste, False)
    analyse = maak_analyse(vol)
    assert eerste not in sleutels(analyse)
    assert eerste in [punt.sleutel for punt in uit_json(analyse.inhoud).valt_op]


def test_vastgesteld_staan_keuzes_en_woorden_vast(vol):
    analyse = maak_analyse(vol)
    tweede = sleutels(analyse)[1]
    verplaats(analyse, tweede, 1)
    analyse.uitgelicht.filter(sleutel=tweede).update(commentaar="Dit zien wij ook")
    analyse.punten.create(soort="kans", aard="feit", tekst="Er komt een school", onderbouwing="Raadsbesluit")
    analyse.ga_naar("ter_toetsing", door=vol.medewerker)
    analyse.ga_naar("vastgesteld", door=vol.medewerker)
    analyse.punten.all().delete()
    analyse.uitgelicht.all().delete()
    inhoud = Gebiedsanalyse.objects.get(pk=analyse.pk).huidige_inhoud()
    assert (inhoud.opvallend[0].sleutel, inhoud.opvallend[0].commentaar) == (tweede, "Dit zien wij ook")
    (punt,) = inhoud.punten
    assert (punt.soort, punt.aard, punt.onderbouwing) == ("Kans", "Feit", "Raadsbesluit")
    with pytest.raises(ValidationError):
        analyse.houd_vast()


def test_cijfers_van_voor_de_sleutels_kunnen_ook_verborgen_worden(vol):
    analyse = maak_analyse(vol)
    oud = dict(analyse.inhoud)
    oud["opvallend"] = [{k: v for k, v in punt.items() if k != "sleutel"} for punt in oud["opvallend"]]
    Gebiedsanalyse.objects.filter(pk=analyse.pk).update(inhoud=oud)
    analyse.refresh_from_db()
    zinnen = [punt.zin for punt in analyse.huidige_inhoud().opvallend]
    zet_getoond(analyse, "punt:1", False)
    assert [p.zin for p in analyse.huidige_inhoud().opvallend] == [zinnen[0], *zinnen[2:]]


def test_onbekend_of_te_veel_cijfers_worden_geweigerd(vol):
    analyse = maak_analyse(vol)
    with pytest.raises(ValidationError, match="er niet meer"):
        zet_getoond(analyse, "bestaat_niet", True)
    codes = [r.code for t in analyse.huidige_inhoud().themas for r in t.regels]
    with pytest.raises(ValidationError, match=f"al {MEESTE_GETOOND} cijfers"):
        for code in codes:
            zet_getoond(analyse, code, True)
    assert len(sleutels(analyse)) == MEESTE_GETOOND


def test_woorden_bij_een_cijfer_dat_er_niet_meer_is_komen_niet_in_het_document(vol):
    analyse = maak_analyse(vol)
    analyse.uitgelicht.create(sleutel="signalen:weg", commentaar="Toen viel dit op")
    assert "signalen:weg" not in sleutels(analyse)
    (los,) = [k for k in kandidaten(analyse.huidige_inhoud(), analyse.keuzes()) if k.punt is None]
    assert los.keuze.commentaar == "Toen viel dit op" and not los.is_getoond


# The old texts ----------------------------------------------------------------


def test_oude_teksten_worden_punten_en_oud_document_blijft_leesbaar(g):
    oud = importlib.import_module("cyclus.migrations.0011_kansen_en_bedreigingen_als_punten")
    analyse = maak_analyse(g)
    zonder = als_json(analyse.huidige_inhoud())
    for later in ("punten", "reacties", "valt_op"):
        zonder.pop(later, None)
    inhoud = uit_json(zonder | {"kansen": "Groei", "bedreigingen": "Krimp"})
    assert (inhoud.kansen, inhoud.punten) == ("Groei", ()) and stand(uit_json(als_json(inhoud))) == stand(inhoud)

    class Oude:
        """The model as it was, with its two texts."""

        def __init__(self, pk, kansen, bedreigingen):
            self.pk, self.kansen, self.bedreigingen = pk, kansen, bedreigingen

    class OudeApps:
        def get_model(self, app, naam):
            if naam == "Analysepunt":
                return apps.get_model(app, naam)
            rijen = [Oude(analyse.pk, "Een\r\n\r\nTwee\n", "  ")]
            return type(
                "Model",
                (),
                {
                    "objects": type(
                        "M", (), {"only": lambda *a: type("Q", (), {"iterator": lambda *a: iter(rijen)})()}
                    )()
                },
            )

    oud.maak_punten(OudeApps(), connection.schema_editor)
    assert [(p.soort, p.tekst, p.aard, p.volgorde) for p in analyse.punten.all()] == [
        ("kans", "Een", "mening", 1),
        ("kans", "Twee", "mening", 2),
    ]


# Copying last year ------------------------------------------------------------


def test_overnemen_een_keer_met_merk_en_zonder_toestemming(g):
    analyse = maak_met_vorig_jaar(g)
    voorraad = neem_over(analyse, door=g.medewerker)
    assert voorraad.in_woorden() == "2 punten, 1 cijfer met onze woorden, 1 verhaal en 1 samenvatting"
    analyse.refresh_from_db()
    assert (analyse.samenvatting, analyse.na_te_kijken) == ("Wat er toen speelde", ["samenvatting"])
    punten = list(analyse.punten.in_leesvolgorde())
    assert [(p.tekst, p.is_nagekeken, p.vorig.analyse.jaar) for p in punten] == [
        ("De school doet mee", False, 2025),
        ("De winkel sluit", False, 2025),
    ]
    verhaal = analyse.verhalen().get()
    assert (verhaal.gebied, verhaal.heeft_toestemming, verhaal.is_nagekeken) == (g.dorp, False, False)
    # Nothing of it is in the document yet.
    assert citaten(g.noord, JAAR) == ()
    inhoud = analyse.huidige_inhoud()
    assert (inhoud.punten, inhoud.is_samenvatting_geschreven) == ((), False)
    assert "Wij groeien" not in str(inhoud.opvallend)
    assert [k.sleutel for k in analyse.uitgelicht.all()] == ["inwoners"]
    # Second click, also after somebody let one go.
    punten[0].delete()
    Gebiedsanalyse.objects.filter(pk=analyse.pk).update(samenvatting="")
    assert not neem_over(analyse, door=g.medewerker)
    assert analyse.punten.count() == 1 and analyse.tijdlijn.filter(soort="overgenomen").count() == 1
    # What last year gets later can still come along.
    analyse.van_vorig_jaar().punten.create(soort="kans", tekst="Later opgeschreven")
    assert over_te_nemen(analyse).in_woorden() == "1 punt"


def test_geschreven_samenvatting_wordt_niet_vervangen(g):
    analyse = maak_met_vorig_jaar(g)
    Gebiedsanalyse.objects.filter(pk=analyse.pk).update(samenvatting="Van dit jaar")
    analyse.refresh_from_db()
    neem_over(analyse, door=g.medewerker)
    analyse.refresh_from_db()
    assert (analyse.samenvatting, analyse.na_te_kijken) == ("Van dit jaar", [])


def test_met_merken_kan_het_niet_ter_toetsing_en_daarna_wel(client, g):
    analyse = maak_met_vorig_jaar(g)
    client.force_login(g.medewerker)
    pagina = client.get(url("analyse_werkplaats", analyse))
    assert "Neem over van 2025" in tekst(pagina)
    client.post(url("analyse_overnemen", analyse))
    pagina = tekst(client.get(url("analyse_werkplaats", analyse)))
    assert "Nog te bekijken: 5" in pagina and "Neem over van 2025" not in pagina
    antwoord = client.post(url("analyse_status", analyse), {"status": "ter_toetsing"}, follow=True)
    assert "niet opnieuw bekeken" in tekst(antwoord) and "kans ‘De school doet mee’" in tekst(antwoord)
    assert antwoord.request["PATH_INFO"] == url("analyse_werkplaats", analyse)
    analyse.refresh_from_db()
    assert analyse.status == "concept"
    kans, bedreiging = analyse.punten.in_leesvolgorde()
    cijfer, verhaal = analyse.uitgelicht.get(), analyse.verhalen().get()
    for wat in (f"punt:{kans.pk}", f"punt:{kans.pk}", f"cijfer:{cijfer.pk}", "tekst:samenvatting", "punt:x", "onzin"):
        assert client.post(url("analyse_nagekeken", analyse), {"wat": wat}).status_code == 302
    velden = {"soort": "bedreiging", "aard": "mening", "tekst": "De winkel is dicht", "versie": bedreiging.versie}
    assert client.post(url("analyse_punt", analyse, bedreiging.pk), velden).status_code == 302
    analyse.refresh_from_db()
    assert [regel.soort for regel in analyse.nog_na_te_kijken()] == ["Verhaal"]
    keuze = {"versie": verhaal.versie, "heeft_toestemming": "on", "is_citeerbaar": "on"}
    client.post(url("analyse_verhaal_keuze", analyse, verhaal.pk), keuze)
    assert [c.tekst for c in citaten(g.noord, JAAR)] == ["De bus rijdt niet"]
    client.post(url("analyse_status", analyse), {"status": "ter_toetsing"})
    analyse.refresh_from_db()
    assert analyse.status == "ter_toetsing"
    inhoud = analyse.huidige_inhoud()
    assert [punt.tekst for punt in inhoud.punten] == ["De school doet mee", "De winkel is dicht"]
    assert (inhoud.samenvatting, inhoud.verhalen[0].tekst) == ("Wat er toen speelde", "De bus rijdt niet")
    # Last year is as it was.
    assert analyse.van_vorig_jaar().punten.filter(is_nagekeken=True).count() == 2


def test_zonder_vorig_jaar_is_er_niets_over_te_nemen(client, g):
    analyse = maak_analyse(g)
    client.force_login(g.medewerker)
    assert "Neem over" not in tekst(client.get(url("analyse_werkplaats", analyse)))
    antwoord = client.post(url("analyse_overnemen", analyse), follow=True)
    assert "al overgenomen" in tekst(antwoord)


# Two people at once -----------------------------------------------------------


def test_ieder_een_andere_tekst_gaat_samen(client, g):
    analyse = maak_analyse(g, samenvatting="Oud")
    client.force_login(g.medewerker)
    was = {"was": afdruk("Oud")}
    client.post(url("analyse_tekst", analyse, "beleving"), {"tekst": "Herkend", "was": afdruk("")})
    assert (
        client.post(url("analyse_tekst", analyse, "samenvatting"), {"tekst": "Van Sam"} | was).url
        == url("analyse_werkplaats", analyse) + "#tekst-samenvatting"
    )
    # A double click changes nothing; a colleague who still has the old page is told.
    assert client.post(url("analyse_tekst", analyse, "samenvatting"), {"tekst": "Van Sam"} | was).status_code == 302
    antwoord = client.post(url("analyse_tekst", analyse, "samenvatting"), {"tekst": "Van Mia"} | was)
    assert antwoord.status_code == 422
    assert "Van Mia" in tekst(antwoord) and "Inmiddels staat hier: Van Sam" in tekst(antwoord)
    analyse.refresh_from_db()
    assert (analyse.samenvatting, analyse.beleving) == ("Van Sam", "Herkend")
    nieuw = re.search(r'name="was" value="(\w+)"', antwoord.content.decode())[1]
    client.post(url("analyse_tekst", analyse, "samenvatting"), {"tekst": "Van Mia", "was": nieuw})
    analyse.refresh_from_db()
    assert analyse.samenvatting == "Van Mia"
    assert client.get(url("analyse_tekst", analyse, "kansen")).status_code == 404


def test_punt_toevoegen_dubbel_en_tegelijk(client, g):
    analyse = maak_analyse(g)
    client.force_login(g.medewerker)
    pagina = client.get(url("analyse_punt_nieuw", analyse) + "?soort=kans").content.decode()
    sleutel = re.search(r'name="sleutel" value="([\w-]+)"', pagina)[1]
    velden = {"soort": "kans", "aard": "feit", "tekst": "De school doet mee", "sleutel": sleutel}
    fout = client.post(url("analyse_punt_nieuw", analyse), velden)
    assert fout.status_code == 422 and "Een feit berust op iets" in tekst(fout) and "De school doet mee" in tekst(fout)
    velden["onderbouwing"] = "Gesprek met de directeur"
    for _ in range(2):
        assert client.post(url("analyse_punt_nieuw", analyse), velden).status_code == 302
    client.force_login(g.sociaal)
    client.post(url("analyse_punt_nieuw", analyse), {"soort": "kans", "aard": "mening", "tekst": "De bus rijdt"})
    assert [(p.tekst, p.volgorde) for p in analyse.punten.all()] == [("De school doet mee", 1), ("De bus rijdt", 2)]
    regels = analyse.tijdlijn.filter(soort="punt_toegevoegd").order_by("pk")
    assert [(r.tekst, r.door) for r in regels] == [
        ("Kans: De school doet mee", g.medewerker),
        ("Kans: De bus rijdt", g.sociaal),
    ]


def test_verouderd_punt_toont_beide_en_ordenen_is_geen_wijziging(client, g):
    analyse = maak_analyse(g)
    een, twee, drie = (analyse.punten.create(soort="kans", tekst=t, volgorde=n) for n, t in enumerate("abc", 1))
    client.force_login(g.medewerker)
    velden = {"soort": "kans", "aard": "mening", "versie": een.versie}
    # Somebody else moves it while it is being edited.
    client.post(url("analyse_punt_verplaats", analyse, een.pk), {"plek": "3"})
    assert client.post(url("analyse_punt", analyse, een.pk), velden | {"tekst": "Van Sam"}).status_code == 302
    assert [p.tekst for p in analyse.punten.all()] == ["b", "c", "Van Sam"]
    antwoord = client.post(url("analyse_punt", analyse, een.pk), velden | {"tekst": "Van Mia"})
    assert "Van Mia" in tekst(antwoord) and "Inmiddels staat hier: Van Sam" in tekst(antwoord)
    # Two reorder: the last one holds, nothing is gone.
    for punt, plek in ((drie, 1), (twee, 1), (drie, 99), (drie, 0)):
        client.post(url("analyse_punt_verplaats", analyse, punt.pk), {"plek": plek})
    assert [p.tekst for p in analyse.punten.all()] == ["c", "b", "Van Sam"]
    # Another kind: at the end there.
    analyse.punten.create(soort="bedreiging", tekst="z", volgorde=4)
    een.refresh_from_db()
    data = {"soort": "bedreiging", "aard": "mening", "tekst": "Van Sam", "versie": een.versie}
    client.post(url("analyse_punt", analyse, een.pk), data)
    assert [p.tekst for p in analyse.punten.van_soort("bedreiging")] == ["z", "Van Sam"]


def test_weggehaald_tijdens_bewerken_verliest_geen_woorden(client, g):
    analyse = maak_analyse(g)
    punt = analyse.punten.create(soort="kans", tekst="Oud")
    client.force_login(g.medewerker)
    antwoord = client.post(url("analyse_punt_weg", analyse, punt.pk), {"versie": punt.versie + 1}, follow=True)
    assert "net gewijzigd. Er staat nu: Oud" in tekst(antwoord) and analyse.punten.exists()
    for _ in range(2):
        client.post(url("analyse_punt_weg", analyse, punt.pk), {"versie": punt.versie})
    assert analyse.tijdlijn.filter(soort="punt_weggehaald").count() == 1
    data = {"soort": "kans", "aard": "mening", "tekst": "Mijn nieuwe tekst", "versie": punt.versie}
    antwoord = client.post(url("analyse_punt", analyse, punt.pk), data)
    assert "net weggehaald" in tekst(antwoord) and "Mijn nieuwe tekst" in tekst(antwoord)
    gevonden = re.findall(r'<input type="hidden" name="(terug|sleutel)" value="([\w-]+)"', antwoord.content.decode())
    for _ in range(2):
        client.post(url("analyse_punt", analyse, punt.pk), data | dict(gevonden))
    assert [p.tekst for p in analyse.punten.all()] == ["Mijn nieuwe tekst"]
    assert client.get(url("analyse_punt", analyse, punt.pk)).status_code == 404


def test_commentaar_van_twee_mensen(client, vol):
    analyse = maak_analyse(vol)
    sleutel = sleutels(analyse)[1]
    client.force_login(vol.medewerker)
    adres = url("analyse_commentaar", analyse) + f"?sleutel={sleutel}"
    assert client.get(adres).status_code == 200
    assert not analyse.uitgelicht.exists()
    client.post(adres, {"commentaar": "Van Sam", "versie": ""})
    antwoord = client.post(adres, {"commentaar": "Van Mia", "versie": ""})
    assert "Van Mia" in tekst(antwoord) and "Inmiddels staat hier: Van Sam" in tekst(antwoord)
    antwoord = client.post(url("analyse_cijfer_verplaats", analyse), {"sleutel": sleutel, "plek": "1"})
    assert antwoord.url.endswith(f"#cijfer-{analyse.uitgelicht.get(sleutel=sleutel).pk}")
    eerste = analyse.huidige_inhoud().opvallend[0]
    assert (eerste.sleutel, eerste.commentaar) == (sleutel, "Van Sam")
    client.post(url("analyse_cijfer_toon", analyse), {"sleutel": sleutel, "is_getoond": "0"})
    assert sleutel not in sleutels(analyse)
    client.post(url("analyse_cijfer_weg", analyse), {"sleutel": sleutel})
    assert sleutel in sleutels(analyse) and not analyse.uitgelicht.filter(sleutel=sleutel).exists()
    assert client.get(url("analyse_commentaar", analyse) + "?sleutel=x").status_code == 302


def test_vastgesteld_tijdens_het_typen_laat_de_woorden_staan(g):
    analyse = maak_analyse(g)
    punt = analyse.punten.create(soort="kans", tekst="Oud")
    verhaal = maak_verhaal(g.dorp, g.medewerker)
    formulieren = [
        TekstForm({"tekst": "Nieuw", "was": afdruk("")}, analyse=analyse, naam="samenvatting"),
        PuntForm({"soort": "kans", "aard": "mening", "tekst": "Nieuw", "versie": 1}, instance=punt, analyse=analyse),
        CommentaarForm({"commentaar": "x\x00"}, instance=analyse.uitgelicht.model(analyse=analyse), analyse=analyse),
        VerhaalForm({"tekst": "x" * 5001}, instance=verhaal, analyse=analyse, gebieden=Gebied.objects.all()),
    ]
    assert [form.is_valid() for form in formulieren] == [True, True, False, False]


def test_na_vaststellen_staat_wat_iemand_typte_nog_op_de_pagina(client, g, monkeypatch):
    analyse = maak_analyse(g)
    client.force_login(g.medewerker)
    echte = Gebiedsanalyse.houd_vast

    def net_vastgesteld(self):
        """A colleague adopts it between opening the page and saving."""
        Gebiedsanalyse.objects.filter(pk=self.pk).update(status="vastgesteld")
        return echte(self)

    monkeypatch.setattr(Gebiedsanalyse, "houd_vast", net_vastgesteld)
    data = {"soort": "kans", "aard": "mening", "tekst": "Nog net niet bewaard"}
    antwoord = client.post(url("analyse_punt_nieuw", analyse), data)
    assert antwoord.status_code == 422
    assert "Nog net niet bewaard" in tekst(antwoord) and "is vastgesteld" in tekst(antwoord)
    assert not analyse.punten.exists()


# Stories ----------------------------------------------------------------------


def test_verhaal_toevoegen_bewerken_en_weghalen(client, g):
    analyse = maak_analyse(g)
    client.force_login(g.medewerker)
    velden = {"tekst": "Wij letten op elkaar", "gebied": g.dorp.pk, "bron": "inwoner"}
    fout = client.post(url("analyse_verhalen", analyse), {**velden, "is_citeerbaar": "on"})
    assert "als de verteller het goed vindt" in tekst(fout) and "Wij letten op elkaar" in tekst(fout)
    assert client.post(url("analyse_verhalen", analyse), {**velden, "gebied": g.stad.pk}).status_code == 422
    assert Verhaal.objects.count() == 0
    assert client.post(url("analyse_verhalen", analyse), {**velden, "heeft_toestemming": "on"}).status_code == 302
    verhaal = Verhaal.objects.get()
    assert (verhaal.jaar, verhaal.opgeschreven_door, verhaal.staat_in_document) == (JAAR, g.medewerker, False)
    keuze = {"heeft_toestemming": "on", "is_citeerbaar": "on", "versie": verhaal.versie}
    client.post(url("analyse_verhaal_keuze", analyse, verhaal.pk), keuze)
    assert "Wij letten op elkaar" in tekst(client.get(analyse.get_absolute_url()))
    # Consent is withdrawn; an old page does not give it back, nor does an old edit.
    client.post(url("analyse_verhaal_keuze", analyse, verhaal.pk), {"versie": verhaal.versie + 1})
    antwoord = client.post(url("analyse_verhaal_keuze", analyse, verhaal.pk), keuze, follow=True)
    assert "net gewijzigd" in tekst(antwoord)
    oud = velden | {"heeft_toestemming": "on", "is_citeerbaar": "on", "versie": verhaal.versie + 1}
    assert client.post(url("analyse_verhaal", analyse, verhaal.pk), oud).status_code == 422
    verhaal.refresh_from_db()
    assert not verhaal.heeft_toestemming and citaten(g.noord, JAAR) == ()
    nieuw = velden | {"tekst": "Wij letten op de kinderen", "versie": verhaal.versie}
    assert client.post(url("analyse_verhaal", analyse, verhaal.pk), nieuw).status_code == 302
    verhaal.refresh_from_db()
    for _ in range(2):
        client.post(url("analyse_verhaal_weg", analyse, verhaal.pk), {"versie": verhaal.versie})
    assert not Verhaal.objects.exists()
    assert not analyse.tijdlijn.filter(tekst__contains="letten").exists()


def test_verhaal_van_een_ander_gebied_of_jaar_is_er_niet(client, g):
    analyse = maak_analyse(g)
    client.force_login(g.medewerker)
    for verhaal in (maak_verhaal(g.stad, g.elders), maak_verhaal(g.dorp, g.medewerker, JAAR - 1)):
        assert client.get(url("analyse_verhaal", analyse, verhaal.pk)).status_code == 404
        client.post(url("analyse_verhaal_weg", analyse, verhaal.pk), {"versie": 1})
        assert Verhaal.objects.filter(pk=verhaal.pk).exists()


# The page ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wie", "code"), [("medewerker", 200), ("sociaal", 200), ("vakambtenaar", 403), ("elders", 403), ("raadslid", 404)]
)
def test_wie_in_de_werkplaats_komt(client, g, wie, code):
    analyse = maak_analyse(g)
    client.force_login(getattr(g, wie))
    assert client.get(url("analyse_werkplaats", analyse)).status_code == code


def test_werkplaats_toont_alles_en_vraagt_even_vaak_bij_veel(client, vol):
    analyse = maak_analyse(vol)
    client.force_login(vol.medewerker)
    analyse.punten.create(soort="ontwikkeling", aard="feit", tekst="Feit nul", onderbouwing="CBS", is_nagekeken=False)
    maak_trend(vol.noord)
    with CaptureQueriesContext(connection) as eerst:
        pagina = tekst(client.get(url("analyse_werkplaats", analyse)))
    for stuk in (
        "Toen we de speeltuin zelf gingen beheren",
        "Initiatief nummer 1",
        'wp-aard--feit">Feit',
        'wp-aard--mening">Ervaring of mening',
        "Dit berust op: CBS",
        "Nog te bekijken: 1",
        "Verkeer en parkeren",
        "9 signalen over groen en water",
        "1e van 1",
        "Klopt nog",
    ):
        assert stuk in pagina, stuk
    for nummer in range(3):
        analyse.punten.create(soort="kans", tekst=f"Punt {nummer}", thema="groen", volgorde=nummer)
        maak_verhaal(vol.dorp, vol.medewerker, JAAR, thema="groen")
        maak_initiatief(vol.dorp, vol.medewerker, f"Nog een {nummer}", "verkenning")
        maak_trend(vol.noord, thema=f"wonen{nummer}")
    with CaptureQueriesContext(connection) as later:
        client.get(url("analyse_werkplaats", analyse))
    assert len(later) <= len(eerst) <= 45
    with CaptureQueriesContext(connection) as lijst:
        assert client.get(url("analyse_verhalen", analyse)).status_code == 200
    Verhaal.objects.all().delete()
    maak_verhaal(vol.dorp, vol.medewerker, JAAR, thema="groen")
    with CaptureQueriesContext(connection) as een:
        client.get(url("analyse_verhalen", analyse))
    assert len(lijst) == len(een) <= 12


@pytest.mark.django_db(transaction=True)
def test_tegelijk_overnemen_ordenen_en_toevoegen_raakt_niets_kwijt(g):
    """Four colleagues in the same second, each on a connection of their own."""
    if connection.vendor != "postgresql":
        pytest.skip("alleen PostgreSQL laat twee mensen tegelijk schrijven")
    analyse = maak_met_vorig_jaar(g)
    punten = [analyse.punten.create(soort="kans", tekst=f"Punt {n}", volgorde=n) for n in range(1, 4)]

    def verplaats_punt():
        with transaction.atomic():
            analyse.houd_vast().punten.get(pk=punten[2].pk).verplaats_naar(1)

    def voeg_toe():
        with transaction.atomic():
            vast = Gebiedsanalyse.objects.get(pk=analyse.pk).houd_vast()
            form = PuntForm({"soort": "kans", "aard": "mening", "tekst": "Erbij"}, analyse=vast)
            assert form.is_bewaard(door=g.sociaal)

    def neem():
        neem_over(Gebiedsanalyse.objects.get(pk=analyse.pk), door=g.medewerker)

    fouten = []

    def werk(act):
        try:
            act()
        except Exception as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draden = [Thread(target=werk, args=[act]) for act in (neem, neem, verplaats_punt, voeg_toe)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    assert fouten == []
    teksten = [punt.tekst for punt in analyse.punten.van_soort("kans")]
    assert sorted(teksten) == ["De school doet mee", "Erbij", "Punt 1", "Punt 2", "Punt 3"]
    assert teksten[0] == "Punt 3"
    assert analyse.verhalen().count() == 1 and analyse.punten.count() == 6
