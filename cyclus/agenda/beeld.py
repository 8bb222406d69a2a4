"""The drawing of the way to a goal, for the page and the document alike."""

from gebiedswerk.grafiek.stappen import stappen


def padbeeld(doel):
    """The agreed way and the latest figure after its start; None when there is no way."""
    weg = doel.weg()
    if not weg:
        return None
    cijfer = doel.laatste_cijfer()
    gemeten = [(cijfer.jaar, cijfer.waarde)] if cijfer and doel.startjaar < cijfer.jaar <= doel.streefjaar else []
    return stappen(
        weg,
        titel=f"De weg naar het doel: {doel.maat or doel.titel}",
        eenheid=doel.eenheid,
        decimalen=doel.indicator.decimalen if doel.indicator else None,
        gemeten=gemeten,
    )
