"""When a weekly meetup is next, by the clock on the wall in Winnenden.

Dates are expanded in local time and only then given their zone: a rule expanded in UTC moves a meetup by an
hour after every clock change.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from dateutil.rrule import WEEKLY, rrule

from bot.clock import BERLIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.schedule import Meetup


def next_start(meetup: Meetup, now: datetime) -> datetime:
    """The first start after `now` (aware), in Europe/Berlin; cancelled days are left out."""
    return next(starts(meetup, now))


def starts(meetup: Meetup, now: datetime) -> Iterator[datetime]:
    """All starts after `now` (aware), in order, in Europe/Berlin, without cancelled days."""
    midnight = datetime.combine(now.astimezone(BERLIN).date(), time())
    for day in rrule(WEEKLY, dtstart=midnight, byweekday=meetup.weekday.number):
        start = datetime.combine(day.date(), meetup.start, BERLIN)
        if start > now and day.date() not in meetup.cancelled:
            yield start
