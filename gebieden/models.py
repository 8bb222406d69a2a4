from .bewaardfilter.models import BewaardFilter
from .cijfers.models import Cijfer, GeheimCijfer, Indicator
from .gebied.models import Gebied
from .indeling.models import Gebiedsindeling, Opvolging, Toedeling
from .inlezing.models import Inlezing
from .mensen.afdeling import Afdeling
from .mensen.models import Gebiedsrol, Gebruiker
from .mensen.vervanging import Vervanging
from .netwerk.models import Contact
from .opvolging.models import Herindeling
from .platform.models import Bijeenkomst, Platform, Platformlid
from .platform.subsidie import Platformsubsidie
from .rechten import GebiedRecht

__all__ = [
    "Afdeling",
    "BewaardFilter",
    "Bijeenkomst",
    "Cijfer",
    "Contact",
    "Gebied",
    "GebiedRecht",
    "Gebiedsindeling",
    "Gebiedsrol",
    "Gebruiker",
    "GeheimCijfer",
    "Herindeling",
    "Indicator",
    "Inlezing",
    "Opvolging",
    "Platform",
    "Platformlid",
    "Platformsubsidie",
    "Toedeling",
    "Vervanging",
]
