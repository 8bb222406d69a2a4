from .foto.models import Foto
from .inzending.models import Inzending
from .overdracht.models import Overdracht
from .signaal.models import Melder, Signaal

__all__ = ["Foto", "Inzending", "Melder", "Overdracht", "Signaal"]
