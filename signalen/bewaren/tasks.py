"""Every day what is kept of people long enough is taken away."""

from datetime import date

from django.contrib.sessions.models import Session
from django.utils import timezone

from gebiedswerk.opdrachten import elke_dag, uitvoerder, zet_klaar
from signalen.signaal.models import Signaal

from .importbestanden import wis_importbestanden
from .models import Inzage, Opschoning
from .sporen import wis_sporen
from .vergeten import vergeet

# So many signals in one transaction.
PER_KEER = 200


@elke_dag("opschonen", "Gegevens van melders opruimen na de bewaartermijn")
def opschonen(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    pks = list(Signaal.objects.te_vergeten(dag).order_by("pk").values_list("pk", flat=True))

    def store():
        Session.objects.filter(expire_date__lt=timezone.now()).delete()
        counts = {"inzagen": Inzage.objects.verlopen().delete()[0], "importbestanden": wis_importbestanden()}
        if pks or any(counts.values()):
            opschoning = Opschoning.objects.begin(dag, counts)
            for begin in range(0, len(pks), PER_KEER):
                _zet_klaar(opschoning, pks[begin : begin + PER_KEER])

    return store


def _zet_klaar(opschoning, pks):
    sleutel = f"opschonen:{opschoning.pk}:{pks[0]}"
    zet_klaar("opschonen_deel", sleutel, groep=opschoning.groep, opschoning=opschoning.pk, signalen=pks)


@uitvoerder("opschonen_deel", "Een deel van de gegevens van melders opruimen")
def opschonen_deel(opdracht):
    def store():
        opschoning = Opschoning.objects.select_for_update().get(pk=opdracht.gegevens["opschoning"])
        # Opened again in the meantime: then it is not forgotten yet.
        due = Signaal.objects.filter(pk__in=opdracht.gegevens["signalen"]).te_vergeten(opschoning.dag)
        opschoning.tel_op(vergeet(due))
        wis_sporen()

    return store
