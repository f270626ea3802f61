"""Days that do not fit the week of their meetup, and opening hours that overlap.

Judged entry by entry, so that a fault in one meetup hides none in another.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from bot.content.meetups import takes_place
from bot.content.schedule import Meetup, OpeningHours, Weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, time

    from bot.content.findings import Finding
    from bot.content.selection import Documents
    from bot.content.yaml_lines import Document, Path, Value

ModelT = TypeVar("ModelT", bound=BaseModel)
_WEEK = 7


def findings_in_days(documents: Documents) -> Iterator[Finding]:
    """Findings in the exceptions of every valid meetup and the hours of every valid place."""
    meetups, places = documents.files["meetups.yaml"], documents.files["places.yaml"]
    for path, entry in entries(meetups, "meetups"):
        if meetup := valid(Meetup, entry):
            yield from _wrong_days(meetups, path, meetup)
            yield from _days_twice(meetups, path, meetup)
            yield from _onto_meetups(meetups, path, meetup)
    for path, entry in entries(places, "places"):
        inner = entry.get("opening") if isinstance(entry, dict) else None
        if opening := valid(OpeningHours, inner):
            yield from _overlaps(places, (*path, "opening"), opening)


def valid(model: type[ModelT], value: Value | None) -> ModelT | None:
    """The value as `model`; None if it is not valid, which is somebody else's finding."""
    try:
        return None if value is None else model.model_validate(value)
    except ValidationError:
        return None


def entries(document: Document, key: str) -> Iterator[tuple[Path, Value]]:
    """The entries of the list at `key`, each with its path."""
    found = document.value.get(key) if isinstance(document.value, dict) else None
    if isinstance(found, list):
        yield from (((key, number), entry) for number, entry in enumerate(found))


def _exceptions(path: Path, meetup: Meetup) -> Iterator[tuple[Path, date]]:
    """The weekly days that are left out or moved, and where they stand."""
    for number, day in enumerate(meetup.cancelled):
        yield (*path, "cancelled", number), day
    for number, moved in enumerate(meetup.moved):
        yield (*path, "moved", number, "usual"), moved.usual


def _wrong_days(document: Document, path: Path, meetup: Meetup) -> Iterator[Finding]:
    for place, day in _exceptions(path, meetup):
        if kind := _wrong(meetup, day):
            yield document.finding(
                kind,
                place,
                value=shown(day),
                suggestion=_nearest(meetup, day),
                weekday=list(Weekday)[day.weekday()],
                usual=meetup.weekday,
                first=meetup.first and shown(meetup.first),
                last=meetup.last and shown(meetup.last),
            )


def _wrong(meetup: Meetup, day: date) -> str | None:
    """The kind of fault if the weekly meetup never takes place on this day."""
    if meetup.first and day < meetup.first:
        return "before-first"
    if meetup.last and day > meetup.last:
        return "after-last"
    return None if _in_its_week(meetup, day) else "other-weekday"


def _nearest(meetup: Meetup, day: date) -> str | None:
    """The meetup's day that is nearest, from its first to its last."""
    inside = max(day, meetup.first or day)
    inside = min(inside, meetup.last or inside)
    for ahead in sorted(range(-_WEEK, _WEEK + 1), key=abs):
        other = inside + timedelta(days=ahead)
        if _in_its_week(meetup, other):
            return shown(other)
    return None


def _in_its_week(meetup: Meetup, day: date) -> bool:
    """Whether the bare rule names this day."""
    begun = not meetup.first or meetup.first <= day
    return begun and not (meetup.last and meetup.last < day) and day.weekday() == meetup.weekday.number


def _days_twice(document: Document, path: Path, meetup: Meetup) -> Iterator[Finding]:
    seen: dict[date, Path] = {}
    for place, day in _exceptions(path, meetup):
        former = seen.setdefault(day, place)
        if former != place:
            kind = "day-twice" if place[2] == former[2] else "cancelled-and-moved"
            yield document.finding(kind, place, value=shown(day), other=document.lines[former])
    dates: dict[tuple[date, time], Path] = {}
    for number, extra in enumerate(meetup.extra):
        place = (*path, "extra", number, "day")
        former = dates.setdefault((extra.day, extra.start or meetup.start), place)
        if former != place:
            yield document.finding("day-twice", place, value=shown(extra.day), other=document.lines[former])


def _onto_meetups(document: Document, path: Path, meetup: Meetup) -> Iterator[Finding]:
    """Dates on which the weekly meetup takes place as well."""
    for number, moved in enumerate(meetup.moved):
        place, day, usual = (*path, "moved", number, "day"), moved.day, moved.usual
        if day != usual and _is_meetup(meetup, day):
            yield document.finding("moved-onto-meetup", place, value=shown(day), usual=shown(usual))
    for number, extra in enumerate(meetup.extra):
        place, day, start = (*path, "extra", number, "day"), extra.day, extra.start or meetup.start
        if start == meetup.start and _is_meetup(meetup, day):
            yield document.finding("extra-onto-meetup", place, value=shown(day), time=f"{start:%H:%M}")


def _is_meetup(meetup: Meetup, day: date) -> bool:
    return _in_its_week(meetup, day) and takes_place(meetup, day)


def _overlaps(document: Document, path: Path, opening: OpeningHours) -> Iterator[Finding]:
    weekly = ((hours.weekday.number, hours.weekday.value, hours) for hours in opening.hours)
    special = ((hours.day.toordinal(), shown(hours.day), hours) for hours in opening.special)
    for key, stretches in (("hours", weekly), ("special", special)):
        spans = ((order, day, hours.start, hours.end) for order, day, hours in stretches)
        yield from _overlapping(document, (*path, key), spans)


def _overlapping(
    document: Document, path: Path, spans: Iterable[tuple[int, str, time, time]]
) -> Iterator[Finding]:
    in_order = sorted((*span, number) for number, span in enumerate(spans))
    for first, second in pairwise(in_order):
        if first[0] == second[0] and second[2] < first[3]:
            both = [f"{span[2]:%H:%M}–{span[3]:%H:%M}" for span in (first, second)]
            yield document.finding(
                "open-overlap", (*path, second[-1]), day=first[1], first=both[0], second=both[1]
            )


def shown(day: date) -> str:
    """For example `24.12.2027`."""
    return f"{day:%d.%m.%Y}"
