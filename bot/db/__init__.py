"""Tables and engines: SQLite in one file by default, PostgreSQL by `DATABASE_URL`."""

from bot.db.bookings import Appointment, AppointmentMove, BusyCell, Hold, OfferMade, Waiting
from bot.db.engine import UNAVAILABLE, Database, moment, unavailable
from bot.db.requests import HelpRequest
from bot.db.tables import Base, BookingDraft, InboxRow, Lease, OutboxRow, Person

__all__ = [
    "UNAVAILABLE",
    "Appointment",
    "AppointmentMove",
    "Base",
    "BookingDraft",
    "BusyCell",
    "Database",
    "HelpRequest",
    "Hold",
    "InboxRow",
    "Lease",
    "OfferMade",
    "OutboxRow",
    "Person",
    "Waiting",
    "moment",
    "unavailable",
]
