"""The list as plain values in German, one row an appointment; no chat number, no name."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.clock import BERLIN
from bot.content.schedule import Weekday
from bot.db import Appointment
from bot.languages import BY_CODE

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.content.schema import Content

STATUS = {"booked": "gebucht", "past": "gebucht", "cancelled": "abgesagt"}
INTERPRETER = {"none": "nein", "own": "bringt jemanden mit", "pool": "ja"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `HEADINGS` names its columns. Times are wall-clock times in Winnenden."""

    day: date
    weekday: str
    start: time
    end: time
    code: str
    subject: str
    adviser: str
    room: str
    language: str
    interpreter: str
    status: str

    def values(self) -> tuple[object, ...]:
        """The cells in the order of `HEADINGS`."""
        return astuple(self)


HEADINGS = (
    "Datum",
    "Wochentag",
    "Beginn",
    "Ende",
    "Code",
    "Thema",
    "Mit",
    "Zimmer",
    "Sprache",
    "Dolmetscher",
    "Status",
)


async def appointment_rows(
    session: AsyncSession, content: Content, first: date, last: date, *, cancelled: bool = False
) -> list[Row]:
    """Appointments from `first` to `last` (both included, days in Winnenden), in order of time."""
    start = datetime.combine(first, time.min, BERLIN).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time.min, BERLIN).astimezone(UTC)
    query = (
        select(Appointment)
        .where(Appointment.starts_at >= start, Appointment.starts_at < end)
        .order_by(Appointment.starts_at, Appointment.adviser, Appointment.id)
    )
    if not cancelled:
        query = query.where(Appointment.status != "cancelled")
    return [_row(content, appointment) for appointment in await session.scalars(query)]


def _row(content: Content, appointment: Appointment) -> Row:
    rules = content.appointments
    start, end = (moment.astimezone(BERLIN) for moment in (appointment.starts_at, appointment.ends_at))
    adviser, subject = rules.adviser(appointment.adviser), rules.subject(appointment.subject)
    return Row(
        day=start.date(),
        weekday=list(Weekday)[start.weekday()],
        start=start.time(),
        end=end.time(),
        code=appointment.code,
        subject=subject.title["de"] if subject else appointment.subject,
        adviser=adviser.name if adviser else appointment.adviser,
        room=rules.room_name(None, appointment.adviser),
        language=_german_name(appointment.language),
        interpreter=_interpreter(appointment),
        status=STATUS[appointment.status],
    )


def _interpreter(appointment: Appointment) -> str:
    answer = INTERPRETER[appointment.interpreter]
    language = appointment.interpreter_language
    return f"{answer}, {_german_name(language)}" if language else answer


def _german_name(code: str) -> str:
    return BY_CODE[code].german_name if code in BY_CODE else "andere Sprache"
