"""What goes on from one year's analysis to the next, and must be looked at again there."""

from django.db import models


class Overgenomen(models.Model):
    """Abstract. ``vorig`` is where it was copied from; until somebody looked at it again it says so."""

    vorig = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="opvolgers"
    )
    is_nagekeken = models.BooleanField(default=True, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
