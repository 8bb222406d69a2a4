"""What the figures suggest about a goal. A person judges; who deviates from the suggestion says why."""

from decimal import Decimal

# How far a figure may lie from a level that had to be kept, when neither more nor less is better.
SPELING = Decimal("0.05")


def stel_voor(doel, waarde, meetjaar):
    """The suggested judgement of a measured value: bereikt, deels, niet or onmeetbaar.

    The way from start to target is a straight line over the years; the value is held against where that line stands
    in the year of the measurement, so an older figure is not held against a later year. ``bereikt``: on the line or
    beyond it. ``deels``: at least half of the way the line had gone. ``niet``: less than half, or the wrong way.
    ``onmeetbaar``: no figure, no target, or a figure that is not newer than the start.
    """
    if waarde is None or not doel.heeft_pad or (meetjaar or 0) <= doel.startjaar:
        return "onmeetbaar"
    if doel.startwaarde == doel.streefwaarde:
        return _gehouden(doel, waarde)
    total = doel.streefwaarde - doel.startwaarde
    due = (doel.verwacht_in(meetjaar) - doel.startwaarde) / total
    gone = (waarde - doel.startwaarde) / total
    if gone >= due:
        return "bereikt"
    return "deels" if gone >= due / 2 else "niet"


def _gehouden(doel, waarde):
    """For a goal that keeps a level: not worse than it, or near it when there is no better or worse."""
    gap = waarde - doel.streefwaarde
    direction = doel.indicator.richting if doel.indicator else 0
    if direction:
        return "bereikt" if gap * direction >= 0 else "niet"
    return "bereikt" if abs(gap) <= abs(doel.streefwaarde) * SPELING else "niet"
