"""Choosing a language by button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import converse
from bot.journeys.booking import resume
from bot.people import remember
from bot.replies import general
from handlers.context import OfficeContext, visitor
from handlers.show import show

if TYPE_CHECKING:
    from telegram import Update


async def choose(update: Update, context: OfficeContext) -> None:
    """From now on everything is in this language, until the person chooses another; a journey continues."""
    who, code = visitor(update), context.argument
    async with converse(context.services, who) as chat:
        replies = [general.old_button(chat.content, chat.say)]
        if voice := chat.services.voices.get(code):
            person = await remember(chat.session, who.chat_id, chat.now())
            person.language, person.language_chosen, person.other_language = code, True, None
            step = await resume(replace(chat, say=voice))
            replies = [general.language_chosen(chat.content, voice), *([step] if step else [])]
    await show(update, context, *replies)
