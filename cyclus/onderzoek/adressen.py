"""Whom to ask: what addresses we have and may use for this, and those that somebody brings."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from gebieden.mensen.models import AMBTELIJK
from gebieden.models import Contact, Gebied, Gebiedsrol, Platform
from gebiedswerk.profiel import huidig
from initiatieven.models import Initiatief

TWEE_JAAR = timedelta(days=730)
MEESTE_ADRESSEN = 5000
# What stands between addresses in a list, a sheet or a mail program.
TUSSEN = re.compile(r"[\s;,<>\"'()]+")


class Plekken:
    """In which area of the round somebody is counted: the one they are in, else the whole municipality."""

    def __init__(self):
        rows = Gebied.objects.lopend().order_by("pad").only("naam", "pad", "niveau", "ouder", "slug")
        self.alle = list(rows)
        self.gemeente = next((g for g in self.alle if g.ouder_id is None), None)
        inside = [g for g in self.alle if g.niveau == "gebied"]
        inside = inside or [g for g in self.alle if self.gemeente and g.ouder_id == self.gemeente.pk]
        self.gebieden = sorted(inside, key=lambda g: g.naam)
        self.keuzes = [g for g in (*self.gebieden, self.gemeente) if g]
        self._per_pk = {g.pk: g for g in self.alle}
        self._codes = {g.pk for g in self.gebieden}

    def van(self, gebied_id):
        """The id of the area of the round that this one lies in."""
        gebied = self._per_pk.get(gebied_id)
        pad = gebied.pad_ids() if gebied else []
        return next((pk for pk in pad if pk in self._codes), self.gemeente.pk)

    def zoek(self, naam):
        """By name or code, as somebody types it; None when nothing is called so."""
        naam = naam.strip().casefold()
        found = (g for g in self.alle if naam in (g.naam.casefold(), g.slug))
        return next((self.van(g.pk) for g in found), None)


@dataclass(frozen=True)
class Bron:
    """Addresses that we have: ``adressen`` are ``(email, groep, gebied id)``."""

    code: str
    naam: str
    uitleg: str
    groep: str
    adressen: tuple

    def per_gebied(self):
        return Counter(gebied for _email, _groep, gebied in self.adressen)


def bronnen(plekken):
    """All addresses that were given for working together. Who reported something did not agree to be asked this."""
    woord = huidig().woorden
    gevonden = {
        "platforms": (woord["platforms"].capitalize(), "Wie de post van het platform leest.", "platforms", _platforms),
        "partners": ("Organisaties", "Van de sociale kaart, en partners met een account.", "partners", _partners),
        "groepen": ("Bewonersgroepen", "Vaste en tijdelijke groepen van de sociale kaart.", "bewoners", _groepen),
        "initiatiefnemers": (
            "Initiatiefnemers",
            f"Bij {woord['initiatieven']} van de laatste twee jaar, als er een e-mailadres bij staat.",
            "initiatiefnemers",
            _initiatiefnemers,
        ),
        "ambtenaren": ("Medewerkers", "Wie nu een rol heeft bij de gemeente.", "ambtenaren", _ambtenaren),
    }
    for code, (naam, uitleg, groep, vind) in gevonden.items():
        found = {}
        for email, gebied in vind():
            if email and is_adres(email):
                found.setdefault(email.strip().lower(), plekken.van(gebied))
        yield Bron(code, naam, uitleg, groep, tuple((email, groep, plek) for email, plek in found.items()))


def _platforms():
    for platform in Platform.objects.actief().prefetch_gebieden().order_by("naam"):
        gebieden = [g.pk for g in platform.gebieden.all()]
        # One that speaks for several areas is counted in none of them.
        plek = gebieden[0] if len(gebieden) == 1 else None
        for email in platform.adressen():
            yield email, plek


def _contacten(**welke):
    return (
        Contact.objects.actief()
        .filter(**welke)
        .exclude(email="")
        .order_by("pk")
        .values_list("email", "trekkend_gebied")
    )


def _rollen(soorten):
    codes = [f["code"] for f in huidig().functies if f["soort"] in soorten]
    rows = Gebiedsrol.objects.lopend().filter(functie__in=codes, persoon__is_active=True).order_by("pk")
    return rows.values_list("persoon__email", "gebied")


def _partners():
    yield from _contacten(soort="professioneel")
    yield from _rollen({"partner"})


def _groepen():
    return _contacten(soort__in=("bewoners", "tijdelijk"))


def _initiatiefnemers():
    since = timezone.now() - TWEE_JAAR
    rows = Initiatief.objects.filter(ontvangen_op__gte=since).order_by("pk")
    return rows.exclude(initiatiefnemer_contact="").values_list("initiatiefnemer_contact", "trekkend_gebied")


def _ambtenaren():
    return _rollen(AMBTELIJK)


def is_adres(tekst):
    try:
        validate_email(tekst.strip())
    except ValidationError:
        return False
    return len(tekst.strip()) <= 254


def lees_adressen(tekst):
    """``(addresses, what is none)`` of pasted text: one on a line, or with names around it as in a mail program."""
    goed, fout = {}, []
    for deel in TUSSEN.split(tekst.replace("mailto:", " ")):
        adres = deel.strip(".").lower()
        if "@" not in adres:
            continue
        if is_adres(adres):
            goed[adres] = None
        else:
            fout.append(deel)
    return list(goed), fout
