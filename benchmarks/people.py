"""People with a phone in their hand on a local Telegram: they act, wait, and say how long they waited.

Any bot will do: ours leads through its booking journey by its buttons; on one without buttons people press as
many, with the same words behind them.
"""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from benchmarks.questions import read_messages
from bot.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

PATIENCE = 300.0  # seconds; whoever waits longer is an error
QUESTIONS = 3  # of one person
BOOKER = 3  # every third person books
# The buttons that lead to an appointment, the last step first.
ONWARD = (
    "book/confirm/",
    "book/phone/no",
    "book/time/",
    "book/day/",
    "book/interpreter/none",
    "book/subject/",
)


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message."""

    message_id: int
    data: str


class Somebody:
    """A person; `ask` and `tap` return the milliseconds until the bot's answer was there."""

    def __init__(self, client: httpx.AsyncClient, user: int, language: str = "de") -> None:
        self._client = client
        self._user = user
        self._language = language
        self._messages: dict[int, dict[str, Any]] = {}
        self._version = 0

    async def ask(self, text: str) -> float:
        """Write something."""
        return await self._wait("say", text=text, language_code=self._language)

    async def write(self, text: str) -> None:
        """Write something and not wait."""
        await self._act("say", text=text, language_code=self._language)

    async def answered(self, number: int) -> None:
        """Wait until the bot has said so much."""
        while len(self._said()) < number:
            await self.look(seconds=30)

    async def tap(self, button: Button) -> float:
        """Press a button."""
        return await self._wait("tap", message_id=button.message_id, data=button.data)

    def button(self, words: str) -> Button:
        """The first button whose data has these words. Raises LookupError."""
        for button in self.buttons():
            if words in button.data:
                return button
        raise LookupError(f"no button {words} below {self._messages[self.last]['text']}")

    def buttons(self) -> list[Button]:
        """Those below the bot's last message that press the bot and not a link."""
        every = [button for row in self._messages[self.last]["buttons"] for button in row]
        return [Button(self.last, button["data"]) for button in every if "data" in button]

    @property
    def last(self) -> int:
        """The number of the bot's last message."""
        return max(number for number, message in self._messages.items() if message["from"] == "bot")

    async def look(self, seconds: float = 0) -> None:
        """See what has changed in the chat; wait so long for a change."""
        query = {"after": self._version, "timeout": seconds}
        response = await self._client.get(f"/sandbox/changes/{self._user}", params=query)
        news = response.raise_for_status().json()
        self._version = news["version"]
        self._messages |= {message["message_id"]: message for message in news["messages"]}

    async def _wait(self, action: str, **body: object) -> float:
        """Act, and look until the bot has said or changed something; pressing a button alone is no change."""
        await self.look()
        before, begun = self._said(), time.perf_counter()
        await self._act(action, **body)
        async with asyncio.timeout(PATIENCE):
            while self._said() == before:
                await self.look(seconds=30)
        return 1000 * (time.perf_counter() - begun)

    async def _act(self, action: str, **body: object) -> None:
        response = await self._client.post(f"/sandbox/{action}", json={"user": self._user} | body)
        response.raise_for_status()

    def _said(self) -> list[tuple[str, str]]:
        bots = (message for _, message in sorted(self._messages.items()) if message["from"] == "bot")
        return [(message["text"], str(message["buttons"])) for message in bots]


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody comes for: questions, or an appointment on a day and at a time of their own choice."""

    user: int
    language: str
    questions: Sequence[str]
    choice: int

    async def run(self, client: httpx.AsyncClient, *, buttons: bool) -> list[float]:
        """Do it; the milliseconds of each step. `buttons`: whether the bot has any."""
        somebody = Somebody(client, self.user, self.language)
        if self.questions:
            return [await somebody.ask(question) for question in self.questions]
        took = [await somebody.ask("/termin")]
        if not buttons:
            return took + [await somebody.tap(Button(somebody.last, step)) for step in reversed(ONWARD)]
        chance = random.Random(self.choice)  # noqa: S311  no secret
        while button := onward(somebody, chance):
            took.append(await somebody.tap(button))
        return took


def onward(somebody: Somebody, chance: random.Random) -> Button | None:
    """One of the buttons that lead furthest, None where nothing leads on."""
    there = somebody.buttons()
    steps = ([button for button in there if step in button.data] for step in ONWARD)
    return next((chance.choice(step) for step in steps if step), None)


def errands(number: int, first: int, seed: int) -> list[Errand]:
    """What `number` people come for, users `first` and on: the same for the same seed."""
    chance, questions = random.Random(seed), read_messages()  # noqa: S311  no secret
    made = []
    for user in range(first, first + number):
        books = user % BOOKER == 0
        language = chance.choice([row.code for row in LANGUAGES] if books else list(questions))
        asked = () if books else tuple(chance.sample(questions[language], QUESTIONS))
        made.append(Errand(user, language, asked, chance.randrange(1 << 30)))
    return made


async def come(
    client: httpx.AsyncClient, coming: Sequence[Errand], every: float, seed: int, *, buttons: bool
) -> tuple[list[float], float]:
    """Let people come, one `every` so many seconds on average (0: all at once).

    Returns the milliseconds of all their steps, and the seconds that all of it took.
    """
    chance, begun = random.Random(seed), time.perf_counter()  # noqa: S311  no secret
    under_way = []
    for errand in coming:
        under_way.append(asyncio.create_task(errand.run(client, buttons=buttons)))
        await asyncio.sleep(chance.expovariate(1 / every) if every else 0)
    steps = [took for each in await asyncio.gather(*under_way) for took in each]
    return steps, time.perf_counter() - begun


@asynccontextmanager
async def phones(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Connections to the local Telegram at `url`, as many as there are people."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=PATIENCE, limits=limits) as client:
        yield client
