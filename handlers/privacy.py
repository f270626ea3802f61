"""Deleting one's data, and noticing that somebody has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatMemberStatus

from bot.conversation import converse
from bot.people import blocked, forget, scrub
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
    """Delete everything, also from the files of the database."""
    async with converse(context.services, visitor(update)) as chat:
        await forget(chat.session, chat.chat_id)
        reply = general.forgotten(chat.say)
    await scrub(context.services.database)
    await show(update, context, reply)


async def membership(update: Update, context: OfficeContext) -> None:
    """Somebody blocked or unblocked the bot."""
    changed, services = update.my_chat_member, context.services
    if changed and changed.new_chat_member.status == ChatMemberStatus.BANNED:
        async with services.database.write() as session:
            await blocked(session, changed.chat.id, services.now())
