"""How many appointments one person may have, counted while nobody else acts for that person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from bot.clock import berlin_day
from bot.db import Appointment
from bot.errors import AlreadyBooked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.content.schema import AppointmentRules


@dataclass(frozen=True, slots=True)
class Room:
    """What a person may still book: the number of the next open appointment, and not on these days."""

    nth: int
    full: frozenset[date]


async def alone(session: AsyncSession, chat_id: int) -> None:
    """Let a person's second phone wait until the first is done; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(chat_id)))


async def open_appointments(session: AsyncSession, chat_id: int, now: datetime) -> Sequence[Appointment]:
    """The person's appointments that are not over yet, the next first."""
    still = (Appointment.chat_id == chat_id, Appointment.status == "booked", Appointment.ends_at > now)
    found = await session.scalars(select(Appointment).where(*still).order_by(Appointment.starts_at))
    return found.all()


async def open_appointment(session: AsyncSession, chat_id: int, now: datetime) -> Appointment | None:
    """The next of them, if there is one."""
    return next(iter(await open_appointments(session, chat_id, now)), None)


async def full_days(
    session: AsyncSession, chat_id: int, rules: AppointmentRules, but: Appointment | None = None
) -> frozenset[date]:
    """The days on which the person has all the appointments one may have, `but` one that is to be moved."""
    return _full(rules, (one for one in await _kept(session, chat_id) if but is None or one.id != but.id))


async def room_for(session: AsyncSession, chat_id: int, rules: AppointmentRules, now: datetime) -> Room:
    """What the person may book now. Raises AlreadyBooked if they have as many open ones as one may have."""
    kept = await _kept(session, chat_id)
    over = [one.id for one in kept if one.status == "booked" and one.ends_at <= now]
    if over:  # they keep no place in the index of open appointments
        await session.execute(update(Appointment).where(Appointment.id.in_(over)).values(status="past"))
    used = {one.nth for one in kept if one.status == "booked" and one.ends_at > now}
    if len(used) >= rules.open_appointments:
        raise AlreadyBooked
    return Room(next(nth for nth in range(1, len(used) + 2) if nth not in used), _full(rules, kept))


async def _kept(session: AsyncSession, chat_id: int) -> Sequence[Appointment]:
    query = select(Appointment).where(Appointment.chat_id == chat_id, Appointment.status != "cancelled")
    return (await session.scalars(query)).all()


def _full(rules: AppointmentRules, kept: Iterable[Appointment]) -> frozenset[date]:
    days = Counter(berlin_day(one.starts_at) for one in kept)
    return frozenset(day for day, count in days.items() if count >= rules.a_day)
