"""Looking at one's appointment, moving and cancelling it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.booking import cancel, open_appointments
from bot.db import moment
from bot.journeys import booking
from bot.journeys.own import own
from bot.journeys.waiting import shown
from bot.replies import booking as replies
from bot.replies.requests import with_requests
from bot.requests import open_requests
from bot.telling import tell

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.reply import Reply


async def show(chat: Conversation) -> Reply:
    """The open appointments and requests, or an offer to book."""
    now = await moment(chat.session)
    to_come = await open_appointments(chat.session, chat.chat_id, now)
    reply = await shown(chat, replies.my_appointments(chat.content, chat.say, to_come, now))
    requests = await open_requests(chat.session, chat.chat_id, now)
    return with_requests(reply, chat.content, chat.say, requests)


async def start_move(chat: Conversation) -> Reply:
    """Look for another time for the open appointment; of several or none, show which there are."""
    to_come = await open_appointments(chat.session, chat.chat_id, await moment(chat.session))
    return await (booking.start_move(chat, to_come[0]) if len(to_come) == 1 else show(chat))


async def move(chat: Conversation, appointment_id: int) -> Reply:
    """Look for another time for this appointment; where it is cancelled, say so. Raises as `own`."""
    appointment = await own(chat, appointment_id)
    if appointment.status == "cancelled":
        return replies.cancelled(chat.say, appointment)
    return await booking.start_move(chat, appointment)


async def ask_cancel(chat: Conversation, appointment_id: int) -> Reply:
    """Ask before cancelling; where that is done, say so. Raises as `own`."""
    appointment = await own(chat, appointment_id)
    if appointment.status == "cancelled":
        return replies.cancelled(chat.say, appointment)
    return replies.ask_cancel(chat.content, chat.say, appointment)


async def cancel_now(chat: Conversation, appointment_id: int) -> Reply:
    """Cancel; a second press says the same again. Raises as `own`."""
    await own(chat, appointment_id)
    happened = await cancel(chat.session, chat.chat_id, appointment_id, await moment(chat.session))
    await tell(chat, happened)
    return replies.cancelled(chat.say, happened.appointment)
