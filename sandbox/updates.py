"""The queue of updates between Telegram and the bot, and the long poll on it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.errors import ApiError, Json, conflict
from sandbox.wake import Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KEPT = {"callback_query": timedelta(seconds=150)}
KEPT_OTHERWISE = timedelta(hours=24)
LONGEST_POLL = 50
REPEATED_WITHIN = 3.0
# chat_member, message_reaction and message_reaction_count come only when asked for.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    """One update on its way; `line` names the chat and kind whose order must hold."""

    update_id: int
    kind: str
    chat: int
    body: Json
    expires: datetime

    @property
    def line(self) -> tuple[int, str]:
        """Updates of one chat and kind are delivered one after the other."""
        return self.chat, self.kind

    @property
    def as_json(self) -> Json:
        """The Bot API's Update."""
        return {"update_id": self.update_id, self.kind: self.body}


class UpdateQueue:
    """Updates not yet confirmed, oldest first."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        # A number of its own, as on Telegram: a bot that remembers updates must not meet old ones.
        self.next_id = int(now().timestamp() * 1000)
        self.allowed: tuple[str, ...] = ()
        self.arrived = Signal()
        self._now = now
        self._updates: dict[int, Update] = {}

    def put(self, kind: str, body: Json, chat: int) -> None:
        """Add an update unless the bot does not want its kind."""
        if (self.allowed and kind not in self.allowed) or (not self.allowed and kind in ON_REQUEST):
            return
        expires = self._now() + KEPT.get(kind, KEPT_OTHERWISE)
        self._updates[self.next_id] = Update(self.next_id, kind, chat, body, expires)
        self.next_id += 1
        self.arrived.fire()

    def allow(self, kinds: Iterable[str]) -> None:
        """Remember which kinds the bot wants from now on; none means the default."""
        self.allowed = tuple(kinds)

    def pending(self) -> list[Update]:
        """Return what still waits, without what is too old."""
        now = self._now()
        for update in [update for update in self._updates.values() if update.expires <= now]:
            del self._updates[update.update_id]
        return list(self._updates.values())

    def take(self, offset: int, limit: int) -> list[Json]:
        """Return updates from `offset` on and forget those before; -N keeps the last N only."""
        waiting = self.pending()
        if offset < 0:
            for update in waiting[:offset]:
                self.drop(update.update_id)
            waiting = waiting[offset:]
        # An offset from the future (of an earlier life of this server) confirms nothing.
        elif offset <= self.next_id:
            for update in waiting:
                if update.update_id < offset:
                    self.drop(update.update_id)
            waiting = [update for update in waiting if update.update_id >= offset]
        return [update.as_json for update in waiting[:limit]]

    def next_on(self, line: tuple[int, str]) -> Update | None:
        """Return the oldest update of one chat and kind."""
        return next((update for update in self.pending() if update.line == line), None)

    def holds(self, update: Update) -> bool:
        """Whether the update still waits."""
        return update.update_id in self._updates and update.expires > self._now()

    def drop(self, update_id: int) -> None:
        """Forget a delivered update."""
        self._updates.pop(update_id, None)

    def clear(self) -> None:
        """Forget everything that waits."""
        self._updates.clear()


class LongPoll:
    """getUpdates: one waits at a time, the older is told of the newer."""

    def __init__(self, queue: UpdateQueue) -> None:
        self._queue = queue
        self._waiting: asyncio.Future[ApiError] | None = None
        self._last_offset: int | None = None
        self._last_start = self._next_conflict = -REPEATED_WITHIN

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Json]:
        """Return updates as soon as there are some, an empty list after `seconds` (50 at most).

        Raises:
            ApiError: 409 when another getUpdates or a webhook takes over.
        """
        loop = asyncio.get_running_loop()
        # As Telegram does: a bot that asks the same again and again is made to wait.
        if offset == self._last_offset and loop.time() < self._last_start + REPEATED_WITHIN:
            seconds = max(seconds, round(REPEATED_WITHIN))
        self._last_offset, self._last_start = offset, loop.time()
        deadline = loop.time() + min(seconds, LONGEST_POLL)
        while not (updates := self._queue.take(offset, limit)) and loop.time() < deadline:
            self.end(
                conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            )
            fault = await self._wait(deadline - loop.time())
            if fault:
                await self._slow_down()
                raise fault
        return updates

    def end(self, fault: ApiError) -> None:
        """Answer the waiting getUpdates, if any, with a failure."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(fault)

    async def _wait(self, seconds: float) -> ApiError | None:
        mine = self._waiting = asyncio.get_running_loop().create_future()
        arrival = asyncio.ensure_future(self._queue.arrived.wait(seconds))
        try:
            await asyncio.wait({mine, arrival}, return_when=asyncio.FIRST_COMPLETED)
            return mine.result() if mine.done() else None
        finally:
            arrival.cancel()
            if self._waiting is mine:
                self._waiting = None

    async def _slow_down(self) -> None:
        """Hold a second conflict within three seconds back, as Telegram does."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._next_conflict:
            await asyncio.sleep(REPEATED_WITHIN)
        else:
            self._next_conflict = loop.time() + REPEATED_WITHIN
