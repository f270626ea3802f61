"""How a promise of the outbox is worded at the moment it is kept, from what is true then."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.content.meetups import occurrences
from bot.conversation import Conversation
from bot.db import Person
from bot.db.requests import HelpRequest
from bot.journeys.meetups import REMINDER
from bot.replies.reminders import CANCELLED, MOVED, TODAY, reminder
from bot.replies.requests import answered
from bot.replies.staff import request_notice
from bot.reply import Reply
from bot.requests import FOR_PERSON, FOR_STAFF

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.db import OutboxRow
    from bot.services import Services

STAFF = "staff"
AHEAD = timedelta(days=60)  # as far as a meeting may have been moved for us to call it so


async def compose(services: Services, row: OutboxRow) -> Reply | None:
    """What to say now; None where there is nothing to say any more. Raises KeyError for an unknown kind."""
    async with services.database.read() as session:
        person = await session.get(Person, row.chat_id)
        voice = services.voice(person.language if person else None)
        chat = Conversation(services, session, voice, row.chat_id)
        return await _WORDING[row.kind](chat, row.payload or {})


async def _meetup_reminder(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    meetup, now = chat.content.meetups.get(payload["meetup"]), chat.now()
    if meetup is None:
        return None
    day = date.fromisoformat(payload["day"])
    coming = list(occurrences(meetup, now, now + AHEAD))
    title = CANCELLED
    if any(one.start.date() == day for one in coming):
        title = TODAY
    elif any(one.moved_from == day for one in coming):
        title = MOVED
    return reminder(chat.content, chat.say, meetup, now, title)


async def _request_for_staff(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    request = await chat.session.get(HelpRequest, int(payload["request"]))
    return request_notice(chat.content, chat.say, request, chat.services.vault) if request else None


async def _request_for_person(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    """The latest answer only: one that staff have corrected meanwhile is not said."""
    request = await chat.session.get(HelpRequest, int(payload["request"]))
    if request is None or request.status != payload["status"]:
        return None
    return answered(chat.content, chat.say, request, chat.now())


async def _staff(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    return Reply(payload["text"], chat.say.language, title=payload["title"])


_WORDING: dict[str, Callable[[Conversation, Mapping[str, str]], Awaitable[Reply | None]]] = {
    REMINDER: _meetup_reminder,
    FOR_STAFF: _request_for_staff,
    FOR_PERSON: _request_for_person,
    STAFF: _staff,
}
