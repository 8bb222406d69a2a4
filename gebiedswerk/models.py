from .bouwstof import Bouwstof
from .documenten import Document
from .eenmalig import Verzending
from .opdrachten import Opdracht
from .post import Bericht
from .profiel import Gemeenteprofiel
from .tijdlijn import Gebeurtenis

__all__ = ["Bericht", "Bouwstof", "Document", "Gebeurtenis", "Gemeenteprofiel", "Opdracht", "Verzending"]
