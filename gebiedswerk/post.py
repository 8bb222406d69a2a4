"""Mail: a message is first a row that can be read in the software, then an opdracht that sends it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone

from .opdrachten import uitvoerder, zet_klaar


class BerichtQuerySet(models.QuerySet):
    def over(self, ding):
        return self.filter(content_type=ContentType.objects.get_for_model(ding), object_id=ding.pk)


class Bericht(models.Model):
    """One mail to one address. ``sleutel`` names the reason, so that the same reason never mails twice."""

    sleutel = models.CharField(max_length=200, unique=True)
    aan = models.EmailField(blank=True)
    onderwerp = models.CharField(max_length=200)
    tekst = models.TextField()
    stop_url = models.CharField("adres waarmee de ontvanger zich afmeldt", max_length=300, blank=True)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    ding = GenericForeignKey()
    aangemaakt_op = models.DateTimeField(default=timezone.now)
    verzonden_op = models.DateTimeField(null=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "berichten"
        ordering = ["-aangemaakt_op", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="bericht_over_ding")]

    def __str__(self):
        return f"{self.onderwerp} → {self.aan}"


def stuur(aan, onderwerp, sjabloon, /, *, sleutel, over=None, **context):
    """Put a mail in the outbox, in the caller's transaction. ``sjabloon`` is a text template (templates/post/*.txt).

    Returns ``(bericht, is_new)``; the same ``sleutel`` again sends nothing.
    """
    tekst = render_to_string(sjabloon, {"over": over, "site_url": settings.SITE_URL, **context})
    bericht, is_new = Bericht.objects.get_or_create(
        sleutel=sleutel, defaults={"aan": aan, "onderwerp": onderwerp[:200], "tekst": tekst, "ding": over}
    )
    if is_new:
        zet_klaar("verstuur_bericht", f"bericht:{bericht.pk}", bericht=bericht.pk)
    return bericht, is_new


@uitvoerder("verstuur_bericht", "Mail versturen")
def verstuur_bericht(opdracht):
    bericht = Bericht.objects.get(pk=opdracht.gegevens["bericht"])
    if bericht.verzonden_op:
        return None
    mail = EmailMultiAlternatives(
        bericht.onderwerp,
        bericht.tekst,
        settings.DEFAULT_FROM_EMAIL,
        [bericht.aan],
        # The same row gives the same Message-ID: a mail sent twice after a crash is one mail to the receiver.
        headers={
            "Message-ID": f"<bericht-{bericht.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.send()
    return lambda: Bericht.objects.filter(pk=bericht.pk).update(verzonden_op=timezone.now())
