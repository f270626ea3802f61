"""Bring a database to the newest tables (Alembic, run in the process: no alembic.ini to find)."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.db.transactions import NoSuchDatabase, reading, writing
from bot.errors import ZuhauseError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.db.engine import Database

_LOCK = 7195  # a number that nobody else takes in this database
MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(ZuhauseError):
    """The tables were made by a program that is newer than this one."""


def migrate(connection: Connection, to: str = "head") -> None:
    """Run all migrations that are missing, in the transaction of `connection`. Raises NewerDatabase."""
    version(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def version(connection: Connection) -> str | None:
    """The last migration that ran on a database; None if none ever did. Raises NewerDatabase."""
    found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is not None and found not in known:
        raise NewerDatabase(
            f"{connection.engine.url.database} has the tables of version {found}, this program those of "
            f"{newest()}. Use the newer program again, or restore a backup of the former one."
        )
    return found


def newest() -> str | None:
    """The last migration there is."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


async def upgrade(database: Database) -> None:
    """Run all migrations that are missing, or none of them; does nothing on a current database.

    Several processes may start at once: one runs them, the others wait. Raises NewerDatabase.
    """
    await asyncio.to_thread(_upgrade, database.url)


def _upgrade(url: str) -> None:
    if _is_current(url):  # where there is nothing to do, nobody waits for a program that has locked it
        return
    with writing(url) as connection:  # SQLite has one writer
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        migrate(connection)


def _is_current(url: str) -> bool:
    try:
        with reading(url) as connection:
            return version(connection) == newest()
    except NoSuchDatabase:
        return False
