"""Booked appointments that no longer fit, in words for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.booking import Reason
from bot.texts import day_and_time

if TYPE_CHECKING:
    from bot.booking import Conflict
    from bot.content.schema import AppointmentRules
    from bot.texts import Say

REASONS = {
    Reason.ADVISER_GONE: "Diese Person gibt keine Termine mehr.",
    Reason.CLOSED: "An diesem Tag ist geschlossen.",
    Reason.AWAY: "Diese Person ist an diesem Tag nicht da.",
    Reason.OUTSIDE_HOURS: "Diese Person ist zu dieser Zeit nicht da.",
    Reason.OTHER_ADVISER: "Zu diesem Thema gibt diese Person keine Termine mehr.",
    Reason.OTHER_ROOM: "Diese Person hat jetzt ein anderes Zimmer.",
}
NOTHING_LOST = (
    "Kein Termin wurde gelöscht. Vereinbaren Sie eine andere Zeit mit diesen Menschen, oder ändern Sie "
    "content/appointments.yaml so, dass die Termine wieder passen."
)


def with_whom(rules: AppointmentRules, conflict: Conflict) -> str:
    """The adviser's name; of somebody who is gone only the id is known."""
    adviser = rules.adviser(conflict.appointment.adviser)
    return adviser.name if adviser else conflict.appointment.adviser


def conflict_line(rules: AppointmentRules, german: Say, conflict: Conflict) -> str:
    """One line of a list in the chat."""
    one = conflict.appointment
    when = day_and_time(german, one.starts_at)
    return f"• {when} · {one.code} · {with_whom(rules, conflict)}: {REASONS[conflict.reason]}"
