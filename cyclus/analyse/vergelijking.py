"""Two analyses of one area side by side: what the figures and the counts said then and say now."""

from dataclasses import dataclass

from gebiedswerk.svg import getal

from .samenvatting import aantal_in_woorden


@dataclass(frozen=True)
class Regel:
    thema: str
    naam: str
    vorig: str
    nu: str
    verschil: str


def vergelijk(vorig, nu):
    """Every figure that is in both, and those that came or went; missing is said, never counted as zero."""
    oud = {regel.code: regel for thema in vorig.themas for regel in thema.regels}
    regels = []
    for thema in nu.themas:
        for regel in thema.regels:
            regels.append(_regel(thema.naam, oud.pop(regel.code, None), regel))
    regels += [_regel(thema.naam, r, None) for thema in vorig.themas for r in thema.regels if r.code in oud]
    woord = nu.woorden["signalen"].capitalize()
    regels.append(
        Regel("Wat er binnenkwam", woord, aantal_in_woorden(vorig.signalen), aantal_in_woorden(nu.signalen), "")
    )
    return regels


def _regel(thema, vorig, nu):
    regel = nu or vorig
    verschil = ""
    if vorig and nu and vorig.jaar != nu.jaar:
        verschil = getal(nu.waarde - vorig.waarde, nu.decimalen, nu.eenheid, plusteken=True)
    elif vorig and nu:
        verschil = "zelfde jaar"
    return Regel(thema, regel.naam, _cel(vorig), _cel(nu), verschil)


def _cel(regel):
    return f"{getal(regel.waarde, regel.decimalen, regel.eenheid)} ({regel.jaar})" if regel else "–"
