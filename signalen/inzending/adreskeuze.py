"""The addresses that were found, as choices of a form: a choice carries its own point, so nothing is stored for it."""

from math import isfinite

from gebieden.adres.zoek import Adres


def als_waarde(adres):
    return f"{adres.lon:.6f} {adres.lat:.6f} {adres.weergavenaam}"


def lees_waarde(waarde):
    """The address that a choice stands for, or None when it is not one of ours."""
    try:
        lon, lat, naam = (waarde or "").split(" ", 2)
        adres = Adres(naam.strip(), float(lon), float(lat))
    except ValueError:
        return None
    is_ergens = isfinite(adres.lon) and isfinite(adres.lat) and abs(adres.lat) <= 90 and abs(adres.lon) <= 180
    return adres if is_ergens and adres.weergavenaam.isprintable() and 0 < len(naam) <= 200 else None
