"""Moving to another database: every row as it was, or nothing at all."""

import asyncio
import secrets
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import URL, delete, func, insert, inspect, make_url, select, text
from sqlalchemy.exc import InternalError, OperationalError

from bot.db import Appointment, Base, Database, Lease, OutboxRow
from bot.db.copy import AT_ONCE, CopyError, copy
from bot.db.file_lock import file_lock
from bot.db.transactions import NoSuchDatabase, reading, writing
from bot.db.upgrade import NewerDatabase, migrate, upgrade
from bot.leases import alone
from tests.support.appointments import appointment
from tests.support.rows import rows, store, stored

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
COUNTING = 5  # tables that number their rows: appointments, holds, people in line, requests, promises
AFTER_ALL = datetime(2300, 1, 1, tzinfo=UTC)  # when no lease is held any more
DIRECTIONS = [("sqlite", "postgresql"), ("postgresql", "sqlite")]
directions = pytest.mark.parametrize(("kind", "other"), DIRECTIONS, ids=["to PostgreSQL", "to SQLite"])


@pytest.fixture(scope="module")
def empty(postgres_url, tmp_path_factory):
    """Makes URLs of databases in which there is nothing."""

    @contextmanager
    def make(kind):
        name = f"test_{secrets.token_hex(6)}"
        if kind == "sqlite":
            yield f"sqlite:///{tmp_path_factory.mktemp('copy') / name}.db"
            return
        with psycopg.connect(postgres_url, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
            yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    return make


@pytest.fixture
def both(empty, kind, other):
    """An office in one kind of database, and an empty one of the other kind."""
    with empty(kind) as source, empty(other) as target:
        asyncio.run(work(source))
        yield source, target


async def work(url, *added):
    """Upgrade a database as the bot does, and add rows as the bot does."""
    database = Database(url)
    await upgrade(database)
    async with database.write() as session:
        session.add_all(added)
    await database.close()


def move(source, target, now=NOW):
    """Copy; returns the numbers of rows."""
    return copy(source, target, now, lambda *_: None)


def everything(url):
    with reading(url) as connection:
        return stored(connection)


def tables(url):
    with reading(url) as connection:
        return inspect(connection).get_table_names()


@directions
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(made=rows())
def test_whatever_the_tables_hold_is_the_same_afterwards(empty, kind, other, made):
    """Moments, days, documents, letters of any script; and the next appointment gets a number of its own."""
    with empty(kind) as source, empty(other) as target:
        asyncio.run(work(source))
        with writing(source) as connection:
            store(connection, made)
        before = everything(source)
        counts = move(source, target, now=AFTER_ALL)

        assert everything(target) == everything(source) == before
        assert counts == {name: len(found) for name, found in before.items()}
        asyncio.run(work(target, appointment(NOW), OutboxRow(key="next", chat_id=7, kind="test", due_at=NOW)))
        assert other == "sqlite" or numbers_given_twice(target) == []


def numbers_given_twice(url):
    """The tables of PostgreSQL whose next row would get a number that a row has already."""
    following = "SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM"
    with reading(url) as connection:
        counting = [table for table in Base.metadata.sorted_tables if table.autoincrement_column is not None]
        assert len(counting) >= COUNTING
        return [
            table.name
            for table in counting
            if connection.scalar(text(f"{following} {table.name}_id_seq"))
            <= (connection.scalar(select(func.max(table.autoincrement_column))) or 0)
        ]


@directions
def test_a_number_that_was_given_once_is_given_to_nobody_else(both):
    """Its row was deleted, and a button in somebody's chat still names it."""
    source, target = both
    asyncio.run(work(source, appointment(NOW), appointment(NOW)))
    with writing(source) as connection:
        connection.execute(delete(Appointment).where(Appointment.id == 2))
    move(source, target)
    asyncio.run(work(target, appointment(NOW)))

    with reading(target) as connection:
        assert list(connection.scalars(select(Appointment.id).order_by(Appointment.id))) == [1, 3]


@directions
def test_more_rows_than_one_batch_with_progress(both):
    """Told after every batch: which table, how many of how many."""
    source, target = both
    waiting = [
        OutboxRow(key=str(number), chat_id=7, kind="test", due_at=NOW) for number in range(AT_ONCE + 1)
    ]
    asyncio.run(work(source, *waiting, appointment(NOW)))
    told = []
    counts = copy(source, target, NOW, lambda *step: told.append(step))

    assert everything(target) == everything(source)
    assert (counts["outbox"], counts["appointment"], counts["person"]) == (AT_ONCE + 1, 1, 0)
    assert told[-1][1:] == (AT_ONCE + 2, AT_ONCE + 2)
    assert [name for name, *_ in told].count("outbox") == 2


@directions
def test_a_target_with_rows_is_refused_and_left_alone(both):
    """Also where it is the office itself, by a slip."""
    source, target = both
    asyncio.run(work(target, appointment(NOW)))
    before = everything(target)
    for other in (source, target):
        with pytest.raises(CopyError, match=r"not empty \(rows in appointment\)"):
            move(other, target)

    assert everything(target) == before


@directions
def test_a_source_of_another_version_is_refused(both):
    """It is only read, so it is not brought up to date either."""
    source, target = both
    with writing(source) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(CopyError, match=r"version 0001.*zuhause database upgrade"):
        move(source, target)


@directions
@pytest.mark.parametrize("newer", ["source", "target"])
def test_a_database_of_a_newer_program_is_refused(both, newer):
    """Whichever of the two: its name is told, and nothing is written."""
    source, target = both
    asyncio.run(work(target))
    url = {"source": source, "target": target}[newer]
    with writing(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match=f"{make_url(url).database} has the tables of version 9999"):
        move(source, target)

    assert not any(everything(target).values())


@directions
def test_an_empty_target_of_a_former_version_is_brought_up_to_date(both):
    """Made by the program of last year, never used."""
    source, target = both
    asyncio.run(work(source, appointment(NOW)))
    with writing(target) as connection:
        migrate(connection, "0004")
    move(source, target)

    assert everything(target) == everything(source)


@directions
def test_a_target_that_is_somebody_elses_is_refused_and_left_alone(both):
    """Even where its tables are empty and of other names: who knows what reads them."""
    source, target = both
    with writing(target) as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER)"))
    with pytest.raises(CopyError, match=r"holds something else \(tables person\)"):
        move(source, target)

    assert tables(target) == ["person"]


@directions
def test_a_database_that_is_none_of_ours_is_refused(empty, kind, other):
    """It has no tables."""
    with empty(kind) as source, empty(other) as target:
        with writing(source) as connection:
            connection.execute(text("CREATE TABLE something (id INTEGER)"))
        with pytest.raises(CopyError, match="version none"):
            move(source, target)


@directions
def test_a_source_the_bot_works_with_is_refused(both):
    """What it books meanwhile would be missing; a lease that has run out is nobody's."""
    source, target = both
    asyncio.run(work(source, Lease(name="receiver", holder="a", until=NOW + timedelta(seconds=1))))
    with pytest.raises(CopyError, match="Stop it first"):
        move(source, target)

    move(source, target, now=NOW + timedelta(seconds=1))


def test_a_sqlite_file_the_bot_works_with_is_refused(both_sqlite):
    """SQLite has no leases; there the bot holds a lock beside the file as long as it lives."""
    source, target = both_sqlite

    async def work_on():
        async with alone(Database(source)):
            with pytest.raises(CopyError, match="Stop it first"):
                await asyncio.to_thread(move, source, target)

    asyncio.run(work_on())
    assert not Path(make_url(target).database).exists()
    move(source, target)


def test_a_bot_that_starts_during_a_copy_waits(both_sqlite):
    """What it answered meanwhile would be missing."""
    source, target = both_sqlite
    asyncio.run(work(source, appointment(NOW)))
    free = []

    def look(*_):
        with file_lock(make_url(source).database) as locked:
            free.append(locked())

    look()  # somebody has run the bot here once
    copy(source, target, NOW, look)
    look()

    assert free == [True, False, True]


@directions
def test_what_is_written_to_the_source_meanwhile_does_not_come_along(both):
    """It is read as it was when the copy began: half of something new would be worse than nothing of it."""
    source, target = both
    asyncio.run(work(source, appointment(NOW)))

    def book(*_):
        with writing(source) as connection:
            connection.execute(
                insert(OutboxRow).values(key="late", chat_id=7, kind="test", due_at=NOW, attempts=0)
            )

    assert copy(source, target, NOW, book)["outbox"] == 0


def test_nobody_writes_to_postgresql_while_it_is_filled(empty):
    """A bot that starts on the target too early waits until everything is there."""
    with empty("sqlite") as source, empty("postgresql") as target:
        asyncio.run(work(source, appointment(NOW)))
        asyncio.run(work(target))

        def write(*_):
            with writing(target) as connection:
                connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
                connection.execute(text("DELETE FROM outbox"))

        with pytest.raises(OperationalError, match="lock timeout"):
            copy(source, target, NOW, write)


def test_a_row_that_does_not_fit_leaves_the_target_without_even_tables(empty):
    """SQLite takes longer texts than PostgreSQL; the sentence names the table and not the text."""
    with empty("sqlite") as source, empty("postgresql") as target:
        asyncio.run(work(source, OutboxRow(key="long " * 40, chat_id=7, kind="test", due_at=NOW)))
        with pytest.raises(CopyError, match="outbox cannot be copied: value too long") as raised:
            move(source, target)

        assert "long long" not in str(raised.value)
        assert tables(target) == []


def test_a_row_that_changes_on_the_way_is_noticed(both_sqlite):
    """A trigger plays the unreliable disk; nothing is kept."""
    source, target = both_sqlite
    asyncio.run(work(source, OutboxRow(key="seven", chat_id=7, kind="test", due_at=NOW)))
    asyncio.run(work(target))
    with writing(target) as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER change AFTER INSERT ON outbox BEGIN UPDATE outbox SET chat_id = 8; END"
        )
    with pytest.raises(CopyError, match="outbox does not read as it was written"):
        move(source, target)

    assert everything(target)["outbox"] == []


@pytest.fixture
def both_sqlite(empty):
    """Two files."""
    with empty("sqlite") as source, empty("sqlite") as target:
        asyncio.run(work(source))
        yield source, target


def test_the_source_is_only_read(both_sqlite):
    """Not a byte of it changes, and SQLite itself refuses to write."""
    source, target = both_sqlite
    file = Path(make_url(source).database)
    before = file.read_bytes()
    move(source, target)

    assert file.read_bytes() == before
    with reading(source) as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("DELETE FROM person"))


def test_postgresql_as_a_source_refuses_to_be_written(empty):
    """The server watches over it."""
    with empty("postgresql") as source:
        asyncio.run(work(source))
        with reading(source) as connection, pytest.raises(InternalError, match="read-only transaction"):
            connection.execute(text("DELETE FROM person"))


@pytest.mark.parametrize("name", ["missing.db", "text.db", "."])
def test_what_is_no_database_is_one_sentence(tmp_path, empty, name):
    """And nothing is made in its place."""
    (tmp_path / "text.db").write_text("no database", encoding="utf-8")
    with empty("sqlite") as target, pytest.raises(NoSuchDatabase):
        move(f"sqlite:///{tmp_path / name}", target)

    assert not (tmp_path / "missing.db").exists()


def test_a_memory_is_no_file(both_sqlite):
    """A copy nobody could find again."""
    for url in ("sqlite://", "sqlite:///:memory:"):
        with pytest.raises(NoSuchDatabase, match="names no file"):
            move(both_sqlite[0], url)


def test_letters_in_a_path_mean_themselves(tmp_path, both_sqlite):
    """Question marks, percent signs and blanks too."""
    odd = tmp_path / "büro 100%25?#" / "a&b.db"
    move(both_sqlite[0], URL.create("sqlite", database=str(odd)).render_as_string())

    assert odd.is_file()


async def test_the_tables_of_the_program_are_those_of_the_migrations(database):
    """A table that one of the two does not know would be left behind."""
    async with database.read() as session:
        connection = await session.connection()
        found = await connection.run_sync(lambda sync: inspect(sync).get_table_names())

    assert set(found) == {*Base.metadata.tables, "alembic_version"}
