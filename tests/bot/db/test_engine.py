"""The settings that were measured: a power cut loses nothing, nobody is locked out, everybody has a turn."""

import asyncio
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from bot.db import Database, Person, moment
from bot.db.upgrade import upgrade

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FULL = 2
MEASURED = {
    "journal_mode": "wal",
    "synchronous": FULL,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 5000,
}


def person(chat_id):
    return Person(chat_id=chat_id, seen_at=NOW, language_chosen=False)


async def how_many(session):
    return await session.scalar(select(func.count()).select_from(Person))


@pytest.mark.parametrize("use", [Database.write, Database.read])
async def test_every_connection_to_sqlite_has_the_measured_settings(sqlite_database, use):
    """Whoever writes and whoever reads."""
    async with use(sqlite_database) as session:
        found = {name: await session.scalar(text(f"PRAGMA {name}")) for name in MEASURED}

    assert found == MEASURED


async def test_two_processes_that_read_before_they_write_never_lock_each_other_out(sqlite_database):
    """A transaction that begins by reading could not wait for its turn, and each would count wrongly."""
    await upgrade(sqlite_database)
    other = Database(sqlite_database.url)

    async def one_more(database):
        async with database.write() as session:
            session.add(person(await how_many(session) + 1))

    await asyncio.gather(*(one_more(database) for database in [sqlite_database, other] * 20))
    async with other.read() as session:
        assert list(await session.scalars(select(Person.chat_id))) == list(range(1, 41))
    await other.close()


async def test_those_who_write_to_sqlite_have_their_turn_in_order(sqlite_database):
    """Busy waiting would let the last one through first, and somebody wait for seconds."""
    await upgrade(sqlite_database)
    came = []

    async def write(number):
        async with sqlite_database.write() as session:
            session.add(person(number))
            await session.flush()  # the transaction begins with its first statement
            came.append(number)
            await asyncio.sleep(0.02)

    await asyncio.gather(*map(write, range(15)))
    assert came == list(range(15))


async def test_whoever_reads_does_not_wait_for_whoever_writes(database):
    """And sees nothing of what may still be taken back."""
    async with database.write() as writing:
        writing.add(person(7))
        await writing.flush()
        async with database.read() as reading:
            assert await how_many(reading) == 0


async def test_what_a_block_changed_before_it_failed_is_taken_back(database):
    """A block is one transaction; what somebody only reads changes nothing either."""

    async def fail():
        async with database.write() as session:
            session.add(person(7))
            await session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with database.read() as session:
        session.add(person(8))
        await session.flush()

    async with database.read() as session:
        assert await how_many(session) == 0


async def test_an_error_does_not_say_what_people_wrote(database):
    """It ends in a log, with its cause. PostgreSQL would quote the whole row."""
    said = {"said": "I am ill"}
    statement = text("INSERT INTO person (chat_id, language) VALUES (7, :said)")
    with pytest.raises(IntegrityError) as raised:
        async with database.write() as session:
            await session.execute(statement, said)
    logged = "".join(traceback.format_exception(raised.value))

    assert said["said"] not in logged
    assert "language_chosen" in logged


async def test_the_databases_clock_goes_on_within_a_transaction(database):
    """A transaction may have waited for its turn since it began; all processes share this clock, in UTC."""
    async with database.write() as session:
        first = await moment(session)
        await asyncio.sleep(0.01)
        second = await moment(session)

    assert first < second
    assert first.utcoffset() == timedelta(0)


async def test_another_clock_may_stand_in_for_it(database):
    """In tests, and where somebody plays through a week."""
    played = Database(database.url, lambda: NOW)
    async with played.read() as session:
        assert await moment(session) == NOW
    await played.close()


def test_a_database_we_do_not_speak_is_refused():
    """With those that we do."""
    with pytest.raises(ValueError, match=r"'mysql' is not supported, use sqlite:///… or postgresql://…"):
        Database("mysql://host/office")
