"""One transaction over a whole database, outside the running bot: to read all of it or to write all of it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from bot.db.engine import async_url
from bot.errors import ZuhauseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine


MARK = b"SQLite format 3\0"  # the first bytes of every SQLite database


class NoSuchDatabase(ZuhauseError):
    """There is no SQLite database in the file that was named, or the URL names none."""


def plain_url(address: str) -> URL:
    """The URL with the driver we ship. Raises NoSuchDatabase for what names no database."""
    try:
        url = make_url(async_url(address))
    except (ArgumentError, ValueError):  # the address may hold a password
        raise NoSuchDatabase(
            "This is no URL of a database. Write sqlite:////folder/file.db or postgresql://user:password@host/name"
        ) from None
    if url.get_backend_name() != "sqlite":
        return url
    if not url.database or url.database == ":memory:":
        raise NoSuchDatabase(f"{address} names no file. Write sqlite:////folder/file.db")
    return URL.create("sqlite", database=url.database)


@contextmanager
def reading(address: str) -> Iterator[Connection]:
    """One snapshot, on a connection that cannot write. Raises NoSuchDatabase."""
    url = plain_url(address)
    if url.get_backend_name() == "sqlite":
        engine = _sqlite(read_only(url), "BEGIN")
    else:
        engine = create_engine(url, isolation_level="REPEATABLE READ", hide_parameters=True)
    with _transaction(engine, postgresql_readonly=True) as connection:
        yield connection


@contextmanager
def writing(address: str) -> Iterator[Connection]:
    """One transaction that commits at the end of the block or changes nothing."""
    url = plain_url(address)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = _sqlite(url, "BEGIN IMMEDIATE")
    else:
        engine = create_engine(url, hide_parameters=True)
    with _transaction(engine) as connection:
        yield connection


def read_only(url: URL) -> URL:
    """The same SQLite file, never made and never written. Raises NoSuchDatabase."""
    file = Path(str(url.database)).resolve()
    if not file.is_file():
        raise NoSuchDatabase(f"There is no database {file}.")
    with file.open("rb") as content:
        if content.read(len(MARK)) != MARK:
            raise NoSuchDatabase(f"{file} is no SQLite database.")
    return url.set(database=f"file:{quote(str(file))}", query={"mode": "ro", "uri": "true"})


@contextmanager
def _transaction(engine: Engine, **options: bool) -> Iterator[Connection]:
    try:
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _sqlite(url: URL, begin: str) -> Engine:
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own object
        connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
