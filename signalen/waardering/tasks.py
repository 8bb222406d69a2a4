"""Asking reporters what they thought of it, some days after closing: then they have seen what was done."""

from datetime import date, datetime, time, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gebiedswerk.opdrachten import elke_dag
from signalen.signaal.models import Signaal

NA_DAGEN = 3
# So long a machine may stand still without somebody not being asked; who loads old signals asks nobody.
HOOGSTENS_DAGEN = 14


def te_vragen(dag):
    """Closed some days ago, of a reporter whose address is confirmed and who did not say since what they thought."""

    def begin(dagen):
        return timezone.make_aware(datetime.combine(dag - timedelta(days=dagen), time()))

    closed = Signaal.objects.telt_mee().filter(
        status="teruggekoppeld", status_sinds__lt=begin(NA_DAGEN - 1), status_sinds__gte=begin(HOOGSTENS_DAGEN)
    )
    not_given = Q(waardering=None) | Q(waardering__op__lt=F("status_sinds"))
    return closed.filter(not_given, melder__bevestigd_op__isnull=False).exclude(melder__email="").voor_dossier()


@elke_dag("waardering_vragen", "Vragen wat de melder ervan vond")
def vraag(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])

    def verstuur():
        for signaal in te_vragen(dag):
            onderwerp = format_lazy(_("Wat vond u ervan? ({nummer})"), nummer=signaal.nummer)
            sleutel = f"signaal-waardering:{signaal.pk}:{signaal.status_sinds:%Y%m%d%H%M%S%f}"
            signaal.mail_melder(onderwerp, "post/signaal_waardering.txt", sleutel)

    return verstuur
