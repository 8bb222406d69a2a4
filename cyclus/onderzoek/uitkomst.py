"""What a closed round says: per criterion, for everybody, per group and per area, beside the round before it.

Every table is cut by ``onderdrukking``: figures of fewer than five answers are nowhere, and follow from nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count

from gebieden.models import Gebied

from .antwoord import Onderzoeksantwoord, Onderzoeksscore
from .criteria import CODES, CRITERIA, EENS, GROEPEN
from .models import Onderzoek
from .onderdrukking import TOTAAL, met_totalen, verberg
from .statistiek import Steekproef, verschil

GRENZEN = (("verschil", "waarde"), ("onder", "onder"), ("boven", "boven"))
OORDELEN = {
    "beter": "beter dan in {jaar}",
    "slechter": "minder goed dan in {jaar}",
    "toeval": "verschil met {jaar} kan toeval zijn",
    "": "niet te vergelijken",
}


@dataclass(frozen=True)
class Criteriumuitkomst:
    """One criterion for one part of who answered; ``None`` where there are too few answers to show."""

    code: str
    naam: str
    aantal: int | None = None
    gemiddelde: float | None = None
    aandeel: float | None = None
    vorig_jaar: int | None = None
    vorig: float | None = None
    verschil: float | None = None
    onder: float | None = None
    boven: float | None = None
    oordeel: str = ""

    @property
    def in_woorden(self):
        return OORDELEN[self.oordeel].format(jaar=self.vorig_jaar)


@dataclass(frozen=True)
class Onderzoeksuitkomst:
    """What the last closed round says about one area: for the monitor, frozen with it."""

    onderzoek: int
    titel: str
    jaar: int
    vorig_jaar: int | None
    gebied: str
    antwoorden: int
    criteria: tuple[Criteriumuitkomst, ...]

    @property
    def beter(self):
        return tuple(c.naam for c in self.criteria if c.oordeel == "beter")

    @property
    def slechter(self):
        return tuple(c.naam for c in self.criteria if c.oordeel == "slechter")


@dataclass
class Ronde:
    """All answers of one round added up, with what may not be shown of them. Keys are ``(gebied id, groep)``."""

    onderzoek: Onderzoek
    gebieden: dict
    antwoorden: dict
    verborgen: set
    scores: dict = field(default_factory=dict)
    verborgen_scores: dict = field(default_factory=dict)

    def aantal(self, gebied=TOTAAL, groep=TOTAAL):
        """How many answered, or None when that is not shown."""
        return None if (gebied, groep) in self.verborgen else self.antwoorden.get((gebied, groep), 0)

    def score(self, code, gebied=TOTAAL, groep=TOTAAL):
        """The scores on one criterion, or None when there are too few to show."""
        sleutel = (gebied, groep)
        found = self.scores[code].get(sleutel)
        return None if not found or not found.aantal or sleutel in self.verborgen_scores[code] else found


def tel(onderzoek):
    """The round in four queries, however many answered."""
    groepen = [code for code, _naam in GROEPEN]
    rows = Onderzoeksantwoord.objects.filter(onderzoek=onderzoek).order_by()
    aantallen = {(r["gebied"], r["groep"]): r["n"] for r in rows.values("gebied", "groep").annotate(n=Count("pk"))}
    pks = [pk for pk, _groep in aantallen]
    namen = Gebied.objects.filter(pk__in=pks).order_by("naam").values_list("pk", "naam", "ouder_id")
    # Last the municipality itself: who works or lives in no area in particular.
    namen = sorted(namen, key=lambda rij: rij[2] is None)
    gebieden = {pk: naam if ouder else f"Heel {naam}" for pk, naam, ouder in namen}
    verborgen = verberg(aantallen, list(gebieden), groepen)
    ronde = Ronde(onderzoek, gebieden, met_totalen(aantallen, list(gebieden), groepen), verborgen)
    cellen = _scores(onderzoek)
    for code in CODES:
        per_cel = cellen[code]
        getallen = {sleutel: s.aantal for sleutel, s in per_cel.items()}
        ronde.verborgen_scores[code] = verberg(getallen, list(gebieden), groepen, ook=verborgen)
        ronde.scores[code] = _met_sommen(per_cel)
    return ronde


def _scores(onderzoek):
    cellen = defaultdict(lambda: defaultdict(Steekproef))
    rows = Onderzoeksscore.objects.filter(antwoord__onderzoek=onderzoek).order_by()
    velden = ("criterium", "antwoord__gebied", "antwoord__groep", "waarde")
    for code, gebied, groep, waarde, n in rows.values_list(*velden).annotate(n=Count("pk")):
        extra = Steekproef(n, n * waarde, n * waarde**2, n * (waarde >= EENS))
        cellen[code][gebied, groep] += extra
    return cellen


def _met_sommen(per_cel):
    totals = defaultdict(Steekproef)
    for (gebied, groep), steekproef in per_cel.items():
        for sleutel in ((gebied, groep), (gebied, TOTAAL), (TOTAAL, groep), (TOTAAL, TOTAAL)):
            totals[sleutel] += steekproef
    return dict(totals)


def tel_met_vorige(onderzoek):
    """``(round, the round before it or None)``; one that is not closed is not compared with."""
    vorige = onderzoek.vorige
    return tel(onderzoek), tel(vorige) if vorige and vorige.is_gesloten else None


def per_criterium(nu, eerder, gebied=TOTAAL, groep=TOTAAL):
    """All criteria for one part of who answered."""
    return tuple(_uitkomst(c, nu, eerder, gebied, groep) for c in CRITERIA)


def _uitkomst(criterium, nu, eerder, gebied, groep):
    score = nu.score(criterium.code, gebied, groep)
    if score is None:
        return Criteriumuitkomst(criterium.code, criterium.titel)
    velden = {"aantal": score.aantal, "gemiddelde": round(score.gemiddelde, 2), "aandeel": round(score.aandeel)}
    vorig = eerder.score(criterium.code, gebied, groep) if eerder else None
    if vorig is not None:
        d = verschil(score, vorig)
        velden |= {"vorig_jaar": eerder.onderzoek.jaar, "vorig": round(vorig.gemiddelde, 2), "oordeel": d.oordeel}
        # Never minus zero.
        velden |= {naam: round(getattr(d, naam2), 2) + 0.0 for naam, naam2 in GRENZEN}
    return Criteriumuitkomst(criterium.code, criterium.titel, **velden)


def laatste_uitkomst(gebied, tot):
    """What the last round that closed on or before ``tot`` says of this area, or None with too few answers."""
    gesloten = Onderzoek.objects.gesloten().filter(sluit_datum__lte=tot).select_related("vorige")
    onderzoek = gesloten.order_by("-sluit_datum", "-pk").first()
    if onderzoek is None:
        return None
    nu, eerder = tel_met_vorige(onderzoek)
    waar = gebied.pk if gebied.ouder_id else TOTAAL
    antwoorden = nu.aantal(waar)
    if not antwoorden:
        return None
    return Onderzoeksuitkomst(
        onderzoek=onderzoek.pk,
        titel=onderzoek.titel,
        jaar=onderzoek.jaar,
        vorig_jaar=eerder.onderzoek.jaar if eerder else None,
        gebied=gebied.naam,
        antwoorden=antwoorden,
        criteria=per_criterium(nu, eerder, waar),
    )
