"""Public and school holidays in Baden-Württemberg, by the calendar of the `holidays` library.

The state publishes school holidays a few years ahead. A year the library does not know counts as a year
without any, so `school_holidays_known_until` says how far plans may be trusted.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import holidays

_PUBLIC, _SCHOOL = "public", "school"
_FIRST_YEAR_KNOWN = 2025
_SUNDAY = 6
_DAY = timedelta(days=1)


def is_public_holiday(day: date) -> bool:
    """Whether the law makes it a day off."""
    return day in _days(_PUBLIC, day.year)


def is_school_holiday(day: date) -> bool:
    """Whether schools are closed for holidays, also on a Good Friday or a weekend in the middle of them."""
    return day in _school_holidays(day.year)


@cache
def school_holidays_known_until() -> date:
    """The last day of the last school holidays we know."""
    year = _FIRST_YEAR_KNOWN
    while _days(_SCHOOL, year + 1):
        year += 1
    return max(_days(_SCHOOL, year))


@cache
def _school_holidays(year: int) -> frozenset[date]:
    """The days of the calendar, which names none that are free anyway, and the gaps those leave."""
    named = sorted(_days(_SCHOOL, year))
    gaps = (_between(first, last) for first, last in pairwise(named))
    return frozenset(named).union(*(gap for gap in gaps if all(map(_is_free_anyway, gap))))


def _between(first: date, last: date) -> list[date]:
    return [first + _DAY * ahead for ahead in range(1, (last - first).days)]


def _is_free_anyway(day: date) -> bool:
    return day.weekday() >= _SUNDAY - 1 or is_public_holiday(day)


@cache
def _days(category: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv="BW", categories=category, years=year))
