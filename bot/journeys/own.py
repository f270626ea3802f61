"""The appointment behind a button: whether it is theirs, and whether anything can still be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.db import Appointment, moment
from bot.errors import AppointmentBegun, AppointmentOver, NoSuchAppointment

if TYPE_CHECKING:
    from bot.conversation import Conversation


async def own(chat: Conversation, appointment_id: int, *, lock: bool = False) -> Appointment:
    """One of the person's appointments, cancelled or still to come.

    Raises NoSuchAppointment for somebody else's or none, AppointmentBegun or AppointmentOver.
    """
    found = await chat.session.get(Appointment, appointment_id, with_for_update=lock)
    if found is None or found.chat_id != chat.chat_id:
        raise NoSuchAppointment
    now = await moment(chat.session)
    if found.status != "cancelled" and found.starts_at <= now:
        raise AppointmentBegun if found.ends_at > now else AppointmentOver
    return found
