"""Which times are offered. Pure: rules, the present moment and what is taken go in, slots come out.

Two appointments of an adviser are apart by the buffer of the first. It may reach beyond the adviser's hours,
an appointment never does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.booking.grid import Cells, cells, resources
from bot.booking.week import first_day, presence
from bot.clock import berlin_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from bot.content.schema import Adviser, AppointmentRules


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which at least one of `advisers` (ids, in the order of the content file) is free.

    They are busy until `busy_until`, which is the end and the subject's buffer.
    """

    starts_at: datetime
    ends_at: datetime
    busy_until: datetime
    advisers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """How long an appointment takes, what stays free after it, and who gives it."""

    length: timedelta
    buffer: timedelta
    advisers: tuple[Adviser, ...]


def terms(rules: AppointmentRules, subject_id: str | None) -> Terms:
    """The terms of a subject; without one (or with one that staff have removed) those of most."""
    subject = rules.subject(subject_id)
    if subject is None:
        return Terms(timedelta(minutes=rules.minutes), timedelta(0), tuple(rules.advisers))
    chosen = [adviser for adviser in rules.advisers if adviser.id in subject.advisers]
    return Terms(
        timedelta(minutes=subject.minutes or rules.minutes),
        timedelta(minutes=subject.buffer),
        tuple(chosen or rules.advisers),
    )


def window(rules: AppointmentRules, now: datetime) -> list[date]:
    """The days one may book at this moment, closed ones among them."""
    today = berlin_day(now)
    last = today + timedelta(days=rules.horizon_days)
    return [date.fromordinal(day) for day in range(first_day(rules, today).toordinal(), last.toordinal() + 1)]


def bookable_days(
    rules: AppointmentRules,
    now: datetime,
    taken: Cells,
    subject: str | None = None,
    without: Collection[date] = (),
    among: Iterable[date] | None = None,
) -> list[date]:
    """The days with at least one free slot, of all one may book (or `among` those given), `without` some."""
    offered = terms(rules, subject)
    days = [day for day in (window(rules, now) if among is None else among) if day not in without]
    return [day for day in days if next(_free(rules, offered, day, now, taken), None)]


def day_slots(
    rules: AppointmentRules, day: date, now: datetime, taken: Cells, subject: str | None = None
) -> list[Slot]:
    """The free slots of `day` in order; empty if the day is closed, too near or too far."""
    if day not in window(rules, now):
        return []
    return _day_slots(rules, terms(rules, subject), day, now, taken)


def earliest(
    rules: AppointmentRules,
    now: datetime,
    taken: Cells,
    subject: str | None = None,
    language: str | None = None,
    without: Collection[date] = (),
) -> Slot | None:
    """The first free slot of anybody; who speaks `language` stands first among its advisers."""
    offered = terms(rules, subject)
    for day in window(rules, now):
        if day not in without and (slots := _day_slots(rules, offered, day, now, taken)):
            return replace(slots[0], advisers=speakers_first(rules, slots[0].advisers, language))
    return None


def speakers_first(rules: AppointmentRules, advisers: Sequence[str], language: str | None) -> tuple[str, ...]:
    """The same ids, those who speak the language before the others."""
    speakers = {adviser.id for adviser in rules.advisers if language in adviser.languages}
    return tuple(sorted(advisers, key=lambda adviser: adviser not in speakers))


def _free(
    rules: AppointmentRules, offered: Terms, day: date, now: datetime, taken: Cells
) -> Iterator[tuple[datetime, str]]:
    """Every free start with an adviser; who is free at the same time comes in the order of the file."""
    for adviser in offered.advisers:
        busy = resources(adviser.id, adviser.room)
        for start in _starts(rules, offered, adviser, day):
            numbers = cells(start, start + offered.length + offered.buffer)
            if start > now and not any((one, cell) in taken for one in busy for cell in numbers):
                yield start, adviser.id


def _starts(rules: AppointmentRules, offered: Terms, adviser: Adviser, day: date) -> Iterator[datetime]:
    for start, end in presence(rules, adviser, day):
        while start + offered.length <= end:
            yield start
            start += offered.length + offered.buffer  # noqa: PLW2901  the next begins where this one leaves off


def _day_slots(rules: AppointmentRules, offered: Terms, day: date, now: datetime, taken: Cells) -> list[Slot]:
    free: dict[datetime, list[str]] = {}
    for start, adviser in _free(rules, offered, day, now, taken):
        free.setdefault(start, []).append(adviser)
    return [
        Slot(start, start + offered.length, start + offered.length + offered.buffer, tuple(advisers))
        for start, advisers in sorted(free.items())
    ]
