"""Moving and cancelling a promise."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from bot.booking.choices import choices, tries
from bot.booking.fitting import fits
from bot.booking.happened import Happened, Time, What
from bot.booking.holds import held
from bot.booking.intents import done_by
from bot.booking.limits import alone, full_days
from bot.booking.taken import HOLD, change, clear, free, hand_over
from bot.booking.waiting import leave_line
from bot.clock import berlin_day
from bot.db import Appointment, AppointmentMove, Hold
from bot.db.constraints import violated
from bot.errors import AlreadyBooked, NoSuchAppointment, SlotTaken

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.booking.happened import Request
    from bot.content.schema import AppointmentRules


async def move(
    session: AsyncSession, appointment_id: int, request: Request, rules: AppointmentRules, now: datetime
) -> Happened:
    """Give an appointment the time that was asked for, which the person holds; the old one is freed after.

    A hold that is over is gained back if the time is still free; the same intent again moves nothing. Raises
    NoSuchAppointment (not theirs, cancelled, begun), AlreadyBooked (that day is full), SlotNotOffered,
    SlotTaken, StaleButton: then nothing has changed.
    """
    await alone(session, request.chat_id)
    if known := await done_by(session, request.chat_id, request.intent):
        return Happened(What.MOVED, known, again=True)
    appointment = await own_appointment(session, request.chat_id, appointment_id, now)
    if appointment.status != "booked":
        raise NoSuchAppointment
    kept = await held(session, HOLD, request.chat_id, request.intent)
    if kept and kept.until > now and fits(rules, kept):
        return await move_to_held(session, appointment, kept, rules, now)
    full = await full_days(session, request.chat_id, rules, but=appointment)
    for _ in range(tries(request)):
        for time in await choices(session, request, rules, now):
            if berlin_day(time.starts_at) in full:
                raise AlreadyBooked
            if happened := await _move(session, appointment, request.intent, time, now):
                return happened
    raise SlotTaken


async def move_to_held(
    session: AsyncSession, appointment: Appointment, kept: Hold, rules: AppointmentRules, now: datetime
) -> Happened:
    """Give an appointment the time of a hold or an offer. Raises AlreadyBooked or SlotTaken."""
    full = await full_days(session, appointment.chat_id, rules, but=appointment)
    if berlin_day(kept.starts_at) in full:
        raise AlreadyBooked
    if happened := await _move(session, appointment, kept.intent, kept, now):
        return happened
    raise SlotTaken


async def cancel(session: AsyncSession, chat_id: int, appointment_id: int, now: datetime) -> Happened:
    """Free the time again, and leave the line for an earlier one; a second time changes nothing.

    Raises NoSuchAppointment for somebody else's or one that has begun.
    """
    await alone(session, chat_id)
    appointment = await own_appointment(session, chat_id, appointment_id, now)
    if appointment.status != "booked":
        return Happened(What.CANCELLED, appointment, again=True)
    freed = Time.of(appointment)
    appointment.status, appointment.cancelled_at = "cancelled", now
    appointment.sequence += 1
    await free(session, appointment)
    offered = await leave_line(session, chat_id, appointment.subject)
    return Happened(What.CANCELLED, appointment, freed=(freed, *offered))


async def own_appointment(
    session: AsyncSession, chat_id: int, appointment_id: int, now: datetime
) -> Appointment:
    """The person's appointment that has not begun, locked. Raises NoSuchAppointment."""
    appointment = await session.get(Appointment, appointment_id, with_for_update=True)
    if appointment is None or appointment.chat_id != chat_id or appointment.starts_at <= now:
        raise NoSuchAppointment
    return appointment


async def _move(
    session: AsyncSession, appointment: Appointment, intent: str, wanted: Time | Hold, now: datetime
) -> Happened | None:
    """Gain the new cells, free the old ones, or return None if the new ones are taken."""
    former = Time.of(appointment)
    time = Time.of(wanted) if isinstance(wanted, Hold) else wanted
    try:
        async with session.begin_nested():
            await _change_cells(session, appointment, wanted, now)
            for name, value in asdict(time).items():
                setattr(appointment, name, value)
            appointment.sequence, appointment.coming = appointment.sequence + 1, None
            session.add(AppointmentMove(intent=intent, appointment_id=appointment.id))
            await session.flush()
    except IntegrityError as error:
        if violated(error) != "busy":
            raise
        return None
    return Happened(What.MOVED, appointment, former, freed=(former,))


async def _change_cells(
    session: AsyncSession, appointment: Appointment, wanted: Time | Hold, now: datetime
) -> None:
    """Gain the cells of a hold, or free ones and what the person held of them; then free the old ones."""
    own = wanted if isinstance(wanted, Hold) else await clear(session, wanted, appointment.chat_id, now)
    time = Time.of(wanted) if isinstance(wanted, Hold) else wanted
    if own:
        await hand_over(session, own, appointment)
    await change(session, appointment, time)
