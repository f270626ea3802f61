"""A copy of the database in one file, made while the bot runs, and the way back into an empty place.

SQLite copies itself (a plain file copy would miss what is in the log beside it), PostgreSQL has its own
programs for it. The file holds data about people, so only its owner may read it; the key is not in it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, inspect

from bot.db.postgres_programs import run
from bot.db.transactions import MARK, plain_url, read_only, reading
from bot.errors import ZuhauseError

if TYPE_CHECKING:
    from collections.abc import Iterator

BESIDE = ("", "-wal", "-shm")  # SQLite would read a log that belongs to another file


class BackupError(ZuhauseError):
    """Nothing was copied; the text says why and what to do."""


def back_up(address: str, file: Path) -> None:
    """Write the database of a URL to a new file. Raises BackupError, NoSuchDatabase or ProgramError."""
    url = plain_url(address)
    with _told(file), _new_file(file):
        if url.get_backend_name() == "sqlite":
            with closing(_opened(url)) as connection:
                connection.execute("VACUUM INTO ?", (str(file),))
        else:
            run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def restore(file: Path, address: str) -> None:
    """Read a file of `back_up` into the database of a URL, in which there is nothing yet.

    Raises BackupError or ProgramError; then the database is as empty as before.
    """
    url = plain_url(address)
    with _told(file), file.open("rb") as content:
        is_sqlite = content.read(len(MARK)) == MARK
    if is_sqlite != (url.get_backend_name() == "sqlite"):
        raise BackupError(
            f"{file} is {'a' if is_sqlite else 'no'} copy of a SQLite database, and DATABASE_URL names "
            f"{url.get_backend_name()}. Restore to the same kind, then use: zuhause database copy"
        )
    if is_sqlite:
        _restore_sqlite(file, Path(str(url.database)))
    else:
        _restore_postgres(file, url)


def _opened(url: URL) -> sqlite3.Connection:
    return sqlite3.connect(f"{read_only(url).database}?mode=ro", uri=True)


def _restore_sqlite(file: Path, database: Path) -> None:
    for name in (f"{database}{ending}" for ending in BESIDE):
        if Path(name).exists():
            raise BackupError(f"{name} exists. Stop the bot and move the former database away first.")
    _check(file)
    with _told(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        with _new_file(database):
            shutil.copyfile(file, database)


def _check(file: Path) -> None:
    """Read all of it once: half a copy opens like a whole one, and fails on the page that is missing."""
    try:
        with closing(_opened(URL.create("sqlite", database=str(file)))) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise BackupError(f"{file} is damaged ({found}). Take another copy.")
    if "alembic_version" not in tables:
        raise BackupError(f"{file} is no copy of this bot's database.")


def _restore_postgres(file: Path, url: URL) -> None:
    with reading(url.render_as_string(hide_password=False)) as connection:
        if tables := inspect(connection).get_table_names():
            raise BackupError(
                f"The database is not empty (tables {', '.join(sorted(tables))}). Name a new, empty one."
            )
    options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    run("pg_restore", url, *options, str(file))


@contextmanager
def _new_file(file: Path) -> Iterator[None]:
    """An empty file that only we can read, on the disk once it is filled; gone again if it cannot be."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield
        with file.open("rb") as filled:
            os.fsync(filled.fileno())  # VACUUM INTO leaves that to us
    except BaseException:
        file.unlink()
        raise


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise BackupError(f"{file} exists already. Choose another name.") from None
    except OSError as error:
        raise BackupError(f"{file}: {error.strerror}. Choose another place.") from None
    except sqlite3.Error as error:
        raise BackupError(f"Nothing was copied: {error}.") from None
