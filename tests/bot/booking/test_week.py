"""When advisers are there, and from which day on one may book."""

from datetime import UTC, date, datetime, time

import pytest

from bot.booking import bookable_days, day_slots
from bot.booking.week import first_day, is_open, presence
from bot.clock import BERLIN
from bot.content.schedule import Hours, SpecialHours, Weekday
from tests.support.rules import RULES, changed, with_adviser

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)


def there(rules, day):
    """When the first adviser is there, as clocks in Winnenden show it."""
    return [
        "–".join(moment.astimezone(BERLIN).strftime("%H:%M") for moment in stretch)
        for stretch in presence(rules, rules.advisers[0], day)
    ]


def special(day, start, end):
    return SpecialHours(day=day, start=time(start), end=time(end))


def span(first, last):
    return {"first": first, "last": last}


def test_closed_days_and_public_holidays_are_left_out():
    """By date, every year, and by the law of Baden-Württemberg (Epiphany)."""
    assert not is_open(RULES, date(2026, 11, 30))
    assert not is_open(RULES, date(2031, 12, 24))
    assert not is_open(RULES, date(2027, 1, 6))
    assert is_open(RULES, TUESDAY)


def test_a_closure_lasts_from_its_first_to_its_last_day():
    """Both included."""
    rules = changed(closures=[span(TUESDAY, date(2026, 12, 1))])
    days = [date(2026, 11, 23), TUESDAY, date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 2)]

    assert [is_open(rules, day) for day in days] == [True, False, False, False, True]


def test_who_is_away_is_not_there():
    """The other adviser is."""
    rules = with_adviser(0, away=[span(TUESDAY, TUESDAY)])

    assert there(rules, TUESDAY) == []
    slots = day_slots(rules, TUESDAY, SUNDAY, frozenset())
    assert {adviser for slot in slots for adviser in slot.advisers} == {"two"}


def test_a_special_day_replaces_the_hours_of_the_week():
    """Also in two stretches, in the order of the day."""
    rules = with_adviser(0, special=[special(TUESDAY, 16, 18), special(TUESDAY, 13, 14)])

    assert there(rules, TUESDAY) == ["13:00–14:00", "16:00–18:00"]
    assert there(rules, date(2026, 12, 1)) == ["09:00–11:00"]


@pytest.mark.parametrize(
    "rules",
    [
        with_adviser(0, special=[special(TUESDAY, 13, 14)], away=[span(TUESDAY, TUESDAY)]),
        with_adviser(0, special=[special(TUESDAY, 13, 14)], rules=changed(closed=[TUESDAY])),
        with_adviser(0, special=[special(TUESDAY, 13, 14)], rules=changed(closed_every_year=["24.11."])),
    ],
    ids=["away", "closed", "closed every year"],
)
def test_a_special_day_stands_above_everything(rules):
    """Staff have written it down for this one day, so they mean it."""
    assert there(rules, TUESDAY) == ["13:00–14:00"]


def test_a_special_day_may_be_a_sunday_or_a_holiday():
    """Nobody works then by rule, somebody does once."""
    epiphany, sunday = date(2027, 1, 6), date(2026, 11, 29)
    rules = with_adviser(0, special=[special(epiphany, 9, 10), special(sunday, 9, 10)])

    assert there(rules, epiphany) == there(rules, sunday) == ["09:00–10:00"]


@pytest.mark.parametrize(
    ("today", "lead_days", "first"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 27), 1, date(2026, 12, 1)),  # Friday; Monday the 30th is closed
        (date(2026, 11, 28), 1, date(2026, 12, 1)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 2, date(2026, 11, 24)),
        (date(2026, 12, 23), 1, date(2026, 12, 28)),  # closed, Christmas, weekend
        (date(2026, 12, 30), 2, date(2027, 1, 5)),  # closed, New Year, weekend, Monday
        (date(2027, 1, 5), 1, date(2027, 1, 7)),  # Epiphany
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_lead_time_counts_working_days(today, lead_days, first):
    """Saturdays, Sundays, holidays and closed days are none."""
    assert first_day(changed(lead_days=lead_days), today) == first


def test_without_lead_time_one_may_book_what_is_left_of_today():
    """What has begun is over."""
    rules = changed(lead_days=0)
    half_past_nine = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    slots = day_slots(rules, TUESDAY, half_past_nine, frozenset())

    assert slots[0].starts_at.astimezone(BERLIN).time() == time(10)


def test_an_office_that_is_closed_for_good_offers_nothing():
    """And looking for the next working day ends."""
    rules = changed(closures=[span(date(2026, 1, 1), date(2030, 12, 31))])

    assert bookable_days(rules, SUNDAY, frozenset()) == []


def test_hours_keep_their_wall_clock_times_over_both_clock_changes():
    """Nine o'clock is nine o'clock on the Sundays themselves too."""
    weekly = [Hours(weekday=Weekday.SUNDAY, start=time(9), end=time(11))]
    rules = with_adviser(0, hours=weekly)
    for sunday in (date(2026, 10, 25), date(2027, 3, 28), date(2026, 11, 1)):
        assert there(rules, sunday)[:1] == (["09:00–11:00"] if is_open(rules, sunday) else [])
