"""The few figures by which the raad holds one year beside another, and the difference in words."""

from dataclasses import dataclass

from gebiedswerk.profiel import huidig
from gebiedswerk.svg import getal

NIET = "niet te vergelijken"


@dataclass(frozen=True)
class Kerncijfers:
    """Of one area in one year. ``None`` is not counted, or too few people to say."""

    gebied: str
    jaar: int
    doelen: int
    bereikt: int
    maatregelen: int
    gedaan: int
    te_laat: int
    vervallen: int
    begroot: float
    besteed: float
    terechtgekomen: float | None
    afspraken: int | None
    nagekomen: int | None
    signalen_op_tijd: float | None
    adviezen: int | None
    adviezen_op_tijd: int | None
    tevreden: int | None
    # The mean over all criteria of the last round, from 1 to 5, and the year of that round.
    onderzoek: float | None = None
    onderzoek_jaar: int | None = None


def _gemiddelde(onderzoek):
    means = [c.gemiddelde for c in onderzoek.criteria if c.gemiddelde is not None] if onderzoek else []
    return sum(means) / len(means) if means else None


def kern_van(inhoud):
    """From the content of a monitor, also of an old one that counted less."""
    advies = inhoud.adviezen.naleving if inhoud.adviezen else None
    return Kerncijfers(
        gebied=inhoud.gebied,
        jaar=inhoud.jaar,
        doelen=len(inhoud.doelen),
        bereikt=inhoud.bereikt,
        maatregelen=len(inhoud.maatregelen),
        gedaan=inhoud.gedaan,
        te_laat=inhoud.te_laat,
        vervallen=inhoud.vervallen,
        begroot=inhoud.budget,
        besteed=inhoud.besteed,
        terechtgekomen=inhoud.geld.terechtgekomen if inhoud.geld else None,
        afspraken=len(inhoud.afspraken) if inhoud.afspraken is not None else None,
        nagekomen=inhoud.aantal_afspraken("nagekomen") if inhoud.afspraken is not None else None,
        signalen_op_tijd=inhoud.signalen.op_tijd,
        adviezen=advies.te_beantwoorden if advies else None,
        adviezen_op_tijd=advies.op_tijd_beantwoord if advies else None,
        tevreden=inhoud.tevredenheid.tevreden if inhoud.tevredenheid else None,
        onderzoek=_gemiddelde(inhoud.onderzoek),
        onderzoek_jaar=inhoud.onderzoek.jaar if inhoud.onderzoek else None,
    )


SOMMEN = (
    *("doelen", "bereikt", "maatregelen", "gedaan", "te_laat", "vervallen", "begroot", "besteed", "terechtgekomen"),
    *("afspraken", "nagekomen", "adviezen", "adviezen_op_tijd"),
)


def som(kernen, naam):
    """Of all areas together; one that was not counted makes the total unknown.

    Percentages of people are not added up: with one area that is hidden, the total would give it away.
    """
    waarden = [getattr(kern, naam) for kern in kernen]
    return None if not waarden or None in waarden else sum(waarden)


def opgeteld(kernen, gebied, jaar):
    """``Kerncijfers`` of all areas together, or None where there are none."""
    if not kernen:
        return None
    totalen = {naam: som(kernen, naam) for naam in SOMMEN}
    return Kerncijfers(gebied=gebied, jaar=jaar, signalen_op_tijd=None, tevreden=None, **totalen)


@dataclass(frozen=True)
class Rij:
    """One line of the comparison; ``uitleg`` is the anchor of what the figure means."""

    naam: str
    nu: str
    vorig: str
    verschil: str
    uitleg: str


def euro(bedrag):
    return "niet geteld" if bedrag is None else getal(bedrag, 0, "€")


def procent(waarde):
    return "te weinig" if waarde is None else getal(waarde, 0, "%")


def _deel(deel, geheel):
    return "niet geteld" if None in (deel, geheel) else f"{deel} van {geheel}" if geheel else "geen"


def _verschil(nu, vorig, in_woorden=str, meer="meer", minder="minder"):
    if None in (nu, vorig):
        return NIET
    gap = round(nu - vorig)
    return "gelijk" if gap == 0 else f"{in_woorden(abs(gap))} {meer if gap > 0 else minder}"


def _punten(aantal):
    return f"{aantal} procentpunt" if aantal == 1 else f"{aantal} procentpunten"


def _rij(naam, uitleg, nu, vorig, toon, verschil):
    """``toon`` writes the figure of a year, ``verschil`` the difference of two years."""
    if vorig is None:
        return Rij(naam, toon(nu), "geen", "geen vorig jaar", uitleg)
    return Rij(naam, toon(nu), toon(vorig), verschil(nu, vorig), uitleg)


def _delen(naam, uitleg, nu, vorig, deel, geheel):
    def verschil(a, b):
        # Parts of nothing say nothing about more or less.
        return _verschil(getattr(a, deel), getattr(b, deel)) if getattr(a, geheel) and getattr(b, geheel) else NIET

    return _rij(naam, uitleg, nu, vorig, lambda k: _deel(getattr(k, deel), getattr(k, geheel)), verschil)


def _aantal(naam, uitleg, nu, vorig, veld):
    def verschil(a, b):
        return _verschil(getattr(a, veld), getattr(b, veld))

    return _rij(naam, uitleg, nu, vorig, lambda k: str(getattr(k, veld)), verschil)


def _geld(naam, uitleg, nu, vorig, veld):
    def verschil(a, b):
        return _verschil(getattr(a, veld), getattr(b, veld), euro)

    return _rij(naam, uitleg, nu, vorig, lambda k: euro(getattr(k, veld)), verschil)


def _mensen(naam, uitleg, nu, vorig, veld):
    def verschil(a, b):
        return _verschil(getattr(a, veld), getattr(b, veld), _punten, "hoger", "lager")

    return _rij(naam, uitleg, nu, vorig, lambda k: procent(getattr(k, veld)), verschil)


def _punt(kern):
    return (
        "geen of te weinig" if kern.onderzoek is None else f"{getal(kern.onderzoek, 1)} van 5 ({kern.onderzoek_jaar})"
    )


def _verschil_onderzoek(nu, vorig):
    """A mean that did not move a tenth is the same; whether more is chance, the survey itself says."""
    if None in (nu.onderzoek, vorig.onderzoek):
        return NIET
    if nu.onderzoek_jaar == vorig.onderzoek_jaar:
        return "zelfde onderzoek"
    gap = round(nu.onderzoek - vorig.onderzoek, 1)
    return "gelijk" if gap == 0 else f"{getal(abs(gap), 1)} {'hoger' if gap > 0 else 'lager'}"


def vergelijk(nu, vorig, *, met_mensen=True):
    """The lines of the comparison: what the raad asks every year, in the same order."""
    woord = huidig().woorden
    rijen = [
        _delen("Doelen bereikt", "doelen", nu, vorig, "bereikt", "doelen"),
        _delen(f"{woord['maatregelen'].capitalize()} gedaan", "maatregelen", nu, vorig, "gedaan", "maatregelen"),
        _aantal("Te laat", "maatregelen", nu, vorig, "te_laat"),
        _aantal("Vervallen", "maatregelen", nu, vorig, "vervallen"),
        _geld("Begroot", "geld", nu, vorig, "begroot"),
        _geld("Besteed", "geld", nu, vorig, "besteed"),
        _geld(f"In {huidig().de('gebied')} terechtgekomen", "geld", nu, vorig, "terechtgekomen"),
        _delen("Afspraken nagekomen", "afspraken", nu, vorig, "nagekomen", "afspraken"),
        _delen(
            f"{woord['adviezen'].capitalize()} op tijd beantwoord",
            *("adviezen", nu, vorig, "adviezen_op_tijd", "adviezen"),
        ),
    ]
    if met_mensen:
        naam = f"{woord['signalen'].capitalize()} op tijd beantwoord"
        rijen.append(_mensen(naam, "signalen", nu, vorig, "signalen_op_tijd"))
        rijen.append(_mensen("Melders tevreden", "tevredenheid", nu, vorig, "tevreden"))
        rijen.append(_rij("Tevredenheidsonderzoek", "onderzoek", nu, vorig, _punt, _verschil_onderzoek))
    return rijen
