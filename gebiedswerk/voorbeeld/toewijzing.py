"""Who gets what first by the rules of the municipality, and the other systems it takes signals from."""

from signalen.models import Bronsysteem, Toewijsregel


def schrijf(draaiboek):
    """Rules came late in the story: what was there already stayed with who had it."""
    verhaal = draaiboek.lees("toewijzing") or {}
    kalender = draaiboek.kalender
    for rij in verhaal.get("regels", ()):
        draaiboek.op(kalender.moment(kalender.dag(rij["dagen"]), 9), _maak_regel, draaiboek, rij)
    for rij in verhaal.get("bronnen", ()):
        draaiboek.op(kalender.moment(kalender.dag(30), 9), lambda rij=rij: Bronsysteem.objects.create(**rij))


def _maak_regel(draaiboek, rij):
    velden = {naam: rij[naam] for naam in ("naam", "themas", "domeinen", "functie") if naam in rij}
    afdeling = draaiboek.afdelingen.get(rij.get("afdeling"))
    Toewijsregel.objects.create(volgorde=Toewijsregel.objects.achteraan(), afdeling=afdeling, **velden)
