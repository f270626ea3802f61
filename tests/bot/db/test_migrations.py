"""The migrations make the tables that the code describes, and keep what stood in older ones."""

from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    column,
    insert,
    select,
    table,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.db import Appointment, Base, BusyCell, Database
from bot.db.types import UtcDateTime
from bot.db.upgrade import MIGRATIONS, upgrade
from tests.support.appointments import appointment

FORMER = [one.revision for one in ScriptDirectory(MIGRATIONS).walk_revisions()][:0:-1]
TEN, HALF_PAST = datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
OLD = {
    "id": 7,
    "code": "W-OLD",
    "intent": "old",
    "chat_id": 2**40,
    "adviser": "one",
    "subject": "work",
    "language": "ar",
    "interpreter": "pool",
    "interpreter_language": "ar",
    "starts_at": TEN,
    "ends_at": HALF_PAST,
    "status": "booked",
    "created_at": TEN,
}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """A database in which there is nothing at all."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    return request.getfixturevalue("fresh_postgres")


async def on(url, work):
    """Do some work on a plain connection."""
    engine = create_async_engine(Database(url).url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def to(revision, way=command.upgrade):
    """The work of bringing a database to a version."""

    def work(connection):
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        way(config, revision)

    return work


def old_rows(connection):
    """Write what a bot of version 0004 has written."""
    kinds = {name: UtcDateTime() for name, value in OLD.items() if isinstance(value, datetime)}
    appointments = table("appointment", *(column(name, kinds.get(name)) for name in OLD))
    connection.execute(insert(appointments).values(OLD))
    cells = table("busy_cell", *map(column, ("adviser", "cell", "appointment_id")))
    connection.execute(insert(cells).values([("one", 5, 7), ("one", 6, 7)]))


async def test_the_tables_are_those_the_code_describes(url):
    """Columns, indexes and constraints."""
    await on(url, to("head"))

    assert await on(url, lambda one: compare_metadata(MigrationContext.configure(one), Base.metadata)) == []


async def test_every_rule_is_the_one_the_code_describes_word_for_word(url):
    """Also to which rows it applies: whoever has cancelled may book again."""
    await on(url, to("head"))
    migrated = await on(url, rules)
    await on(url, Base.metadata.drop_all)
    await on(url, Base.metadata.create_all)

    assert migrated == await on(url, rules)


def rules(connection):
    """The indexes as the database itself writes them down."""
    if connection.dialect.name == "sqlite":
        listed = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    else:
        listed = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename <> 'alembic_version'"
    return {name: " ".join(rule.split()) for name, rule in connection.execute(text(f"{listed} ORDER BY 1"))}


def one_row_each(connection):
    """Fill every table there is, in every column; returns the rows by table."""
    there = MetaData()
    there.reflect(connection)
    tables = [one for one in there.sorted_tables if one.name != "alembic_version"]
    for one in tables:
        values = {column.name: some_value(column) for column in one.c if column.name != "hold_id"}
        connection.execute(insert(one).values(values))
    return {one.name: dict(connection.execute(select(one)).mappings().one()) for one in tables}


def some_value(column):
    """What fits the type of a column; all numbers of rows are 1."""
    made = {
        BigInteger: 2**40,
        Integer: 1,
        Boolean: True,
        JSON: {"text": "ሰላም"},
        DateTime: TEN,
        Date: TEN.date(),
        String: "booked" if column.name == "status" else f"{column.name} ሰላም",
    }
    return next(value for kind, value in made.items() if isinstance(column.type, kind))


def as_it_is_today(before):
    """Rows under the names that their columns have by now."""
    cell = before["busy_cell"]
    if "adviser" in cell:
        cell["resource"] = f"adviser:{cell.pop('adviser')}"
    return before


@pytest.mark.parametrize("former", FORMER)
async def test_what_a_former_version_has_written_is_still_there(url, former):
    """Whichever it was, in every column of every table; the code of today can read it."""
    await on(url, to(former))
    before = as_it_is_today(await on(url, one_row_each))
    await on(url, to("head"))

    def there(connection):
        now = MetaData()
        now.reflect(connection)
        for name, row in before.items():
            found = connection.execute(select(now.tables[name])).mappings().one()
            assert {column: found[column] for column in row} == row
            assert len(connection.execute(select(Base.metadata.tables[name])).all()) == 1

    await on(url, there)


@pytest.mark.parametrize("former", FORMER)
async def test_one_can_go_back_to_every_former_version_and_come_again(url, former):
    """With rows in every table; what the former one does not know is forgotten, its own tables stay."""
    await on(url, to("head"))
    await on(url, one_row_each)
    await on(url, to(former, command.downgrade))
    await on(url, to("head"))

    assert await on(url, lambda one: compare_metadata(MigrationContext.configure(one), Base.metadata)) == []
    assert await on(url, lambda one: one.scalar(select(Appointment.code))) == "code ሰላም"


async def test_an_appointment_from_before_rooms_keeps_its_time(url):
    """Its adviser stays busy, no room is known, it is the person's first and was never changed."""
    await on(url, to("0004"))
    await on(url, old_rows)
    database = Database(url)
    await upgrade(database)
    async with database.read() as session:
        (kept,) = await session.scalars(select(Appointment))
        cells = [
            (cell.resource, cell.cell, cell.appointment_id)
            for cell in await session.scalars(select(BusyCell))
        ]
    await database.close()

    assert {name: getattr(kept, name) for name in OLD} == OLD
    assert (kept.room, kept.busy_until, kept.nth, kept.sequence, kept.coming) == (None, HALF_PAST, 1, 0, None)
    assert sorted(cells) == [("adviser:one", 5, 7), ("adviser:one", 6, 7)]


async def test_the_rules_of_the_old_table_still_stand_on_the_new_one(url):
    """SQLite copies the table to change it: a code stays unique, an intent too."""
    await on(url, to("0004"))
    await on(url, old_rows)
    database = Database(url)
    await upgrade(database)
    for changes in ({"code": "W-OLD"}, {"intent": "old"}, {"chat_id": OLD["chat_id"]}):
        with pytest.raises(IntegrityError):
            async with database.write() as session:
                session.add(appointment(**{"starts_at": HALF_PAST} | changes))
    await database.close()


async def test_one_can_go_back_and_keeps_the_appointments(url):
    """The former version finds its table of cells again."""
    await on(url, to("0004"))
    await on(url, old_rows)
    await on(url, to("head"))
    await on(url, to("0004", command.downgrade))
    cells = table("busy_cell", *map(column, ("adviser", "cell", "appointment_id")))

    found = await on(url, lambda connection: connection.execute(select(cells)).all())
    assert sorted(map(tuple, found)) == [("one", 5, 7), ("one", 6, 7)]
    await on(url, to("head"))
