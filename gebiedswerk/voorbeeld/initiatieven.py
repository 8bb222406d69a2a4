"""What residents started: each with contacts written down on the way, and a yes, a no or an end."""

from datetime import timedelta
from decimal import Decimal

from gebiedswerk.profiel import huidig
from gebiedswerk.werkdagen import plus_werkdagen
from initiatieven.models import Initiatief

from .inhoud import lees
from .mensen import DOMEIN, werkt_in
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
    for rij in lees("initiatieven"):
        Initiatiefverhaal(draaiboek, rij).begin()


class Initiatiefverhaal:
    def __init__(self, draaiboek, rij):
        self.draaiboek, self.rij = draaiboek, rij
        self.op = ontvangen_op(draaiboek, rij)
        self.gebied = draaiboek.gebieden[rij["kern"]]
        self.door = werkt_in(draaiboek, self.gebied.voorouder_op("gebied").naam, huidig().domein_van(rij["thema"]))
        self.initiatief = None

    def begin(self):
        self.draaiboek.op(self.op, self.leg_vast)
        stappen = VERLOOP[self.rij["verloop"]]
        for status, werkdagen in stappen:
            self.draaiboek.op(self.moment(werkdagen), self.ga_naar, status)
        laatste = stappen[-1][1] if stappen else 3
        for nummer, contact in enumerate(self.rij["contact"]):
            dagen = 1 + nummer * max(laatste, 6) // max(len(self.rij["contact"]), 1)
            self.draaiboek.op(self.moment(dagen, minuten=-20), self.leg_contact_vast, contact)

    def moment(self, werkdagen, minuten=0):
        dag = plus_werkdagen(self.op.date(), werkdagen)
        if dag >= self.draaiboek.kalender.vandaag:
            wachten = self.draaiboek.kalender.nu - self.op
            return self.op + wachten * min(0.3 + werkdagen / 200, 0.97)
        uur = self.draaiboek.rng.randint(9, 16)
        return self.draaiboek.kalender.moment(dag, uur, 30) + timedelta(minutes=minuten)

    # The acts ---------------------------------------------------------------

    def leg_vast(self):
        rij = self.rij
        self.initiatief = Initiatief.objects.leg_vast(
            titel=rij["titel"],
            omschrijving=rij["omschrijving"],
            initiatiefnemer=rij["wie"],
            initiatiefnemer_contact=f"initiatief-{rij['titel'].split()[0].lower().strip(':')}@{DOMEIN}",
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

    def leg_contact_vast(self, contact):
        soort, notitie, uren = contact
        self.initiatief.leg_contact_vast(
            soort=soort, notitie=notitie, door=self.door, met=self.rij["wie"][:150], uren=Decimal(uren)
        )
