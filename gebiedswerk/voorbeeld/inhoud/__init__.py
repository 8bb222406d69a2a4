"""The stories as data, a folder for each example: what residents wrote, what was agreed, in their words."""

import json
from pathlib import Path

MAP = Path(__file__).resolve().parent


def beschikbaar():
    """``{code: {"naam", "profiel", "zaad", …}}`` of the examples that come with the software, the default first."""
    gevonden = {pad.parent.name: _json(pad) for pad in sorted(MAP.glob("*/voorbeeld.json"))}
    return dict(sorted(gevonden.items(), key=lambda paar: not paar[1].get("standaard")))


def lees(voorbeeld, naam):
    """One chapter of an example; what an example does not tell is an empty list."""
    pad = MAP / voorbeeld / f"{naam}.json"
    return _json(pad) if pad.exists() else []


def _json(pad):
    return json.loads(pad.read_text(encoding="utf-8"))
