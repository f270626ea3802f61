"""The buttons of the booking journey and of a person's own appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.journeys import appointments, booking
from handlers.taps import take

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import OfficeContext


async def choose(update: Update, context: OfficeContext) -> None:
    """One choice: subject, interpreter, language, day, page of days, time, or whether to give a number."""
    step, _, value = context.argument.partition("/")
    await take(update, context, lambda chat: booking.choose(chat, step, value))


async def confirm(update: Update, context: OfficeContext) -> None:
    """Promise the time of the summary, or move the appointment there."""
    await take(update, context, lambda chat: booking.confirm(chat, context.argument))


async def back(update: Update, context: OfficeContext) -> None:
    """One step back."""
    await take(update, context, lambda chat: booking.back(chat, context.argument))


async def stop(update: Update, context: OfficeContext) -> None:
    """Leave the journey."""
    await take(update, context, booking.leave)


async def move(update: Update, context: OfficeContext) -> None:
    """Look for another time for an appointment."""
    await take(update, context, lambda chat: appointments.move(chat, int(context.argument)))


async def ask_cancel(update: Update, context: OfficeContext) -> None:
    """Ask before the time is given away."""
    await take(update, context, lambda chat: appointments.ask_cancel(chat, int(context.argument)))


async def cancel(update: Update, context: OfficeContext) -> None:
    """Give the time away."""
    await take(update, context, lambda chat: appointments.cancel_now(chat, int(context.argument)))
