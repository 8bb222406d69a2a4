"""What a database keeps of words that were deleted: freed pages, old index segments, and the log it writes first."""

from django.db import connection

from gebiedswerk.zoeken import pers_index
from signalen.signaal.models import Signaal


def wis_sporen():
    """After a round of forgetting. PostgreSQL cleans up by itself (autovacuum); no dump holds what was deleted."""
    if connection.vendor != "sqlite":
        return
    pers_index(Signaal._meta.db_table)
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
