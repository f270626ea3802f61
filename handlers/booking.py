"""The buttons of the booking journey and of a person's own appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import Conversation, converse
from bot.errors import AppointmentBegun, NoSuchAppointment, StaleButton
from bot.journeys import appointments, booking
from bot.replies import booking as replies
from bot.replies import general
from handlers.context import OfficeContext, visitor
from handlers.show import show

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Update

    from bot.reply import Reply


async def choose(update: Update, context: OfficeContext) -> None:
    """One choice: subject, interpreter, language, day, page of days, time, or whether to give a number."""
    step, _, value = context.argument.partition("/")
    await _take(update, context, lambda chat: booking.choose(chat, step, value))


async def confirm(update: Update, context: OfficeContext) -> None:
    """Promise the time of the summary, or move the appointment there."""
    await _take(update, context, lambda chat: booking.confirm(chat, context.argument))


async def back(update: Update, context: OfficeContext) -> None:
    """One step back."""
    await _take(update, context, lambda chat: booking.back(chat, context.argument))


async def stop(update: Update, context: OfficeContext) -> None:
    """Leave the journey."""
    await _take(update, context, booking.leave)


async def move(update: Update, context: OfficeContext) -> None:
    """Look for another time for an appointment."""
    await _take(update, context, lambda chat: appointments.move(chat, int(context.argument)))


async def ask_cancel(update: Update, context: OfficeContext) -> None:
    """Ask before the time is given away."""
    await _take(update, context, lambda chat: appointments.ask_cancel(chat, int(context.argument)))


async def cancel(update: Update, context: OfficeContext) -> None:
    """Give the time away."""
    await _take(update, context, lambda chat: appointments.cancel_now(chat, int(context.argument)))


async def _take(
    update: Update, context: OfficeContext, step: Callable[[Conversation], Awaitable[Reply | list[Reply]]]
) -> None:
    async with converse(context.services, visitor(update)) as chat:
        try:
            reply = await step(chat)
            shown = reply if isinstance(reply, list) else [reply]
        except AppointmentBegun:
            shown = [replies.has_begun(chat.content, chat.say, chat.now())]
        except (StaleButton, NoSuchAppointment):
            shown = [general.old_button(chat.content, chat.say)]
    await show(update, context, *shown)
