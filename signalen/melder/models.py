"""Who told it: how to reach them, and whether the address is theirs (domain.md §3.1)."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from gebiedswerk.post import Bericht
from gebiedswerk.tijdlijn import schrijf

from .adres import LINK

# So often in a day an address is asked whether it is somebody's, over all signals: nobody's mailbox is filled by us.
VRAGEN_PER_DAG = 5


class Melder(models.Model):
    """Who told it, apart from what was told: can be removed without touching the signal."""

    signaal = models.OneToOneField("signalen.Signaal", on_delete=models.CASCADE, related_name="melder")
    naam = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = models.CharField(max_length=30, blank=True)
    bevestigd_op = models.DateTimeField("e-mailadres bevestigd op", null=True, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "melders"

    def __str__(self):
        return self.naam or self.email or "melder"

    @property
    def adres_verkort(self):
        """Enough to know one's own address again, too little to learn somebody else's."""
        naam, _at, domein = self.email.partition("@")
        return f"{naam[:1]}…@{domein}"

    @property
    def wacht_op_bevestiging(self):
        return bool(self.email) and self.bevestigd_op is None

    def is_van(self, persoon):
        """The address of somebody's own account is theirs."""
        if self.email and self.email.lower() == persoon.email.lower():
            self._zet_bevestigd()

    def vraag_bevestiging(self):
        """Mail the link; False when this address was asked often enough today. The only mail before it is answered."""
        since = timezone.now() - timedelta(days=1)
        asked = Bericht.objects.filter(sleutel__startswith="adres-bevestigen:", aan=self.email, aangemaakt_op__gt=since)
        if asked.count() >= VRAGEN_PER_DAG:
            return False
        onderwerp = gettext_lazy("Bevestig uw e-mailadres")
        sleutel = f"adres-bevestigen:{self.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
        self.signaal.mail_adres(onderwerp, "post/adres_bevestigen.txt", sleutel, link=LINK)
        return True

    def bevestig(self):
        """The link was followed. Now the receipt goes out, with what was said in the meantime; once."""
        with transaction.atomic():
            if self._zet_bevestigd():
                schrijf(self.signaal, "adres_bevestigd", wie="de melder")
                self.signaal.bevestig()

    def _zet_bevestigd(self):
        self.bevestigd_op = timezone.now()
        return Melder.objects.filter(pk=self.pk, bevestigd_op=None).update(bevestigd_op=self.bevestigd_op)

    def zet_adres(self, email):
        """What still had to go to the old address does not go any more."""
        if self.email:
            Bericht.objects.over(self.signaal).filter(aan=self.email, verzonden_op=None).update(aan="")
        self.email, self.bevestigd_op = email, None
        self.save(update_fields=["email", "bevestigd_op"])
