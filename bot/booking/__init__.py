"""Appointments with integration management: which times are offered, and how one is promised."""

from bot.booking.offers import Slot, bookable_days, day_slots
from bot.booking.promises import Request, book, busy_cells, cancel, open_appointment

__all__ = [
    "Request",
    "Slot",
    "book",
    "bookable_days",
    "busy_cells",
    "cancel",
    "day_slots",
    "open_appointment",
]
