"""One full set of dossiers in one area, for tests that walk through everything."""

from datetime import date, timedelta
from types import SimpleNamespace

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import default_token_generator
from django.core.files.base import ContentFile
from django.utils import timezone

from cyclus.analyse.inhoud import stel_op
from cyclus.escalatie.ladder import leg_voor
from cyclus.models import (
    Analyseronde,
    Belevingstoets,
    Bijdrage,
    Conclusie,
    Gebiedsanalyse,
    Gebiedsmonitor,
    Gebiedsplan,
    Opdrachtbrief,
    Opgave,
    Overleg,
    Raadsrapportage,
)
from gebieden.models import BewaardFilter, Contact, Gebiedsindeling, Gebruiker, Herindeling, Indicator, Inlezing
from gebieden.rechten import leid_rechten_af
from gebiedswerk.code import maak_code
from gebiedswerk.opdrachten import zet_klaar
from gebiedswerk.post import Bericht
from signalen.melder.adres import maak_token
from signalen.models import Abonnement, Bronsysteem, Foto, Overdracht, Standaardtekst, Toewijsregel
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_monitor, maak_plan, maak_verhaal
from tests.cyclus.onderzoek import maak_onderzoek, vul_in
from tests.gebieden.factories import PDF, houdt_bij, maak_bijeenkomst, maak_gemeente, maak_persoon, maak_subsidie
from tests.initiatieven.factories import maak_initiatief
from tests.signalen.factories import beeld, breng_naar, maak_advies, maak_signaal, maak_trend

# Stands in the text of everything that is not public: whoever may not see it must never read this word.
GEHEIM = "Zwaluwgeheim"


def maak_dossiers():
    """A municipality, three more people, and one of every kind of dossier in ``noord``."""
    g = maak_gemeente()
    w = SimpleNamespace(**vars(g))
    _mensen(w)
    _signalen(w)
    _initiatief_en_opgave(w)
    _overleg(w)
    _analyse(w)
    _agenda_en_plan(w)
    _monitor(w)
    _onderzoek(w)
    _platform(w)
    _advies(w)
    _trends(w)
    _inlezing(w)
    _sociale_kaart(w)
    _indeling(w)
    w.bewaardfilter = BewaardFilter.objects.bewaar(
        w.medewerker, lijst="signalen:lijst", naam=f"Filter {GEHEIM}", vraag="status=open"
    )
    w.soort_maatregel, w.soort_signaal, w.soort_actiepunt = "maatregel", "signaal", "actiepunt"
    w.soort_opgave, w.soort_doel = "opgave", "doel"
    w.escalatie = leg_voor(w.late_maatregel, door=w.medewerker, vraag=f"{GEHEIM}: wie betaalt?")
    w.bron = Bronsysteem.objects.create(naam=f"Bron {GEHEIM}", slug="bron")
    w.bronnummer = "nummer-1"
    w.regel = Toewijsregel.objects.create(naam=GEHEIM, functie="opgaveregisseur", is_actief=False)
    w.standaardtekst = Standaardtekst.objects.create(naam="Ontvangen", tekst=f"Beste {{naam}}, {GEHEIM}.")
    w.bericht = Bericht.objects.create(
        sleutel="proef", aan="melanie@inwoner.test", onderwerp="Uw signaal", tekst=GEHEIM
    )
    w.opdracht, _ = zet_klaar("wijkanalyse", "wijkanalyse:2024:noord", gebied=w.noord.pk, jaar=2024)
    w.opdracht.status = "mislukt"
    w.opdracht.save()
    return w


def _indeling(w):
    dag = timezone.localdate() + timedelta(days=90)
    w.indeling = Gebiedsindeling.objects.create(naam=f"Indeling {GEHEIM}", geldig_van=dag)
    w.herindeling = Herindeling.objects.create(per=dag, door=w.beheerder, status="bekeken")


def _sociale_kaart(w):
    for naam, in_naam in (("kaartcontact", ""), ("oud_contact", " die stopt")):
        contact = Contact(
            naam=f"Harmonie{in_naam}", trekkend_gebied=w.noord, omschrijving=GEHEIM, email="harmonie@voorbeeld.test"
        )
        contact.save()
        contact.leg_in()
        setattr(w, naam, contact)


def _mensen(w):
    today = timezone.localdate()
    w.partner = maak_persoon("Piet Partner", "partner", w.noord)
    w.gestopt = maak_persoon("Greet Gestopt")
    w.gestopt.gebiedsrollen.create(
        gebied=w.noord,
        functie="gebiedsmakelaar_leefomgeving",
        van=today - timedelta(days=30),
        tot=today - timedelta(days=1),
    )
    # As it was on her last day: no background job has taken her rights away since.
    leid_rechten_af(w.gestopt, today - timedelta(days=1))
    w.inactief = maak_persoon("Ivo Inactief", "opgaveregisseur", w.gemeente)
    w.rol = w.medewerker.gebiedsrollen.get()
    w.vervanging = w.rol.vervangingen.create(
        vervanger=w.elders, van=today + timedelta(days=10), tot=today + timedelta(days=20)
    )
    w.uid, w.token = user_pk_to_url_str(w.buitenstaander), default_token_generator.make_token(w.buitenstaander)
    leid_rechten_af(w.buitenstaander)


def _inlezing(w):
    w.indicator = Indicator.objects.create(
        code="eigen-gezellig", naam="Gezelligheid", soort="gemiddelde", is_eigen=True
    )
    tekst = ContentFile(f"gebied;jaar;indicator;waarde\n{GEHEIM};2025;gezellig;8\n".encode())
    w.inlezing = Inlezing.objects.neem_aan(tekst, naam=f"{GEHEIM}.csv", door=w.beheerder, soort="cijfers")
    w.inlezing.ga_naar("bekeken", voorbeeld={"delen": []})
    eigen = ContentFile(b"Nummer;Voortgang\n1;50\n")
    w.eigen_inlezing = Inlezing.objects.neem_aan(eigen, naam=f"{GEHEIM}.csv", door=w.vakambtenaar, soort="maatregelen")
    w.eigen_inlezing.ga_naar("bekeken", voorbeeld={"delen": []})
    w.formaat, w.planningkeuze, w.rekenblad = "A4", f"plan={w.plan.pk}", "csv"


def _onderzoek(w):
    """One that is held, and one that is closed and of which somebody wrote something that was not looked at yet."""
    w.oud_onderzoek, w.onderzoek = maak_onderzoek(w.gemeente, "Vorige ronde"), maak_onderzoek(w.gemeente, GEHEIM)
    for onderzoek in (w.oud_onderzoek, w.onderzoek):
        onderzoek.maak_codes("bewoners", w.noord, 6, door=w.regie)
        onderzoek.ga_naar("open", door=w.regie)
    vul_in(w.oud_onderzoek, [4, 4, 5, 5, 3], open_antwoord=f"{GEHEIM} schreef iemand.")
    w.oud_onderzoek.ga_naar("gesloten", door=w.regie)
    w.onderzoeksantwoord = w.oud_onderzoek.antwoorden.first()
    w.onderzoekscode, w.onderzoeksgroep = w.onderzoek.uitnodigingen.first().code(), "bewoners"


def _platform(w):
    houdt_bij(w.platform, w.platformlid)
    w.platform.reglement.save("reglement.pdf", ContentFile(PDF))
    w.platform.ondersteuning = f"{GEHEIM}: een zaal"
    w.platform.save()
    w.anderlid = w.platform.leden.create(naam=f"Anna {GEHEIM}", leeftijd="25_45")
    w.bijeenkomst = maak_bijeenkomst(
        w.platform, timezone.localdate() - timedelta(days=3), is_geweest=True, verslag=f"{GEHEIM} verslag"
    )
    w.geplande_bijeenkomst = maak_bijeenkomst(w.platform, timezone.localdate() + timedelta(days=3))
    w.soort_stuk = "begroting"
    w.subsidie = maak_subsidie(w.platform, timezone.localdate().year)


def _trends(w):
    w.trend = maak_trend(w.noord, term=GEHEIM.lower())
    w.trend.signalen.add(w.signaal)
    w.besloten_trend = maak_trend(w.noord, "verkeer")
    w.besloten_trend.neem_besluit(
        besluit="opgave",
        uitleg="Er komt een zebrapad.",
        eigenaar=w.medewerker,
        uiterlijk=timezone.localdate(),
        door=w.medewerker,
    )


def _advies(w):
    """One that is not put yet, one that the platform works on, and one that the college works on."""
    later = timezone.localdate() + timedelta(days=60)
    vraag = {"soort": "gevraagd", "vraag": "Waar komt het pad?", "ruimte": "De plek staat vrij."}
    vraag["advies_uiterlijk"] = later
    w.adviesconcept = maak_advies(w.platform, w.medewerker, f"Pad {GEHEIM}", **vraag)
    w.adviesgevraagd, w.adviesuitgebracht = (maak_advies(w.platform, w.medewerker, **vraag) for _ in range(2))
    for advies in (w.adviesgevraagd, w.adviesuitgebracht):
        advies.ga_naar("gevraagd", door=w.medewerker, is_openbaar=True)
    w.adviesuitgebracht.ga_naar("uitgebracht", door=w.platformlid, advies="Langs de kerk.", is_openbaar=True)
    w.adviesuitgebracht.reactie = f"{GEHEIM}: wij denken van niet."
    w.adviesuitgebracht.save()
    w.adviesstuk = w.adviesgevraagd.stukken.create(
        bij="vraag", naam="Kaart", bestand=ContentFile(PDF, name="kaart.pdf")
    )
    w.adviesonderwerp = w.platform.adviesonderwerpen.create(jaar=timezone.localdate().year, onderwerp="Het dorpshart")


def _signalen(w):
    w.signaal = maak_signaal(w.dorp, tekst=f"{GEHEIM}: de boom bij de kerk is ziek.")
    w.volgcode = w.signaal.volgcode()
    w.adreslink, w.soort_bestand = maak_token(w.signaal.melder), "json"
    w.abonneecode = Abonnement.objects.vraag_aan(email=f"{GEHEIM.lower()}@inwoner.test", signaal=w.signaal).code()
    Foto.objects.leg_vast(w.signaal, [ContentFile(beeld().read(), "boom.jpg")])
    w.foto = w.signaal.fotos.get()
    w.beoordeeld = breng_naar(maak_signaal(w.dorp, tekst=f"{GEHEIM} twee"), "in_beoordeling", w.medewerker)
    w.platformsignaal = maak_signaal(w.dorp, tekst="Het bankje is stuk.", platform=w.platform, bron="platform")
    w.deel = w.beoordeeld.delen.create(
        afdeling=w.afdeling, eigenaar=w.vakambtenaar, vraag=f"{GEHEIM}: snoeien?", uiterlijk=timezone.localdate()
    )
    w.overdracht = Overdracht.objects.bied_aan(
        w.beoordeeld, aan=w.sociaal, context=f"{GEHEIM}: jij kent deze mensen.", door=w.medewerker
    )


def _initiatief_en_opgave(w):
    w.initiatief = maak_initiatief(w.noord, w.medewerker, f"Moestuin {GEHEIM}")
    w.initiatief.koppel_signaal(w.beoordeeld, door=w.medewerker)
    w.opgave = Opgave.objects.create(
        titel=f"Opgave {GEHEIM}", thema="verkeer", trekker=w.medewerker, trekkend_gebied=w.noord
    )
    w.opgave.leg_in()
    w.brede_opgave = Opgave.objects.create(
        titel=f"Energie {GEHEIM}", thema="energie", soort="gemeentebreed", trekker=w.regie, trekkend_gebied=w.noord
    )
    w.brede_opgave.leg_in()


def _overleg(w):
    def plan(titel):
        overleg = Overleg.objects.create(
            titel=titel, begint_op=timezone.now(), voorzitter=w.medewerker, trekkend_gebied=w.noord
        )
        overleg.leg_in()
        return overleg

    w.overleg, w.ander_overleg = plan("Tafel met partner"), plan(f"Tafel {GEHEIM}")
    w.deelnemer = w.overleg.nodig_uit(persoon=w.partner)
    w.punt = w.overleg.zet_op_agenda(titel="Opening")
    w.overleg.ga_naar("lopend")
    w.ander_overleg.ga_naar("lopend")
    ander_punt = w.ander_overleg.zet_op_agenda(titel=f"Opening {GEHEIM}")
    afspraak = {"uiterlijk": timezone.localdate(), "door": w.medewerker}
    w.actie = w.punt.spreek_af("Bel de school", eigenaar=w.partner, **afspraak)
    w.andere_actie = ander_punt.spreek_af(f"{GEHEIM} uitzoeken", eigenaar=w.sociaal, **afspraak)


def _analyse(w):
    for jaar in (2025, 2026):
        Gebiedsanalyse.objects.neem_op(w.noord, jaar, stel_op(w.noord, jaar), f"%PDF-1.7 {jaar}".encode())
    w.oude_analyse, w.analyse = Gebiedsanalyse.objects.order_by("jaar")
    w.oude_analyse.ga_naar("ter_toetsing")
    w.oude_analyse.ga_naar("vastgesteld")
    Gebiedsanalyse.objects.filter(pk=w.analyse.pk).update(samenvatting=f"{GEHEIM} staat in de analyse.")
    w.verhaal = maak_verhaal(w.noord, w.medewerker, 2026, f"{GEHEIM} zei de bakker.")
    w.analysepunt = w.analyse.punten.create(soort="kans", tekst=f"{GEHEIM} biedt kansen.")
    w.naam_van_tekst = "samenvatting"
    w.voorgelegde_analyse = Gebiedsanalyse.objects.create(gebied=w.noord, jaar=2024, status="ter_toetsing")
    dag = timezone.localdate()
    w.toets = Belevingstoets(analyse=w.voorgelegde_analyse, opent_datum=dag, sluit_datum=dag + timedelta(days=9))
    w.toets.geef_code()
    w.toets.save()
    w.toetscode = w.toets.code()
    w.toetsreactie = w.toets.reacties.create(deel="samenvatting", oordeel="niet", tekst=f"{GEHEIM}, zei de buurvrouw.")
    w.ronde = Analyseronde.objects.create(jaar=2024, gereed_op=timezone.now())
    w.ronde.bundel.save("ronde.zip", ContentFile(b"PK"))


def _agenda_en_plan(w):
    w.agenda = maak_agenda(w.noord)
    w.doel = w.agenda.doelen.get()
    Bijdrage.objects.create(doel=w.doel, partij="Dorpsplatform", soort="inwoners", belofte="Helpen bij het planten.")
    w.plan = maak_plan(w.agenda)
    w.maatregel = maak_maatregel(w.plan, w.vakambtenaar, w.afdeling, status="gepland")
    w.late_maatregel = maak_maatregel(
        w.plan, w.vakambtenaar, w.afdeling, "Bankjes plaatsen", einddatum=date(2026, 3, 1)
    )
    w.nieuwe_agenda = w.agenda.nieuwe_versie(door=w.medewerker)
    w.nieuwe_agenda.inleiding = f"{GEHEIM} in de inleiding"
    w.nieuwe_agenda.save()
    w.nieuw_doel = w.nieuwe_agenda.doelen.get()
    w.bijdrage = w.nieuw_doel.bijdragen.get()
    w.doelbron = w.nieuw_doel.bronnen.create(soort="dorpsplan", titel=f"Dorpsplan {GEHEIM}")
    w.gevraagde_bijdrage = w.nieuw_doel.bijdragen.create(
        partij="Samen", soort="anders", belofte="Elk jaar vegen.", email="samen@voorbeeld.test"
    )
    w.gevraagde_bijdrage.afdeling, w.gevraagde_bijdrage.platform = w.afdeling, w.platform
    w.gevraagde_bijdrage.vraag_klaar(w.medewerker)
    w.beloftecode = maak_code("belofte", w.gevraagde_bijdrage.code_zaad)
    w.aangeboden_agenda = maak_agenda(w.dorp, "aangeboden", inleiding=GEHEIM)
    w.nieuw_plan = Gebiedsplan.objects.maak(w.agenda, 2027, door=w.medewerker)
    Gebiedsplan.objects.filter(pk=w.nieuw_plan.pk).update(inleiding=f"{GEHEIM} in het plan")
    w.mijlpaal = w.maatregel.mijlpalen.create(naam="Ontwerp klaar", uiterlijk=date(2026, 6, 1))
    w.afspraak = w.plan.afspraken.create(afdeling=w.afdeling, tekst="Vaker maaien", contactpersoon=GEHEIM)
    w.afspraakvoorstel = w.nieuw_plan.afspraken.create(afdeling=w.afdeling, tekst=f"{GEHEIM} opnieuw", is_voorstel=True)
    van = {"gebied": w.noord, "afdeling": w.afdeling, "inleiding": GEHEIM}
    w.brief = Opdrachtbrief.objects.create(jaar=2026, **van)
    w.verstuurde_brief = Opdrachtbrief.objects.create(jaar=2025, status="verstuurd", **van)


def _monitor(w):
    eerder = maak_agenda(w.noord, "vastgesteld", 2022)
    oud_plan = maak_plan(eerder, 2025)
    maak_maatregel(oud_plan, w.vakambtenaar, w.afdeling, status="gedaan")
    w.oude_monitor = maak_monitor(oud_plan, w.medewerker, status="vastgesteld")
    w.rapportage, _ = Raadsrapportage.objects.leg_vast(2025, door=w.wethouder)
    w.monitor = maak_monitor(w.plan, w.medewerker)
    Gebiedsmonitor.objects.filter(pk=w.monitor.pk).update(samenvatting=f"{GEHEIM} in de monitor")
    w.oordeel = w.monitor.oordelen.get()
    w.conclusie = Conclusie.objects.create(
        monitor=w.monitor, maatregel=w.maatregel, tekst=f"{GEHEIM}: meer doen.", voorstel=f"Drempels {GEHEIM}"
    )


def sluit_af(persoon):
    """Take somebody's account away."""
    Gebruiker.objects.filter(pk=persoon.pk).update(is_active=False)
