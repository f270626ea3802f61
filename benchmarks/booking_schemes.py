"""Ways to keep two people from one time, on the same engines, asked the same things.

`Cells` and `HoldThenConfirm` are ours. `CheckThenInsert` looks first and writes then, each in a transaction
of its own, as web pages do that show what is free and save what is sent. `UniqueStart` is the obvious rule:
an adviser has one appointment at one start.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Column, Integer, MetaData, String, Table, UniqueConstraint, insert, select
from sqlalchemy.exc import IntegrityError

from bot.booking import Request, book, confirm, hold
from bot.content.schema import AppointmentRules
from bot.db import Appointment
from bot.db.types import UtcDateTime
from bot.errors import SlotTaken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.db import Database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")
Span = tuple[datetime, datetime]
_numbers = itertools.count(1)
_metadata = MetaData()


@cache
def rules(minutes: int, adviser: str = "one") -> AppointmentRules:
    """One adviser who is there all day, for a year."""
    return AppointmentRules.model_validate(
        {
            "minutes": minutes,
            "horizon_days": 365,
            "contact": "office",
            "subjects": [{"id": "work", "title": {"de": "Arbeit"}}],
            "rooms": [{"id": adviser, "name": "Zimmer"}],
            "advisers": [
                {
                    "id": adviser,
                    "name": "Beraterin",
                    "room": adviser,
                    "hours": [{"weekday": day, "start": "08:00", "end": "18:00"} for day in WEEKDAYS],
                }
            ],
        }
    )


def _table(name: str, *rules: UniqueConstraint) -> Table:
    return Table(
        name,
        _metadata,
        Column("id", Integer, primary_key=True),
        Column("chat_id", Integer, nullable=False, index=True),
        Column("adviser", String(64), nullable=False),
        Column("starts_at", UtcDateTime(), nullable=False, index=True),
        Column("ends_at", UtcDateTime(), nullable=False),
        *rules,
    )


CHECKED = _table("peer_checked")
UNIQUE = _table("peer_unique", UniqueConstraint("adviser", "starts_at"))


class Scheme(Protocol):
    """A way to book. `name` stands in the table of results."""

    name: str

    async def book(self, chat_id: int, start: datetime, minutes: int) -> bool:
        """Whether the person got the time."""
        ...

    async def spans(self) -> Sequence[Span]:
        """Start and end of all appointments."""
        ...


class Cells:
    """Ours in one step: what a person may still book, the appointment and its cells in one transaction."""

    name, adviser = "zuhause", "one"

    def __init__(self, database: Database) -> None:
        self._database = database

    async def book(self, chat_id: int, start: datetime, minutes: int) -> bool:
        """Whether the person got the time."""
        request = Request(f"{next(_numbers)}", chat_id, "ar", "work", "none", None, start)
        try:
            await self._ask(request, rules(minutes, self.adviser))
        except SlotTaken:
            return False
        return True

    async def spans(self) -> Sequence[Span]:
        """Start and end of all appointments."""
        columns = select(Appointment.starts_at, Appointment.ends_at)
        async with self._database.read() as session:
            found = await session.execute(columns.where(Appointment.adviser == self.adviser))
            return [(start, end) for start, end in found]

    async def _ask(self, request: Request, terms: AppointmentRules) -> None:
        async with self._database.write() as session:
            await book(session, request, terms, NOW, _new_code)


class HoldThenConfirm(Cells):
    """Ours as people meet it: the time is held when it is chosen and confirmed in a second transaction."""

    name, adviser = "zuhause, hold and confirm", "two"

    async def _ask(self, request: Request, terms: AppointmentRules) -> None:
        async with self._database.write() as session:
            await hold(session, request, terms, NOW)
        async with self._database.write() as session:
            await confirm(session, request, terms, NOW, _new_code)


def _new_code() -> str:
    return f"W-{next(_numbers)}"


class _Peer:
    name, table = "", CHECKED

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self) -> None:
        """Make the table."""
        async with self._database.write() as session:
            await (await session.connection()).run_sync(_metadata.create_all)

    async def spans(self) -> Sequence[Span]:
        """Start and end of all appointments."""
        columns = select(self.table.c.starts_at, self.table.c.ends_at)
        async with self._database.read() as session:
            return [(start, end) for start, end in await session.execute(columns)]

    async def _insert(self, chat_id: int, start: datetime, minutes: int) -> None:
        values = {"chat_id": chat_id, "adviser": "one", "starts_at": start}
        async with self._database.write() as session:
            end = start + timedelta(minutes=minutes)
            await session.execute(insert(self.table).values(**values, ends_at=end))


class CheckThenInsert(_Peer):
    """Look whether the time is free; if so, write the appointment."""

    name, table = "check, then insert", CHECKED

    async def book(self, chat_id: int, start: datetime, minutes: int) -> bool:
        """Whether the person believes to have got the time."""
        end = start + timedelta(minutes=minutes)
        columns = self.table.c
        overlapping = select(columns.id).where(
            columns.adviser == "one", columns.starts_at < end, columns.ends_at > start
        )
        async with self._database.read() as session:
            if await session.scalar(overlapping.limit(1)) is not None:
                return False
        await self._insert(chat_id, start, minutes)
        return True


class UniqueStart(_Peer):
    """Write the appointment; the database refuses a second one of the adviser at that start."""

    name, table = "unique (adviser, start)", UNIQUE

    async def book(self, chat_id: int, start: datetime, minutes: int) -> bool:
        """Whether the person got the start."""
        try:
            await self._insert(chat_id, start, minutes)
        except IntegrityError:
            return False
        return True
