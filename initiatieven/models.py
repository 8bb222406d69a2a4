from .initiatief.models import Contactmoment, Initiatief

__all__ = ["Contactmoment", "Initiatief"]
