"""What the source of a goal copied of a signal: its words go, that there was a signal stays."""

from signalen.bewaren.vergeten import ook_vergeten

from .bron import Doelbron


@ook_vergeten
def bronnen(ronde):
    found = list(Doelbron.objects.filter(signaal__in=ronde.pks))
    ronde.teksten(found, ("titel", "vindplaats", "url"), altijd=False)
