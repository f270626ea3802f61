"""One message at a time leaves this process, and it is noted before the next one does.

Telegram cannot be asked what it has delivered, so whatever is in the air when a process is killed is said
again. Hence nothing else is in the air meanwhile: a kill repeats one message, not one in each chat.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager, nullcontext
from contextvars import ContextVar
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import structlog
from telegram import InputFile
from telegram.ext import BaseRateLimiter

from bot import inbox
from bot.db import UNAVAILABLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
    from contextlib import AbstractAsyncContextManager

    from telegram._utils.types import JSONDict
    from telegram.ext import ExtBot

    from bot.inbox import Claim
    from bot.services import Services

    Result = bool | JSONDict | list[JSONDict]

NEW_MESSAGES = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendVenue"})  # an edit repeats nothing
STUCK_SECONDS = 3.0  # nobody waits longer than this for somebody else's call
PAUSE_SECONDS = 1.0
RENEWED_SECONDS = 0.1
log = structlog.get_logger(__name__)


class Answer:
    """What is said to one update; a second try leaves out what has arrived already."""

    def __init__(self, services: Services, claim: Claim, renew: Callable[[], Awaitable[None]]) -> None:
        """`renew` is called once the claim has run out: it cancels this task if another process has it."""
        self._services = services
        self._claim = claim
        self._renew = renew
        self._said = Counter(claim.said)

    def has_said(self, message: str) -> bool:
        """Whether an earlier try has said this; each time counts once."""
        known = self._said[message] > 0
        self._said[message] -= known
        return known

    async def begin(self) -> None:
        """Make sure that it is still ours to say something: this process may have stood still for long."""
        while self._services.now() > self._claim.until:
            await self._renew()
            await asyncio.sleep(RENEWED_SECONDS)  # here a cancelled task ends, before a word is said

    async def note(self, message: str) -> None:
        """Keep that this has arrived, however long the database is locked."""
        self._claim.said.append(message)
        while True:
            try:
                return await inbox.note(self._services.database, self._claim)
            except UNAVAILABLE as error:
                log.warning("database does not answer", update_id=self._claim.update_id, error=str(error))
                await asyncio.sleep(PAUSE_SECONDS)


ANSWER: ContextVar[Answer | None] = ContextVar("answer", default=None)


class OneAtATime(BaseRateLimiter[None]):
    """Python-telegram-bot's place for deciding when a call goes out; calls outside an answer go at once."""

    def __init__(self) -> None:
        """All messages of one application share one turn."""
        self._free = asyncio.Semaphore()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Callable[[], None]]:
        """Wait for the others; gives what to call once Telegram has answered.

        Until then a stuck call lets the others pass after a moment.
        """
        await self._free.acquire()
        mine = [self._free]

        def pass_on() -> None:
            if mine:
                mine.pop().release()

        timer = asyncio.get_running_loop().call_later(STUCK_SECONDS, pass_on)
        try:
            yield timer.cancel
        finally:
            timer.cancel()
            pass_on()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> Result:
        """Make the call; in an answer, wait for the turn before a new message and note it afterwards."""
        answer = ANSWER.get()
        if answer is None or endpoint not in NEW_MESSAGES:
            return await callback(*args, **kwargs)
        message = fingerprint(endpoint, data)
        if answer.has_said(message):
            return {"message_id": 0, "date": 0, "chat": {"id": data["chat_id"], "type": "private"}}
        async with self.turn() as arrived:
            await answer.begin()
            result = await callback(*args, **kwargs)
            arrived()
            await answer.note(message)
            return result


def turn(bot: ExtBot[None]) -> AbstractAsyncContextManager[Callable[[], None]]:
    """The turn of whoever says something outside an answer and notes it in their own way."""
    limiter = bot.rate_limiter
    return limiter.turn() if isinstance(limiter, OneAtATime) else nullcontext(lambda: None)


def fingerprint(endpoint: str, data: Mapping[str, Any]) -> str:
    """What a message says, in few letters; buttons left aside, for some hold a number made anew each time."""
    words = [str(data.get(name) or "") for name in ("text", "caption", "title", "address")]
    files = [value.filename for value in data.values() if isinstance(value, InputFile)]
    return sha256("\n".join([endpoint, *words, *files]).encode()).hexdigest()[:16]
