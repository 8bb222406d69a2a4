"""The words an analysis begins with when nobody has written a summary yet."""

from gebiedswerk.svg import getal


def in_zinnen(gebied, leeftijden, kernen, inwoners, signalen, initiatieven, woorden):
    """A paragraph per subject, separated by an empty line."""
    delen = [
        _wie_er_wonen(gebied, leeftijden, kernen, inwoners, woorden),
        _wat_binnenkwam(signalen, woorden),
        _wat_begon(initiatieven, woorden),
    ]
    return "\n\n".join(deel for deel in delen if deel)


def _wie_er_wonen(gebied, leeftijden, kernen, inwoners, woorden):
    if not inwoners:
        return ""
    zin = f"{gebied} telt {getal(inwoners.waarde)} inwoners ({inwoners.jaar})"
    if len(kernen) > 1:
        zin += f", verdeeld over {len(kernen)} {woorden['kernen']}"
    zin += "."
    if leeftijden and leeftijden.groepen[-1].gemeente is not None:
        oudste = leeftijden.groepen[-1]
        zin += f" {getal(oudste.gebied)}% van hen is 65 jaar of ouder"
        zin += f"; in de hele gemeente is dat {getal(oudste.gemeente)}%."
    return zin


def _wat_binnenkwam(signalen, woorden):
    if not signalen.totaal:
        return ""
    zin = f"In twaalf maanden kwamen er {aantal_in_woorden(signalen)} {woorden['signalen']} binnen"
    if signalen.totaal_eerder and signalen.totaal_eerder != signalen.totaal:
        zin += f", {'meer' if signalen.totaal > signalen.totaal_eerder else 'minder'} dan een jaar eerder"
        zin += f" ({signalen.totaal_eerder})"
    grootste = [t.naam.lower() for t in signalen.per_thema if t.nu][:2]
    zin += f". De meeste gingen over {' en over '.join(grootste)}." if grootste else "."
    return zin


def _wat_begon(initiatieven, woorden):
    if not initiatieven.totaal:
        return ""
    woord = woorden["initiatief"] if initiatieven.totaal == 1 else woorden["initiatieven"]
    zin = f"Er {'liep' if initiatieven.totaal == 1 else 'liepen'} {initiatieven.totaal} {woord}"
    stappen = [f"{t.nu} {t.naam.lower()}" for t in initiatieven.per_status if t.nu]
    return f"{zin}: {_opsomming(stappen)}." if stappen else f"{zin}."


def _opsomming(delen):
    return delen[0] if len(delen) == 1 else f"{', '.join(delen[:-1])} en {delen[-1]}"


def aantal_in_woorden(signalen):
    """The total as people read it: rounded where an exact one would give a hidden figure away."""
    if signalen.totaal is None:
        return "minder dan 5"
    return f"{'ongeveer ' if signalen.is_afgerond else ''}{signalen.totaal}"
