"""The indicators that come with the software, as data (``indicatoren.json``).

``sleutels`` says per source where the figure comes from, by the part of the column name that stays the same over the
years: ``{"waarde": […]}`` is read as it is, ``{"deel": […], "geheel": […]}`` becomes a percentage. Each list holds
the names that different years used for the same thing, among them the number of a measure in version 4 of OData;
``afronding`` says to what the publisher rounds when that is not to five, ``mag_negatief`` that a score may be below
zero. ``{"afgeleid": {"deel": …, "geheel": …, "maal": 1000, "vanaf": 50}}`` is one indicator per so many of another,
from fifty up. ``basis`` is the count by which areas weigh when added up. A share that was estimated from a survey is a
``gemiddelde``: it has no count of people behind it to test by.
``zin`` is what comes after "In Noord …", with ``{waarde}`` in it.
"""

import json
from pathlib import Path

from django.db import transaction

from gebieden.cijfers.models import Indicator

BESTAND = Path(__file__).resolve().parent / "indicatoren.json"
# What the municipality decides itself once the indicator is there.
VAN_DE_GEMEENTE = {"drempel"}


def lees_catalogus():
    return json.loads(BESTAND.read_text(encoding="utf-8"))


@transaction.atomic
def laad_catalogus():
    """Insert or update the indicators by code; removes none. Returns how many were new and how many changed.

    What the municipality made itself is left alone.
    """
    known = {i.code: i for i in Indicator.objects.all()}
    new = changed = 0
    for velden in lees_catalogus():
        indicator = known.setdefault(velden["code"], Indicator(code=velden["code"]))
        if indicator.is_eigen:
            continue
        velden |= {"basis": known[velden["basis"]] if velden["basis"] else None}
        if indicator.pk:
            velden = {veld: waarde for veld, waarde in velden.items() if veld not in VAN_DE_GEMEENTE}
        different = {veld for veld, waarde in velden.items() if getattr(indicator, veld) != waarde}
        new += indicator.pk is None
        changed += bool(different and indicator.pk)
        if different or indicator.pk is None:
            for veld in different:
                setattr(indicator, veld, velden[veld])
            indicator.full_clean()
            indicator.save()
    return new, changed
