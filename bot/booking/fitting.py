"""What no longer fits the rules after staff have changed them.

A booked appointment stays and is listed; a time that is only held or offered is not promised any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.booking.offers import terms
from bot.booking.week import is_away, is_open, presence
from bot.clock import berlin_day
from bot.db import Appointment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.content.schema import Adviser, AppointmentRules
    from bot.db import Hold


class Reason(StrEnum):
    """Why an appointment does not fit."""

    ADVISER_GONE = "adviser-gone"
    CLOSED = "closed"
    AWAY = "away"
    OUTSIDE_HOURS = "outside-hours"
    OTHER_ADVISER = "other-adviser"
    OTHER_ROOM = "other-room"


@dataclass(frozen=True, slots=True)
class Conflict:
    """An appointment to come, and the first reason why it does not fit."""

    appointment: Appointment
    reason: Reason


async def conflicts(session: AsyncSession, rules: AppointmentRules, now: datetime) -> list[Conflict]:
    """All of them, the next first."""
    to_come = (Appointment.status == "booked", Appointment.starts_at > now)
    query = select(Appointment).where(*to_come).order_by(Appointment.starts_at, Appointment.id)
    found = ((one, _reason(rules, one)) for one in await session.scalars(query))
    return [Conflict(appointment, reason) for appointment, reason in found if reason]


def fits(rules: AppointmentRules, kept: Hold) -> bool:
    """Whether staff still give appointments at a time that somebody holds or was offered."""
    return _reason(rules, kept) is None


def _reason(rules: AppointmentRules, appointment: Appointment | Hold) -> Reason | None:
    adviser = rules.adviser(appointment.adviser)
    if adviser is None:
        return Reason.ADVISER_GONE
    if not _is_there(rules, adviser, appointment):
        return _why_not_there(rules, adviser, appointment)
    if adviser not in terms(rules, appointment.subject).advisers:
        return Reason.OTHER_ADVISER
    if appointment.room not in (None, adviser.room):
        return Reason.OTHER_ROOM
    return None


def _is_there(rules: AppointmentRules, adviser: Adviser, appointment: Appointment | Hold) -> bool:
    stretches = presence(rules, adviser, berlin_day(appointment.starts_at))
    return any(start <= appointment.starts_at and appointment.ends_at <= end for start, end in stretches)


def _why_not_there(rules: AppointmentRules, adviser: Adviser, appointment: Appointment | Hold) -> Reason:
    day = berlin_day(appointment.starts_at)
    if any(special.day == day for special in adviser.special):
        return Reason.OUTSIDE_HOURS
    if not is_open(rules, day):
        return Reason.CLOSED
    return Reason.AWAY if is_away(adviser, day) else Reason.OUTSIDE_HOURS
