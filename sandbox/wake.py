"""Waking those who wait for something to change."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Coroutine


class Signal:
    """`fire` wakes everyone who has called `wait` before."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def fire(self) -> None:
        """Wake all."""
        self._event.set()
        self._event = asyncio.Event()

    def wait(self, seconds: float) -> Coroutine[None, None, bool]:
        """Return True when fired from now on, also before the first await; False after so many seconds."""
        return _happens(self._event, seconds)


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
