"""Whether a place is open now, and when it opens next, by the clock on the wall in Winnenden.

A special day stands above everything, also above public holidays and closed days. Stretches that touch or
overlap are one; where one is open to everybody and another by appointment only, it is open to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from bot.clock import BERLIN, berlin_day
from bot.content.holidays import is_public_holiday
from bot.content.schedule import spans_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.content.schedule import OpenHours, OpeningHours, Span, SpecialDay

DAYS_AHEAD = 366


class Door(Enum):
    """How the door stands."""

    OPEN = auto()
    BY_APPOINTMENT = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Opening:
    """How the door stands, `until` when, and when it opens `again`: moments in Europe/Berlin.

    While it is open by appointment only, `again` is when it opens to everybody; while it is closed, when it
    opens at all. Where nothing is planned within a year it is None.
    """

    door: Door
    until: datetime | None = None
    again: datetime | None = None
    again_by_appointment: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end` (not included), wall-clock times of one day."""

    start: time
    end: time
    by_appointment: bool = False


def opening_at(hours: OpeningHours, now: datetime) -> Opening:
    """The state at `now` (aware)."""
    coming = _coming(hours, now)
    day, first = next(coming, (None, None))
    if day is None or first is None:
        return Opening(Door.CLOSED)
    start, end = _moment(day, first.start), _moment(day, first.end)
    if start.astimezone(UTC) > now:
        return Opening(Door.CLOSED, again=start, again_by_appointment=first.by_appointment)
    if not first.by_appointment:
        return Opening(Door.OPEN, until=end)
    open_to_all = (_moment(day, stretch.start) for day, stretch in coming if not stretch.by_appointment)
    return Opening(Door.BY_APPOINTMENT, until=end, again=next(open_to_all, None))


def stretches_on(hours: OpeningHours, day: date) -> list[Stretch]:
    """When it is open on `day`, in order; empty if it is closed."""
    if special := [planned for planned in hours.special if planned.day == day]:
        return _joined(special)
    return [] if _is_closed(hours, day) else weekly_stretches(hours, day.weekday())


def weekly_stretches(hours: OpeningHours, weekday: int) -> list[Stretch]:
    """When it is open on an ordinary weekday (0 is Monday), in order."""
    return _joined([weekly for weekly in hours.hours if weekly.weekday.number == weekday])


def closures(hours: OpeningHours, first: date, last: date) -> Iterator[Span]:
    """Days from `first` to `last` on which the door stays shut though it is open in an ordinary week.

    Those in a row are one, and one that has begun by `last` is followed to its end.
    """
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + DAYS_AHEAD))
    usually_open = (day for day in days if weekly_stretches(hours, day.weekday()))
    return spans_off(usually_open, last, lambda day: not stretches_on(hours, day))


def _coming(hours: OpeningHours, now: datetime) -> Iterator[tuple[date, Stretch]]:
    today = berlin_day(now)
    for day in (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1)):
        for stretch in stretches_on(hours, day):
            if _moment(day, stretch.end).astimezone(UTC) > now:
                yield day, stretch


def _is_closed(hours: OpeningHours, day: date) -> bool:
    return (
        any(day in span for span in hours.closed)
        or f"{day:%d.%m.}" in hours.closed_every_year
        or is_public_holiday(day)
    )


def _joined(planned: Iterable[OpenHours | SpecialDay]) -> list[Stretch]:
    listed = list(planned)
    times = sorted({moment for hours in listed for moment in (hours.start, hours.end)})
    pieces = [(start, end, _kind(listed, start)) for start, end in pairwise(times)]
    joined = []
    for kind, run in groupby(pieces, lambda piece: piece[2]):
        in_a_row = list(run)
        if kind is not Door.CLOSED:
            joined.append(Stretch(in_a_row[0][0], in_a_row[-1][1], kind is Door.BY_APPOINTMENT))
    return joined


def _kind(listed: Iterable[OpenHours | SpecialDay], moment: time) -> Door:
    kinds = {hours.by_appointment for hours in listed if hours.start <= moment < hours.end}
    if not kinds:
        return Door.CLOSED
    return Door.OPEN if False in kinds else Door.BY_APPOINTMENT


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, BERLIN)
