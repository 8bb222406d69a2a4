from .agenda.bijdrage import Bijdrage
from .agenda.bron import Doelbron
from .agenda.doel import Doel
from .agenda.models import Gebiedsagenda
from .agenda.pad import Padpunt
from .analyse.models import Gebiedsanalyse, Verhaal
from .analyse.punt import Analysepunt, Uitgelicht
from .escalatie.models import Escalatie
from .monitor.conclusie import Conclusie
from .monitor.doeloordeel import Doeloordeel
from .monitor.models import Gebiedsmonitor
from .onderzoek.antwoord import Onderzoeksantwoord, Onderzoeksscore
from .onderzoek.models import Onderzoek
from .onderzoek.uitnodiging import Uitnodiging
from .opdrachtbrief.models import Opdrachtbrief
from .opgave.kennisgeving import Kennisgeving
from .opgave.models import Opgave
from .overleg.actiepunt import Actiepunt
from .overleg.models import Agendapunt, Deelnemer, Overleg
from .plan.afspraak import Afspraak
from .plan.maatregel import Maatregel
from .plan.mijlpaal import Mijlpaal
from .plan.models import Gebiedsplan
from .raad.models import Raadsrapportage
from .ronde.models import Analyseronde
from .toets.models import Belevingstoets
from .toets.reactie import Toetsreactie

__all__ = [
    "Actiepunt",
    "Afspraak",
    "Agendapunt",
    "Analysepunt",
    "Analyseronde",
    "Belevingstoets",
    "Bijdrage",
    "Conclusie",
    "Deelnemer",
    "Doel",
    "Doelbron",
    "Doeloordeel",
    "Escalatie",
    "Gebiedsagenda",
    "Gebiedsanalyse",
    "Gebiedsmonitor",
    "Gebiedsplan",
    "Kennisgeving",
    "Maatregel",
    "Mijlpaal",
    "Onderzoek",
    "Onderzoeksantwoord",
    "Onderzoeksscore",
    "Opdrachtbrief",
    "Opgave",
    "Overleg",
    "Padpunt",
    "Raadsrapportage",
    "Toetsreactie",
    "Uitgelicht",
    "Uitnodiging",
    "Verhaal",
]
