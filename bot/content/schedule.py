"""What happens when, as staff write it: weekly meetups with their exceptions, and opening hours.

All times are wall-clock times in Winnenden.
"""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self, TypeVar

from pydantic import BeforeValidator, model_validator

from bot.content.fields import Clock, Day, Id, Label, Model, Reference, Texts, Yearly
from bot.content.values import ContentValueError, exists_on, outside_clock_change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Weekday(StrEnum):
    """Days as staff write them; `number` is 0 for Monday as in `datetime`."""

    MONDAY = "Montag"
    TUESDAY = "Dienstag"
    WEDNESDAY = "Mittwoch"
    THURSDAY = "Donnerstag"
    FRIDAY = "Freitag"
    SATURDAY = "Samstag"
    SUNDAY = "Sonntag"

    @property
    def number(self) -> int:
        """The weekday as `datetime.weekday()` counts it."""
        return list(Weekday).index(self)


def _weekday(value: object) -> object:
    if isinstance(value, str) and value not in list(Weekday):
        raise ContentValueError("weekday", value=value, allowed=tuple(Weekday))
    return value


DayOfWeek = Annotated[Weekday, BeforeValidator(_weekday)]


MomentT = TypeVar("MomentT", time, date)


def in_order(start: MomentT, end: MomentT, form: str) -> None:
    """Raise ContentValueError unless `end` comes after `start`; `form` is how both are written."""
    if end <= start:
        raise ContentValueError("end-before-start", key="end", start=f"{start:{form}}", end=f"{end:{form}}")


class Hours(Model):
    """One stretch of a weekday on which somebody is there."""

    weekday: DayOfWeek
    start: Clock
    end: Clock

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.start, self.end, "%H:%M")
        if self.weekday is Weekday.SUNDAY:
            outside_clock_change(self.start, self.end)
        return self


class Span(Model):
    """Days from `first` to `last`, both included."""

    first: Day
    last: Day

    @model_validator(mode="after")
    def _first_comes_first(self) -> Self:
        if self.last < self.first:
            raise ContentValueError(
                "end-before-start", key="last", start=f"{self.first:%d.%m.%Y}", end=f"{self.last:%d.%m.%Y}"
            )
        return self

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def spans_off(days: Iterable[date], last: date, is_off: Callable[[date], bool]) -> Iterator[Span]:
    """The `days` that are off, those in a row as one: all that begin by `last`, each to its true end."""
    run: list[date] = []
    for day in days:
        off = is_off(day)
        if run and not off:
            yield Span(first=run[0], last=run[-1])
            run = []
        if day > last and not run:
            return
        if off:
            run.append(day)
    if run:
        yield Span(first=run[0], last=run[-1])


class OpenHours(Hours):
    """A stretch of a weekday on which the door is open, for everybody or with an appointment only."""

    by_appointment: bool = False


class SpecialHours(Model):
    """The hours of one day, in place of the weekly ones."""

    day: Day
    start: Clock
    end: Clock

    @model_validator(mode="after")
    def _times_exist(self) -> Self:
        in_order(self.start, self.end, "%H:%M")
        exists_on(self.day, self.start)
        exists_on(self.day, self.end)
        return self


class SpecialDay(SpecialHours):
    """A stretch of one day on which the door is open, for everybody or with an appointment only."""

    by_appointment: bool = False


class OpeningHours(Model):
    """When a place is open. Public holidays are closed unless a special day says otherwise."""

    hours: list[OpenHours]
    special: list[SpecialDay] = []
    closed: list[Span] = []
    closed_every_year: list[Yearly] = []


class ExtraDate(Model):
    """A meeting on a day of its own. What is left out is as every week.

    Only a meeting that starts after the weekly end, and tells none of its own, has no end that anybody knows.
    """

    day: Day
    start: Clock | None = None
    end: Clock | None = None
    place: Reference | None = None

    @model_validator(mode="after")
    def _times_exist(self) -> Self:
        if self.start and self.end:
            in_order(self.start, self.end, "%H:%M")
        for moment in (self.start, self.end):
            if moment:
                exists_on(self.day, moment)
        return self


class MovedDate(ExtraDate):
    """A meeting that is on another day, at another time or in another place: `usual` is its weekly day."""

    usual: Day


class Meetup(Model):
    """A weekly meeting, what it leaves out and what comes on top."""

    id: Id
    name: Label
    weekday: DayOfWeek
    start: Clock
    end: Clock | None = None
    place: Reference
    about: Texts | None = None
    first: Day | None = None
    last: Day | None = None
    in_school_holidays: bool = True
    on_public_holidays: bool = False
    pauses: list[Span] = []
    cancelled: list[Day] = []
    moved: list[MovedDate] = []
    extra: list[ExtraDate] = []

    @model_validator(mode="after")
    def _exists_every_week(self) -> Self:
        if self.end:
            in_order(self.start, self.end, "%H:%M")
        if self.first and self.last:
            in_order(self.first, self.last, "%d.%m.%Y")
        if self.weekday is Weekday.SUNDAY:
            outside_clock_change(self.start, self.end or self.start)
        for planned in (*self.moved, *self.extra):
            exists_on(planned.day, planned.start or self.start)  # the weekly time may not exist on that day
        return self
