"""Many rows into one table by their unique key: inserted, changed where they differ, never deleted.

Rows wait in a slice, go into a temporary table (COPY on PostgreSQL) and from there into their own with one
``INSERT … ON CONFLICT``, so that two who write the same row at once do not break its unique constraint. The engines do
the same; only how rows come in, and how a new row is told from a changed one, differs. Columns may not be NULL.
Use it inside a transaction.
"""

from collections import Counter

from django.db import connection

SLICE = 50_000


class Upsert:
    """``unique`` and ``update`` are the columns of a row, in that order; a key may occur once per slice.

    ``new`` and ``changed`` count rows by the first column.
    """

    def __init__(self, model, unique, update, size=SLICE):
        self.model, self.size = model, size
        self.unique, self.columns = unique, (*unique, *update)
        self.update = update
        self.new, self.changed = Counter(), Counter()
        self._rows = []

    def add(self, row):
        self._rows.append(row)
        if len(self._rows) >= self.size:
            self.flush()

    def flush(self):
        rows, self._rows = self._rows, []
        if not rows:
            return
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)
        columns = ", ".join(quote(column) for column in self.columns)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE upsert_stage AS SELECT {columns} FROM {table} WHERE 1 = 0")
            self._load(cursor, columns, rows)
            is_new = "xmax = 0"
            if connection.vendor == "sqlite":
                # One writer at a time: what has a higher number than the highest was not there.
                cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")
                is_new = f"id > {cursor.fetchone()[0]}"
            cursor.execute(self._statement(table, columns, f"{quote(self.unique[0])}, {is_new}"))
            for (key, new), number in Counter(cursor.fetchall()).items():
                (self.new if new else self.changed)[key] += number
            cursor.execute("DROP TABLE upsert_stage")

    def _statement(self, table, columns, returning):
        quote = connection.ops.quote_name
        unique = ", ".join(quote(column) for column in self.unique)
        update = [quote(column) for column in self.update]
        old = ", ".join(f"{table}.{column}" for column in update)
        excluded = ", ".join(f"excluded.{column}" for column in update)
        return (
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM upsert_stage WHERE 1 = 1 ORDER BY {unique} "
            f"ON CONFLICT ({unique}) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in update)} "
            f"WHERE ({old}) <> ({excluded}) RETURNING {returning}"
        )

    def _load(self, cursor, columns, rows):
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT {columns} FROM upsert_stage LIMIT 0")
            types = [column.type_code for column in cursor.description]
            with cursor.copy(f"COPY upsert_stage ({columns}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(types)
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(self.columns))
            cursor.executemany(f"INSERT INTO upsert_stage ({columns}) VALUES ({marks})", rows)
