"""Something that is going on, from whoever saw it (domain.md §3.1)."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gebieden.rechten import handelt_namens
from gebieden.scope import InGebieden
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.termijnen import uiterste_dag
from gebiedswerk.tijdlijn import schrijf
from gebiedswerk.werkdagen import werkdagen_tussen
from signalen.melder.adres import CODE, LINK, maak_token, zonder_code
from signalen.melder.models import Melder
from signalen.openbaar.kop import openbare_kop

from .aanname import SignaalManager
from .code import volgcode
from .gevolgen import volg
from .query import AFGEHANDELD
from .statussen import TABEL


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
            ("api", "Doorgegeven door een ander systeem"),
        ],
    )
    eigenaar = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="signalen")
    ontvangen_op = models.DateTimeField(default=timezone.now)
    termijn_vanaf = models.DateField("termijn loopt vanaf", default=timezone.localdate, editable=False)
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
    uitkomst = models.CharField(
        max_length=14,
        blank=True,
        choices=[
            ("opgelost", "Opgelost"),
            ("deels", "Deels opgelost"),
            ("niet_opgelost", "Afgesloten zonder oplossing"),
        ],
    )
    wacht_sinds = models.DateField("wacht op de melder sinds", null=True, blank=True, editable=False)
    sluit_met_delen = models.BooleanField("sluit als alle delen zijn beantwoord", default=False)
    regel = models.ForeignKey(
        "signalen.Toewijsregel", null=True, blank=True, on_delete=models.SET_NULL, related_name="signalen"
    )
    is_zonder_regel = models.BooleanField("door geen regel toegewezen", default=False, editable=False)
    openbare_titel = models.CharField("titel die iedereen mag lezen", max_length=120, blank=True)
    openbaar_antwoord = models.TextField("wat iedereen mag lezen over wat er is gedaan", blank=True)
    is_verborgen = models.BooleanField("niet laten zien aan iedereen", default=False)
    is_persoonlijk = models.BooleanField("de tekst zegt iets over personen", default=False)
    geanonimiseerd_op = models.DateTimeField(null=True, blank=True, editable=False)
    taal = models.CharField("taal van de melder", max_length=5, default="nl")
    bronsysteem = models.ForeignKey(
        "signalen.Bronsysteem", null=True, blank=True, on_delete=models.PROTECT, related_name="signalen"
    )
    bronnummer = models.CharField("nummer in het andere systeem", max_length=60, blank=True)
    is_verdacht = models.BooleanField("lijkt op spam", default=False, editable=False)
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
            models.Index(fields=["trekkend_gebied", "thema", "-ontvangen_op"], name="signaal_gebied_thema"),
            models.Index(fields=["lat", "lon"], name="signaal_punt"),
            models.Index(fields=["-ontvangen_op", "-id"], condition=Q(is_verdacht=True), name="signaal_verdacht"),
            models.Index(fields=["-status_sinds", "-id"], name="signaal_net_veranderd"),
            models.Index(fields=["wacht_sinds"], condition=Q(wacht_sinds__isnull=False), name="signaal_wacht"),
            models.Index(
                fields=["-ontvangen_op", "-id"], condition=Q(is_zonder_regel=True), name="signaal_zonder_regel"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(hoofdsignaal=None) | ~Q(hoofdsignaal=F("id")), name="signaal_niet_in_zichzelf"
            ),
            models.UniqueConstraint(
                fields=["bronsysteem", "bronnummer"],
                condition=~Q(bronnummer=""),
                name="signaal_een_keer_per_bronnummer",
            ),
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
    def status_naam(self):
        """Closed says what came of it: solved and not solved are not the same word."""
        return self.get_uitkomst_display() if self.status in AFGEHANDELD and self.uitkomst else super().status_naam

    @property
    def status_kleur(self):
        return self.uitkomst if self.status in AFGEHANDELD and self.uitkomst else self.status

    @property
    def is_open(self):
        return self.status not in AFGEHANDELD

    @property
    def is_te_laat(self):
        return self.is_open and self.termijn_loopt and self.uiterlijk < timezone.localdate()

    @property
    def termijn_loopt(self):
        """The term stands still while the reporter thinks about a question of ours."""
        return self.wacht_sinds is None

    @property
    def wacht_op(self):
        """In a few words on whom an open signal waits, as far as its row knows (``voor_werklijst``)."""
        if not self.is_open:
            return ""
        wie = [f"de melder, sinds {self.wacht_sinds:%d-%m}"] if self.wacht_sinds else []
        if self.status == "doorgezet" and self.doorgezet_naar_id:
            wie.append(self.doorgezet_naar.naam)
        if delen := getattr(self, "open_delen", 0):
            wie.append("een afdeling" if delen == 1 else f"{delen} afdelingen")
        if collega := getattr(self, "aangeboden_aan", None):
            wie.append(f"{collega}, om over te nemen")
        return "; ".join(wie)

    @property
    def heeft_punt(self):
        return self.lat is not None and self.lon is not None

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
    def is_van_iemand(self):
        """There is something of a reporter: how to reach them, or what they sent along."""
        return hasattr(self, "melder") or self.fotos.exists()

    @property
    def heeft_bevestigd_adres(self):
        return self.heeft_adres and self.melder.bevestigd_op is not None

    # What everybody may read --------------------------------------------------

    @property
    def openbare_kop(self):
        return openbare_kop(self)

    @property
    def waarom_niet_openbaar(self):
        """In words for officials, as ``SignaalQuerySet.openbaar`` decides; empty when everybody may see it."""
        reasons = {
            "dit lijkt op spam.": self.is_verdacht,
            "iemand koos dat voor dit signaal.": self.is_verborgen,
            "dat geldt voor alles over dit thema.": not huidig().regel("themas", self.thema).get("openbaar", True),
            "de tekst zegt iets over personen. Schrijf zelf een titel om het te laten zien.": self.is_persoonlijk
            and not self.openbare_titel,
            "de gegevens zijn opgeruimd. Schrijf zelf een titel om het te laten zien.": self.geanonimiseerd_op
            and not self.openbare_titel,
        }
        return next((words for words, applies in reasons.items() if applies), "")

    def openbaar_url(self):
        return reverse("signalen:openbaar_signaal", args=[self.pk])

    # Who ------------------------------------------------------------------

    def heeft_recht(self, persoon, recht):
        """As ``SignaalQuerySet.met_recht``."""
        is_mine = recht == "behandelen" and persoon.pk == self.eigenaar_id and persoon.is_ambtenaar
        return is_mine or super().heeft_recht(persoon, recht)

    def mag_overdragen(self, persoon):
        """The owner or a stand-in hands over; when the owner's role has ended, whoever works here does."""
        return handelt_namens(persoon, self.eigenaar_id, self.gebied_ids()) or (
            not (self.eigenaar.is_active and self.eigenaar.is_ambtenaar) and self.heeft_recht(persoon, "behandelen")
        )

    @property
    def lopende_overdracht(self):
        return self.overdrachten.filter(status="aangeboden").select_related("van", "aan").first()

    def wijs_toe(self, eigenaar):
        """A new owner by the software itself, when the old one is no longer there."""
        tekst = f"{self.eigenaar} werkt hier niet meer."
        Signaal.objects.filter(pk=self.pk).draag_over(self.eigenaar, eigenaar, tekst=tekst)
        self.eigenaar = eigenaar

    # What the reporter hears ------------------------------------------------

    def mail_melder(self, onderwerp, sjabloon, sleutel, **context):
        """Mail the reporter in their own language, when they showed that the address is theirs.

        Nothing goes to an address that spam, or somebody else, may have made up.
        """
        if self.heeft_bevestigd_adres and not self.is_verdacht:
            self.mail_adres(onderwerp, sjabloon, sleutel, **context)

    def mail_adres(self, onderwerp, sjabloon, sleutel, **context):
        context = zonder_code(context | {"volg_url": self.volg_url()}, self.volgcode()) | {"profiel": huidig()}
        stuur(self.adres, onderwerp, sjabloon, sleutel=sleutel, over=self, taal=self.taal, **context)

    def vul_in(self, bericht, tekst):
        """The text of a mail as it goes out: only the reporter's own mail holds the code and the link."""
        if not self.adres or bericht.aan != self.adres:
            return tekst
        return tekst.replace(CODE, self.volgcode()).replace(LINK, maak_token(self.melder))

    def bevestig(self, persoon=None):
        """Tell the reporter that it came in; an address that nobody confirmed is first asked whether it is theirs.

        ``persoon`` is who was signed in: the address of their own account needs no question.
        """
        if not self.heeft_adres or self.is_verdacht:
            return
        if self.melder.bevestigd_op is None and persoon is not None and persoon.is_authenticated:
            self.melder.is_van(persoon)
        if self.melder.bevestigd_op is None:
            self.melder.vraag_bevestiging()
            return
        onderwerp = format_lazy(_("Wij hebben uw signaal ontvangen ({nummer})"), nummer=self.nummer)
        sleutel = f"signaal-bevestiging:{self.pk}:{self.melder.bevestigd_op:%Y%m%d%H%M%S%f}"
        vraag = self.wachtvragen.filter(tot=None).first()
        self.mail_melder(onderwerp, "post/signaal_bevestiging.txt", sleutel, vraag=vraag and vraag.vraag)

    def geef_adres(self, email, persoon=None):
        """The reporter leaves an address, or another one; it is asked whether it is theirs. False: it was this one."""
        with transaction.atomic():
            melder, is_new = Melder.objects.get_or_create(signaal=self)
            if is_new or melder.email != email:
                melder.zet_adres(email)
                self.melder = melder
                schrijf(self, "adres_gewijzigd", wie="de melder")
                self.bevestig(persoon)
                return True
        return False

    def zet_persoonlijk(self, is_persoonlijk, *, door):
        """Whether its texts are about people; the same answer twice is one."""
        if not self.heeft_recht(door, "behandelen"):
            raise GeenRecht("Over personen")
        with transaction.atomic():
            other = Signaal.objects.filter(pk=self.pk).exclude(is_persoonlijk=is_persoonlijk)
            if other.update(is_persoonlijk=is_persoonlijk, versie=F("versie") + 1):
                tekst = "De tekst zegt iets over personen." if is_persoonlijk else "De tekst zegt niets over personen."
                schrijf(self, "over_personen", door=door, tekst=tekst)

    def leg_inzage_vast(self, door, waarom=""):
        """Somebody sees how to reach the reporter; once per person and day. False when it was written down already."""
        today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
        with transaction.atomic():
            type(self)._base_manager.select_for_update().only("pk").get(pk=self.pk)
            if self.inzagen.filter(door=door, op__gte=today).exists():
                return False
            self.inzagen.create(door=door, waarom=waarom[:200])
        return True

    def mail_eigenaar(self, onderwerp, regel):
        """``regel`` is the timeline line that the mail is about."""
        sleutel = f"signaal-eigenaar:{regel.pk}"
        stuur(self.eigenaar.email, onderwerp, "post/signaal_eigenaar.txt", sleutel=sleutel, over=self, regel=regel)

    def wacht_op_antwoord(self):
        """True when this reporter, or one whose signal is bundled with this one, left an address."""
        bundled = Melder.objects.filter(signaal__hoofdsignaal=self.pk, signaal__antwoord="").exclude(email="")
        return self.heeft_adres or bundled.exists()

    def beantwoord(self, tekst, *, door):
        """Answer the reporter, and everybody whose signal is bundled with this one. The same text twice is one."""
        with transaction.atomic():
            now_in_db = Signaal.objects.select_for_update().get(pk=self.pk)
            if not now_in_db.heeft_recht(door, "behandelen"):
                raise GeenRecht("Beantwoorden")
            if not now_in_db.is_open:
                raise ValidationError("Dit signaal is al teruggekoppeld. Heropen het om nog iets te antwoorden.")
            if now_in_db.antwoord == tekst:
                return
            self.zeg(tekst, door)

    def zeg(self, tekst, door):
        for signaal in (self, *self.gebundelde_signalen.filter(status="gebundeld").select_related("melder")):
            signaal.leg_antwoord_vast(tekst, door)

    def leg_antwoord_vast(self, tekst, door):
        """Store, tell and mail one answer; inside the transaction of the act."""
        self.antwoord, self.beantwoord_op = tekst, timezone.now()
        Signaal.objects.filter(pk=self.pk).update(
            antwoord=tekst, beantwoord_op=self.beantwoord_op, versie=F("versie") + 1
        )
        self.versie += 1
        regel = schrijf(self, "antwoord", door=door, tekst=tekst, is_openbaar=True)
        onderwerp = format_lazy(_("Antwoord op uw signaal ({nummer})"), nummer=self.nummer)
        self.mail_melder(onderwerp, "post/signaal_antwoord.txt", f"signaal-antwoord:{regel.pk}", antwoord=tekst)

    # The term that runs -----------------------------------------------------------

    @property
    def termijnsoort(self):
        return "signaal_antwoord" if self.status in ("in_behandeling", "doorgezet") else "signaal_beoordelen"

    @property
    def termijn_uitleg(self):
        """Which term runs now and why, for who handles it."""
        if not self.termijn_loopt:
            return f"De termijn staat stil: sinds {date_format(self.wacht_sinds, 'j F')} wachten wij op de melder."
        if self.status == "gebundeld":
            return f"Loopt mee met {self.hoofdsignaal.nummer}."
        if self.status == "niet_opgepakt":
            return "De melder weet dat wij dit niet oppakken. Sluit het signaal af."
        wat = "Inhoudelijk antwoord" if self.termijnsoort == "signaal_antwoord" else "Eerste oordeel"
        vanaf = date_format(self.termijn_vanaf, "j F")
        zin = f"{wat} binnen {huidig().termijn(self.termijnsoort)} werkdagen na {vanaf}."
        pauzes = self.wachtvragen.exclude(tot=None).filter(van__gte=self.termijn_vanaf).values_list("van", "tot")
        waited = sum(werkdagen_tussen(van, tot) for van, tot in pauzes)
        return f"{zin} {waited} werkdagen wachten op de melder tellen niet mee." if waited else zin

    @property
    def aantal_heropend(self):
        return self.tijdlijn.filter(soort="status", naar=self.tabel.namen["heropend"]).count()

    @property
    def heropenen_tot(self):
        """The last day on which the reporter can reopen what was closed."""
        return uiterste_dag("signaal_heropenen", timezone.localdate(self.status_sinds))

    @property
    def mag_melder_heropenen(self):
        return not self.is_open and timezone.localdate() <= self.heropenen_tot

    # Waiting for the reporter ---------------------------------------------------

    @property
    def kan_wachten(self):
        """Whether a question to the reporter can be asked now: there is somebody at work on it, and it is real."""
        return self.is_open and self.status not in ("gebundeld", "niet_opgepakt") and not self.is_verdacht

    @cached_property
    def open_vraag(self):
        return self.wachtvragen.open().select_related("door").first() if self.wacht_sinds else None

    @property
    def bereik(self):
        """How the reporter gets to read a question: by ``mail``, on the ``pagina``, by ``telefoon``, or not at all.

        Who filled in the form has the page; who told an official, or another system, has it only by mail.
        """
        if self.heeft_bevestigd_adres:
            return "mail"
        if self.bron in ("formulier", "platform"):
            return "pagina"
        melder = getattr(self, "melder", None)
        return "telefoon" if melder and melder.telefoon else ""

    def nieuwe_termijn(self):
        """The last day of the term that runs in this state, without the days on which we waited for the reporter."""
        pauzes = self.wachtvragen.exclude(tot=None).values_list("van", "tot")
        return uiterste_dag(self.termijnsoort, self.termijn_vanaf, pauzes)

    def loop_door(self):
        """The reporter answered, or we go on without: the days that we waited do not count."""
        if self.status == "gebundeld":
            self.zet(wacht_sinds=None)
        else:
            self.zet(wacht_sinds=None, uiterlijk=self.nieuwe_termijn())
        self.__dict__.pop("open_vraag", None)

    def vul_aan(self, tekst):
        """The reporter adds something; the owner hears it."""
        with transaction.atomic():
            regel = schrijf(self, "aanvulling", wie="de melder", tekst=tekst, is_openbaar=True)
            self.mail_eigenaar(f"Aanvulling bij {self.nummer}", regel)

    def geef_vrij(self, *, door):
        """A person looked: this is no spam. Now the reporter gets the confirmation."""
        if not self.heeft_recht(door, "behandelen"):
            raise GeenRecht("Dit is echt")
        with transaction.atomic():
            if not Signaal.objects.filter(pk=self.pk, is_verdacht=True).update(is_verdacht=False):
                return
            self.is_verdacht = False
            schrijf(self, "bekeken", door=door, tekst="Dit is een echt signaal.")
            # The receipt also tells the answer that came in the meantime, when there is one.
            self.bevestig()

    # What follows from a step -----------------------------------------------

    def ga_naar(self, status, **hoe):
        """A bundle is taken hold of whole, in a fixed order: what joins a signal that closes just then is in time."""
        with transaction.atomic():
            if status in ("gebundeld", *AFGEHANDELD):
                hoofd = hoe.get("hoofdsignaal")
                bundel = Q(pk=self.pk) | Q(hoofdsignaal=self.pk) | Q(pk=hoofd and hoofd.pk)
                list(Signaal.objects.filter(bundel).order_by("pk").select_for_update().values_list("pk"))
            return super().ga_naar(status, **hoe)

    def heropen_als_melder(self, reden):
        """The reporter asks us to look again. Raises ``ValidationError`` when that cannot be any more."""
        if not self.is_open and not self.mag_melder_heropenen:
            raise ValidationError("De termijn om te heropenen is voorbij.")
        self.ga_naar("heropend", wie="de melder", is_openbaar=True, reden=reden)

    def na_overgang(self, overgang, door):
        volg(self, overgang, door)

    def zet(self, **velden):
        Signaal.objects.filter(pk=self.pk).update(**velden)
        for naam, waarde in velden.items():
            setattr(self, naam, waarde)
