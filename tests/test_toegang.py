"""Every URL × every kind of person, from the outside: who may, who is refused, for whom it does not exist.

A URL without a line in ``TABEL`` fails, and so does a line without a URL: nobody adds a page without saying who may.
Everything lies in ``noord``; ``elders`` works in the other area, reads along and may not work here.
"""

import re
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from operator import attrgetter

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.dossiers import GEHEIM, maak_dossiers, sluit_af
from tests.signalen.factories import MELDER

pytestmark = pytest.mark.django_db

# Who ----------------------------------------------------------------------

NIEMAND = {"anoniem", "inactief"}
AMBTENAREN = {"medewerker", "sociaal", "elders", "regie", "vakambtenaar", "wethouder", "secretaris", "beheerder"}
BUITEN = {"raadslid", "platformlid", "partner", "buitenstaander", "gestopt"}
ROLLEN = sorted(NIEMAND | AMBTENAREN | BUITEN)
WERKT_HIER = {"medewerker", "sociaal", "regie"}
# What is closed may not be read by these either; a partner and a member of a platform see some of their own.
LEEST_NIETS = {*NIEMAND, "raadslid", "buitenstaander", "gestopt", "platformlid", "partner"}


# What they may ------------------------------------------------------------


@dataclass(frozen=True)
class Regel:
    """``mag`` may; ``ziet`` sees the thing but may not (403); for the others it does not exist (404)."""

    mag: frozenset
    ziet: frozenset = frozenset()
    niemand: str = "aanmelden"  # what somebody who is not signed in gets
    andere: str = "404"

    def verwacht(self, rol):
        if rol in self.mag:
            return "mag"
        if rol in NIEMAND:
            return self.niemand
        return "403" if rol in self.ziet else self.andere

    def ook(self, *mag, ziet=()):
        """The same, also for these; ``ziet`` sees it too."""
        return Regel(self.mag | set(mag), self.ziet | set(ziet), self.niemand, self.andere)


def alleen(*mag, ziet=AMBTENAREN, **velden):
    return Regel(frozenset(mag), frozenset(ziet), **velden)


OPENBAAR = alleen(*ROLLEN)
AANGEMELD = alleen(*AMBTENAREN, *BUITEN)  # a list of one's own: empty for who may see nothing
AMBTENAAR = alleen(*AMBTENAREN, andere="403")
SCHRIJVEN = alleen(*WERKT_HIER, "elders", andere="403")  # starts something new somewhere
MEELEZEN = alleen(*AMBTENAREN)
STUK = alleen(*AMBTENAREN, niemand="404")  # on a public address, but not adopted yet
BEHANDELEN = alleen(*WERKT_HIER)
UITVOEREN = alleen(*WERKT_HIER, "vakambtenaar")
ONDERZOEKEN = alleen("regie", "beheerder")
# What is closed everybody sees.
MODEREREN = alleen("regie", "beheerder", andere="403")
VASTSTELLEN = alleen("wethouder", "secretaris")
BEHEREN = alleen("beheerder", andere="403")
EIGEN_BESTAND = BEHEREN.ook("vakambtenaar")
MET_TOKEN = alleen(niemand="401", andere="401", ziet=())
ONDERTEKENEN = alleen(*WERKT_HIER, "beheerder")  # has the analysis made
TAFEL = MEELEZEN.ook("partner")
AAN_TAFEL = BEHANDELEN.ook(ziet={"partner"})
VAN_PLATFORM = MEELEZEN.ook("platformlid")
OP_PLATFORM = BEHANDELEN.ook(ziet={"platformlid"})
# What was asked of a platform is public; the question is the official's, the advice the platform's.
OP_ADVIES = BEHANDELEN.ook(ziet={"platformlid", "raadslid"})
# A platform keeps its own data; who manages the system may help.
VOOR_PLATFORM = BEHANDELEN.ook("platformlid", "beheerder")


# The table ----------------------------------------------------------------


@dataclass(frozen=True)
class Rij:
    """One URL on one thing. ``data`` is what the POST sends: enough to come past the right, and to see it tested."""

    naam: str
    args: tuple
    get: Regel | None
    post: Regel | None
    data: dict = field(default_factory=dict)
    eigen_tekst: bool = False  # whoever has this address may read what is closed to others

    def url(self, w):
        return reverse(self.naam, args=[attrgetter(a)(w) if isinstance(a, str) else a for a in self.args])

    def __str__(self):
        return " ".join([self.naam, *map(str, self.args)])


def lees(naam, *args, wie, **velden):
    return Rij(naam, args, wie, None, **velden)


def zend(naam, *args, wie, data=None, **velden):
    return Rij(naam, args, None, wie, data or {}, **velden)


def formulier(naam, *args, wie, data=None, **velden):
    return Rij(naam, args, wie, wie, data or {}, **velden)


def stap(naam, *args, wie, status, **data):
    return Rij(naam, args, None, wie, {"status": status, **data})


TABEL = [
    # the whole site
    lees("start", wie=OPENBAAR),
    lees("gezond", wie=OPENBAAR),
    lees("werk", wie=AANGEMELD),
    formulier("account_login", wie=OPENBAAR),
    formulier("account_logout", wie=OPENBAAR),
    lees("account_inactive", wie=OPENBAAR),
    formulier("account_signup", wie=OPENBAAR),
    formulier("account_reauthenticate", wie=AANGEMELD),
    formulier("account_change_password", wie=AANGEMELD),
    formulier("account_set_password", wie=AANGEMELD),
    formulier("account_reset_password", wie=OPENBAAR),
    lees("account_reset_password_done", wie=OPENBAAR),
    lees("account_reset_password_from_key_done", wie=OPENBAAR),
    formulier("account_reset_password_from_key", "uid", "token", wie=OPENBAAR),
    lees("beheer", wie=BEHEREN),
    lees("profiel", wie=BEHEREN),
    lees("post", wie=BEHEREN),
    lees("bericht", "bericht.pk", wie=BEHEREN),
    lees("opdrachten", wie=BEHEREN),
    zend("opdracht_opnieuw", "opdracht.pk", wie=BEHEREN),
    # gebieden
    lees("gebieden:lijst", wie=OPENBAAR),
    lees("gebieden:zoek", wie=OPENBAAR),
    lees("gebieden:grenzen", wie=OPENBAAR),
    lees("gebieden:tegel", 9, 264, 168, wie=OPENBAAR),
    lees("gebieden:gebied", "noord.slug", wie=OPENBAAR),
    lees("gebieden:vergelijken", wie=OPENBAAR),
    lees("gebieden:vergelijken_csv", wie=OPENBAAR),
    lees("gebieden:vergelijken_xlsx", wie=OPENBAAR),
    lees("gebieden:rollen", wie=BEHEREN),
    formulier("gebieden:rol_nieuw", wie=BEHEREN),
    formulier("gebieden:rol_beeindigen", "rol.pk", wie=BEHEREN),
    formulier("gebieden:persoon_nieuw", wie=BEHEREN),
    formulier("gebieden:rol_wijzig", "rol.pk", wie=BEHEREN),
    zend("gebieden:rol_intrekken", "rol.pk", wie=BEHEREN),
    lees("gebieden:mensen", wie=BEHEREN),
    lees("gebieden:verweesd", wie=BEHEREN),
    lees("gebieden:persoon", "medewerker.pk", wie=BEHEREN),
    formulier("gebieden:persoon_wijzig", "medewerker.pk", wie=BEHEREN),
    zend("gebieden:persoon_account", "medewerker.pk", wie=BEHEREN),
    formulier("gebieden:persoon_overdragen", "medewerker.pk", wie=BEHEREN),
    lees("gebieden:persoon_waarom", "medewerker.pk", wie=BEHEREN),
    lees("gebieden:vervanging", wie=AANGEMELD),
    formulier("gebieden:vervanging_nieuw", "rol.pk", wie=alleen("medewerker", "beheerder", ziet=())),
    zend("gebieden:vervanging_stop", "vervanging.pk", wie=alleen("medewerker", "beheerder", ziet=())),
    lees("gebieden:afdelingen_beheer", wie=BEHEREN),
    formulier("gebieden:afdeling_nieuw", wie=BEHEREN),
    formulier("gebieden:afdeling_wijzig", "afdeling.pk", wie=BEHEREN),
    lees("gebieden:afdelingen", wie=AMBTENAAR),
    lees("gebieden:sociale_kaart", wie=OPENBAAR),
    Rij("gebieden:klopt_dit_nog", ("kaartcontact.sleutel",), OPENBAAR, OPENBAAR, eigen_tekst=True),
    zend("gebieden:contact_weg", "oud_contact.sleutel", wie=OPENBAAR),
    lees("gebieden:contacten", wie=AMBTENAAR),
    lees("gebieden:contacten_csv", wie=AMBTENAAR),
    formulier("gebieden:contact_nieuw", wie=SCHRIJVEN),
    lees("gebieden:contact", "kaartcontact.pk", wie=MEELEZEN),
    formulier("gebieden:contact_bewerken", "kaartcontact.pk", wie=BEHANDELEN),
    zend("gebieden:contact_vraag", "kaartcontact.pk", wie=BEHANDELEN),
    stap("gebieden:contact_status", "kaartcontact.pk", wie=BEHANDELEN, status="vervallen"),
    lees("gebieden:inlezingen", wie=BEHEREN),
    formulier("gebieden:inlezing_nieuw", wie=BEHEREN),
    lees("gebieden:inlezing", "inlezing.pk", wie=BEHEREN),
    stap("gebieden:inlezing_stap", "inlezing.pk", wie=BEHEREN, status="ingetrokken", versie=2),
    zend("gebieden:inlezing_opnieuw", "inlezing.pk", wie=BEHEREN),
    lees("gebieden:inlezing_bestand", "inlezing.pk", wie=BEHEREN),
    lees("gebieden:inlezing_verslag", "inlezing.pk", wie=BEHEREN),
    lees("gebieden:inlezing", "eigen_inlezing.pk", wie=EIGEN_BESTAND, eigen_tekst=True),
    stap("gebieden:inlezing_stap", "eigen_inlezing.pk", wie=EIGEN_BESTAND, status="ingetrokken", versie=2),
    lees("gebieden:indicatoren", wie=BEHEREN),
    formulier("gebieden:indicator_nieuw", wie=BEHEREN),
    formulier("gebieden:indicator", "indicator.pk", wie=BEHEREN),
    lees("gebieden:indicator_sjabloon", "indicator.pk", wie=BEHEREN),
    # platforms
    lees("gebieden:platform_lijst", wie=OPENBAAR),
    formulier("gebieden:platform_nieuw", wie=SCHRIJVEN.ook("beheerder")),
    lees("gebieden:platform", "platform.slug", wie=OPENBAAR),
    lees("gebieden:platform_reglement", "platform.slug", wie=OPENBAAR),
    lees("gebieden:platform_agenda", "platform.slug", wie=OPENBAAR),
    lees("gebieden:platform_dossier", "platform.slug", wie=VAN_PLATFORM, eigen_tekst=True),
    formulier("gebieden:platform_bewerken", "platform.slug", wie=OP_PLATFORM.ook("beheerder")),
    formulier("gebieden:platformlid_nieuw", "platform.slug", wie=VOOR_PLATFORM),
    Rij("gebieden:platformlid", ("platform.slug", "anderlid.pk"), VOOR_PLATFORM, VOOR_PLATFORM, eigen_tekst=True),
    Rij("gebieden:platformlid_stopt", ("platform.slug", "anderlid.pk"), VOOR_PLATFORM, VOOR_PLATFORM, eigen_tekst=True),
    formulier("gebieden:bijeenkomst_nieuw", "platform.slug", wie=VOOR_PLATFORM),
    Rij("gebieden:bijeenkomst", ("platform.slug", "bijeenkomst.pk"), VOOR_PLATFORM, VOOR_PLATFORM, eigen_tekst=True),
    zend("gebieden:bijeenkomst_weg", "platform.slug", "geplande_bijeenkomst.pk", wie=VOOR_PLATFORM),
    formulier("gebieden:platformsubsidie_nieuw", "platform.slug", wie=VOOR_PLATFORM),
    lees("gebieden:platformsubsidie", "platform.slug", "subsidie.jaar", wie=VAN_PLATFORM),
    formulier("gebieden:platformsubsidie_bewerken", "platform.slug", "subsidie.jaar", wie=VOOR_PLATFORM),
    formulier("gebieden:platformsubsidie_verantwoorden", "platform.slug", "subsidie.jaar", wie=VOOR_PLATFORM),
    stap("gebieden:platformsubsidie_status", "platform.slug", "subsidie.jaar", wie=OP_PLATFORM, status="toegekend"),
    lees("gebieden:platformsubsidie_document", "platform.slug", "subsidie.jaar", "soort_stuk", wie=VAN_PLATFORM),
    lees("gebieden:filters", wie=AANGEMELD),
    zend("gebieden:filter_bewaar", wie=AANGEMELD),
    zend("gebieden:filter_hernoem", "bewaardfilter.pk", wie=alleen("medewerker", ziet=())),
    zend("gebieden:filter_verwijder", "bewaardfilter.pk", wie=alleen("medewerker", ziet=())),
    # indelingen en opvolging
    lees("gebieden:indelingen", wie=BEHEREN),
    formulier("gebieden:indeling_nieuw", wie=BEHEREN),
    formulier("gebieden:indeling", "indeling.pk", wie=BEHEREN),
    formulier("gebieden:indeling_bewerken", "indeling.pk", wie=BEHEREN),
    zend("gebieden:indeling_inlezen", "indeling.pk", wie=BEHEREN),
    lees("gebieden:indeling_csv", "indeling.pk", wie=BEHEREN),
    lees("gebieden:indeling_gevolgen", "indeling.pk", wie=BEHEREN),
    stap("gebieden:indeling_status", "indeling.pk", wie=BEHEREN, status="ingetrokken"),
    formulier("gebieden:opvolging", wie=BEHEREN),
    formulier("gebieden:herindeling", "herindeling.pk", wie=BEHEREN),
    lees("gebieden:herindeling_csv", "herindeling.pk", wie=BEHEREN),
    stap("gebieden:herindeling_status", "herindeling.pk", wie=BEHEREN, status="ingetrokken"),
    # signalen
    formulier("signalen:doorgeven", wie=OPENBAAR),
    zend("signalen:adres_zoeken", wie=OPENBAAR),
    zend("signalen:let_op", wie=OPENBAAR),
    lees("signalen:volgen", "volgcode", wie=OPENBAAR, eigen_tekst=True),
    lees("signalen:volgfoto", "volgcode", "foto.pk", wie=OPENBAAR),
    formulier("signalen:toevoegen", "volgcode", wie=OPENBAAR, eigen_tekst=True),
    formulier("signalen:heropen", "volgcode", wie=OPENBAAR, eigen_tekst=True),
    # what is kept of a reporter, and for how long
    lees("signalen:privacy", wie=OPENBAAR),
    formulier("signalen:bevestig_adres", "adreslink", wie=OPENBAAR),
    formulier("signalen:adres", "volgcode", wie=OPENBAAR),
    zend("signalen:adres_opnieuw", "volgcode", wie=OPENBAAR),
    lees("signalen:gegevens", "volgcode", wie=OPENBAAR, eigen_tekst=True),
    lees("signalen:gegevens_bestand", "volgcode", "soort_bestand", wie=OPENBAAR, eigen_tekst=True),
    formulier("signalen:gegevens_weg", "volgcode", wie=OPENBAAR),
    zend("signalen:contact", "signaal.pk", wie=BEHANDELEN),
    zend("signalen:persoonlijk", "signaal.pk", wie=BEHANDELEN),
    lees("signalen:opschoningen", wie=BEHEREN),
    lees("signalen:inzagen", wie=BEHEREN),
    formulier("signalen:vraag_antwoord", "volgcode", wie=OPENBAAR, eigen_tekst=True),
    formulier("signalen:waardering", "volgcode", wie=OPENBAAR),
    lees("signalen:waarderingen", wie=alleen(*AMBTENAREN, "raadslid", andere="403")),
    lees("signalen:waarderingen_export", wie=alleen(*AMBTENAREN, "raadslid", andere="403")),
    lees("signalen:openbaar", wie=OPENBAAR),
    lees("signalen:openbare_punten", wie=OPENBAAR),
    lees("signalen:openbare_feed", wie=OPENBAAR),
    lees("signalen:openbare_feed_en", wie=OPENBAAR),
    lees("signalen:openbaar_signaal", "signaal.pk", wie=OPENBAAR),
    formulier("signalen:openbaar_bewerken", "signaal.pk", wie=BEHANDELEN),
    formulier("signalen:abonneren", wie=OPENBAAR),
    lees("signalen:abonnement", "abonneecode", wie=OPENBAAR),
    zend("signalen:abonnement_bevestig", "abonneecode", wie=OPENBAAR),
    zend("signalen:abonnement_ritme", "abonneecode", wie=OPENBAAR),
    formulier("signalen:abonnement_stop", "abonneecode", wie=OPENBAAR),
    lees("signalen:lijst", wie=AANGEMELD),
    lees("signalen:export", wie=AANGEMELD),
    lees("signalen:rekenblad", wie=AANGEMELD),
    lees("signalen:kaart", wie=AANGEMELD),
    lees("signalen:kaart_punten", wie=AANGEMELD),
    formulier("signalen:pdf", "signaal.pk", wie=MEELEZEN),
    formulier("signalen:pdf", "platformsignaal.pk", wie=MEELEZEN.ook(ziet={"platformlid"})),
    formulier("signalen:pdf_met_melder", "signaal.pk", wie=BEHANDELEN),
    zend("signalen:tegelijk", wie=AMBTENAAR, data={"act": "beoordelen"}),
    formulier("signalen:nieuw", wie=AMBTENAAR),
    lees("signalen:signaal", "signaal.pk", wie=MEELEZEN),
    lees("signalen:signaal", "platformsignaal.pk", wie=VAN_PLATFORM),
    lees("signalen:foto", "signaal.pk", "foto.pk", wie=MEELEZEN),
    stap("signalen:stap", "signaal.pk", wie=BEHANDELEN, status="in_beoordeling"),
    stap("signalen:stap", "platformsignaal.pk", wie=OP_PLATFORM, status="in_beoordeling"),
    formulier("signalen:doorzetten", "beoordeeld.pk", wie=BEHANDELEN),
    formulier("signalen:bundelen", "beoordeeld.pk", wie=BEHANDELEN),
    zend("signalen:antwoord", "signaal.pk", wie=BEHANDELEN),
    zend("signalen:notitie", "signaal.pk", wie=BEHANDELEN),
    formulier("signalen:wijzig", "signaal.pk", wie=BEHANDELEN),
    lees("signalen:delen", wie=AMBTENAAR),
    Rij("signalen:deel", ("deel.pk",), MEELEZEN, UITVOEREN),
    stap("signalen:deel_stap", "deel.pk", wie=BEHANDELEN, status="ingetrokken"),
    zend("signalen:deel_doorgeven", "deel.pk", wie=UITVOEREN),
    formulier("signalen:verdelen", "beoordeeld.pk", wie=BEHANDELEN),
    formulier("initiatieven:bij_signaal", "beoordeeld.pk", wie=BEHANDELEN),
    formulier("cyclus:opgave_bij_signaal", "beoordeeld.pk", wie=BEHANDELEN),
    zend("signalen:delen_zelf", "beoordeeld.pk", wie=BEHANDELEN),
    zend("signalen:vrijgeven", "signaal.pk", wie=BEHANDELEN),
    zend("signalen:vraag_melder", "signaal.pk", wie=BEHANDELEN),
    zend("signalen:vraag_gehoord", "signaal.pk", wie=BEHANDELEN),
    zend("signalen:vraag_verder", "signaal.pk", wie=BEHANDELEN),
    formulier("signalen:overdragen", "signaal.pk", wie=alleen("medewerker")),
    stap("signalen:overdracht_stap", "overdracht.pk", wie=alleen("sociaal"), status="aanvaard"),
    stap("signalen:overdracht_stap", "overdracht.pk", wie=alleen("medewerker"), status="ingetrokken"),
    lees("signalen:trends", wie=AANGEMELD),
    lees("signalen:trend", "trend.pk", wie=MEELEZEN),
    lees("signalen:trend", "besloten_trend.pk", wie=MEELEZEN.ook("raadslid"), eigen_tekst=True),
    lees("signalen:trend_punten", "trend.pk", wie=MEELEZEN),
    formulier("signalen:trend_besluit", "trend.pk", wie=BEHANDELEN),
    stap("signalen:trend_stap", "trend.pk", wie=BEHANDELEN, status="besloten"),
    # wie krijgt wat
    lees("signalen:standaardteksten", wie=BEHEREN),
    zend("signalen:standaardteksten_begin", wie=BEHEREN),
    formulier("signalen:standaardtekst_nieuw", wie=BEHEREN),
    formulier("signalen:standaardtekst", "standaardtekst.pk", wie=BEHEREN),
    lees("signalen:regels", wie=BEHEREN),
    formulier("signalen:regel_nieuw", wie=BEHEREN),
    lees("signalen:regel_proef", wie=BEHEREN),
    formulier("signalen:regel", "regel.pk", wie=BEHEREN),
    zend("signalen:regel_verplaats", "regel.pk", wie=BEHEREN),
    # andere systemen
    lees("signalen:bronnen", wie=BEHEREN),
    formulier("signalen:bron_nieuw", wie=BEHEREN),
    formulier("signalen:bron", "bron.slug", wie=BEHEREN),
    zend("signalen:bron_inlezen", "bron.slug", wie=BEHEREN),
    zend("signalen:bron_token", "bron.slug", wie=BEHEREN),
    # A person is nobody here: only the token of a source counts.
    zend("signalen:api_signalen", wie=MET_TOKEN),
    lees("signalen:api_signaal", "bronnummer", wie=MET_TOKEN),
    lees("signalen:api_openapi", wie=OPENBAAR),
    # adviezen
    lees("signalen:adviezen_openbaar", wie=OPENBAAR),
    lees("signalen:advies_openbaar", "adviesgevraagd.pk", wie=OPENBAAR),
    lees("signalen:advies_openbaar", "adviesconcept.pk", wie=alleen(ziet=(), niemand="404")),
    lees("signalen:platform_adviezen", "platform.slug", wie=OPENBAAR),
    lees("signalen:adviesstuk", "adviesgevraagd.pk", "adviesstuk.pk", wie=STUK.ook("platformlid")),
    lees("signalen:adviezen", wie=AANGEMELD),
    lees("signalen:adviezen_csv", wie=AANGEMELD),
    formulier("signalen:advies_nieuw", wie=SCHRIJVEN),
    formulier("signalen:advies_ongevraagd", "platform.slug", wie=BEHANDELEN.ook("platformlid")),
    lees("signalen:advies", "adviesgevraagd.pk", wie=VAN_PLATFORM.ook("raadslid")),
    lees("signalen:advies", "adviesconcept.pk", wie=MEELEZEN),
    lees("signalen:advies", "adviesuitgebracht.pk", wie=VAN_PLATFORM.ook("raadslid")),
    formulier("signalen:advies_bewerken", "adviesconcept.pk", wie=BEHANDELEN),
    stap("signalen:advies_stap", "adviesgevraagd.pk", wie=OP_ADVIES, status="ingetrokken", reden="Uitgesteld"),
    formulier("signalen:advies_uitstel", "adviesgevraagd.pk", wie=OP_ADVIES),
    formulier("signalen:advies_geven", "adviesgevraagd.pk", wie=OP_ADVIES.ook("platformlid")),
    formulier("signalen:advies_reactie", "adviesuitgebracht.pk", wie=OP_ADVIES.ook("wethouder", "secretaris")),
    zend("signalen:advies_stuk_nieuw", "adviesgevraagd.pk", wie=OP_ADVIES.ook("platformlid")),
    zend("signalen:advies_stuk_weg", "adviesgevraagd.pk", "adviesstuk.pk", wie=OP_ADVIES),
    lees("signalen:adviesonderwerpen", "platform.slug", wie=VAN_PLATFORM),
    formulier("signalen:adviesonderwerp_nieuw", "platform.slug", wie=VOOR_PLATFORM),
    formulier("signalen:adviesonderwerp", "platform.slug", "adviesonderwerp.pk", wie=VOOR_PLATFORM),
    zend("signalen:adviesonderwerp_weg", "platform.slug", "adviesonderwerp.pk", wie=VOOR_PLATFORM),
    # initiatieven
    lees("initiatieven:lijst", wie=AANGEMELD),
    lees("initiatieven:export", wie=AANGEMELD),
    formulier("initiatieven:nieuw", wie=SCHRIJVEN),
    lees("initiatieven:initiatief", "initiatief.pk", wie=MEELEZEN),
    formulier("initiatieven:bewerken", "initiatief.pk", wie=BEHANDELEN),
    stap("initiatieven:status", "initiatief.pk", wie=BEHANDELEN, status="verkenning"),
    zend("initiatieven:contact", "initiatief.pk", wie=BEHANDELEN),
    zend("initiatieven:koppel_signaal", "initiatief.pk", wie=BEHANDELEN),
    zend("initiatieven:ontkoppel_signaal", "initiatief.pk", "beoordeeld.pk", wie=BEHANDELEN),
    # opgaven
    lees("cyclus:draad", "soort_opgave", "opgave.pk", wie=STUK),
    lees("cyclus:draad", "soort_signaal", "signaal.pk", wie=STUK),
    lees("cyclus:draad", "soort_doel", "doel.pk", wie=OPENBAAR),
    lees("cyclus:opgave_lijst", wie=AANGEMELD),
    formulier("cyclus:opgave_nieuw", wie=SCHRIJVEN),
    lees("cyclus:opgave", "opgave.pk", wie=MEELEZEN),
    formulier("cyclus:opgave_bewerken", "opgave.pk", wie=BEHANDELEN),
    stap("cyclus:opgave_status", "opgave.pk", wie=BEHANDELEN, status="lopend"),
    lees("cyclus:opgave_gemeentebreed", wie=AANGEMELD),
    formulier("cyclus:opgave_vertel", "brede_opgave.pk", wie=BEHANDELEN),
    zend("cyclus:opgave_koppel", "opgave.pk", wie=BEHANDELEN),
    zend("cyclus:opgave_los", "opgave.pk", wie=BEHANDELEN),
    # overleg
    lees("cyclus:overleg_lijst", wie=AANGEMELD),
    formulier("cyclus:overleg_nieuw", wie=SCHRIJVEN),
    lees("cyclus:overleg", "overleg.pk", wie=TAFEL),
    lees("cyclus:overleg", "ander_overleg.pk", wie=MEELEZEN),
    formulier("cyclus:overleg_bewerken", "overleg.pk", wie=AAN_TAFEL),
    stap("cyclus:overleg_status", "overleg.pk", wie=AAN_TAFEL, status="afgerond"),
    zend("cyclus:overleg_nodig_uit", "overleg.pk", wie=AAN_TAFEL),
    zend("cyclus:overleg_deelnemer_weg", "overleg.pk", "deelnemer.pk", wie=AAN_TAFEL),
    zend("cyclus:overleg_aanwezig", "overleg.pk", wie=AAN_TAFEL),
    lees("cyclus:overleg_ics", "overleg.pk", wie=TAFEL),
    lees("cyclus:overleg_ics", "ander_overleg.pk", wie=MEELEZEN),
    zend("cyclus:overleg_uitnodigen", "ander_overleg.pk", wie=BEHANDELEN),
    formulier("cyclus:overleg_agenda_vullen", "overleg.pk", wie=AAN_TAFEL),
    zend("cyclus:overleg_nieuw_punt", "overleg.pk", wie=AAN_TAFEL),
    zend("cyclus:overleg_punt", "overleg.pk", "punt.pk", wie=AAN_TAFEL),
    zend("cyclus:overleg_punt_verplaats", "overleg.pk", "punt.pk", wie=AAN_TAFEL),
    zend("cyclus:overleg_punt_weg", "overleg.pk", "punt.pk", wie=AAN_TAFEL),
    lees("cyclus:overleg_verslag", "overleg.pk", wie=TAFEL),
    lees("cyclus:overleg_verslag", "ander_overleg.pk", wie=MEELEZEN),
    lees("cyclus:overleg_pdf", "overleg.pk", wie=TAFEL),
    lees("cyclus:overleg_voortgang", "overleg.pk", wie=TAFEL),
    zend("cyclus:overleg_verslag_opnieuw", "overleg.pk", wie=AAN_TAFEL),
    zend("cyclus:overleg_verslag_mailen", "overleg.pk", wie=AAN_TAFEL),
    lees("cyclus:actie_lijst", wie=AANGEMELD),
    lees("cyclus:actie", "actie.pk", wie=TAFEL),
    lees("cyclus:actie", "andere_actie.pk", wie=MEELEZEN),
    stap("cyclus:actie_status", "actie.pk", wie=BEHANDELEN.ook("partner"), status="gedaan"),
    stap("cyclus:actie_status", "andere_actie.pk", wie=BEHANDELEN, status="gedaan"),
    # escalatie
    formulier("cyclus:escalatie_nieuw", "soort_maatregel", "maatregel.pk", wie=UITVOEREN),
    formulier("cyclus:escalatie_nieuw", "soort_signaal", "signaal.pk", wie=BEHANDELEN),
    formulier("cyclus:escalatie_nieuw", "soort_actiepunt", "actie.pk", wie=BEHANDELEN.ook("partner")),
    lees("cyclus:escalatie", "escalatie.pk", wie=MEELEZEN),
    stap("cyclus:escalatie_status", "escalatie.pk", wie=alleen("regie"), status="besloten"),
    stap("cyclus:escalatie_status", "escalatie.pk", wie=alleen("medewerker"), status="ingetrokken"),
    # analyse
    lees("cyclus:analyse_lijst", wie=OPENBAAR),
    lees("cyclus:analyse_stand", wie=OPENBAAR),
    zend("cyclus:analyse_maken", wie=ONDERTEKENEN, data={"gebied": "noord"}),
    zend("cyclus:analyse_maken", wie=alleen("regie", "beheerder", andere="403")),
    zend("cyclus:analyse_opnieuw", "opdracht.pk", wie=ONDERTEKENEN),
    lees("cyclus:ronde", "ronde.pk", wie=alleen("regie", "beheerder", andere="403")),
    lees("cyclus:ronde_stand", "ronde.pk", wie=alleen("regie", "beheerder", andere="403")),
    lees("cyclus:ronde_zip", "ronde.pk", wie=alleen("regie", "beheerder", andere="403")),
    zend("cyclus:ronde_opnieuw", "ronde.pk", wie=alleen("regie", "beheerder", andere="403")),
    Rij("cyclus:toets_publiek", ("toetscode",), OPENBAAR, OPENBAAR),
    lees("cyclus:toets_document", "toetscode", wie=OPENBAAR),
    lees("cyclus:toets", "voorgelegde_analyse.pk", wie=MEELEZEN),
    lees("cyclus:toets_csv", "voorgelegde_analyse.pk", wie=MEELEZEN),
    formulier("cyclus:toets_openen", "voorgelegde_analyse.pk", wie=BEHANDELEN),
    formulier("cyclus:toets_wijzigen", "voorgelegde_analyse.pk", wie=BEHANDELEN),
    formulier("cyclus:toets_uitnodigen", "voorgelegde_analyse.pk", wie=BEHANDELEN),
    zend("cyclus:toets_sluiten", "voorgelegde_analyse.pk", wie=BEHANDELEN),
    formulier("cyclus:toets_gehoord", "voorgelegde_analyse.pk", wie=BEHANDELEN),
    Rij("cyclus:toetsreactie", ("toetsreactie.pk",), MEELEZEN, BEHANDELEN),
    lees("cyclus:analyse", "analyse.pk", wie=STUK),
    lees("cyclus:analyse", "oude_analyse.pk", wie=OPENBAAR),
    formulier("cyclus:analyse_pdf", "analyse.pk", wie=STUK),
    lees("cyclus:analyse_pdf", "oude_analyse.pk", wie=OPENBAAR),
    lees("cyclus:analyse_blad", "analyse.pk", wie=STUK),
    lees("cyclus:analyse_blad", "oude_analyse.pk", wie=OPENBAAR),
    formulier("cyclus:analyse_blad_pdf", "analyse.pk", wie=STUK),
    lees("cyclus:analyse_archief", "oude_analyse.pk", wie=OPENBAAR),
    zend("cyclus:analyse_archief", "oude_analyse.pk", wie=alleen(*AMBTENAREN, niemand="403", andere="403")),
    stap("cyclus:analyse_status", "analyse.pk", wie=BEHANDELEN, status="ter_toetsing"),
    lees("cyclus:analyse_werkplaats", "analyse.pk", wie=BEHANDELEN),
    zend("cyclus:analyse_overnemen", "analyse.pk", wie=BEHANDELEN),
    zend("cyclus:analyse_nagekeken", "analyse.pk", wie=BEHANDELEN, data={"wat": "tekst:samenvatting"}),
    formulier("cyclus:analyse_tekst", "analyse.pk", "naam_van_tekst", wie=BEHANDELEN),
    zend("cyclus:analyse_cijfer_toon", "analyse.pk", wie=BEHANDELEN, data={"sleutel": "inwoners"}),
    zend("cyclus:analyse_cijfer_verplaats", "analyse.pk", wie=BEHANDELEN),
    formulier("cyclus:analyse_commentaar", "analyse.pk", wie=BEHANDELEN),
    zend("cyclus:analyse_cijfer_weg", "analyse.pk", wie=BEHANDELEN),
    formulier("cyclus:analyse_punt_nieuw", "analyse.pk", wie=BEHANDELEN),
    formulier("cyclus:analyse_punt", "analyse.pk", "analysepunt.pk", wie=BEHANDELEN),
    zend("cyclus:analyse_punt_verplaats", "analyse.pk", "analysepunt.pk", wie=BEHANDELEN),
    zend("cyclus:analyse_punt_weg", "analyse.pk", "analysepunt.pk", wie=BEHANDELEN),
    formulier("cyclus:analyse_verhalen", "analyse.pk", wie=BEHANDELEN),
    formulier("cyclus:analyse_verhaal", "analyse.pk", "verhaal.pk", wie=BEHANDELEN),
    zend("cyclus:analyse_verhaal_keuze", "analyse.pk", "verhaal.pk", wie=BEHANDELEN),
    zend("cyclus:analyse_verhaal_weg", "analyse.pk", "verhaal.pk", wie=BEHANDELEN),
    lees("cyclus:analyse_vergelijken", "analyse.pk", wie=STUK),
    # agenda
    lees("cyclus:agenda_lijst", wie=AANGEMELD),
    formulier("cyclus:agenda_nieuw", wie=SCHRIJVEN),
    lees("cyclus:agenda", "nieuwe_agenda.pk", wie=STUK),
    lees("cyclus:agenda", "agenda.pk", wie=OPENBAAR),
    lees("cyclus:agenda_openbaar", "nieuwe_agenda.pk", wie=STUK),
    lees("cyclus:agenda_openbaar", "agenda.pk", wie=OPENBAAR),
    formulier("cyclus:agenda_pdf", "nieuwe_agenda.pk", wie=STUK),
    formulier("cyclus:agenda_pdf", "agenda.pk", wie=OPENBAAR),
    formulier("cyclus:agenda_bewerk", "nieuwe_agenda.pk", wie=BEHANDELEN),
    stap("cyclus:agenda_status", "nieuwe_agenda.pk", wie=BEHANDELEN, status="aangeboden"),
    stap("cyclus:agenda_status", "aangeboden_agenda.pk", wie=VASTSTELLEN, status="vastgesteld"),
    formulier("cyclus:agenda_nieuwe_versie", "agenda.pk", wie=BEHANDELEN),
    lees("cyclus:agenda_verschil", "nieuwe_agenda.pk", wie=STUK),
    lees("cyclus:agenda_van_gebied", "noord.slug", wie=OPENBAAR),
    zend("cyclus:beloften_vraag", "nieuwe_agenda.pk", wie=BEHANDELEN),
    formulier("cyclus:doel_nieuw", "nieuwe_agenda.pk", wie=BEHANDELEN),
    lees("cyclus:doel", "nieuw_doel.pk", wie=MEELEZEN),
    formulier("cyclus:doel_bewerk", "nieuw_doel.pk", wie=BEHANDELEN),
    zend("cyclus:doel_weg", "nieuw_doel.pk", wie=BEHANDELEN),
    formulier("cyclus:bijdrage_nieuw", "nieuw_doel.pk", wie=BEHANDELEN),
    formulier("cyclus:bijdrage_bewerk", "bijdrage.pk", wie=BEHANDELEN),
    zend("cyclus:bijdrage_weg", "bijdrage.pk", wie=BEHANDELEN),
    formulier("cyclus:bijdrage_beloofd", "bijdrage.pk", wie=BEHANDELEN),
    zend("cyclus:bijdrage_vraag", "bijdrage.pk", wie=BEHANDELEN),
    zend("cyclus:bijdrage_neem_over", "bijdrage.pk", wie=BEHANDELEN),
    formulier("cyclus:belofte_account", "gevraagde_bijdrage.pk", wie=alleen("vakambtenaar", "platformlid", ziet=())),
    Rij("cyclus:belofte", ("beloftecode",), OPENBAAR, OPENBAAR, eigen_tekst=True),
    formulier("cyclus:doel_bronnen", "nieuw_doel.pk", wie=BEHANDELEN),
    formulier("cyclus:doel_bron_stuk", "nieuw_doel.pk", wie=BEHANDELEN),
    zend("cyclus:doel_bron_weg", "doelbron.pk", wie=BEHANDELEN),
    # plan
    lees("cyclus:plan_lijst", wie=AANGEMELD),
    lees("cyclus:planning", wie=AANGEMELD),
    lees("cyclus:plan_planning", "plan.pk", wie=MEELEZEN),
    formulier("cyclus:planning_pdf", "formaat", "planningkeuze", wie=MEELEZEN),
    lees("cyclus:afdeling_plan", wie=AANGEMELD),
    lees("cyclus:persoon_plan", "vakambtenaar.pk", wie=MEELEZEN),
    formulier("cyclus:mijn_maatregelen", wie=AANGEMELD),
    formulier("cyclus:maatregelen_inlezen", wie=AANGEMELD),
    lees("cyclus:maatregelen_bestand", "rekenblad", wie=AANGEMELD),
    zend("cyclus:plan_maak", "agenda.pk", 2028, wie=BEHANDELEN),
    lees("cyclus:plan", "nieuw_plan.pk", wie=STUK),
    lees("cyclus:plan", "plan.pk", wie=OPENBAAR),
    lees("cyclus:plan_openbaar", "nieuw_plan.pk", wie=STUK),
    lees("cyclus:plan_openbaar", "plan.pk", wie=OPENBAAR),
    formulier("cyclus:plan_pdf", "nieuw_plan.pk", wie=STUK),
    formulier("cyclus:plan_pdf", "plan.pk", wie=OPENBAAR),
    formulier("cyclus:plan_bewerk", "nieuw_plan.pk", wie=BEHANDELEN),
    stap("cyclus:plan_status", "nieuw_plan.pk", wie=BEHANDELEN, status="aangeboden"),
    stap("cyclus:plan_status", "nieuw_plan.pk", wie=VASTSTELLEN, status="vastgesteld"),
    formulier("cyclus:maatregel_nieuw", "nieuw_plan.pk", wie=BEHANDELEN),
    lees("cyclus:maatregel", "maatregel.pk", wie=MEELEZEN),
    zend("cyclus:maatregel", "maatregel.pk", wie=UITVOEREN),
    formulier("cyclus:maatregel_bewerk", "maatregel.pk", wie=BEHANDELEN),
    stap("cyclus:maatregel_status", "maatregel.pk", wie=UITVOEREN, status="in_uitvoering"),
    stap("cyclus:maatregel_status", "maatregel.pk", wie=BEHANDELEN, status="vervallen"),
    formulier("cyclus:mijlpaal_nieuw", "maatregel.pk", wie=UITVOEREN),
    formulier("cyclus:mijlpaal_bewerk", "mijlpaal.pk", wie=UITVOEREN),
    zend("cyclus:mijlpaal_weg", "mijlpaal.pk", wie=UITVOEREN),
    formulier("cyclus:afspraak_nieuw", "nieuw_plan.pk", wie=BEHANDELEN),
    formulier("cyclus:afspraak_bewerk", "afspraak.pk", wie=BEHANDELEN),
    zend("cyclus:afspraak_opnemen", "afspraakvoorstel.pk", wie=BEHANDELEN),
    zend("cyclus:afspraak_weg", "afspraakvoorstel.pk", wie=BEHANDELEN),
    lees("cyclus:gebied_plannen", "noord.slug", wie=OPENBAAR),
    # opdrachtbrief
    lees("cyclus:opdrachtbrieven", wie=AANGEMELD),
    zend("cyclus:opdrachtbrieven_maak", wie=SCHRIJVEN),
    zend("cyclus:opdrachtbrieven_verstuur", wie=SCHRIJVEN),
    lees("cyclus:opdrachtbrief", "brief.pk", wie=MEELEZEN),
    formulier("cyclus:opdrachtbrief_pdf", "brief.pk", wie=MEELEZEN),
    formulier("cyclus:opdrachtbrief_bewerk", "brief.pk", wie=BEHANDELEN),
    stap("cyclus:opdrachtbrief_status", "brief.pk", wie=BEHANDELEN, status="verstuurd"),
    zend("cyclus:opdrachtbrief_bevestig", "verstuurde_brief.pk", wie=UITVOEREN),
    # monitor
    lees("cyclus:monitor", wie=OPENBAAR),
    formulier("cyclus:monitor_pdf", 2025, wie=OPENBAAR),
    lees("cyclus:monitor_csv", 2025, wie=OPENBAAR),
    lees("cyclus:monitor_doelen_csv", 2025, wie=OPENBAAR),
    lees("cyclus:dashboard", wie=AMBTENAAR),
    lees("cyclus:raad_gebied", "monitor.pk", wie=STUK),
    lees("cyclus:raad_gebied", "oude_monitor.pk", wie=OPENBAAR),
    formulier("cyclus:raad_gebied_pdf", "monitor.pk", wie=STUK),
    formulier("cyclus:raad_gebied_pdf", "oude_monitor.pk", wie=OPENBAAR),
    zend("cyclus:rapportage_leg_vast", 2025, wie=alleen("wethouder", "secretaris", "regie", andere="403")),
    lees("cyclus:rapportage", "rapportage.pk", wie=OPENBAAR),
    formulier("cyclus:rapportage_pdf", "rapportage.pk", wie=OPENBAAR),
    lees("cyclus:rapportage_csv", "rapportage.pk", wie=OPENBAAR),
    zend("cyclus:gebiedsmonitor_maak", "plan.pk", wie=BEHANDELEN),
    lees("cyclus:gebiedsmonitor", "monitor.pk", wie=STUK),
    lees("cyclus:gebiedsmonitor", "oude_monitor.pk", wie=OPENBAAR),
    lees("cyclus:gebiedsmonitor_openbaar", "monitor.pk", wie=STUK),
    lees("cyclus:gebiedsmonitor_openbaar", "oude_monitor.pk", wie=OPENBAAR),
    formulier("cyclus:gebiedsmonitor_pdf", "monitor.pk", wie=STUK),
    formulier("cyclus:gebiedsmonitor_pdf", "oude_monitor.pk", wie=OPENBAAR),
    formulier("cyclus:gebiedsmonitor_bewerk", "monitor.pk", wie=BEHANDELEN),
    stap("cyclus:gebiedsmonitor_status", "monitor.pk", wie=BEHANDELEN, status="aangeboden"),
    stap("cyclus:gebiedsmonitor_status", "monitor.pk", wie=VASTSTELLEN, status="vastgesteld"),
    formulier("cyclus:conclusie_nieuw", "monitor.pk", wie=BEHANDELEN),
    formulier("cyclus:doeloordeel", "oordeel.pk", wie=BEHANDELEN),
    formulier("cyclus:conclusie_bewerk", "conclusie.pk", wie=BEHANDELEN),
    zend("cyclus:conclusie_overnemen", "conclusie.pk", wie=BEHANDELEN),
    formulier("cyclus:conclusie_niet_overnemen", "conclusie.pk", wie=BEHANDELEN),
    lees("cyclus:raadsbrief", 2025, wie=AMBTENAAR),
    lees("cyclus:factsheet", "noord.slug", wie=MEELEZEN),
    formulier("cyclus:factsheet_pdf", "noord.slug", wie=MEELEZEN),
    # tevredenheidsonderzoek
    lees("cyclus:onderzoek_code", wie=OPENBAAR),
    formulier("cyclus:invullen", "onderzoekscode", wie=OPENBAAR),
    lees("cyclus:onderzoek_bedankt", wie=OPENBAAR),
    lees("cyclus:onderzoek_lijst", wie=OPENBAAR),
    lees("cyclus:onderzoek", "onderzoek.pk", wie=STUK),
    lees("cyclus:onderzoek", "oud_onderzoek.pk", wie=OPENBAAR),
    lees("cyclus:onderzoek_csv", "oud_onderzoek.pk", wie=OPENBAAR),
    lees("cyclus:onderzoek_xlsx", "oud_onderzoek.pk", wie=OPENBAAR),
    formulier("cyclus:onderzoek_nieuw", wie=alleen("regie", "beheerder", andere="403")),
    lees("cyclus:onderzoek_beheer", "onderzoek.pk", wie=ONDERZOEKEN),
    formulier("cyclus:onderzoek_bewerken", "onderzoek.pk", wie=ONDERZOEKEN),
    stap("cyclus:onderzoek_status", "onderzoek.pk", wie=ONDERZOEKEN, status="gesloten"),
    formulier("cyclus:onderzoek_uitnodigen", "onderzoek.pk", wie=ONDERZOEKEN),
    formulier("cyclus:onderzoek_adressen", "onderzoek.pk", wie=ONDERZOEKEN),
    formulier("cyclus:onderzoek_codes", "onderzoek.pk", wie=ONDERZOEKEN),
    lees("cyclus:onderzoek_codeblad", "onderzoek.pk", "onderzoeksgroep", "noord.slug", wie=ONDERZOEKEN),
    zend("cyclus:onderzoek_herinneren", "onderzoek.pk", wie=ONDERZOEKEN),
    lees("cyclus:onderzoek_antwoorden", "oud_onderzoek.pk", wie=MODEREREN),
    zend("cyclus:onderzoek_modereer", "onderzoeksantwoord.pk", wie=MODEREREN),
]


# The world, built once ------------------------------------------------------


@pytest.fixture(scope="module")
def w(django_db_setup, django_db_blocker):
    """All dossiers and a signed-in browser per role; every request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        wereld = maak_dossiers()
        wereld.clients = {rol: Client(raise_request_exception=True) for rol in ROLLEN}
        for rol in set(ROLLEN) - {"anoniem"}:
            wereld.clients[rol].force_login(getattr(wereld, rol))
        sluit_af(wereld.inactief)
        yield wereld
        transaction.set_rollback(True)


@contextmanager
def ongedaan():
    """What happens inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def vraag(client, methode, url, data=None):
    koekjes = copy(client.cookies)
    with ongedaan():
        antwoord = getattr(client, methode)(url, data or {})
        antwoord.tekst = b"".join(antwoord).decode("latin-1")
    client.cookies = koekjes
    return antwoord


def uitkomst(antwoord):
    status = antwoord.status_code
    if status == 302 and antwoord["Location"].startswith("/account/login/"):
        return "aanmelden"
    return "mag" if status < 400 or status == 422 else str(status)


def namen(resolver=None, ruimte=""):
    """The name of every URL there is."""
    for patroon in (resolver or get_resolver()).url_patterns:
        if isinstance(patroon, URLResolver):
            binnen = f"{patroon.namespace}:" if patroon.namespace else ""
            yield from namen(patroon, f"{ruimte}{binnen}")
        else:
            yield f"{ruimte}{patroon.name}"


# The proofs -----------------------------------------------------------------


def test_elke_url_staat_in_de_tabel_en_elke_regel_heeft_een_url():
    assert {rij.naam for rij in TABEL} == set(namen())


# A reporter, with the code, reads how we reach them.
EIGEN_ADRES = {"signalen:adres", "signalen:gegevens", "signalen:gegevens_bestand"}
GETS = [rij for rij in TABEL if rij.get]
POSTS = [rij for rij in TABEL if rij.post]


@pytest.mark.parametrize("rij", GETS, ids=str)
def test_wie_mag_lezen(w, rij):
    url = rij.url(w)
    antwoorden = {rol: vraag(w.clients[rol], "get", url) for rol in ROLLEN}
    assert {rol: uitkomst(a) for rol, a in antwoorden.items()} == {rol: rij.get.verwacht(rol) for rol in ROLLEN}
    for rol, antwoord in antwoorden.items():
        controleer_kop(antwoord)
        if rol in LEEST_NIETS:
            assert rij.eigen_tekst or GEHEIM not in antwoord.tekst, rol
            assert rij.naam in EIGEN_ADRES or MELDER["email"] not in antwoord.tekst, rol
    controleer_koekjes(antwoorden["anoniem"])


@pytest.mark.parametrize("rij", POSTS, ids=str)
def test_wie_mag_schrijven(w, rij):
    url = rij.url(w)
    antwoorden = {rol: vraag(w.clients[rol], "post", url, rij.data) for rol in ROLLEN}
    assert {rol: uitkomst(a) for rol, a in antwoorden.items()} == {rol: rij.post.verwacht(rol) for rol in ROLLEN}
    for rol, antwoord in antwoorden.items():
        controleer_kop(antwoord)
        if rol in LEEST_NIETS and not rij.eigen_tekst:
            assert GEHEIM not in antwoord.tekst, rol


# What no person may do at all (a token decides) is proven with its own tests.
VAN_MENSEN = [rij for rij in POSTS if rij.post.mag]
GEEN_GET = sorted({rij.naam for rij in VAN_MENSEN} - {rij.naam for rij in GETS})
GEEN_POST = sorted({rij.naam for rij in GETS if rij.get.mag} - {rij.naam for rij in POSTS})
# allauth shows these; a POST to them is the same as a GET.
VAN_ALLAUTH = {"account_inactive", "account_reset_password_done", "account_reset_password_from_key_done"}


def rij_van(naam, rijen):
    return next(rij for rij in rijen if rij.naam == naam)


@pytest.mark.parametrize("naam", GEEN_GET)
def test_wat_iets_verandert_weigert_een_get(w, naam):
    rij = rij_van(naam, POSTS)
    rol = sorted(rij.post.mag)[0]
    assert uitkomst(vraag(w.clients[rol], "get", rij.url(w), rij.data)) == "405"
    assert uitkomst(vraag(w.clients["anoniem"], "get", rij.url(w), rij.data)) in ("405", "aanmelden")


@pytest.mark.parametrize("naam", GEEN_POST)
def test_wat_alleen_te_lezen_is_weigert_een_post(w, naam):
    rij = rij_van(naam, GETS)
    rol = sorted(rij.get.mag - NIEMAND)[0]
    verwacht = {"mag", "405"} if naam in VAN_ALLAUTH else {"405"}
    assert uitkomst(vraag(w.clients[rol], "post", rij.url(w))) in verwacht


# A mail program has no cookie: whoever has the code from the mail may stop with it, and nothing else (RFC 8058).
ZONDER_CSRF = {"signalen:abonnement_stop"}


@pytest.mark.parametrize("rij", [rij for rij in VAN_MENSEN if rij.naam not in ZONDER_CSRF], ids=str)
def test_een_post_zonder_csrf_bewijs_doet_niets(w, rij):
    streng = Client(enforce_csrf_checks=True)
    rol = sorted(rij.post.mag)[-1]
    streng.cookies = w.clients[rol].cookies
    antwoord = vraag(streng, "post", rij.url(w), rij.data)
    assert antwoord.status_code == 403
    assert "Deze pagina was verlopen" in antwoord.tekst


def test_een_onbekende_code_of_pagina_bestaat_niet(w):
    for url in ("/signaal/bestaat-niet/", "/bestaat-niet/", "/signalen/999999/", "/gebieden/bestaat-niet/"):
        for rol in ("anoniem", "regie"):
            antwoord = vraag(w.clients[rol], "get", url)
            assert uitkomst(antwoord) in ("404", "aanmelden"), url
            controleer_kop(antwoord)


def controleer_kop(antwoord):
    """Headers of every answer, and no inline script or style on any page."""
    for kop, waarde in {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }.items():
        assert antwoord.headers[kop] == waarde
    csp = antwoord.headers["Content-Security-Policy"]
    assert "default-src 'none'" in csp
    if "unsafe" in csp and antwoord.wsgi_request.path.startswith("/beheer/post/"):
        # A mail carries its style on its elements; a page that shows one allows that, and runs nothing.
        csp = csp.replace("style-src 'unsafe-inline'", "")
        assert "-src" not in csp.replace("default-src 'none'", "")
    elif antwoord["Content-Type"].startswith("text/html"):
        pagina = antwoord.tekst
        assert not re.search(r"<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=|href=\"javascript:", pagina)
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", pagina)
    assert "unsafe" not in csp


def controleer_koekjes(antwoord):
    """A visitor gets a cookie only where a form needs it."""
    needed = {"csrftoken"} if "csrfmiddlewaretoken" in antwoord.tekst else set()
    assert set(antwoord.cookies) <= needed
