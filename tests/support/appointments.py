"""Appointments, holds and people in line as they stand in the database, however they came there."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.db import Appointment, Hold, Waiting

if TYPE_CHECKING:
    from datetime import datetime

_numbers = itertools.count(1)


def appointment(starts_at: datetime, **changes: object) -> Appointment:
    """Half an hour that somebody has booked; every one is another person's."""
    number = next(_numbers)
    values = {
        "code": f"W-{number:04}",
        "intent": f"{number:032x}",
        "chat_id": 1000 + number,
        "adviser": "one",
        "subject": "work",
        "language": "ar",
        "interpreter": "pool",
        "interpreter_language": "ar",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "status": "booked",
        "created_at": starts_at - timedelta(days=7),
    }
    return Appointment(**(values | changes))


def hold(starts_at: datetime, **changes: object) -> Hold:
    """Half an hour that somebody has chosen and not confirmed; every one is another person's."""
    number = next(_numbers)
    values = {
        "chat_id": 1000 + number,
        "kind": "hold",
        "intent": f"{number:032x}",
        "adviser": "one",
        "room": "room-1",
        "subject": "work",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "busy_until": starts_at + timedelta(minutes=30),
        "until": starts_at - timedelta(days=7),
    }
    return Hold(**(values | changes))


def waiting(chat_id: int, since: datetime, **changes: object) -> Waiting:
    """Somebody in line for any time about work."""
    values = {"chat_id": chat_id, "subject": "work", "interpreter": "none", "language": "ar", "since": since}
    return Waiting(**(values | changes))
