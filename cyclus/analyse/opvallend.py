"""What stands out in the figures, as the analysis says it: the sentence, the reason and the uncertainty."""

try:
    from gebieden.cijfers.opvallend import opvallend
except ImportError:

    def opvallend(gebied, jaar):
        return []


from gebiedswerk.profiel import huidig

from .vorm import Opvallend

MEESTE = 10


def wat_opvalt(gebied, jaar):
    return tuple(
        Opvallend(huidig().naam_van("themas", punt.thema), punt.zin, punt.reden, punt.onzekerheid)
        for punt in opvallend(gebied, jaar)[:MEESTE]
    )
