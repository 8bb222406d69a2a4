"""The stories as data: what residents wrote, what was agreed, in their words."""

import json
from pathlib import Path

MAP = Path(__file__).resolve().parent


def lees(naam):
    return json.loads((MAP / f"{naam}.json").read_text(encoding="utf-8"))
