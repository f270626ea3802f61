"""Dates as they stand on German letters, with the weekday in the person's language.

Always 24 hours and Latin digits: Babel's short time has twelve hours in seven of our languages, and East
African clocks differ by six.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from bot.clock import BERLIN
from bot.texts.isolates import isolate

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.texts.catalogue import Say


def say_day(say: Say, day: date) -> str:
    """For example "Dienstag, 24.11.2026"."""
    comma = "،" if say.row.right_to_left else ","
    weekday = format_date(day, "EEEE", locale=say.row.babel)
    return say.readable(f"{weekday}{comma} {isolate(f'{day:%d.%m.%Y}')}")


def day_label(say: Say, day: date) -> str:
    """Short enough for a button, for example "Dienstag 24.11."."""
    return say.readable(f"{format_date(day, 'EEEE', locale=say.row.babel)} {isolate(f'{day:%d.%m.}')}")


def say_time(moment: datetime) -> str:
    """Wall-clock time in Winnenden, for example "14:30"."""
    return f"{moment.astimezone(BERLIN):%H:%M}"


def day_and_time(say: Say, moment: datetime) -> str:
    """For example "Dienstag, 24.11.2026, 14:30"."""
    comma = "،" if say.row.right_to_left else ","
    return f"{say_day(say, moment.astimezone(BERLIN).date())}{comma} {isolate(say_time(moment))}"
