"""`zuhause database`: tables, copies and deletion on time."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from sqlalchemy import make_url

from bot import clock
from bot.console import fail
from bot.db import Database
from bot.db.upgrade import upgrade as upgrade_tables
from bot.people import purge as purge_rows
from bot.people import scrub
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Result = TypeVar("Result")
app = typer.Typer(help="Look after the database.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the tables to the newest form."""
    asyncio.run(_with_database(upgrade_tables))
    typer.echo("The database is up to date.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The copy to write; must not exist yet.")]) -> None:
    """Copy a SQLite database while the bot runs (a plain file copy would miss what is in the log)."""
    url = make_url(Settings.read().database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise fail("This command copies SQLite. For PostgreSQL use pg_dump.")
    if file.exists():
        raise fail(f"{file} exists already. Choose another name.")
    with closing(sqlite3.connect(url.database)) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))
    typer.echo(f"Copied to {file}")


@app.command()
def purge(*, commit: Annotated[bool, typer.Option("--commit", help="Really delete.")] = False) -> None:
    """Show what is older than its time; with --commit delete it."""
    counts = asyncio.run(_with_database(lambda database: _purge(database, commit=commit)))
    for table, count in counts.items():
        typer.echo(f"{table}: {count}")
    typer.echo("Deleted." if commit else "Nothing was deleted; use --commit.")


async def _purge(database: Database, *, commit: bool) -> dict[str, int]:
    await upgrade_tables(database)
    async with database.write() as session:
        counts = await purge_rows(session, clock.now(), Settings.read().retention_days)
        if not commit:
            await session.rollback()
    if commit:
        await scrub(database)
    return counts


async def _with_database(work: Callable[[Database], Awaitable[Result]]) -> Result:
    database = Database(Settings.read().database_url)
    try:
        return await work(database)
    finally:
        await database.close()
