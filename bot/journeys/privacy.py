"""Having everything deleted, so that nobody waits for somebody we no longer know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.booking import What, cancel, open_appointments, release_expired
from bot.booking.waiting import leave_line
from bot.db import moment
from bot.journeys.drafts import let_go
from bot.notices import STAFF
from bot.outbox import Promise, promise
from bot.people import forget
from bot.replies.general import forgotten
from bot.replies.staff import request_notice
from bot.replies.told import staff_notice
from bot.requests import open_requests, withdraw
from bot.telling import offer

if TYPE_CHECKING:
    from bot.booking import Time
    from bot.conversation import Conversation
    from bot.reply import Reply


async def forget_all(chat: Conversation) -> Reply:
    """Give up what is still to come, offer its times to others, tell staff, and delete everything."""
    freed = [*await _cancel_all(chat), *await _leave_all(chat)]
    await _withdraw_all(chat)
    await offer(chat, freed)
    await forget(chat.session, chat.chat_id)
    return forgotten(chat.say)


async def _cancel_all(chat: Conversation) -> list[Time]:
    """Take back the appointments that have not begun; returns the times that nobody has now."""
    now, german = await moment(chat.session), chat.services.voices["de"]
    freed: list[Time] = []
    for appointment in await open_appointments(chat.session, chat.chat_id, now):
        if appointment.starts_at > now:
            freed += (await cancel(chat.session, chat.chat_id, appointment.id, now)).freed
            notice = staff_notice(chat.content, german, appointment, What.CANCELLED, None)
            await _tell_staff(chat, appointment.intent, notice)
    return freed


async def _leave_all(chat: Conversation) -> list[Time]:
    """Leave the line, with the offer they had there, and let go of the time they were choosing."""
    offered = await leave_line(chat.session, chat.chat_id)
    await let_go(chat)
    return [*offered, *await release_expired(chat.session, await moment(chat.session))]


async def _withdraw_all(chat: Conversation) -> None:
    now, services = chat.now(), chat.services
    for request in await open_requests(chat.session, chat.chat_id, now):
        await withdraw(chat.session, chat.chat_id, request.id, now, None)
        notice = request_notice(chat.content, services.voices["de"], request, services.vault)
        await _tell_staff(chat, request.code, notice)


async def _tell_staff(chat: Conversation, what: str, notice: Reply) -> None:
    """In words, for what they are about will be gone when this is said."""
    if (staff := chat.services.staff_chat_id) is not None:
        words = {"title": notice.title, "text": notice.text}
        await promise(chat.session, Promise(f"{STAFF}/{what}/deleted", staff, STAFF, chat.now(), words))
