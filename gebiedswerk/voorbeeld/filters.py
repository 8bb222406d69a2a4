"""The filters that people of the example keep under a name."""

from gebieden.models import BewaardFilter


def schrijf(draaiboek):
    for rij in draaiboek.lees("filters"):
        persoon = draaiboek.mensen[rij["wie"]]
        BewaardFilter.objects.bewaar(persoon, lijst=rij["lijst"], naam=rij["naam"], vraag=rij["vraag"])
