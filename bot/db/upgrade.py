"""Bring a database to the newest tables (Alembic, run in the process: no alembic.ini to find)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.db.engine import Database

_LOCK = 7195  # a number that nobody else takes in this database
MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """Run all migrations that are missing, in the transaction of `connection`."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def version(connection: Connection) -> str | None:
    """The last migration that ran on a database; None if none ever did."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The last migration there is."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


async def upgrade(database: Database) -> None:
    """Run all migrations that are missing; does nothing on a current database."""
    engine = create_async_engine(database.url, hide_parameters=True)
    try:
        async with engine.begin() as connection:
            if not database.is_sqlite:  # several processes may start at once
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            await connection.run_sync(migrate)
    finally:
        await engine.dispose()
