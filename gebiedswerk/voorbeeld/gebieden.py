"""The areas of the example, with boundaries that are a drawing: nearer to this place than to any other."""

from django.utils.text import slugify

from gebieden.gebied.inlezen import leid_grenzen_af
from gebieden.models import Gebied, Gebiedsindeling
from gebieden.voorbeelden.schets import schets_grenzen
from gebiedswerk.profiel import huidig


def maak_gebieden(draaiboek):
    """Places with a position get a drawn boundary, what they lie in gets theirs together."""
    verhaal = draaiboek.lees("gebieden")
    rijen = verhaal["gebieden"]
    grenzen = schets_grenzen({rij["naam"]: (rij["lon"], rij["lat"]) for rij in rijen if "lon" in rij})
    begin = draaiboek.kalender.in_jaar(-3, 1, 1)
    indeling = Gebiedsindeling(naam=verhaal["indeling"], geldig_van=begin, status="geldend")
    indeling.full_clean()
    indeling.save()
    profiel = huidig()
    gebieden = {"": _hang(profiel.naam, profiel.cbs_code, "gemeente", None, omschrijving=verhaal["gemeente"])}
    for rij in rijen:
        gebieden[rij["naam"]] = _hang(
            rij["naam"],
            None,
            rij["niveau"],
            gebieden[rij.get("in", "")],
            indeling=indeling,
            grens=grenzen.get(rij["naam"]),
            lon=rij.get("lon"),
            lat=rij.get("lat"),
            omschrijving=rij.get("omschrijving", ""),
        )
    leid_grenzen_af()
    # What the boundary is made of stands in is_schematisch; the source is that of the division itself.
    Gebied.objects.update(is_schematisch=True, bron=verhaal["bron"][:200])
    for gebied in gebieden.values():
        gebied.refresh_from_db()
    draaiboek.gebieden = gebieden


def _hang(naam, code, niveau, ouder, **velden):
    slug = slugify(naam)
    gebied = Gebied(naam=naam, code=code or f"{niveau}-{slug}", slug=slug, niveau=niveau, is_schematisch=True, **velden)
    gebied.full_clean(exclude=["ouder"])
    gebied.hang_onder(ouder)
    return gebied
