"""`zuhause database`: tables, copies and deletion on time."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bot import clock
from bot.console import fail, stderr
from bot.db import Database
from bot.db.backup import back_up, restore
from bot.db.copy import copy
from bot.db.resealing import reseal_all
from bot.db.secrets import Vault, new_key, open_vault, put_in_front
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
    """Copy the database into one file while the bot runs (a plain file copy would miss the newest rows)."""
    settings = Settings.read()
    back_up(settings.database_url, file)
    typer.echo(f"Copied to {file}")
    if not settings.encryption_key:
        typer.echo(f"The key of names and phone numbers is not in it: keep {settings.key_file} elsewhere.")


@app.command("restore")
def restore_(file: Annotated[Path, typer.Argument(help="A copy made by `backup`.")]) -> None:
    """Read such a copy into the database of DATABASE_URL, in which there must be nothing yet."""
    restore(file, Settings.read().database_url)
    asyncio.run(_with_database(upgrade_tables))
    typer.echo(f"Restored from {file}")


@app.command("copy")
def copy_(
    source: Annotated[str, typer.Argument(help="URL, such as sqlite:////folder/zuhause.db")],
    target: Annotated[
        str, typer.Argument(help="URL of an empty database, such as postgresql://user@host/name")
    ],
) -> None:
    """Copy all rows into another, empty database, such as from SQLite to PostgreSQL. Stop the bot first."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    terminal = stderr.is_terminal
    with Progress(
        *columns, TimeRemainingColumn(), console=stderr, transient=True, disable=not terminal
    ) as bar:
        task = bar.add_task("Copying", total=None)
        counts = copy(
            source,
            target,
            clock.now(),
            lambda table, done, total: bar.update(task, description=table, completed=done, total=total),
        )
    for table, count in counts.items():
        typer.echo(f"{table}: {count}")
    typer.echo("Copied and compared. Now set DATABASE_URL to the new database.")


@app.command("new-key")
def new_key_() -> None:
    """Show a key for ENCRYPTION_KEY that nobody has used before."""
    typer.echo(new_key())


@app.command()
def rotate_key(
    *,
    new: Annotated[bool, typer.Option("--new", help="Put a new key in front in the key file first.")] = False,
) -> None:
    """Encrypt all names and phone numbers anew with the first key, so that the former ones may go."""
    settings = Settings.read()
    if new and settings.encryption_key:
        raise fail(
            "ENCRYPTION_KEY is set: put a key of `zuhause database new-key` in front of it yourself "
            "(new,former), start the bot anew, then run this without --new."
        )
    if new:
        put_in_front(settings.key_file, new_key())
    vault = open_vault(settings.encryption_key, settings.key_file)
    count = asyncio.run(_with_database(lambda database: _reseal(database, vault)))
    typer.echo(f"Encrypted with the first key: {count}")
    if new:
        typer.echo(
            "Start the bot anew, so that it uses the new key. Then run this once more without --new; after "
            f"that all but the first line of {settings.key_file} may be deleted."
        )


async def _reseal(database: Database, vault: Vault) -> int:
    await upgrade_tables(database)
    async with database.write() as session:
        count = await reseal_all(session, vault)
    await scrub(database)
    return count


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
