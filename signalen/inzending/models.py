"""The use of the public pages: for the rate limit, and so that one form makes one signal. Holds no address."""

import secrets
from datetime import timedelta

from django.core import signing
from django.db import models
from django.utils import timezone

SALT = "signalen.formulier"
# Nobody reads the page and writes a sentence faster than this.
TE_SNEL = timedelta(seconds=2)
# Per sender per hour. A library or a town hall is one sender too, so not too tight.
GRENZEN = {
    **{"signaal": 30, "poging": 60, "volgcode": 20, "aanvulling": 20, "volgen": 10, "adres": 150, "api": 3000},
    # An evening in the village hall is one sender.
    "toets": 60,
}
# Wrong codes per hour of all senders together.
GRENS_OVERAL = 500
PERIODE = timedelta(hours=1)
BEWAAR_DAGEN = 30


def nieuwe_formuliersleutel():
    """A signed key for one shown form; also says when the form was shown."""
    return signing.TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(16))


def lees_formuliersleutel(waarde):
    """``(key, is_fast)`` or None when we never gave it out. However old, it stays good."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        sleutel = signer.unsign(waarde or "")
    except signing.BadSignature:
        return None
    try:
        signer.unsign(waarde, max_age=TE_SNEL)
    except signing.SignatureExpired:
        return sleutel, False
    return sleutel, True


class InzendingQuerySet(models.QuerySet):
    def is_te_veel(self, afzender, *soorten):
        """True when this sender used up what one hour allows of one of these kinds."""
        recent = self.filter(afzender_hash=afzender, soort__in=soorten, op__gt=timezone.now() - PERIODE)
        counts = recent.values_list("soort").annotate(aantal=models.Count("pk"))
        return any(aantal >= GRENZEN[soort] for soort, aantal in counts)

    def raadt(self, afzender, soort):
        """True for who tried too many; and, as long as all networks together do, for who tried even one.

        So a thousand addresses that guess get one try each, and who has a good code never waits for them.
        """
        if self.is_te_veel(afzender, soort):
            return True
        recent = self.filter(soort=soort, op__gt=timezone.now() - PERIODE)
        return recent.filter(afzender_hash=afzender).exists() and recent.count() >= GRENS_OVERAL

    def tel(self, afzender, soort):
        """Remember one try of a kind that makes no signal."""
        return self.create(afzender_hash=afzender, soort=soort, sleutel=secrets.token_urlsafe(24))

    def van_formulier(self, waarde):
        """The earlier use of this same form (the signed key as posted), or None."""
        found = lees_formuliersleutel(waarde)
        return found and self.filter(sleutel=found[0]).select_related("signaal").first()

    def verlopen(self):
        return self.filter(op__lt=timezone.now() - timedelta(days=BEWAAR_DAGEN))


class Inzending(models.Model):
    afzender_hash = models.CharField(max_length=64)
    soort = models.CharField(max_length=12, default="signaal", choices=[(s, s) for s in GRENZEN])
    op = models.DateTimeField(default=timezone.now)
    sleutel = models.CharField(max_length=64, unique=True)
    signaal = models.ForeignKey("signalen.Signaal", null=True, on_delete=models.CASCADE, related_name="+")

    objects = InzendingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inzendingen"
        indexes = [models.Index(fields=["afzender_hash", "op"], name="inzending_per_afzender")]

    def __str__(self):
        return f"{self.soort} {self.op}"
