"""What residents started: each with contacts written down on the way, and a yes, a no or an end."""

from datetime import timedelta
from decimal import Decimal

from django.utils.text import slugify

from gebieden.mensen.toewijzing import eerste_eigenaar
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import schrijf as schrijf_op
from initiatieven.models import Initiatief

from .mensen import DOMEIN
from .signalen import ontvangen_op

# (state, working days after the start) of each course.
VERLOOP = {
    "idee": [],
    "verkenning": [("verkenning", 4)],
    "getoetst": [("verkenning", 3), ("getoetst", 8)],
    "uitvoering": [("verkenning", 2), ("getoetst", 7), ("in_uitvoering", 25)],
    "afgerond": [("verkenning", 3), ("getoetst", 9), ("in_uitvoering", 22), ("afgerond", 75)],
    "nazorg": [("verkenning", 2), ("getoetst", 6), ("in_uitvoering", 18), ("afgerond", 60), ("nazorg_gedaan", 85)],
    "afgewezen": [("verkenning", 3), ("afgewezen", 9)],
    "gestopt": [("verkenning", 3), ("getoetst", 8), ("gestopt", 40)],
}


def schrijf(draaiboek):
    for rij in draaiboek.lees("initiatieven"):
        Initiatiefverhaal(draaiboek, rij).begin()


class Initiatiefverhaal:
    def __init__(self, draaiboek, rij):
        self.draaiboek, self.rij = draaiboek, rij
        self.op = ontvangen_op(draaiboek, rij)
        self.gebied = draaiboek.gebieden[rij["kern"]]
        self.door = draaiboek.mens(eerste_eigenaar(self.gebied, huidig().domein_van(rij["thema"])))
        self.initiatief = None

    def begin(self):
        self.draaiboek.op(self.op, self.leg_vast)
        stappen, contacten = VERLOOP[self.rij["verloop"]], self.rij["contact"]
        acts = [(werkdagen, self.ga_naar, status) for status, werkdagen in stappen]
        laatste = stappen[-1][1] if stappen else 3
        for nummer, contact in enumerate(contacten):
            acts.append((1 + nummer * max(laatste, 6) // len(contacten), self.leg_contact_vast, contact))
        if "volgende" in self.rij:
            acts.append((laatste, self.spreek_af, self.rij["volgende"]))
        acts.sort(key=lambda act: act[0])
        uur = self.draaiboek.rng.randint(9, 16)
        momenten = self.draaiboek.kalender.stappen(self.op, [act[0] for act in acts], uur, 30)
        for moment, (_, act, argument) in zip(momenten, acts, strict=True):
            self.draaiboek.op(moment, act, argument)

    # The acts ---------------------------------------------------------------

    def leg_vast(self):
        rij = self.rij
        self.initiatief = Initiatief.objects.leg_vast(
            titel=rij["titel"],
            omschrijving=rij["omschrijving"],
            initiatiefnemer=rij["wie"],
            initiatiefnemer_contact=f"{slugify(rij['titel'])[:40]}@{DOMEIN}",
            gebied=self.gebied,
            thema=rij["thema"],
            contactpersoon=self.door,
            platform=self.draaiboek.platforms.get(rij.get("platform")),
            inbreng_gemeente=rij.get("inbreng", ""),
            bijdrage=Decimal(rij["bijdrage"]) if "bijdrage" in rij else None,
            is_openbaar=rij.get("openbaar", False),
            is_voorbeeld=True,
            op=self.op,
        )
        if "sleutel" in rij:
            self.draaiboek.dingen[rij["sleutel"]] = self.initiatief
        for signaal in rij.get("signalen", ()):
            self.initiatief.koppel_signaal(self.draaiboek.dingen[signaal], door=self.door)

    def ga_naar(self, status):
        reden = {"reden": self.rij["reden"]} if status in ("afgewezen", "gestopt") else {}
        self.initiatief.ga_naar(status, door=self.door, **reden)

    def spreek_af(self, over):
        """When the next step is, agreed with the initiator."""
        self.initiatief.uiterlijk = self.draaiboek.kalender.vandaag + timedelta(days=over)
        self.initiatief.versie += 1
        self.initiatief.full_clean()
        self.initiatief.save()
        schrijf_op(self.initiatief, "wijziging", door=self.door, tekst="volgende stap uiterlijk")

    def leg_contact_vast(self, contact):
        soort, notitie, uren = contact
        self.initiatief.leg_contact_vast(
            soort=soort, notitie=notitie, door=self.door, met=self.rij["wie"][:150], uren=Decimal(uren)
        )
