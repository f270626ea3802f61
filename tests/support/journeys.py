"""The ways people take to an appointment, tap by tap, in their language."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.db import Appointment
from bot.texts import day_label, without_marks

if TYPE_CHECKING:
    from datetime import date

    from tests.support.town import Chat


@dataclass(slots=True)
class Walker:
    """Somebody who reads what the buttons say in their language; sentences are named in German."""

    chat: Chat

    def words(self, sentence: str, **values: object) -> str:
        """A sentence as this person reads it, without direction marks."""
        language = self.chat.language_code
        return without_marks(self.chat.town.services.voices[language](sentence, **values))

    def reads(self, sentence: str) -> bool:
        """Whether the newest message says it, up to its first value."""
        values = {name: "…" for _, name, _, _ in Formatter().parse(sentence) if name}
        return self.words(sentence, **values).partition("…")[0].strip() in self.chat.text

    async def tap(self, *sentences: str) -> None:
        """Press one button after the other."""
        for sentence in sentences:
            await self.chat.tap(self.words(sentence))

    async def to_days(self) -> None:
        """Book about work, without an interpreter."""
        await self.chat.say("/termin")
        await self.chat.tap("IN Arbeit")
        await self.tap("Nein, ich brauche keinen")

    async def to_time(self, day: date, time: str) -> None:
        """Choose a day and a time of it."""
        await self.chat.tap(without_marks(day_label(self.chat.town.services.voices[self.language], day)))
        await self.chat.tap(time)

    @property
    def language(self) -> str:
        """The language they read."""
        return str(self.chat.language_code)

    async def book(self, day: date, time: str) -> None:
        """An appointment, all the way."""
        await self.to_days()
        await self.to_time(day, time)
        await self.tap("Nein, weiter", "✅ Ja, Termin buchen")

    async def press(self, part: str) -> None:
        """Press the key below the chat that says it."""
        rows = self.chat.town.core.keyboard(self.chat.user)["rows"]
        texts = [key["text"] for row in rows for key in row]
        wanted = self.words(part)
        self.chat.town.core.press(
            self.chat.user, next(text for text in texts if wanted in without_marks(text))
        )
        await self.chat.town.settle()

    async def appointments(self) -> list[Appointment]:
        """What is booked for them."""
        async with self.chat.town.services.database.read() as session:
            mine = (Appointment.chat_id == self.chat.user, Appointment.status == "booked")
            return list(await session.scalars(select(Appointment).where(*mine)))
