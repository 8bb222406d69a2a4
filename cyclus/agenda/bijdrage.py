"""What one party promises for one goal: written down, asked, answered with a link or an account (domain.md §5.2)."""

from django.db import models, transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from gebieden.mensen.models import Gebiedsrol
from gebieden.scope import InGebiedQuerySet
from gebiedswerk.code import code_hash, maak_code, nieuw_zaad
from gebiedswerk.post import Bericht
from gebiedswerk.termijnen import uiterste_dag

# Stands in a stored mail where the code of the link comes; filled in at sending.
CODE = "code-alleen-voor-de-ontvanger"
# An agenda that was replaced asks nothing any more.
LEVEND = ("concept", "aangeboden", "vastgesteld")


class BijdrageQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "doel__agenda__gebied"

    def open(self):
        """Not promised: never asked, no answer yet, or another answer than yes."""
        return self.filter(beloofd_op=None)

    def levend(self):
        return self.filter(doel__agenda__status__in=LEVEND)

    def zonder_nieuwere(self):
        """Without the agendas that a newer version is being made of: there the promise stands again."""
        return self.filter(doel__agenda__opvolgers=None)

    def wacht_op_partij(self):
        """Asked, and not answered."""
        asked = self.open().levend().zonder_nieuwere().filter(gevraagd_op__isnull=False, antwoord="")
        return asked.filter(gevraagde_belofte=F("belofte"))

    def te_regelen(self, vandaag):
        """For who writes the agenda: what came back, and what got no answer in time."""
        late = Q(antwoord="", uiterlijk__lt=vandaag, gevraagde_belofte=F("belofte"))
        rows = self.open().levend().zonder_nieuwere().filter(~Q(antwoord="") | late)
        return rows.order_by("-antwoord", "uiterlijk", "pk")

    def te_vragen(self):
        """Open, reachable, and not asked in these words."""
        reachable = ~Q(email="") | Q(afdeling__isnull=False) | Q(platform__isnull=False)
        return (
            self.open()
            .filter(reachable, antwoord="")
            .exclude(gevraagd_op__isnull=False, gevraagde_belofte=F("belofte"))
        )

    def te_beloven_door(self, persoon, dag=None):
        """What is asked of the departments this person works for here, and of the platforms they keep."""
        hier = OuterRef("doel__agenda__gebied__pad")
        rollen = Gebiedsrol.objects.lopend(dag).filter(persoon=persoon, afdeling=OuterRef("afdeling"))
        rollen = rollen.annotate(hier=ExpressionWrapper(hier, CharField())).filter(hier__startswith=F("gebied__pad"))
        kept = persoon.platformlidmaatschappen.lopend(dag).filter(mag_bijwerken=True)
        return self.filter(Exists(rollen) | Q(platform__in=kept.values("platform")))

    def met_code(self, code):
        return self.filter(code_hash=code_hash(code))

    def voor_pagina(self):
        return self.select_related(
            "doel__agenda__gebied", "doel__indicator", "afdeling", "platform", "gevraagd_door"
        ).defer("doel__agenda__gebied__grens")


class Bijdrage(models.Model):
    """``beloofd_op`` is empty until somebody of that party said yes.

    The link in a mail stays the same as long as the promise lives: ``gevraagde_belofte`` holds the words that were
    asked, ``eerdere_belofte`` the words of the question before, so that the page can say that they changed.
    """

    doel = models.ForeignKey("cyclus.Doel", on_delete=models.CASCADE, related_name="bijdragen")
    partij = models.CharField(max_length=120)
    soort = models.CharField(
        max_length=12,
        choices=[
            ("bestuur", "Bestuur"),
            ("afdeling", "Afdeling van de gemeente"),
            ("corporatie", "Woningcorporatie"),
            ("inwoners", "Inwoners"),
            ("zorg", "Zorg en welzijn"),
            ("ondernemers", "Ondernemers"),
            ("anders", "Anders"),
        ],
    )
    belofte = models.TextField("wat deze partij bijdraagt")
    contact = models.CharField(max_length=150, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    afdeling = models.ForeignKey(
        "gebieden.Afdeling", null=True, blank=True, on_delete=models.PROTECT, related_name="bijdragen"
    )
    platform = models.ForeignKey(
        "gebieden.Platform", null=True, blank=True, on_delete=models.PROTECT, related_name="bijdragen"
    )
    code_zaad = models.CharField(max_length=40, blank=True, editable=False)
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    gevraagd_op = models.DateTimeField(null=True, editable=False)
    gevraagd_door = models.ForeignKey(
        "gebieden.Gebruiker", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    gevraagde_belofte = models.TextField(blank=True, editable=False)
    eerdere_belofte = models.TextField(blank=True, editable=False)
    uiterlijk = models.DateField("antwoord uiterlijk", null=True, blank=True, editable=False)
    antwoord = models.CharField(
        max_length=6,
        blank=True,
        editable=False,
        choices=[("ja", "Ja, dit doen wij"), ("anders", "Ja, maar anders"), ("nee", "Nee, dit doen wij niet")],
    )
    reactie = models.TextField("wat zij erbij zeggen", blank=True)
    beloofd_via = models.CharField(
        max_length=12,
        blank=True,
        editable=False,
        choices=[("link", "Met een link"), ("account", "Ingelogd"), ("opgeschreven", "Opgeschreven")],
    )
    beloofd_door = models.CharField(max_length=120, blank=True)
    beloofd_op = models.DateField(null=True, blank=True)
    antwoord_door = models.CharField(max_length=120, blank=True, editable=False)
    antwoord_op = models.DateField(null=True, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = BijdrageQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bijdragen"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"], condition=~models.Q(code_hash=""), name="een_bijdrage_per_code"
            )
        ]

    def __str__(self):
        return f"{self.partij}: {self.belofte[:60]}"

    def get_absolute_url(self):
        """For officials: at its goal."""
        return f"{reverse('cyclus:doel', args=[self.doel_id])}#bijdrage-{self.pk}"

    def link_url(self, code=None):
        """The public page on which the party answers."""
        return reverse("cyclus:belofte", args=[code or maak_code("belofte", self.code_zaad)])

    def account_url(self):
        return reverse("cyclus:belofte_account", args=[self.pk])

    def vul_in(self, bericht, tekst):
        """A mail as it goes out: the code stands in no table."""
        if not self.code_zaad or bericht.aan != self.email:
            return tekst
        return tekst.replace(CODE, maak_code("belofte", self.code_zaad))

    @property
    def agenda(self):
        return self.doel.agenda

    @property
    def is_beloofd(self):
        return self.beloofd_op is not None

    @property
    def is_bereikbaar(self):
        """There is a way to ask: an address, or people with an account."""
        return bool(self.email or self.afdeling_id or self.platform_id)

    @property
    def is_gevraagd(self):
        """The party was asked for exactly these words."""
        return self.gevraagd_op is not None and self.gevraagde_belofte == self.belofte

    @property
    def stand(self):
        """``(words, colour)`` of its badge, for officials."""
        if self.is_beloofd:
            return "Toegezegd", "goed"
        if self.antwoord == "nee":
            return "Geweigerd", "fout"
        if self.antwoord == "anders":
            return "Ja, maar anders", "let_op"
        if self.is_gevraagd:
            is_late = self.uiterlijk and self.uiterlijk < timezone.localdate()
            return ("Geen antwoord", "fout") if is_late else ("Gevraagd", "let_op")
        return ("Opnieuw te vragen" if self.gevraagd_op else "Nog niet gevraagd"), "rust"

    def kan_antwoorden(self):
        """The question still stands: asked in these words, and the agenda was not replaced."""
        return self.is_gevraagd and not self.antwoord and not self.is_beloofd and self.agenda.status in LEVEND

    def mag_antwoorden(self, persoon):
        return type(self).objects.te_beloven_door(persoon).filter(pk=self.pk).exists()

    def vraag_klaar(self, door):
        """Note that it is asked now; the first time it gets its link. Called in a transaction."""
        if not self.code_zaad:
            self.code_zaad = nieuw_zaad()
            self.code_hash = code_hash(maak_code("belofte", self.code_zaad))
        if self.gevraagde_belofte and self.gevraagde_belofte != self.belofte:
            self.eerdere_belofte = self.gevraagde_belofte
        self.gevraagde_belofte = self.belofte
        self.gevraagd_op, self.gevraagd_door = timezone.now(), door
        self.uiterlijk = uiterste_dag("bijdrage", timezone.localdate())
        self.save()

    def beloof(self, naam, dag, *, door):
        """Write down that somebody of this party said yes. A promise made before stays as it was."""
        if self.is_beloofd:
            return
        with transaction.atomic():
            self.agenda.wijzig(door, f"{self.partij} belooft: {self.belofte} ({naam}, {dag:%d-%m-%Y})")
            self.beloofd_door, self.beloofd_op, self.beloofd_via = naam, dag, "opgeschreven"
            self.antwoord, self.reactie = "ja", ""
            self.save(update_fields=["beloofd_door", "beloofd_op", "beloofd_via", "antwoord", "reactie"])

    def vraag_opnieuw(self):
        """The words changed: what was said to the old ones does not hold for the new ones."""
        self.beloofd_op, self.antwoord_op = None, None
        self.beloofd_door = self.beloofd_via = self.antwoord = self.reactie = self.antwoord_door = ""

    def vergeet_link(self):
        """The question went to the wrong address: that link stops, also in a mail that was not sent yet."""
        Bericht.objects.over(self).niet_verzonden().update(aan="")
        self.code_zaad = self.code_hash = self.gevraagde_belofte = ""
        self.gevraagd_op = self.uiterlijk = None

    def haal_weg(self):
        """Gone, and what lies ready to be mailed goes nowhere."""
        Bericht.objects.over(self).niet_verzonden().update(aan="")
        self.delete()

    def kopieer_naar(self, doel):
        """In another version of the agenda: what was said stands, a question is asked anew with a link of its own."""
        velden = ("partij", "soort", "belofte", "contact", "email", "afdeling_id", "platform_id")
        gezegd = ("antwoord", "reactie", "antwoord_door", "antwoord_op", "beloofd_via", "beloofd_door", "beloofd_op")
        return Bijdrage.objects.create(doel=doel, **{naam: getattr(self, naam) for naam in (*velden, *gezegd)})
