"""Indicators of the municipality's own out of a file: a CSV with a column per field, or JSON with a list of objects.

Columns: naam and soort are needed; code, betekenis, rubriek, thema, bron, eenheid, decimalen, basis, richting, zin and
drempel may be. Words are understood as well as codes ("Veiligheid", "minder is beter"). In JSON ``sleutels`` may say in
which column of which source the figure stands (see ``catalogus``).
"""

import json

from django.db import transaction
from django.utils.text import slugify

from gebieden.cijfers.forms import IndicatorForm, vrije_code
from gebieden.cijfers.inlezen import BRONNEN
from gebieden.cijfers.models import Indicator
from gebieden.importeren import (
    GEWIJZIGD,
    NIEUW,
    ONGEWIJZIGD,
    OVERGESLAGEN,
    Bestandsfout,
    Verslag,
    lees_csv,
    lees_tekst,
)
from gebiedswerk.profiel import huidig

VELDEN = IndicatorForm.Meta.fields
SLEUTELVELDEN = ({"waarde"}, {"deel", "geheel"})


def lees(bestand):
    """``(where, {field: value})`` per indicator."""
    tekst = lees_tekst(bestand)
    if tekst.lstrip()[:1] not in ("[", "{"):
        for nummer, cellen in lees_csv(bestand, ["naam"]):
            yield f"regel {nummer}", cellen
        return
    try:
        rows = json.loads(tekst)
    except (ValueError, RecursionError) as error:
        raise Bestandsfout(f"{bestand} is geen goede JSON: {error}.") from error
    if not isinstance(rows, list):
        raise Bestandsfout(f"{bestand} is geen lijst van indicatoren.")
    for nummer, rij in enumerate(rows, 1):
        yield f"indicator {nummer}", rij if isinstance(rij, dict) else None


@transaction.atomic
def werk_bij(rijen):
    """Insert or change by code or name; returns a ``Verslag``. What comes with the software is never changed."""
    verslag = Verslag()
    for waar, rij in rijen:
        naam = str((rij or {}).get("naam") or "").strip()
        verslag.meld(waar, naam, *_zet(rij, naam))
    return verslag


def _zet(rij, naam):
    """``(outcome, reason)`` for one indicator."""
    if rij is None or not naam:
        return OVERGESLAGEN, "heeft geen naam, of niet evenveel cellen als de kop"
    old = Indicator.objects.filter(**({"code": rij["code"]} if rij.get("code") else {"naam__iexact": naam})).first()
    if old is not None and not old.is_eigen:
        return OVERGESLAGEN, "hoort bij de software; geef uw indicator een andere naam en code"
    if reason := _fout_in_sleutels(rij.get("sleutels")):
        return OVERGESLAGEN, reason
    empty = IndicatorForm(instance=old or Indicator())
    given = {veld: _waarde(veld, rij[veld]) for veld in VELDEN if rij.get(veld) not in (None, "")}
    form = IndicatorForm({**empty.initial, **given}, instance=old or Indicator())
    if not form.is_valid():
        return OVERGESLAGEN, "; ".join(f"{veld}: {' '.join(fouten)}" for veld, fouten in form.errors.items())
    changed = form.has_changed() or (old and rij.get("sleutels") not in (None, old.sleutels))
    if old and not changed:
        return ONGEWIJZIGD, ""
    indicator = form.save(commit=False)
    if old is None:
        indicator.code = slugify(str(rij.get("code") or ""))[:60] or vrije_code(naam)
        indicator.is_eigen = True
    indicator.sleutels = rij.get("sleutels") or indicator.sleutels
    indicator.save()
    return (GEWIJZIGD if old else NIEUW), ""


def _fout_in_sleutels(sleutels):
    """Why these keys cannot be used, or an empty string."""
    if sleutels in (None, ""):
        return ""
    if not isinstance(sleutels, dict) or not all(isinstance(van_bron, dict) for van_bron in sleutels.values()):
        return "sleutels: geef per bron een lijst met kolommen"
    for bron, van_bron in sleutels.items():
        if bron not in BRONNEN or bron == "eigen":
            return f"sleutels: de bron ‘{bron}’ is er niet; kies uit {', '.join(b for b in BRONNEN if b != 'eigen')}"
        names = {veld: namen for veld, namen in van_bron.items() if veld not in ("afronding", "mag_negatief")}
        if set(names) not in SLEUTELVELDEN:
            return f"sleutels: geef bij {bron} ‘waarde’, of ‘deel’ en ‘geheel’"
        if not all(isinstance(lijst, list) and lijst and {str} == set(map(type, lijst)) for lijst in names.values()):
            return f"sleutels: geef bij {bron} een lijst met namen van kolommen"
    return ""


def _waarde(veld, waarde):
    """What a person wrote, as what the form takes: words become codes, the name of an indicator its number."""
    if veld == "basis":
        name = str(waarde).strip()
        found = Indicator.objects.filter(code=name).first() or Indicator.objects.filter(naam__iexact=name).first()
        return found.pk if found else name
    keuzes = huidig().keuzes("themas") if veld == "thema" else Indicator._meta.get_field(veld).choices or ()
    words = {str(woorden).casefold(): code for code, woorden in keuzes}
    return words.get(str(waarde).strip().casefold(), waarde)
