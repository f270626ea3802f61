"""One person's turn: everything a journey needs, inside one transaction."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.languages import from_telegram
from bot.people import remember

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.content.schema import Content
    from bot.services import Services
    from bot.texts import Say


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who writes, as the messenger tells it."""

    chat_id: int
    language_code: str | None = None
    update_id: int = 0

    @property
    def setting(self) -> str | None:
        """Our tag for the messenger's language setting: a hint, never a decision."""
        return from_telegram(self.language_code)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Services, an open transaction, the person's voice and chat number."""

    services: Services
    session: AsyncSession
    say: Say
    chat_id: int

    @property
    def content(self) -> Content:
        """What the office says."""
        return self.services.content

    def now(self) -> datetime:
        """The present moment, aware."""
        return self.services.now()


@asynccontextmanager
async def converse(services: Services, visitor: Visitor) -> AsyncIterator[Conversation]:
    """A turn after a tap or a command, where there is no text to listen to; commits at the end."""
    async with services.database.write() as session:
        person = await remember(session, visitor.chat_id, services.now(), visitor.setting)
        say = services.voice(person.language or visitor.setting)
        yield Conversation(services, session, say, visitor.chat_id)
