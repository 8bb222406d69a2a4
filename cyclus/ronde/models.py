"""The yearly run over all areas: what was started, how it ended, and everything it made in one file."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from gebiedswerk.opdrachten import NogNiet, Opdracht, zet_klaar

AFRONDEN = "ronde_afronden"


def groep(jaar):
    """What the opdrachten of one year have in common."""
    return f"wijkanalyses:{jaar}"


def opdrachten(jaar):
    return Opdracht.objects.filter(groep=groep(jaar)).order_by("pk")


def laatste_opdrachten(jaar):
    """The newest opdracht of each area (id)."""
    return {opdracht.gegevens["gebied"]: opdracht for opdracht in opdrachten(jaar)}


class AnalyserondeQuerySet(models.QuerySet):
    def begin(self, jaar, *, door=None, opnieuw=False):
        """The round of this year, locked in the caller's transaction, and whether it is a new one.

        ``opnieuw`` begins the next one when the last has ended. Two at the same moment get the same one.
        """
        laatste = self.filter(jaar=jaar).first()
        nummer = laatste.nummer + bool(opnieuw and laatste.gereed_op) if laatste else 1
        ronde, is_new = self.get_or_create(jaar=jaar, nummer=nummer, defaults={"door": door})
        return self.select_for_update().get(pk=ronde.pk), is_new


class Analyseronde(models.Model):
    """One run of one year; ``nummer`` counts the times that the whole set was made again."""

    jaar = models.PositiveSmallIntegerField()
    nummer = models.PositiveSmallIntegerField(default=1)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gestart_op = models.DateTimeField(default=timezone.now)
    gereed_op = models.DateTimeField(null=True)
    aantal_gelukt = models.PositiveIntegerField(default=0)
    aantal_mislukt = models.PositiveIntegerField(default=0)
    bundel = models.FileField(upload_to="analyses/%Y/", blank=True)

    objects = AnalyserondeQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "rondes van analyses"
        ordering = ["-jaar", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["jaar", "nummer"], name="een_ronde_per_jaar_en_nummer")]

    def __str__(self):
        return f"Ronde {self.jaar}" + (f" ({self.nummer})" if self.nummer > 1 else "")

    def get_absolute_url(self):
        return reverse("cyclus:ronde", args=[self.pk])

    def afrondingen(self):
        return Opdracht.objects.filter(groep=f"ronde:{self.pk}").order_by("pk")

    def is_bezig(self):
        """Whether anything of this year is still being made."""
        return opdrachten(self.jaar).open().exists()

    def wacht_op_het_einde(self):
        """Put the end ready: it looks by itself whether all is done. The caller holds the lock on this row."""
        type(self).objects.filter(pk=self.pk).update(gereed_op=None)
        self.gereed_op = None
        keer = self.afrondingen().filter(status="gelukt").count() + 1
        opdracht, _ = zet_klaar(
            AFRONDEN, f"{AFRONDEN}:{self.pk}:{keer}", groep=f"ronde:{self.pk}", door=self.door, ronde=self.pk, keer=keer
        )
        if opdracht.status == "mislukt":
            opdracht.probeer_opnieuw()

    @classmethod
    def probeer_een(cls, opdracht):
        """Try one failed area again; the round that was made up without it ends once more."""
        with transaction.atomic():
            ronde = cls.objects.select_for_update().filter(jaar=opdracht.gegevens["jaar"]).first()
            is_failed = Opdracht.objects.filter(pk=opdracht.pk, status="mislukt").exists()
            opdracht.probeer_opnieuw()
            if ronde and is_failed:
                ronde.wacht_op_het_einde()

    def probeer_mislukte(self):
        """Try again all that failed; how many."""
        with transaction.atomic():
            ronde = type(self).objects.select_for_update().get(pk=self.pk)
            mislukt = [o for o in laatste_opdrachten(self.jaar).values() if o.status == "mislukt"]
            for opdracht in mislukt:
                opdracht.probeer_opnieuw()
            if mislukt or ronde.gereed_op is None:
                ronde.wacht_op_het_einde()
        return len(mislukt)

    def rond_af(self, bundel, gelukt, mislukt):
        """The end, in the caller's transaction: the file and the numbers. ``NogNiet`` when more was put ready since."""
        ronde = type(self).objects.select_for_update().get(pk=self.pk)
        if ronde.is_bezig():
            raise NogNiet
        oud = ronde.bundel.name
        type(self).objects.filter(pk=self.pk).update(
            gereed_op=timezone.now(), aantal_gelukt=gelukt, aantal_mislukt=mislukt, bundel=bundel
        )
        self.refresh_from_db()
        if oud and oud != bundel:
            transaction.on_commit(lambda: default_storage.delete(oud))
