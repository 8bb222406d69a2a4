"""Two years of signals: each is received, judged, answered and closed on days of its own, by who works there."""

from datetime import timedelta

from django.utils.text import slugify

from signalen.foto.models import Foto
from signalen.models import Deel, Overdracht, Signaal, Wachtvraag

from .beelden import BEELDEN, teken
from .mensen import DOMEIN

# How far from the middle of a village a signal lies, in degrees: a few hundred metres.
SPREIDING = 0.006
# After how many working days each act comes; acts of one day in this order.
WERKDAGEN = {
    "beoordeel": 2,
    "noteer": 2,
    "bied_aan": 2,
    "neem_over": 3,
    "pak_op": 4,
    "zet_door": 4,
    "zeg_nee": 4,
    "bundel": 4,
    "koppel": 5,
    "vraag_melder": 5,
    "verdeel": 5,
    "antwoord_afdelingen": 7,
    "melder_antwoordt": 7,
    "antwoord": 10,
    "sluit": 11,
    "heropen": 14,
}
VERLOOP = {
    "nieuw": (),
    "beoordeling": ("beoordeel",),
    "behandeling": ("beoordeel", "pak_op"),
    "antwoord": ("beoordeel", "pak_op", "antwoord"),
    "gesloten": ("beoordeel", "pak_op", "antwoord", "sluit"),
    "doorgezet": ("beoordeel", "zet_door"),
    "doorgezet_gesloten": ("beoordeel", "zet_door", "antwoord", "sluit"),
    "nee": ("beoordeel", "zeg_nee", "sluit"),
    "nee_open": ("beoordeel", "zeg_nee"),
    "gebundeld": ("beoordeel", "bundel"),
    "heropend": ("beoordeel", "pak_op", "antwoord", "sluit", "heropen"),
    "wacht": ("beoordeel", "pak_op", "vraag_melder"),
    "gevraagd": ("beoordeel", "pak_op", "vraag_melder", "melder_antwoordt"),
    "verdeeld": ("beoordeel", "pak_op", "verdeel", "antwoord_afdelingen"),
    "aangeboden": ("beoordeel", "bied_aan"),
    "overgedragen": ("beoordeel", "bied_aan", "neem_over", "pak_op", "antwoord", "sluit"),
}
# Of what was closed long ago this share was answered too late, and by how many working days.
DEEL_TE_LAAT, TE_LAAT = 0.14, 9
LANG_GELEDEN = timedelta(days=60)


def schrijf(draaiboek):
    for rij in draaiboek.lees("signalen"):
        Signaalverhaal(draaiboek, rij).begin()


def ontvangen_op(draaiboek, rij):
    """``d``: days ago. ``jaar``: in that year of the story. Else the last time it was that month and day."""
    kalender = draaiboek.kalender
    uur, minuut = draaiboek.rng.randint(7, 21), draaiboek.rng.randint(0, 59)
    maanddag = rij.get("dag") or draaiboek.rng.randint(1, 28)
    if "d" in rij:
        dag = kalender.dag(rij["d"])
    elif "jaar" in rij:
        dag = kalender.in_jaar(rij["jaar"], rij["mnd"], maanddag)
    else:
        dag = kalender.laatste(rij["mnd"], maanddag)
    return kalender.moment(dag, uur, minuut)


class Signaalverhaal:
    """What happens to one signal; ``verloop`` names the end of it."""

    def __init__(self, draaiboek, rij):
        self.draaiboek, self.rij = draaiboek, rij
        self.op = ontvangen_op(draaiboek, rij)
        self.gebied = draaiboek.gebieden[rij["kern"]]
        self.uur = draaiboek.rng.randint(9, 16)
        self.minuut = draaiboek.rng.randint(0, 59)
        self.plek = [draaiboek.rng.uniform(-SPREIDING, SPREIDING) for _ in range(2)]
        self.signaal = None

    def begin(self):
        self.draaiboek.op(self.op, self.ontvang)
        extra, stappen = self.extra_werkdagen(), self.stappen()
        werkdagen = [WERKDAGEN[stap] + (extra if WERKDAGEN[stap] > WERKDAGEN["beoordeel"] else 0) for stap in stappen]
        momenten = self.draaiboek.kalender.stappen(self.op, werkdagen, self.uur, self.minuut)
        for moment, stap in zip(momenten, stappen, strict=True):
            self.draaiboek.op(moment, getattr(self, stap))

    def extra_werkdagen(self):
        """Some are quicker than the rule of thumb, and a few are late: an office is no machine."""
        rng = self.draaiboek.rng
        extra = rng.choice([-1, 0, 0, 1, 3])
        is_late = rng.random() < DEEL_TE_LAAT and self.op < self.draaiboek.kalender.nu - LANG_GELEDEN
        return TE_LAAT if is_late or self.rij.get("traag") else extra

    def stappen(self):
        """The acts of this course, in order."""
        namen = [*VERLOOP[self.rij["verloop"]]]
        if "notitie" in self.rij:
            namen.append("noteer")
        if "opgave" in self.rij:
            namen.append("koppel")
        return sorted(namen, key=WERKDAGEN.get)

    # The acts ---------------------------------------------------------------

    def ontvang(self):
        rij = self.rij
        platform = self.draaiboek.platforms.get(rij.get("platform"))
        lon, lat = self.gebied.lon + self.plek[0], self.gebied.lat + self.plek[1] / 2
        punt = {"lon": round(lon, 5), "lat": round(lat, 5)} if rij.get("plaats") else {}
        self.signaal = Signaal.objects.neem_aan(
            tekst=rij["tekst"],
            thema=rij["thema"],
            gebied=self.gebied,
            platform=platform,
            bron=rij.get("bron", "platform" if platform else "formulier"),
            op=self.op,
            melder=self.melder(),
            plaats=rij.get("plaats", ""),
            is_voorbeeld=True,
            taal=rij.get("taal", "nl"),
            **punt,
        )
        melder = getattr(self.signaal, "melder", None)
        if melder and not rij.get("onbevestigd"):
            # They followed the link in the mail straight away.
            melder.bevestigd_op = self.op
            melder.save()
        self.signaal.bevestig()
        if "sleutel" in rij:
            self.draaiboek.dingen[rij["sleutel"]] = self.signaal
        if "opgave" in rij:
            self.draaiboek.bij_opgave[f"opgave:{rij['opgave']}"].append(self.signaal)
        if "foto" in rij:
            Foto.objects.leg_vast(self.signaal, [teken(BEELDEN[rij["foto"]])])

    def melder(self):
        if not (naam := self.rij.get("melder")):
            return None
        voor = slugify(naam).replace("-", ".")
        return {"naam": naam, "email": "" if self.rij.get("geen_adres") else f"{voor}@{DOMEIN}", "telefoon": ""}

    def vers(self):
        """The signal as it stands now: bundling and handover change it behind our back."""
        self.signaal.refresh_from_db()
        return self.signaal

    @property
    def wie(self):
        return self.draaiboek.mens(self.signaal.eigenaar)

    def beoordeel(self):
        self.vers().ga_naar("in_beoordeling", door=self.wie, is_openbaar=True)

    def noteer(self):
        self.vers().noteer(self.rij["notitie"], door=self.wie)

    def koppel(self):
        """To the opgave it belongs to, by who leads that; an opgave that begins later finds it itself."""
        if opgave := self.draaiboek.dingen.get(f"opgave:{self.rij['opgave']}"):
            opgave.koppel(self.vers(), door=opgave.trekker)

    def pak_op(self):
        if self.vers().status == "in_beoordeling":
            self.signaal.ga_naar("in_behandeling", door=self.wie, is_openbaar=True)

    def antwoord(self):
        self.vers().beantwoord(self.rij["antwoord"], door=self.wie)

    def sluit(self):
        if self.vers().status != "teruggekoppeld":
            hoe = {} if self.signaal.status == "niet_opgepakt" else {"uitkomst": self.rij.get("uitkomst", "opgelost")}
            self.signaal.ga_naar("teruggekoppeld", door=self.wie, is_openbaar=True, **hoe)

    def zet_door(self):
        afdeling = self.draaiboek.afdelingen[self.rij["afdeling"]]
        self.vers().ga_naar("doorgezet", door=self.wie, doorgezet_naar=afdeling, is_openbaar=True)

    def vraag_melder(self):
        Wachtvraag.objects.stel(self.vers(), self.rij["vraag"], door=self.wie)

    def melder_antwoordt(self):
        self.signaal.wachtvragen.last().beantwoord(self.rij["gehoord"])

    def verdeel(self):
        vragen = [(self.draaiboek.afdelingen[deel["afdeling"]], deel["vraag"]) for deel in self.rij["delen"]]
        Deel.objects.verdeel(self.vers(), vragen, door=self.wie, inleiding=self.rij.get("inleiding", ""))

    def antwoord_afdelingen(self):
        """Some answer; of the others the signal waits."""
        for deel, rij in zip(self.signaal.delen.all(), self.rij["delen"], strict=True):
            if "antwoord" in rij:
                wie = self.draaiboek.mens(deel.eigenaar)
                deel.ga_naar(
                    "beantwoord", door=wie, antwoord=rij["antwoord"], is_letterlijk=rij.get("letterlijk", False)
                )

    def zeg_nee(self):
        self.vers().ga_naar("niet_opgepakt", door=self.wie, reden=self.rij["antwoord"], is_openbaar=True)

    def bundel(self):
        """With the main signal; when that is closed already this one gets the same answer on its own."""
        hoofd = self.draaiboek.dingen[self.rij["bij"]]
        hoofd.refresh_from_db()
        if hoofd.is_open:
            self.vers().ga_naar("gebundeld", door=self.wie, hoofdsignaal=hoofd, is_openbaar=True)
            return
        self.vers().ga_naar("in_behandeling", door=self.wie, is_openbaar=True)
        self.signaal.beantwoord(hoofd.antwoord, door=self.wie)
        self.signaal.ga_naar("teruggekoppeld", door=self.wie, is_openbaar=True, uitkomst=hoofd.uitkomst)

    def heropen(self):
        self.vers().ga_naar("heropend", wie="de melder", reden=self.rij["heropend"], is_openbaar=True)

    def bied_aan(self):
        aan = self.draaiboek.mensen[self.rij["aan"]]
        Overdracht.objects.bied_aan(self.vers(), aan=aan, context=self.rij["context"], door=self.wie)

    def neem_over(self):
        overdracht = self.signaal.overdrachten.get(status="aangeboden")
        overdracht.ga_naar("aanvaard", door=self.draaiboek.mensen[self.rij["aan"]])
