"""Meetups for tests: a café on Fridays, and any meetup that staff could write down."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from bot.content.schedule import ExtraDate, Meetup, MovedDate, Span, Weekday

TEN_YEARS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
OUTSIDE_THE_CHANGE = st.times().filter(lambda moment: not 2 <= moment.hour < 3)
TIMES = OUTSIDE_THE_CHANGE.map(lambda moment: moment.replace(second=0, microsecond=0))


def weekly(**changes: object) -> Meetup:
    """A café on Fridays at 15:00 in the church, with changes."""
    usual = {"id": "cafe", "name": "Café", "weekday": Weekday.FRIDAY, "start": time(15), "place": "church"}
    return Meetup(**usual | changes)


CAFE = weekly()


@st.composite
def meetups_and_moments(draw: st.DrawFn) -> tuple[Meetup, datetime]:
    """Any meetup whose times exist on every day, and a moment among its exceptions, within ten years."""
    now = draw(TEN_YEARS)
    return draw(meetups(now.date() + timedelta(days=draw(st.integers(-30, 30))))), now


@st.composite
def meetups(draw: st.DrawFn, around: date) -> Meetup:
    """Any meetup; its exceptions cluster `around` a day so that they collide."""
    weekday, start = draw(st.sampled_from(Weekday)), draw(TIMES)
    days = st.integers(-40, 120).map(lambda ahead: around + timedelta(days=ahead))
    on_the_weekday = days.map(lambda day: day + timedelta(days=(weekday.number - day.weekday()) % 7))
    return weekly(
        weekday=weekday,
        start=start,
        end=draw(st.none() | later_than(start)),
        first=draw(st.none() | st.just(around - timedelta(days=60))),
        last=draw(st.none() | st.just(around + timedelta(days=200))),
        in_school_holidays=draw(st.booleans()),
        on_public_holidays=draw(st.booleans()),
        pauses=draw(st.lists(spans(days), max_size=2)),
        cancelled=draw(st.lists(on_the_weekday, max_size=3)),
        moved=draw(st.lists(dates(MovedDate, days, usual=on_the_weekday), max_size=3)),
        extra=draw(st.lists(dates(ExtraDate, days | on_the_weekday), max_size=3)),
    )


def later_than(start: time) -> st.SearchStrategy[time | None]:
    """An end on the same day, outside the hour of the clock change; None where there is none left."""
    return TIMES.map(lambda end: end if end > start and not (start.hour < 2 <= end.hour) else None)


@st.composite
def spans(draw: st.DrawFn, days: st.SearchStrategy[date]) -> Span:
    """From a day to the same or a later one."""
    first = draw(days)
    return Span(first=first, last=first + timedelta(days=draw(st.integers(0, 40))))


@st.composite
def dates(
    draw: st.DrawFn, model: type[ExtraDate], days: st.SearchStrategy[date], **more: st.SearchStrategy[date]
) -> ExtraDate:
    """A date of its own, sometimes with its own time and place."""
    start = draw(st.none() | TIMES)
    return model(
        day=draw(days),
        start=start,
        end=draw(later_than(start)) if start else None,
        place=draw(st.sampled_from([None, "hall"])),
        **{name: draw(strategy) for name, strategy in more.items()},
    )
