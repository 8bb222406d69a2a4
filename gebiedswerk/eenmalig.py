"""A filled-in form makes one thing, however often it is sent: double click, back button, a phone that tries again."""

from uuid import uuid4, uuid5

from django import forms
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone


class Verzending(models.Model):
    """One filled-in page, and what it made."""

    sleutel = models.UUIDField(primary_key=True)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    ding = GenericForeignKey()
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "verzendingen"

    def __str__(self):
        return str(self.sleutel)


def maak_eenmaal(sleutel, maak):
    """The result of ``maak()`` in one transaction; the same ``sleutel`` again gives what the first one made.

    Two at the same moment: the second waits for the first on the primary key, and reads what it made.
    """
    with transaction.atomic():
        verzending, is_new = Verzending.objects.get_or_create(sleutel=sleutel)
        if not is_new:
            return verzending.ding
        verzending.ding = maak()
        verzending.save()
    return verzending.ding


class EenmaligForm(forms.Form):
    """Carries the key of the filled-in page; stands before ``ModelForm`` among the parents of a form.

    The same page with the same content makes one thing. Somebody who goes back and types something else means
    something else: that is never dropped.
    """

    sleutel = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def eenmaal(self, maak):
        return maak_eenmaal(self._afdruk() or uuid4(), maak)

    def is_al_verstuurd(self):
        """True when exactly this was sent before; asked before it is validated against what it changed itself."""
        afdruk = self._afdruk()
        return afdruk is not None and Verzending.objects.filter(sleutel=afdruk).exists()

    def _afdruk(self):
        """A key of page and content together; None for a page without a key."""
        try:
            sleutel = self.fields["sleutel"].clean(self["sleutel"].data)
        except forms.ValidationError:
            return None
        inhoud = [(naam, self[naam].data) for naam in sorted(self.fields) if naam != "sleutel"]
        return sleutel and uuid5(sleutel, repr(inhoud))
