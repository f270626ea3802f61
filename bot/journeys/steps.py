"""What comes next on the way to an appointment: the first thing that is still missing.

From the moment a time is chosen it is held; every step that shows it makes sure that it still is.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from bot.booking import bookable_days, busy_cells, day_slots, full_days, hold
from bot.booking.holds import held
from bot.booking.offers import window
from bot.booking.taken import HOLD
from bot.clock import BERLIN
from bot.db import moment
from bot.errors import NoSuchAppointment, SlotNotOffered, SlotTaken
from bot.journeys.drafts import drop, let_go, request
from bot.journeys.own import own
from bot.replies import booking as replies
from bot.replies.waiting import with_wish

if TYPE_CHECKING:
    from datetime import date

    from bot.booking import Slot
    from bot.booking.grid import Cells
    from bot.conversation import Conversation
    from bot.db import Appointment, BookingDraft, Hold
    from bot.reply import Reply

EARLIEST_TRIES = 20
_DAY = timedelta(days=1)


async def next_step(chat: Conversation, draft: BookingDraft) -> Reply:
    """Ask for the first thing that is missing. Raises NoSuchAppointment if there is none left to move."""
    former = await to_move(chat, draft)
    if draft.starts_at is None:
        await let_go(chat)
    if draft.subject is None:
        return replies.ask_subject(chat.content, chat.say)
    if draft.interpreter is None:
        return replies.ask_interpreter(chat.say)
    if draft.interpreter == "pool" and draft.interpreter_language is None:
        return replies.ask_interpreter_language(chat.say)
    if draft.day is None:
        return await days(chat, draft)
    if draft.starts_at is None:
        return await times(chat, draft)
    return await _with_time(chat, draft, former)


async def days(chat: Conversation, draft: BookingDraft, page: int = 0, notice: str = "") -> Reply:
    """The days with free times; if there is none, the journey ends with a person and a line to stand in."""
    if found := await _free_days(chat, draft, enough=(page + 1) * replies.DAYS_A_PAGE + 1):
        return replies.ask_day(chat.say, found, page, notice, moving=draft.moves is not None)
    await drop(chat)
    nothing = replies.none_free(chat.content, chat.say, chat.now())
    return nothing if draft.moves else with_wish(nothing, chat.say, draft)


async def times(chat: Conversation, draft: BookingDraft, notice: str = "") -> Reply:
    """The free times of the chosen day, or the days again if it has none left."""
    day = draft.day
    if day and day in await full(chat, draft):
        return await day_is_full(chat, draft)
    if day and (slots := await _slots(chat, draft, day)):
        return replies.ask_time(chat.say, day, slots, notice)
    draft.day = None
    return await days(chat, draft, notice=notice)


async def taken_meanwhile(chat: Conversation, draft: BookingDraft) -> Reply:
    """Somebody else has the time: say so, and show what is left."""
    await let_go(chat)
    draft.starts_at = None
    notice = chat.say("Diese Zeit ist leider gerade vergeben worden. Bitte wählen Sie eine andere.")
    return await times(chat, draft, notice)


async def day_is_full(chat: Conversation, draft: BookingDraft) -> Reply:
    """The person has an appointment on that day: say so, and show the others."""
    await let_go(chat)
    draft.day, draft.starts_at = None, None
    return await days(chat, draft, notice=chat.say("Sie haben an diesem Tag schon einen Termin."))


async def choose_earliest(chat: Conversation, draft: BookingDraft) -> None:
    """Hold the first time that anybody has; where somebody else is faster, the next one.

    Where nothing is free, nothing is chosen.
    """
    for _ in range(EARLIEST_TRIES):
        draft.day = next(iter(await _free_days(chat, draft, enough=1)), None)
        slots = await _slots(chat, draft, draft.day) if draft.day else []
        draft.starts_at = slots[0].starts_at if slots else None
        if draft.starts_at is None or await _kept(chat, draft):
            return


async def to_move(chat: Conversation, draft: BookingDraft) -> Appointment | None:
    """The appointment that is to be moved, if one is. Raises as `own`."""
    if draft.moves is None:
        return None
    found = await own(chat, draft.moves)
    if found.status == "cancelled":
        raise NoSuchAppointment
    return found


async def full(chat: Conversation, draft: BookingDraft) -> frozenset[date]:
    """Days on which the person has all the appointments one may have, but for the one that is moved."""
    but = await to_move(chat, draft)
    return await full_days(chat.session, chat.chat_id, chat.content.appointments, but)


async def _with_time(chat: Conversation, draft: BookingDraft, former: Appointment | None) -> Reply:
    if draft.day in await full(chat, draft):
        return await day_is_full(chat, draft)
    kept = await _kept(chat, draft)
    if kept is None:
        return await taken_meanwhile(chat, draft)
    if former:
        return replies.summary_of_move(chat.content, chat.say, former, kept)
    if draft.contact in (None, "asked"):
        return replies.ask_phone(chat.say, kept)
    return replies.summary(chat.content, chat.say, draft, kept.until)


async def _kept(chat: Conversation, draft: BookingDraft) -> Hold | None:
    """The hold of the chosen time, taken now or gained back if it is over; None if somebody else has it."""
    now = await moment(chat.session)
    kept = await held(chat.session, HOLD, chat.chat_id, draft.intent)
    if kept and kept.until > now:  # every choice makes another intent: it is for what is chosen now
        return kept
    try:
        return await hold(chat.session, request(chat, draft), chat.content.appointments, now)
    except (SlotTaken, SlotNotOffered):
        return None


async def _free_days(chat: Conversation, draft: BookingDraft, enough: int) -> list[date]:
    """The first days with a free time, looked for week by week: a large office has very many taken ones."""
    rules, now, without = chat.content.appointments, await moment(chat.session), await full(chat, draft)
    found: list[date] = []
    ahead = iter(window(rules, now))
    while len(found) < enough and (week := list(islice(ahead, 7))):
        taken = await _taken(chat, now, week[0], week[-1])
        found += bookable_days(rules, now, taken, draft.subject, without, week)
    return found


async def _slots(chat: Conversation, draft: BookingDraft, day: date) -> list[Slot]:
    """The free times of a day."""
    rules, now = chat.content.appointments, await moment(chat.session)
    if day not in window(rules, now):  # not even one in the year 9999, of a button nobody has made
        return []
    return day_slots(rules, day, now, await _taken(chat, now, day, day), draft.subject)


async def _taken(chat: Conversation, now: datetime, first: date, last: date) -> Cells:
    """What is taken on these days, and on the next: an appointment near midnight may reach into it."""
    since, until = (datetime.combine(day, time.min, BERLIN) for day in (first, last))
    return await busy_cells(chat.session, now, until + 2 * _DAY, chat.chat_id, since=since)
