"""Opening hours as people read them."""

from datetime import date, datetime, time

import pytest

from bot.clock import BERLIN
from bot.content.schedule import OpenHours, OpeningHours, Span, SpecialDay, Weekday
from bot.replies.opening import opening_lines
from bot.texts import without_marks
from tests.support.direction import faults
from tests.support.voices import GERMAN, every_voice

WEEK = [
    OpenHours(weekday=Weekday.THURSDAY, start=time(14), end=time(17, 30), by_appointment=True),
    OpenHours(weekday=Weekday.THURSDAY, start=time(9), end=time(12)),
    OpenHours(weekday=Weekday.TUESDAY, start=time(10, 30), end=time(12)),
    OpenHours(weekday=Weekday.TUESDAY, start=time(9), end=time(10, 30)),
]
OFFICE = OpeningHours(
    hours=WEEK,
    special=[SpecialDay(day=date(2026, 12, 10), start=time(8), end=time(9))],
    closed=[Span(first=date(2026, 12, 3), last=date(2026, 12, 8))],
    closed_every_year=["26.11."],
)


def at(day, month, hour=0, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def lines(now, office=OFFICE):
    return [without_marks(line) for line in opening_lines(GERMAN, office, now)]


def test_the_week_has_a_line_a_day_with_its_hours():
    """From Monday to Sunday; hours that touch are one, days without hours are left out."""
    assert lines(at(16, 11), OpeningHours(hours=WEEK))[2:] == [
        "Öffnungszeiten:",
        "Dienstag: 09:00–12:00",
        "Donnerstag: 09:00–12:00, 14:00–17:30 (nur mit Termin)",
    ]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (at(17, 11, 10), ["🟢 Jetzt geöffnet, bis 12:00"]),
        (at(17, 11, 12), ["🔴 Jetzt geschlossen", "Wieder geöffnet: Donnerstag, 19.11.2026, 09:00"]),
        (
            at(19, 11, 12),
            ["🔴 Jetzt geschlossen", "Wieder geöffnet: Donnerstag, 19.11.2026, 14:00 (nur mit Termin)"],
        ),
        (
            at(19, 11, 17),
            ["🟡 Jetzt nur mit Termin, bis 17:30", "Wieder geöffnet: Dienstag, 24.11.2026, 09:00"],
        ),
    ],
)
def test_the_first_line_is_about_now(now, state):
    """Then, while not everybody may come, when the door opens again."""
    found = lines(now)

    assert found[: found.index("Öffnungszeiten:")] == state


def test_an_office_without_hours_does_not_say_when_it_opens():
    """It is closed, that is all we know."""
    assert lines(at(17, 11), OpeningHours(hours=[])) == ["🔴 Jetzt geschlossen"]


def test_what_differs_within_a_fortnight_stands_below():
    """A day with hours of its own, single closed days, and those in a row from the first to the last."""
    assert lines(at(26, 11))[-2:] == [
        "Donnerstag: 09:00–12:00, 14:00–17:30 (nur mit Termin)",
        "Geschlossen: Donnerstag 26.11., Donnerstag 03.12. – Dienstag 08.12.",
    ]
    assert lines(at(30, 11))[-2:] == [
        "Donnerstag 10.12.: 08:00–09:00",
        "Geschlossen: Donnerstag 03.12. – Dienstag 08.12.",
    ]
    assert "Geschlossen" not in "".join(lines(at(10, 11)))


@every_voice
@pytest.mark.parametrize("now", [at(19, 11, 17), at(26, 11), at(30, 11)])
def test_hours_read_right_in_every_direction(say, now):
    """Each stretch in an isolate of its own, also beside "by appointment only"."""
    found = opening_lines(say, OFFICE, now)

    assert faults("\n".join(found), right_to_left=say.row.right_to_left) == []
    assert any("\u206809:00–12:00\u2069" in line for line in found)
    assert any("\u206814:00–17:30\u2069" in line for line in found)
