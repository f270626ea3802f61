"""Open now, or when next: against a model that asks every half hour anew."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import BERLIN
from bot.content.holidays import is_public_holiday
from bot.content.opening import Door, Opening, Stretch, closures, opening_at, stretches_on
from bot.content.schedule import OpenHours, OpeningHours, Span, SpecialDay, Weekday

MINUTE, HALF_HOUR = timedelta(minutes=1), timedelta(minutes=30)
DAYS_SEARCHED = timedelta(days=9)
CHANGES = date(2026, 10, 25), date(2027, 3, 28)  # the Sundays on which the clock changes


def at(day, month, year, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def hours(weekday, start, end, *, by_appointment=False):
    return OpenHours(weekday=weekday, start=time(*start), end=time(*end), by_appointment=by_appointment)


OFFICE = OpeningHours(
    hours=[
        hours(Weekday.TUESDAY, (9,), (12,)),
        hours(Weekday.THURSDAY, (9,), (12,)),
        hours(Weekday.THURSDAY, (12,), (14,), by_appointment=True),
        hours(Weekday.THURSDAY, (14,), (17, 30)),
    ],
    special=[SpecialDay(day=date(2026, 12, 29), start=time(10), end=time(11))],
    closed=[Span(first=date(2026, 12, 28), last=date(2027, 1, 5))],
    closed_every_year=["24.12."],
)


@st.composite
def times(draw, first=0, last=23):
    """Start and end on a full or half hour, outside the hour of the clock change."""
    moments = st.sampled_from([time(hour, minute) for hour in range(first, last + 1) for minute in (0, 30)])
    start, end = sorted(draw(st.lists(moments, min_size=2, max_size=2, unique=True)))
    return {"start": start, "end": end, "by_appointment": draw(st.booleans())}


@st.composite
def weeks(draw):
    """Opening hours with everything that can be written, around a Sunday on which the clock changes."""
    sunday = draw(st.sampled_from(CHANGES))
    day = st.integers(-4, 4).map(lambda ahead: sunday + timedelta(days=ahead))
    weekdays = st.sampled_from(Weekday)
    weekly = st.builds(lambda weekday, of: OpenHours(weekday=weekday, **of), weekdays, times(first=3))
    special = st.builds(lambda on, of: SpecialDay(day=on, **of), day, times(first=3))
    opening = OpeningHours(
        hours=draw(st.lists(weekly, max_size=10)),
        special=draw(st.lists(special, max_size=3)),
        closed=[Span(first=one, last=one) for one in draw(st.lists(day, max_size=2))],
        closed_every_year=[f"{one:%d.%m.}" for one in draw(st.lists(day, max_size=1))],
    )
    return opening, sunday


def door(opening, moment):
    """The state at one moment, rule by rule."""
    local = moment.astimezone(BERLIN)
    day, clock = local.date(), local.time()
    planned = [one for one in opening.special if one.day == day]
    if not planned:
        if is_public_holiday(day) or f"{day:%d.%m.}" in opening.closed_every_year:
            return Door.CLOSED
        if any(span.first <= day <= span.last for span in opening.closed):
            return Door.CLOSED
        planned = [one for one in opening.hours if one.weekday.number == day.weekday()]
    now = [one.by_appointment for one in planned if one.start <= clock < one.end]
    if not now:
        return Door.CLOSED
    return Door.BY_APPOINTMENT if all(now) else Door.OPEN


def first_moment(opening, now, wanted):
    """The first moment after now with one of the states, on a half hour as all of `times`; or None."""
    begin = now.replace(minute=now.minute // 30 * 30)
    moments = (begin + ahead * HALF_HOUR for ahead in range(1, DAYS_SEARCHED // HALF_HOUR))
    return next((moment for moment in moments if door(opening, moment) in wanted), None)


@settings(max_examples=100)
@given(weeks(), st.integers(0, 7 * 24 * 60))
def test_the_state_is_the_one_that_every_half_hour_of_the_week_shows(week, minutes):
    """Its kind, its end and the next opening, through the hour that is missing or comes twice."""
    opening, sunday = week
    now = datetime.combine(sunday - timedelta(days=4), time(), UTC) + minutes * MINUTE
    state, shown = opening_at(opening, now), door(opening, now)

    assert state.door is shown
    if shown is not Door.CLOSED:
        assert state.until.astimezone(UTC) == first_moment(opening, now, set(Door) - {shown})
    if shown is not Door.OPEN:
        wanted = {Door.OPEN} if shown is Door.BY_APPOINTMENT else {Door.OPEN, Door.BY_APPOINTMENT}
        if again := first_moment(opening, now, wanted):
            assert state.again.astimezone(UTC) == again
            assert state.again_by_appointment == (door(opening, again) is Door.BY_APPOINTMENT)
        else:
            assert state.again is None or state.again > now + DAYS_SEARCHED


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (at(24, 11, 2026, 8, 59), Opening(Door.CLOSED, again=at(24, 11, 2026, 9))),
        (at(24, 11, 2026, 9), Opening(Door.OPEN, until=at(24, 11, 2026, 12))),
        (at(24, 11, 2026, 12), Opening(Door.CLOSED, again=at(26, 11, 2026, 9))),
        (
            at(26, 11, 2026, 13),
            Opening(Door.BY_APPOINTMENT, until=at(26, 11, 2026, 14), again=at(26, 11, 2026, 14)),
        ),
    ],
)
def test_an_ordinary_week(now, state):
    """The first minute counts, the last one does not."""
    assert opening_at(OFFICE, now) == state


def test_stretches_that_touch_are_one_if_they_are_of_one_kind():
    """Nine to twelve and twelve to five is nine to five."""
    split = OpeningHours(
        hours=[hours(Weekday.TUESDAY, (12,), (17,)), hours(Weekday.TUESDAY, (9,), (12,))],
    )

    assert stretches_on(split, date(2026, 11, 24)) == [Stretch(time(9), time(17))]
    assert opening_at(split, at(24, 11, 2026, 10)) == Opening(Door.OPEN, until=at(24, 11, 2026, 17))
    assert [stretch.by_appointment for stretch in stretches_on(OFFICE, date(2026, 11, 26))] == [
        False,
        True,
        False,
    ]


def test_where_hours_overlap_the_door_is_open_to_everybody():
    """An appointment is no hindrance."""
    overlapping = OpeningHours(
        hours=[
            hours(Weekday.TUESDAY, (9,), (16,), by_appointment=True),
            hours(Weekday.TUESDAY, (10,), (12,)),
        ]
    )

    assert stretches_on(overlapping, date(2026, 11, 24)) == [
        Stretch(time(9), time(10), by_appointment=True),
        Stretch(time(10), time(12)),
        Stretch(time(12), time(16), by_appointment=True),
    ]


def test_a_special_day_stands_above_closed_days():
    """29 December lies in a closed week and has an hour of its own."""
    assert opening_at(OFFICE, at(28, 12, 2026, 10)).again == at(29, 12, 2026, 10)
    assert opening_at(OFFICE, at(29, 12, 2026, 10, 30)).door is Door.OPEN
    assert opening_at(OFFICE, at(29, 12, 2026, 11)).again == at(7, 1, 2027, 9)


def test_the_door_is_shut_on_public_holidays_and_on_days_closed_every_year():
    """Christmas Eve 2026 is a Thursday, so is Ascension Day 2027."""
    assert stretches_on(OFFICE, date(2026, 12, 24)) == []
    assert stretches_on(OFFICE, date(2027, 5, 6)) == []
    assert stretches_on(OFFICE, date(2032, 12, 24)) == []


def test_an_office_that_never_opens_is_closed_without_end():
    """And searching for an opening comes to an end."""
    assert opening_at(OpeningHours(hours=[]), at(24, 11, 2026, 10)) == Opening(Door.CLOSED)


def test_closed_days_in_a_row_are_one_closure_and_followed_to_its_end():
    """From Christmas Eve over the holidays; the 29th has hours of its own; Epiphany 2027 is a Wednesday."""
    assert list(closures(OFFICE, date(2026, 12, 14), date(2026, 12, 31))) == [
        Span(first=date(2026, 12, 24), last=date(2026, 12, 24)),
        Span(first=date(2026, 12, 31), last=date(2027, 1, 5)),
    ]
    assert list(closures(OFFICE, date(2026, 11, 22), date(2026, 12, 5))) == []
