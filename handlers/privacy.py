"""Deleting one's data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import converse
from bot.journeys import privacy
from bot.replies import general
from handlers.context import OfficeContext, visitor
from handlers.show import show

if TYPE_CHECKING:
    from telegram import Update


async def ask_forget(update: Update, context: OfficeContext) -> None:
    """Ask once."""
    async with converse(context.services, visitor(update)) as chat:
        reply = general.confirm_forget(chat.say)
    await show(update, context, reply)


async def forget_all(update: Update, context: OfficeContext) -> None:
    """Delete everything; the desk writes it out of the database's files as soon as it is idle."""
    async with converse(context.services, visitor(update)) as chat:
        reply = await privacy.forget_all(chat)
    await show(update, context, reply)
