"""Booking an appointment: subject, interpreter, day, time, summary, confirm.

What has been chosen stands in the database, so a restart in the middle is harmless and a question in
between only interrupts. The next step is the first thing that is still missing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.booking import Request, book, bookable_days, busy_cells, day_slots, open_appointment
from bot.clock import berlin_day
from bot.db import Appointment, BookingDraft
from bot.errors import AlreadyBooked, SlotNotOffered, SlotTaken, StaleButton
from bot.languages import BY_CODE
from bot.replies import booking as replies
from bot.replies.general import menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.booking.grid import Cells
    from bot.conversation import Conversation
    from bot.reply import Reply

_FIELDS = ("subject", "interpreter", "interpreter_language", "day", "starts_at")
_UNDOES = {"subject": "subject", "interpreter": "interpreter", "day": "day", "time": "starts_at"}
FRESH = timedelta(minutes=30)  # a draft older than this no longer pulls questions back into the journey


async def start(chat: Conversation) -> Reply:
    """Begin anew, unless the person has an appointment already."""
    if appointment := await open_appointment(chat.session, chat.chat_id, chat.now()):
        return replies.already_booked(chat.content, chat.say, appointment, chat.now())
    await stop(chat)
    draft = BookingDraft(chat_id=chat.chat_id, intent=chat.services.new_intent(), updated_at=chat.now())
    chat.session.add(draft)
    return await _next(chat, draft)


async def resume(chat: Conversation) -> Reply | None:
    """The step at which a question interrupted the journey, if one did."""
    draft = await chat.session.get(BookingDraft, chat.chat_id)
    if draft is None or chat.now() - draft.updated_at > FRESH:
        return None
    return await _next(chat, draft)


async def choose(chat: Conversation, step: str, value: str) -> Reply:
    """Take one choice and show what comes next.

    Raises StaleButton if there is no journey under way or the value means nothing (any more).
    """
    draft = await _draft(chat)
    draft.updated_at = chat.now()
    if step == "page":
        return await _days(chat, int(value))
    _CHOICES[step](chat, draft, value)
    draft.intent = chat.services.new_intent()  # another summary: an older confirm button must not book it
    if draft.starts_at and not await _still_free(chat, draft, draft.starts_at):
        return await _taken(chat, draft)
    return await _next(chat, draft)


async def back(chat: Conversation, step: str) -> Reply:
    """Undo the choice of `step` and all later ones. Raises StaleButton if there is no journey under way."""
    draft = await _draft(chat)
    for name in _FIELDS[_FIELDS.index(_UNDOES[step]) :]:
        setattr(draft, name, None)
    return await _next(chat, draft)


async def stop(chat: Conversation) -> Reply:
    """Leave the journey; nothing is booked."""
    if draft := await chat.session.get(BookingDraft, chat.chat_id):
        await chat.session.delete(draft)
        await chat.session.flush()
    return menu(chat.content, chat.say)


async def confirm(chat: Conversation, intent: str) -> Reply:
    """Promise the time. A second press of the same button shows the same appointment.

    A button of an older summary shows the present step. Raises StaleButton if there is no journey.
    """
    if known := await _promised(chat, intent):
        return known
    draft = await _draft(chat)
    if draft.intent != intent or not draft.starts_at:
        return await (_next(chat, draft) if draft.starts_at or not draft.day else _taken(chat, draft))
    rules, services = chat.content.appointments, chat.services
    try:
        happened = await book(chat.session, _request(chat, draft), rules, chat.now(), services.new_code)
    except (SlotTaken, SlotNotOffered):
        return await _taken(chat, draft)
    except AlreadyBooked:
        return await start(chat)
    await chat.session.delete(draft)
    return replies.confirmed(chat.content, chat.say, happened.appointment)


async def _draft(chat: Conversation) -> BookingDraft:
    if draft := await chat.session.get(BookingDraft, chat.chat_id):
        return draft
    raise StaleButton


async def _promised(chat: Conversation, intent: str) -> Reply | None:
    query = select(Appointment).where(Appointment.intent == intent, Appointment.chat_id == chat.chat_id)
    appointment = await chat.session.scalar(query)
    if appointment is None:
        return None
    if appointment.status == "cancelled":
        return replies.cancelled(chat.say, appointment)
    return replies.confirmed(chat.content, chat.say, appointment)


async def _next(chat: Conversation, draft: BookingDraft) -> Reply:
    """The step for the first thing that is missing."""
    if draft.subject is None:
        return replies.ask_subject(chat.content, chat.say)
    if draft.interpreter is None:
        return replies.ask_interpreter(chat.say)
    if draft.interpreter == "pool" and draft.interpreter_language is None:
        return replies.ask_interpreter_language(chat.say)
    if draft.day is None:
        return await _days(chat, page=0)
    if draft.starts_at is None:
        return await _times(chat, draft)
    return replies.summary(chat.content, chat.say, draft)


async def _days(chat: Conversation, page: int, notice: str = "") -> Reply:
    draft = await _draft(chat)
    if days := bookable_days(chat.content.appointments, chat.now(), await _busy(chat), draft.subject):
        return replies.ask_day(chat.say, days, page, notice)
    await stop(chat)
    return replies.none_free(chat.content, chat.say, chat.now())


async def _times(chat: Conversation, draft: BookingDraft, notice: str = "") -> Reply:
    rules, taken = chat.content.appointments, await _busy(chat)
    if draft.day and (slots := day_slots(rules, draft.day, chat.now(), taken, draft.subject)):
        return replies.ask_time(chat.say, draft.day, slots, notice)
    draft.day = None
    return await _days(chat, 0, notice)


async def _still_free(chat: Conversation, draft: BookingDraft, starts_at: datetime) -> bool:
    rules, taken = chat.content.appointments, await _busy(chat)
    slots = day_slots(rules, berlin_day(starts_at), chat.now(), taken, draft.subject)
    return any(slot.starts_at == starts_at for slot in slots)


async def _busy(chat: Conversation) -> Cells:
    horizon = timedelta(days=chat.content.appointments.horizon_days + 2)
    return await busy_cells(chat.session, chat.now(), chat.now() + horizon, chat.chat_id)


async def _taken(chat: Conversation, draft: BookingDraft) -> Reply:
    draft.starts_at = None
    notice = chat.say("Diese Zeit ist leider gerade vergeben worden. Bitte wählen Sie eine andere.")
    return await _times(chat, draft, notice)


def _request(chat: Conversation, draft: BookingDraft) -> Request:
    if draft.subject is None or draft.interpreter is None or draft.starts_at is None:
        raise StaleButton
    return Request(
        draft.intent,
        draft.chat_id,
        chat.say.language,
        draft.subject,
        draft.interpreter,
        draft.interpreter_language,
        draft.starts_at,
    )


def _subject(chat: Conversation, draft: BookingDraft, value: str) -> None:
    if value not in {subject.id for subject in chat.content.appointments.subjects}:
        raise StaleButton
    draft.subject = value


def _interpreter(_chat: Conversation, draft: BookingDraft, value: str) -> None:
    if value not in replies.INTERPRETER:
        raise StaleButton
    draft.interpreter, draft.interpreter_language = value, None


def _speaks(_chat: Conversation, draft: BookingDraft, value: str) -> None:
    if value not in BY_CODE and value != "other":
        raise StaleButton
    draft.interpreter, draft.interpreter_language = "pool", value


def _day(_chat: Conversation, draft: BookingDraft, value: str) -> None:
    try:
        draft.day, draft.starts_at = date.fromisoformat(value), None
    except ValueError:
        raise StaleButton from None


def _time(_chat: Conversation, draft: BookingDraft, value: str) -> None:
    draft.starts_at = datetime.fromtimestamp(int(value), UTC)
    draft.day = berlin_day(draft.starts_at)


_CHOICES: dict[str, Callable[[Conversation, BookingDraft, str], None]] = {
    "subject": _subject,
    "interpreter": _interpreter,
    "speaks": _speaks,
    "day": _day,
    "time": _time,
}
