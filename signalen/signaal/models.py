"""Something that is going on, from whoever saw it (domain.md §3.1)."""

import hashlib
import hmac
import secrets
from base64 import b32encode

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebieden.mensen.models import eerste_eigenaar
from gebieden.scope import InGebieden, InGebiedenQuerySet
from gebiedswerk.dossier import Dossier
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import uiterste_dag
from gebiedswerk.tijdlijn import schrijf
from gebiedswerk.zoeken import zoek

from .statussen import OVERDRACHT, TABEL

AFGEHANDELD = ("teruggekoppeld",)
ZOEKVELDEN = ("tekst", "plaats")


def volgcode(zaad):
    """The code with which a reporter follows a signal: 130 bits, derived, so that it stands in no table."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"volgcode:" + zaad.encode(), hashlib.sha256).digest()
    return b32encode(digest).decode().lower()[:26]


def code_hash(code):
    return hashlib.sha256(code.encode()).hexdigest()


class SignaalQuerySet(InGebiedenQuerySet):
    def zichtbaar_voor(self, persoon):
        """Officials by their right to read along; a member of a platform sees what that platform put in."""
        visible = super().zichtbaar_voor(persoon)
        if not persoon.is_authenticated or persoon.is_ambtenaar:
            return visible
        return visible | self.filter(platform__leden__in=persoon.platformlidmaatschappen.lopend())

    def open(self):
        return self.exclude(status__in=AFGEHANDELD)

    def van(self, persoon):
        return self.filter(eigenaar=persoon)

    def over_termijn(self, dag=None):
        return self.open().filter(uiterlijk__lt=dag or timezone.localdate())

    def met_code(self, code):
        return self.filter(code_hash=code_hash(code))

    def zoek(self, tekst):
        return zoek(self, ZOEKVELDEN, tekst)

    def voor_lijst(self):
        return self.select_related("trekkend_gebied", "eigenaar", "platform")


class SignaalManager(models.Manager.from_queryset(SignaalQuerySet)):
    def neem_aan(self, *, tekst, thema, gebied, melder=None, platform=None, bron="formulier", op=None, **velden):
        """Take in a signal: owner, term and code follow from place and profile, all in one transaction.

        ``melder`` is a dict with naam, email, telefoon (all may be empty).
        """
        op = op or timezone.now()
        domein = huidig().domein_van(thema)
        with transaction.atomic():
            zaad = secrets.token_urlsafe(16)
            signaal = self.create(
                tekst=tekst,
                thema=thema,
                domein=domein,
                trekkend_gebied=gebied,
                platform=platform,
                bron=bron,
                eigenaar=velden.pop("eigenaar", None) or eerste_eigenaar(gebied, domein),
                code_zaad=zaad,
                code_hash=code_hash(volgcode(zaad)),
                uiterlijk=uiterste_dag("signaal_beoordelen", timezone.localdate(op)),
                ontvangen_op=op,
                status_sinds=op,
                aangemaakt_op=op,
                **velden,
            )
            signaal.leg_in(gebied)
            if melder and any(melder.values()):
                Melder.objects.create(signaal=signaal, **melder)
            wie = platform.naam if platform else "een inwoner"
            schrijf(signaal, "ontvangen", wie=wie, tekst=signaal.get_bron_display(), is_openbaar=True, op=op)
        return signaal


class Signaal(InGebieden):
    tabel = TABEL

    tekst = models.TextField()
    thema = models.CharField(max_length=40)
    domein = models.CharField(max_length=40)
    plaats = models.CharField("plaats in woorden of adres", max_length=200, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    platform = models.ForeignKey(
        "gebieden.Platform", null=True, blank=True, on_delete=models.PROTECT, related_name="signalen"
    )
    bron = models.CharField(
        max_length=12,
        default="formulier",
        choices=[
            ("formulier", "Doorgegeven via het formulier"),
            ("platform", "Doorgegeven door een platform"),
            ("gesprek", "Opgeschreven na een gesprek"),
            ("import", "Overgenomen uit een ander systeem"),
        ],
    )
    eigenaar = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="signalen")
    ontvangen_op = models.DateTimeField(default=timezone.now)
    uiterlijk = models.DateField()
    code_zaad = models.CharField(max_length=40, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    antwoord = models.TextField(blank=True)
    beantwoord_op = models.DateTimeField(null=True, blank=True, editable=False)
    reden = models.TextField("reden", blank=True)
    doorgezet_naar = models.ForeignKey(
        "gebieden.Afdeling", null=True, blank=True, on_delete=models.PROTECT, related_name="signalen"
    )
    hoofdsignaal = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="gebundelde_signalen"
    )
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = SignaalManager()

    class Meta:
        verbose_name_plural = "signalen"
        ordering = ["-ontvangen_op", "-id"]
        indexes = [
            models.Index(fields=["-ontvangen_op", "-id"], name="signaal_nieuwste"),
            models.Index(fields=["eigenaar", "uiterlijk"], name="signaal_eigenaar"),
            models.Index(fields=["uiterlijk"], condition=~Q(status__in=AFGEHANDELD), name="signaal_open_uiterlijk"),
            models.Index(fields=["thema", "-ontvangen_op"], name="signaal_thema"),
        ]

    def __str__(self):
        return f"{self.nummer} {self.kop}"

    def get_absolute_url(self):
        return reverse("signalen:signaal", args=[self.pk])

    @property
    def nummer(self):
        return f"S{self.ontvangen_op:%y}-{self.pk:05d}"

    @property
    def kop(self):
        """The first words, for lists and headings."""
        eerste = self.tekst.strip().splitlines()[0] if self.tekst.strip() else "(zonder tekst)"
        return eerste if len(eerste) <= 80 else eerste[:79].rsplit(" ", 1)[0] + "…"

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema)

    @property
    def is_open(self):
        return self.status not in AFGEHANDELD

    def volgcode(self):
        return volgcode(self.code_zaad)

    def volg_url(self):
        return reverse("signalen:volgen", args=[self.volgcode()])

    @property
    def adres(self):
        """The reporter's e-mail address, or an empty string."""
        melder = getattr(self, "melder", None)
        return melder.email if melder else ""

    @property
    def heeft_adres(self):
        return bool(self.adres)

    @property
    def lopende_overdracht(self):
        return self.overdrachten.filter(status="aangeboden").select_related("van", "aan").first()


class Melder(models.Model):
    """Who told it, apart from what was told: can be removed without touching the signal."""

    signaal = models.OneToOneField(Signaal, on_delete=models.CASCADE, related_name="melder")
    naam = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name_plural = "melders"

    def __str__(self):
        return self.naam or self.email or "melder"


class Foto(models.Model):
    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="fotos")
    bestand = models.ImageField(upload_to="fotos/%Y/%m/", width_field="breedte", height_field="hoogte")
    breedte = models.PositiveIntegerField(default=0, editable=False)
    hoogte = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name_plural = "foto's"

    def __str__(self):
        return self.bestand.name


class Inzending(models.Model):
    """One use of the public form, for the rate limit and against double clicks; holds no address."""

    afzender_hash = models.CharField(max_length=64)
    op = models.DateTimeField(default=timezone.now)
    sleutel = models.CharField(max_length=64, unique=True)
    signaal = models.ForeignKey(Signaal, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "inzendingen"
        indexes = [models.Index(fields=["afzender_hash", "op"], name="inzending_per_afzender")]

    def __str__(self):
        return f"inzending {self.op}"


class Overdracht(Dossier):
    """Warme overdracht: whoever is addressed stays owner until somebody else has taken it over."""

    tabel = OVERDRACHT

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="overdrachten")
    van = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="aangeboden_overdrachten")
    aan = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="ontvangen_overdrachten")
    context = models.TextField("wat de ander moet weten")
    antwoord = models.TextField(blank=True)
    uiterlijk = models.DateField()

    class Meta:
        verbose_name_plural = "overdrachten"
        ordering = ["-aangemaakt_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["signaal"], condition=Q(status="aangeboden"), name="een_aangeboden_overdracht"
            )
        ]

    def __str__(self):
        return f"{self.signaal} van {self.van} aan {self.aan}"

    def heeft_recht(self, persoon, recht):
        return persoon.pk == (self.aan_id if recht == "ontvangen" else self.van_id)

    def na_overgang(self, overgang, door):
        """Only an accepted handover moves the signal to its new owner."""
        if overgang.naar == "aanvaard":
            Signaal.objects.filter(pk=self.signaal_id).update(eigenaar=self.aan)
        schrijf(
            self.signaal,
            "overdracht",
            door=door,
            van=self.van,
            naar=self.aan,
            tekst=f"{overgang.knop}: {self.antwoord or self.context}",
        )
