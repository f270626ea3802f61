"""Failures on purpose, and Telegram's flood limits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from sandbox.errors import ApiError, too_many_requests

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

ANY = "*"


@dataclass(slots=True)
class _Fault:
    method: str
    error: ApiError
    times: int


class Faults:
    """Failures that were ordered; each strikes the given number of times."""

    def __init__(self) -> None:
        self._faults: list[_Fault] = []

    def add(self, method: str, status: int, retry_after: int | None, times: int) -> None:
        """Let the next calls of a method ("*": of any) fail."""
        self._faults.append(_Fault(method.lower(), _error(status, retry_after), times))

    def strike(self, method: str) -> None:
        """Raise the failure ordered for this method, if any.

        Raises:
            ApiError: the ordered failure.
        """
        for fault in self._faults:
            if fault.method in {ANY, method} and fault.times > 0:
                fault.times -= 1
                raise fault.error


def _error(status: int, retry_after: int | None) -> ApiError:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return too_many_requests(retry_after or 1)
    parameters = {"retry_after": retry_after} if retry_after else None
    if status == HTTPStatus.FORBIDDEN:
        return ApiError(status, "Forbidden: bot was blocked by the user", parameters)
    return ApiError(status, HTTPStatus(status).phrase, parameters)


class FloodLimits:
    """One message a second to a chat (short bursts pass) and 30 a second in all."""

    CHAT_RATE, CHAT_BURST = 1.0, 5.0
    TOTAL_RATE, TOTAL_BURST = 30.0, 30.0

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._buckets: dict[int | None, tuple[float, datetime]] = {}

    def admit(self, chat: int) -> None:
        """Count a message.

        Raises:
            ApiError: 429 with the seconds to wait.
        """
        total = self._level(None, self.TOTAL_RATE, self.TOTAL_BURST)
        own = self._level(chat, self.CHAT_RATE, self.CHAT_BURST)
        missing = max((1 - total) / self.TOTAL_RATE, (1 - own) / self.CHAT_RATE)
        if missing > 0:
            raise too_many_requests(math.ceil(missing))
        self._buckets[None], self._buckets[chat] = (total - 1, self._now()), (own - 1, self._now())

    def _level(self, key: int | None, rate: float, burst: float) -> float:
        level, since = self._buckets.get(key, (burst, self._now()))
        return min(burst, level + rate * (self._now() - since).total_seconds())
