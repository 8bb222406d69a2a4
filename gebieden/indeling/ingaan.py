"""A division becomes the tree: in one transaction, without deleting anything. Only workers load this: it is heavy."""

from django.db import transaction
from django.utils import timezone

from gebieden.cijfers.models import Cijfer
from gebieden.cijfers.optellen import tel_op
from gebieden.gebied.inlezen import SAMENGEVOEGD, gemeente, leid_grenzen_af
from gebieden.gebied.models import Gebied
from gebieden.indeling.indelen import nieuw_gebied
from gebieden.indeling.models import Gebiedsindeling
from gebieden.indeling.wijziging import bereken, lees_boom
from gebieden.opvolging.opvolgen import volg_op


@transaction.atomic
def laat_ingaan(indeling, *, door=None, vandaag=None):
    """Make the tree as this division says. Raises ``ValidationError`` when it cannot (yet); then nothing changed.

    Locks the division first: a second run finds it done, and is refused by its table of states.
    """
    vandaag = vandaag or timezone.localdate()
    indeling.ga_naar("geldend")
    indeling.stand().controleer()
    boom = lees_boom(indeling.plekken())
    wijziging = bereken(boom)
    for eerder in Gebiedsindeling.objects.geldend().exclude(pk=indeling.pk):
        eerder.sluit_af(indeling.geldig_van)
    gebieden = _maak_boom(indeling, boom, wijziging)
    staat_al = {blijft.doel for blijft in wijziging.blijft}
    opvolgers = {
        Gebied.objects.get(pk=vervalt.gebied): [
            (gebieden[doel], aandeel, doel in staat_al) for doel, aandeel in vervalt.opvolgers
        ]
        for vervalt in wijziging.vervalt
    }
    dag = max(indeling.geldig_van, vandaag)
    gevolg = volg_op(opvolgers, per=indeling.geldig_van, dag=dag, door=door, bron="indeling", indeling=indeling)
    zinnen = gevolg.zinnen() + reken_na(_veranderd(wijziging, gebieden))
    nieuw = [komt.doel.naam for komt in wijziging.komt]
    indeling.verslag = ([f"Nieuw: {', '.join(nieuw)}."] if nieuw else []) + zinnen
    indeling.save(update_fields=["verslag"])
    return gevolg


def _maak_boom(indeling, boom, wijziging):
    """Make the new areas and hang everything in its place; returns ``{Doel: Gebied}``."""
    root = gemeente()
    gebieden = {b.doel: Gebied.objects.get(pk=b.gebied) for b in wijziging.blijft}
    for komt in sorted(wijziging.komt, key=lambda komt: komt.ligt_in is not None):
        ouder = gebieden[komt.ligt_in] if komt.ligt_in else root
        gebieden[komt.doel] = nieuw_gebied(komt.doel.naam, komt.doel.niveau, ouder, indeling=indeling)
    for blijft in sorted(wijziging.blijft, key=lambda blijft: blijft.ligt_in is not None):
        if blijft.verhuist:
            gebieden[blijft.doel].hang_onder(Gebied.objects.get(pk=gebieden[blijft.ligt_in].pk))
    Gebied.objects.filter(pk__in=[gebied.pk for gebied in gebieden.values()]).update(indeling=indeling)
    for pk, doel in wijziging.buurten.items():
        if boom.knopen[pk].ouder != gebieden[doel].pk:
            Gebied.objects.defer("grens").get(pk=pk).hang_onder(Gebied.objects.get(pk=gebieden[doel].pk))
    return {doel: Gebied.objects.get(pk=gebied.pk) for doel, gebied in gebieden.items()}


def _veranderd(wijziging, gebieden):
    """Areas whose buurten are not what they were: their totals and their boundary are no longer right."""
    return [gebieden[blijft.doel] for blijft in wijziging.blijft if blijft.erbij or blijft.eraf]


def reken_na(veranderd=()):
    """Add up figures and join boundaries again after the tree changed; returns what there is to say about it.

    What was added up for an area that has other buurten now is thrown away first: where it cannot be made again,
    nothing may stand that describes the area of before.
    """
    Cijfer.objects.filter(gebied__in=veranderd, is_berekend=True).delete()
    jaren = Cijfer.objects.filter(gebied__is_actief=True).order_by("jaar").values_list("jaar", flat=True).distinct()
    jaren = list(jaren)
    for jaar in jaren:
        tel_op(jaar)
    for gebied in veranderd:
        parts = gebied.kinderen.lopend()
        if parts and not parts.filter(grens=None).exists():
            Gebied.objects.filter(pk=gebied.pk).update(bron=SAMENGEVOEGD)
    leid_grenzen_af()
    if not jaren:
        return []
    period = f"{jaren[0]}" if len(jaren) == 1 else f"{jaren[0]} tot en met {jaren[-1]}"
    return [f"De cijfers van {period} zijn opnieuw opgeteld."]
