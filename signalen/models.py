from .signaal.models import Foto, Inzending, Melder, Overdracht, Signaal

__all__ = ["Foto", "Inzending", "Melder", "Overdracht", "Signaal"]
