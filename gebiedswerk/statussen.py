"""States as data: one table per concept decides what is allowed, who may, and which buttons show."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError


class OvergangNietToegestaan(ValidationError):
    """The table has no such transition from the state the row is in now."""


class GeenRecht(PermissionDenied):
    """The person may not make this transition here: 403, also where no view thinks of it."""


@dataclass(frozen=True)
class Overgang:
    """One allowed step.

    ``recht`` is asked of the thing itself (``ding.heeft_recht(persoon, recht)``).
    ``velden`` must be given with the step (``ga_naar(..., reden="…")``) and are stored in the fields of that name.
    ``eisen`` are functions of the thing that raise ``ValidationError`` when the step cannot be made yet.
    """

    van: str
    naar: str
    recht: str
    knop: str
    velden: tuple[str, ...] = ()
    eisen: tuple[Callable, ...] = ()


class Statustabel:
    """The states of a concept, in the order in which people read them, and the steps between them."""

    def __init__(self, statussen, begin, overgangen):
        self.keuzes = list(statussen.items())
        self.namen = statussen
        self.begin = begin
        self.overgangen = tuple(overgangen)
        self._per_stap = {(o.van, o.naar): o for o in self.overgangen}
        unknown = {s for paar in self._per_stap for s in paar} - statussen.keys()
        if unknown or begin not in statussen or len(self._per_stap) != len(self.overgangen):
            raise ValueError(f"statustabel klopt niet: {unknown or begin}")
        self.eind = {s for s in statussen if not any(o.van == s for o in self.overgangen)}

    def overgang(self, van, naar):
        """The step between two states; raises ``OvergangNietToegestaan`` with a message for people."""
        try:
            return self._per_stap[van, naar]
        except KeyError:
            van_naam, naar_naam = self.namen.get(van, van), self.namen.get(naar, naar)
            raise OvergangNietToegestaan(
                f"Dit kan niet meer: van ‘{van_naam}’ naar ‘{naar_naam}’ is geen stap. "
                "Misschien heeft iemand anders het net gewijzigd."
            ) from None

    def vanuit(self, status):
        return [o for o in self.overgangen if o.van == status]
