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

from handlers.render import KEPT, VERSION, caption_fits, keyboard, markup, render

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
    from typing import TypeAlias

    from bot.reply import Attachment, Reply
    from handlers.context import OfficeContext

    Call: TypeAlias = Callable[[], Awaitable[Message]]

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


async def send(bot: Bot, chat_id: int, replies: Iterable[Reply], *, patient: bool = True) -> None:
    """Send the replies as new messages.

    With `patient` a message waits as long as Telegram asks; without, its RetryAfter is raised.
    """
    for reply in replies:
        for call in _calls(bot, chat_id, reply):
            await (_patiently(call) if patient else call())


def _calls(bot: Bot, chat_id: int, reply: Reply) -> Iterator[Call]:
    """One call a message: texts, then a file, then pins; the keys belong to the last before the pins."""
    texts = render(reply)
    with_file = texts.pop() if reply.attachment and caption_fits(reply) else ""
    for text in texts:
        last = text is texts[-1] and not with_file and not reply.attachment
        yield partial(
            bot.send_message,
            chat_id,
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=markup(reply) if last else None,
        )
    if reply.attachment:
        yield partial(_send_file, bot, chat_id, reply, reply.attachment, with_file)
    for pin in reply.venues:
        yield partial(bot.send_venue, chat_id, pin.latitude, pin.longitude, pin.title, pin.address)


async def _send_file(bot: Bot, chat_id: int, reply: Reply, file: Attachment, caption: str) -> Message:
    keys, html = markup(reply), ParseMode.HTML
    if file.is_picture:
        return await bot.send_photo(
            chat_id, file.data, caption, filename=file.name, parse_mode=html, reply_markup=keys
        )
    return await bot.send_document(
        chat_id, file.data, caption, filename=file.name, parse_mode=html, reply_markup=keys
    )


async def _patiently(call: Call) -> None:
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
    """Whether the message now shows the reply; long texts, pins and keys below the chat need new ones."""
    texts = render(reply)
    if len(texts) > 1 or reply.venues or reply.attachment or reply.changes_keys:
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
