"""From a conclusion to the agenda: a proposed change or a new goal in the version that is being worked on."""

from django.core.exceptions import ValidationError

from cyclus.agenda.doel import Doel
from cyclus.agenda.models import Gebiedsagenda
from gebiedswerk.profiel import huidig


def stel_voor_in_agenda(conclusie, *, door):
    """The goal that takes the conclusion in: its own as it stands in the new version, else a new one.

    A goal that is there keeps its text: its page shows the proposal beside it until somebody changed it.
    """
    agenda = _open_versie(conclusie, door)
    agenda.wijzig(door, f"Voorstel uit {conclusie.monitor}: {conclusie.voorstel}")
    bron = conclusie.doel or (conclusie.maatregel.doel if conclusie.maatregel else None)
    if conclusie.doel and (doel := conclusie.doel.in_agenda(agenda)):
        return doel
    last = agenda.doelen.order_by("-volgorde").first()
    return Doel.objects.create(
        agenda=agenda,
        volgorde=last.volgorde + 1 if last else 0,
        titel=conclusie.voorstel,
        resultaat=conclusie.tekst,
        waarom=f"Dit volgt uit {conclusie.monitor}.",
        thema=bron.thema if bron else last.thema if last else huidig().keuzes("themas")[0][0],
    )


def _open_versie(conclusie, door):
    """The version of the agenda that can be changed now, begun when the newest one was adopted."""
    jaar = conclusie.monitor.jaar + 1
    versies = Gebiedsagenda.objects.filter(gebied=conclusie.monitor.gebied, van_jaar__lte=jaar, tot_jaar__gte=jaar)
    agenda = versies.order_by("-van_jaar", "-volgnummer").first()
    if agenda is None:
        raise ValidationError(f"Voor {jaar} is er nog geen {huidig().woorden['agenda']}. Begin die eerst.")
    if agenda.status == "vastgesteld":
        agenda = agenda.nieuwe_versie(door=door, reden=f"Dit volgt uit {conclusie.monitor}. {conclusie.tekst}")
    if not agenda.is_concept:
        raise ValidationError(
            f"{agenda} ({agenda.versienaam}) ligt bij {huidig().de('college')}. Neem dit over als die is vastgesteld."
        )
    return agenda
