"""Tables are made and renewed at every start, however many processes start: all of it, or nothing."""

import asyncio

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from bot.db import Database
from bot.db.transactions import reading, writing
from bot.db.upgrade import NewerDatabase, migrate, upgrade, version


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """A database in which there is nothing at all."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    return request.getfixturevalue("fresh_postgres")


def shape(url):
    """The version and the columns of all tables."""
    with reading(url) as connection:
        there = inspect(connection)
        columns = {name: [one["name"] for one in there.get_columns(name)] for name in there.get_table_names()}
        return version(connection), columns


async def test_processes_that_start_at_once_do_not_trip_over_each_other(url):
    """On an empty database one makes the tables, the others wait and find them."""
    databases = [Database(url) for _ in range(4)]
    await asyncio.gather(*(upgrade(database) for database in databases))

    async with databases[0].read() as session:
        assert await session.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    for database in databases:
        await database.close()


async def test_a_migration_that_fails_leaves_the_tables_of_the_former_version(url):
    """Killed half-way, or out of space: the next start finds what it can go on from."""
    with writing(url) as connection:
        migrate(connection, "0004")
        connection.execute(text("CREATE TABLE waiting (id INTEGER)"))  # in the way of 0005, near its end
    before, database = shape(url), Database(url)
    with pytest.raises(DBAPIError, match="waiting"):
        await upgrade(database)

    assert shape(url) == before
    with writing(url) as connection:
        connection.execute(text("DROP TABLE waiting"))
    await upgrade(database)
    await database.close()


async def test_a_database_of_a_newer_program_is_told_and_left_alone(url):
    """Somebody has gone back to a former program; its sentence says what to do."""
    database = Database(url)
    await upgrade(database)
    with writing(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match=r"version 9999.*newer program"):
        await upgrade(database)

    await database.close()
