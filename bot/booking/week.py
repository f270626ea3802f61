"""When advisers are there, and from which day on one may book. Pure, and by the clock on the wall.

Moments are UTC, so a week with a clock change needs no care.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from bot.clock import BERLIN
from bot.content.holidays import is_public_holiday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.content.schedule import Hours, SpecialHours
    from bot.content.schema import Adviser, AppointmentRules

_SATURDAY = 5
_YEAR = 366


def is_open(rules: AppointmentRules, day: date) -> bool:
    """Whether `day` is neither closed by the office nor a public holiday in Baden-Württemberg."""
    closed = (
        day in rules.closed
        or f"{day:%d.%m.}" in rules.closed_every_year
        or any(day in span for span in rules.closures)
    )
    return not (closed or is_public_holiday(day))


def is_away(adviser: Adviser, day: date) -> bool:
    """Whether the adviser is on leave."""
    return any(day in span for span in adviser.away)


def presence(rules: AppointmentRules, adviser: Adviser, day: date) -> list[tuple[datetime, datetime]]:
    """When the adviser can be met on `day`, in order; a special day stands above everything."""
    hours: Sequence[Hours | SpecialHours] = [special for special in adviser.special if special.day == day]
    if not hours and is_open(rules, day) and not is_away(adviser, day):
        hours = [weekly for weekly in adviser.hours if weekly.weekday.number == day.weekday()]
    return sorted((_moment(day, stretch.start), _moment(day, stretch.end)) for stretch in hours)


def first_day(rules: AppointmentRules, today: date) -> date:
    """The first day one may book today: `lead_days` working days ahead."""
    if not rules.lead_days:
        return today
    ahead = (today + timedelta(days=number) for number in range(1, _YEAR))
    working = (day for day in ahead if day.weekday() < _SATURDAY and is_open(rules, day))
    return next(islice(working, rules.lead_days - 1, None), date.max)


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, BERLIN).astimezone(UTC)
