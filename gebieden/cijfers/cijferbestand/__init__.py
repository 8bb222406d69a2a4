"""Reading files with figures, as they really exist. Knows no database; the web processes never import it at start-up.

``lees(bestand)`` recognises the format by its content. Every format has a module of its own that yields ``Cijferrij``.
"""

from gebieden.cijfers.cijferbestand.herken import FORMATEN, lees
from gebieden.cijfers.cijferbestand.rij import GEHEIM, Cijferlevering, Cijferrij, JaarOntbreekt

__all__ = ["FORMATEN", "GEHEIM", "Cijferlevering", "Cijferrij", "JaarOntbreekt", "lees"]
