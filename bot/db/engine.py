"""Engines and sessions, with the settings that were measured to keep promises.

SQLite: WAL with synchronous=FULL (a power cut loses no booking), BEGIN IMMEDIATE (a read transaction that
wants to write later cannot wait for its turn and fails), one writer connection (fair order, short tails).
"""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, exc, func, make_url, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import ExceptionContext

BUSY_TIMEOUT_MS = 5000
_CLOCK = "clock"  # in a session's info
UNAVAILABLE = (exc.OperationalError, exc.TimeoutError)  # locked or away; too many wait for a connection
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}


def async_url(url: str) -> str:
    """Name the driver we ship for `url`; raises ValueError for a database we do not speak."""
    parsed = make_url(url)
    backend = parsed.drivername.split("+")[0]
    if backend not in _DRIVERS:
        raise ValueError(f"DATABASE_URL: {backend!r} is not supported, use sqlite:///… or postgresql://…")
    return parsed.set(drivername=_DRIVERS[backend]).render_as_string(hide_password=False)


def unavailable(error: BaseException) -> bool:
    """Whether the database will answer later; a missing table (SQLite's plain "error") will not come."""
    broken = getattr(getattr(error, "orig", None), "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    return isinstance(error, UNAVAILABLE) and not broken


async def moment(session: AsyncSession) -> datetime:
    """The present moment by the database's clock, which all processes share (or the `Database`'s own clock).

    On PostgreSQL not `now()`: that is when the transaction began, and it may have waited for a lock since.
    """
    if clock := session.info.get(_CLOCK):
        return clock()  # type: ignore[no-any-return]
    if session.get_bind().dialect.name == "sqlite":
        written = await session.scalar(select(func.strftime("%Y-%m-%d %H:%M:%f", "now")))
        return datetime.fromisoformat(f"{written}+00:00")
    told: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return told.astimezone(UTC)


class Database:
    """One database. `write()` and `read()` give a session inside a transaction."""

    def __init__(self, url: str, clock: Callable[[], datetime] | None = None) -> None:
        """Take any SQLAlchemy URL of SQLite or PostgreSQL; nothing is opened yet.

        `clock` stands in for the database's own clock, see `moment`.
        """
        self.url = async_url(url)
        self._info = {_CLOCK: clock}
        self.is_sqlite = self.url.startswith("sqlite")
        if self.is_sqlite:
            if path := make_url(self.url).database:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._writer = _sqlite(self.url, "BEGIN IMMEDIATE", pool_size=1)
            self._reader = _sqlite(self.url, "BEGIN", pool_size=4)
        else:
            self._writer = self._reader = create_async_engine(
                self.url, pool_size=8, pool_pre_ping=True, hide_parameters=True
            )
            event.listen(self._writer.sync_engine, "handle_error", _without_the_row)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A session whose transaction commits at the end of the block or changes nothing."""
        async with self._session(self._writer) as session, session.begin():
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session for looking; what it changes is thrown away."""
        async with self._session(self._reader) as session:
            yield session

    async def close(self) -> None:
        """Give all connections back."""
        await self._writer.dispose()
        await self._reader.dispose()

    def _session(self, engine: AsyncEngine) -> AsyncSession:
        return AsyncSession(engine, expire_on_commit=False, info=self._info)


def _without_the_row(context: ExceptionContext) -> None:
    """PostgreSQL quotes the row it refuses below the first line, and an error ends in a log."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error:
            error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])


def _sqlite(url: str, begin: str, pool_size: int) -> AsyncEngine:
    # An error must not carry its parameters: they hold what people wrote.
    engine = create_async_engine(
        url, pool_size=pool_size, max_overflow=0, pool_timeout=60, hide_parameters=True
    )
    _prepare(engine.sync_engine, begin)
    return engine


def _prepare(engine: Engine, begin: str) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own object
        connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
