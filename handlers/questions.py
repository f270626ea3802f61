"""Free text: the heart of the bot, and everything that is not text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import converse
from bot.dialogue import reply_to
from bot.replies import general
from handlers.context import OfficeContext, visitor
from handlers.show import show, typing

if TYPE_CHECKING:
    from telegram import Update


async def ask(update: Update, context: OfficeContext) -> None:
    """Answer a question."""
    who = visitor(update)
    text = update.effective_message.text if update.effective_message else None
    async with typing(context.bot, who.chat_id):
        replies = await reply_to(context.services, who, text or "")
    await show(update, context, *replies)


async def only_text(update: Update, context: OfficeContext) -> None:
    """A photo, a voice message, a sticker: say that we read text, and offer a person."""
    async with converse(context.services, visitor(update)) as chat:
        reply = general.only_text(chat.content, chat.say, chat.now())
    await show(update, context, reply)


async def old_button(update: Update, context: OfficeContext) -> None:
    """A button of an older version, or a made-up one: say so and show the menu."""
    async with converse(context.services, visitor(update)) as chat:
        reply = general.old_button(chat.content, chat.say)
    await show(update, context, reply)
