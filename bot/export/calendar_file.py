"""A meetup for the calendar on a phone: a weekly series with its exceptions, as iCalendar (RFC 5545).

Times are wall-clock times with their zone, so the series stays at its hour through both clock changes. What
is left out stands in EXDATE, a moved date overrides its usual one by RECURRENCE-ID, an extra date is an event
of its own. Ids never change and SEQUENCE grows with time: a file opened later takes the earlier one's place.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, TypeAlias

from icalendar import Calendar, Event, Timezone

from bot.clock import berlin_day
from bot.content.meetups import as_usual, occurrences, weekly_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from bot.content.meetups import Occurrence
    from bot.content.schedule import Meetup
    from bot.content.schema import Place

Properties: TypeAlias = "dict[str, object]"

AHEAD = timedelta(days=365)
DOMAIN = "zuhause-in-winnenden"
# the library's own list of all changes since 1970 is long, and the rule is law in the whole EU
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def meetup_calendar(meetup: Meetup, places: Mapping[str, Place], language: str, now: datetime) -> bytes:
    """All meetings of a year from `now` (aware), with what they are about in `language` and in German."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{DOMAIN}//meetups//DE")
    calendar.add_component(Timezone.from_ical(ZONE))
    for occurrence, recurrence in _events(meetup, now):
        event = Event()
        words = _words(meetup, places[occurrence.place], language)
        for name, value in (recurrence | _times(occurrence, now) | words).items():
            if value:
                event.add(name, value)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(meetup: Meetup, now: datetime) -> Iterator[tuple[Occurrence, Properties]]:
    """The series, then each date that differs from it, with what says how they belong together."""
    meetings = list(occurrences(meetup, now, now + AHEAD))
    usual = {one.day: one for one in _as_usual(meetup, now)}
    kept: dict[date, Occurrence] = {}  # by the usual day: the meeting itself, or the one in its stead
    for meeting in meetings:
        if not meeting.extra and (day := meeting.moved_from or meeting.day) in usual:
            kept.setdefault(day, meeting)
    series = f"{meetup.id}@{DOMAIN}"
    if kept:
        yield usual[min(kept)], {"uid": series} | _recurrence(usual, kept)
    overriding = {id(meeting): usual[day].start for day, meeting in kept.items()}
    for meeting in (one for one in meetings if not one.is_regular):
        if instance := overriding.get(id(meeting)):
            yield meeting, {"uid": series, "recurrence-id": instance}
        else:
            yield meeting, {"uid": f"{meetup.id}-{meeting.start:%Y%m%dT%H%M}@{DOMAIN}"}


def _recurrence(usual: Mapping[date, Occurrence], kept: Mapping[date, Occurrence]) -> Properties:
    """Every week from the first to the last day that is kept, without those between that are not."""
    first, last = min(kept), max(kept)
    left_out = [one.start for day, one in usual.items() if first < day < last and day not in kept]
    return {"rrule": {"freq": "weekly", "until": usual[last].start.astimezone(UTC)}, "exdate": left_out}


def _as_usual(meetup: Meetup, now: datetime) -> Iterator[Occurrence]:
    """The year by the rule alone."""
    for day in weekly_days(meetup, berlin_day(now), berlin_day(now + AHEAD)):
        usual = as_usual(meetup, day)
        if now < usual.start.astimezone(UTC) <= now + AHEAD:
            yield usual


def _times(occurrence: Occurrence, now: datetime) -> Properties:
    return {
        "dtstart": occurrence.start,
        "dtend": occurrence.end,
        "dtstamp": now.astimezone(UTC),
        "last-modified": now.astimezone(UTC),
        "sequence": int(now.timestamp()) // 60,
    }


def _words(meetup: Meetup, place: Place, language: str) -> Properties:
    about = meetup.about or {}
    located = not place.example and place.latitude is not None
    return {
        "summary": meetup.name,
        "description": "\n\n".join(about[code] for code in dict.fromkeys((language, "de")) if code in about),
        "location": "" if place.example else f"{place.address}, {place.town}",
        "geo": (place.latitude, place.longitude) if located else None,
    }
