"""Our own getUpdates loop: commit to the inbox first, tell Telegram afterwards.

Measured on `run_polling`: one kill -9 lost 398 of 400 waiting people, because Telegram is told before
anything is kept. Here an update is confirmed only once the inbox holds it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot import inbox
from bot.db import UNAVAILABLE
from bot.leases import Turn
from handlers.show import seconds

if TYPE_CHECKING:
    from handlers.context import OfficeApplication
    from handlers.desk import Desk

ALLOWED = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
POLL_SECONDS = 25
PAUSE_SECONDS = 1.0
log = structlog.get_logger(__name__)


async def receive(application: OfficeApplication, desk: Desk) -> None:
    """Answer people until cancelled; what was left from last time comes first.

    Raises InvalidToken if Telegram does not know the bot (any more).
    """
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(desk.work())
            tasks.create_task(_receive(application, desk))
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None


async def _receive(application: OfficeApplication, desk: Desk) -> None:
    """Poll while no other process does, for Telegram lets one at a time; SQLite has one process anyway."""
    database = application.bot_data.database
    if database.is_sqlite:
        await _poll(application, desk)
    else:
        turn = Turn(database, "receiver", application.bot_data.now)
        await turn.do(lambda: _poll(application, desk))


async def _poll(application: OfficeApplication, desk: Desk) -> None:
    offset: int | None = None
    while True:
        updates = await _fetch(application, offset)
        await _keep(application, desk, updates)
        if updates:
            offset = updates[-1].update_id + 1


async def _fetch(application: OfficeApplication, offset: int | None) -> tuple[Update, ...]:
    try:
        return await application.bot.get_updates(offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED)
    except InvalidToken:
        raise
    except TelegramError as error:
        log.warning("cannot receive", error=_reason(error))
        await asyncio.sleep(seconds(error.retry_after) if isinstance(error, RetryAfter) else PAUSE_SECONDS)
        return ()


async def _keep(application: OfficeApplication, desk: Desk, updates: tuple[Update, ...]) -> None:
    """Commit the updates, however long the database is locked, then wake the desk."""
    services, told = application.bot_data, False
    while updates:
        try:
            await inbox.store(services.database, [u.to_dict() for u in updates], services.now())
            break
        except UNAVAILABLE as error:
            log.warning("updates stay with Telegram", updates=len(updates), error=str(error))
            if not told:
                await desk.tell_busy(updates)
                told = True
            await asyncio.sleep(PAUSE_SECONDS)
    desk.wake()


def _reason(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "another process is receiving for this bot: stop it, one bot has one receiver"
    return type(error).__name__
