"""More signals on one theme in one area than is normal there and then: a proposal with its signals (domain.md §3.1)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.opdrachten import zet_klaar
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import herinner
from gebiedswerk.tijdlijn import schrijf
from signalen.melder.models import Melder

from .kwartaal import Kwartaal
from .statussen import TABEL
from .zoeken import FDR

DOOR_SYSTEEM = "het systeem"
# What was decided on is mentioned again when so many times as many came in.
GROEI = 1.25


class TrendQuerySet(MetHouderQuerySet, InGebiedQuerySet):
    """A trend that was decided on is in the name of who does what was decided."""

    ligging = "gebied"

    def zichtbaar_voor(self, persoon):
        """Officials by their right to read along; the raad what was decided on: figures and decision, no reporters."""
        visible = super().zichtbaar_voor(persoon)
        if persoon.is_authenticated and not persoon.is_ambtenaar and "raad" in persoon.soorten():
            return visible | self.filter(status__in=("besloten", "afgerond"))
        return visible

    def open(self):
        return self.filter(status__in=("gevonden", "besloten"))

    def voor_lijst(self):
        return self.select_related("gebied", "eigenaar").defer("gebied__grens", "gebied__omschrijving")

    def voor_overdracht(self):
        return self.voor_lijst()

    def open_eerst(self):
        order = models.Case(models.When(status="gevonden", then=0), models.When(status="besloten", then=1), default=2)
        return self.order_by(order, "-van", "kans", "pk")

    def te_herinneren(self, dag):
        """Decided on, by somebody, and not done."""
        return self.filter(status="besloten", eigenaar__isnull=False, uiterlijk__isnull=False).voor_lijst()

    def over_termijn(self, dag=None):
        return self.filter(status="besloten", uiterlijk__lt=dag or timezone.localdate())

    def eerder_dan(self, trend):
        """Earlier ones on the same, here or in what is around it or in it; the latest first."""
        about = Q(thema=trend.thema) if trend.thema else Q(term=trend.term)
        near = Q(gebied__in=trend.gebied.pad_ids()) | Q(gebied__pad__startswith=trend.gebied.pad)
        return self.filter(about, near, van__lt=trend.van).exclude(status="vervallen").order_by("-van", "kans")


class Trend(InGebied):
    """Counts of the quarter ``van`` up to and including ``tot``, against what was expected.

    Either ``thema`` (a code of the profile) or ``term`` (a word of the texts that rose) says what it is about.
    ``kans`` is the probability of at least so many when nothing is going on, ``q`` the same corrected for the number
    of questions asked (Benjamini-Hochberg); ``reeks`` holds the quarters, oldest first and this one last:
    ``{"van", "aantal", "verwacht", "onder", "boven"}``, of which the last two enclose what would be normal.
    """

    tabel = TABEL
    BESLUITEN = [
        ("onderzoeken", "Eerst uitzoeken"),
        ("voorziening", "Een gezamenlijke voorziening"),
        ("initiatief", "Een initiatief"),
        ("opgave", "Een opgave"),
        ("niets", "Niets doen, met een reden"),
    ]

    thema = models.CharField(max_length=40, blank=True)
    term = models.CharField(max_length=60, blank=True)
    van = models.DateField()
    tot = models.DateField("tot en met")
    aantal = models.PositiveIntegerField()
    verwacht = models.FloatField()
    kans = models.FloatField()
    q = models.FloatField("gecorrigeerde kans")
    reeks = models.JSONField(default=list)
    samen_met = models.ManyToManyField(
        "gebieden.Gebied", related_name="trends_van_buren", blank=True, verbose_name="samen met deze buren"
    )
    signalen = models.ManyToManyField("signalen.Signaal", related_name="trends", blank=True)
    besluit = models.CharField("wat doen we?", max_length=12, choices=BESLUITEN, blank=True)
    uitleg = models.TextField("wat er gebeurt, of waarom niet", blank=True)
    eigenaar = models.ForeignKey(
        "gebieden.Gebruiker", null=True, blank=True, on_delete=models.PROTECT, related_name="trends"
    )
    uiterlijk = models.DateField(null=True, blank=True)
    resultaat = models.TextField("wat ervan kwam", blank=True)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = TrendQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "trends"
        ordering = ["-van", "q", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gebied", "thema", "term", "van"], name="trend_een_keer_per_kwartaal"),
            models.CheckConstraint(condition=~Q(thema="", term=""), name="trend_over_iets"),
        ]

    def __str__(self):
        return f"{self.onderwerp} in {self.plek}"

    def get_absolute_url(self):
        return reverse("signalen:trend", args=[self.pk])

    # In words -----------------------------------------------------------------

    @property
    def onderwerp(self):
        return f"‘{self.term}’" if self.term else huidig().naam_van("themas", self.thema)

    @property
    def buren(self):
        """Names of the areas it is together with; empty for a trend of one area."""
        return [gebied.naam for gebied in self.samen_met.all()] if self.pk else []

    @property
    def plek(self):
        return f"{self.gebied} en omgeving" if self.buren else str(self.gebied)

    @property
    def kwartaal(self):
        return Kwartaal.van_dag(self.van)

    @property
    def is_heel_kwartaal(self):
        return self.tot >= self.kwartaal.laatste_dag

    @property
    def grenzen(self):
        """``(lowest, highest)`` of what would be normal, or None."""
        last = self.reeks[-1] if self.reeks else {}
        return (last["onder"], last["boven"]) if "onder" in last else None

    @property
    def zin(self):
        """ "26 signalen over verkeer in dit dorp, normaal zijn er 9 (tussen 5 en 14)." """
        woord = huidig().woorden["signaal" if self.aantal == 1 else "signalen"]
        over = f"met het woord {self.onderwerp}" if self.term else f"over {_klein(self.onderwerp)}"
        usual, high = max(round(self.verwacht), 0), self.grenzen[1] if self.grenzen else 0
        if usual:
            normal = f"normaal {'is' if usual == 1 else 'zijn'} er {usual}"
            normal += " (tussen {} en {})".format(*self.grenzen) if self.grenzen else ""
        else:
            normal = f"normaal hooguit {high}" if high else "normaal bijna nooit een"
        until = "" if self.is_heel_kwartaal else f" tot en met {self.tot.day}-{self.tot.month}"
        return f"{self.aantal} {woord} {over} in {self.plek}{until}; {normal}."

    @property
    def zekerheid(self):
        """How sure it is, in words."""
        if self.q <= FDR / 50:
            return "Dit is vrijwel zeker geen toeval."
        if self.q <= FDR / 5:
            return "Dit is waarschijnlijk geen toeval."
        return "Dit kan nog toeval zijn: van de trends die er zo uitzien is er hooguit één op de twintig toeval."

    @property
    def is_te_laat(self):
        return self.status == "besloten" and bool(self.uiterlijk) and self.uiterlijk < timezone.localdate()

    @property
    def is_uit_te_voeren(self):
        """Somebody still has to do what was decided."""
        return self.status == "besloten" and self.eigenaar_id is not None

    # Who ------------------------------------------------------------------------

    def heeft_recht(self, persoon, recht):
        """Who does what was decided may say how it went, wherever it lies."""
        is_mine = recht == "behandelen" and persoon.pk == self.eigenaar_id and persoon.is_ambtenaar
        return is_mine or super().heeft_recht(persoon, recht)

    def melders(self):
        """Addresses to which word goes: everybody once, also who wrote three times or is bundled with another."""
        known = Melder.objects.filter(
            signaal__trends=self, signaal__is_verdacht=False, bevestigd_op__isnull=False
        ).exclude(email="")
        return {email.lower() for email in known.values_list("email", flat=True)}

    @property
    def is_aangeraakt(self):
        """Somebody did something with it: the software leaves it alone."""
        return self.tijdlijn.filter(Q(door__isnull=False) | Q(soort="agenda")).exists()

    @property
    def is_vanzelf_vervallen(self):
        last = self.tijdlijn.filter(soort="status").first()
        return self.status == "vervallen" and (last is None or last.door_id is None)

    # Deciding -------------------------------------------------------------------

    def neem_besluit(self, *, besluit, uitleg, eigenaar=None, uiterlijk=None, door, waar=""):
        """What the Signaalteam decided: with somebody and a day, or with the reason why nothing is done.

        The same decision sent twice is one. ``waar`` names the meeting.
        """
        if besluit == "niets":
            eigenaar = uiterlijk = None
        same = (besluit, uitleg, eigenaar, uiterlijk)
        with transaction.atomic():
            now = type(self)._base_manager.select_for_update().get(pk=self.pk)
            if now.status != "gevonden" and (now.besluit, now.uitleg, now.eigenaar, now.uiterlijk) == same:
                return self
            who = {"eigenaar": eigenaar, "uiterlijk": uiterlijk}
            tekst = f"{waar}: {uitleg}" if waar else uitleg
            self.ga_naar("besloten", door=door, besluit=besluit, uitleg=uitleg, toelichting=tekst, **who)
        return self

    def na_overgang(self, overgang, door):
        follows = {"besloten": self._na_besluit, "afgerond": self._na_afronden, "gevonden": self._na_terug}
        if act := follows.get(overgang.naar):
            act(overgang, door)

    def _na_besluit(self, overgang, door):
        """Something that is done has somebody who does it and a day; nothing is done at once."""
        if overgang.van == "afgerond":
            return
        if self.besluit != "niets":
            missing = {"eigenaar": "Kies wie dit doet.", "uiterlijk": "Vul in wanneer het klaar is."}
            missing = {naam: vraag for naam, vraag in missing.items() if not getattr(self, naam)}
            if missing:
                raise ValidationError(missing)
        self._vertel("besluit")
        if self.besluit == "niets":
            self.ga_naar("afgerond", wie=DOOR_SYSTEEM, resultaat=self.uitleg)

    def _na_afronden(self, overgang, door):
        if self.besluit != "niets":
            self._vertel("resultaat")

    def _na_terug(self, overgang, door):
        """On the table again: the next decision starts from nothing."""
        self.besluit = self.uitleg = ""
        self.eigenaar = self.uiterlijk = None
        self.save(update_fields=["besluit", "uitleg", "eigenaar", "uiterlijk"])

    def _vertel(self, moment):
        """The reporters hear it; a second decision, after it was discussed again, is told again."""
        zet_klaar("vertel_trend", f"trend-verteld:{self.pk}:{moment}:{self.versie}", trend=self.pk, moment=moment)

    def koppel(self, ding, *, door):
        """``ding`` (an initiative or opgave) begins with all signals of the trend; both timelines say so."""
        link = getattr(ding, "koppel_signaal", None) or ding.koppel
        with transaction.atomic():
            if hasattr(ding, "trends"):
                ding.trends.add(self)
            for signaal in self.signalen.all():
                link(signaal, door=door)
            schrijf(ding, "gekoppeld", door=door, tekst=f"Trend: {self}")
            schrijf(self, "gekoppeld", door=door, tekst=f"{ding._meta.verbose_name.capitalize()}: {ding}")

    def herinner(self, vandaag):
        url, titel = self.get_absolute_url(), f"Trend: {self}"
        return herinner(self, aan=self.eigenaar, uiterlijk=self.uiterlijk, vandaag=vandaag, titel=titel, url=url)

    # What the night found ---------------------------------------------------------

    def werk_bij(self, vondst):
        """The newest counts and signals; True when it became much more than the timeline said last."""
        grew = self.aantal and vondst.aantal >= GROEI * self.aantal
        fields = vondst.velden()
        for naam, waarde in fields.items():
            setattr(self, naam, waarde)
        self.save(update_fields=list(fields))
        self.samen_met.set(vondst.samen_met)
        self.signalen.set(vondst.signalen)
        return bool(grew)

    def laat_vervallen(self, waarom):
        """By the software itself, and only what nobody touched."""
        if self.status == "gevonden" and not self.is_aangeraakt:
            self.ga_naar("vervallen", wie=DOOR_SYSTEEM, toelichting=waarom, uitleg=waarom)


def _klein(naam):
    """A theme in the middle of a sentence; an abbreviation stays what it is."""
    return naam if naam[1:2].isupper() else naam[:1].lower() + naam[1:]
