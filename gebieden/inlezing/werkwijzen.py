"""Kinds of file that other apps read in: they come through the same upload, preview and report."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Werkwijze:
    """How one kind of file is read and written: ``lees(aanlevering)`` gives a ``Levering``, ``schrijf(aanlevering,
    levering)`` the steps that were done."""

    lees: Callable
    schrijf: Callable


# ``{kind: function that gives its Werkwijze}``: called when there is a file, so that nothing heavy is loaded before.
ELDERS = {}
