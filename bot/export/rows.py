"""The list as plain values in German, one row an appointment; no chat number, a name where one was given."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import phonenumbers
from sqlalchemy import select

from bot.clock import BERLIN
from bot.content.schedule import Weekday
from bot.db import Appointment
from bot.export.ics import Event, event_of
from bot.languages import BY_CODE

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.content.schema import Content
    from bot.db.secrets import Vault

STATUS = {"booked": "gebucht", "past": "gebucht", "cancelled": "abgesagt"}
COMING = {True: ", kommt", False: ", kommt nicht", None: ""}  # what the person has answered to the reminder
GERMANY = 49
JOINERS = "\u200c\u200d"  # they shape letters of Persian and others
UNSEEN = {"Cf", "Co", "Cn", "Cs"}
INTERPRETER = {"none": "nein", "own": "bringt jemanden mit", "pool": "ja"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `HEADINGS` names its columns. Times are wall-clock times in Winnenden.

    `event` is what a calendar needs; it is no column.
    """

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
    name: str
    phone: str
    status: str
    event: Event

    def values(self) -> tuple[object, ...]:
        """The cells in the order of `HEADINGS`."""
        return tuple(getattr(self, column.name) for column in fields(self)[: len(HEADINGS)])


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
    "Name",
    "Telefon",
    "Status",
)


async def appointment_rows(
    session: AsyncSession, content: Content, vault: Vault, first: date, last: date, *, cancelled: bool = False
) -> list[Row]:
    """Appointments from `first` to `last` (both included, days in Winnenden), in order of time.

    Raises WrongKey for a name that `vault` cannot open.
    """
    start = datetime.combine(first, time.min, BERLIN).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time.min, BERLIN).astimezone(UTC)
    query = (
        select(Appointment)
        .where(Appointment.starts_at >= start, Appointment.starts_at < end)
        .order_by(Appointment.starts_at, Appointment.adviser, Appointment.id)
    )
    if not cancelled:
        query = query.where(Appointment.status != "cancelled")
    return [_row(content, vault, appointment) for appointment in await session.scalars(query)]


def _row(content: Content, vault: Vault, appointment: Appointment) -> Row:
    rules = content.appointments
    start, end = (moment.astimezone(BERLIN) for moment in (appointment.starts_at, appointment.ends_at))
    adviser, subject = rules.adviser(appointment.adviser), rules.subject(appointment.subject)
    room = rules.room_name(appointment.room, appointment.adviser)
    return Row(
        day=start.date(),
        weekday=list(Weekday)[start.weekday()],
        start=start.time(),
        end=end.time(),
        code=appointment.code,
        subject=subject.title["de"] if subject else appointment.subject,
        adviser=adviser.name if adviser else appointment.adviser,
        room=room,
        language=german_name(appointment.language),
        interpreter=interpreter(appointment),
        name=_line(_opened(vault, appointment.name)),
        phone=phone_text(_opened(vault, appointment.phone)),
        status=_status(appointment),
        event=event_of(appointment, content.places.get(rules.place or ""), room),
    )


def phone_text(number: str) -> str:
    """A number as one dials it here, 07195 13327 or 0043 1 234567; with a + tables take it for a sum."""
    try:
        parsed = phonenumbers.parse(number, "DE")
    except phonenumbers.NumberParseException:
        return _line(number)
    if parsed.country_code == GERMANY:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace("+", "00")


def _opened(vault: Vault, sealed: str | None) -> str:
    return vault.open(sealed) if sealed else ""


def _line(text: str) -> str:
    """Without line breaks, and without signs that nobody sees and that turn other words round."""
    seen = (sign for sign in text if sign in JOINERS or unicodedata.category(sign) not in UNSEEN)
    return unicodedata.normalize("NFC", " ".join("".join(seen).split()))


def _status(appointment: Appointment) -> str:
    status = STATUS[appointment.status]
    return status if appointment.status == "cancelled" else status + COMING[appointment.coming]


def interpreter(appointment: Appointment) -> str:
    """Who translates, in German."""
    answer = INTERPRETER[appointment.interpreter]
    language = appointment.interpreter_language
    return f"{answer}, {german_name(language)}" if language else answer


def german_name(code: str) -> str:
    """A language as staff call it."""
    return BY_CODE[code].german_name if code in BY_CODE else "andere Sprache"
