"""The buttons of the line for appointments, of an offer and of a reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.journeys import waiting
from handlers.taps import take

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import OfficeContext


async def earlier(update: Update, context: OfficeContext) -> None:
    """Wish for a time before the one they have."""
    await take(update, context, lambda chat: waiting.wait_earlier(chat, int(context.argument)))


async def wish(update: Update, context: OfficeContext) -> None:
    """Wish for any time."""
    await take(update, context, lambda chat: waiting.wait_any(chat, context.argument))


async def stop(update: Update, context: OfficeContext) -> None:
    """Leave the line."""
    await take(update, context, waiting.wait_no_more)


async def accept(update: Update, context: OfficeContext) -> None:
    """Take the offered time."""
    await take(update, context, lambda chat: waiting.take_offer(chat, context.argument))


async def decline(update: Update, context: OfficeContext) -> None:
    """Give it to the next person."""
    await take(update, context, lambda chat: waiting.decline_offer(chat, context.argument))


async def coming(update: Update, context: OfficeContext) -> None:
    """They come."""
    appointment_id, _, sequence = context.argument.partition("/")
    await take(update, context, lambda chat: waiting.come(chat, int(appointment_id), int(sequence)))
