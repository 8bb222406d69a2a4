"""An empty, migrated database to copy: migrating takes longer than most tests, and every process wants one.

``scripts/run_tests.py`` makes one per engine and names it in the environment; without it each migrates its own.
"""

import contextlib
import os
import shutil
import sqlite3

SQLITE, POSTGRESQL = "SJABLOON_SQLITE", "SJABLOON_POSTGRESQL"


def gemigreerd(bestand, migreer):
    """Make ``bestand`` an empty, migrated SQLite database: a copy, or the work of ``migreer()``."""
    if sjabloon := os.environ.get(SQLITE):
        shutil.copy(sjabloon, bestand)
    else:
        migreer()
    return bestand


def gebruik(config, database):
    """Let the test database of this run begin as a copy; ``database`` is Django's dict."""
    if "postgresql" in database["ENGINE"]:
        if sjabloon := os.environ.get(POSTGRESQL):
            database.setdefault("TEST", {})["TEMPLATE"] = sjabloon
    elif sjabloon := os.environ.get(SQLITE):
        # The name that Django gives its own; it is there as long as somebody has it open.
        memory = sqlite3.connect("file:memorydb_default?mode=memory&cache=shared", uri=True, check_same_thread=False)
        with contextlib.closing(sqlite3.connect(sjabloon)) as source:
            source.backup(memory)
        config.add_cleanup(memory.close)
