"""The figures for the mirror of a platform: its members, and the residents of its area."""

from gebieden.cijfers.models import Cijfer
from gebieden.gebied.models import Gebied

from .models import Platformlid
from .spiegel import Groep, spiegel

LEEFTIJDEN = [code for code, _naam in Platformlid.LEEFTIJDEN]
# Children cannot be expected at a table of grown-ups; so the two youngest groups are one in a sentence.
LEEFTIJDSGROEPEN = [
    Groep("Jongeren tot 25 jaar", frozenset({"0_15", "15_25"})),
    Groep("Mensen van 25 tot 45 jaar", frozenset({"25_45"})),
    Groep("Mensen van 45 tot 65 jaar", frozenset({"45_65"})),
    Groep("Mensen van 65 jaar of ouder", frozenset({"65_plus"})),
]


def deelgebieden(platform):
    """The parts over which members are spread: its areas, or when it has one, what lies directly in that."""
    gebieden = _buitenste(platform)
    if len(gebieden) == 1:
        return list(gebieden[0].kinderen.lopend().defer("grens", "omschrijving").order_by("naam"))
    return gebieden


def _buitenste(platform):
    """Its areas, without those that lie in another of them."""
    gebieden = sorted(platform.gebieden.all(), key=lambda gebied: gebied.naam)
    ids = {gebied.pk for gebied in gebieden}
    return [gebied for gebied in gebieden if ids.isdisjoint(gebied.pad_ids()[:-1])]


def leeftijdsspiegel(platform, leden):
    return spiegel([lid.leeftijd for lid in leden], Platformlid.LEEFTIJDEN, _leeftijden(platform), LEEFTIJDSGROEPEN)


def _leeftijden(platform):
    """Share of the residents per age group, in percent; empty when a figure of one of the areas is missing."""
    codes = [f"aandeel_{code}" for code in LEEFTIJDEN]
    per_gebied = {gebied.pk: {} for gebied in _buitenste(platform)}
    for gebied, jaar, code, waarde in _cijfers(per_gebied, [*codes, "inwoners"]):
        per_gebied[gebied].setdefault(jaar, {})[code] = waarde
    complete = []
    for years in per_gebied.values():
        latest = max((jaar for jaar, waarden in years.items() if waarden.keys() >= {*codes, "inwoners"}), default=None)
        if latest is None:
            return {}
        complete.append(years[latest])
    everybody = sum(waarden["inwoners"] for waarden in complete)
    if not everybody:
        return {}
    return {code: sum(w[f"aandeel_{code}"] * w["inwoners"] for w in complete) / everybody for code in LEEFTIJDEN}


def buurtspiegel(platform, leden):
    """Spread over the parts of the area; None when the area has no parts."""
    delen = deelgebieden(platform)
    if len(delen) < 2:
        return None
    codes = {deel.pk: str(deel.pk) for deel in delen}
    waar = [next((codes[pk] for pk in lid.buurt.pad_ids() if pk in codes), "") if lid.buurt else "" for lid in leden]
    groepen = [Groep(f"Bewoners van {deel}", frozenset({codes[deel.pk]})) for deel in delen]
    return spiegel(waar, [(codes[deel.pk], deel.naam) for deel in delen], _inwoners(codes), groepen)


def _inwoners(codes):
    latest = {}
    for gebied, jaar, _code, waarde in _cijfers(codes, ["inwoners"]):
        latest[gebied] = max(latest.get(gebied, (0, 0)), (jaar, waarde))
    everybody = sum(waarde for _jaar, waarde in latest.values())
    if latest.keys() != codes.keys() or not everybody:
        return {}
    return {codes[gebied]: 100 * waarde / everybody for gebied, (_jaar, waarde) in latest.items()}


def _cijfers(gebieden, codes):
    rows = Cijfer.objects.filter(gebied__in=gebieden, indicator__code__in=codes).order_by()
    return rows.values_list("gebied", "jaar", "indicator__code", "waarde")


def buurten_voor_keuze(platform):
    """Where a member may say to live, as a queryset for a form."""
    return Gebied.objects.filter(pk__in=[deel.pk for deel in deelgebieden(platform)]).defer("grens", "omschrijving")
