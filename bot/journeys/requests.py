"""Asking for a guide or an interpreter: where, which day, what time, which language, how to answer.

What has been chosen stands in the buttons (`ask/guide/jobcenter/20261130/0930/ar/chat`), so there is nothing
to keep, and a restart in the middle is harmless.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import BERLIN, berlin_day
from bot.errors import AlreadyRequested, StaleButton
from bot.languages import BY_CODE
from bot.replies import requests as replies
from bot.replies.contact import ask_contact, contact_taken
from bot.replies.general import human
from bot.requests import KINDS, Wish, ask, open_request, open_requests, tell_staff, withdraw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.conversation import Conversation
    from bot.db import HelpRequest
    from bot.journeys.contact import Contact
    from bot.reply import Reply

MOST_CHOICES = 6
AHEAD_DAYS = 60
SATURDAY = 5
TIMES = tuple(f"{hour:02}:{minute:02}" for hour in range(8, 18) for minute in (0, 30))


async def start_guide(chat: Conversation) -> Reply:
    """Begin asking for a guide."""
    return (await choose(chat, "guide"))[0]


async def start_interpreter(chat: Conversation) -> Reply:
    """Begin asking for an interpreter."""
    return (await choose(chat, "interpreter"))[0]


async def choose(chat: Conversation, path: str) -> list[Reply]:
    """Show what comes after the choices in `path`, or ask; then also for the number to call.

    Raises StaleButton for choices that mean nothing (any more).
    """
    reply = await _next(chat, path)
    request = await _to_call(chat) if path.endswith("/yes") else None
    asks = request is not None and request.by_phone and request.phone is None
    return [reply, ask_contact(chat.say)] if asks else [reply]


async def waits_for_number(chat: Conversation) -> bool:
    """Whether a request is open: its number, or the answer that there is none, may come late and twice."""
    return await _to_call(chat) is not None


async def take_number(chat: Conversation, contact: Contact | None) -> list[Reply]:
    """Keep the number, sealed, and tell staff; without one the answer comes into the chat."""
    request = await _to_call(chat)
    if request is None:
        raise StaleButton
    request.by_phone = contact is not None
    request.phone = chat.services.vault.seal(contact.phone) if contact else None
    await tell_staff(chat.session, request, chat.services.staff_chat_id, chat.now())
    shown = replies.requested(chat.content, chat.say, request)
    return [contact_taken(chat.say) if contact else replies.answer_in_chat(chat.say), shown]


async def _next(chat: Conversation, path: str) -> Reply:
    kind, *chosen = path.split("/")
    if kind not in KINDS or len(chosen) > MOST_CHOICES:
        raise StaleButton
    if chat.services.staff_chat_id is None or not chat.content.appointments.authorities:
        return human(chat.content, chat.say, chat.now())  # nobody would read the request
    if known := await open_request(chat.session, chat.chat_id, kind, chat.now()):
        return replies.already_requested(chat.content, chat.say, known)
    if chosen[5:]:
        if chosen[5:] != ["yes"]:
            raise StaleButton
        return await _ask(chat, _wish(chat, kind, chosen[:5]))
    if len(chosen) >= len(_STEPS):
        return replies.summary(chat.content, chat.say, _wish(chat, kind, chosen), f"ask/{path}")
    return _STEPS[len(chosen)](chat, kind, chosen)


async def take_back(chat: Conversation, request_id: int) -> Reply:
    """Withdraw; a second press says the same again, and of one that is over what became of it.

    Raises NoSuchRequest.
    """
    now, staff = chat.now(), chat.services.staff_chat_id
    request = await withdraw(chat.session, chat.chat_id, request_id, now, staff)
    if request.status == "withdrawn":
        return replies.withdrawn(chat.say)
    return replies.answered(chat.content, chat.say, request, now)


async def _to_call(chat: Conversation) -> HelpRequest | None:
    """The request that a number is for: one that shall be answered on the phone, else the newest."""
    return next(iter(await open_requests(chat.session, chat.chat_id, chat.now())), None)


async def _ask(chat: Conversation, wish: Wish) -> Reply:
    services = chat.services
    try:
        request = await ask(
            chat.session, chat.chat_id, wish, chat.now(), services.new_code, services.staff_chat_id
        )
    except AlreadyRequested:
        raise StaleButton from None
    return replies.requested(chat.content, chat.say, request)


def _wish(chat: Conversation, kind: str, chosen: Sequence[str]) -> Wish:
    """The choices as a wish. Raises StaleButton."""
    authority, day, at, language, way = chosen
    wish = Wish(kind, authority, _day(chat, day), f"{at[:2]}:{at[2:]}", language, way == "phone")
    known = {one.id for one in chat.content.appointments.authorities}
    possible = (language in BY_CODE or language == "other") and way in replies.WAYS
    if authority not in known or not possible or wish.at not in _times(chat, wish.day):
        raise StaleButton
    return wish


def _day(chat: Conversation, written: str) -> date:
    try:
        day = datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007  a calendar day has no zone
    except ValueError:
        raise StaleButton from None
    if not 0 <= (day - berlin_day(chat.now())).days <= AHEAD_DAYS:
        raise StaleButton
    return day


def _days(chat: Conversation) -> list[date]:
    """Working days from today on: offices and schools are closed at weekends."""
    today = berlin_day(chat.now())
    days = (today + timedelta(days=ahead) for ahead in range(AHEAD_DAYS + 1))
    return [day for day in days if day.weekday() < SATURDAY and _times(chat, day)]


def _times(chat: Conversation, day: date) -> list[str]:
    """The times of a day that are still to come."""
    now = f"{chat.now().astimezone(BERLIN):%Y-%m-%d %H:%M}"
    return [time for time in TIMES if f"{day} {time}" > now]


def _page(written: str) -> int:
    if not written.isdecimal():
        raise StaleButton
    return int(written)


def _ask_authority(chat: Conversation, kind: str, _chosen: Sequence[str]) -> Reply:
    return replies.ask_authority(chat.content, chat.say, kind, f"ask/{kind}")


def _ask_day(chat: Conversation, kind: str, chosen: Sequence[str]) -> Reply:
    return replies.ask_day(chat.say, kind, _path(kind, chosen), _days(chat), page=0)


def _ask_time(chat: Conversation, kind: str, chosen: Sequence[str]) -> Reply:
    if chosen[1].startswith("p"):
        return replies.ask_day(
            chat.say, kind, _path(kind, chosen[:1]), _days(chat), page=_page(chosen[1][1:])
        )
    day = _day(chat, chosen[1])
    return replies.ask_time(chat.say, kind, _path(kind, chosen), day, _times(chat, day))


def _ask_language(chat: Conversation, kind: str, chosen: Sequence[str]) -> Reply:
    return replies.ask_language(chat.say, kind, _path(kind, chosen))


def _ask_way(chat: Conversation, kind: str, chosen: Sequence[str]) -> Reply:
    return replies.ask_way(chat.say, kind, _path(kind, chosen))


def _path(kind: str, chosen: Sequence[str]) -> str:
    return "/".join(["ask", kind, *chosen])


# By the number of choices made so far.
_STEPS: tuple[Callable[[Conversation, str, Sequence[str]], Reply], ...] = (
    _ask_authority,
    _ask_day,
    _ask_time,
    _ask_language,
    _ask_way,
)
