"""The sources of a goal in words: for officials with links, for everybody without a word of a reporter."""

from collections import Counter
from dataclasses import dataclass

from django.utils.text import capfirst

from cyclus.analyse.vorm import KLEINSTE_AANTAL
from gebiedswerk.profiel import huidig
from signalen.models import Advies, Signaal
from signalen.openbaar.kop import openbare_themas


@dataclass(frozen=True)
class Bronregel:
    """``pk`` only where it can be taken away; ``url`` may lead to another site."""

    soort: str
    titel: str
    vindplaats: str = ""
    url: str = ""
    pk: int | None = None


def _lezen(bron):
    """The words of what is pointed at, and where it stands; what was removed since is only named by its kind."""
    if bron.soort == "analyse" and bron.analyse:
        return bron.titel or str(bron.analyse), str(bron.analyse), bron.analyse.get_absolute_url()
    if bron.ding:
        return str(bron.ding), "", bron.ding.get_absolute_url()
    return bron.titel or "Bestaat niet meer", bron.vindplaats, bron.url


def voor_ambtenaar(doel, persoon):
    """Every source with its link; a signal that this person may not see shows only its theme."""
    rijen = list(doel.bronnen.met_dingen())
    signalen = [bron.signaal_id for bron in rijen if bron.signaal_id]
    seen = set(Signaal.objects.zichtbaar_voor(persoon).filter(pk__in=signalen).values_list("pk", flat=True))
    regels = []
    for bron in rijen:
        titel, vindplaats, url = _lezen(bron)
        if bron.signaal_id and bron.signaal_id not in seen:
            titel, url = f"Over {bron.signaal.thema_naam.lower()}", ""
        regels.append(Bronregel(bron.get_soort_display(), titel, vindplaats, url, bron.pk))
    return sorted(regels, key=lambda regel: regel.soort)


def openbaar(doel):
    """What everybody may read: signals and trends as a theme, advice that is public, documents by name."""
    bronnen = list(doel.bronnen.met_dingen())
    named = [
        Bronregel(
            bron.get_soort_display(),
            bron.titel or str(bron.analyse or ""),
            bron.vindplaats,
            bron.url if bron.url else "",
        )
        for bron in bronnen
        if bron.soort not in ("signaal", "trend", "advies") and (bron.titel or bron.analyse)
    ]
    public = Advies.objects.openbaar().filter(pk__in=[bron.advies_id for bron in bronnen if bron.advies_id])
    advice = [
        Bronregel("Advies", f"{advies} ({advies.platform})", "", advies.openbaar_url())
        for advies in (public.select_related("platform") if any(b.advies_id for b in bronnen) else ())
    ]
    return (*named, *advice, *_trends(bronnen), *_signalen(bronnen))


def _signalen(bronnen):
    """One neutral line per theme; a number only from five up."""
    woord, themas = huidig().woorden, dict(openbare_themas())
    counts = Counter(bron.signaal.thema for bron in bronnen if bron.signaal_id)
    return [
        Bronregel(
            capfirst(woord["signalen"]),
            f"{aantal if aantal >= KLEINSTE_AANTAL else 'Enkele'} {woord['signalen']} over {themas[thema].lower()}",
        )
        for thema, aantal in sorted(counts.items())
        if thema in themas
    ]


def _trends(bronnen):
    themas = dict(openbare_themas())
    over = sorted({bron.trend.thema for bron in bronnen if bron.trend_id and bron.trend.thema in themas})
    woord = huidig().woorden["signalen"]
    return [Bronregel("Trend", f"Er kwamen meer {woord} dan normaal over {themas[thema].lower()}") for thema in over]


def in_woorden(doel):
    """For the difference between two versions."""
    return "; ".join(f"{r.soort}: {r.titel}{f', {r.vindplaats}' if r.vindplaats else ''}" for r in openbaar(doel))
