"""Which times are offered. Pure: rules, the present moment and what is taken go in, slots come out.

Hours are wall-clock times in Winnenden; a slot's moment is UTC, so a week with a clock change needs no care.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import BERLIN
from bot.content.holidays import is_public_holiday

if TYPE_CHECKING:
    from bot.content.schedule import Hours
    from bot.content.schema import Adviser, AppointmentRules

CELL_SECONDS = 300
Cells = AbstractSet[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which at least one of `advisers` (ids, in the order of the content file) is free."""

    starts_at: datetime
    ends_at: datetime
    advisers: tuple[str, ...]


def cells(starts_at: datetime, ends_at: datetime) -> range:
    """Number the five-minute cells from start (included) to end (excluded)."""
    return range(int(starts_at.timestamp()) // CELL_SECONDS, -(-int(ends_at.timestamp()) // CELL_SECONDS))


def is_open(rules: AppointmentRules, day: date) -> bool:
    """Whether `day` is neither closed by the office nor a public holiday in Baden-Württemberg."""
    return not (day in rules.closed or f"{day:%d.%m.}" in rules.closed_every_year or is_public_holiday(day))


def bookable_days(rules: AppointmentRules, now: datetime, taken: Cells) -> list[date]:
    """The days with at least one free slot, from the lead time to the horizon."""
    today = now.astimezone(BERLIN).date()
    days = (today + timedelta(days=ahead) for ahead in range(rules.lead_days, rules.horizon_days + 1))
    return [day for day in days if day_slots(rules, day, now, taken)]


def day_slots(rules: AppointmentRules, day: date, now: datetime, taken: Cells) -> list[Slot]:
    """The free slots of `day` in order; empty if the day is closed, too near or too far."""
    today = now.astimezone(BERLIN).date()
    ahead = (day - today).days
    if not (rules.lead_days <= ahead <= rules.horizon_days and is_open(rules, day)):
        return []
    free: dict[tuple[datetime, datetime], list[str]] = {}
    for adviser in rules.advisers:
        for start, end in _starts(adviser, day, rules.minutes):
            if start > now and not any((adviser.id, cell) in taken for cell in cells(start, end)):
                free.setdefault((start, end), []).append(adviser.id)
    return [Slot(start, end, tuple(ids)) for (start, end), ids in sorted(free.items())]


def _starts(adviser: Adviser, day: date, minutes: int) -> Iterator[tuple[datetime, datetime]]:
    for hours in adviser.hours:
        if hours.weekday.number == day.weekday():
            yield from _within(hours, day, timedelta(minutes=minutes))


def _within(hours: Hours, day: date, length: timedelta) -> Iterator[tuple[datetime, datetime]]:
    start = datetime.combine(day, hours.start, BERLIN).astimezone(UTC)
    end = datetime.combine(day, hours.end, BERLIN).astimezone(UTC)
    while start + length <= end:
        yield start, start + length
        start += length
