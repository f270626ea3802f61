"""Send replies: a tap edits the message it came from, a text gets a new one."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from telegram import Bot, LinkPreviewOptions, Message, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError

from handlers.render import KEPT, VERSION, keyboard, render

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

    from bot.reply import Reply
    from handlers.context import OfficeContext

TYPING_AFTER_SECONDS = 0.4
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def show(update: Update, context: OfficeContext, *replies: Reply) -> None:
    """Show the replies in order. After a tap the first one replaces the tapped message where it can."""
    query, chat = update.callback_query, update.effective_chat
    if chat is None:
        return
    waiting = list(replies)
    if query:
        with suppress(BadRequest):  # "query is too old": the person has long stopped waiting for it
            await query.answer()
        keep = (query.data or "").startswith(VERSION + KEPT)
        if not keep and isinstance(query.message, Message) and await _edited(query.message, waiting[0]):
            waiting.pop(0)
    await send(context.bot, chat.id, waiting)


async def send(bot: Bot, chat_id: int, replies: Iterable[Reply]) -> None:
    """Send the replies as new messages."""
    for reply in replies:
        texts = render(reply)
        for text in texts:
            message = partial(
                bot.send_message,
                chat_id,
                text,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=keyboard(reply) if text is texts[-1] else None,
            )
            await _patiently(message)
        for pin in reply.venues:
            venue = partial(bot.send_venue, chat_id, pin.latitude, pin.longitude, pin.title, pin.address)
            await _patiently(venue)


async def _patiently(call: Callable[[], Awaitable[Message]]) -> None:
    """Wait as long as Telegram asks and say just this again, not all that has arrived already."""
    while True:
        try:
            await call()
        except RetryAfter as error:
            await asyncio.sleep(seconds(error.retry_after))
        else:
            return


def seconds(wait: float | timedelta) -> float:
    """Telegram's `retry_after`, which python-telegram-bot gives as a number or as a span."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


@asynccontextmanager
async def typing(bot: Bot, chat_id: int) -> AsyncIterator[None]:
    """Show "typing…" if the work takes long enough to be noticed."""

    async def later() -> None:
        await asyncio.sleep(TYPING_AFTER_SECONDS)
        with suppress(TelegramError):
            await bot.send_chat_action(chat_id, ChatAction.TYPING)

    task = asyncio.create_task(later())
    try:
        yield
    finally:
        task.cancel()


async def _edited(message: Message, reply: Reply) -> bool:
    """Whether the message now shows the reply; long texts and pins need new messages."""
    texts = render(reply)
    if len(texts) > 1 or reply.venues:
        return False
    try:
        await message.edit_text(
            texts[0],
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard(reply),
        )
    except BadRequest as error:
        return "not modified" in error.message  # a second tap on the same button: it stands there already
    return True
