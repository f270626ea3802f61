"""Whatever rows the tables take, made by hypothesis from the tables' own description."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st
from sqlalchemy import JSON, BigInteger, Boolean, Date, Integer, String, insert, select
from sqlalchemy.exc import IntegrityError

from bot.db import Base
from bot.db.secrets import SEALED, Secret
from bot.db.types import UtcDateTime

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")  # PostgreSQL stores no NUL
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(LETTERS, max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(LETTERS, max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def values(column):
    """What may stand in a column."""
    kind = column.type
    made = next(make(kind) for known, make in MADE.items() if isinstance(kind, known))
    return st.none() | made if column.nullable else made


# the first that fits: a big integer is an integer too
MADE = {
    Secret: lambda _: st.text("abc-_", max_size=90).map(SEALED.__add__),
    UtcDateTime: lambda _: MOMENTS,
    BigInteger: lambda _: st.integers(-(2**63), 2**63 - 1),
    Integer: lambda _: st.integers(1, 2**31 - 2),
    String: lambda kind: st.text(LETTERS, max_size=min(kind.length or 80, 80)),
    Boolean: lambda _: st.booleans(),
    Date: lambda _: st.dates(date(1970, 1, 1), date(2200, 1, 1)),
    JSON: lambda _: st.dictionaries(st.text(LETTERS, max_size=5), DOCUMENTS, max_size=3),
}


@st.composite
def rows(draw):
    """Some rows for every table, by its name; what refers to another table is filled in by `store`."""
    return {
        table.name: [
            {column.name: draw(values(column)) for column in table.c}
            for _ in range(draw(st.integers(0, 4), label=table.name))
        ]
        for table in Base.metadata.sorted_tables
    }


def store(connection, made):
    """Insert what the tables take; the rules of the tables stay in force."""
    for table in Base.metadata.sorted_tables:
        for number, row in enumerate(made[table.name]):
            for reference in table.foreign_keys:
                if row[reference.parent.name] is not None:
                    known = list(connection.scalars(select(reference.column)))
                    row[reference.parent.name] = known[number % len(known)] if known else None
            try:
                with connection.begin_nested():
                    connection.execute(insert(table).values(row))
            except IntegrityError:
                continue


def stored(connection):
    """All rows by table, in whatever order."""
    found = {table.name: connection.execute(select(table)).all() for table in Base.metadata.sorted_tables}
    return {name: sorted(map(repr, rows)) for name, rows in found.items()}
