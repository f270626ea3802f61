"""Booking an appointment: subject, interpreter, day, time, number, summary, confirm.

What has been chosen stands in the database, so a restart in the middle is harmless and a question in
between only interrupts. The next step is the first thing that is still missing. Moving an appointment goes
the same way with everything chosen but the time.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.booking import confirm as promise
from bot.booking import move, open_appointments
from bot.booking.intents import done_by
from bot.db import Appointment, BookingDraft, moment
from bot.errors import AlreadyBooked, NoSuchAppointment, SlotNotOffered, SlotTaken
from bot.journeys.drafts import begin, drop, request, take_choice, under_way, undo
from bot.journeys.steps import choose_earliest, day_is_full, days, next_step, taken_meanwhile, to_move
from bot.journeys.waiting import shown
from bot.replies import booking as replies
from bot.replies.contact import ask_contact, contact_skipped, contact_taken
from bot.replies.general import menu
from bot.requests import open_requests
from bot.telling import tell

if TYPE_CHECKING:
    from bot.booking import Happened
    from bot.conversation import Conversation
    from bot.journeys.contact import Contact
    from bot.reply import Reply

FRESH = timedelta(minutes=30)  # a draft older than this no longer pulls questions back into the journey


async def start(chat: Conversation) -> Reply:
    """Begin anew, unless the person has all the appointments one may have."""
    now = await moment(chat.session)
    to_come = await open_appointments(chat.session, chat.chat_id, now)
    if len(to_come) >= chat.content.appointments.open_appointments:
        await drop(chat)
        return await shown(chat, replies.already_booked(chat.content, chat.say, to_come, now))
    return await next_step(chat, await begin(chat))


async def start_move(chat: Conversation, appointment: Appointment) -> Reply:
    """Look for another time for an appointment; it stays until the new time is sure."""
    if appointment.starts_at <= await moment(chat.session):
        return replies.has_begun(chat.content, chat.say, chat.now())
    return await next_step(chat, await begin(chat, appointment))


async def resume(chat: Conversation) -> Reply | None:
    """The step at which a question interrupted the journey, if one did."""
    draft = await chat.session.get(BookingDraft, chat.chat_id)
    if draft is None or chat.now() - draft.updated_at > FRESH:
        return None
    try:
        return await next_step(chat, draft)
    except NoSuchAppointment:  # cancelled or begun: there is nothing left to move
        await drop(chat)
        return None


async def choose(chat: Conversation, step: str, value: str) -> list[Reply]:
    """Take one choice and show what comes next.

    Raises StaleButton if there is no journey under way or the value means nothing (any more).
    """
    draft = await under_way(chat)
    asked = draft.contact == "asked"
    if step == "page":
        return [await days(chat, draft, page=int(value))]
    if step != "earliest":
        take_choice(chat, draft, step, value)
    draft.intent = chat.services.new_intent()  # another summary: an older confirm button must not book it
    if step == "earliest":
        await choose_earliest(chat, draft)
    if (step, value) == ("phone", "asked"):
        return [ask_contact(chat.say)]
    return _without_keys(chat, await next_step(chat, draft), asked=asked)


async def back(chat: Conversation, step: str) -> list[Reply]:
    """Undo the choice of `step` and all later ones. Raises StaleButton if there is no journey under way."""
    draft = await under_way(chat)
    asked = draft.contact == "asked"
    undo(draft, step)
    draft.intent = chat.services.new_intent()
    return _without_keys(chat, await next_step(chat, draft), asked=asked)


async def leave(chat: Conversation) -> list[Reply]:
    """Leave the journey: nothing is booked or moved, the keys for the number go too; last comes the menu."""
    draft = await chat.session.get(BookingDraft, chat.chat_id)
    asked = draft is not None and draft.contact == "asked"
    await drop(chat)
    return _without_keys(chat, menu(chat.content, chat.say), asked=asked)


async def confirm(chat: Conversation, intent: str) -> Reply:
    """Promise the time. A second press of the same button shows the same appointment.

    A button of an older summary shows the present step. Raises StaleButton if there is no journey.
    """
    if known := await done_by(chat.session, chat.chat_id, intent):
        return _done(chat, known, intent)
    draft = await under_way(chat)
    if draft.intent != intent or not draft.starts_at:
        return await (next_step if draft.starts_at or not draft.day else taken_meanwhile)(chat, draft)
    try:
        happened = await _promise(chat, draft)
    except (SlotTaken, SlotNotOffered):
        return await taken_meanwhile(chat, draft)
    except AlreadyBooked:
        return await _too_many(chat, draft)
    await drop(chat)
    await tell(chat, happened)
    return _done(chat, happened.appointment, intent)


async def waits_for_number(chat: Conversation) -> bool:
    """Whether the journey has asked for a number; a request for help that has asked since comes first."""
    draft = await chat.session.get(BookingDraft, chat.chat_id)
    if draft is None or draft.contact in (None, "no"):
        return False
    others = await open_requests(chat.session, chat.chat_id, chat.now())
    return not any(other.by_phone and other.created_at >= draft.updated_at for other in others)


async def take_number(chat: Conversation, contact: Contact | None) -> list[Reply]:
    """Keep name and number, sealed, with the draft; without one the journey goes on all the same."""
    draft, vault = await under_way(chat), chat.services.vault
    draft.contact = "given" if contact else "skipped"
    draft.name = vault.seal(contact.name) if contact else None
    draft.phone = vault.seal(contact.phone) if contact else None
    said = contact_taken(chat.say) if contact else contact_skipped(chat.say)
    return [said, await next_step(chat, draft)]


async def _promise(chat: Conversation, draft: BookingDraft) -> Happened:
    rules, now, wanted = chat.content.appointments, await moment(chat.session), request(chat, draft)
    if draft.moves is None:
        return await promise(chat.session, wanted, rules, now, chat.services.new_code)
    await to_move(chat, draft)
    return await move(chat.session, draft.moves, wanted, rules, now)


async def _too_many(chat: Conversation, draft: BookingDraft) -> Reply:
    """As many as one may have at all, or on that day."""
    to_come = await open_appointments(chat.session, chat.chat_id, await moment(chat.session))
    if draft.moves is None and len(to_come) >= chat.content.appointments.open_appointments:
        return await start(chat)
    return await day_is_full(chat, draft)


def _done(chat: Conversation, appointment: Appointment, intent: str) -> Reply:
    """What a press of a confirm button has led to, now or when it was pressed first."""
    if appointment.status == "cancelled":
        return replies.cancelled(chat.say, appointment)
    if appointment.intent == intent:
        return replies.confirmed(chat.content, chat.say, appointment)
    return replies.moved(chat.content, chat.say, appointment)


def _without_keys(chat: Conversation, reply: Reply, *, asked: bool) -> list[Reply]:
    """The keys below the chat go with a message of their own."""
    return [contact_skipped(chat.say), reply] if asked else [reply]
