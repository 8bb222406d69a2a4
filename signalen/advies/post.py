"""The mails of an advice: what platform, owner and college hear of each other, and what they are reminded of."""

from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import herinnerstap


def meld_platform(advies, *, uitstel=False):
    """The platform hears that it is asked, that a question is off, or what the college decided."""
    wat = "uitstel" if uitstel else advies.status
    if wat not in ONDERWERPEN:
        return
    for adres in advies.platform.adressen():
        _mail(advies, adres, ONDERWERPEN[wat], "post/advies_platform.txt", wat)


ONDERWERPEN = {
    "gevraagd": "Uw advies gevraagd: {}",
    "uitstel": "Meer tijd voor uw advies: {}",
    "ingetrokken": "Uw advies is niet meer nodig: {}",
    "niet_uitgebracht": "Geen advies ontvangen: {}",
    "beantwoord": "Reactie op uw advies: {}",
}


def meld_uitgebracht(advies):
    """Who prepares the answer, and the wethouder of the platform."""
    for persoon in _binnen(advies):
        _mail(advies, persoon.email, "Advies ontvangen: {}", "post/advies_uitgebracht.txt", f"uitgebracht:{persoon.pk}")


def _binnen(advies):
    """The owner and the wethouder, each with who stands in for them today."""
    wethouder = advies.platform.wethouder
    people = [advies.eigenaar, *([wethouder] if wethouder and wethouder.is_active else [])]
    return dict.fromkeys(
        wie for persoon in people for wie in persoon.wie_bereikt(advies, advies.advies_datum) if wie.is_active
    )


def herinner_platform(advies, vandaag):
    """Before its date, on it, and after it; once per step and address."""
    stap = herinnerstap(advies.advies_uiterlijk, vandaag)
    if stap is not None:
        for adres in advies.platform.adressen():
            sleutel = f"herinnering:{advies.advies_uiterlijk:%Y-%m-%d}:{stap}"
            _mail(advies, adres, "Herinnering: uw advies over {}", "post/advies_herinnering.txt", sleutel, stap=stap)


def meld_niet_ontvangen(advies, vandaag):
    """After the last reminder it is the owner's turn: more time, or say that no advice came."""
    stap = herinnerstap(advies.advies_uiterlijk, vandaag)
    if stap is not None and stap > 0:
        for persoon in advies.eigenaar.wie_bereikt(advies, vandaag):
            sleutel = f"niet_ontvangen:{advies.advies_uiterlijk:%Y-%m-%d}:{stap}:{persoon.pk}"
            _mail(advies, persoon.email, "Geen advies ontvangen: {}", "post/advies_niet_ontvangen.txt", sleutel)


def herinner_college(advies, vandaag):
    """The wethouder of the platform; the owner has the reminder of every holder."""
    stap, wethouder = herinnerstap(advies.reactie_uiterlijk, vandaag), advies.platform.wethouder
    if stap is None or wethouder is None or wethouder == advies.eigenaar or not wethouder.is_active:
        return
    for persoon in wethouder.wie_bereikt(advies, vandaag):
        sleutel = f"herinnering:{advies.reactie_uiterlijk:%Y-%m-%d}:{stap}:{persoon.pk}"
        _mail(advies, persoon.email, "Reactie gevraagd: {}", "post/advies_reactie.txt", sleutel, stap=stap)


def _mail(advies, adres, onderwerp, sjabloon, wat, **context):
    stuur(
        adres,
        onderwerp.format(advies.onderwerp),
        sjabloon,
        sleutel=f"advies:{advies.pk}:{wat}:{advies.advies_datum or advies.advies_uiterlijk}:{adres}",
        over=advies,
        advies=advies,
        wat=wat,
        profiel=huidig(),
        woord=huidig().woorden,
        **context,
    )
