"""A local Telegram for tests: a clock to turn, a server in the same loop, bots on either side of the wire."""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from sandbox.request import SandboxRequest
from sandbox.server import application
from sandbox.serving import Server, configure, listen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from telegram.error import TelegramError

    from sandbox.core import Telegram

TOKEN = "4242:sandbox-token"
# No proxies and no certificates: the calls stay on this machine, and reading certificates takes 0.1 s.
_PLAIN = {"trust_env": False, "verify": False}


class Clock:
    """A clock that stands still until it is turned; give `clock.now` to what needs the time."""

    def __init__(self, start: datetime = datetime(2027, 1, 18, 9, 0, tzinfo=UTC)) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return the time, with its zone."""
        return self._now

    def turn(self, **difference: float) -> None:
        """Move on by `seconds=`, `hours=` … as in `timedelta`."""
        self._now += timedelta(**difference)


class _Server(Server):
    """Without signal handlers, for Ctrl-C belongs to pytest, and stopping without waiting for a tick."""

    def __init__(self, core: Telegram, *tokens: str) -> None:
        super().__init__(configure(application(core, *tokens)), core)
        self.stop = asyncio.Event()

    def capture_signals(self) -> AbstractContextManager[None]:
        return nullcontext()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.stop.wait()


@asynccontextmanager
async def running(core: Telegram, *tokens: str) -> AsyncIterator[str]:
    """Serve the core over HTTP on a free port of this machine and give the base URL."""
    socket = listen("127.0.0.1", 0)
    server = _Server(core, *tokens)
    serving = asyncio.create_task(server.serve([socket]))
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.stop.set()
        await serving


def bot_inside(core: Telegram, token: str = TOKEN) -> ExtBot[None]:
    """Return a bot that calls the core directly."""
    return ExtBot(token, request=SandboxRequest(core, token), get_updates_request=SandboxRequest(core, token))


def bot_over_http(base_url: str, token: str = TOKEN) -> ExtBot[None]:
    """Return a bot that calls a server."""
    return ExtBot(
        token,
        base_url=f"{base_url}/bot",
        base_file_url=f"{base_url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=_PLAIN),
        get_updates_request=HTTPXRequest(httpx_kwargs=_PLAIN),
    )


@contextmanager
def refused(kind: type[TelegramError], text: str) -> Iterator[None]:
    """Expect this error with exactly this text; python-telegram-bot changes the letters' case."""
    with pytest.raises(kind) as error:
        yield
    assert str(error.value).lower() == text.lower()
