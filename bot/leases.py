"""Who may do what only one process may do at a time.

A lease is a row with an end, renewed while its holder lives: a crash only lets it run out. With SQLite there
is one process anyway, and the operating system knows at once whether it lives: it holds a lock on a file.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import structlog
from sqlalchemy import delete, make_url, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.db import UNAVAILABLE, Database, InboxRow, Lease, OutboxRow
from bot.db.file_lock import file_lock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from datetime import datetime

LENGTH = timedelta(seconds=10)  # so long people wait at most for somebody else when a process dies
RENEW_SECONDS = 3.0
LOOK_EVERY_SECONDS = 1.0
log = structlog.get_logger(__name__)


async def take(database: Database, name: str, holder: str, now: datetime) -> bool:
    """Take the lease if it is free, or renew it; whether `holder` has it now."""
    insert = sqlite.insert if database.is_sqlite else postgresql.insert
    mine = {"holder": holder, "until": now + LENGTH}
    statement = (
        insert(Lease)
        .values(name=name, **mine)
        .on_conflict_do_update(
            index_elements=[Lease.name], set_=mine, where=(Lease.holder == holder) | (Lease.until < now)
        )
        .returning(Lease.holder)
    )
    async with database.write() as session:
        return await session.scalar(statement) == holder


async def give_back(database: Database, name: str, holder: str) -> None:
    """Let somebody else have it at once."""
    async with database.write() as session:
        await session.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))


class Turn:
    """Work without an end that one process does at a time, and another one as soon as that has gone."""

    def __init__(self, database: Database, name: str, now: Callable[[], datetime]) -> None:
        """`name` names the lease; each turn has a holder of its own."""
        self._database = database
        self._name = name
        self._now = now
        self._holder = uuid4().hex

    async def do(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Work whenever it is our turn, until cancelled; then the next may begin at once.

        Raises what the work raises.
        """
        try:
            while True:
                await self._come()
                await self._stay(asyncio.create_task(work()))
        finally:
            with suppress(*UNAVAILABLE):  # then it runs out
                await give_back(self._database, self._name, self._holder)

    async def _come(self) -> None:
        told = False
        while not await self._mine(otherwise=False):
            if not told:
                log.info("another process does this, waiting for its end", lease=self._name)
                told = True
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _stay(self, working: asyncio.Task[None]) -> None:
        try:
            while not (await asyncio.wait([working], timeout=RENEW_SECONDS))[0]:
                if not await self._mine(otherwise=True):
                    log.warning("another process does this by now", lease=self._name)
                    return
            working.result()
        finally:
            working.cancel()
            await asyncio.wait([working])

    async def _mine(self, *, otherwise: bool) -> bool:
        """Whether we have the lease; while the database is away nobody can take it, so it is as it was."""
        try:
            return await take(self._database, self._name, self._holder, self._now())
        except UNAVAILABLE as error:
            log.warning("database does not answer", lease=self._name, error=str(error))
            return otherwise


@asynccontextmanager
async def alone(database: Database) -> AsyncIterator[None]:
    """On SQLite wait until no other process works with the database; PostgreSQL may have several.

    Raises LockError where nobody can tell.
    """
    path = make_url(database.url).database if database.is_sqlite else None
    if not path:
        yield
        return
    with file_lock(path) as locked:
        told = False
        while not locked():
            if not told:
                log.warning("another process works with this database, waiting for its end", file=path)
                told = True
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        yield


async def end_former(database: Database) -> None:
    """End the leases of a former life, for whoever is `alone` on SQLite; nobody waits for them then."""
    if not database.is_sqlite:
        return
    try:
        for table in (InboxRow, OutboxRow):
            await _end(database, table)
    except UNAVAILABLE as error:  # locked: they run out by themselves
        log.warning("database does not answer", error=str(error))


async def _end(database: Database, table: type[InboxRow | OutboxRow]) -> None:
    held = table.leased_until.is_not(None) & table.done_at.is_(None)
    async with database.read() as session:  # nearly always there is nothing to write
        if await session.scalar(select(table.leased_until).where(held).limit(1)) is None:
            return
    async with database.write() as session:
        await session.execute(update(table).where(held).values(leased_until=None))
