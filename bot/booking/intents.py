"""What one press of one button has done already: a second press of it does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union

from bot.db import Appointment, AppointmentMove
from bot.errors import StaleButton

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def done_by(session: AsyncSession, chat_id: int, intent: str) -> Appointment | None:
    """The appointment that this press has booked or moved. Raises StaleButton if it was somebody else's."""
    booked = select(Appointment.id).where(Appointment.intent == intent)
    moved = select(AppointmentMove.appointment_id).where(AppointmentMove.intent == intent)
    known = await session.scalar(select(Appointment).where(Appointment.id.in_(union(booked, moved))))
    if known is not None and known.chat_id != chat_id:
        raise StaleButton
    return known
