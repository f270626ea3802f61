"""The next date of a weekly meetup, through clock changes and cancelled days."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import BERLIN
from bot.content.meetups import next_start, starts
from bot.content.schedule import Meetup, Weekday

TEN_YEARS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
OUTSIDE_THE_CHANGE = TIMES.filter(lambda moment: not time(2) <= moment < time(3))


def weekly(weekday: Weekday, start: time, cancelled: list[date] | None = None) -> Meetup:
    return Meetup(
        id="cafe", name="Café", weekday=weekday, start=start, place="church", cancelled=cancelled or []
    )


CAFE = weekly(Weekday.FRIDAY, time(15))


@given(now=TEN_YEARS, weekday=st.sampled_from(Weekday), start=OUTSIDE_THE_CHANGE)
def test_the_next_start_is_the_first_on_that_weekday_at_that_wall_clock_time(now, weekday, start):
    """In ten years, at every moment: right day, right time on the wall, less than eight days ahead."""
    found = next_start(weekly(weekday, start), now)
    assert (found.weekday(), found.time()) == (weekday.number, start)
    assert now < found.astimezone(UTC) <= now + timedelta(days=7, hours=1)
    assert found.astimezone(UTC).astimezone(BERLIN).time() == start


@given(now=TEN_YEARS, weekday=st.sampled_from(Weekday), start=OUTSIDE_THE_CHANGE)
def test_dates_follow_each_other_by_exactly_seven_days_on_the_calendar(now, weekday, start):
    """A year of dates holds both clock changes."""
    days = [moment.date() for moment in islice(starts(weekly(weekday, start), now), 53)]
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=7)}


@pytest.mark.parametrize(
    ("now", "in_utc"),
    [
        (datetime(2026, 10, 23, 14, tzinfo=UTC), datetime(2026, 10, 30, 14, tzinfo=UTC)),
        (datetime(2027, 3, 26, 15, tzinfo=UTC), datetime(2027, 4, 2, 13, tzinfo=UTC)),
    ],
)
def test_fifteen_hundred_stays_fifteen_hundred_after_the_clock_change(now, in_utc):
    """In autumn the meetup moves by an hour in UTC, in spring it moves back."""
    assert next_start(CAFE, now).astimezone(UTC) == in_utc


def test_a_meetup_that_has_begun_is_over_for_us():
    """Next means later than now, to the second."""
    begins = datetime(2026, 11, 27, 15, tzinfo=BERLIN)
    assert next_start(CAFE, begins - timedelta(seconds=1)) == begins
    assert next_start(CAFE, begins) == datetime(2026, 12, 4, 15, tzinfo=BERLIN)


def test_cancelled_days_are_left_out():
    """Also two weeks in a row."""
    meetup = weekly(Weekday.FRIDAY, time(15), [date(2026, 12, 25), date(2027, 1, 1)])
    now = datetime(2026, 12, 19, tzinfo=UTC)
    assert next_start(meetup, now) == datetime(2027, 1, 8, 15, tzinfo=BERLIN)


def test_just_after_midnight_it_is_already_today_in_winnenden():
    """23:30 UTC on Thursday is half past midnight on Friday."""
    assert next_start(CAFE, datetime(2026, 11, 26, 23, 30, tzinfo=UTC)).date() == date(2026, 11, 27)


def test_a_moment_without_a_zone_is_refused():
    """It could mean two things."""
    with pytest.raises(TypeError):
        next_start(CAFE, datetime(2026, 11, 26, 12))  # noqa: DTZ001
