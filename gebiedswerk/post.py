"""Mail: a message is first a row that can be read in the software, then an opdracht that sends it."""

from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from .brief import VOETLIJN, als_html, in_taal, zonder_sleutels
from .opdrachten import Opdracht, uitvoerder, zet_klaar
from .profiel import huidig

PER_KEER = 500


class BerichtQuerySet(models.QuerySet):
    def over(self, ding):
        return self.filter(content_type=ContentType.objects.get_for_model(ding), object_id=ding.pk)

    def niet_verzonden(self):
        """Still to be sent; a mail whose address was removed goes nowhere any more."""
        return self.filter(verzonden_op=None).exclude(aan="")

    def met_stand(self):
        """With ``is_mislukt``: sending was tried and given up."""
        sleutel = Concat(Value("bericht:"), Cast(OuterRef("pk"), models.CharField()))
        return self.annotate(is_mislukt=Exists(Opdracht.objects.filter(sleutel=sleutel, status="mislukt")))


class Bericht(models.Model):
    """One mail to one address. ``sleutel`` names the reason, so that the same reason never mails twice."""

    sleutel = models.CharField(max_length=200, unique=True)
    aan = models.EmailField(blank=True)
    onderwerp = models.CharField(max_length=200)
    tekst = models.TextField()
    taal = models.CharField(max_length=5, default="nl")
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

    def volledige_tekst(self):
        return self._vul_in(self.tekst)

    def _vul_in(self, tekst):
        """With what only the receiver may read, and is not stored: the thing it is about fills that in (``vul_in``)."""
        vul_in = getattr(self.ding, "vul_in", None)
        return vul_in(self, tekst) if vul_in else tekst

    @property
    def stand(self):
        """Where it is, in words, and the colour of its badge; needs ``met_stand``."""
        if self.verzonden_op:
            return "Verzonden", "goed"
        if not self.aan:
            return "Niet verzonden", "rust"
        return ("Versturen mislukt", "fout") if self.is_mislukt else ("Ligt klaar", "let_op")

    @property
    def tekst_zonder_sleutels(self):
        return zonder_sleutels(self.tekst)

    def html_zonder_sleutels(self):
        """As the receiver saw it, for somebody else."""
        return als_html(self.onderwerp, self.tekst_zonder_sleutels, self.taal)

    def koppen(self):
        """The same row gives the same Message-ID: a mail sent twice after a crash is one mail to the receiver."""
        headers = {
            "Message-ID": f"<bericht-{self.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": self.taal,
        }
        if self.stop_url:
            # RFC 8058: the mail program shows a button of its own, and posts there without opening a page.
            stop_url = self._vul_in(self.stop_url)
            headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return headers


def stuur(aan, onderwerp, sjabloon, /, *, sleutel, over=None, taal="nl", stop_url="", **context):
    """Put a mail in the outbox, in the caller's transaction. ``sjabloon`` is a text template (templates/post/*.txt).

    Subject (may be lazy) and text are written in ``taal``. ``stop_url`` is where the receiver ends mails like this
    one. Returns ``(bericht, is_new)``; the same ``sleutel`` again sends nothing.
    """
    velden = _stel_op(onderwerp, sjabloon, taal, stop_url, {"over": over, **context})
    bericht, is_new = Bericht.objects.get_or_create(sleutel=sleutel, defaults={**velden, "aan": aan, "ding": over})
    if is_new:
        zet_klaar("verstuur_bericht", f"bericht:{bericht.pk}", bericht=bericht.pk)
    return bericht, is_new


def stuur_velen(ontvangers, onderwerp, sjabloon, /, *, taal="nl", stop_url="", niet_voor=None, **context):
    """The same mail to many, written once and stored in a handful of queries; in the caller's transaction.

    ``ontvangers`` are ``(aan, sleutel, over)``; what differs per receiver, ``over`` fills in at sending (``vul_in``).
    Wakes no worker for each: the sweep finds them, and from ``niet_voor`` on.
    """
    velden = _stel_op(onderwerp, sjabloon, taal, stop_url, context)
    rest = iter(ontvangers)
    while part := list(islice(rest, PER_KEER)):
        rows = [Bericht(**velden, aan=aan, sleutel=sleutel, ding=over) for aan, sleutel, over in part]
        Bericht.objects.bulk_create(rows, ignore_conflicts=True)
        stored = Bericht.objects.filter(sleutel__in=[row.sleutel for row in rows], verzonden_op=None)
        opdrachten = [
            Opdracht(
                soort="verstuur_bericht",
                sleutel=f"bericht:{pk}",
                gegevens={"bericht": pk},
                niet_voor=niet_voor or timezone.now(),
            )
            for pk in stored.values_list("pk", flat=True)
        ]
        Opdracht.objects.bulk_create(opdrachten, ignore_conflicts=True)


def _stel_op(onderwerp, sjabloon, taal, stop_url, context):
    """The fields of a mail that do not depend on who gets it."""
    stop_url = f"{settings.SITE_URL}{stop_url}" if stop_url.startswith("/") else stop_url
    profiel = huidig()
    vast = {"site_url": settings.SITE_URL, "profiel": profiel, "woord": profiel.woorden}
    with translation.override(taal):
        tekst = render_to_string(sjabloon, vast | context)
        if stop_url:
            vraag = gettext("Wilt u deze mails niet meer? Meld u hier af:")
            tekst = f"{tekst.rstrip()}\n\n{VOETLIJN}\n{vraag}\n{stop_url}\n"
        tekst = in_taal(tekst, taal)
        # One line: what somebody typed may stand in it.
        onderwerp = " ".join(str(onderwerp).split())
    return {"onderwerp": onderwerp[:200], "tekst": tekst, "taal": taal, "stop_url": stop_url}


@uitvoerder("verstuur_bericht", "Mail versturen")
def verstuur_bericht(opdracht):
    """Send it as text and as HTML. A mail whose address was removed in the meantime goes nowhere."""
    bericht = Bericht.objects.get(pk=opdracht.gegevens["bericht"])
    if bericht.verzonden_op or not bericht.aan:
        return None
    tekst = bericht.volledige_tekst()
    mail = EmailMultiAlternatives(
        bericht.onderwerp, tekst, settings.DEFAULT_FROM_EMAIL, [bericht.aan], headers=bericht.koppen()
    )
    mail.attach_alternative(als_html(bericht.onderwerp, tekst, bericht.taal), "text/html")
    mail.send()
    return lambda: Bericht.objects.filter(pk=bericht.pk).update(verzonden_op=timezone.now())
