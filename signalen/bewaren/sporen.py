"""What a database keeps of words that were deleted: old index segments, and the log it writes first.

Freed pages are overwritten by SQLite itself (``secure_delete``). PostgreSQL cleans up by itself (autovacuum); what was
deleted stands in no dump.
"""

from django.db import connection, transaction

from gebiedswerk.zoeken import pers_index
from signalen.signaal.models import Signaal


def wis_sporen():
    """In the transaction of a round of forgetting, at its end."""
    if connection.vendor == "sqlite":
        pers_index(Signaal._meta.db_table)
        transaction.on_commit(_leeg_het_log)


def _leeg_het_log():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
