"""A question that was put before the next rung about a signal, and the decision: without the reporter."""

from django.contrib.contenttypes.models import ContentType

from signalen.bewaren.vergeten import ook_vergeten
from signalen.models import Signaal

from .models import Escalatie


@ook_vergeten
def escalaties(ronde):
    soort = ContentType.objects.get_for_model(Signaal)
    found = list(Escalatie.objects.filter(content_type=soort, object_id__in=ronde.pks))
    ronde.teksten(found, ("vraag", "besluit"), altijd=False, signaal="object_id")
    ronde.sporen(Escalatie, {escalatie.pk: escalatie.object_id for escalatie in found})
