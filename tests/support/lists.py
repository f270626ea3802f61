"""Lines of the desk's list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.export.ics import Event
from bot.export.rows import Row

EVENT = Event(
    code="W-7K3F",
    starts_at=datetime(2026, 11, 26, 9, tzinfo=UTC),
    ends_at=datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
    stamped_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
    sequence=0,
    cancelled=False,
    location="Zimmer 1",
)
ROW = Row(
    day=date(2026, 11, 26),
    weekday="Donnerstag",
    start=time(10),
    end=time(10, 30),
    code="W-7K3F",
    subject="Arbeit",
    adviser="Beraterin Eins",
    room="Zimmer 1",
    language="Ukrainisch",
    interpreter="ja, Ukrainisch",
    name="Олена Ткаченко",
    phone="0151 23456789",
    status="gebucht",
    event=EVENT,
)


def row_with(**changes: object) -> Row:
    """The same appointment with other words."""
    return replace(ROW, **changes)
