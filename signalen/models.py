from .abonnement.models import Abonnement
from .advies.models import Advies, Adviesonderwerp, Adviesstuk
from .bewaren.models import Inzage, Opschoning
from .bronsysteem.models import Bronsysteem
from .deel.models import Deel, Verdeling
from .foto.models import Foto
from .inzending.models import Inzending
from .melder.models import Melder
from .overdracht.models import Overdracht
from .regel.models import Toewijsregel
from .signaal.models import Signaal
from .standaardtekst.models import Standaardtekst
from .trend.models import Trend
from .waardering.models import Waardering
from .wachten.models import Wachtvraag

__all__ = [
    "Abonnement",
    "Advies",
    "Adviesonderwerp",
    "Adviesstuk",
    "Bronsysteem",
    "Deel",
    "Foto",
    "Inzage",
    "Inzending",
    "Melder",
    "Opschoning",
    "Overdracht",
    "Signaal",
    "Standaardtekst",
    "Toewijsregel",
    "Trend",
    "Verdeling",
    "Waardering",
    "Wachtvraag",
]
