"""People and what they do where: functie × gebied × period (domain.md §1, §2)."""

from datetime import timedelta

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebieden.rechten import gebieden_met_recht, leid_rechten_af
from gebiedswerk.profiel import huidig


class GebruikerManager(UserManager):
    def maak(self, email, naam, wachtwoord=None, **velden):
        gebruiker = self.model(username=email.lower(), email=email.lower(), naam=naam, **velden)
        gebruiker.set_password(wachtwoord)
        gebruiker.save()
        return gebruiker

    def met_lopende_rol(self):
        """Everybody who does something somewhere today: officials, partners, members of platforms."""
        return self.filter(is_active=True, pk__in=Gebiedsrol.objects.lopend().values("persoon"))

    def met_rol(self, recht):
        """Whose function gives ``recht`` somewhere, today: who may be chosen as contact or owner."""
        return self.filter(is_active=True, pk__in=Gebiedsrol.objects.lopend().met_recht(recht).values("persoon"))


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

    def soorten(self, vandaag=None):
        """The kinds of function this person has now ("gebiedsmedewerker", "raad", …); asked once per request."""
        if "_soorten" not in self.__dict__:
            codes = self.gebiedsrollen.lopend(vandaag).values_list("functie", flat=True)
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
        return bool(self.soorten() & {"gebiedsmedewerker", "regie", "vakafdeling", "bestuur", "beheer"})


class Afdeling(models.Model):
    naam = models.CharField(max_length=100, unique=True)
    email = models.EmailField(blank=True)
    telefoon = models.CharField(max_length=30, blank=True)
    waarvoor = models.TextField("waar deze afdeling over gaat", blank=True)
    is_actief = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "afdelingen"
        ordering = ["naam"]

    def __str__(self):
        return self.naam


class GebiedsrolQuerySet(models.QuerySet):
    def lopend(self, dag=None):
        dag = dag or timezone.localdate()
        return self.filter(Q(tot=None) | Q(tot__gte=dag), van__lte=dag)

    def van_soort(self, soort):
        codes = [f["code"] for f in huidig().functies if f["soort"] == soort]
        return self.filter(functie__in=codes)

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
        return self.select_related("persoon", "gebied", "afdeling").order_by("persoon__naam", "van", "pk")

    def met_recht(self, recht):
        """Roles whose function gives this right in the area of the role."""
        return self.filter(functie__in=[f["code"] for f in huidig().functies if recht in f["eigen"]])


class Gebiedsrol(models.Model):
    """``tot`` is the last day. Save through ``bewaar`` so that the rights follow at once."""

    persoon = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="gebiedsrollen")
    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="gebiedsrollen")
    functie = models.CharField(max_length=60)
    afdeling = models.ForeignKey(Afdeling, null=True, blank=True, on_delete=models.PROTECT, related_name="rollen")
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

    @property
    def is_lopend(self):
        return self.van <= timezone.localdate() and not self.is_afgelopen

    @property
    def is_afgelopen(self):
        return bool(self.tot and self.tot < timezone.localdate())

    def laat_iemand_beheren(self, dag):
        """True when somebody can still manage the system on the day after ``dag`` without this role."""
        if "beheren" not in huidig().regel("functies", self.functie).get("eigen", ()):
            return True
        others = Gebiedsrol.objects.exclude(pk=self.pk).lopend(dag + timedelta(days=1)).met_recht("beheren")
        return others.filter(persoon__is_active=True).exists()

    def beeindig(self, dag):
        """End the role; ``dag`` is the last day."""
        self.tot = dag
        self.bewaar()


class VervangingQuerySet(models.QuerySet):
    def lopend(self, dag=None):
        dag = dag or timezone.localdate()
        return self.filter(van__lte=dag, tot__gte=dag)


class Vervanging(models.Model):
    """Somebody stands in for a role during an absence: from the first to the last day they have its rights too."""

    rol = models.ForeignKey(Gebiedsrol, on_delete=models.CASCADE, related_name="vervangingen")
    vervanger = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="vervangt")
    van = models.DateField("eerste dag")
    tot = models.DateField("laatste dag")
    reden = models.CharField(max_length=200, blank=True)

    objects = VervangingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vervangingen"
        ordering = ["-van"]
        constraints = [
            models.CheckConstraint(condition=Q(tot__gte=models.F("van")), name="vervanging_tot_na_van"),
        ]

    def __str__(self):
        return f"{self.vervanger} voor {self.rol}"


def eerste_eigenaar(gebied, domein):
    """Who works here for this domain: the smallest area with a gebiedsmedewerker decides (domain.md §3.1).

    Nobody for the domain: any gebiedsmedewerker there; nobody at all: who directs (regie); then a beheerder.
    Returns a ``Gebruiker`` or None when the municipality has nobody yet.
    """
    functies = huidig().functies
    fitting = {f["code"] for f in functies if f["soort"] == "gebiedsmedewerker" and domein in f["domeinen"]}
    by_kind = {s: {f["code"] for f in functies if f["soort"] == s} for s in ("gebiedsmedewerker", "regie", "beheer")}
    rollen = [
        (len(rol.gebied.pad), rol)
        for rol in Gebiedsrol.objects.lopend()
        .filter(gebied__in=gebied.pad_ids(), persoon__is_active=True)
        .select_related("persoon", "gebied")
        .order_by("van", "pk")
    ]
    for codes in (fitting, *by_kind.values()):
        found = [(diepte, rol) for diepte, rol in rollen if rol.functie in codes]
        if found:
            return max(found, key=lambda paar: paar[0])[1].persoon
    return None
