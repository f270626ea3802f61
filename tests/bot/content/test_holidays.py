"""The calendar of Baden-Württemberg, against the dates that the state's ministries have published."""

from datetime import date, timedelta

import pytest

from bot.content.holidays import is_public_holiday, is_school_holiday, school_holidays_known_until


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2027, 1, 6), True),  # Heilige Drei Könige, not everywhere in Germany
        (date(2027, 5, 27), True),  # Fronleichnam
        (date(2026, 11, 1), True),  # Allerheiligen
        (date(2026, 10, 31), False),  # Reformationstag is one in other states
        (date(2026, 12, 24), False),
    ],
)
def test_public_holidays_are_those_of_the_state(day, free):
    """Each state has its own."""
    assert is_public_holiday(day) is free


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 12, 23), date(2027, 1, 9)),
        (date(2027, 5, 18), date(2027, 5, 29)),
        (date(2027, 7, 29), date(2027, 9, 11)),
    ],
)
def test_school_holidays_are_those_of_the_state(first, last):
    """From the first to the last day, and not a day more."""
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]

    assert all(map(is_school_holiday, days))
    assert not is_school_holiday(first - timedelta(days=1))
    assert not is_school_holiday(last + timedelta(days=1))


def test_the_weekend_of_easter_lies_in_the_holidays_around_it():
    """In 2027 the calendar names 25 March and then 30 March: what lies between is free anyway."""
    easter = [date(2027, 3, 25) + timedelta(days=ahead) for ahead in range(10)]

    assert all(map(is_school_holiday, easter))


def test_a_year_nobody_knows_yet_has_no_school_holidays():
    """And the last known day says from when on plans are a guess."""
    known = school_holidays_known_until()

    assert is_school_holiday(known)
    assert date(2029, 1, 1) <= known < date(2100, 1, 1)
    assert not any(is_school_holiday(known + timedelta(days=ahead)) for ahead in range(1, 400))
