"""Answers that come in pages, each with the address of the next."""

from urllib.parse import urljoin, urlsplit

from gebieden.ophalen.bronnen import Ophaalfout

MAX_BLADZIJDEN = 200


def haal_bladzijden(klant, url, folder, naam, wat, regels, volgende):
    """Every answer from ``url`` on, as files in ``folder``; returns them when there is anything in them.

    ``regels(answer)`` gives the list in an answer, ``volgende(answer)`` the address of the next or nothing. What is
    empty as a whole is thrown away, so that it is asked again another time.
    """
    host, found, paden = urlsplit(url).netloc, [], []
    for nummer in range(1, MAX_BLADZIJDEN + 1):
        pad = folder / f"{naam}-{nummer:03d}.json"
        answer = klant.haal(url, pad, f"{wat}, bladzijde {nummer}")
        paden.append(pad)
        if not isinstance(regels(answer), list):
            pad.unlink()
            raise Ophaalfout(f"{host} geeft iets anders dan we vragen: er staat geen lijst in het antwoord.")
        found.append(answer)
        following = volgende(answer)
        if not following:
            break
        here, url = url, urljoin(url, str(following))
        if urlsplit(url)[:2] != urlsplit(here)[:2]:
            raise Ophaalfout(f"{host} verwijst voor de volgende bladzijde naar een andere plek. Dat volgen we niet.")
    else:
        raise Ophaalfout(f"{host} geeft meer dan {MAX_BLADZIJDEN} bladzijden. Dat is meer dan één gemeente.")
    if any(regels(answer) for answer in found):
        return found
    for pad in paden:
        pad.unlink()
    return []
