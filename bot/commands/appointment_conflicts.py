"""`zuhause appointments conflicts`: what was booked before staff changed the hours and does not fit them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Table

from bot.booking import conflicts as find
from bot.clock import BERLIN
from bot.console import fail
from bot.db import Database, moment
from bot.db.upgrade import upgrade
from bot.errors import ZuhauseError
from bot.replies.conflicts import NOTHING_LOST, REASONS, with_whom
from bot.settings import Settings
from bot.start import read_content

if TYPE_CHECKING:
    from bot.booking import Conflict
    from bot.content.schema import AppointmentRules

HEADINGS = ("Datum", "Zeit", "Code", "Mit", "Zimmer", "Was nicht mehr passt")


def conflicts() -> None:
    """Gebuchte Termine, die nicht mehr zu den Zeiten passen. Sie bleiben bestehen, bis Sie etwas tun."""
    try:
        settings = Settings.read()
        rules = read_content(settings.content_dir, settings.data_dir / "cache").appointments
        found = asyncio.run(_load(settings, rules))
    except ZuhauseError as error:
        raise fail(str(error)) from None
    if not found:
        typer.echo("Alle gebuchten Termine passen zu den Zeiten.")
        return
    console = Console()
    console.width = max(console.width, 140) if not console.is_terminal else console.width
    console.print(_table(rules, found))
    typer.echo(NOTHING_LOST)


async def _load(settings: Settings, rules: AppointmentRules) -> list[Conflict]:
    database = Database(settings.database_url)
    try:
        await upgrade(database)
        async with database.read() as session:
            return await find(session, rules, await moment(session))
    finally:
        await database.close()


def _table(rules: AppointmentRules, found: list[Conflict]) -> Table:
    table = Table(*HEADINGS, title=f"{len(found)} {'Termin' if len(found) == 1 else 'Termine'}")
    for conflict in found:
        one, who, reason = conflict.appointment, with_whom(rules, conflict), REASONS[conflict.reason]
        start, room = one.starts_at.astimezone(BERLIN), rules.room_name(one.room, one.adviser)
        table.add_row(f"{start:%d.%m.%Y}", f"{start:%H:%M}", one.code, who, room, reason)
    return table
