"""One desk for all chats: each chat in order, chats side by side, nothing given up on a first failure.

An update leaves the inbox only when it is answered, or when it has failed three times and the person has
been told. What is not our fault (database locked, Telegram away or asking us to wait) is tried until it
works and holds up only its own chat.
"""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot import inbox
from bot.conversation import converse
from bot.db import UNAVAILABLE, unavailable
from bot.languages import from_telegram
from bot.people import scrub
from bot.replies import general
from handlers.context import visitor
from handlers.show import seconds, send

if TYPE_CHECKING:
    from bot.reply import Reply
    from bot.services import Services
    from handlers.context import OfficeApplication, OfficeContext

SLOTS = 32  # chats served at once
PAUSES = (0.2, 1.0, 3.0)  # seconds before the next try, the last one for all further tries
log = structlog.get_logger(__name__)


class Desk:
    """Takes updates and answers each exactly once, or again after a crash."""

    def __init__(self, application: OfficeApplication) -> None:
        """The application must be initialised; its errors are noted here."""
        self._application = application
        self._errors: dict[int, Exception] = {}
        self._chats: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(SLOTS)
        self._closing = False
        application.add_error_handler(self._note)

    def take(self, update: Update) -> None:
        """Queue the update behind the earlier ones of its chat."""
        chat = update.effective_chat.id if update.effective_chat else 0
        before = self._chats.get(chat)
        task = asyncio.create_task(self._in_turn(before, update))
        self._chats[chat] = task
        task.add_done_callback(lambda finished: self._leave(chat, finished))

    @property
    def _services(self) -> Services:
        return self._application.bot_data  # may be renewed at any moment

    @property
    def waiting(self) -> int:
        """How many chats have unanswered updates."""
        return len(self._chats)

    async def drain(self, seconds: float) -> None:
        """Finish the answers under way and begin no others; the inbox keeps them."""
        self._closing = True
        if self._chats:
            _, late = await asyncio.wait(self._chats.values(), timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)

    async def tell_busy(self, updates: tuple[Update, ...]) -> None:
        """Tell each person once that the message is safe and the answer is late."""
        people = {
            update.effective_chat.id: update.effective_user for update in updates if update.effective_chat
        }
        for chat_id, user in people.items():
            voice = self._services.voice(from_telegram(user.language_code if user else None))
            await self._send_quietly(chat_id, general.busy(voice))

    async def _in_turn(self, before: asyncio.Task[None] | None, update: Update) -> None:
        if before:
            await asyncio.wait([before])
        for attempt in count():
            async with self._slots:
                if self._closing:
                    return
                pause = await self._try(update, attempt)
            if pause is None:
                break
            await asyncio.sleep(pause)
        await self._done(update)

    async def _done(self, update: Update) -> None:
        """Note it, however long the database is locked: only this is tried again, never the answer."""
        while True:
            try:
                await inbox.done(self._services.database, update.update_id, self._services.now())
                if self.waiting <= 1:  # idle: what people wrote and had deleted leaves the files too
                    await scrub(self._services.database)
            except UNAVAILABLE as error:
                log.warning("database does not answer", update_id=update.update_id, error=str(error))
                await asyncio.sleep(PAUSES[-1])
            else:
                return

    async def _try(self, update: Update, attempt: int) -> float | None:
        """One try: None if the update is done with, else the seconds to wait before the next."""
        patience = PAUSES[min(attempt, len(PAUSES) - 1)]
        try:
            await self._application.process_update(update)
            error = self._errors.pop(update.update_id, None)
            return await self._judge(update, error, patience) if error else None
        except UNAVAILABLE as error:
            log.warning("database does not answer", update_id=update.update_id, error=str(error))
            return patience

    async def _judge(self, update: Update, error: Exception, patience: float) -> float | None:
        """Which of the three kinds of failure it is: gone, wait, or broken."""
        match error:
            case Forbidden():
                return None  # the person has blocked the bot
            case RetryAfter():
                return seconds(error.retry_after)
            case NetworkError() if not isinstance(error, BadRequest):
                log.warning("cannot answer, trying again", error=type(error).__name__)
                return patience
            case _ if unavailable(error):
                log.warning("database does not answer", update_id=update.update_id, error=str(error))
                if patience == PAUSES[0]:
                    await self.tell_busy((update,))
                return patience
        log.error("update failed", update_id=update.update_id, exc_info=error)
        if await inbox.failed(self._services.database, update.update_id) < inbox.TRIES:
            return patience
        await self._apologise(update)
        return None

    async def _apologise(self, update: Update) -> None:
        if update.effective_chat:
            async with converse(self._services, visitor(update)) as chat:
                reply = general.failed(chat.content, chat.say, str(update.update_id), chat.now())
            await self._send_quietly(update.effective_chat.id, reply)

    async def _send_quietly(self, chat_id: int, reply: Reply) -> None:
        try:
            await send(self._application.bot, chat_id, [reply])
        except TelegramError as error:
            log.warning("could not tell a person", error=type(error).__name__)

    async def _note(self, update: object, context: OfficeContext) -> None:
        if isinstance(update, Update) and context.error:
            self._errors[update.update_id] = context.error

    def _leave(self, chat: int, finished: asyncio.Task[None]) -> None:
        if self._chats.get(chat) is finished:
            del self._chats[chat]
        if not finished.cancelled() and (error := finished.exception()):
            log.error("desk failed", exc_info=error)
