"""Making and taking back a promise: use cases of plain values plus a session.

The caller's transaction decides: either the appointment and all its cells stand, or nothing does. The
database refuses a second booking of a cell, a second open appointment of a person and a second use of an
intent, whatever this code believes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from bot.booking.offers import Slot, cells, day_slots
from bot.clock import BERLIN
from bot.db.constraints import violated
from bot.db.tables import Appointment, BusyCell
from bot.errors import AlreadyBooked, NoSuchAppointment, SlotNotOffered, SlotTaken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.content.schema import AppointmentRules

CODE_TRIES = 20


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks for. `intent` is unique to one press of one confirm button."""

    intent: str
    chat_id: int
    language: str
    subject: str
    interpreter: str
    interpreter_language: str | None
    starts_at: datetime


async def busy_cells(session: AsyncSession, start: datetime, end: datetime) -> frozenset[tuple[str, int]]:
    """The taken (adviser, cell) pairs between two moments."""
    span = cells(start, end)
    rows = await session.execute(
        select(BusyCell.adviser, BusyCell.cell).where(BusyCell.cell >= span.start, BusyCell.cell < span.stop)
    )
    return frozenset((adviser, cell) for adviser, cell in rows)


async def open_appointment(session: AsyncSession, chat_id: int, now: datetime) -> Appointment | None:
    """The person's appointment that is not over yet, if there is one."""
    return await session.scalar(
        select(Appointment).where(
            Appointment.chat_id == chat_id, Appointment.status == "booked", Appointment.ends_at > now
        )
    )


async def book(
    session: AsyncSession,
    request: Request,
    rules: AppointmentRules,
    now: datetime,
    new_code: Callable[[], str],
) -> Appointment:
    """Promise a time and return the appointment; the same intent gives the same appointment again.

    Raises AlreadyBooked, SlotNotOffered or SlotTaken.
    """
    known = await session.scalar(select(Appointment).where(Appointment.intent == request.intent))
    if known is not None:
        return known
    await _close_past(session, request.chat_id, now)
    if await open_appointment(session, request.chat_id, now):
        raise AlreadyBooked
    slot = _offered(rules, request.starts_at, now)
    for adviser in slot.advisers:
        if appointment := await _try(session, request, slot, adviser, now, new_code):
            return appointment
    raise SlotTaken


async def cancel(session: AsyncSession, chat_id: int, appointment_id: int, now: datetime) -> Appointment:
    """Free the time again. Raises NoSuchAppointment for somebody else's or one that is over."""
    appointment = await session.get(Appointment, appointment_id, with_for_update=True)
    if appointment is None or appointment.chat_id != chat_id or appointment.starts_at <= now:
        raise NoSuchAppointment
    if appointment.status == "booked":
        appointment.status, appointment.cancelled_at = "cancelled", now
        await session.execute(delete(BusyCell).where(BusyCell.appointment_id == appointment.id))
    return appointment


def _offered(rules: AppointmentRules, starts_at: datetime, now: datetime) -> Slot:
    offered = day_slots(rules, starts_at.astimezone(BERLIN).date(), now, frozenset())
    for slot in offered:
        if slot.starts_at == starts_at:
            return slot
    raise SlotNotOffered


async def _try(
    session: AsyncSession,
    request: Request,
    slot: Slot,
    adviser: str,
    now: datetime,
    new_code: Callable[[], str],
) -> Appointment | None:
    """Insert one appointment with its cells, or return None if this adviser is taken."""
    for _ in range(CODE_TRIES):
        appointment = _row(request, slot, adviser, now, new_code())
        try:
            async with session.begin_nested():
                session.add(appointment)
                await session.flush()
                numbers = cells(slot.starts_at, slot.ends_at)
                session.add_all(
                    BusyCell(adviser=adviser, cell=c, appointment_id=appointment.id) for c in numbers
                )
        except IntegrityError as error:
            match violated(error):
                case "busy":
                    return None
                case "one-open":
                    raise AlreadyBooked from error
                case "intent":
                    return await session.scalar(
                        select(Appointment).where(Appointment.intent == request.intent)
                    )
                case "code":
                    continue
        return appointment
    raise RuntimeError("no free appointment code after many tries")


def _row(request: Request, slot: Slot, adviser: str, now: datetime, code: str) -> Appointment:
    return Appointment(
        code=code,
        intent=request.intent,
        chat_id=request.chat_id,
        adviser=adviser,
        subject=request.subject,
        language=request.language,
        interpreter=request.interpreter,
        interpreter_language=request.interpreter_language,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        status="booked",
        created_at=now,
    )


async def _close_past(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """Free the person's place in the one-open index once an appointment is over."""
    await session.execute(
        update(Appointment)
        .where(Appointment.chat_id == chat_id, Appointment.status == "booked", Appointment.ends_at <= now)
        .values(status="past")
    )
