"""Dates and times as people write them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.values import ContentValueError, clock_time, german_date, yearly_date


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_of_the_century_is_read_with_and_without_zeros(day):
    """31.01.2027 and 31.1.2027."""
    assert german_date(f"{day:%d.%m.%Y}") == german_date(f"{day.day}.{day.month}.{day.year}") == day


@given(st.times())
def test_every_minute_of_the_day_is_read_with_and_without_a_zero(moment):
    """09:00 and 9:00."""
    moment = moment.replace(second=0, microsecond=0)
    assert clock_time(f"{moment:%H:%M}") == clock_time(f"{moment.hour}:{moment:%M}") == moment


def test_a_yearly_day_is_read_with_and_without_zeros():
    """The 29th of February counts, in the years that have one."""
    assert [yearly_date(day) for day in ("06.01.", "6.1.", "29.02.")] == ["06.01.", "06.01.", "29.02."]


@pytest.mark.parametrize(
    ("read", "written", "meant"),
    [
        (german_date, "2027-01-21", "21.01.2027"),
        (german_date, "21.01.27", "21.01.2027"),
        (german_date, "21/01/2027", "21.01.2027"),
        (german_date, "21. 1. 2027", "21.01.2027"),
        (german_date, "30.02.2027", None),
        (german_date, "21.01.1827", None),
        (german_date, "morgen", None),
        (yearly_date, "24.12", "24.12."),
        (yearly_date, "24.12.2027", "24.12."),
        (yearly_date, "30.02.", None),
        (yearly_date, "Heiligabend", None),
        (clock_time, "16.30", "16:30"),
        (clock_time, "9 Uhr", "09:00"),
        (clock_time, "9.30 Uhr", "09:30"),
        (clock_time, "16h", "16:00"),
        (clock_time, "24:00", None),
        (clock_time, "16:60", None),
        (clock_time, "nachmittags", None),
    ],
)
def test_what_cannot_be_read_comes_with_what_was_meant(read, written, meant):
    """Only where there is one reading."""
    with pytest.raises(ContentValueError) as caught:
        read(written)
    assert caught.value.details["suggestion"] == meant


def test_values_that_are_no_strings_pass_untouched():
    """Code that builds content hands over dates and times."""
    assert german_date(date(2027, 1, 1)) == date(2027, 1, 1)
    assert clock_time(time(9)) == time(9)
    assert yearly_date(None) is None


@given(st.text())
def test_no_text_raises_anything_else(text):
    """Whatever staff type."""
    for read in (german_date, yearly_date, clock_time):
        try:
            read(text)
        except ContentValueError as error:
            assert error.details["value"] == text  # noqa: PT017
