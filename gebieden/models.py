from .cijfers.models import Cijfer, GeheimCijfer, Indicator
from .gebied.models import Gebied
from .indeling.models import Gebiedsindeling, Opvolging, Toedeling
from .inlezing.models import Inlezing
from .mensen.models import Afdeling, Gebiedsrol, Gebruiker, Vervanging
from .netwerk.models import Contact
from .platform.models import Bijeenkomst, Platform, Platformlid, Platformsubsidie
from .rechten import GebiedRecht

__all__ = [
    "Afdeling",
    "Bijeenkomst",
    "Cijfer",
    "Contact",
    "Gebied",
    "GebiedRecht",
    "Gebiedsindeling",
    "Gebiedsrol",
    "Gebruiker",
    "GeheimCijfer",
    "Indicator",
    "Inlezing",
    "Opvolging",
    "Platform",
    "Platformlid",
    "Platformsubsidie",
    "Toedeling",
    "Vervanging",
]
