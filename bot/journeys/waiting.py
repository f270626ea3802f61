"""Standing in line for an appointment, answering an offer, and answering a reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.booking import Request, accept, decline, open_appointments, stop_waiting, wait
from bot.booking.taken import OFFER
from bot.db import Hold, Waiting, moment
from bot.errors import AlreadyBooked, BookingError, NoSuchAppointment, StaleButton
from bot.journeys.own import own
from bot.languages import BY_CODE
from bot.replies import told
from bot.replies import waiting as replies
from bot.replies.booking import INTERPRETER, cancelled
from bot.telling import tell, tell_offers

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.reply import Reply


async def shown(chat: Conversation, reply: Reply) -> Reply:
    """The person's appointments with their place in line, or the way into it."""
    now = await moment(chat.session)
    to_come = await open_appointments(chat.session, chat.chat_id, now)
    last = next((one for one in reversed(to_come) if one.starts_at > now), None)
    row = await chat.session.scalar(select(Waiting.id).where(Waiting.chat_id == chat.chat_id))
    reply = replies.with_state(reply, chat.say, last, waits=row is not None)
    mine = (Hold.kind == OFFER, Hold.chat_id == chat.chat_id, Hold.until > now)
    offered = await chat.session.scalar(select(Hold).where(*mine))
    return replies.with_offer(reply, chat.content, chat.say, offered, to_come) if offered else reply


async def wait_earlier(chat: Conversation, appointment_id: int) -> Reply:
    """Wish for a time before an appointment of theirs; where it is cancelled, say so. Raises as `own`."""
    one = await own(chat, appointment_id)
    if one.status == "cancelled":
        return cancelled(chat.say, one)
    request = _request(chat, one.subject, one.interpreter, one.interpreter_language)
    await wait(chat.session, request, await moment(chat.session), before=one.starts_at)
    return replies.waits(chat.say, earlier=True)


async def wait_any(chat: Conversation, wanted: str) -> Reply:
    """Wish for any time, as they had chosen when nothing was free. Raises StaleButton."""
    subject, interpreter, speaks = wanted.split("/")
    language = None if speaks == "-" else speaks
    known = interpreter in INTERPRETER and (language is None or language in BY_CODE or language == "other")
    if chat.content.appointments.subject(subject) is None or not known:
        raise StaleButton
    await wait(chat.session, _request(chat, subject, interpreter, language), await moment(chat.session))
    return replies.waits(chat.say, earlier=False)


async def wait_no_more(chat: Conversation) -> Reply:
    """Leave the line; an offer they had goes to the next person."""
    now, rules = await moment(chat.session), chat.content.appointments
    offers = await stop_waiting(chat.session, chat.chat_id, rules, now, chat.services.new_intent)
    await tell_offers(chat.services, chat.session, offers)
    return replies.waits_no_more(chat.say)


async def take_offer(chat: Conversation, intent: str) -> Reply:
    """Take the offered time; a second press says the same again."""
    now, rules = await moment(chat.session), chat.content.appointments
    try:
        happened = await accept(chat.session, chat.chat_id, intent, rules, now, chat.services.new_code)
    except AlreadyBooked:  # they have no room for it: the next person may
        await _give_back(chat, intent)
        return replies.offer_gone(chat.say)
    except BookingError:
        return replies.offer_gone(chat.say)
    await tell(chat, happened)
    if happened.appointment.status != "booked":
        return replies.offer_gone(chat.say)
    return replies.accepted(chat.content, chat.say, happened)


async def decline_offer(chat: Conversation, intent: str) -> Reply:
    """Give the offered time to the next person, and stay in line."""
    answered = await _give_back(chat, intent)
    return replies.declined(chat.say) if answered else replies.offer_gone(chat.say)


async def come(chat: Conversation, appointment_id: int, sequence: int) -> Reply:
    """Keep in mind that they come; where it is cancelled, say so.

    Raises NoSuchAppointment if it was moved since they were asked, else as `own`.
    """
    appointment = await own(chat, appointment_id, lock=True)
    if appointment.status == "cancelled":
        return cancelled(chat.say, appointment)
    if appointment.sequence != sequence:
        raise NoSuchAppointment
    appointment.coming = True
    return told.coming(chat.content, chat.say, appointment)


async def _give_back(chat: Conversation, intent: str) -> bool:
    """Whether there was something to give back."""
    now, rules = await moment(chat.session), chat.content.appointments
    offers = await decline(chat.session, chat.chat_id, intent, rules, now, chat.services.new_intent)
    await tell_offers(chat.services, chat.session, offers)
    return bool(offers)


def _request(chat: Conversation, subject: str, interpreter: str, language: str | None) -> Request:
    """In line only who and what count; the offer brings its own intent and time."""
    return Request("", chat.chat_id, chat.say.language, subject, interpreter, language, None)
