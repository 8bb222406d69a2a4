"""Initiatives for tests."""

from initiatieven.models import Initiatief


def maak_initiatief(gebied, contactpersoon, titel="Buurtmoestuin achter de kerk", **velden):
    return Initiatief.objects.leg_vast(
        titel=titel,
        initiatiefnemer=velden.pop("initiatiefnemer", "Ina Initiatiefnemer"),
        gebied=gebied,
        thema=velden.pop("thema", "groen"),
        contactpersoon=contactpersoon,
        **velden,
    )


def breng_naar(initiatief, status, door):
    """Take the shortest way from ``idee`` to ``status``."""
    route = {
        "idee": [],
        "verkenning": ["verkenning"],
        "afgewezen": ["afgewezen"],
        "getoetst": ["verkenning", "getoetst"],
        "in_uitvoering": ["verkenning", "getoetst", "in_uitvoering"],
        "afgerond": ["verkenning", "getoetst", "in_uitvoering", "afgerond"],
        "nazorg_gedaan": ["verkenning", "getoetst", "in_uitvoering", "afgerond", "nazorg_gedaan"],
        "gestopt": ["verkenning", "gestopt"],
    }[status]
    for stap in route:
        asked = initiatief.tabel.overgang(initiatief.status, stap).velden
        initiatief.ga_naar(stap, door=door, **{veld: "Het terrein is al verkocht" for veld in asked})
    return initiatief
