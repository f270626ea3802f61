"""The buttons of the line for appointments, of an offer and of a reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import Conversation, converse
from bot.errors import NoSuchAppointment, StaleButton
from bot.journeys import waiting
from bot.replies import general
from handlers.context import OfficeContext, visitor
from handlers.show import show

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Update

    from bot.reply import Reply


async def earlier(update: Update, context: OfficeContext) -> None:
    """Wish for a time before the one they have."""
    await _take(update, context, lambda chat: waiting.wait_earlier(chat, int(context.argument)))


async def wish(update: Update, context: OfficeContext) -> None:
    """Wish for any time."""
    await _take(update, context, lambda chat: waiting.wait_any(chat, context.argument))


async def stop(update: Update, context: OfficeContext) -> None:
    """Leave the line."""
    await _take(update, context, waiting.wait_no_more)


async def accept(update: Update, context: OfficeContext) -> None:
    """Take the offered time."""
    await _take(update, context, lambda chat: waiting.take_offer(chat, context.argument))


async def decline(update: Update, context: OfficeContext) -> None:
    """Give it to the next person."""
    await _take(update, context, lambda chat: waiting.decline_offer(chat, context.argument))


async def coming(update: Update, context: OfficeContext) -> None:
    """They come."""
    appointment_id, _, sequence = context.argument.partition("/")
    await _take(update, context, lambda chat: waiting.come(chat, int(appointment_id), int(sequence)))


async def _take(
    update: Update, context: OfficeContext, step: Callable[[Conversation], Awaitable[Reply]]
) -> None:
    async with converse(context.services, visitor(update)) as chat:
        try:
            reply = await step(chat)
        except (StaleButton, NoSuchAppointment):
            reply = general.old_button(chat.content, chat.say)
    await show(update, context, reply)
