"""One process at a time with a SQLite file: the operating system knows at once whether it still lives."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from bot.errors import ZuhauseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class LockError(ZuhauseError):
    """The lock can be neither taken nor waited for; the text says why."""


@contextmanager
def file_lock(database: str) -> Iterator[Callable[[], bool]]:
    """Give what tries to take the lock beside the database file, until it says True; ours to the block's end.

    It is free the moment its process is gone, however that ended. Raises LockError.
    """
    file = f"{database}.lock"
    with _told(file):
        lock = sqlite3.connect(file, timeout=0, isolation_level=None)
    with closing(lock):
        yield lambda: _locked(lock, file)


def _locked(lock: sqlite3.Connection, file: str) -> bool:
    with _told(file):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return False
    return True


@contextmanager
def _told(file: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise LockError(f"{file}: {error}. May this user write there?") from None
