"""One desk of perhaps several: it answers whatever waits in the inbox, chats side by side, each in order.

An update leaves the inbox only when it is answered, or when it has failed three times and the person has
been told. What is not our fault (database locked, Telegram away or asking us to wait) is tried until it
works and holds up only its own chat. Nothing but the inbox says what is to be done: a process that dies
takes nothing with it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot import inbox
from bot.conversation import converse
from bot.db import UNAVAILABLE, unavailable
from bot.languages import from_telegram
from bot.leases import RENEW_SECONDS
from bot.people import scrub
from bot.replies import general
from handlers.context import visitor
from handlers.saying import ANSWER, Answer
from handlers.show import seconds, send

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.inbox import Claim
    from bot.reply import Reply
    from bot.services import Services
    from handlers.context import OfficeApplication, OfficeContext

SLOTS = 32  # chats served at once
LOOK_EVERY_SECONDS = 0.2  # for what another process has received or left; our own receiver wakes us
LOOK_ALONE_SECONDS = 1.0  # on SQLite there is no other process
PAUSES = (0.2, 1.0, 3.0)  # seconds before the next try, the last one for all further tries
DRAIN_SECONDS = 3.0
log = structlog.get_logger(__name__)


class Desk:
    """Takes updates out of the inbox and answers each once, or again where a process died in between."""

    def __init__(self, application: OfficeApplication) -> None:
        """The application must be initialised; its errors are noted here."""
        self._application = application
        self._errors: dict[int, Exception] = {}
        self._work: dict[asyncio.Task[bool], Claim] = {}
        self._answered: list[Claim] = []
        self._left: list[Claim] = []  # of a desk that closes
        self._pausing = 0
        self._renewing = asyncio.Lock()  # two at once would each take the other for a stranger
        self._slots = asyncio.Semaphore(SLOTS)
        self._news = asyncio.Event()
        self._looked = False
        self._closing = asyncio.Event()
        application.add_error_handler(self._note_error)

    async def work(self) -> None:
        """Answer people until cancelled; then finish the answers under way and leave the rest to others."""
        keeping = asyncio.create_task(self._keep_leases())
        pause = LOOK_ALONE_SECONDS if self._services.database.is_sqlite else LOOK_EVERY_SECONDS
        self.wake()
        try:
            while True:
                await _wait(self._news, pause)
                self._news.clear()
                await self._look()
        finally:
            await self._drain()
            keeping.cancel()

    def wake(self) -> None:
        """There is something new in the inbox."""
        self._looked = False
        self._news.set()

    @property
    def waiting(self) -> int:
        """How much is to be done here, as far as the desk knows; 0 if it has nothing left."""
        return len(self._work) + len(self._answered) + (not self._looked)

    async def tell_busy(self, updates: Sequence[Update]) -> None:
        """Tell each person once that the message is safe and the answer is late."""
        people = {
            update.effective_chat.id: update.effective_user for update in updates if update.effective_chat
        }
        for chat_id, user in people.items():
            voice = self._services.voice(from_telegram(user.language_code if user else None))
            await self._send_quietly(chat_id, general.busy(voice))

    @property
    def _services(self) -> Services:
        return self._application.bot_data  # may be renewed at any moment

    async def _look(self) -> None:
        """Note what is answered and take what is free, in one commit."""
        answered, under_way = list(self._answered), _numbers(self._work.values())
        free = max(0, SLOTS - len(under_way) + self._pausing)
        try:
            claims = await inbox.claim(
                self._services.database,
                self._services.now(),
                free,
                answered=_numbers(answered),
                under_way=under_way,
            )
        except UNAVAILABLE as error:
            log.warning("database does not answer", answered=_numbers(answered), error=str(error))
            await _wait(self._closing, PAUSES[-1])
            self.wake()
            return
        self._looked = not self._news.is_set()
        for claim in claims:
            self._begin(claim)
        if answered and not self._work:
            await self._scrub()
        del self._answered[: len(answered)]

    def _begin(self, claim: Claim) -> None:
        task = asyncio.create_task(self._answer(claim))
        self._work[task] = claim
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[bool]) -> None:
        claim = self._work.pop(task)
        error = None if task.cancelled() else task.exception()
        if error:
            log.error("desk failed", update_id=claim.update_id, exc_info=error)  # its lease runs out
        if not task.cancelled() and not error and task.result():
            self._answered.append(claim)
        elif self._closing.is_set():
            self._left.append(claim)
        self._news.set()

    async def _scrub(self) -> None:
        """Idle: what people wrote and had deleted leaves the files too."""
        with suppress(*UNAVAILABLE):
            await scrub(self._services.database)

    async def _answer(self, claim: Claim) -> bool:
        """Try until it is answered; False if the desk closes before."""
        update = Update.de_json(dict(claim.payload), self._application.bot)
        for attempt in count():
            async with self._slots:
                if self._closing.is_set():
                    return False
                ANSWER.set(Answer(self._services, claim, self._renew))
                pause = await self._try(update, attempt)
            if pause is None:
                return True
            await self._pause(pause)
        return False

    async def _pause(self, seconds: float) -> None:
        """Wait for the next try; somebody else may have the slot, the chat stays ours."""
        self._pausing += 1
        try:
            await _wait(self._closing, seconds)
        finally:
            self._pausing -= 1

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            await self._renew()

    async def _renew(self) -> None:
        """Keep what is ours, and drop what another process has taken because we stood still for too long."""
        async with self._renewing:
            claims = [*self._work.values(), *self._answered]
            try:
                lost = await inbox.keep(self._services.database, claims, self._services.now())
            except UNAVAILABLE as error:
                log.warning("database does not answer", error=str(error))
                return
        for task in [task for task, claim in self._work.items() if claim in lost]:
            log.warning("another process answers instead", update_id=self._work[task].update_id)
            task.cancel()

    async def _drain(self) -> None:
        """Finish the answers under way and begin no others; whoever looks next takes the rest at once."""
        self._closing.set()
        if self._work:
            _, late = await asyncio.wait(self._work, timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)
        database, now = self._services.database, self._services.now()
        with suppress(*UNAVAILABLE):  # then the leases run out
            await inbox.claim(database, now, 0, answered=_numbers(self._answered))
            await inbox.release(database, self._left)

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
                    ANSWER.set(None)  # not part of the answer: it cannot be noted now
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

    async def _note_error(self, update: object, context: OfficeContext) -> None:
        if isinstance(update, Update) and context.error:
            self._errors[update.update_id] = context.error


def _numbers(claims: Iterable[Claim]) -> list[int]:
    return [claim.update_id for claim in claims]


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """Until it happens, but not for longer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
