"""Gebiedsanalyse ("wijkanalyse"): figures, stories and what came in, per area per year (domain.md §5.1)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from cyclus.toets.eis import reacties_zijn_bekeken
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk import stuk
from gebiedswerk.documenten import Document
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel
from gebiedswerk.tijdlijn import schrijf

from .inhoud import citaten, met_woorden, stel_op
from .nakijken import alles_nagekeken, nog_na_te_kijken
from .verhaal import Verhaal
from .vorm import als_json, stand, uit_json

SOORT = "analyse"

TABEL = Statustabel(
    {"concept": "Concept", "ter_toetsing": "Ter toetsing", "vastgesteld": "Vastgesteld"},
    "concept",
    [
        Overgang("concept", "ter_toetsing", "behandelen", "Ter toetsing aanbieden", eisen=(alles_nagekeken,)),
        Overgang("ter_toetsing", "concept", "behandelen", "Terug naar concept"),
        Overgang(
            "ter_toetsing", "vastgesteld", "behandelen", "Vaststellen", eisen=(alles_nagekeken, reacties_zijn_bekeken)
        ),
    ],
)


class GebiedsanalyseQuerySet(InGebiedQuerySet):
    def vastgesteld(self):
        return self.filter(status="vastgesteld")

    def leesbaar_voor(self, persoon):
        """What this person may read: what was adopted is public, the rest is for officials in their scope."""
        return self.vastgesteld() | self.zichtbaar_voor(persoon)

    def voor_lijst(self):
        return self.select_related("gebied").defer("inhoud")

    def neem_op(self, gebied, jaar, inhoud, pdf, *, door=None):
        """Store what a worker made: figures, document and a line in the timeline, in the caller's transaction.

        Words of people are never written here, and what was adopted in the meantime is left as it is: returns None.
        """
        with transaction.atomic():
            self.get_or_create(gebied=gebied, jaar=jaar)
            analyse = self.select_for_update(of=("self",)).get(gebied=gebied, jaar=jaar)
            if analyse.is_vastgesteld:
                return None
            self.filter(pk=analyse.pk).update(inhoud=als_json(inhoud), bevroren_op=timezone.now())
            document = analyse.bewaar_document(inhoud, pdf)
            schrijf(analyse, "document", door=door, tekst="Cijfers vastgezet en document gemaakt")
        return document


class Gebiedsanalyse(InGebied):
    """``inhoud`` holds the frozen figures and words once the document was made; the PDF is a ``Document``.

    Until it is adopted, the words on the page are those of now and the figures those of the last time the document
    was made; adopting freezes both.
    """

    tabel = TABEL

    jaar = models.PositiveSmallIntegerField()
    samenvatting = models.TextField(blank=True)
    beleving = models.TextField("toets aan de beleving", blank=True)
    # Parts copied from last year that nobody has looked at again: names of the fields above.
    na_te_kijken = models.JSONField(default=list, blank=True, editable=False)
    # Everything that was ever copied from last year ("punt:12"): what somebody let go of does not come back.
    overgenomen = models.JSONField(default=list, blank=True, editable=False)
    inhoud = models.JSONField(null=True, editable=False)
    bevroren_op = models.DateTimeField(null=True, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = GebiedsanalyseQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebiedsanalyses"
        ordering = ["-jaar", "gebied__naam"]
        constraints = [models.UniqueConstraint(fields=["gebied", "jaar"], name="een_analyse_per_gebied_en_jaar")]

    def __str__(self):
        return f"{huidig().woorden['analyse'].capitalize()} {self.gebied} {self.jaar}"

    def get_absolute_url(self):
        return reverse("cyclus:analyse", args=[self.pk])

    @property
    def is_vastgesteld(self):
        return self.status == "vastgesteld"

    def huidige_inhoud(self):
        """What the page and the PDF say now."""
        bevroren = uit_json(self.inhoud)
        if bevroren is None:
            return stel_op(self.gebied, self.jaar)
        if self.is_vastgesteld:
            return bevroren
        return met_woorden(bevroren, self, citaten(self.gebied, self.jaar))

    def bewaar_document(self, inhoud, pdf, *, recept=None):
        gegevens = {"stand": stand(inhoud), **als_json(inhoud)}
        return Document.objects.bewaar(self, SOORT, titel=inhoud.titel, gegevens=gegevens, pdf=pdf, recept=recept)

    def bewaar_naast(self, soort, titel, inhoud, pdf, recept):
        """Another form of the same content: the archive copy, the page for residents."""
        return Document.objects.bewaar(
            self, soort, titel=titel, gegevens={"stand": stand(inhoud)}, pdf=pdf, recept=recept
        )

    def documenten(self):
        return Document.objects.van(self).filter(soort=SOORT)

    def vraag_document(self, door=None):
        """Have the PDF made again with the words of now; the figures stay. Once per content."""
        opdracht = stuk.bestel(SOORT, self, stand=stand(self.huidige_inhoud()), door=door)
        if opdracht.status == "mislukt":
            opdracht.probeer_opnieuw()
        return opdracht

    def verhalen(self):
        return Verhaal.objects.binnen(self.gebied).filter(jaar=self.jaar)

    def keuzes(self):
        """``{sleutel: Uitgelicht}``: what officials did with the figures."""
        return {keuze.sleutel: keuze for keuze in self.uitgelicht.all()}

    def nagekeken_keuzes(self):
        return {sleutel: keuze for sleutel, keuze in self.keuzes().items() if keuze.is_nagekeken}

    def nog_na_te_kijken(self):
        return nog_na_te_kijken(self)

    def houd_vast(self):
        """Lock it for a change of one of its parts, in the caller's transaction; what was adopted changes no more."""
        vast = Gebiedsanalyse.objects.select_for_update(of=("self",)).select_related("gebied").get(pk=self.pk)
        if vast.is_vastgesteld:
            raise ValidationError(f"{capfirst(huidig().deze('analyse'))} is vastgesteld en verandert niet meer.")
        return vast

    def van_vorig_jaar(self):
        return Gebiedsanalyse.objects.filter(gebied=self.gebied_id, jaar=self.jaar - 1).first()

    def vorige_voor(self, persoon):
        """The analysis of the year before, as far as this person may read it."""
        eerder = Gebiedsanalyse.objects.leesbaar_voor(persoon).filter(gebied=self.gebied, jaar=self.jaar - 1)
        return eerder.select_related("gebied").first()

    def na_overgang(self, overgang, door):
        """Adopting freezes the figures people saw together with the words of this moment, and makes the last PDF."""
        if overgang.naar == "concept" and hasattr(self, "toets"):
            self.toets.sluit(door=door, tekst="De toets is ingetrokken: er wordt weer aan de tekst gewerkt.")
        if overgang.naar == "vastgesteld":
            # Words and figures may have been stored since this object was read; the row is locked now.
            self.refresh_from_db(fields=["inhoud", "samenvatting", "beleving", "na_te_kijken"])
            bevroren = uit_json(self.inhoud) or stel_op(self.gebied, self.jaar)
            self.inhoud = als_json(met_woorden(bevroren, self, citaten(self.gebied, self.jaar)))
            self.bevroren_op = timezone.now()
            self.save(update_fields=["inhoud", "bevroren_op"])
            self.vraag_document(door)
