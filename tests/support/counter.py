"""The counter of the office without its doors: each wish is a transaction of its own, as in the bot."""

from __future__ import annotations

import itertools
from collections import Counter as Count
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import booking
from bot.booking import Request
from bot.booking.grid import cells, resources
from bot.db import Appointment, BusyCell, Hold
from bot.errors import BookingError
from tests.support.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from bot.content.schema import AppointmentRules
    from bot.db import Database

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
_numbers = itertools.count(1)


def new_intent() -> str:
    """An intent nobody has used."""
    return f"intent-{next(_numbers)}"


def new_code() -> str:
    """A code nobody has."""
    return f"W-{next(_numbers):06}"


class Counter:
    """Where people of every kind ask; `rules` and `now` are the test's to change."""

    def __init__(self, database: Database, rules: AppointmentRules = RULES, now: datetime = SUNDAY) -> None:
        self.database, self.rules, self.now = database, rules, now

    def later(self, span: timedelta) -> None:
        """Let time pass."""
        self.now += span

    def request(self, chat_id: int, starts_at: datetime | None, **changes: object) -> Request:
        """What an Arabic speaker wants about work."""
        asked = Request(new_intent(), chat_id, "ar", "work", "pool", "ar", starts_at)
        return replace(asked, **changes)

    async def hold(self, request: Request) -> Hold:
        """Somebody has chosen a time."""
        async with self.database.write() as session:
            return await booking.hold(session, request, self.rules, self.now)

    async def confirm(self, request: Request) -> Appointment:
        """Somebody presses the button below the summary."""
        async with self.database.write() as session:
            return (await booking.confirm(session, request, self.rules, self.now, new_code)).appointment

    async def book(self, chat_id: int, starts_at: datetime | None, **changes: object) -> Appointment:
        """Hold and confirm in one."""
        request = self.request(chat_id, starts_at, **changes)
        async with self.database.write() as session:
            return (await booking.book(session, request, self.rules, self.now, new_code)).appointment

    async def move(self, appointment: Appointment, request: Request) -> booking.Happened:
        """Somebody presses the button that moves."""
        async with self.database.write() as session:
            return await booking.move(session, appointment.id, request, self.rules, self.now)

    async def cancel(self, appointment: Appointment, chat_id: int | None = None) -> booking.Happened:
        """Somebody cancels, and the line moves up."""
        async with self.database.write() as session:
            chat = appointment.chat_id if chat_id is None else chat_id
            return await booking.cancel(session, chat, appointment.id, self.now)

    async def wait(self, chat_id: int, before: datetime | None = None, **changes: object) -> None:
        """Somebody stands in line."""
        async with self.database.write() as session:
            await booking.wait(session, self.request(chat_id, None, **changes), self.now, before)

    async def offer(self, freed: Sequence[booking.Time]) -> list[booking.Offer]:
        """What has become free is offered to the line."""
        async with self.database.write() as session:
            return [
                offer
                for time in freed
                for offer in await booking.offer_freed(session, time, self.rules, self.now, new_intent)
            ]

    async def offer_free(self) -> tuple[booking.Offer, ...]:
        """What happens in the morning, and after staff have changed something."""
        async with self.database.write() as session:
            return await booking.offer_free(session, self.rules, self.now, new_intent)

    async def accept(self, chat_id: int, intent: str) -> booking.Happened:
        """Somebody wants what they were offered."""
        async with self.database.write() as session:
            return await booking.accept(session, chat_id, intent, self.rules, self.now, new_code)

    async def decline(self, chat_id: int, intent: str) -> tuple[booking.Offer, ...]:
        """Somebody does not."""
        async with self.database.write() as session:
            return await booking.decline(session, chat_id, intent, self.rules, self.now, new_intent)

    async def stop_waiting(self, chat_id: int) -> tuple[booking.Offer, ...]:
        """Somebody leaves the line."""
        async with self.database.write() as session:
            return await booking.stop_waiting(session, chat_id, self.rules, self.now, new_intent)

    async def expire_offers(self) -> tuple[booking.Offer, ...]:
        """What the worker does every few seconds."""
        async with self.database.write() as session:
            return await booking.expire_offers(session, self.rules, self.now, new_intent)

    async def unsaid(self, offer: booking.Offer) -> None:
        """What the worker does where Telegram did not take the offer in time."""
        async with self.database.write() as session:
            await booking.unsaid(session, offer)

    async def release_expired(self) -> tuple[booking.Time, ...]:
        """What the worker does as well."""
        async with self.database.write() as session:
            return await booking.release_expired(session, self.now)

    async def all(self, table: type, *where: object) -> list:
        """Rows of a table."""
        async with self.database.read() as session:
            return list(await session.scalars(select(table).where(*where)))

    async def booked(self) -> list[Appointment]:
        """The appointments that stand."""
        return sorted(await self.all(Appointment, Appointment.status == "booked"), key=lambda one: one.id)


async def refusal(wish: object) -> object:
    """What a wish gives, or the kind of BookingError with which it is refused."""
    try:
        return await wish
    except BookingError as error:
        return type(error)


async def faults(counter: Counter) -> list[str]:
    """What must never be: cells that are not those of the appointments and holds, and times that overlap."""
    owners = [*await counter.booked(), *await counter.all(Hold)]
    return faults_of(owners, await counter.all(BusyCell))


def faults_of(owners: Sequence[Appointment | Hold], found: Sequence[BusyCell]) -> list[str]:
    """The same of rows that somebody has read."""
    wanted = Count(
        (resource, cell)
        for one in owners
        for resource in resources(one.adviser, one.room)
        for cell in cells(one.starts_at, one.busy_until)
    )
    kept = {(one.resource, one.cell) for one in found}
    faults = [f"{resource} twice in cell {cell}" for (resource, cell), count in wanted.items() if count > 1]
    faults += [f"{resource} has lost cell {cell}" for resource, cell in wanted.keys() - kept]
    return faults + [f"{resource} keeps cell {cell} for nobody" for resource, cell in kept - wanted.keys()]
