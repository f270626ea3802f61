"""The buttons of a request for help: the person's, and those below it in the staff's chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import NoSuchRequest
from bot.journeys import requests
from bot.replies.staff import request_gone, request_notice
from bot.requests import answer
from handlers.show import show
from handlers.taps import take

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import OfficeContext


async def choose(update: Update, context: OfficeContext) -> None:
    """One choice more, or the last word."""
    await take(update, context, lambda chat: requests.choose(chat, context.argument))


async def withdraw(update: Update, context: OfficeContext) -> None:
    """The person needs nobody any more."""
    await take(update, context, lambda chat: requests.take_back(chat, int(context.argument)))


async def staff_answer(update: Update, context: OfficeContext) -> None:
    """Staff say what becomes of a request; nobody else can press this button with effect."""
    services = context.services
    if update.effective_chat is None or update.effective_chat.id != services.staff_chat_id:
        return
    status, _, request_id = context.argument.partition("/")
    async with services.database.write() as session:
        try:
            request = await answer(session, int(request_id), status, services.now())
        except NoSuchRequest:
            request = None
    german, vault = services.voices["de"], services.vault
    reply = request_notice(services.content, german, request, vault) if request else request_gone()
    await show(update, context, reply)
