"""Toets aan de beleving: residents and platform say whether they recognise the analysis (domain.md §5.1, W 2)."""

import hashlib
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebieden.platform.models import Platform
from gebieden.scope import InGebiedQuerySet
from gebiedswerk.code import code_hash, maak_code, nieuw_zaad
from gebiedswerk.post import Bericht, stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import Gebeurtenis, schrijf

# Stands in a stored mail where the code of the link comes; filled in at sending.
CODE = "code-alleen-voor-de-ontvanger"
DOEL = "toets"
# This long before the end the platforms are asked once more.
HERINNERING = timedelta(days=5)


class BelevingstoetsQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "analyse__gebied"

    def met_code(self, code):
        return self.filter(code_hash=code_hash(code))

    def voor_pagina(self):
        return self.select_related("analyse__gebied").defer("analyse__gebied__grens")

    def open_op(self, dag):
        return self.filter(analyse__status="ter_toetsing", gesloten_op=None, opent_datum__lte=dag, sluit_datum__gte=dag)

    def verlopen(self, dag):
        """Whose last day has passed, and that nobody closed yet."""
        return self.filter(gesloten_op=None, sluit_datum__lt=dag)

    def met_oude_post(self, dag):
        """Closed so long ago that the addresses of who was asked are no longer needed."""
        before = dag - relativedelta(months=huidig().bewaartermijn("abonnement"))
        return self.filter(sluit_datum__lt=before)

    def met_werk(self):
        """With reactions that nobody looked at, as ``aantal_open``."""
        return self.exclude(analyse__status="vastgesteld").met_stand().filter(aantal_open__gt=0)

    def rond_platforms(self, platforms):
        """Those of the areas of these platforms, of what lies in them and of what they lie in."""
        gebieden = Platform.gebieden.rel.model.objects.filter(platforms__in=platforms).order_by()
        paden = list(gebieden.values_list("pad", flat=True))
        hier = Q(analyse__gebied__in={int(pk) for pad in paden for pk in pad.strip("/").split("/")})
        for pad in paden:
            hier |= Q(analyse__gebied__pad__startswith=pad)
        return self.filter(hier)

    def met_stand(self):
        """With the number of reactions, and of those that nobody looked at."""
        return self.annotate(
            aantal=models.Count("reacties"), aantal_open=models.Count("reacties", filter=Q(reacties__gevolg="open"))
        )


class Belevingstoets(models.Model):
    """Open to whoever has the link (``gebiedswerk.code``), until ``sluit_datum`` or until it was closed."""

    analyse = models.OneToOneField("cyclus.Gebiedsanalyse", on_delete=models.CASCADE, related_name="toets")
    uitleg = models.TextField("wat wij u vragen", blank=True)
    opent_datum = models.DateField("open vanaf")
    sluit_datum = models.DateField("open tot en met")
    gesloten_op = models.DateTimeField(null=True, editable=False)
    code_zaad = models.CharField(max_length=40, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = BelevingstoetsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "toetsen aan de beleving"

    def __str__(self):
        return f"Toets van {self.analyse}"

    def get_absolute_url(self):
        return reverse("cyclus:toets", args=[self.analyse_id])

    @property
    def tijdlijn(self):
        return Gebeurtenis.objects.van(self).select_related("door")

    def geef_code(self):
        """A new link; only for one that has none yet."""
        self.code_zaad = nieuw_zaad()
        self.code_hash = code_hash(self.code())

    def code(self):
        return maak_code(DOEL, self.code_zaad)

    def publiek_url(self):
        return reverse("cyclus:toets_publiek", args=[self.code()])

    def vul_in(self, bericht, tekst):
        """A mail as it goes out: the code stands in no table."""
        return tekst.replace(CODE, self.code())

    @property
    def stand(self):
        """``open``, ``straks``, ``gesloten`` or ``ingetrokken`` (the analysis went back to its makers)."""
        vandaag = timezone.localdate()
        if self.analyse.status == "concept":
            return "ingetrokken"
        if self.gesloten_op or self.analyse.is_vastgesteld or vandaag > self.sluit_datum:
            return "gesloten"
        return "straks" if vandaag < self.opent_datum else "open"

    @property
    def is_open(self):
        return self.stand == "open"

    @property
    def stand_naam(self):
        """In words, with the colour of its badge."""
        return {
            "open": ("Loopt", "let_op"),
            "straks": ("Begint nog", "rust"),
            "gesloten": ("Gesloten", "rust"),
            "ingetrokken": ("Ingetrokken", "rust"),
        }[self.stand]

    @property
    def dagen_over(self):
        return (self.sluit_datum - timezone.localdate()).days

    def platforms(self):
        """Who speaks for this area and can be mailed."""
        return Platform.objects.actief().rond(self.analyse.gebied).exclude(email="")

    def sluit(self, *, door=None, tekst="De toets is gesloten."):
        """From now on; a second time changes nothing."""
        with transaction.atomic():
            if not type(self).objects.filter(pk=self.pk, gesloten_op=None).update(gesloten_op=timezone.now()):
                return False
            self.refresh_from_db(fields=["gesloten_op"])
            Bericht.objects.over(self).niet_verzonden().update(aan="")
            schrijf(self, "status", door=door, naar="Gesloten", tekst=tekst)
        return True

    def nodig_uit(self, adressen, *, door=None):
        """Mail the link, to each address once per period; how many mails that are."""
        adressen = dict.fromkeys(adres.strip().lower() for adres in adressen)
        with transaction.atomic():
            nieuw = sum(self._mail(adres, "uitnodiging", "Herkent u dit beeld van uw gebied?") for adres in adressen)
            if nieuw:
                wie = "één adres" if nieuw == 1 else f"{nieuw} adressen"
                schrijf(self, "mail", door=door, tekst=f"Uitnodiging gestuurd aan {wie}")
        return nieuw

    def herinner(self):
        """Once more to the platforms that said nothing yet."""
        gehoord = self.reacties.exclude(platform=None).values("platform")
        for platform in self.platforms().exclude(pk__in=gehoord):
            self._mail(platform.email, "herinnering", "Nog een paar dagen: herkent u dit beeld van uw gebied?")

    def _mail(self, adres, soort, onderwerp):
        merk = hashlib.sha256(adres.lower().encode()).hexdigest()[:16]
        url = reverse("cyclus:toets_publiek", args=[CODE])
        _bericht, is_new = stuur(
            adres,
            onderwerp,
            f"post/toets_{soort}.txt",
            sleutel=f"toets-{soort}:{self.pk}:{self.opent_datum}:{self.sluit_datum}:{merk}",
            over=self,
            toets=self,
            gebied=self.analyse.gebied,
            toets_url=url,
        )
        return is_new


def oude_post(dag):
    """Which addresses were asked need not be known for ever."""
    soort = ContentType.objects.get_for_model(Belevingstoets)
    oud = Belevingstoets.objects.met_oude_post(dag).values("pk")
    return Bericht.objects.filter(content_type=soort, object_id__in=oud)
