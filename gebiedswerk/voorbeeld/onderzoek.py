"""Two rounds of asking what people think: one two years ago and one this year, both closed."""

from random import Random
from uuid import UUID

from cyclus.models import Onderzoek, Onderzoeksantwoord, Onderzoeksscore, Uitnodiging
from cyclus.onderzoek.criteria import CODES, HOOGST, LAAGST
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig

WEET_NIET = 0.07
SPREIDING = 0.95


def schrijf(draaiboek):
    verhaal = draaiboek.lees("onderzoek")
    rng = Random(len(CODES))
    for ronde in verhaal and verhaal["rondes"]:
        begin, einde = (draaiboek.kalender.dag(dagen) for dagen in ronde["dagen"])
        moment = draaiboek.kalender.moment
        draaiboek.op(moment(begin, 9), _open, draaiboek, ronde, begin, einde)
        draaiboek.op(moment(einde, 23), _sluit, verhaal, ronde, einde, rng)


def _open(draaiboek, ronde, begin, einde):
    gemeente = Gebied.objects.get(ouder=None)
    onderzoek = Onderzoek(
        gebied=gemeente,
        titel=f"Hoe werkt {huidig().naam} in uw buurt? {begin.year}",
        inleiding=ronde.get("inleiding", ""),
        jaar=begin.year,
        opent_datum=begin,
        sluit_datum=einde,
        vorige=Onderzoek.objects.gesloten().first(),
        is_voorbeeld=True,
    )
    door = next(mens for mens in draaiboek.mensen.values() if onderzoek.heeft_recht(mens, "voeren"))
    onderzoek.save()
    Uitnodiging.objects.bulk_create(
        Uitnodiging.nieuw(onderzoek, groep, _gebied(waar).pk)
        for groep, per_gebied in ronde["deelname"].items()
        for waar, (gevraagd, _antwoorden) in per_gebied.items()
        for _nummer in range(gevraagd)
    )
    onderzoek.ga_naar("open", door=door)


def _gebied(naam):
    """The area of the round: never the village or buurt that is called like it."""
    gemeente = Gebied.objects.get(ouder=None)
    return gemeente if naam in (None, gemeente.naam) else Gebied.objects.get(naam=naam, ouder=gemeente)


def _sluit(verhaal, ronde, einde, rng):
    onderzoek = Onderzoek.objects.get(sluit_datum=einde)
    woorden = {}
    for groep, waar, moderatie, tekst in ronde["woorden"]:
        woorden.setdefault((groep, _gebied(waar).pk), []).append((tekst, moderatie))
    antwoorden, scores = [], []
    for groep, per_gebied in ronde["deelname"].items():
        for waar, (_gevraagd, aantal) in per_gebied.items():
            gebied = _gebied(waar)
            verschuiving = verhaal["groep"][groep] + verhaal["gebied"].get(gebied.naam, 0)
            eigen = woorden.get((groep, gebied.pk), [])
            used = onderzoek.uitnodigingen.filter(groep=groep, gebied=gebied).order_by("pk").values("pk")[:aantal]
            onderzoek.uitnodigingen.filter(pk__in=[rij["pk"] for rij in used]).update(is_gebruikt=True)
            for nummer in range(aantal):
                tekst, moderatie = eigen[nummer] if nummer < len(eigen) else ("", "nieuw")
                antwoord = Onderzoeksantwoord(
                    id=UUID(int=rng.getrandbits(128)),
                    onderzoek=onderzoek,
                    groep=groep,
                    gebied=gebied,
                    open_antwoord=tekst,
                    moderatie=moderatie,
                )
                antwoorden.append(antwoord)
                scores += _scores(antwoord, ronde["niveau"], verschuiving, rng)
    rng.shuffle(antwoorden)
    Onderzoeksantwoord.objects.bulk_create(antwoorden)
    Onderzoeksscore.objects.bulk_create(scores)
    onderzoek.ga_naar("gesloten", wie="het systeem")


def _scores(antwoord, niveau, verschuiving, rng):
    for code in CODES:
        if rng.random() >= WEET_NIET:
            waarde = min(max(round(rng.gauss(niveau[code] + verschuiving, SPREIDING)), LAAGST), HOOGST)
            yield Onderzoeksscore(antwoord=antwoord, criterium=code, waarde=waarde)
