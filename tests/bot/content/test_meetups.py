"""The dates of a weekly meetup, through clock changes, holidays and whatever staff write down by date."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.clock import BERLIN
from bot.content.holidays import is_public_holiday, is_school_holiday
from bot.content.meetups import gaps, next_occurrence, next_remindable, next_start, occurrences, remind_at
from bot.content.schedule import ExtraDate, MovedDate, Span, Weekday
from tests.support.meetups import CAFE, TEN_YEARS, meetups_and_moments, weekly

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(day, month, year, hour=15, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def starts(meetup, after, until):
    return [found.start for found in occurrences(meetup, after, until)]


def day_by_day(meetup, after, until):
    """The same dates, found as one would on paper: day for day, ticking off every rule."""
    found = {}
    day = after.date() - timedelta(days=1)
    while day <= until.date() + timedelta(days=1):
        regular = day.weekday() == meetup.weekday.number
        regular &= meetup.first is None or meetup.first <= day
        regular &= meetup.last is None or day <= meetup.last
        regular &= day not in meetup.cancelled
        regular &= not any(pause.first <= day <= pause.last for pause in meetup.pauses)
        regular &= day not in [moved.usual for moved in meetup.moved]
        regular &= meetup.on_public_holidays or not is_public_holiday(day)
        regular &= meetup.in_school_holidays or not is_school_holiday(day)
        times = [
            planned.start or meetup.start for planned in meetup.moved + meetup.extra if planned.day == day
        ]
        for moment in times + [meetup.start] * regular:
            start = datetime.combine(day, moment, BERLIN)
            if after < start.astimezone(UTC) <= until:
                found[start.astimezone(UTC)] = start
        day += timedelta(days=1)
    return [found[moment] for moment in sorted(found)]


@settings(max_examples=200)
@given(meetups_and_moments())
def test_the_dates_are_those_one_finds_day_by_day(meetup_and_moment):
    """Whatever staff leave out, move and add, in any of ten years; and none ends before it starts."""
    meetup, now = meetup_and_moment
    until = now + timedelta(days=400)

    assert starts(meetup, now, until) == day_by_day(meetup, now, until)
    for found in occurrences(meetup, now, until):
        assert found.day == found.start.date()
        assert found.end is None or found.end > found.start


@given(now=TEN_YEARS, weekday=st.sampled_from(Weekday))
def test_without_exceptions_seven_days_lie_between_two_dates(now, weekday):
    """A year of dates holds both clock changes."""
    meetup = weekly(weekday=weekday, on_public_holidays=True)
    days = [found.day for found in islice(occurrences(meetup, now), 53)]

    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=7)}


@pytest.mark.parametrize(
    ("now", "in_utc"),
    [
        (datetime(2026, 10, 23, 14, tzinfo=UTC), datetime(2026, 10, 30, 14, tzinfo=UTC)),
        (datetime(2027, 3, 19, 15, tzinfo=UTC), datetime(2027, 4, 2, 13, tzinfo=UTC)),
    ],
)
def test_fifteen_hundred_stays_fifteen_hundred_after_the_clock_change(now, in_utc):
    """In autumn the meetup moves by an hour in UTC, in spring (after Good Friday) it moves back."""
    assert next_start(CAFE, now).astimezone(UTC) == in_utc


def test_a_meetup_that_has_begun_is_over_for_us():
    """Next means later than now, to the second."""
    begins = at(27, 11, 2026)

    assert next_start(CAFE, begins - timedelta(seconds=1)) == begins
    assert next_start(CAFE, begins) == at(4, 12, 2026)


def test_just_after_midnight_it_is_already_today_in_winnenden():
    """23:30 UTC on Thursday is half past midnight on Friday."""
    assert next_start(CAFE, datetime(2026, 11, 26, 23, 30, tzinfo=UTC)).date() == date(2026, 11, 27)


def test_a_moment_without_a_zone_is_refused():
    """It could mean two things."""
    with pytest.raises(TypeError):
        next_start(CAFE, datetime(2026, 11, 26, 12))  # noqa: DTZ001


def test_cancelled_days_are_left_out():
    """Also two weeks in a row."""
    meetup = weekly(cancelled=[date(2026, 12, 4), date(2026, 12, 11)])

    assert next_start(meetup, at(28, 11, 2026)) == at(18, 12, 2026)


def test_public_holidays_are_left_out_unless_staff_say_otherwise():
    """Christmas Day and New Year's Day 2026/27 are Fridays; 8 January is none."""
    before = at(19, 12, 2026)

    assert next_start(weekly(), before) == at(8, 1, 2027)
    assert next_start(weekly(on_public_holidays=True), before) == at(25, 12, 2026)


def test_school_holidays_are_left_out_where_staff_say_so():
    """The summer of 2027 in Baden-Württemberg: 29 July to 11 September."""
    before = at(24, 7, 2027)

    assert next_start(weekly(), before) == at(30, 7, 2027)
    assert next_start(weekly(in_school_holidays=False), before) == at(17, 9, 2027)


def test_a_pause_includes_its_first_and_its_last_day():
    """From a Friday to a Friday."""
    pause = Span(first=date(2026, 11, 27), last=date(2026, 12, 11))

    assert next_start(weekly(pauses=[pause]), SUNDAY) == at(18, 12, 2026)


def test_it_begins_and_ends_when_staff_say_so():
    """Both days included; after the last one there is none."""
    meetup = weekly(first=date(2026, 12, 11), last=date(2026, 12, 18))

    assert starts(meetup, SUNDAY, SUNDAY + timedelta(days=400)) == [at(11, 12, 2026), at(18, 12, 2026)]
    assert next_start(meetup, at(18, 12, 2026)) is None
    assert next_occurrence(meetup, at(18, 12, 2026)) is None


def test_a_meetup_of_which_nothing_is_left_comes_to_an_end():
    """A pause of years is not searched for ever."""
    paused = weekly(pauses=[Span(first=date(2026, 1, 1), last=date(2099, 12, 31))])

    assert list(occurrences(paused, SUNDAY)) == []


def test_a_moved_date_takes_place_elsewhere_and_not_on_its_usual_day():
    """Day, time and place are its own; what is left out is as every week."""
    moved = MovedDate(usual=date(2026, 11, 27), day=date(2026, 11, 26), start=time(17), place="hall")
    first, second = islice(occurrences(weekly(end=time(18), moved=[moved]), SUNDAY), 2)

    assert (first.start, first.end, first.place) == (at(26, 11, 2026, 17), at(26, 11, 2026, 18), "hall")
    assert (first.moved_from, first.is_regular) == (date(2026, 11, 27), False)
    assert (second.start, second.place, second.moved_from) == (at(4, 12, 2026), "church", None)


def test_a_moved_date_stands_even_where_its_usual_day_is_a_holiday():
    """From Christmas Day to the day before."""
    moved = MovedDate(usual=date(2026, 12, 25), day=date(2026, 12, 23))

    assert next_start(weekly(moved=[moved]), at(19, 12, 2026)) == at(23, 12, 2026)


def test_an_extra_date_stands_on_a_holiday_and_in_a_pause():
    """Staff who write a day down mean it."""
    pause = Span(first=date(2026, 12, 20), last=date(2027, 1, 10))
    found = next_occurrence(weekly(pauses=[pause], extra=[ExtraDate(day=date(2027, 1, 6))]), at(19, 12, 2026))

    assert (found.start, found.extra, found.place) == (at(6, 1, 2027), True, "church")


def test_at_one_moment_there_is_one_meeting_the_one_with_a_date_of_its_own():
    """The same Friday and time again, in another place."""
    meetup = weekly(extra=[ExtraDate(day=date(2026, 11, 27), place="hall")])
    first, second = islice(occurrences(meetup, SUNDAY), 2)

    assert (first.day, first.place) == (date(2026, 11, 27), "hall")
    assert second.day == date(2026, 12, 4)


def test_a_meeting_that_starts_after_the_usual_end_has_no_known_end():
    """Better none than one that lies before the start."""
    late = weekly(end=time(17), extra=[ExtraDate(day=date(2026, 11, 25), start=time(17))])

    assert next_occurrence(late, SUNDAY).end is None


def test_an_extra_date_at_an_hour_that_does_not_exist_is_refused():
    """Half past two on any Wednesday, but not on the Sunday on which the clock jumps from two to three."""
    with pytest.raises(ValidationError):
        weekly(weekday=Weekday.WEDNESDAY, start=time(2, 30), extra=[ExtraDate(day=date(2027, 3, 28))])


def test_days_left_out_in_a_row_are_one_gap():
    """Christmas Day and New Year's Day; a gap that has begun is followed to its end."""
    meetup = weekly(cancelled=[date(2026, 12, 4)])
    christmas = Span(first=date(2026, 12, 25), last=date(2027, 1, 1))

    assert list(gaps(meetup, date(2026, 11, 22), date(2026, 12, 25))) == [
        Span(first=date(2026, 12, 4), last=date(2026, 12, 4)),
        christmas,
    ]
    assert list(gaps(meetup, date(2026, 12, 5), date(2026, 12, 24))) == []


def test_a_moved_date_is_no_gap():
    """It has a substitute."""
    moved = MovedDate(usual=date(2026, 12, 25), day=date(2026, 12, 23))

    assert list(gaps(weekly(moved=[moved]), date(2026, 12, 20), date(2026, 12, 31))) == []


def test_people_are_reminded_two_hours_before_by_the_clock_on_the_wall():
    """Three o'clock is one o'clock; on the Sunday that jumps from two to three, 3:30 is 1:30."""
    friday = next_occurrence(CAFE, SUNDAY)
    early = next_occurrence(weekly(weekday=Weekday.SUNDAY, start=time(3, 30)), at(27, 3, 2027))

    assert remind_at(friday) == datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert remind_at(early).astimezone(BERLIN) == at(28, 3, 2027, 1, 30)


def test_a_meetup_too_near_to_be_reminded_of_gives_way_to_the_next():
    """At one o'clock sharp it is too late for three o'clock."""
    assert next_remindable(CAFE, at(27, 11, 2026, 12, 59)).day == date(2026, 11, 27)
    assert next_remindable(CAFE, at(27, 11, 2026, 13)).day == date(2026, 12, 4)
    assert next_remindable(weekly(last=date(2026, 11, 27)), at(27, 11, 2026, 13)) is None
