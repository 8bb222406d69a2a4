"""People and what they do where: functie × gebied × period (domain.md §1, §2)."""

from datetime import timedelta

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils import timezone

from gebieden.rechten import gebieden_met_recht, heeft_recht_overal, leid_rechten_af
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import Gebeurtenis, schrijf

AMBTELIJK = frozenset({"gebiedsmedewerker", "regie", "vakafdeling", "bestuur", "beheer"})


class GebruikerQuerySet(models.QuerySet):
    def met_lopende_rol(self):
        """Everybody who does something somewhere today: officials, partners, members of platforms."""
        return self.met_rollen(Gebiedsrol.objects.lopend())

    def met_rol(self, recht):
        """Whose function gives ``recht`` somewhere, today: who may be chosen as contact or owner."""
        return self.met_rollen(Gebiedsrol.objects.lopend().met_recht(recht))

    def met_rollen(self, rollen):
        """Who has one of these running roles, or stands in for it today."""
        vandaag = timezone.localdate()
        absent = rollen.filter(vervangingen__van__lte=vandaag, vervangingen__tot__gte=vandaag)
        stands_in = Q(pk__in=absent.values("vervangingen__vervanger"))
        return self.filter(Q(pk__in=rollen.values("persoon")) | stands_in, is_active=True)

    def met_eigen_rol(self, soorten):
        """Who has a running role of their own of one of these kinds of function."""
        codes = [f["code"] for f in huidig().functies if f["soort"] in soorten]
        rollen = Gebiedsrol.objects.lopend().filter(functie__in=codes)
        return self.filter(is_active=True, pk__in=rollen.values("persoon"))

    def binnen_beheer_van(self, persoon):
        """Whom this person manages: who ever had a role in their areas, and who has none anywhere yet."""
        if heeft_recht_overal(persoon, "beheren"):
            return self.all()
        here = Gebiedsrol.objects.binnen_beheer_van(persoon)
        return self.filter(Q(pk__in=here.values("persoon")) | Q(gebiedsrollen=None))

    def geheel_binnen_beheer_van(self, persoon):
        """Whose account this person may change: nobody who works, or will, where they do not manage."""
        elsewhere = Gebiedsrol.objects.niet_voorbij().exclude(pk__in=Gebiedsrol.objects.binnen_beheer_van(persoon))
        return self.binnen_beheer_van(persoon).exclude(pk__in=elsewhere.values("persoon"))

    def op_woord(self, tekst):
        """Every word stands in the name or the address."""
        found = self.all()
        for woord in tekst.split():
            found = found.filter(Q(naam__icontains=woord) | Q(email__icontains=woord))
        return found


class GebruikerManager(UserManager.from_queryset(GebruikerQuerySet)):
    def maak(self, email, naam, wachtwoord=None, **velden):
        gebruiker = self.model(username=email.lower(), email=email.lower(), naam=naam, **velden)
        gebruiker.set_password(wachtwoord)
        gebruiker.save()
        return gebruiker


class Gebruiker(AbstractUser):
    """Somebody with an account. What they may see and change hangs on their Gebiedsrollen, not on flags here."""

    naam = models.CharField(max_length=150)
    email = models.EmailField("e-mailadres", unique=True)
    telefoon = models.CharField(max_length=30, blank=True)
    rechten_op = models.DateField(null=True, editable=False)
    is_voorbeeld = models.BooleanField("voorbeeldaccount", default=False, editable=False)

    objects = GebruikerManager()

    class Meta:
        verbose_name_plural = "gebruikers"
        ordering = ["naam"]

    def __str__(self):
        return self.naam or self.email

    def get_absolute_url(self):
        return reverse("gebieden:persoon", args=[self.pk])

    @property
    def tijdlijn(self):
        return Gebeurtenis.objects.van(self).select_related("door")

    def soorten(self, vandaag=None):
        """The kinds of function this person has or stands in for ("raad", "regie", …); asked once per request."""
        if "_soorten" not in self.__dict__:
            codes = Gebiedsrol.objects.lopend(vandaag).voor(self, vandaag).values_list("functie", flat=True)
            self.__dict__["_soorten"] = {huidig().regel("functies", c).get("soort") for c in codes}
        return self.__dict__["_soorten"]

    def open_werk(self):
        """What is still in this person's name: ``[("signalen", 3), …]``, of every kind that knows its owner."""
        kinds = {r.related_model for r in self._meta.related_objects}
        querysets = [kind.objects.all() for kind in sorted(kinds, key=lambda kind: kind._meta.verbose_name_plural)]
        counts = [
            (rows.model._meta.verbose_name_plural, rows.open().van(self).count())
            for rows in querysets
            if hasattr(rows, "open") and hasattr(rows, "van")
        ]
        return [(naam, aantal) for naam, aantal in counts if aantal]

    def enig_gebied(self, recht):
        """Id of the one area in which this person has a role with ``recht``; None with no role or several."""
        own = set(self.gebiedsrollen.lopend().met_recht(recht).values_list("gebied_id", flat=True)[:2])
        return own.pop() if len(own) == 1 else None

    @property
    def is_ambtenaar(self):
        return bool(self.soorten() & AMBTELIJK)

    def wie_bereikt(self, ding, dag):
        """Who hears what concerns ``ding`` on this day: this person, and who stands in for them where it lies."""
        rollen = self.gebiedsrollen.lopend(dag).met_waarnemer(dag).filter(waarnemer_id__isnull=False)
        gebieden = ding.gebied_ids() if hasattr(ding, "gebied_ids") else None
        stand_ins = [rol.waarnemer() for rol in rollen.select_related("gebied") if rol.geldt_in(gebieden)]
        return [self, *dict.fromkeys(stand_ins)]

    def waarom_niet_uit(self):
        """Why this account cannot be switched off yet, in words; empty when it can."""
        vandaag = timezone.localdate()
        open_werk = ", ".join(f"{naam} ({aantal})" for naam, aantal in self.open_werk())
        reasons = [f"Op naam van {self} staat nog open werk: {open_werk}."] if open_werk else []
        later = self.gebiedsrollen.filter(Q(tot=None) | Q(tot__gt=vandaag)).select_related("gebied")
        reasons += [f"De rol {rol.functie_naam} in {rol.gebied} is nog niet beëindigd." for rol in later]
        if self.vervangt.filter(tot__gt=vandaag).exists():
            reasons.append(f"{self} staat nog als vervanger van een collega.")
        return reasons

    def zet_account(self, is_active, *, door):
        """Switch the account on or off; nothing that is in somebody's name is left with an account that is off."""
        with transaction.atomic():
            now_in_db = Gebruiker.objects.select_for_update().get(pk=self.pk)
            if now_in_db.is_active == is_active:
                return
            if not is_active and (reasons := self.waarom_niet_uit()):
                raise ValidationError(reasons)
            Gebruiker.objects.filter(pk=self.pk).update(is_active=is_active)
            self.is_active = is_active
            schrijf(self, "account_aan" if is_active else "account_uit", door=door)


class GebiedsrolQuerySet(models.QuerySet):
    def lopend(self, dag=None):
        dag = dag or timezone.localdate()
        return self.filter(Q(tot=None) | Q(tot__gte=dag), van__lte=dag)

    def niet_voorbij(self, dag=None):
        return self.filter(Q(tot=None) | Q(tot__gte=dag or timezone.localdate()))

    def te_vervangen_door(self, persoon):
        """For which roles this person may register a stand-in: their own, and those they manage."""
        return self.niet_voorbij().filter(Q(persoon=persoon) | Q(gebied__in=gebieden_met_recht(persoon, "beheren")))

    def van_soort(self, soort):
        codes = [f["code"] for f in huidig().functies if f["soort"] == soort]
        return self.filter(functie__in=codes)

    def voor(self, persoon, dag=None):
        """The roles of this person, and those they stand in for on this day."""
        return self.filter(Q(persoon=persoon) | Q(pk__in=persoon.vervangt.lopend(dag).values("rol")))

    def met_waarnemer(self, dag=None):
        """With the id of who stands in that day, so that ``waarnemer`` asks nothing more while nobody is absent."""
        absent = self.model._meta.get_field("vervangingen").related_model.objects.lopend(dag)
        stands_in = absent.filter(rol=OuterRef("pk"), vervanger__is_active=True)
        return self.annotate(waarnemer_id=Subquery(stands_in.values("vervanger")[:1]))

    def uren_per_gebied(self):
        """``[(gebied, hours a week), …]`` of these roles, of who has an account that works."""
        rows = self.filter(persoon__is_active=True, uren__gt=0).order_by("gebied__pad")
        return list(rows.values_list("gebied__naam").annotate(totaal=Sum("uren")))

    def voor_functie(self, functie):
        return self.filter(functie=functie)

    def afgelopen(self, dag=None):
        return self.filter(tot__lt=dag or timezone.localdate())

    def toekomstig(self, dag=None):
        return self.filter(van__gt=dag or timezone.localdate())

    def overlapt(self, rol):
        """Other roles of the same person, function and area in the same days."""
        same = self.filter(persoon=rol.persoon, gebied=rol.gebied, functie=rol.functie).exclude(pk=rol.pk)
        if rol.tot:
            same = same.filter(van__lte=rol.tot)
        return same.filter(Q(tot=None) | Q(tot__gte=rol.van))

    def binnen_beheer_van(self, persoon):
        """The roles that this person may change: those in the areas they manage."""
        return self.filter(gebied__in=gebieden_met_recht(persoon, "beheren"))

    def voor_lijst(self):
        rollen = self.select_related("persoon", "gebied", "afdeling").order_by("persoon__naam", "van", "pk")
        return rollen.defer("gebied__grens", "gebied__omschrijving")

    def met_recht(self, recht):
        """Roles whose function gives this right in the area of the role."""
        return self.filter(functie__in=[f["code"] for f in huidig().functies if recht in f["eigen"]])


class Gebiedsrol(models.Model):
    """``tot`` is the last day. Save through ``bewaar`` so that the rights follow at once."""

    persoon = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="gebiedsrollen")
    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="gebiedsrollen")
    functie = models.CharField(max_length=60)
    afdeling = models.ForeignKey(
        "gebieden.Afdeling", null=True, blank=True, on_delete=models.PROTECT, related_name="rollen"
    )
    van = models.DateField(default=timezone.localdate)
    tot = models.DateField("tot en met", null=True, blank=True)
    uren = models.PositiveSmallIntegerField("uren per week", null=True, blank=True)
    mandaat = models.DecimalField("mandaat in euro", max_digits=10, decimal_places=2, null=True, blank=True)

    objects = GebiedsrolQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebiedsrollen"
        ordering = ["gebied__naam", "functie", "persoon__naam"]
        indexes = [models.Index(fields=["gebied", "functie"], name="rol_gebied_functie")]
        constraints = [
            models.CheckConstraint(condition=Q(tot=None) | Q(tot__gte=models.F("van")), name="rol_tot_na_van")
        ]

    def __str__(self):
        return f"{self.persoon}, {self.functie_naam} in {self.gebied}"

    def get_absolute_url(self):
        return self.persoon.get_absolute_url()

    @property
    def functie_naam(self):
        return huidig().naam_van("functies", self.functie)

    def clean(self):
        if self.tot and self.van and self.tot < self.van:
            raise ValidationError({"tot": "De laatste dag ligt voor de eerste dag."})

    def bewaar(self):
        self.full_clean()
        self.save()
        leid_rechten_af(self.persoon)

        for vervanging in self.vervangingen.lopend().select_related("vervanger"):
            leid_rechten_af(vervanging.vervanger)

    def loopt_op(self, dag):
        return self.van <= dag and (self.tot is None or self.tot >= dag)

    def geldt_in(self, gebieden):
        """True when one of these areas (ids; None: unknown, so everywhere) lies in the area of the role."""
        inside = type(self.gebied).objects.binnen(self.gebied)
        return gebieden is None or inside.filter(pk__in=gebieden).exists()

    @property
    def soort(self):
        return huidig().regel("functies", self.functie).get("soort", "")

    @property
    def geeft_rechten(self):
        functie = huidig().regel("functies", self.functie)
        return bool(functie.get("eigen") or functie.get("overal"))

    def waarnemer(self):
        """Who does this now: during an absence the stand-in, else the holder. For a row of ``met_waarnemer``."""
        return Gebruiker.objects.get(pk=self.waarnemer_id) if self.waarnemer_id else self.persoon

    @property
    def is_lopend(self):
        return self.loopt_op(timezone.localdate())

    @property
    def is_afgelopen(self):
        return bool(self.tot and self.tot < timezone.localdate())

    def laat_iemand_beheren(self, dag):
        """True when somebody can still manage the system on the day after ``dag`` without this role."""
        if "beheren" not in huidig().regel("functies", self.functie).get("eigen", ()):
            return True
        others = Gebiedsrol.objects.exclude(pk=self.pk).lopend(dag + timedelta(days=1)).met_recht("beheren")
        return others.filter(persoon__is_active=True).exists()

    def trek_in(self, *, door):
        """Take back a role that has not begun: it never gave anybody anything."""
        with transaction.atomic():
            if self.van <= timezone.localdate():
                raise ValidationError("Deze rol is al begonnen. Gebruik ‘Beëindigen’.")
            schrijf(self.persoon, "rol_ingetrokken", door=door, tekst=f"{self}, vanaf {self.van:%d-%m-%Y}")
            self.delete()

    def beeindig(self, dag):
        """End the role; ``dag`` is the last day."""
        self.tot = dag
        self.bewaar()
