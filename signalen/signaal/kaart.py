"""A list of signals on the map: each point by itself, and many points as one with a number.

The database counts what lies in each square of a raster, so that a hundred thousand points are a hundred on the map
and none is left out. A list says the same facts beside it.
"""

from urllib.parse import urlencode

from django.db.models import Avg, Count, F, Max, Min
from django.db.models.functions import Floor
from django.urls import reverse

from gebieden.models import Gebied

from .models import Signaal

MEESTE_LOS = 150
RASTER = 10
MEESTE_VLAKKEN = 60
# Ten metres: what lies closer together than this is no clearer from nearby.
DICHTBIJ = 0.0001


def per_gebied(signalen):
    """``[{"naam", "slug", "pk", "aantal", "met_punt"}, …]`` of the leading areas, most first, in one grouped query."""
    velden = {naam: F(f"trekkend_gebied__{naam}") for naam in ("naam", "slug")}
    regels = signalen.order_by().values("trekkend_gebied", **velden)
    regels = regels.annotate(aantal=Count("pk"), met_punt=Count("lat")).order_by("-aantal", "naam")
    return [regel | {"zonder_punt": regel["aantal"] - regel["met_punt"]} for regel in regels]


def punten(signalen, vraag):
    """GeoJSON features; ``vraag`` is the filter of the list, that the address of a group goes on with."""
    met_punt = signalen.filter(lat__isnull=False, lon__isnull=False).order_by()
    randen = _randen(met_punt)
    if randen["aantal"] <= MEESTE_LOS:
        return [_los(signaal) for signaal in met_punt.voor_lijst()]
    rij, kolom = _vak("lat", randen), _vak("lon", randen)
    vakken = list(
        met_punt.values(rij=rij, kolom=kolom).annotate(**GEMETEN, midden_lat=Avg("lat"), midden_lon=Avg("lon"))
    )
    alleen = Signaal.objects.voor_lijst().in_bulk([vak["eerste"] for vak in vakken if vak["aantal"] == 1])
    return [_los(alleen[vak["eerste"]]) if vak["aantal"] == 1 else _groep(vak, vraag) for vak in vakken]


def vlakken(regels, vraag):
    """The areas with signals that have no point, so that the map does not hide them."""
    zonder = {regel["trekkend_gebied"]: regel for regel in regels if regel["zonder_punt"]}
    gebieden = Gebied.objects.filter(pk__in=zonder, grens__isnull=False).select_related("ouder")[:MEESTE_VLAKKEN]
    for gebied in gebieden:
        aantal = zonder[gebied.pk]["zonder_punt"]
        adres = _adres("signalen:lijst", {**vraag, "gebied": gebied.slug})
        yield gebied.als_feature() | {
            "properties": {"naam": gebied.naam, "url": adres, "tekst": f"{aantal} zonder plek op de kaart"}
        }


GEMETEN = {
    "aantal": Count("pk"),
    "eerste": Min("pk"),
    "zuid": Min("lat"),
    "west": Min("lon"),
    "noord": Max("lat"),
    "oost": Max("lon"),
}


def _randen(signalen):
    return signalen.aggregate(**GEMETEN)


def _vak(veld, randen):
    laag, hoog = (randen["zuid"], randen["noord"]) if veld == "lat" else (randen["west"], randen["oost"])
    return Floor((F(veld) - laag) / (max(hoog - laag, DICHTBIJ) / RASTER))


def _los(signaal):
    feiten = f"{signaal.nummer}, {signaal.thema_naam}, {signaal.status_naam}"
    return _punt(signaal.lat, signaal.lon, naam=signaal.kop, url=signaal.get_absolute_url(), tekst=feiten)


def _groep(vak, vraag):
    """A group opens the map there; what lies on one spot opens as a list."""
    is_plek = max(vak["noord"] - vak["zuid"], vak["oost"] - vak["west"]) < DICHTBIJ
    # Outwards in the last digit, so that the edges themselves lie within.
    randen = (vak["zuid"] - 1e-6, vak["west"] - 1e-6, vak["noord"] + 1e-6, vak["oost"] + 1e-6)
    adres = _adres(
        "signalen:lijst" if is_plek else "signalen:kaart", {**vraag, "vak": ",".join(f"{rand:.6f}" for rand in randen)}
    )
    tekst = "Bekijk de lijst van deze plek" if is_plek else "Bekijk deze plek van dichtbij"
    naam = f"{vak['aantal']} signalen"
    return _punt(vak["midden_lat"], vak["midden_lon"], naam=naam, url=adres, tekst=tekst, aantal=vak["aantal"])


def _punt(lat, lon, **properties):
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": properties}


def _adres(naam, vraag):
    return f"{reverse(naam)}?{urlencode(vraag)}"
