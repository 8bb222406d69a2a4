"""From one year to the next: what was left and what was concluded becomes a proposal, carried over, not retyped."""

from django.core.exceptions import ValidationError
from django.db import transaction

from cyclus.monitor.conclusie import Conclusie
from cyclus.plan.models import Gebiedsplan


def maak_plan(agenda, jaar, *, door):
    """The plan of this year, with last year's unfinished measures and open conclusions as proposals."""
    with transaction.atomic():
        plan = Gebiedsplan.objects.maak(agenda, jaar, door=door)
        if plan.is_concept:
            for conclusie in open_conclusies(plan):
                try:
                    with transaction.atomic():
                        conclusie.neem_over(door=door)
                except ValidationError:
                    # Stays open on the monitor, where its page says why it cannot be carried over.
                    continue
    return plan


def open_conclusies(plan):
    """What last year's adopted monitor concluded for this plan and nobody decided about yet."""
    return (
        Conclusie.objects.open().voor_plan(plan).select_related("monitor__gebied", "monitor__plan", "maatregel", "doel")
    )
