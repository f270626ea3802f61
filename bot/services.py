"""What a request needs, made once at start: database, content, understanding, voices, clock."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.content.schema import Content
    from bot.db import Database
    from bot.db.secrets import Vault
    from bot.texts import Say
    from nlu.language import LanguageDetector
    from nlu.understand import Understander


@dataclass(frozen=True, slots=True)
class Services:
    """A frozen bag; tests fill it with their own clock, codes, content and database."""

    database: Database
    content: Content
    understander: Understander
    detector: LanguageDetector
    voices: Mapping[str, Say]
    now: Callable[[], datetime]
    new_code: Callable[[], str]
    new_intent: Callable[[], str]
    vault: Vault
    retention_days: int = 90
    staff_chat_id: int | None = None

    async def ping(self) -> str | None:
        """Look now whether understanding is as good as it can be; return why not, or None."""
        return await asyncio.to_thread(self.understander.check)

    def voice(self, language: str | None) -> Say:
        """The voice of a language we speak, else German."""
        return self.voices.get(language or "de", self.voices["de"])
