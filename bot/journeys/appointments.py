"""Looking at one's appointment and cancelling it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.booking import cancel, open_appointment
from bot.errors import NoSuchAppointment
from bot.replies import booking as replies

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.reply import Reply


async def show(chat: Conversation) -> Reply:
    """The open appointment, or an offer to book."""
    appointment = await open_appointment(chat.session, chat.chat_id, chat.now())
    return replies.my_appointments(chat.content, chat.say, appointment, chat.now())


async def ask_cancel(chat: Conversation, appointment_id: int) -> Reply:
    """Ask before cancelling. Raises NoSuchAppointment for one that is not open or not theirs."""
    appointment = await open_appointment(chat.session, chat.chat_id, chat.now())
    if appointment is None or appointment.id != appointment_id or appointment.starts_at <= chat.now():
        raise NoSuchAppointment
    return replies.ask_cancel(chat.content, chat.say, appointment)


async def cancel_now(chat: Conversation, appointment_id: int) -> Reply:
    """Cancel; a second press says the same again. Raises NoSuchAppointment."""
    happened = await cancel(chat.session, chat.chat_id, appointment_id, chat.now())
    return replies.cancelled(chat.say, happened.appointment)
