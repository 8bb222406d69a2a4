"""Full-text search by the database itself: a GIN index on PostgreSQL, an FTS5 table kept by triggers on SQLite."""

import re

from django.db import connection
from django.db.models.expressions import RawSQL


def _document(velden):
    return " || ' ' || ".join(f"coalesce({veld}, '')" for veld in velden)


def maak_index(tabel, velden, connection=connection):
    """SQL that builds and keeps the index; for a migration."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE INDEX {tabel}_zoek ON {tabel} USING gin (to_tsvector('dutch', {_document(velden)}))"
            )
            return
        kolommen = ", ".join(velden)
        nieuw, oud = (", ".join(f"{rij}.{veld}" for veld in velden) for rij in ("new", "old"))
        cursor.execute(
            f"CREATE VIRTUAL TABLE {tabel}_zoek USING fts5({kolommen}, content='{tabel}', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        add = f"INSERT INTO {tabel}_zoek(rowid, {kolommen}) VALUES (new.id, {nieuw});"
        drop = f"INSERT INTO {tabel}_zoek({tabel}_zoek, rowid, {kolommen}) VALUES ('delete', old.id, {oud});"
        for moment, acts in (
            ("AFTER INSERT", add),
            (f"AFTER UPDATE OF {kolommen}", drop + add),
            ("AFTER DELETE", drop),
        ):
            naam = f"{tabel}_zoek_{moment.split()[1].lower()}"
            cursor.execute(f"CREATE TRIGGER {naam} {moment} ON {tabel} BEGIN {acts} END")
        cursor.execute(f"INSERT INTO {tabel}_zoek({tabel}_zoek) VALUES ('rebuild')")


def weg_met_index(tabel, connection=connection):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP INDEX IF EXISTS {tabel}_zoek")
            return
        for act in ("insert", "update", "delete"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {tabel}_zoek_{act}")
        cursor.execute(f"DROP TABLE IF EXISTS {tabel}_zoek")


def zoek(queryset, velden, tekst):
    """Rows in which all words of ``tekst`` occur; the last word may be the beginning of a longer one.

    ``velden`` are the same, in the same order, as those the index was made with. No words: all rows.
    """
    woorden = re.findall(r"\w+", tekst)[:12]
    if not woorden:
        return queryset
    tabel = queryset.model._meta.db_table
    if connection.vendor == "postgresql":
        vraag = " & ".join([*woorden[:-1], f"{woorden[-1]}:*"])
        sql = f"SELECT id FROM {tabel} WHERE to_tsvector('dutch', {_document(velden)}) @@ to_tsquery('dutch', %s)"
    else:
        vraag = " ".join([*(f'"{w}"' for w in woorden[:-1]), f'"{woorden[-1]}"*'])
        sql = f"SELECT rowid FROM {tabel}_zoek WHERE {tabel}_zoek MATCH %s"
    return queryset.filter(pk__in=RawSQL(sql, [vraag]))


def pers_index(tabel, connection=connection):
    """Make the index anew, so that nothing is left in it of words that no row has any more."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {tabel}_zoek({tabel}_zoek) VALUES ('optimize')")
