"""How a promise of the outbox is worded at the moment it is kept, from what is true then."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.booking import What, open_appointments
from bot.clock import berlin_day
from bot.content.meetups import as_usual, dated, occurrences
from bot.conversation import Conversation
from bot.db import Appointment, Hold, Person
from bot.journeys.meetups import REMINDER
from bot.replies import told
from bot.replies.reminders import CANCELLED, MOVED, TODAY, reminder
from bot.replies.requests import answered
from bot.replies.staff import request_notice
from bot.replies.waiting import offer, to_better
from bot.reply import Reply
from bot.requests import FOR_PERSON, FOR_STAFF, by_code
from bot.telling import BEFORE_HOURS, CHANGE, OFFER, remind_at
from bot.telling import FOR_STAFF as APPOINTMENT_FOR_STAFF
from bot.telling import REMINDER as APPOINTMENT_REMINDER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.content.schedule import Meetup
    from bot.db import OutboxRow
    from bot.services import Services

STAFF = "staff"
TO_STAFF = frozenset({STAFF, FOR_STAFF, APPOINTMENT_FOR_STAFF})
AHEAD = timedelta(days=60)  # as far as a meeting may have been moved for us to call it so


async def compose(services: Services, row: OutboxRow) -> Reply | None:
    """What to say now; None where there is nothing to say any more. Raises KeyError for an unknown kind."""
    async with services.database.read() as session:
        person = await session.get(Person, row.chat_id)
        voice = services.voice(person.language or person.setting if person else None)
        chat = Conversation(services, session, voice, row.chat_id)
        return await _WORDING[row.kind](chat, row.payload or {})


async def _meetup_reminder(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    meetup, now = chat.content.meetups.get(payload["meetup"]), chat.now()
    if meetup is None:
        return None
    title = _what_becomes_of(meetup, date.fromisoformat(payload["day"]), now)
    return reminder(chat.content, chat.say, meetup, now, title) if title else None


def _what_becomes_of(meetup: Meetup, day: date, now: datetime) -> str | None:
    """Whether the meeting of `day` is still to come, was moved or was cancelled; None if it has begun."""
    coming = list(occurrences(meetup, now, now + AHEAD))
    if any(one.start.date() == day for one in coming):
        return TODAY
    if any(one.moved_from == day for one in coming):
        return MOVED
    by_its_date = (one.start for one in dated(meetup) if one.day == day)
    planned = next(by_its_date, as_usual(meetup, day).start)
    return CANCELLED if planned > now else None


async def _request_for_staff(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    request = await by_code(chat.session, payload["request"])
    german, vault = chat.services.voices["de"], chat.services.vault
    return request_notice(chat.content, german, request, vault) if request else None


async def _request_for_person(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    """The latest answer only: one that staff have corrected meanwhile is not said."""
    request = await by_code(chat.session, payload["request"])
    if request is None or request.status != payload["status"]:
        return None
    return answered(chat.content, chat.say, request, chat.now())


async def _appointment(chat: Conversation, payload: Mapping[str, str]) -> Appointment | None:
    """The appointment in the state that the promise is about; a later state has its own promises."""
    same = Appointment.intent == payload["appointment"]
    appointment = await chat.session.scalar(select(Appointment).where(same))
    if appointment is None or appointment.sequence != int(payload["sequence"]):
        return None
    return appointment


async def _change(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    appointment = await _appointment(chat, payload)
    if appointment is None:
        return None
    if appointment.status == "cancelled":
        return told.cancelled(chat.content, chat.say, appointment)
    if former := _former(payload):
        return told.moved(chat.content, chat.say, appointment, former)
    return told.booked(chat.content, chat.say, appointment)


async def _reminder(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    """Nothing once it has begun; and where the last reminder is due too, that one speaks for both."""
    appointment, now = await _appointment(chat, payload), chat.now()
    if appointment is None or appointment.starts_at <= now:
        return None
    last = min(BEFORE_HOURS)
    if int(payload["hours"]) != last and remind_at(appointment.starts_at, last) <= now:
        return None
    today = berlin_day(appointment.starts_at) == berlin_day(now)
    return told.reminder(chat.content, chat.say, appointment, told.TODAY if today else told.TOMORROW)


async def _appointment_for_staff(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    appointment = await _appointment(chat, payload)
    if appointment is None:
        return None
    german, what = chat.services.voices["de"], What(payload["what"])
    return told.staff_notice(chat.content, german, appointment, what, _former(payload))


async def _offer(chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    """Only while it is theirs; an offer that could not be said in time has gone to the next person."""
    now = chat.now()
    hold = await chat.session.scalar(select(Hold).where(Hold.intent == payload["intent"]))
    if hold is None or hold.chat_id != chat.chat_id or hold.until <= now:
        return None
    mine = await open_appointments(chat.session, chat.chat_id, now)
    return offer(chat.content, chat.say, hold, to_better(hold, mine))


def _former(payload: Mapping[str, str]) -> datetime | None:
    return datetime.fromisoformat(payload["former"]) if "former" in payload else None


async def _staff(_chat: Conversation, payload: Mapping[str, str]) -> Reply | None:
    return Reply(payload["text"], "de", title=payload["title"])


_WORDING: dict[str, Callable[[Conversation, Mapping[str, str]], Awaitable[Reply | None]]] = {
    REMINDER: _meetup_reminder,
    FOR_STAFF: _request_for_staff,
    FOR_PERSON: _request_for_person,
    CHANGE: _change,
    APPOINTMENT_REMINDER: _reminder,
    APPOINTMENT_FOR_STAFF: _appointment_for_staff,
    OFFER: _offer,
    STAFF: _staff,
}
