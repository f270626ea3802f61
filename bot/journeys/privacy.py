"""Having everything deleted, so that nobody waits for somebody we no longer know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.booking import What, cancel, open_appointments
from bot.db import moment
from bot.notices import STAFF
from bot.outbox import Promise, promise
from bot.people import forget
from bot.replies.general import forgotten
from bot.replies.told import staff_notice
from bot.telling import offer

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.db import Appointment
    from bot.reply import Reply


async def forget_all(chat: Conversation) -> Reply:
    """Cancel what is still to come, offer its times to others, tell staff, and delete everything."""
    for appointment in await open_appointments(chat.session, chat.chat_id, chat.now()):
        if appointment.starts_at > chat.now():
            happened = await cancel(chat.session, chat.chat_id, appointment.id, await moment(chat.session))
            await offer(chat, happened.freed)
            await _tell_staff(chat, appointment)
    await forget(chat.session, chat.chat_id)
    return forgotten(chat.say)


async def _tell_staff(chat: Conversation, appointment: Appointment) -> None:
    """In words, for the appointment itself will be gone when this is said."""
    services = chat.services
    if services.staff_chat_id is not None:
        notice = staff_notice(chat.content, services.voices["de"], appointment, What.CANCELLED, None)
        words = {"title": notice.title, "text": notice.text}
        key = f"{STAFF}/{appointment.intent}/deleted"
        await promise(chat.session, Promise(key, services.staff_chat_id, STAFF, chat.now(), words))
