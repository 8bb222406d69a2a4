"""What the public pages fetch: never the reporter's words, so that no page can show them by mistake."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from signalen.signaal.models import Signaal

NIET_OPENBAAR = ("tekst", "antwoord", "reden")


def _ook_gemeld():
    same = Signaal.objects.telt_mee().filter(hoofdsignaal=OuterRef("pk")).order_by()
    return same.values("hoofdsignaal").annotate(aantal=Count("pk")).values("aantal")


def openbare_signalen():
    """All that everybody may know of, with what a line of a public list says; the stories stay in the database."""
    found = Signaal.objects.openbaar().select_related("trekkend_gebied", "doorgezet_naar")
    return found.defer(*NIET_OPENBAAR, "trekkend_gebied__grens", "trekkend_gebied__omschrijving").annotate(
        aantal_ook=Coalesce(Subquery(_ook_gemeld()), 0, output_field=IntegerField())
    )
