"""Many people on a local Telegram in a process of its own; each acts by itself and looks at what it gets."""

from __future__ import annotations

import asyncio
import itertools
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx

from tests.support.processes import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CODE = re.compile(r"W-[A-Z2-9]{4}")
FORWARD = (
    "book/confirm/",
    "book/phone/no",
    "book/time/",
    "book/day/",
    "book/interpreter/none",
    "book/subject/other",
)


class Somebody:
    """A person with a phone in their hand."""

    def __init__(self, client: httpx.AsyncClient, user: int) -> None:
        self.user = user
        self.version = 0  # grows with every change in the chat
        self._client = client
        self._messages: dict[int, dict] = {}

    @property
    def answers(self) -> list[dict]:
        """What the bot has said, the oldest first, as it stands there now."""
        return [self._messages[number] for number in sorted(self._messages) if self._from_bot(number)]

    @property
    def texts(self) -> list[str]:
        """The words of it."""
        return [message["text"] for message in self.answers]

    @property
    def code(self) -> str | None:
        """The code of the appointment that was promised, if one was."""
        found = [CODE.search(text) for text in self.texts]
        return next((match[0] for match in found if match), None)

    async def say(self, text: str) -> None:
        """Write, in German."""
        await self._post("say", text=text, language_code="de")

    async def go_on(self) -> None:
        """Press the button that leads on to an appointment, and wait until something has changed."""
        seen = self._seen()
        message, data = self._button()
        await self._post("tap", message_id=message, data=data)
        await self.until(lambda: self._seen() != seen)

    async def until(self, happened: Callable[[], bool]) -> None:
        """Look at the chat until it is so."""
        while not happened():
            await self.look(seconds=30)

    async def look(self, seconds: float = 0) -> None:
        """See what has changed in the chat; wait so long for a change."""
        query = {"after": self.version, "timeout": seconds}
        news = (await self._client.get(f"/sandbox/changes/{self.user}", params=query)).json()
        self.version = news["version"]
        self._messages |= {message["message_id"]: message for message in news["messages"]}

    def _seen(self) -> list[tuple[str, str]]:
        return [(message["text"], str(message["buttons"])) for message in self.answers]

    def _from_bot(self, number: int) -> bool:
        return self._messages[number]["from"] == "bot"

    def _button(self) -> tuple[int, str]:
        """The message and the data of the newest button that leads on."""
        for message in reversed(self.answers):
            buttons = [b.get("data", "") for b in itertools.chain.from_iterable(message["buttons"])]
            for step in FORWARD:
                if data := next((data for data in buttons if step in data), None):
                    return message["message_id"], data
        raise AssertionError(f"nothing leads on from {self.texts}")

    async def _post(self, action: str, **body: object) -> None:
        (await self._client.post(f"/sandbox/{action}", json={"user": self.user} | body)).raise_for_status()


class Crowd:
    """People who come in groups; each has an errand."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._people = (Somebody(client, user) for user in itertools.count(1))
        self._errands: list[asyncio.Task[None]] = []
        self.asking: list[Somebody] = []
        self.booking: list[Somebody] = []

    async def show(self, questions: Sequence[str]) -> tuple[list[str], int]:
        """Ask one by one, then book, all in peace: the answers, and how many messages a booking takes."""
        asking, booking = next(self._people), next(self._people)
        for number, question in enumerate(questions, 1):
            await asking.say(question)
            await asking.until(lambda number=number: len(asking.answers) >= number)
        await _book(booking)
        return asking.texts, len(booking.texts)

    def come(self, asking: int, booking: int, questions: Sequence[str], last: str) -> None:
        """More people: some ask everything at once, some want an appointment, all at the same time."""
        for somebody in itertools.islice(self._people, asking):
            self.asking.append(somebody)
            self._errands.append(asyncio.create_task(_ask(somebody, questions, last)))
        for somebody in itertools.islice(self._people, booking):
            self.booking.append(somebody)
            self._errands.append(asyncio.create_task(_book(somebody)))

    async def served(self) -> int:
        """Wait until everybody has what they came for, or nothing moves any more; how many never got it."""
        waiting, before = self._errands, -1
        while waiting and (moved := self._moved()) != before:
            before = moved
            _, waiting = await asyncio.wait(waiting, timeout=PATIENCE)
        for errand in waiting:
            errand.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)
        for errand in self._errands:
            if not errand.cancelled():
                errand.result()
        return len(waiting)

    def _moved(self) -> int:
        return sum(somebody.version for somebody in (*self.asking, *self.booking))

    async def look(self) -> None:
        """Everybody looks at the phone once more."""
        for somebody in (*self.asking, *self.booking):
            await somebody.look()


async def _ask(somebody: Somebody, questions: Sequence[str], last: str) -> None:
    for question in questions:
        await somebody.say(question)
    await somebody.until(lambda: somebody.texts[-1:] == [last])


async def _book(somebody: Somebody) -> None:
    """Go through all steps; done with the code on the screen and the calendar file that comes after it."""
    await somebody.say("/termin")
    await somebody.until(lambda: bool(somebody.answers))
    while not somebody.code:
        await somebody.go_on()
    await somebody.until(lambda: any("document" in message for message in somebody.answers))


@asynccontextmanager
async def crowd(url: str):
    """The people on the local Telegram at `url`."""
    # a connection is given up before the server does so: a request on it would be lost
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None, keepalive_expiry=1)
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=PATIENCE, limits=limits) as client:
        yield Crowd(client)
