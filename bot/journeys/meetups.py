"""One meetup: when it is, into the calendar, and a reminder on wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.meetups import next_remindable, next_start, remind_at
from bot.errors import NoSuchMeetup
from bot.export.calendar_file import meetup_calendar
from bot.outbox import Promise, promise, promised, withdraw
from bot.replies import reminders
from bot.replies.meetups import meetup_reply

if TYPE_CHECKING:
    from bot.content.meetups import Occurrence
    from bot.content.schedule import Meetup
    from bot.conversation import Conversation
    from bot.reply import Reply

REMINDER = "meetup-reminder"


async def show(chat: Conversation, meetup_id: str) -> Reply:
    """Everything about it. Raises NoSuchMeetup, as all of these do."""
    meetup = _meetup(chat, meetup_id)
    upcoming = next_remindable(meetup, chat.now())
    reminded = upcoming is not None and await promised(chat.session, _key(chat, meetup, upcoming))
    when = remind_at(upcoming) if upcoming else None
    return meetup_reply(chat.content, chat.say, meetup, chat.now(), reminded=reminded, remindable=when)


async def remind(chat: Conversation, meetup_id: str) -> Reply:
    """Promise to say so on the day, two hours before."""
    meetup = _meetup(chat, meetup_id)
    upcoming = next_remindable(meetup, chat.now())
    if upcoming is None:
        return await show(chat, meetup_id)
    due, day = remind_at(upcoming), upcoming.start.date()
    payload = {"meetup": meetup.id, "day": day.isoformat()}
    await promise(chat.session, Promise(_key(chat, meetup, upcoming), chat.chat_id, REMINDER, due, payload))
    return reminders.reminder_promised(chat.say, meetup, due)


async def unremind(chat: Conversation, meetup_id: str) -> Reply:
    """Take the wish back."""
    meetup = _meetup(chat, meetup_id)
    if upcoming := next_remindable(meetup, chat.now()):
        await withdraw(chat.session, _key(chat, meetup, upcoming))
    return reminders.reminder_withdrawn(chat.say, meetup)


async def calendar(chat: Conversation, meetup_id: str) -> Reply:
    """A file for the phone's calendar, as long as there is something to come."""
    meetup = _meetup(chat, meetup_id)
    if next_start(meetup, chat.now()) is None:
        return await show(chat, meetup_id)
    file = meetup_calendar(meetup, chat.content.places, chat.say.language, chat.now())
    return reminders.calendar_reply(chat.say, meetup, file)


def _meetup(chat: Conversation, meetup_id: str) -> Meetup:
    if meetup := chat.content.meetups.get(meetup_id):
        return meetup
    raise NoSuchMeetup


def _key(chat: Conversation, meetup: Meetup, upcoming: Occurrence) -> str:
    return f"{REMINDER}/{chat.chat_id}/{meetup.id}/{upcoming.start.date().isoformat()}"
