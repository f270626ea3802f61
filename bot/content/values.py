"""Dates, times and patterns as staff write them, and the value they probably meant."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from bot.clock import BERLIN

if TYPE_CHECKING:
    from collections.abc import Callable

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_ID = 32
PHONE = r"^\+?[0-9][0-9 /-]{1,24}$"
MAIL = r"^[\w+-]+(\.[\w+-]+)*@([^\W_]([\w-]*[^\W_])?\.)+[A-Za-z]{2,}$"
HTTPS = r"^https://[^\s/]+\.[^\s/]{2,}(/\S*)?$"
FINGERPRINT = r"^[0-9a-f]{8}$"
DATE = r"^(0?[1-9]|[12][0-9]|3[01])\.(0?[1-9]|1[0-2])\.(20[0-9]{2})$"
TIME = r"^([01]?[0-9]|2[0-3]):([0-5][0-9])$"
DAY_MONTH = r"^(0?[1-9]|[12][0-9]|3[01])\.(0?[1-9]|1[0-2])\.$"

_NIGHT = time(2), time(3)
_LEAP_YEAR = 2000


class ContentValueError(ValueError):
    """A value staff can mend; `kind` and `details` choose the sentence they read (see `sentences`).

    The detail `key` names the field of a mapping at which the fault is shown.
    """

    def __init__(self, kind: str, **details: object) -> None:
        super().__init__(kind)
        self.kind, self.details = kind, details


def german_date(value: object) -> object:
    """The day for `31.12.2027`; what is no string passes, a wrong string raises ContentValueError."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(DATE, value.strip())
    if match and (day := _day(int(match[3]), int(match[2]), int(match[1]))):
        return day
    raise ContentValueError("date", value=value, suggestion=_meant_date(value))


def yearly_date(value: object) -> object:
    """`06.01.` for `6.1.`; what is no string passes, a wrong string raises ContentValueError."""
    if not isinstance(value, str):
        return value
    match = re.match(r"([0-9]{1,2})\. ?([0-9]{1,2})(?![0-9])", value.strip())
    day = _day(_LEAP_YEAR, int(match[2]), int(match[1])) if match else None
    if day and re.fullmatch(DAY_MONTH, value.strip()):
        return f"{day:%d.%m.}"
    raise ContentValueError("yearly-date", value=value, suggestion=f"{day:%d.%m.}" if day else None)


def clock_time(value: object) -> object:
    """The time for `16:00`; what is no string passes, a wrong string raises ContentValueError."""
    if not isinstance(value, str):
        return value
    if match := re.fullmatch(TIME, value.strip()):
        return time(int(match[1]), int(match[2]))
    raise ContentValueError("time", value=value, suggestion=_meant_time(value))


def outside_clock_change(start: time, end: time) -> None:
    """Raise ContentValueError where a Sunday's times touch the hour that a clock change skips or doubles."""
    if start < _NIGHT[1] and (end > _NIGHT[0] or start == _NIGHT[0]):
        raise ContentValueError("clock-change", key="start")


def telegram_length(text: str) -> int:
    """The length as Telegram counts it, in UTF-16: most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def within(limit: int) -> Callable[[str], str]:
    """A validator that raises ContentValueError for a text longer than `limit` as Telegram counts."""

    def judged(text: str) -> str:
        if (length := telegram_length(text)) > limit:
            raise ContentValueError("too-long", length=length, limit=limit)
        return text

    return judged


def exists_on(day: date, moment: time) -> None:
    """Raise ContentValueError for a time that a clock change skips or doubles on this day."""
    local = datetime.combine(day, moment, BERLIN)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ContentValueError(
            "clock-change-day", key="start", day=f"{day:%d.%m.%Y}", time=f"{moment:%H:%M}"
        )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _meant_date(value: str) -> str | None:
    for pattern in ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d. %m. %Y"):
        try:
            meant = datetime.strptime(value.strip(), pattern)  # noqa: DTZ007  a calendar day has no zone
        except ValueError:
            continue
        if re.fullmatch(DATE, written := f"{meant:%d.%m.%Y}"):
            return written
    return None


def _meant_time(value: str) -> str | None:
    numbers = re.match(r"^\s*([0-9]{1,2})(?:\s*[.:,h]\s*([0-9]{2}))?\s*(?:uhr|h)?\s*$", value, re.IGNORECASE)
    written = f"{int(numbers[1]):02}:{numbers[2] or '00'}" if numbers else ""
    return written if re.fullmatch(TIME, written) else None
