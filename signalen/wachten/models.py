"""What we asked the reporter; as long as they think about it the term stands still."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from gebiedswerk.post import stuur
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.termijnen import uiterste_dag
from gebiedswerk.tijdlijn import schrijf
from signalen.signaal.models import Signaal

ONBEREIKBAAR = (
    "De melder liet geen bevestigd e-mailadres of telefoonnummer achter en heeft geen pagina met een code. "
    "Een vraag komt dus nooit aan."
)


class WachtvraagQuerySet(models.QuerySet):
    def open(self):
        return self.filter(tot=None)

    def verlopen(self, dag):
        """Open questions on which the reporter did not answer in the term of the profile."""
        return [vraag for vraag in self.open() if vraag.uiterlijk < dag]


class WachtvraagManager(models.Manager.from_queryset(WachtvraagQuerySet)):
    def stel(self, signaal, vraag, *, door):
        """Ask the reporter something; from now on the term stands still. The same question twice is one."""
        with transaction.atomic():
            nu = _op_slot(signaal)
            if not nu.heeft_recht(door, "behandelen"):
                raise GeenRecht("Vraag aan de melder")
            if nu.open_vraag:
                if nu.open_vraag.vraag == vraag:
                    return nu.open_vraag
                raise ValidationError("Er staat al een vraag open bij de melder. Wacht op het antwoord, of ga verder.")
            if not nu.kan_wachten:
                raise ValidationError(f"Dit kan niet bij een signaal dat ‘{nu.status_naam}’ is of op spam lijkt.")
            if not nu.bereik:
                raise ValidationError(ONBEREIKBAAR)
            wachtvraag = self.create(signaal=nu, vraag=vraag, door=door, van=timezone.localdate())
            nu.zet(wacht_sinds=wachtvraag.van)
            schrijf(nu, "vraag_aan_de_melder", door=door, tekst=vraag, is_openbaar=True)
            onderwerp = format_lazy(gettext_lazy("Vraag over uw signaal ({nummer})"), nummer=nu.nummer)
            dag = wachtvraag.uiterlijk
            nu.mail_melder(onderwerp, "post/wachtvraag.txt", f"wachtvraag:{wachtvraag.pk}", vraag=vraag, dag=dag)
        return wachtvraag


class Wachtvraag(models.Model):
    """``van`` up to ``tot`` (the day of the answer, or of the decision to go on without) does not count."""

    signaal = models.ForeignKey("signalen.Signaal", on_delete=models.CASCADE, related_name="wachtvragen")
    vraag = models.TextField()
    antwoord = models.TextField(blank=True)
    van = models.DateField(default=timezone.localdate)
    tot = models.DateField(null=True, blank=True)
    door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="+")

    objects = WachtvraagManager()

    class Meta:
        verbose_name_plural = "wachtvragen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["signaal"], condition=Q(tot=None), name="een_open_vraag_per_signaal")
        ]

    def __str__(self):
        return self.vraag[:80]

    @property
    def uiterlijk(self):
        """The last day on which we count on an answer."""
        return uiterste_dag("signaal_wacht", self.van)

    @property
    def is_verlopen(self):
        return self.tot is None and self.uiterlijk < timezone.localdate()

    def beantwoord(self, tekst, *, door=None):
        """The reporter answers (or ``door`` writes down what they said). False when it was no longer open.

        Whoever is first ends the waiting. What the reporter wrote a moment too late is kept as an addition.
        """
        with transaction.atomic():
            signaal = _op_slot(self.signaal)
            if door and not signaal.heeft_recht(door, "behandelen"):
                raise GeenRecht("Antwoord opschrijven")
            if not self._sluit(signaal, tekst):
                if door is None and signaal.is_open and Wachtvraag.objects.get(pk=self.pk).antwoord != tekst:
                    signaal.vul_aan(tekst)
                return False
            wie = "" if door else "de melder"
            regel = schrijf(signaal, "antwoord_van_de_melder", door=door, wie=wie, tekst=tekst, is_openbaar=True)
            if door != signaal.eigenaar:
                signaal.mail_eigenaar(f"Antwoord van de melder bij {signaal.nummer}", regel)
        return True

    def stop(self, *, door, toelichting=""):
        """Go on without an answer. False when it was no longer open."""
        with transaction.atomic():
            signaal = _op_slot(self.signaal)
            if not signaal.heeft_recht(door, "behandelen"):
                raise GeenRecht("Verder zonder antwoord")
            if not self._sluit(signaal):
                return False
            schrijf(signaal, "verder_zonder_antwoord", door=door, tekst=toelichting, is_openbaar=True)
        return True

    def vervalt(self):
        """The signal is closed, or goes on in another one: nobody waits any more. In the transaction of that step."""
        self._sluit(self.signaal)

    def herinner_eigenaar(self, dag):
        """Once: the term passed without an answer; the owner goes on, or closes with a reason."""
        signaal = self.signaal
        sleutel = f"wachtvraag-verlopen:{self.pk}"
        for wie in signaal.eigenaar.wie_bereikt(signaal, dag):
            eigen = sleutel if wie == signaal.eigenaar else f"{sleutel}:{wie.pk}"
            onderwerp = f"Geen antwoord van de melder: {signaal.nummer}"
            stuur(
                wie.email, onderwerp, "post/wachtvraag_verlopen.txt", sleutel=eigen, over=signaal, wie=wie, vraag=self
            )

    def _sluit(self, signaal, antwoord=""):
        """End the waiting on ``signaal``; false when somebody else did."""
        vandaag = timezone.localdate()
        if not Wachtvraag.objects.open().filter(pk=self.pk).update(tot=vandaag, antwoord=antwoord):
            return False
        self.tot, self.antwoord = vandaag, antwoord
        signaal.loop_door()
        return True


def _op_slot(signaal):
    """The signal as it is now, held until the end of the transaction: an answer and a stop wait for each other."""
    Signaal.objects.select_for_update().only("pk").get(pk=signaal.pk)
    return Signaal.objects.voor_dossier().get(pk=signaal.pk)
