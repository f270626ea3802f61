"""Which times fit a request, in the order in which to try them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.booking.happened import Time
from bot.booking.limits import full_days
from bot.booking.offers import Slot, day_slots, earliest, speakers_first
from bot.booking.taken import busy_cells
from bot.clock import berlin_day
from bot.errors import SlotNotOffered

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.booking.happened import Request
    from bot.content.schema import AppointmentRules

_EARLIEST_TRIES = 20


def tries(request: Request) -> int:
    """How often to ask for choices: whoever wants the earliest time, whatever it is, may try again."""
    return _EARLIEST_TRIES if request.starts_at is None else 1


async def choices(
    session: AsyncSession, request: Request, rules: AppointmentRules, now: datetime
) -> list[Time]:
    """The time that was asked for (taken or not) or else the earliest free one, with each adviser.

    Empty if nothing is free. Raises SlotNotOffered.
    """
    if request.starts_at is None:
        slot = await _earliest(session, request, rules, now)
        return times(rules, slot, request.subject, request.language) if slot else []
    slots = day_slots(rules, berlin_day(request.starts_at), now, frozenset(), request.subject)
    for slot in slots:
        if slot.starts_at == request.starts_at:
            found = times(rules, slot, request.subject, request.language)
            return [time for time in found if request.adviser in (None, time.adviser)]
    raise SlotNotOffered


def times(rules: AppointmentRules, slot: Slot, subject: str, language: str) -> list[Time]:
    """The slot with each of its advisers, first those who speak the language."""
    ordered = map(rules.adviser, speakers_first(rules, slot.advisers, language))
    return [
        Time(adviser.id, adviser.room, subject, slot.starts_at, slot.ends_at, slot.busy_until)
        for adviser in ordered
        if adviser
    ]


async def _earliest(
    session: AsyncSession, request: Request, rules: AppointmentRules, now: datetime
) -> Slot | None:
    horizon = now + timedelta(days=rules.horizon_days + 2)
    taken = await busy_cells(session, now, horizon, request.chat_id)
    full = await full_days(session, request.chat_id, rules)
    return earliest(rules, now, taken, request.subject, request.language, full)
