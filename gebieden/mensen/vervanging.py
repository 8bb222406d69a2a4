"""Who stands in for a role during an absence: on those days the same rights, and never a chain (domain.md §2)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from gebieden.rechten import leid_rechten_af
from gebiedswerk.tijdlijn import schrijf

from .models import Gebiedsrol, Gebruiker


class VervangingQuerySet(models.QuerySet):
    def lopend(self, dag=None):
        dag = dag or timezone.localdate()
        return self.filter(van__lte=dag, tot__gte=dag)

    def niet_voorbij(self, dag=None):
        return self.filter(tot__gte=dag or timezone.localdate())

    def voor_lijst(self):
        return self.select_related("vervanger", "rol__persoon", "rol__gebied").defer(
            "rol__gebied__grens", "rol__gebied__omschrijving"
        )


class VervangingManager(models.Manager.from_queryset(VervangingQuerySet)):
    def registreer(self, rol, *, vervanger, van, tot, door, reden=""):
        """Somebody stands in for ``rol`` from ``van`` to ``tot``; their rights follow at once when that is now."""
        with transaction.atomic():
            # The role is the lock: two people at once cannot make two stand-ins for the same days.
            Gebiedsrol.objects.select_for_update().get(pk=rol.pk)
            vervanging = self.model(rol=rol, vervanger=vervanger, van=van, tot=tot, reden=reden)
            vervanging.full_clean()
            vervanging.save()
            vervanging.schrijf_op("vervanging", door)
            leid_rechten_af(vervanger)
        return vervanging


class Vervanging(models.Model):
    """Somebody stands in for a role during an absence: from the first to the last day they have its rights too."""

    rol = models.ForeignKey(Gebiedsrol, on_delete=models.CASCADE, related_name="vervangingen")
    vervanger = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="vervangt")
    van = models.DateField("eerste dag")
    tot = models.DateField("laatste dag")
    reden = models.CharField(max_length=200, blank=True)

    objects = VervangingManager()

    class Meta:
        verbose_name_plural = "vervangingen"
        ordering = ["-van"]
        constraints = [
            models.CheckConstraint(condition=Q(tot__gte=models.F("van")), name="vervanging_tot_na_van"),
        ]

    def __str__(self):
        return f"{self.vervanger} voor {self.rol}"

    def clean(self):
        if not (self.van and self.tot and self.vervanger_id):
            return
        if self.vervanger_id == self.rol.persoon_id:
            raise ValidationError({"vervanger": "Iemand kan zichzelf niet vervangen."})
        if not self.vervanger.is_active:
            raise ValidationError({"vervanger": f"Het account van {self.vervanger} staat uit."})
        if self.tot < self.van:
            raise ValidationError({"tot": "De laatste dag ligt voor de eerste dag."})
        if self.van < self.rol.van or (self.rol.tot and self.tot > self.rol.tot):
            raise ValidationError({"tot": "De rol loopt niet in deze hele periode."})
        others = self.rol.vervangingen.exclude(pk=self.pk).filter(van__lte=self.tot, tot__gte=self.van)
        if other := others.select_related("vervanger").first():
            when = f"van {other.van:%d-%m-%Y} tot en met {other.tot:%d-%m-%Y}"
            raise ValidationError({"van": f"{other.vervanger} vervangt al {when}."})

    @property
    def is_lopend(self):
        return self.van <= timezone.localdate() <= self.tot

    @property
    def is_voorbij(self):
        return self.tot < timezone.localdate()

    def schrijf_op(self, soort, door):
        """What changes who may do what stands in the timeline of both people."""
        when = f"{self.van:%d-%m-%Y} tot en met {self.tot:%d-%m-%Y}"
        tekst = f"{self.vervanger} vervangt {self.rol.persoon} ({self.rol.functie_naam} in {self.rol.gebied}), {when}."
        for persoon in (self.rol.persoon, self.vervanger):
            schrijf(persoon, soort, door=door, tekst=tekst)

    def stop(self, *, door):
        """What has not begun never was; what runs ends today, for today they had the rights."""
        vandaag = timezone.localdate()
        with transaction.atomic():
            if self.van > vandaag:
                self.schrijf_op("vervanging_vervallen", door)
                self.delete()
            elif self.tot > vandaag:
                self.tot = vandaag
                self.save(update_fields=["tot"])
                self.schrijf_op("vervanging_gestopt", door)
            leid_rechten_af(self.vervanger)
