"""What somebody has chosen so far: the draft in the database, and what each choice and each back changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.booking import Request
from bot.booking.taken import HOLD
from bot.clock import berlin_day
from bot.db import BookingDraft, Hold, moment
from bot.errors import StaleButton
from bot.languages import BY_CODE
from bot.replies.booking import INTERPRETER

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation import Conversation
    from bot.db import Appointment

_FIELDS = ("subject", "interpreter", "interpreter_language", "day", "starts_at", "contact", "name", "phone")
_UNDOES = {
    "subject": "subject",
    "interpreter": "interpreter",
    "day": "day",
    "time": "starts_at",
    "phone": "contact",
}
_ONLY_BOOKING = frozenset({"subject", "interpreter", "speaks", "phone"})
CONTACT = frozenset({"asked", "no"})


async def begin(chat: Conversation, moves: Appointment | None = None) -> BookingDraft:
    """An empty draft in place of any other, or one that has all but the time of the appointment it moves."""
    await drop(chat)
    draft = BookingDraft(chat_id=chat.chat_id, intent=chat.services.new_intent(), updated_at=chat.now())
    if moves:
        draft.moves, draft.subject = moves.id, moves.subject
        draft.interpreter, draft.interpreter_language = moves.interpreter, moves.interpreter_language
    chat.session.add(draft)
    return draft


async def drop(chat: Conversation) -> None:
    """Forget the draft with the number in it; the time that was held is free for others."""
    if draft := await chat.session.get(BookingDraft, chat.chat_id):
        await let_go(chat)
        await chat.session.delete(draft)
        await chat.session.flush()


async def let_go(chat: Conversation) -> None:
    """End the person's hold. Its row stays until the worker offers the time to whoever waits for one."""
    now = await moment(chat.session)
    mine = (Hold.chat_id == chat.chat_id, Hold.kind == HOLD, Hold.until > now)
    await chat.session.execute(update(Hold).where(*mine).values(until=now))


async def under_way(chat: Conversation) -> BookingDraft:
    """The draft, fresh again: somebody goes on with it. Raises StaleButton if there is none."""
    if draft := await chat.session.get(BookingDraft, chat.chat_id):
        draft.updated_at = chat.now()
        return draft
    raise StaleButton


def take_choice(chat: Conversation, draft: BookingDraft, step: str, value: str) -> None:
    """Write one choice down. Raises StaleButton if it means nothing (any more)."""
    _mind_journey(draft, step)
    _CHOICES[step](chat, draft, value)


def undo(draft: BookingDraft, step: str) -> None:
    """Forget the choice of a step and all later ones. Raises StaleButton as `take_choice`."""
    _mind_journey(draft, step)
    for name in _FIELDS[_FIELDS.index(_UNDOES[step]) :]:
        setattr(draft, name, None)


def request(chat: Conversation, draft: BookingDraft) -> Request:
    """What the draft asks for. Raises StaleButton if something is missing."""
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
        name=draft.name,
        phone=draft.phone,
    )


def _mind_journey(draft: BookingDraft, step: str) -> None:
    """An appointment that is moved keeps everything but its time."""
    if draft.moves and step in _ONLY_BOOKING:
        raise StaleButton


def _subject(chat: Conversation, draft: BookingDraft, value: str) -> None:
    if value not in {subject.id for subject in chat.content.appointments.subjects}:
        raise StaleButton
    draft.subject = value


def _interpreter(_chat: Conversation, draft: BookingDraft, value: str) -> None:
    if value not in INTERPRETER:
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


def _phone(_chat: Conversation, draft: BookingDraft, value: str) -> None:
    if value not in CONTACT or draft.starts_at is None:
        raise StaleButton
    draft.contact, draft.name, draft.phone = value, None, None


_CHOICES: dict[str, Callable[[Conversation, BookingDraft, str], None]] = {
    "subject": _subject,
    "interpreter": _interpreter,
    "speaks": _speaks,
    "day": _day,
    "time": _time,
    "phone": _phone,
}
