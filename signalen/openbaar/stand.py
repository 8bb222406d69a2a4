"""Where a signal stands, in plain words for everybody, and how far from the exact spot the map stays."""

from math import cos, radians

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WOORDEN = {
    "nieuw": gettext_lazy("Wij kregen dit binnen en bekijken het nog."),
    "in_beoordeling": gettext_lazy("Wij bekijken wat wij ermee doen."),
    "in_behandeling": gettext_lazy("Wij zijn ermee bezig."),
    "doorgezet": gettext_lazy("Een afdeling van de gemeente is ermee bezig."),
    "gebundeld": gettext_lazy("Wij pakken dit samen op met een ander signaal."),
    "niet_opgepakt": gettext_lazy("Wij pakken dit niet op."),
    "heropend": gettext_lazy("Wij kijken hier opnieuw naar."),
    "teruggekoppeld": gettext_lazy("Wij zijn hiermee klaar."),
    "opgelost": gettext_lazy("Het is opgelost."),
    "deels": gettext_lazy("Het is voor een deel opgelost."),
    "niet_opgelost": gettext_lazy("Wij sloten dit af. Het is niet opgelost."),
}
# Short, for a badge, with its colour; what everybody reads is not always what officials call it.
KORT = {
    "nieuw": (gettext_lazy("Ontvangen"), "let_op"),
    "in_beoordeling": (gettext_lazy("Wordt bekeken"), "bezig"),
    "in_behandeling": (gettext_lazy("Wij zijn bezig"), "bezig"),
    "doorgezet": (gettext_lazy("Bij een afdeling"), "bezig"),
    "gebundeld": (gettext_lazy("Samen opgepakt"), "bezig"),
    "niet_opgepakt": (gettext_lazy("Niet opgepakt"), "rust"),
    "heropend": (gettext_lazy("Opnieuw bekeken"), "let_op"),
    "teruggekoppeld": (gettext_lazy("Klaar"), "goed"),
    "opgelost": (gettext_lazy("Opgelost"), "goed"),
    "deels": (gettext_lazy("Deels opgelost"), "goed"),
    "niet_opgelost": (gettext_lazy("Niet opgelost"), "rust"),
}
RASTER_METER = 50
METER_PER_GRAAD = 111_320


def standcode(signaal):
    """The state; of what is closed the outcome, where that was said."""
    return (signaal.uitkomst or signaal.status) if signaal.status == "teruggekoppeld" else signaal.status


def stand(signaal):
    """One sentence."""
    if signaal.status == "doorgezet" and signaal.doorgezet_naar_id:
        return _("De afdeling %(afdeling)s is ermee bezig.") % {"afdeling": signaal.doorgezet_naar}
    return str(WOORDEN[standcode(signaal)])


def stappen(signaal):
    """``[(moment, words)]``, newest first: that it moved and when; what was written with it is not for everybody."""
    code = {naam: status for status, naam in signaal.tabel.namen.items()}
    rows = signaal.tijdlijn.filter(soort="status").values_list("op", "naar")
    steps = [(op, KORT[code[naar]][0]) for op, naar in rows if naar in code]
    if steps and signaal.status == "teruggekoppeld":
        steps[0] = (steps[0][0], KORT[standcode(signaal)][0])
    return [*steps, (signaal.ontvangen_op, KORT["nieuw"][0])]


def ruwe_plek(signaal):
    """``(lon, lat)`` on a fixed grid of some fifty metres, or None.

    A grid and no noise: who asks a hundred times learns no more than who asks once.
    """
    if not signaal.heeft_punt:
        return None
    step = RASTER_METER / METER_PER_GRAAD
    lat = round(signaal.lat / step) * step
    # As wide as it is high, on every latitude; the row of the grid decides, not the exact point.
    wide = step / max(cos(radians(lat)), 0.01)
    return round(round(signaal.lon / wide) * wide, 6), round(lat, 6)
