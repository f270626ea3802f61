"""One meetup: its rule in words, when it is next, and what is different in the weeks to come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clock import berlin_day
from bot.content.holidays import is_public_holiday
from bot.content.meetups import dated, gaps, next_start, weekly_days
from bot.replies.blocks import address_button, map_button, next_line, place_line, place_of, venue
from bot.replies.journeys import menu_button
from bot.reply import Button, Reply, rows
from bot.texts import day_and_time, isolate, say_day
from bot.texts.dates import say_date, say_weekday

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.content.meetups import Occurrence
    from bot.content.schedule import Meetup, Span
    from bot.content.schema import Content
    from bot.texts import Say

EIGHT_WEEKS = timedelta(weeks=8)


def meetup_reply(
    content: Content,
    say: Say,
    meetup: Meetup,
    now: datetime,
    *,
    reminded: bool,
    remindable: datetime | None,
) -> Reply:
    """Everything about it. `remindable` is when we could remind somebody, `reminded` whether they wish it."""
    place, planned = place_of(content, meetup, now), next_start(meetup, now) is not None
    blocks = [
        [say.pick(meetup.about)] if meetup.about else [],
        rule_lines(say, meetup, berlin_day(now)),
        [next_line(say, meetup, now), place_line(say, place)],
        exception_lines(content, say, meetup, now),
    ]
    pin = venue(place)
    return Reply(
        "\n\n".join("\n".join(lines) for lines in blocks if lines),
        say.language,
        title=say.readable(f"🤝 {isolate(meetup.name)}"),
        buttons=rows(
            _reminder_button(say, meetup, reminded=reminded, remindable=remindable),
            Button(say("📅 In den Kalender"), action=f"calendar/{meetup.id}") if planned else None,
            map_button(place),
            address_button(place),
            menu_button(say),
        ),
        venues=(pin,) if pin else (),
        keep=True,
    )


def rule_lines(say: Say, meetup: Meetup, today: date) -> list[str]:
    """The rule in words, without what is over or concerns nobody in the next weeks; empty if all is over."""
    if meetup.last and meetup.last < today:
        return []
    weekday = say_weekday(say, meetup.weekday.number)
    lines = [say("Jede Woche: {weekday}, {time}", weekday=weekday, time=f"{meetup.start:%H:%M}")]
    if meetup.end:
        lines.append(say("Bis {time}", time=f"{meetup.end:%H:%M}"))
    if meetup.first and meetup.first > today:
        lines.append(say("Vom {first} an.", first=say_date(meetup.first)))
    if meetup.last:
        lines.append(say("Bis zum {last}.", last=say_date(meetup.last)))
    if not meetup.on_public_holidays and any(
        map(is_public_holiday, weekly_days(meetup, today, today + EIGHT_WEEKS))
    ):
        lines.append(say("Nicht an Feiertagen."))
    if not meetup.in_school_holidays:
        lines.append(say("Nicht in den Schulferien."))
    return lines


def exception_lines(content: Content, say: Say, meetup: Meetup, now: datetime) -> list[str]:
    """What differs from the rule in the next eight weeks, in order."""
    today = berlin_day(now)
    until = today + EIGHT_WEEKS
    told = [(gap.first, [_gap_line(say, gap)]) for gap in gaps(meetup, today, until)]
    for meeting in dated(meetup):
        first = min(meeting.day, meeting.moved_from or meeting.day)
        concerns = meeting.start > now or (meeting.moved_from or today) > today
        if concerns and first <= until:
            told.append((first, _meeting_lines(content, say, meetup, meeting)))
    return [line for _, lines in sorted(told, key=lambda pair: pair[0]) for line in lines]


def _gap_line(say: Say, gap: Span) -> str:
    if gap.first == gap.last:
        return say("Fällt aus: {day}", day=say_day(say, gap.first))
    return say("Pause: {first} – {last}", first=say_date(gap.first), last=say_date(gap.last))


def _meeting_lines(content: Content, say: Say, meetup: Meetup, meeting: Occurrence) -> list[str]:
    when = day_and_time(say, meeting.start)
    if meeting.moved_from:
        line = say("{usual} fällt aus. Dafür: {when}", usual=say_day(say, meeting.moved_from), when=when)
    else:
        line = say("Zusätzlich: {when}", when=when)
    elsewhere = meeting.place != meetup.place
    return [line, *([place_line(say, content.places[meeting.place])] if elsewhere else [])]


def _reminder_button(
    say: Say, meetup: Meetup, *, reminded: bool, remindable: datetime | None
) -> Button | None:
    if reminded:
        return Button(say("🔕 Nicht erinnern"), action=f"unremind/{meetup.id}")
    return Button(say("🔔 Erinnern"), action=f"remind/{meetup.id}") if remindable else None
