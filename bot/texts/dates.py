"""Dates as they stand on German letters, with the weekday in the person's language.

Always 24 hours and Latin digits: Babel's short time has twelve hours in seven of our languages, and East
African clocks differ by six.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_date

from bot.clock import BERLIN, berlin_day
from bot.texts.isolates import isolate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.texts.catalogue import Say

_MONDAY = date(2026, 11, 23)
# Babel's Pashto names are bookish, and its Saturday also means "week"; these are what people say.
_SPOKEN = {"ps": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")}


def say_day(say: Say, day: date) -> str:
    """For example "Dienstag, 24.11.2026"."""
    return say.readable(say_list(say, [say_weekday(say, day.weekday()), isolate(say_date(day))]))


def say_date(day: date) -> str:
    """Only the date, for example "24.11.2026"."""
    return f"{day:%d.%m.%Y}"


def say_weekday(say: Say, number: int) -> str:
    """The name of a weekday on its own, 0 for Monday.

    The name within a date, which in all our languages is the same: Babel 2.18 has a pattern for names that
    stand alone ("cccc"), and after the first language it answers with that one's names in many others.
    """
    if names := _SPOKEN.get(say.language):
        return names[number]
    return format_date(_MONDAY + timedelta(days=number), "EEEE", locale=say.row.babel)


def day_label(say: Say, day: date) -> str:
    """Short enough for a button, for example "Dienstag 24.11."."""
    return say.readable(f"{say_weekday(say, day.weekday())} {isolate(f'{day:%d.%m.}')}")


def say_time(moment: datetime) -> str:
    """Wall-clock time in Winnenden, for example "14:30"."""
    return f"{moment.astimezone(BERLIN):%H:%M}"


def day_and_time(say: Say, moment: datetime) -> str:
    """For example "Dienstag, 24.11.2026, 14:30"."""
    return say_list(say, [say_day(say, berlin_day(moment)), isolate(say_time(moment))])


def say_list(say: Say, parts: Iterable[str]) -> str:
    """Parts that are safe to read already, with the comma of the language."""
    return ("، " if say.row.right_to_left else ", ").join(parts)
