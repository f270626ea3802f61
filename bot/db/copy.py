"""All rows of one database into another, empty one: from SQLite to PostgreSQL, back, or to the same kind.

The source is only read, in one snapshot. Everything happens in one transaction of the target: it holds all
rows, counted and compared, or what it held before. The next new row there gets a number nobody has yet.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import exc, func, insert, inspect, select, text

from bot.db.counters import go_on_counting
from bot.db.file_lock import file_lock
from bot.db.tables import Base, Lease
from bot.db.transactions import plain_url, reading, writing
from bot.db.upgrade import migrate, newest, version
from bot.errors import ZuhauseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping, Table

    Progress = Callable[[str, int, int], None]  # the table, rows copied so far, rows in all

AT_ONCE = 500  # rows
IN_USE = "The bot is working with the source. Stop it first, or its newest rows are missing."


class CopyError(ZuhauseError):
    """Nothing was copied; the text says why and what to do."""


@dataclass(slots=True)
class Tally:
    """How many rows there are, and a checksum of them in whatever order they come."""

    rows: int = 0
    checksum: int = 0

    def add(self, row: RowMapping) -> None:
        """Count one row; equal rows are equal on every database."""
        values = json.dumps(list(row.values()), sort_keys=True, default=str)
        self.rows += 1
        self.checksum = (self.checksum + int.from_bytes(sha256(values.encode()).digest())) % 2**256


def copy(source: str, target: str, now: datetime, progress: Progress) -> dict[str, int]:
    """Copy everything from URL to URL; returns the number of rows by table.

    Raises NoSuchDatabase, NewerDatabase, and CopyError for a source that is older or in use at `now` (aware),
    for a target that is not empty, and for rows that the target does not take as they are.
    """
    with _without_the_bot(source), reading(source) as old, writing(target) as new:
        _check_source(old, now)
        _check_empty(new)
        migrate(new)
        _keep_others_out(new)
        return _copy_all(old, new, progress)


def _copy_all(old: Connection, new: Connection, progress: Progress) -> dict[str, int]:
    tables = Base.metadata.sorted_tables  # in the order of their references
    total = sum(_count(old, table) for table in tables)
    copied = dict.fromkeys((table.name for table in tables), 0)
    for table in tables:
        for rows in _copy_table(old, new, table):
            copied[table.name] += rows
            progress(table.name, sum(copied.values()), total)
    return copied


def _copy_table(old: Connection, new: Connection, table: Table) -> Iterator[int]:
    """Copy and compare; tells how many rows each step has copied."""
    read, written = Tally(), Tally()
    try:
        for rows in _batches(old, table, read):
            new.execute(insert(table), [dict(row) for row in rows])
            yield len(rows)
    except exc.DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]  # the lines below may tell what the row says
        raise CopyError(f"Table {table.name} cannot be copied: {reason}. Nothing was copied.") from None
    for _ in _batches(new, table, written):
        pass
    if read != written:
        raise CopyError(f"Table {table.name} does not read as it was written. Nothing was copied.")
    go_on_counting(old, new, table)


def _batches(connection: Connection, table: Table, tally: Tally) -> Iterator[list[RowMapping]]:
    result = connection.execute(select(table), execution_options={"yield_per": AT_ONCE})
    for part in result.mappings().partitions():
        for row in part:
            tally.add(row)
        yield list(part)


@contextmanager
def _without_the_bot(source: str) -> Iterator[None]:
    """A bot that starts on the SQLite file now waits; where one never ran there is no lock."""
    url = plain_url(source)
    if url.get_backend_name() != "sqlite" or not Path(f"{url.database}.lock").is_file():
        yield
        return
    with file_lock(str(url.database)) as locked:
        if not locked():
            raise CopyError(IN_USE)
        yield


def _check_source(old: Connection, now: datetime) -> None:
    if (found := version(old)) != newest():
        raise CopyError(
            f"The source has the tables of version {found or 'none'}, this program those of {newest()}. "
            "Bring it up to date first: zuhause database upgrade"
        )
    if old.scalar(select(Lease.name).where(Lease.until > now).limit(1)):
        raise CopyError(IN_USE)


def _check_empty(new: Connection) -> None:
    there = set(inspect(new).get_table_names())
    if there and version(new) is None:
        names = ", ".join(sorted(there))
        raise CopyError(f"The target holds something else (tables {names}). Name a new, empty database.")
    tables = [table for table in Base.metadata.sorted_tables if table.name in there]
    if full := [table.name for table in tables if _count(new, table)]:
        raise CopyError(f"The target is not empty (rows in {', '.join(full)}). Name a new, empty database.")


def _keep_others_out(new: Connection) -> None:
    """A bot that starts on the target now waits; on SQLite it does anyway."""
    if new.dialect.name == "postgresql":
        names = map(new.dialect.identifier_preparer.format_table, Base.metadata.sorted_tables)
        new.execute(text(f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE"))
        _check_empty(new)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
