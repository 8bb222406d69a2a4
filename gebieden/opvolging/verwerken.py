"""Making the proposal of a herindeling, and doing it once it was confirmed. Only workers load this: it is heavy."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gebieden.gebied.models import Gebied
from gebieden.indeling.ingaan import reken_na
from gebieden.indeling.stand import opsomming
from gebieden.indeling.wijziging import inwoners_van
from gebieden.opvolging.opvolgen import bestond_al, volg_op
from gebieden.opvolging.overlap import dichtheid, overlap
from gebieden.opvolging.voorstel import DEKKING, kandidaten, stel_voor


def maak_voorstel(herindeling, meld=None):
    """``(rows, remarks)`` for all old areas of this herindeling."""
    oude, nieuwe = kandidaten(herindeling)
    if herindeling.wijze == "naam":
        oude, nieuwe = oude.defer("grens"), nieuwe.defer("grens")
    oude, nieuwe = list(oude), list(nieuwe)
    parts, people, jaar = {}, {}, None
    if herindeling.wijze == "overlap":
        parts = overlap(oude, nieuwe, meld)
        jaar, inwoners = inwoners_van([gebied.pk for gebied in nieuwe])
        people = dichtheid(nieuwe, inwoners)
    regels = [regel.als_gegevens() for regel in stel_voor(oude, nieuwe, parts, people)]
    return regels, _opmerkingen(oude, parts, jaar)


def _opmerkingen(oude, parts, jaar):
    """How the shares came about, and where they ask for a look."""
    if not parts:
        return []
    by = f"en naar het aantal inwoners van de nieuwe gebieden in {jaar}" if jaar else "want inwoners zijn niet bekend"
    remarks = [f"De aandelen zijn geschat naar de oppervlakte die gebieden delen, {by}."]
    gone = [g.naam for g in oude if g.pk in parts and sum(parts[g.pk].values()) < DEKKING]
    if gone:
        remarks.append(f"Een deel ligt buiten de gebieden van nu: {opsomming(gone)}. Kijk de aandelen na.")
    return remarks


@transaction.atomic
def verwerk(herindeling, *, door=None, vandaag=None):
    """Write the confirmed rows and all that follows. Raises ``ValidationError``; then nothing changed."""
    vandaag = vandaag or timezone.localdate()
    herindeling.ga_naar("geldend")
    herindeling.controleer()
    bekend = Gebied.objects.defer("grens").in_bulk(
        {r[kant] for r in herindeling.gekozen() for kant in ("oud", "nieuw")}
    )
    per_bron = {}
    for regel in sorted(herindeling.gekozen(), key=lambda r: (len(bekend[r["oud"]].pad), r["oud"], -r["aandeel"])):
        oud, nieuw = bekend[regel["oud"]], bekend[regel["nieuw"]]
        if not nieuw.is_actief:
            raise ValidationError(f"{nieuw} bestaat inmiddels niet meer. Kies een andere opvolger voor {oud}.")
        rij = (nieuw, regel["aandeel"], bestond_al(nieuw, herindeling.per))
        per_bron.setdefault(oud, []).append((rij, regel["bron"]))
    gevolg = volg_op(
        {oud: [rij for rij, _ in rijen] for oud, rijen in per_bron.items()},
        bronnen={(oud.pk, rij[0].pk): bron for oud, rijen in per_bron.items() for rij, bron in rijen},
        per=herindeling.per,
        dag=max(herindeling.per, vandaag),
        door=door,
        herindeling=herindeling,
    )
    herindeling.opmerkingen = gevolg.zinnen() + _stop(herindeling) + reken_na()
    herindeling.save(update_fields=["opmerkingen"])
    return gevolg


def _stop(herindeling):
    """Old areas without a successor stop too, unless something still runs inside; returns what there is to say."""
    alone = {regel["oud"] for regel in herindeling.regels} - {regel["oud"] for regel in herindeling.gekozen()}
    stopped, stays = [], []
    for gebied in Gebied.objects.filter(pk__in=alone).order_by("naam", "pk").only("naam", "pad", "is_actief"):
        has_more = Gebied.objects.lopend().binnen(gebied).exclude(pk=gebied.pk).exists()
        (stays if has_more else stopped).append(gebied)
    Gebied.objects.filter(pk__in=[gebied.pk for gebied in stopped]).update(is_actief=False)
    dated = Gebied.objects.filter(pk__in=[gebied.pk for gebied in stopped], opgeheven_datum=None)
    dated.update(opgeheven_datum=herindeling.per)
    remarks = []
    if stopped:
        remarks.append(f"Gestopt zonder opvolger: {opsomming([str(gebied) for gebied in stopped])}.")
    if stays:
        names = opsomming([str(gebied) for gebied in stays])
        remarks.append(f"Niet gestopt, want er ligt nog een gebied in: {names}. Geef het een opvolger.")
    return remarks
