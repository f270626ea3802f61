"""The buttons of a person's own appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import Conversation, converse
from bot.errors import NoSuchAppointment
from bot.journeys import appointments
from bot.replies import general
from handlers.context import OfficeContext, visitor
from handlers.show import show

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Update

    from bot.reply import Reply


async def ask_cancel(update: Update, context: OfficeContext) -> None:
    """Ask before the time is given away."""
    await _act(update, context, appointments.ask_cancel)


async def cancel(update: Update, context: OfficeContext) -> None:
    """Give the time away."""
    await _act(update, context, appointments.cancel_now)


async def _act(
    update: Update, context: OfficeContext, act: Callable[[Conversation, int], Awaitable[Reply]]
) -> None:
    async with converse(context.services, visitor(update)) as chat:
        try:
            reply = await act(chat, int(context.argument))
        except NoSuchAppointment:
            reply = general.old_button(chat.content, chat.say)
    await show(update, context, reply)
