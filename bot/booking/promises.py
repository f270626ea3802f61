"""Making a promise: use cases of plain values plus a session.

The caller's transaction decides: either the appointment and all its cells stand, or nothing does. The
database refuses a second booking of a cell, one open appointment too many and a second use of an intent,
whatever this code believes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from bot.booking.choices import choices, tries
from bot.booking.fitting import fits
from bot.booking.happened import Happened, Time, What
from bot.booking.holds import held
from bot.booking.intents import done_by
from bot.booking.limits import alone, room_for
from bot.booking.taken import HOLD, change, clear, hand_over, take
from bot.clock import berlin_day
from bot.db import Appointment, Hold
from bot.db.constraints import violated
from bot.errors import AlreadyBooked, SlotTaken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.booking.happened import Request
    from bot.content.schema import AppointmentRules

CODE_TRIES = 20


async def confirm(
    session: AsyncSession,
    request: Request,
    rules: AppointmentRules,
    now: datetime,
    new_code: Callable[[], str],
) -> Happened:
    """Turn what the person holds into an appointment; the same intent gives the same appointment again.

    A hold that is over is gained back if the time is still free; one that no longer fits the rules is none.
    Raises AlreadyBooked, SlotNotOffered, SlotTaken, or StaleButton for somebody else's intent: then nothing
    has changed.
    """
    await alone(session, request.chat_id)
    if known := await done_by(session, request.chat_id, request.intent):
        return Happened(What.BOOKED, known, again=True)
    kept = await held(session, HOLD, request.chat_id, request.intent)
    if kept and kept.until > now and fits(rules, kept):
        return await confirm_held(session, request, kept, rules, now, new_code)
    return await book(session, request, rules, now, new_code)


async def book(
    session: AsyncSession,
    request: Request,
    rules: AppointmentRules,
    now: datetime,
    new_code: Callable[[], str],
) -> Happened:
    """Hold and confirm in one; what the person held before is given up. Raises as `confirm`."""
    await alone(session, request.chat_id)
    if known := await done_by(session, request.chat_id, request.intent):
        return Happened(What.BOOKED, known, again=True)
    room = await room_for(session, request.chat_id, rules, now)
    for _ in range(tries(request)):
        for time in await choices(session, request, rules, now):
            if berlin_day(time.starts_at) in room.full:
                raise AlreadyBooked
            values = _values(request, time, room.nth, now)
            if made := await _promise(session, values, new_code, time, now):
                return Happened(What.BOOKED, made)
    raise SlotTaken


async def confirm_held(
    session: AsyncSession,
    request: Request,
    kept: Hold,
    rules: AppointmentRules,
    now: datetime,
    new_code: Callable[[], str],
) -> Happened:
    """Turn a hold or an offer into an appointment. Raises AlreadyBooked or SlotTaken."""
    room = await room_for(session, request.chat_id, rules, now)
    time = Time.of(kept)
    if berlin_day(time.starts_at) in room.full:
        raise AlreadyBooked
    if made := await _promise(session, _values(request, time, room.nth, now), new_code, kept, now):
        return Happened(What.BOOKED, made)
    raise SlotTaken


async def _promise(
    session: AsyncSession,
    values: dict[str, object],
    new_code: Callable[[], str],
    wanted: Time | Hold,
    now: datetime,
) -> Appointment | None:
    """Insert one appointment with its cells, or return None if the adviser or the room is taken."""
    for _ in range(CODE_TRIES):
        appointment = Appointment(**values, code=new_code())
        try:
            async with session.begin_nested():
                await _insert(session, appointment, wanted, now)
        except IntegrityError as error:
            match violated(error):
                case "busy":
                    return None
                case "code":
                    continue
                case "nth-open":
                    raise AlreadyBooked from error
            raise
        return appointment
    raise RuntimeError("no free appointment code after many tries")


async def _insert(
    session: AsyncSession, appointment: Appointment, wanted: Time | Hold, now: datetime
) -> None:
    """An appointment and its cells: those of a hold, or free ones and what the person held of them."""
    own = wanted if isinstance(wanted, Hold) else await clear(session, wanted, appointment.chat_id, now)
    session.add(appointment)
    await session.flush()
    if own:
        await hand_over(session, own, appointment)
    if not isinstance(wanted, Hold):
        await (change if own else take)(session, appointment, wanted)


def _values(request: Request, time: Time, nth: int, now: datetime) -> dict[str, object]:
    return {
        "intent": request.intent,
        "chat_id": request.chat_id,
        "nth": nth,
        "adviser": time.adviser,
        "room": time.room,
        "subject": time.subject,
        "language": request.language,
        "interpreter": request.interpreter,
        "interpreter_language": request.interpreter_language,
        "starts_at": time.starts_at,
        "ends_at": time.ends_at,
        "busy_until": time.busy_until,
        "status": "booked",
        "name": request.name,
        "phone": request.phone,
        "created_at": now,
    }
