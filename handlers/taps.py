"""A tap on a button: take the step of its journey, or say why it does nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import Conversation, converse
from bot.errors import AppointmentBegun, AppointmentOver, NoSuchAppointment, NoSuchRequest, StaleButton
from bot.replies import booking, general
from handlers.context import OfficeContext, visitor
from handlers.show import show

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Update

    from bot.reply import Reply

    Step = Callable[[Conversation], Awaitable[Reply | list[Reply]]]


async def take(update: Update, context: OfficeContext, step: Step) -> None:
    """Take the step in a transaction of its own, then show what it answers."""
    async with converse(context.services, visitor(update)) as chat:
        try:
            answered = await step(chat)
        except AppointmentOver:
            answered = booking.is_over(chat.content, chat.say, chat.now())
        except AppointmentBegun:
            answered = booking.has_begun(chat.content, chat.say, chat.now())
        except (StaleButton, NoSuchAppointment, NoSuchRequest):
            answered = general.old_button(chat.content, chat.say)
    await show(update, context, *(answered if isinstance(answered, list) else [answered]))
