"""One part of a signal, asked of one department; the signal closes when all parts are answered (domain.md §3.1)."""

from dataclasses import dataclass
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.mensen.contacten import contacten
from gebieden.rechten import handelt_namens, heeft_recht
from gebiedswerk.dossier import Dossier
from gebiedswerk.opdrachten import Opdracht, zet_klaar
from gebiedswerk.post import stuur
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.termijnen import uiterste_dag
from gebiedswerk.tijdlijn import schrijf
from gebiedswerk.werkdagen import plus_werkdagen
from signalen.signaal.models import Signaal

from .statussen import TABEL

# In these states somebody works on the content of a signal.
TE_VERDELEN = ("in_beoordeling", "in_behandeling", "doorgezet")

# An answer that goes out by itself does so at this time: whoever should see it first has had a morning at least.
UUR = time(13)


class DeelQuerySet(MetHouderQuerySet):
    """A part is in the name of who answers for the department."""

    ligging = "signaal__gebieden"
    overnemen = "meelezen"

    def open(self):
        return self.filter(status="gevraagd")

    def te_laat(self, dag=None):
        return self.open().filter(uiterlijk__lt=dag or timezone.localdate())

    def in_gebieden(self, gebieden):
        return self.filter(signaal__in=Signaal.objects.in_gebieden(gebieden))

    def binnen(self, gebied):
        return self.filter(signaal__in=Signaal.objects.binnen(gebied))

    def voor_overdracht(self):
        return self.select_related("signaal", "afdeling").prefetch_related("signaal__gebieden")

    def voor_lijst(self):
        return self.select_related("signaal__trekkend_gebied", "afdeling", "eigenaar").defer(
            "signaal__trekkend_gebied__grens", "signaal__trekkend_gebied__omschrijving"
        )

    def zichtbaar_voor(self, persoon):
        """Officials see the parts of the signals they see, and what is in their own name."""
        if not (persoon.is_authenticated and persoon.is_ambtenaar):
            return self.none()
        return self.filter(Q(signaal__in=Signaal.objects.zichtbaar_voor(persoon)) | Q(eigenaar=persoon))

    def per_afdeling(self):
        """``[{"afdeling__naam", "open", "laat"}, …]``: who has how much to answer."""
        late = Count("pk", filter=Q(uiterlijk__lt=timezone.localdate()))
        rows = self.open().order_by().values("afdeling", "afdeling__naam").annotate(open=Count("pk"), laat=late)
        return list(rows.order_by("-laat", "-open", "afdeling__naam"))


class DeelManager(models.Manager.from_queryset(DeelQuerySet)):
    def verdeel(self, signaal, vragen, *, door, sluit=False, inleiding="", uitkomst=""):
        """Ask departments: ``vragen`` is ``[(department, question), …]``. Returns the new parts, in one transaction.

        ``sluit`` lets the answers become the answer to the reporter and closes with ``uitkomst``; see ``Verdeling``.
        """
        with transaction.atomic():
            nu = Signaal.objects.select_for_update().get(pk=signaal.pk)
            if not nu.heeft_recht(door, "behandelen"):
                raise GeenRecht("Verdelen")
            if nu.status not in TE_VERDELEN or nu.is_verdacht:
                raise ValidationError(f"Verdelen kan niet bij een signaal dat ‘{nu.status_naam}’ is of op spam lijkt.")
            if nu.status == "in_beoordeling":
                nu.ga_naar("in_behandeling", door=door, is_openbaar=True)
            asked = set(nu.delen.open().values_list("afdeling", "vraag"))
            new = [(a, v) for a, v in dict.fromkeys(vragen) if (a.pk, v) not in asked]
            delen = [self._vraag(nu, afdeling, vraag, door) for afdeling, vraag in new]
            if not delen:
                raise ValidationError("Deze vragen staan al open bij deze afdelingen.")
            namen = ", ".join(dict.fromkeys(deel.afdeling.naam for deel in delen))
            schrijf(nu, "gevraagd_aan_afdeling", door=door, tekst=namen, is_openbaar=True)
            Verdeling.objects.update_or_create(
                signaal=nu, defaults={"inleiding": inleiding, "uitkomst": uitkomst if sluit else ""}
            )
            nu.zet(sluit_met_delen=sluit)
        return delen

    def _vraag(self, signaal, afdeling, vraag, door):
        houder = houder_van(afdeling, signaal)
        uiterlijk = uiterste_dag("deel", timezone.localdate())
        deel = self.create(signaal=signaal, afdeling=afdeling, eigenaar=houder, vraag=vraag, uiterlijk=uiterlijk)
        schrijf(deel, "aangemaakt", door=door, tekst=vraag)
        deel.mail_vraag()
        return deel


def houder_van(afdeling, signaal):
    """The contact of the department for this area; without one who owns the signal asks around."""
    contact = contacten([signaal.trekkend_gebied]).get((signaal.trekkend_gebied_id, afdeling.pk))
    return contact.rol.persoon if contact else signaal.eigenaar


class Deel(Dossier):
    tabel = TABEL

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="delen")
    afdeling = models.ForeignKey("gebieden.Afdeling", on_delete=models.PROTECT, related_name="delen")
    eigenaar = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="delen")
    vraag = models.TextField("wat wilt u (nog) weten?")
    antwoord = models.TextField(blank=True)
    is_letterlijk = models.BooleanField("mag letterlijk naar de melder", default=False)
    uiterlijk = models.DateField()

    objects = DeelManager()

    class Meta:
        verbose_name = "vraag aan een afdeling"
        verbose_name_plural = "vragen aan afdelingen"
        ordering = ["pk"]
        indexes = [models.Index(fields=["eigenaar", "uiterlijk"], name="deel_eigenaar")]

    def __str__(self):
        return f"{self.afdeling}: {self.signaal}"

    def get_absolute_url(self):
        return reverse("signalen:deel", args=[self.pk])

    @property
    def is_te_laat(self):
        return self.status == "gevraagd" and self.uiterlijk < timezone.localdate()

    def gebied_ids(self):
        return self.signaal.gebied_ids()

    def heeft_recht(self, persoon, recht):
        """``beantwoorden``: who holds it, and who handles the signal; else who handles the signal."""
        if recht == "beantwoorden" and handelt_namens(persoon, self.eigenaar_id, self.gebied_ids()):
            return True
        return self.signaal.heeft_recht(persoon, "behandelen")

    # To whom --------------------------------------------------------------

    def collegas(self):
        """Who may take this over: who has a role for this department, and who owns the signal."""
        people = type(self.eigenaar).objects.filter(is_active=True).exclude(pk=self.eigenaar_id)
        rollen = type(self.eigenaar).gebiedsrollen.rel.related_model.objects.lopend().filter(afdeling=self.afdeling_id)
        return people.filter(Q(pk__in=rollen.values("persoon")) | Q(pk=self.signaal.eigenaar_id)).order_by("naam")

    def geef_door(self, aan, *, door):
        """A colleague answers from now on, and hears it. The date stays."""
        with transaction.atomic():
            nu = Deel.objects.select_for_update().select_related("signaal", "afdeling", "eigenaar").get(pk=self.pk)
            if not nu.heeft_recht(door, "beantwoorden"):
                raise GeenRecht("Doorgeven")
            if nu.status != "gevraagd" or nu.eigenaar_id == aan.pk:
                return
            if not heeft_recht(aan, "meelezen", nu.gebied_ids()):
                raise ValidationError(f"{aan} heeft hier geen rol en kan dit niet lezen.")
            velden = {"eigenaar": aan, "versie": nu.versie + 1, "gewijzigd_op": timezone.now()}
            Deel.objects.filter(pk=nu.pk).update(**velden)
            schrijf(nu, "nieuwe_eigenaar", door=door, van=nu.eigenaar, naar=aan)
            nu.eigenaar, nu.versie = aan, nu.versie + 1
            nu.mail_vraag(ook_afdeling=False)

    def mail_vraag(self, ook_afdeling=True):
        """The holder, who stands in for them, and the address of the department."""
        self._mail_houder(f"Vraag over {self.signaal.nummer}: {self.signaal.kop}", "post/deel_gevraagd.txt")
        if ook_afdeling and self.afdeling.email:
            self._mail(self.afdeling.email, "afdeling", f"Vraag over {self.signaal.nummer}", "post/deel_gevraagd.txt")

    def _mail_houder(self, onderwerp, sjabloon):
        for wie in self.eigenaar.wie_bereikt(self, timezone.localdate()):
            self._mail(wie.email, wie.pk, onderwerp, sjabloon, wie=wie)

    def _mail(self, aan, wie_sleutel, onderwerp, sjabloon, **context):
        sleutel = f"deel:{self.pk}:{self.versie}:{self.status}:{wie_sleutel}"
        stuur(aan, onderwerp[:200], sjabloon, sleutel=sleutel, over=self.signaal, deel=self, **context)

    # What follows from a step -----------------------------------------------

    def na_overgang(self, overgang, door):
        # Two departments that answer at the same moment wait for each other: one of them is the last.
        signaal = self.signaal = Signaal.objects.select_for_update().get(pk=self.signaal_id)
        if overgang.naar == "gevraagd":
            self.uiterlijk = uiterste_dag("deel", timezone.localdate())
            Deel.objects.filter(pk=self.pk).update(uiterlijk=self.uiterlijk, is_letterlijk=False)
            schrijf(signaal, "gevraagd_aan_afdeling", door=door, tekst=self.afdeling.naam, is_openbaar=True)
            self.mail_vraag()
            return
        if overgang.naar == "ingetrokken":
            schrijf(signaal, "vraag_ingetrokken", door=door, tekst=f"{self.afdeling}: {self.vraag}")
            self._mail_houder(f"Niet meer nodig: vraag over {signaal.nummer}", "post/deel_ingetrokken.txt")
        else:
            schrijf(signaal, "antwoord_van_afdeling", door=door, tekst=f"{self.afdeling}: {self.antwoord}")
        if not signaal.delen.open().exists() and signaal.delen.filter(status="beantwoord").exists():
            verdeling, _new = Verdeling.objects.get_or_create(signaal=signaal)
            verdeling.alles_is_binnen(self)


@dataclass(frozen=True)
class Verdeelstand:
    """What the page of a signal says when every department answered."""

    concept: str
    gaat_op: datetime | None
    uitkomst: str


class VerdelingManager(models.Manager):
    def eerder(self, signaal):
        """What was chosen when departments were asked before, for the form that asks again."""
        chosen = self.filter(signaal=signaal).values("inleiding", "uitkomst").first() or {}
        return chosen | {"slot": "vanzelf" if signaal.sluit_met_delen else "zelf"}

    def stand_van(self, signaal, delen):
        """For an open signal of which every part is in; else None."""
        is_in = any(d.status == "beantwoord" for d in delen) and not any(d.status == "gevraagd" for d in delen)
        verdeling = self.filter(signaal=signaal).first() if is_in and signaal.is_open else None
        return verdeling and Verdeelstand(verdeling.concept(), verdeling.gaat_op(), verdeling.get_uitkomst_display())


class Verdeling(models.Model):
    """How the answers of the departments become one answer to the reporter.

    Without ``sluit_met_delen`` on the signal the owner gets a draft. With it the answer goes out by itself, but never
    unseen: only when every department said that its text may go out literally, and half a working day or more after
    the owner got the whole text by mail. Any change in between (a part asked again, an answer, a switch) stops it.
    """

    signaal = models.OneToOneField(Signaal, on_delete=models.CASCADE, related_name="verdeling")
    inleiding = models.TextField(blank=True)
    uitkomst = models.CharField(max_length=14, blank=True, choices=Signaal.uitkomst.field.choices)

    objects = VerdelingManager()

    class Meta:
        verbose_name_plural = "verdelingen"

    def __str__(self):
        return f"verdeling van {self.signaal}"

    def concept(self):
        """What may go to the reporter of what the departments answered."""
        parts = self.signaal.delen.filter(status="beantwoord", is_letterlijk=True).select_related("afdeling")
        texts = [f"{deel.afdeling}: {deel.antwoord}" if len(parts) > 1 else deel.antwoord for deel in parts]
        return "\n\n".join(filter(None, [self.inleiding, *texts])) if texts else ""

    def kan_vanzelf(self):
        signaal = self.signaal
        answered = [deel.is_letterlijk for deel in signaal.delen.filter(status="beantwoord")]
        return (
            signaal.sluit_met_delen
            and bool(self.uitkomst)
            and signaal.status in ("in_behandeling", "doorgezet")
            and not (signaal.antwoord or signaal.wacht_sinds or signaal.is_verdacht)
            and not signaal.delen.open().exists()
            and bool(answered)
            and all(answered)
        )

    def stand(self):
        """Changes with every step of every part: what was put ready for an earlier state of things does not run."""
        versies = list(self.signaal.delen.values_list("versie", flat=True))
        return f"{len(versies)}.{sum(versies)}"

    def alles_is_binnen(self, laatste):
        """The last part was answered: the owner hears, with the draft; where chosen the answer is put ready."""
        signaal = self.signaal
        moment = self._zet_klaar() if self.kan_vanzelf() else None
        for wie in signaal.eigenaar.wie_bereikt(signaal, timezone.localdate()):
            stuur(
                wie.email,
                f"Alle afdelingen hebben geantwoord: {signaal.nummer}",
                "post/delen_binnen.txt",
                sleutel=f"delen-binnen:{signaal.pk}:{laatste.pk}:{laatste.versie}:{wie.pk}",
                over=signaal,
                wie=wie,
                concept=self.concept(),
                moment=moment,
            )

    def _zet_klaar(self):
        """The answer goes out on the next working day; returns when."""
        moment = timezone.make_aware(datetime.combine(plus_werkdagen(timezone.localdate(), 1), UUR))
        stand = self.stand()
        sleutel = f"sluit_met_delen:{self.signaal_id}:{stand}"
        zet_klaar("sluit_met_delen", sleutel, niet_voor=moment, verdeling=self.pk, stand=stand)
        return moment

    def gaat_op(self):
        """When the answer goes out by itself, or None."""
        sleutel = f"sluit_met_delen:{self.signaal_id}:{self.stand()}"
        opdracht = Opdracht.objects.open().filter(sleutel=sleutel).first() if self.kan_vanzelf() else None
        return opdracht and opdracht.niet_voor

    def sluit_vanzelf(self, stand):
        """Send the answer and close; nothing when anything changed since ``stand``."""
        signaal = self.signaal = Signaal.objects.select_for_update().get(pk=self.signaal_id)
        if self.stand() != stand or not self.kan_vanzelf():
            return False
        signaal.zeg(self.concept(), None)
        signaal.ga_naar("teruggekoppeld", uitkomst=self.uitkomst, is_openbaar=True)
        return True

    def zet_uit(self, *, door):
        """The owner writes the answer after all."""
        with transaction.atomic():
            if not self.signaal.heeft_recht(door, "behandelen"):
                raise GeenRecht("Zelf antwoorden")
            if Signaal.objects.filter(pk=self.signaal_id, sluit_met_delen=True).update(sluit_met_delen=False):
                schrijf(self.signaal, "antwoord_gaat_niet_vanzelf", door=door)
