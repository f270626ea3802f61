"""Appointments with integration management: which times are offered, how one is promised, moved, taken back.

Every use case takes a session (the caller's transaction), the rules and the moment (`bot.db.moment`), and
returns what has happened, so that messages about it can be promised in the same transaction.
"""

from bot.booking.changes import cancel, move
from bot.booking.fitting import Conflict, Reason, conflicts
from bot.booking.happened import Happened, Offer, Request, Time, What
from bot.booking.holds import hold, release_expired
from bot.booking.limits import full_days, open_appointment, open_appointments
from bot.booking.line import accept, decline, expire_offers, offer_free, offer_freed, stop_waiting, unsaid
from bot.booking.offers import Slot, bookable_days, day_slots, earliest
from bot.booking.promises import book, confirm
from bot.booking.taken import busy_cells
from bot.booking.waiting import wait

__all__ = [
    "Conflict",
    "Happened",
    "Offer",
    "Reason",
    "Request",
    "Slot",
    "Time",
    "What",
    "accept",
    "book",
    "bookable_days",
    "busy_cells",
    "cancel",
    "confirm",
    "conflicts",
    "day_slots",
    "decline",
    "earliest",
    "expire_offers",
    "full_days",
    "hold",
    "move",
    "offer_free",
    "offer_freed",
    "open_appointment",
    "open_appointments",
    "release_expired",
    "stop_waiting",
    "unsaid",
    "wait",
]
