"""An empty, migrated database to copy: migrating takes longer than most tests, and every process wants one.

``scripts/run_tests.py`` makes one per engine and names it in the environment; without it each migrates its own.
"""

import os
import shutil

SQLITE, POSTGRESQL = "SJABLOON_SQLITE", "SJABLOON_POSTGRESQL"


def gemigreerd(bestand, migreer):
    """Make ``bestand`` an empty, migrated SQLite database: a copy, or the work of ``migreer()``."""
    if sjabloon := os.environ.get(SQLITE):
        shutil.copy(sjabloon, bestand)
    else:
        migreer()
    return bestand


def gebruik(config, database, map_):
    """Let the test database of this run begin as a copy; ``database`` is Django's dict, ``map_`` a folder of ours."""
    test = database.setdefault("TEST", {})
    if "postgresql" in database["ENGINE"]:
        if sjabloon := os.environ.get(POSTGRESQL):
            test["TEMPLATE"] = sjabloon
    elif sjabloon := os.environ.get(SQLITE):
        test["NAME"] = str(map_ / "test.sqlite3")
        shutil.copy(sjabloon, test["NAME"])
        # Django empties a test database that it finds, unless it is told to keep it.
        config.option.reuse_db = True
