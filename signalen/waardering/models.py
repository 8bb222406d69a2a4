"""What the reporter thought of it, after closing: two questions, asked once per closing."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedswerk.tijdlijn import schrijf

WIJZIGBAAR = timedelta(days=30)
# From this many answers on a percentage says something, and points at nobody.
MINSTENS = 5
TEVREDEN_VANAF = 4
TELLINGEN = {
    "aantal": Count("pk"),
    "tevreden_aantal": Count("pk", filter=Q(tevreden__gte=TEVREDEN_VANAF)),
    "opgelost_aantal": Count("pk", filter=Q(opgelost="ja")),
    "deels_aantal": Count("pk", filter=Q(opgelost="deels")),
}


class WaarderingQuerySet(models.QuerySet):
    def in_periode(self, van, tot):
        """Given on these days, the last one included; without what looks like spam."""
        return self.filter(op__date__gte=van, op__date__lte=tot, signaal__is_verdacht=False)

    def binnen(self, gebied):
        return self.filter(signaal__trekkend_gebied__pad__startswith=gebied.pad)

    def leg_vast(self, signaal, *, tevreden, opgelost, toelichting=""):
        """The reporter's answer, or a better one within thirty days. Sent twice is one answer."""
        with transaction.atomic():
            stored = type(signaal).objects.select_for_update().only("status", "status_sinds").get(pk=signaal.pk)
            if stored.status != "teruggekoppeld":
                raise ValidationError(_("Wij zijn weer met uw signaal bezig. Daarna vragen wij het u opnieuw."))
            given = {"tevreden": tevreden, "opgelost": opgelost, "toelichting": toelichting}
            before = self.filter(signaal=signaal).first()
            if before and not before.mag_wijzigen(stored.status_sinds):
                raise ValidationError(_("U gaf uw mening meer dan 30 dagen geleden. U kunt haar niet meer wijzigen."))
            is_of_now = before is not None and before.op >= stored.status_sinds
            if is_of_now and all(getattr(before, naam) == waarde for naam, waarde in given.items()):
                return before
            waardering, _is_new = self.update_or_create(
                signaal=signaal, defaults={**given, "op": before.op if is_of_now else timezone.now()}
            )
            regel = schrijf(signaal, "waardering", wie="de melder", tekst=waardering.in_woorden())
            if opgelost == "nee" and not (is_of_now and before.opgelost == "nee"):
                signaal.mail_eigenaar(f"Volgens de melder niet opgelost: {signaal.nummer}", regel)
        return waardering


class Waardering(models.Model):
    TEVREDEN = [
        (5, gettext_lazy("Heel tevreden")),
        (4, gettext_lazy("Tevreden")),
        (3, gettext_lazy("Niet tevreden en niet ontevreden")),
        (2, gettext_lazy("Ontevreden")),
        (1, gettext_lazy("Heel ontevreden")),
    ]
    OPGELOST = [("ja", gettext_lazy("Ja")), ("deels", gettext_lazy("Voor een deel")), ("nee", gettext_lazy("Nee"))]

    tevreden = models.PositiveSmallIntegerField("tevreden over hoe het ging", choices=TEVREDEN)
    opgelost = models.CharField("is het opgelost", max_length=5, choices=OPGELOST)
    toelichting = models.TextField(blank=True)
    signaal = models.OneToOneField("signalen.Signaal", on_delete=models.CASCADE, related_name="waardering")
    op = models.DateTimeField(default=timezone.now, db_index=True)

    objects = WaarderingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "waarderingen"
        constraints = [
            models.CheckConstraint(condition=Q(tevreden__range=(1, 5)), name="waardering_een_tot_vijf"),
        ]

    def __str__(self):
        return f"{self.tevreden} ({self.opgelost})"

    def mag_wijzigen(self, gesloten_op):
        """Thirty days long; after a later closing it is asked anew."""
        return self.op < gesloten_op or timezone.now() - self.op <= WIJZIGBAAR

    def in_woorden(self):
        """For the timeline, which never forgets: without the reporter's own words, and in Dutch for who works there."""
        with translation.override("nl"):
            return f"{self.get_tevreden_display()}. Opgelost: {self.get_opgelost_display().lower()}."
