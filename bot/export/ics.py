"""Appointments for calendars, as iCalendar (RFC 5545 and 5546): one person's file, or the desk's list.

A calendar knows an appointment by its id, which never changes, and the later file by its larger SEQUENCE. No
name of a person stands in any of them: calendars are shared, shown on lock screens and kept elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from bot.export.calendar_file import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.content.schema import Place
    from bot.db import Appointment
    from bot.export.rows import Row

Method: TypeAlias = Literal["PUBLISH", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar has to know of an appointment; moments are aware.

    It was `stamped_at` its booking or its end; when it was moved nobody keeps, `sequence` counts that.
    """

    code: str
    starts_at: datetime
    ends_at: datetime
    stamped_at: datetime
    sequence: int
    cancelled: bool
    location: str = ""


def event_of(appointment: Appointment, place: Place | None = None, room: str = "") -> Event:
    """The present state of an appointment; an example is no place to go to."""
    where = [room] if place is None or place.example else [room, place.address, place.town]
    return Event(
        code=appointment.code,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        stamped_at=appointment.cancelled_at or appointment.created_at,
        sequence=appointment.sequence,
        cancelled=appointment.status == "cancelled",
        location=", ".join(filter(None, where)),
    )


def appointment_calendar(
    appointment: Appointment,
    place: Place | None,
    method: Method = "PUBLISH",
    *,
    room: str = "",
    summary: str = "",
    description: str = "",
) -> bytes:
    """One person's file: PUBLISH enters or moves the appointment, CANCEL takes it out again.

    The texts are for that person, in their language; without a summary there is the code alone.
    """
    event = event_of(appointment, place, room)
    calendar = _calendar(method)
    calendar.add_component(
        _component(event, summary or event.code, description, cancelled=method == "CANCEL")
    )
    return bytes(calendar.to_ical())


def list_calendar(rows: Sequence[Row], title: str) -> bytes:
    """The desk's list: each appointment with code, language and subject; cancelled ones are told as such."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", title)
    for row in rows:
        summary = f"{row.code} {row.language}: {row.subject}"
        description = f"Dolmetscher: {row.interpreter}"
        calendar.add_component(_component(row.event, summary, description, cancelled=row.event.cancelled))
    return bytes(calendar.to_ical())


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{DOMAIN}//appointments//DE")
    calendar.add("method", method)
    return calendar


def _component(event: Event, summary: str, description: str, *, cancelled: bool) -> CalendarEvent:
    component = CalendarEvent()
    properties = {
        "uid": f"{event.code}@{DOMAIN}",
        "sequence": event.sequence,
        "dtstamp": event.stamped_at,
        "dtstart": event.starts_at,
        "dtend": event.ends_at,
        "status": "CANCELLED" if cancelled else "CONFIRMED",
        "class": "PRIVATE",
        "transp": "TRANSPARENT" if cancelled else "OPAQUE",
        "summary": summary,
        "description": description,
        "location": event.location,
    }
    for name, value in properties.items():
        if value != "":
            component.add(name, value)
    return component
