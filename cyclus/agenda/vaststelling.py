"""Adoption by the college: who is asked, who hears that it came back, and that what lies there is frozen.

Agenda, plan and monitor go the same way: concept, offered to the college, adopted (domain.md §5).
"""

from django.db import transaction

from gebieden.mensen.models import Gebiedsrol, Gebruiker
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht


def wie_stelt_vast(gebied):
    """Everybody who may adopt for this area now."""
    functies = [f["code"] for f in huidig().functies if "vaststellen" in (*f["eigen"], *f["overal"])]
    rollen = Gebiedsrol.objects.lopend().filter(functie__in=functies, gebied__in=gebied.pad_ids())
    return Gebruiker.objects.met_rollen(rollen)


def vraag_vaststelling(stuk, door):
    """Mail who may adopt that ``stuk`` waits for them; ``stuk.versie`` makes a second offer a new question."""
    for lid in wie_stelt_vast(stuk.gebied).exclude(email=""):
        stuur(
            lid.email,
            f"Ter vaststelling: {stuk}"[:200],
            "post/agenda_aangeboden.txt",
            sleutel=f"aangeboden:{stuk._meta.label_lower}:{stuk.pk}:{stuk.versie}:{lid.pk}",
            over=stuk,
            aan=lid,
            stuk=stuk,
            door=door,
        )


def meld_terug(stuk, door, opmerking):
    """Mail who offered it last that it came back, with the remark."""
    aangeboden = stuk.tijdlijn.filter(soort="status", naar=stuk.tabel.namen["aangeboden"]).first()
    if aangeboden is None or aangeboden.door is None or not aangeboden.door.email:
        return
    stuur(
        aangeboden.door.email,
        f"Terug voor aanpassing: {stuk}"[:200],
        "post/agenda_terug.txt",
        sleutel=f"terug:{stuk._meta.label_lower}:{stuk.pk}:{stuk.versie}",
        over=stuk,
        aan=aangeboden.door,
        stuk=stuk,
        door=door,
        opmerking=opmerking,
    )


def eis_concept(stuk, door):
    """Refuse an edit of what is not a concept any more; locks the row, so call it in the transaction of the edit."""
    if not stuk.heeft_recht(door, "behandelen"):
        raise GeenRecht("wijzigen")
    with transaction.atomic():
        in_db = type(stuk)._base_manager.select_for_update().only("status").get(pk=stuk.pk).status
    if in_db != "concept":
        raise GeenRecht(f"De status is ‘{stuk.tabel.namen[in_db]}’: dit kan niet meer worden gewijzigd.")
