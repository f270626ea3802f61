"""A whole town in one process: the real application on the local Telegram, and people who say and tap."""

from __future__ import annotations

import asyncio
import itertools
import random
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.booking.codes import new_code
from bot.content.load import load
from bot.content.schema import Content
from bot.db import Database
from bot.db.secrets import Vault, new_key
from bot.db.upgrade import upgrade
from bot.services import Services
from bot.start import staff_examples
from bot.texts import read_catalogues, without_marks
from handlers.application import announce, application
from handlers.desk import Desk
from handlers.receiving import receive
from nlu.language import detector
from nlu.understand import DATA, Understander
from nlu.understand import load as load_understander
from sandbox.core import Telegram
from sandbox.request import SandboxRequest

if TYPE_CHECKING:
    from handlers.context import OfficeApplication

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "1:a-town-for-tests"
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Clock:
    """Stands still until a test moves it."""

    def __init__(self, moment: datetime = SUNDAY) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        """Move on by a timedelta's arguments."""
        self.moment += timedelta(**span)


@cache
def real_content() -> Content:
    """The content that ships; its faults would be a failure here."""
    loaded = load(ROOT / "content")
    assert loaded.content, loaded.findings
    return loaded.content


@cache
def real_understander() -> Understander:
    """The recogniser of the content that ships, learnt once and kept in data/cache like the bot's own."""
    return load_understander(DATA, staff_examples(real_content()), ROOT / "data" / "cache")


def services(database: Database, clock: Clock, understander: Understander | None = None) -> Services:
    """Real parts throughout; only clock, codes and intents are countable."""
    numbers, letters = itertools.count(1), random.Random(7)
    return Services(
        database=database,
        content=real_content(),
        understander=understander or real_understander(),
        detector=detector(),
        voices=read_catalogues(),
        now=clock,
        new_code=lambda: new_code(letters.choice),
        new_intent=lambda: f"{next(numbers):032x}",
        vault=Vault([new_key()]),
    )


@dataclass(slots=True)
class Chat:
    """Somebody with a phone."""

    town: Town
    user: int
    language_code: str | None

    async def say(self, text: str) -> dict:
        """Write, wait for the answer, return the newest message."""
        self.town.core.say(self.user, text, language_code=self.language_code)
        await self.town.settle()
        return self.last

    async def tap(self, label: str, times: int = 1) -> dict:
        """Press the newest button whose text contains `label` (marks left aside)."""
        message, data = self.button(label)
        for _ in range(times):
            self.town.core.tap(self.user, message, data)
        await self.town.settle()
        return self.last

    def button(self, label: str) -> tuple[int, str]:
        """Where the button is and what it sends."""
        for message in reversed(self.messages):
            for button in itertools.chain.from_iterable(message["buttons"]):
                if label in without_marks(button["text"]) and "data" in button:
                    return message["message_id"], button["data"]
        raise AssertionError(f"no button with {label!r} in {self.labels}")

    @property
    def messages(self) -> list[dict]:
        """The whole chat."""
        return self.town.core.chat(self.user)

    @property
    def last(self) -> dict:
        """The newest message."""
        return self.messages[-1]

    @property
    def text(self) -> str:
        """What the newest message says, without direction marks."""
        return without_marks(self.last["text"])

    @property
    def labels(self) -> list[str]:
        """The buttons of the newest message, without direction marks."""
        return [without_marks(b["text"]) for b in itertools.chain.from_iterable(self.last["buttons"])]

    @property
    def bot_messages(self) -> list[dict]:
        """What the bot has said."""
        return [message for message in self.messages if message["from"] == "bot"]


@dataclass(slots=True)
class Town:
    """The local Telegram, the office behind it and the desk in between."""

    core: Telegram
    services: Services
    clock: Clock
    desk: Desk
    application: OfficeApplication

    def person(self, user: int = 7, language_code: str | None = "de") -> Chat:
        """Somebody with a phone, in the language of their Telegram."""
        return Chat(self, user, language_code)

    def serve(self, content: Content) -> None:
        """Staff have changed something."""
        self.application.bot_data = replace(self.application.bot_data, content=content)

    async def settle(self) -> None:
        """Wait until Telegram has nothing left for the bot and the desk is clear."""
        async with asyncio.timeout(60):
            while self.core.updates.pending() or self.desk.waiting:
                await asyncio.sleep(0.002)


@asynccontextmanager
async def open_town(
    database: Database,
    clock: Clock | None = None,
    core: Telegram | None = None,
    understander: Understander | None = None,
):
    """A running bot; ends as the real one does. The database goes by the town's clock too."""
    clock = clock or Clock()
    database = Database(database.url, clock)
    core = core or Telegram(clock)
    office = services(database, clock, understander)
    await upgrade(database)
    requests = SandboxRequest(core, TOKEN), SandboxRequest(core, TOKEN)
    async with application(office, TOKEN, *requests, "https://api.telegram.org") as bot:
        await announce(bot, office.voices)
        desk = Desk(bot)
        receiving = asyncio.create_task(receive(bot, desk))
        try:
            yield Town(core, office, clock, desk, bot)
        finally:
            receiving.cancel()
            await asyncio.wait([receiving])
            await database.close()
