"""Run in a database of its own (``manage.py shell``) after ``VOORBEELD = …``: the municipality that is walked through.

Prints as JSON who walks, where, and in which words; all of it is read from what was stored.
"""

import json

from django.utils import timezone

from cyclus.agenda.models import periode
from cyclus.models import Gebiedsagenda
from gebieden.mensen.toewijzing import eerste_eigenaar
from gebieden.models import Gebied, Gebiedsrol, Platform
from gebiedswerk.opdrachten import Opdracht
from gebiedswerk.profiel import huidig
from gebiedswerk.voorbeeld.laden import laad
from gebiedswerk.voorbeeld.mensen import WACHTWOORD as VAN_HET_VOORBEELD
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_monitor, maak_plan, maak_vol_gebied
from tests.gebieden.factories import WACHTWOORD, maak_gemeente


def zaai():
    """A municipality with one area that is full of work."""
    g = maak_gemeente()
    today = timezone.localdate()
    maak_vol_gebied(g, today, kernen=2, signalen=24)
    # What was agreed before the walk begins: the plan of this year, of which a measure will slip.
    agenda = maak_agenda(g.zuid, van_jaar=2026)
    plan = maak_plan(agenda, today.year)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=today)
    maak_monitor(plan, g.elders, status="vastgesteld")


def vrij_gebied():
    """The first area in which nothing was agreed yet, with somebody who works there."""
    bezet = set(Gebiedsagenda.objects.values_list("gebied", flat=True))
    gebieden = Gebied.objects.filter(niveau="gebied").exclude(pk__in=bezet).order_by("naam")
    return next(g for g in gebieden if Gebiedsrol.objects.van_soort("gebiedsmedewerker").filter(gebied=g).exists())


def rol_in(gebied, codes, behalve=()):
    """The role of one of these functions that lies closest to the area."""
    rollen = Gebiedsrol.objects.lopend().filter(functie__in=codes, gebied__in=gebied.pad_ids())
    rollen = rollen.exclude(persoon__in=behalve).select_related("persoon", "gebied", "afdeling")
    return max(rollen.order_by("-pk"), key=lambda rol: len(rol.gebied.pad))


def verhaal():
    profiel, gebied = huidig(), vrij_gebied()
    plek = Gebied.objects.filter(ouder=gebied).order_by("naam").first()
    medewerker = eerste_eigenaar(plek, profiel.domein_van("verkeer"))
    functies = {soort: [f["code"] for f in profiel.functies if f["soort"] == soort] for soort in SOORTEN}
    behandelaars = [f["code"] for f in profiel.functies if "behandelen" in f["eigen"]]
    vak = rol_in(gebied, functies["vakafdeling"])
    mensen = {
        "medewerker": medewerker,
        "collega": rol_in(gebied, behandelaars, behalve=[medewerker]).persoon,
        "vak": vak.persoon,
        "bestuur": rol_in(gebied, functies["bestuur"]).persoon,
        "trede": rol_in(gebied, [profiel.ladder[0]["functie"]], behalve=[vak.persoon]).persoon,
        "raad": rol_in(gebied, functies["raad"]).persoon,
        "beheer": rol_in(gebied, functies["beheer"]).persoon,
    }
    platform = Platform.objects.filter(gebieden__in=[gebied, plek]).first() or Platform.objects.order_by("pk").first()
    return {
        "gebied": gebied.naam,
        "gebied_pk": gebied.pk,
        "plek": plek.naam,
        "plek_slug": plek.slug,
        "afdeling": vak.afdeling.naam,
        "platform": platform.naam,
        "sleutel": platform.sleutel,
        "mensen": {rol: [persoon.naam, persoon.email] for rol, persoon in mensen.items()},
        "wachtwoord": VAN_HET_VOORBEELD if VOORBEELD else WACHTWOORD,  # noqa: F821 - set by who runs this
        "woord": profiel.woorden,
        "periode": periode(timezone.localdate().year),
    }


SOORTEN = ("vakafdeling", "bestuur", "raad", "beheer")
if VOORBEELD:  # noqa: F821
    laad(VOORBEELD)  # noqa: F821
else:
    zaai()
gevonden = verhaal()
# The documents of one area are enough to look at.
for opdracht in Opdracht.objects.filter(soort="wijkanalyse").exclude(gegevens__gebied=gevonden["gebied_pk"]):
    opdracht.delete()
print(json.dumps(gevonden))
