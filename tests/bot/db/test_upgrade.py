"""Tables are made and renewed at every start, however many processes start."""

import asyncio

from sqlalchemy import text

from bot.db import Database
from bot.db.upgrade import upgrade


async def test_processes_that_start_at_once_do_not_trip_over_each_other(fresh_postgres):
    """On an empty PostgreSQL one makes the tables, the others wait and find them."""
    databases = [Database(fresh_postgres) for _ in range(4)]
    await asyncio.gather(*(upgrade(database) for database in databases))

    async with databases[0].read() as session:
        assert await session.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    for database in databases:
        await database.close()
