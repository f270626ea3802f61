"""The buttons of a meetup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import Conversation, converse
from bot.errors import NoSuchMeetup
from bot.journeys import meetups
from bot.replies import general
from handlers.context import OfficeContext, visitor
from handlers.show import show

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Update

    from bot.reply import Reply

    Step = Callable[[Conversation, str], Awaitable[Reply]]


async def details(update: Update, context: OfficeContext) -> None:
    """When and where, with all exceptions."""
    await _take(update, context, meetups.show)


async def remind(update: Update, context: OfficeContext) -> None:
    """Promise a reminder."""
    await _take(update, context, meetups.remind)


async def unremind(update: Update, context: OfficeContext) -> None:
    """Take it back."""
    await _take(update, context, meetups.unremind)


async def calendar(update: Update, context: OfficeContext) -> None:
    """Send the calendar file."""
    await _take(update, context, meetups.calendar)


async def _take(update: Update, context: OfficeContext, step: Step) -> None:
    async with converse(context.services, visitor(update)) as chat:
        try:
            reply = await step(chat, context.argument)
        except NoSuchMeetup:
            reply = general.old_button(chat.content, chat.say)
    await show(update, context, reply)
