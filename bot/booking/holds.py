"""Keeping a time for somebody who is about to decide, by the database's clock."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from bot.booking.choices import choices, tries
from bot.booking.happened import Time
from bot.booking.limits import alone
from bot.booking.taken import HOLD, OFFER, change, clear, take
from bot.db import Hold
from bot.db.constraints import violated
from bot.errors import SlotTaken, StaleButton

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.booking.happened import Request
    from bot.content.schema import AppointmentRules

KEPT = {HOLD: timedelta(minutes=10), OFFER: timedelta(minutes=30)}


async def hold(session: AsyncSession, request: Request, rules: AppointmentRules, now: datetime) -> Hold:
    """Keep the time that was asked for, or the earliest, for ten minutes; it replaces their earlier hold.

    Raises SlotNotOffered or SlotTaken: then the person still holds what they held.
    """
    await alone(session, request.chat_id)
    for _ in range(tries(request)):
        for time in await choices(session, request, rules, now):
            if kept := await keep(session, HOLD, request.chat_id, request.intent, time, now):
                return kept
    raise SlotTaken


async def keep(
    session: AsyncSession, kind: str, chat_id: int, intent: str, time: Time, now: datetime
) -> Hold | None:
    """Keep a time for a person, until it begins at most, in place of what they held; None if it is taken."""
    try:
        async with session.begin_nested():
            own = await clear(session, time, chat_id, now) if kind == HOLD else None
            row = own or Hold(kind=kind, chat_id=chat_id)
            row.intent, row.until = intent, min(now + KEPT[kind], time.starts_at)
            for name, value in asdict(time).items():
                setattr(row, name, value)
            session.add(row)
            await session.flush()
            await (change if own else take)(session, row, time)
    except IntegrityError as error:
        match violated(error):
            case "busy" | "one-hold":
                return None
            case "intent":
                raise StaleButton from error  # it is somebody else's button
        raise
    return row


async def held(session: AsyncSession, kind: str, chat_id: int, intent: str) -> Hold | None:
    """What is kept for the person by this intent, over or not; locked until we are done."""
    mine = (Hold.kind == kind, Hold.chat_id == chat_id, Hold.intent == intent)
    query = select(Hold).where(*mine).with_for_update().execution_options(populate_existing=True)
    return await session.scalar(query)


async def release_expired(session: AsyncSession, now: datetime) -> tuple[Time, ...]:
    """Free what was held in vain, and return these times: give each to `offer_freed`."""
    over = select(Hold).where(Hold.kind == HOLD, Hold.until <= now)
    gone = (await session.scalars(over.order_by(Hold.id).with_for_update(skip_locked=True))).all()
    freed = tuple(Time.of(row) for row in gone)
    await session.execute(delete(Hold).where(Hold.id.in_([row.id for row in gone])))
    return freed
