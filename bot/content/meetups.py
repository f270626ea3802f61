"""When a meetup takes place, by the clock on the wall in Winnenden.

The weekly rule is expanded in local time and only then given its zone: a rule expanded in UTC moves a meetup
by an hour after every clock change. A regular day gives way to holidays, pauses and cancellations; what staff
write down by its date (moved, extra) stands, also on a holiday and in a pause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING

from dateutil.rrule import WEEKLY, rrule

from bot.clock import BERLIN, berlin_day
from bot.content.holidays import is_public_holiday, is_school_holiday
from bot.content.schedule import spans_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.schedule import ExtraDate, Meetup, Span

HORIZON = timedelta(days=731)  # further ahead nobody plans, and a meetup that is over must come to an end
REMIND_BEFORE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting: `start` and `end` aware in Europe/Berlin, `place` the id of a place.

    `moved_from` is the weekly day it stands in for, which may be the same day; `extra` comes on top.
    """

    day: date
    start: datetime
    end: datetime | None
    place: str
    moved_from: date | None = None
    extra: bool = False

    @property
    def is_regular(self) -> bool:
        """Whether it is just as every week."""
        return self.moved_from is None and not self.extra


def occurrences(meetup: Meetup, after: datetime, until: datetime | None = None) -> Iterator[Occurrence]:
    """The meetings that start after `after` and not later than `until` (both aware), in order.

    Without `until` two years ahead. Of two at the same moment the one that staff wrote by its date counts.
    """
    until = until or after + HORIZON
    days = weekly_days(meetup, berlin_day(after), berlin_day(until))
    regular = (as_usual(meetup, day) for day in days if takes_place(meetup, day))
    for moment, at_once in groupby(merge(dated(meetup), regular, key=_moment), key=_moment):
        if after < moment <= until:
            yield next(at_once)


def dated(meetup: Meetup) -> list[Occurrence]:
    """The meetings that staff wrote down by their date, in order, whenever they are."""
    moved = (replace(_on_its_day(meetup, planned), moved_from=planned.usual) for planned in meetup.moved)
    extra = (replace(_on_its_day(meetup, planned), extra=True) for planned in meetup.extra)
    return sorted([*moved, *extra], key=_moment)


def next_occurrence(meetup: Meetup, now: datetime) -> Occurrence | None:
    """The first meeting that starts after `now` (aware); None if none is planned."""
    return next(occurrences(meetup, now), None)


def next_start(meetup: Meetup, now: datetime) -> datetime | None:
    """When the next meeting starts, in Europe/Berlin; None if none is planned."""
    found = next_occurrence(meetup, now)
    return found.start if found else None


def remind_at(occurrence: Occurrence) -> datetime:
    """When to remind people of it, in UTC: two hours before, by the clock on the wall."""
    return (occurrence.start - REMIND_BEFORE).astimezone(UTC)


def next_remindable(meetup: Meetup, now: datetime) -> Occurrence | None:
    """The first meeting of which one can still be reminded."""
    return next((found for found in occurrences(meetup, now) if remind_at(found) > now), None)


def weekly_days(meetup: Meetup, first: date, last: date) -> Iterator[date]:
    """The days of the bare rule from `first` to `last`, both included."""
    begin = datetime.combine(max(first, meetup.first or first), time())
    end = datetime.combine(min(last, meetup.last or last), time())
    dates = rrule(WEEKLY, begin, until=end, byweekday=meetup.weekday.number)
    return (moment.date() for moment in dates)


def as_usual(meetup: Meetup, day: date) -> Occurrence:
    """The meeting of `day` by the rule alone."""
    end = datetime.combine(day, meetup.end, BERLIN) if meetup.end else None
    return Occurrence(day, datetime.combine(day, meetup.start, BERLIN), end, meetup.place)


def takes_place(meetup: Meetup, day: date) -> bool:
    """Whether there is a meeting as usual on `day`, one of the rule's days."""
    return not (_is_left_out(meetup, day) or _is_moved(meetup, day))


def gaps(meetup: Meetup, first: date, last: date) -> Iterator[Span]:
    """Regular days from `first` to `last` without a meeting or a substitute, those in a row as one.

    A gap that has begun by `last` is followed to its end.
    """
    days = weekly_days(meetup, first, last + HORIZON)
    return spans_off(days, last, lambda day: _is_left_out(meetup, day) and not _is_moved(meetup, day))


def _is_left_out(meetup: Meetup, day: date) -> bool:
    return (
        day in meetup.cancelled
        or any(day in pause for pause in meetup.pauses)
        or (not meetup.on_public_holidays and is_public_holiday(day))
        or (not meetup.in_school_holidays and is_school_holiday(day))
    )


def _is_moved(meetup: Meetup, day: date) -> bool:
    return any(moved.usual == day for moved in meetup.moved)


def _on_its_day(meetup: Meetup, planned: ExtraDate) -> Occurrence:
    """It ends as every week, unless it starts later than that: then nobody knows when."""
    day, start, end = planned.day, planned.start or meetup.start, planned.end or meetup.end
    return Occurrence(
        day,
        datetime.combine(day, start, BERLIN),
        datetime.combine(day, end, BERLIN) if end and end > start else None,
        planned.place or meetup.place,
    )


def _moment(occurrence: Occurrence) -> datetime:
    return occurrence.start.astimezone(UTC)
