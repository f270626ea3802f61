"""Start, menu, topics and the short journeys, from commands and buttons."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.conversation import converse
from bot.dialogue import enter
from bot.export.card import draw
from bot.journeys.booking import leave
from bot.people import remember
from bot.replies import general
from bot.replies.topics import card_reply, card_texts, topic_reply
from handlers.context import OfficeContext, visitor
from handlers.show import show

if TYPE_CHECKING:
    from telegram import Update

COMMANDS = {
    "help": "help",
    "termin": "book-appointment",
    "appointments": "my-appointments",
    "language": "change-language",
    "privacy": "privacy",
    "mydata": "privacy",
    "delete": "privacy",
    "human": "human",
}


async def start(update: Update, context: OfficeContext) -> None:
    """Greet in the language of Telegram's setting; ask for one where we do not speak it."""
    who, services = visitor(update), context.services
    async with converse(services, who) as chat:
        *before, _menu = await leave(chat)
        known = (await remember(chat.session, who.chat_id, chat.now())).language or who.setting
        reply = general.greeting(chat.content, chat.say)
        if known not in services.voices:
            reply = general.welcome(chat.content, services.voices)
    await show(update, context, *before, reply)


async def menu(update: Update, context: OfficeContext) -> None:
    """All topics."""
    async with converse(context.services, visitor(update)) as chat:
        reply = general.menu(chat.content, chat.say)
    await show(update, context, reply)


async def topic(update: Update, context: OfficeContext) -> None:
    """The short answer to the topic of the button."""
    await _show_topic(update, context)


async def more(update: Update, context: OfficeContext) -> None:
    """All there is to say about the topic."""
    await _show_topic(update, context, more=True)


async def original(update: Update, context: OfficeContext) -> None:
    """The German original of the topic."""
    await _show_topic(update, context, german=True)


async def card(update: Update, context: OfficeContext) -> None:
    """The topic in two languages, as a picture to show."""
    async with converse(context.services, visitor(update)) as chat:
        say, found = chat.say, chat.content.topics.get(context.argument)
        reply = general.old_button(chat.content, say)
    if found:
        texts = card_texts(chat.content, context.services.voices["de"], say, found, chat.now())
        reply = card_reply(say, found, await asyncio.to_thread(draw, texts))
    await show(update, context, reply)


async def journey(update: Update, context: OfficeContext) -> None:
    """Begin the journey of the button."""
    await _begin(update, context, context.argument)


async def command(update: Update, context: OfficeContext) -> None:
    """Begin the journey of the command."""
    text = (update.effective_message and update.effective_message.text) or ""
    await _begin(update, context, COMMANDS[text.split()[0].split("@")[0].lstrip("/").lower()])


async def _begin(update: Update, context: OfficeContext, name: str) -> None:
    async with converse(context.services, visitor(update)) as chat:
        reply = await enter(chat, name)
    await show(update, context, reply)


async def _show_topic(
    update: Update, context: OfficeContext, *, german: bool = False, more: bool = False
) -> None:
    voice = context.services.voices["de"] if german else None
    async with converse(context.services, visitor(update)) as chat:
        found = chat.content.topics.get(context.argument)
        reply = general.old_button(chat.content, chat.say)
        if found:
            reply = topic_reply(chat.content, chat.say, found, chat.now(), voice, more=more)
    await show(update, context, reply)
