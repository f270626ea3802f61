"""Opening hours in words: open now or when next, the hours of the week, and what is different these days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clock import berlin_day
from bot.content.opening import Door, closures, opening_at, stretches_on, weekly_stretches
from bot.texts import day_and_time, day_label, isolate, say_time
from bot.texts.catalogue import mark
from bot.texts.dates import say_list, say_weekday

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from bot.content.opening import Stretch
    from bot.content.schedule import OpeningHours, Span
    from bot.texts import Say

FORTNIGHT = timedelta(days=13)  # today included
STATES = {
    Door.OPEN: mark("🟢 Jetzt geöffnet, bis {time}"),
    Door.BY_APPOINTMENT: mark("🟡 Jetzt nur mit Termin, bis {time}"),
    Door.CLOSED: mark("🔴 Jetzt geschlossen"),
}
DAY_AND_HOURS = mark("{weekday}: {hours}")
CLOSED = mark("Geschlossen: {days}")


def state_lines(say: Say, hours: OpeningHours, now: datetime) -> list[str]:
    """Open or closed at `now`, and when it opens again."""
    opening = opening_at(hours, now)
    lines = [say(STATES[opening.door], time=say_time(opening.until) if opening.until else "")]
    if opening.again:
        when = day_and_time(say, opening.again)
        if opening.again_by_appointment:
            lines.append(say("Wieder geöffnet: {when} (nur mit Termin)", when=when))
        else:
            lines.append(say("Wieder geöffnet: {when}", when=when))
    return lines


def week_lines(say: Say, hours: OpeningHours, today: date) -> list[str]:
    """The hours of an ordinary week, then what is different within a fortnight."""
    week = [(isolate(say_weekday(say, number)), weekly_stretches(hours, number)) for number in range(7)]
    until = today + FORTNIGHT
    special = sorted({planned.day for planned in hours.special if today <= planned.day <= until})
    week += [(day_label(say, day), stretches_on(hours, day)) for day in special]
    lines = [_day_line(say, name, stretches) for name, stretches in week if stretches]
    if closed := [_days(say, span) for span in closures(hours, today, until)]:
        lines.append(_filled(say, CLOSED, days=say_list(say, closed)))
    return [say("Öffnungszeiten:"), *lines] if lines else []


def opening_lines(say: Say, hours: OpeningHours, now: datetime) -> list[str]:
    """The state and the week."""
    return [*state_lines(say, hours, now), *week_lines(say, hours, berlin_day(now))]


def _day_line(say: Say, name: str, stretches: Iterable[Stretch]) -> str:
    return _filled(
        say, DAY_AND_HOURS, weekday=name, hours=say_list(say, (_hours(say, one) for one in stretches))
    )


def _hours(say: Say, stretch: Stretch) -> str:
    hours = f"{stretch.start:%H:%M}–{stretch.end:%H:%M}"
    return say("{hours} (nur mit Termin)", hours=hours) if stretch.by_appointment else isolate(hours)


def _days(say: Say, span: Span) -> str:
    return " – ".join(day_label(say, day) for day in dict.fromkeys((span.first, span.last)))


def _filled(say: Say, message: str, **values: str) -> str:
    """The sentence with values that hold isolates of their own: inside of one, "09:00–12:00" turns round."""
    sentence = say(message, **{name: f"{{{name}}}" for name in values})
    for name, value in values.items():
        sentence = sentence.replace(isolate(f"{{{name}}}"), value)
    return sentence
