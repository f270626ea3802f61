"""Tables and engines: SQLite in one file by default, PostgreSQL by `DATABASE_URL`."""

from bot.db.engine import UNAVAILABLE, Database, unavailable
from bot.db.requests import HelpRequest
from bot.db.tables import Appointment, Base, BookingDraft, BusyCell, InboxRow, Lease, OutboxRow, Person

__all__ = [
    "UNAVAILABLE",
    "Appointment",
    "Base",
    "BookingDraft",
    "BusyCell",
    "Database",
    "HelpRequest",
    "InboxRow",
    "Lease",
    "OutboxRow",
    "Person",
    "unavailable",
]
