from .cijfers.models import Cijfer, Indicator
from .gebied.models import Gebied, Gebiedsindeling
from .mensen.models import Afdeling, Gebiedsrol, Gebruiker
from .platform.models import Platform, Platformlid
from .rechten import GebiedRecht

__all__ = [
    "Afdeling",
    "Cijfer",
    "Gebied",
    "GebiedRecht",
    "Gebiedsindeling",
    "Gebiedsrol",
    "Gebruiker",
    "Indicator",
    "Platform",
    "Platformlid",
]
