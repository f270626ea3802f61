"""`zuhause appointments`: the list for the desk, on the screen or as a file."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from bot import clock
from bot.commands.appointment_conflicts import conflicts
from bot.console import fail
from bot.content.schema import Content
from bot.db import Database
from bot.db.secrets import open_vault
from bot.db.upgrade import upgrade
from bot.errors import ZuhauseError
from bot.export import WRITERS, Row, appointment_rows
from bot.export.rows import HEADINGS
from bot.export.writers import cell_text
from bot.settings import Settings
from bot.start import read_content

app = typer.Typer(help="Terminlisten.", no_args_is_help=True)
app.command()(conflicts)

From = Annotated[str | None, typer.Option("--from", help="Erster Tag, z. B. 24.11.2026; sonst heute.")]
To = Annotated[str | None, typer.Option("--to", help="Letzter Tag; sonst so weit, wie man buchen kann.")]
Cancelled = Annotated[bool, typer.Option("--cancelled", help="Auch abgesagte Termine.")]


@app.command("list")
def list_(first: From = None, last: To = None, *, cancelled: Cancelled = False) -> None:
    """Die Termine auf dem Bildschirm."""
    rows, title, _ = _rows(first, last, cancelled=cancelled)
    if not rows:
        typer.echo(f"{title}: keine Termine.")
        return
    table = Table(*HEADINGS, title=title)
    for row in rows:
        table.add_row(*map(cell_text, row.values()))
    console = Console()
    console.width = max(console.width, 200) if not console.is_terminal else console.width
    console.print(table)


@app.command()
def export(
    first: From = None,
    last: To = None,
    *,
    file_format: Annotated[Literal["xlsx", "csv", "pdf", "ics"], typer.Option("--format")] = "xlsx",
    output: Annotated[Path | None, typer.Option(help="Datei; sonst termine_<von>_<bis>.<format>.")] = None,
    cancelled: Cancelled = False,
) -> None:
    """Die Termine als Datei für Excel (xlsx), Drucker (pdf), Kalender (ics) oder andere Programme (csv)."""
    rows, title, (begin, end) = _rows(first, last, cancelled=cancelled)
    title += f", Stand {clock.now().astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"
    path = output or Path(f"termine_{begin:%Y-%m-%d}_{end:%Y-%m-%d}.{file_format}")
    try:
        path.write_bytes(WRITERS[file_format](rows, title))
    except OSError as error:
        raise fail(f"{path}: {error.strerror}. Bitte einen anderen Ort mit --output angeben.") from None
    typer.echo(f"{len(rows)} {'Termin' if len(rows) == 1 else 'Termine'} in {path}")


def _rows(
    first: str | None, last: str | None, *, cancelled: bool
) -> tuple[list[Row], str, tuple[date, date]]:
    try:
        settings = Settings.read()
        content = read_content(settings.content_dir, settings.data_dir / "cache")
        begin, end = _period(first, last, content.appointments.horizon_days)
        rows = asyncio.run(_load(settings, content, begin, end, cancelled=cancelled))
    except ZuhauseError as error:
        raise fail(str(error)) from None
    return rows, f"Termine {begin:%d.%m.%Y} bis {end:%d.%m.%Y}", (begin, end)


async def _load(
    settings: Settings, content: Content, begin: date, end: date, *, cancelled: bool
) -> list[Row]:
    vault = open_vault(settings.encryption_key, settings.key_file)
    database = Database(settings.database_url)
    try:
        await upgrade(database)
        async with database.read() as session:
            return await appointment_rows(session, content, vault, begin, end, cancelled=cancelled)
    finally:
        await database.close()


def _period(first: str | None, last: str | None, horizon_days: int) -> tuple[date, date]:
    begin = _day(first) if first else clock.berlin_day(clock.now())
    end = _day(last) if last else begin + timedelta(days=horizon_days)
    if end < begin:
        raise fail(f"--to {last} liegt vor --from {first}. Sind die beiden vertauscht?")
    return begin, end


def _day(text: str) -> date:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a calendar day has no zone
        except ValueError:
            continue
    raise fail(f"„{text}“ ist kein Tag. Bitte so schreiben: 24.11.2026")
