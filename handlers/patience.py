"""How long what could not be said now is put off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a promise is put off; `tried` if it was refused for what it is."""

    span: timedelta
    tried: bool = True


class Patience:
    """How long Telegram wants to be left alone: by one chat, or by all once a second chat was refused."""

    def __init__(self) -> None:
        """Nobody has to wait yet."""
        self._spans: dict[int, timedelta] = {}

    def wanted(self, chat_id: int, span: timedelta) -> Wait:
        """Telegram has not taken a message to this chat."""
        self._spans[chat_id] = span
        return Wait(span, tried=False)

    def asked(self, chat_id: int) -> Wait | None:
        """How long this chat has to wait without a try; its messages stay in order by that."""
        everybody = max(self._spans.values()) if len(self._spans) > 1 else None
        span = self._spans.get(chat_id, everybody)
        return Wait(span, tried=False) if span else None
