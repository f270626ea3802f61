"""Keep the outbox's promises: take what is due, send it, and never the same thing twice on purpose."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot import outbox
from bot.db import UNAVAILABLE
from bot.notices import compose
from bot.staff import tell_conflicts
from bot.telling import pass_on
from handlers.saying import turn
from handlers.show import seconds, send

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.content.schema import Content
    from bot.db import OutboxRow
    from bot.services import Services
    from handlers.context import OfficeApplication

LOOK_EVERY_SECONDS = 1.0
PAUSES = tuple(timedelta(seconds=wait) for wait in (5, 30, 120, 600))  # before the next try; then the last
log = structlog.get_logger(__name__)


async def deliver(application: OfficeApplication) -> None:
    """Send what becomes due, until cancelled; staff learn what a new content does to booked appointments."""
    known: Content | None = None
    while True:
        try:
            if application.bot_data.content is not known:
                known = await _compare(application.bot_data)
            sent = await deliver_due(application)
        except UNAVAILABLE as error:
            log.warning("database does not answer", error=str(error))
            sent = 0
        if not sent:
            await asyncio.sleep(LOOK_EVERY_SECONDS)


async def deliver_due(application: OfficeApplication) -> int:
    """Send what is due now, in order; return how many promises were taken.

    Before that, what was kept in vain goes to the next in line, who is told at once.
    """
    services: Services = application.bot_data
    await _by_the_way(pass_on(services), "cannot offer what has become free, trying again")
    rows = await outbox.claim(services.database, services.now())
    for row in rows:
        async with turn(application.bot) as arrived:
            if row.leased_until and services.now() > row.leased_until:
                break  # Telegram was slow, and by now another process may have taken the rest
            pause = await _deliver(application, services, row)
            arrived()
            await _note(services, row, pause)
    return len(rows)


async def _compare(services: Services) -> Content:
    """Look for appointments that do not fit the content, and return it."""
    await _by_the_way(tell_conflicts(services), "cannot look for appointments that do not fit")
    return services.content


async def _by_the_way(work: Awaitable[None], trouble: str) -> None:
    """A fault elsewhere is no reason to keep a reminder back."""
    try:
        await work
    except UNAVAILABLE:
        raise
    except Exception:
        log.exception(trouble)


async def _note(services: Services, row: OutboxRow, pause: timedelta | None) -> None:
    """Keep what has become of it, however long the database is locked: only this is tried again."""
    while True:
        try:
            if pause is None:
                await outbox.done(services.database, row, services.now())
            else:
                await outbox.later(services.database, row, services.now() + pause)
        except UNAVAILABLE as error:
            log.warning("database does not answer", id=row.id, error=str(error))
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        else:
            return


async def _deliver(application: OfficeApplication, services: Services, row: OutboxRow) -> timedelta | None:
    """None when it is said, or never can be; else how long to wait before the next try."""
    try:
        if reply := await compose(services, row):
            await send(application.bot, row.chat_id, [reply], patient=False)
    except RetryAfter as error:
        return timedelta(seconds=seconds(error.retry_after))
    except TelegramError as error:
        return _after_refusal(row, error, for_staff=row.chat_id == services.staff_chat_id)
    except UNAVAILABLE:
        raise
    except Exception:  # our own fault with one promise, or its kind is of a newer version: the others go on
        log.exception("promise cannot be worded, trying again", kind=row.kind, id=row.id)
        return PAUSES[-1]
    return None


def _after_refusal(row: OutboxRow, error: TelegramError, *, for_staff: bool) -> timedelta | None:
    """Telegram is away: as long as it takes. It refuses a person's message: the person has blocked the bot.

    What is for staff waits until somebody has put the bot into their chat: a request must not vanish.
    """
    if isinstance(error, Forbidden) and not for_staff:
        return None
    if isinstance(error, BadRequest) and not for_staff and row.attempts + 1 >= outbox.TRIES:
        log.error("promise given up", kind=row.kind, id=row.id, error=str(error))
        return None
    log.warning(
        "cannot deliver, trying again", kind=row.kind, id=row.id, error=str(error), for_staff=for_staff
    )
    return PAUSES[min(row.attempts, len(PAUSES) - 1)]
