"""Boundaries of one municipality from PDOK: OGC API Features, and WFS for older years."""

import json
import os
from urllib.parse import urlencode

from django.conf import settings

from gebieden.gebied.codes import gemeente_van
from gebieden.gebied.grensbestand import code_van
from gebieden.ophalen.bladzijden import haal_bladzijden
from gebieden.ophalen.bronnen import Ophaalfout, grenzen

PER_BLADZIJDE = 1000
WOORDEN = {"GM": "gemeente", "WK": "wijken", "BU": "buurten"}


def haal_grenzen(klant, jaar, gemeente, folder):
    """Fetch a year; returns one GeoJSON file with the areas of this municipality."""
    bron = grenzen(jaar)
    folder = folder / "grenzen"
    haal_laag = {"ogc": _haal_ogc, "wfs": _haal_wfs}[bron["vorm"]]
    features, crs = [], None
    for soort, laag in bron["lagen"].items():
        own = []
        for answer in haal_laag(klant, bron["pad"], laag, soort, gemeente, folder):
            crs = crs or answer.get("crs")
            own += [feature for feature in answer["features"] if _is_van(feature, gemeente)]
        if not own and soort == "BU":
            raise Ophaalfout(f"PDOK heeft geen buurten van {gemeente} in {jaar}. Bestond de gemeente toen al?")
        features += own
    return _schrijf(folder / f"{gemeente}-{jaar}.geojson", features, crs)


def _haal_ogc(klant, pad, laag, soort, gemeente, folder):
    """Some years know a municipality by its code, others by its number alone; those answer the other with nothing."""
    for spelling in (gemeente, gemeente[2:]):
        question = urlencode({"gemeentecode": spelling, "limit": PER_BLADZIJDE, "f": "json"})
        url = f"{settings.PDOK_API_URL}/{pad}/collections/{laag}/items?{question}"
        if pages := _bladzijden(klant, url, folder, soort, _volgende_ogc):
            return pages
    return []


def _volgende_ogc(answer):
    links = answer.get("links")
    rels = {link.get("rel"): link.get("href") for link in links if isinstance(link, dict)} if links else {}
    # A last page may keep its link and give nothing any more.
    return rels.get("next") if answer.get("features") else None


def _haal_wfs(klant, pad, laag, soort, gemeente, folder):
    """This service may leave the filter aside without saying so: what is of elsewhere is left out afterwards."""
    like = '<PropertyIsLike wildCard="*" singleChar="?" escapeChar="!">'
    condition = f"<ValueReference>statcode</ValueReference><Literal>{soort}{gemeente[2:]}*</Literal>"
    question = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": laag,
        "outputFormat": "application/json",
        "count": PER_BLADZIJDE,
        "filter": f'<Filter xmlns="http://www.opengis.net/fes/2.0">{like}{condition}</PropertyIsLike></Filter>',
    }
    base, start = f"{settings.PDOK_SERVICE_URL}/{pad}", [0]

    def volgende(answer):
        start[0] += len(answer["features"])
        is_last = len(answer["features"]) < PER_BLADZIJDE
        return None if is_last else f"{base}?{urlencode(question | {'startIndex': start[0]})}"

    return _bladzijden(klant, f"{base}?{urlencode(question)}", folder, soort, volgende)


def _bladzijden(klant, url, folder, soort, volgende):
    def regels(answer):
        return answer.get("features")

    return haal_bladzijden(klant, url, folder, soort, f"Grenzen van {WOORDEN[soort]}", regels, volgende)


def _is_van(feature, gemeente):
    attributen = feature.get("properties") if isinstance(feature, dict) else None
    return isinstance(attributen, dict) and gemeente_van(code_van(attributen)[0]) == gemeente


def _schrijf(pad, features, crs):
    inhoud = {"type": "FeatureCollection", "features": features} | ({"crs": crs} if crs else {})
    part = pad.with_name(f"{pad.name}.deel")
    part.write_text(json.dumps(inhoud, ensure_ascii=False), encoding="utf-8")
    os.replace(part, pad)
    return pad
