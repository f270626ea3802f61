"""Numbers of rows: given once, and never again, in another database either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import cast, delete, func, insert, select
from sqlalchemy import column as column_
from sqlalchemy import table as table_
from sqlalchemy.dialects.postgresql import REGCLASS

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection, Table

_SQLITE = table_("sqlite_sequence", column_("name"), column_("seq"))


def go_on_counting(old: Connection, new: Connection, table: Table) -> None:
    """Let `new` go on after the last number `old` has given, even if its row is deleted: a button names it.

    Without that, PostgreSQL would begin at 1, for its counters stand beside the tables.
    """
    if (column := table.autoincrement_column) is None:
        return
    largest = old.scalar(select(func.max(column))) or 0
    if last := max(_counted(old, table, column), largest):
        _count_from(new, table, column, last)


def _counted(old: Connection, table: Table, column: Column[int]) -> int:
    """Where the counter stands; 0 if there is none, or if the numbers came with the rows."""
    if old.dialect.name == "postgresql":
        return old.scalar(select(func.pg_sequence_last_value(_sequence(table, column)))) or 0
    if _has_counter(table):
        return old.scalar(select(_SQLITE.c.seq).where(_SQLITE.c.name == table.name)) or 0
    return 0


def _count_from(new: Connection, table: Table, column: Column[int], last: int) -> None:
    if new.dialect.name == "postgresql":
        new.scalar(select(func.setval(_sequence(table, column), last)))
    elif _has_counter(table):
        new.execute(delete(_SQLITE).where(_SQLITE.c.name == table.name))
        new.execute(insert(_SQLITE).values(name=table.name, seq=last))


def _sequence(table: Table, column: Column[int]) -> ColumnElement[str]:
    return cast(func.pg_get_serial_sequence(table.name, column.name), REGCLASS)


def _has_counter(table: Table) -> bool:
    """Whether SQLite keeps one; else it looks at the largest number there is."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])
