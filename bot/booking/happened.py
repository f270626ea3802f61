"""What people ask for, and what has happened: plain values for whoever words the messages about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.db import Appointment, Hold


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks for. `intent` is unique to one press of one confirm button.

    No `starts_at` is the earliest time there is, no `adviser` anybody; who speaks the person's language comes
    first. `name` and `phone` are sealed already (`bot.db.secrets`).
    """

    intent: str
    chat_id: int
    language: str
    subject: str
    interpreter: str
    interpreter_language: str | None
    starts_at: datetime | None
    adviser: str | None = None
    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of an adviser and a room, for a subject."""

    adviser: str
    room: str | None
    subject: str
    starts_at: datetime
    ends_at: datetime
    busy_until: datetime

    @classmethod
    def of(cls, row: Appointment | Hold) -> Time:
        """The time of a row as it is now, which the row may soon leave."""
        return cls(row.adviser, row.room, row.subject, row.starts_at, row.ends_at, row.busy_until)


class What(StrEnum):
    """The kinds of things that happen."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    OFFERED = "offered"
    DECLINED = "declined"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Happened:
    """An appointment was booked, moved (`former` is the time it left) or cancelled.

    `freed` are times that nobody has now: give each to `offer_freed`. `again` means that nothing is new: the
    same button was pressed twice, and what was promised then still holds.
    """

    what: What
    appointment: Appointment
    former: Time | None = None
    freed: tuple[Time, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody in line was offered a time, `until` when; or has declined it; or has let it lapse."""

    what: What
    chat_id: int
    intent: str
    time: Time
    until: datetime

    @classmethod
    def of(cls, what: What, hold: Hold) -> Offer:
        """What became of the hold of an offer."""
        return cls(what, hold.chat_id, hold.intent, Time.of(hold), hold.until)
