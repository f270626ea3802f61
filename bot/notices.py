"""How a promise of the outbox is worded at the moment it is kept, from what is true then."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.content.meetups import occurrences
from bot.db import Person
from bot.journeys.meetups import REMINDER
from bot.replies.reminders import CANCELLED, MOVED, TODAY, reminder
from bot.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.db import OutboxRow
    from bot.services import Services
    from bot.texts import Say

STAFF = "staff"
AHEAD = timedelta(days=60)  # as far as a meeting may have been moved for us to call it so


async def compose(services: Services, row: OutboxRow) -> Reply | None:
    """What to say now; None where there is nothing to say any more. Raises KeyError for an unknown kind."""
    async with services.database.read() as session:
        person = await session.get(Person, row.chat_id)
    voice = services.voice(person.language if person else None)
    return _WORDING[row.kind](services, voice, row.payload or {})


def _meetup_reminder(services: Services, say: Say, payload: Mapping[str, str]) -> Reply | None:
    meetup, now = services.content.meetups.get(payload["meetup"]), services.now()
    if meetup is None:
        return None
    day = date.fromisoformat(payload["day"])
    coming = list(occurrences(meetup, now, now + AHEAD))
    title = CANCELLED
    if any(one.start.date() == day for one in coming):
        title = TODAY
    elif any(one.moved_from == day for one in coming):
        title = MOVED
    return reminder(services.content, say, meetup, now, title)


def _staff(_services: Services, say: Say, payload: Mapping[str, str]) -> Reply | None:
    return Reply(payload["text"], say.language, title=payload["title"])


_WORDING: dict[str, Callable[[Services, Say, Mapping[str, str]], Reply | None]] = {
    REMINDER: _meetup_reminder,
    STAFF: _staff,
}
