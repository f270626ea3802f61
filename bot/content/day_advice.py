"""Advice on dates: what is over, and how far the school holidays are known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.content.day_faults import entries, shown, valid
from bot.content.holidays import school_holidays_known_until
from bot.content.schedule import Meetup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.findings import Finding
    from bot.content.selection import Documents

_AHEAD = timedelta(days=180)  # how far before the end of the known holidays to ask for newer ones


def advice_on_days(documents: Documents, today: date) -> Iterator[Finding]:
    """Advice on every valid meetup."""
    document = documents.files["meetups.yaml"]
    for path, entry in entries(document, "meetups"):
        if not (meetup := valid(Meetup, entry)):
            continue
        dated = max((planned.day for planned in (*meetup.moved, *meetup.extra)), default=date.min)
        if meetup.last and max(meetup.last, dated) < today:
            yield document.finding("meetup-over", (*path, "last"), value=shown(meetup.last))
        for number, pause in enumerate(meetup.pauses):
            if pause.last < today:
                yield document.finding("pause-over", (*path, "pauses", number), value=shown(pause.last))
        if not meetup.in_school_holidays and today + _AHEAD > (known := school_holidays_known_until()):
            yield document.finding("school-holidays", (*path, "in_school_holidays"), value=shown(known))
