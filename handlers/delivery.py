"""Keep the outbox's promises: take what is due, send it, and never the same thing twice on purpose."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot import outbox
from bot.booking.night import working_day
from bot.db import UNAVAILABLE
from bot.notices import TO_STAFF, compose
from bot.staff import tell_conflicts
from bot.telling import OFFER, offer_unasked, pass_on, skip
from handlers.desk import DRAIN_SECONDS
from handlers.patience import Patience, Wait
from handlers.saying import turn
from handlers.show import seconds, send

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine
    from datetime import date

    from bot.content.schema import Content
    from bot.db import OutboxRow
    from bot.services import Services
    from handlers.context import OfficeApplication

LOOK_EVERY_SECONDS = 1.0
PACE_SECONDS = 0.05  # Telegram takes 30 messages a second of one bot, and people want answers meanwhile
LONGEST_CALL = timedelta(seconds=30)  # so long python-telegram-bot may take to send a file
PAUSES = tuple(timedelta(seconds=wait) for wait in (5, 30, 120, 600))  # before the next try; then the last
log = structlog.get_logger(__name__)


async def deliver(application: OfficeApplication) -> None:
    """Send what becomes due, until cancelled.

    With every new content and every morning staff learn which booked appointments do not fit any more, and
    those in line are offered what is free.
    """
    known: tuple[Content, date] | None = None
    while True:
        try:
            services: Services = application.bot_data
            if (seen := (services.content, working_day(services.now()))) != known:
                await _compare(services)
                known = seen
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
    rows, patience = await outbox.claim(services.database, services.now()), Patience()
    for row in rows:
        if not await _to_its_end(_keep(application, row, patience)):
            break
        await asyncio.sleep(PACE_SECONDS)
    return len(rows)


async def _keep(application: OfficeApplication, row: OutboxRow, patience: Patience) -> bool:
    """Keep one promise, or put it off; False if another process may have it by the time it is said."""
    services: Services = application.bot_data
    async with turn(application.bot) as arrived:
        if row.leased_until and services.now() + LONGEST_CALL > row.leased_until:
            return False
        wait = patience.asked(row.chat_id) or await _deliver(application, services, row, patience)
        arrived()
        await _note(services, row, wait)
        return True


async def _to_its_end(work: Coroutine[None, None, bool]) -> bool:
    """Told to end in the middle of a message, wait until it is noted: else it would be said again."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        _, late = await asyncio.wait([task], timeout=DRAIN_SECONDS)
        if late:
            task.cancel()
            await asyncio.wait([task])
        raise


async def _compare(services: Services) -> None:
    await _by_the_way(tell_conflicts(services), "cannot look for appointments that do not fit")
    await _by_the_way(_offer(services), "cannot offer what is free")


async def _offer(services: Services) -> None:
    async with services.database.write() as session:
        await offer_unasked(services, session)


async def _by_the_way(work: Awaitable[None], trouble: str) -> None:
    """A fault elsewhere is no reason to keep a reminder back."""
    try:
        await work
    except UNAVAILABLE:
        raise
    except Exception:
        log.exception(trouble)


async def _note(services: Services, row: OutboxRow, wait: Wait | None) -> None:
    """Keep what has become of it, however long the database is locked: only this is tried again."""
    while True:
        try:
            if wait is None:
                await outbox.done(services.database, row, services.now())
            else:
                await outbox.later(services.database, row, services.now() + wait.span, tried=wait.tried)
        except UNAVAILABLE as error:
            log.warning("database does not answer", id=row.id, error=str(error))
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        else:
            return


async def _deliver(
    application: OfficeApplication, services: Services, row: OutboxRow, patience: Patience
) -> Wait | None:
    """None when it is said, or never can be; else how long to wait before the next try."""
    chat_id = _address(services, row)
    try:
        if reply := await compose(services, row):
            await send(application.bot, chat_id, [reply], patient=False)
    except RetryAfter as error:
        return patience.wanted(row.chat_id, timedelta(seconds=seconds(error.retry_after)))
    except (Forbidden, BadRequest) as error:
        if isinstance(error, Forbidden) and row.kind == OFFER:
            await _by_the_way(skip(services, chat_id), "cannot offer to the next in line")
        return _after_refusal(row, error, for_staff=chat_id == services.staff_chat_id)
    except TelegramError as error:
        log.warning("Telegram is away, trying again", kind=row.kind, id=row.id, error=str(error))
        patience.wanted(row.chat_id, _pause(row))
        return Wait(_pause(row))
    except UNAVAILABLE:
        raise
    except Exception:  # our own fault with one promise, or its kind is of a newer version: the others go on
        log.exception("promise cannot be worded, trying again", kind=row.kind, id=row.id)
        return Wait(PAUSES[-1])
    return None


def _address(services: Services, row: OutboxRow) -> int:
    """What is for staff goes to the chat they have now: a group's number changes when it grows."""
    return (services.staff_chat_id if row.kind in TO_STAFF else None) or row.chat_id


def _pause(row: OutboxRow) -> timedelta:
    return PAUSES[min(row.attempts, len(PAUSES) - 1)]


def _after_refusal(row: OutboxRow, error: TelegramError, *, for_staff: bool) -> Wait | None:
    """A person has blocked the bot: that is it. What we say is wrong: so it is after a few tries.

    What is for staff waits until somebody has put the bot into their chat: a request must not vanish.
    """
    if isinstance(error, Forbidden) and not for_staff:
        return None
    if not for_staff and row.attempts + 1 >= outbox.TRIES:
        log.error("promise given up", kind=row.kind, id=row.id, error=str(error))
        return None
    log.warning(
        "cannot deliver, trying again", kind=row.kind, id=row.id, error=str(error), for_staff=for_staff
    )
    return Wait(_pause(row))
