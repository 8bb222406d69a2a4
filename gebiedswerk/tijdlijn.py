"""The one append-only record of what happened to a thing. Database triggers refuse UPDATE and DELETE.

One change is allowed, because the law asks it: a text about people becomes ``VERGETEN`` (``vergeet``). That something
happened, when, and who of us did it stays.
"""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class GebeurtenisQuerySet(models.QuerySet):
    def van(self, ding):
        return self.filter(content_type=ContentType.objects.get_for_model(ding), object_id=ding.pk)

    def openbaar(self):
        return self.filter(is_openbaar=True)


class Gebeurtenis(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    ding = GenericForeignKey()
    op = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    wie_naam = models.CharField("wie", max_length=200)
    soort = models.CharField(max_length=30)
    van = models.CharField(max_length=200, blank=True)
    naar = models.CharField(max_length=200, blank=True)
    tekst = models.TextField(blank=True)
    is_openbaar = models.BooleanField("zichtbaar voor de melder of iedereen", default=False)

    objects = GebeurtenisQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebeurtenissen"
        ordering = ["-op", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id", "-op"], name="tijdlijn_van_ding")]

    def __str__(self):
        return f"{self.soort} {self.tekst[:60]}"


def schrijf(ding, soort, *, door=None, wie="", van="", naar="", tekst="", is_openbaar=False, op=None):
    """Add one line to the timeline of ``ding``; call it inside the transaction of the act itself.

    ``door`` is the person who acted; without one ``wie`` names who did ("melder", "het systeem").
    """
    return Gebeurtenis.objects.create(
        ding=ding,
        soort=soort,
        door=door,
        wie_naam=(str(door) if door else wie or "het systeem")[:200],
        van=str(van)[:200],
        naar=str(naar)[:200],
        tekst=tekst,
        is_openbaar=is_openbaar,
        op=op or timezone.now(),
    )


def schrijf_bij(dingen, soort, *, wie, tekst="", is_openbaar=False):
    """The same line on many things of one kind at once, as ``schrijf`` writes it on one."""
    content_type = ContentType.objects.get_for_model(dingen[0]) if dingen else None
    op = timezone.now()
    lines = [
        Gebeurtenis(
            content_type=content_type,
            object_id=ding.pk,
            soort=soort,
            wie_naam=wie[:200],
            tekst=tekst,
            is_openbaar=is_openbaar,
            op=op,
        )
        for ding in dingen
    ]
    Gebeurtenis.objects.bulk_create(lines, batch_size=500)


VERGETEN = "(tekst verwijderd om de privacy)"


def vergeet(regels):
    """Take the texts out of these lines (a queryset); the only change that the database lets through.

    Returns how many lines lost a text.
    """
    return regels.exclude(tekst__in=["", VERGETEN]).update(tekst=VERGETEN)


TABLE = "gebiedswerk_gebeurtenis"
KEPT = ("id", "content_type_id", "object_id", "op", "door_id", "wie_naam", "soort", "van", "naar", "is_openbaar")
LOCK_SQL = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_geen_update BEFORE UPDATE ON {TABLE} "
        f"WHEN NEW.tekst IS NOT '{VERGETEN}' OR {' OR '.join(f'NEW.{kolom} IS NOT OLD.{kolom}' for kolom in KEPT)} "
        "BEGIN SELECT RAISE(ABORT, 'de tijdlijn wordt alleen aangevuld'); END",
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_geen_delete BEFORE DELETE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'de tijdlijn wordt alleen aangevuld'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION tijdlijn_alleen_aanvullen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' AND NEW.tekst = '{VERGETEN}' "
        "AND to_jsonb(NEW) - 'tekst' = to_jsonb(OLD) - 'tekst' THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION 'de tijdlijn wordt alleen aangevuld'; END $$",
        f"CREATE OR REPLACE TRIGGER {TABLE}_geen_wijziging BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION tijdlijn_alleen_aanvullen()",
    ],
}
UNLOCK_SQL = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_geen_{act}" for act in ("update", "delete")],
    "postgresql": [f"DROP TRIGGER IF EXISTS {TABLE}_geen_wijziging ON {TABLE}"],
}


def vergrendel(connection):
    """Install the triggers that make the timeline append-only."""
    with connection.cursor() as cursor:
        for statement in LOCK_SQL[connection.vendor]:
            cursor.execute(statement)


def ontgrendel(connection):
    """Take the triggers away; only for migrations and for emptying a test database."""
    with connection.cursor() as cursor:
        for statement in UNLOCK_SQL[connection.vendor]:
            cursor.execute(statement)
