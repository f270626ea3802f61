"""What one press of one button has done already: a second press of it does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.db import Appointment, AppointmentMove
from bot.errors import StaleButton

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def done_by(session: AsyncSession, chat_id: int, intent: str) -> Appointment | None:
    """The appointment that this press has booked or moved. Raises StaleButton if it was somebody else's."""
    moved = select(AppointmentMove.appointment_id).where(AppointmentMove.intent == intent)
    query = select(Appointment).where((Appointment.intent == intent) | Appointment.id.in_(moved))
    known = await session.scalar(query)
    if known is not None and known.chat_id != chat_id:
        raise StaleButton
    return known
