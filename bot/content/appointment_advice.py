"""Advice on the rules of appointments: what nobody can book, and days that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.day_faults import shown, valid
from bot.content.schema import AppointmentRules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, time

    from bot.content.findings import Finding
    from bot.content.schema import Subject
    from bot.content.selection import Documents
    from bot.content.yaml_lines import Path

_WORKING_WEEK, _WEEK = 5, 7


def advice_on_appointments(documents: Documents, today: date) -> Iterator[Finding]:
    """Advice on rules without faults."""
    document = documents.files["appointments.yaml"]
    if not (rules := valid(AppointmentRules, document.value)):
        return
    weeks, days = divmod(rules.lead_days, _WORKING_WEEK)
    if weeks * _WEEK + days > rules.horizon_days:  # at best, from a Monday on
        yield document.finding("lead-time", ("lead_days",), value=rules.horizon_days)
    for number, subject in enumerate(rules.subjects):
        length = subject.minutes or rules.minutes
        if length > _longest(rules, subject, today):
            yield document.finding(
                "never-bookable", ("subjects", number, "id"), value=subject.id, length=length
            )
    for path, last in _dated(rules):
        if last < today:
            yield document.finding("day-over", path, value=shown(last))


def _longest(rules: AppointmentRules, subject: Subject, today: date) -> int:
    """The minutes that somebody who gives appointments on a subject is there without a break."""
    chosen = [one for one in rules.advisers if one.id in subject.advisers] or rules.advisers
    weekly = [(one.start, one.end) for adviser in chosen for one in adviser.hours]
    special = [(one.start, one.end) for adviser in chosen for one in adviser.special if one.day >= today]
    return max((_minute(end) - _minute(start) for start, end in weekly + special), default=0)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _dated(rules: AppointmentRules) -> Iterator[tuple[Path, date]]:
    """Where a day or a span stands, and its last day."""
    yield from ((("closed", at), day) for at, day in enumerate(rules.closed))
    yield from ((("closures", at), span.last) for at, span in enumerate(rules.closures))
    for number, adviser in enumerate(rules.advisers):
        path = ("advisers", number)
        yield from (((*path, "away", at), span.last) for at, span in enumerate(adviser.away))
        yield from (((*path, "special", at), one.day) for at, one in enumerate(adviser.special))
