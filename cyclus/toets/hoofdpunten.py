"""The analysis in short, for who has ten minutes: per chapter the main points, from ``AnalyseInhoud`` alone."""

from dataclasses import dataclass

from .delen import namen

MEESTE = 5
LANGSTE = 400


@dataclass(frozen=True)
class Hoofdstuk:
    """One chapter that people are asked about; ``anker`` is where it stands in the whole document."""

    anker: str
    naam: str
    punten: tuple[str, ...]


def hoofdstukken(inhoud):
    """The chapters in which somebody can recognise the place they live in; what says nothing is left out."""
    gevonden = ((anker, naam, tuple(PUNTEN[anker](inhoud))) for anker, naam in namen().items() if anker in PUNTEN)
    return [Hoofdstuk(*deel) for deel in gevonden if deel[-1]]


def _kort(tekst):
    tekst = " ".join(tekst.split())
    return tekst if len(tekst) <= LANGSTE else f"{tekst[:LANGSTE].rsplit(' ', 1)[0]} …"


def _samenvatting(inhoud):
    alineas = [alinea for alinea in inhoud.samenvatting.replace("\r", "").split("\n") if alinea.strip()]
    return map(_kort, alineas[:MEESTE])


def _opvalt(inhoud):
    return (punt.zin for punt in inhoud.opvallend[:MEESTE])


def _signalen(inhoud):
    signalen, woord = inhoud.signalen, inhoud.woorden["signalen"]
    if not signalen.totaal:
        return
    ongeveer = "Ongeveer " if signalen.is_afgerond else ""
    yield f"{ongeveer}{signalen.totaal} {woord} in twaalf maanden."
    vaak = sorted((t for t in signalen.per_thema if t.nu), key=lambda t: -t.nu)[:3]
    if vaak:
        yield f"Het vaakst over: {', '.join(t.naam.lower() for t in vaak)}."


def _initiatieven(inhoud):
    if inhoud.initiatieven.totaal:
        yield from (f"{regel.titel} ({regel.plaats})" for regel in inhoud.initiatieven.openbaar[:MEESTE])


def _verhalen(inhoud):
    return (f"“{_kort(verhaal.tekst)}” ({verhaal.bron}, {verhaal.plaats})" for verhaal in inhoud.verhalen[:3])


def _kansen(inhoud):
    yield from (f"{punt.soort}: {_kort(punt.tekst)}" for punt in inhoud.punten[: 2 * MEESTE])
    for soort, tekst in (("Kans", inhoud.kansen), ("Bedreiging", inhoud.bedreigingen)):
        if tekst:
            yield f"{soort}: {_kort(tekst)}"


PUNTEN = {
    "samenvatting": _samenvatting,
    "opvalt": _opvalt,
    "signalen": _signalen,
    "initiatieven": _initiatieven,
    "verhalen": _verhalen,
    "kansen": _kansen,
}
