"""Standing in line for a time that becomes free, and leaving the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.booking.happened import Time
from bot.booking.limits import alone
from bot.booking.taken import OFFER
from bot.db import Hold, Waiting

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.booking.happened import Request


async def wait(
    session: AsyncSession, request: Request, now: datetime, before: datetime | None = None
) -> Waiting:
    """Put a person in line for a time `before` a moment, or for any; of the request only who and what count.

    Whoever stands in line already may change their wish and keeps their place.
    """
    await alone(session, request.chat_id)
    row = await in_line(session, request.chat_id) or Waiting(chat_id=request.chat_id, since=now)
    row.subject, row.language, row.before = request.subject, request.language, before
    row.interpreter, row.interpreter_language = request.interpreter, request.interpreter_language
    session.add(row)
    await session.flush()
    return row


async def in_line(session: AsyncSession, chat_id: int) -> Waiting | None:
    """The person's place in line, if they have one; locked, so that nobody offers them anything meanwhile."""
    mine = select(Waiting).where(Waiting.chat_id == chat_id).with_for_update()
    return await session.scalar(mine.execution_options(populate_existing=True))


async def leave_line(session: AsyncSession, chat_id: int, subject: str | None = None) -> tuple[Time, ...]:
    """Forget that the person waits (for a `subject`); return the time of an offer they had."""
    row = await in_line(session, chat_id)
    if row is None or subject not in (None, row.subject):
        return ()
    offers = select(Hold).where(Hold.kind == OFFER, Hold.chat_id == chat_id).with_for_update()
    given_back = tuple(Time.of(offer) for offer in await session.scalars(offers))
    await session.execute(delete(Hold).where(Hold.kind == OFFER, Hold.chat_id == chat_id))
    await session.execute(delete(Waiting).where(Waiting.id == row.id))
    return given_back
