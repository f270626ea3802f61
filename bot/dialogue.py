"""A message comes in, replies go out: the one place where understanding, content and journeys meet."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import Conversation, Visitor
from bot.db import Person
from bot.hearing import Heard, hear
from bot.journeys import appointments, booking, requests
from bot.languages import own_name
from bot.people import remember
from bot.replies import general
from bot.replies.topics import topic_reply
from bot.reply import Button, Reply
from bot.tongue import Tongue, choose_tongue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.services import Services


async def reply_to(services: Services, visitor: Visitor, text: str) -> tuple[Reply, ...]:
    """Answer a free message; inside a journey the journey's present step follows the answer."""
    async with services.database.read() as session:
        known = await session.get(Person, visitor.chat_id)
    heard = await asyncio.to_thread(
        hear,
        services.detector,
        services.understander,
        text,
        language=known.language if known else None,
        language_code=visitor.setting,
    )
    async with services.database.write() as session:
        person = await remember(session, visitor.chat_id, services.now(), visitor.setting)
        tongue = _listen(services, person, visitor, heard)
        heard = heard.without_journey() if tongue.unspoken else heard
        chat = Conversation(services, session, services.voice(tongue.answer), visitor.chat_id)
        reply = _mind_language(chat, tongue, heard, await _answer(chat, heard))
        step = None if _ends_journey(heard) else await booking.resume(chat)
        return (reply, step) if step else (reply,)


async def enter(chat: Conversation, journey: str) -> Reply:
    """Begin a journey by id, from a button, a command or words. Raises KeyError for an unknown id."""
    return await JOURNEYS[journey](chat)


def _ends_journey(heard: Heard) -> bool:
    journey = heard.outcome == "journey" and heard.understanding.topic in APPOINTMENT_JOURNEYS
    return journey or heard.outcome == "emergency"


def _listen(services: Services, person: Person, visitor: Visitor, heard: Heard) -> Tongue:
    tongue = choose_tongue(
        heard.detection,
        language=person.language,
        chosen=person.language_chosen,
        other=person.other_language if person.other_update_id != visitor.update_id else None,
        fallback=visitor.setting,
        spoken=services.voices,
    )
    if (person.language, person.other_language) != (tongue.language, tongue.other):
        person.language, person.other_language = tongue.language, tongue.other
        person.other_update_id = visitor.update_id
    return tongue


async def _answer(chat: Conversation, heard: Heard) -> Reply:
    understood = heard.understanding
    topic = chat.content.topics.get(understood.topic or "")
    match heard.outcome:
        case "journey" if understood.topic:
            return await enter(chat, understood.topic)
        case "answer" | "emergency" if topic:
            return topic_reply(chat.content, chat.say, topic, chat.now())
        case "choices":
            return general.choices(chat.content, chat.say, understood.choices, chat.now())
        case _:
            return general.no_answer(chat.content, chat.say, chat.now())


def _mind_language(chat: Conversation, tongue: Tongue, heard: Heard, reply: Reply) -> Reply:
    """Offer the other language, or say that we do not speak theirs; in danger the help comes first."""
    voices = chat.services.voices
    if tongue.unspoken:
        name = own_name(tongue.unspoken)
        if heard.outcome in {"no-answer", "choices"}:
            return general.not_spoken(chat.content, voices, name, chat.now())
        parts = [general.unspoken_notice(voices, name), reply.text]
        text = "\n\n".join(reversed(parts) if heard.outcome == "emergency" else parts)
        languages = general.choose_language(voices, chat.say).buttons
        return replace(reply, text=text, buttons=(*reply.buttons, *languages))
    if tongue.offer and tongue.offer in voices:
        offer = Button(f"🌐 {own_name(tongue.offer)}", action=f"language/{tongue.offer}")
        return replace(reply, buttons=(*reply.buttons, (offer,)))
    return reply


APPOINTMENT_JOURNEYS = frozenset(
    {"book-appointment", "my-appointments", "cancel-appointment", "move-appointment"}
)


async def _choose_language(chat: Conversation) -> Reply:
    return general.choose_language(chat.services.voices, chat.say)


async def _privacy(chat: Conversation) -> Reply:
    return general.privacy(chat.say, chat.services.retention_days)


async def _human(chat: Conversation) -> Reply:
    return general.human(chat.content, chat.say, chat.now())


async def _help(chat: Conversation) -> Reply:
    return general.help_(chat.content, chat.say)


async def _greeting(chat: Conversation) -> Reply:
    return general.greeting(chat.content, chat.say)


async def _thanks(chat: Conversation) -> Reply:
    return general.thanks(chat.say)


async def _goodbye(chat: Conversation) -> Reply:
    return general.goodbye(chat.say)


JOURNEYS: dict[str, Callable[[Conversation], Awaitable[Reply]]] = {
    "book-appointment": booking.start,
    "my-appointments": appointments.show,
    "cancel-appointment": appointments.show,
    "move-appointment": appointments.start_move,
    "ask-guide": requests.start_guide,
    "ask-interpreter": requests.start_interpreter,
    "change-language": _choose_language,
    "privacy": _privacy,
    "human": _human,
    "help": _help,
    "greeting": _greeting,
    "thanks": _thanks,
    "goodbye": _goodbye,
}
