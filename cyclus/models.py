from .agenda.doel import Bijdrage, Doel
from .agenda.models import Gebiedsagenda
from .analyse.models import Gebiedsanalyse, Verhaal
from .escalatie.models import Escalatie
from .monitor.models import Conclusie, Doeloordeel, Gebiedsmonitor
from .opgave.models import Opgave
from .overleg.actiepunt import Actiepunt
from .overleg.models import Agendapunt, Deelnemer, Overleg
from .plan.models import Gebiedsplan, Maatregel

__all__ = [
    "Actiepunt",
    "Agendapunt",
    "Bijdrage",
    "Conclusie",
    "Deelnemer",
    "Doel",
    "Doeloordeel",
    "Escalatie",
    "Gebiedsagenda",
    "Gebiedsanalyse",
    "Gebiedsmonitor",
    "Gebiedsplan",
    "Maatregel",
    "Opgave",
    "Overleg",
    "Verhaal",
]
