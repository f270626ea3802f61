from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.booking import bookable_days, day_slots
from bot.booking.grid import cells
from bot.booking.week import is_open
from bot.clock import BERLIN
from tests.support.rules import RULES

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)


def wall_clock(slots):
    return [slot.starts_at.astimezone(BERLIN).strftime("%H:%M") for slot in slots]


def test_offers_every_free_half_hour_of_every_adviser():
    """Where two advisers are free at one time it is offered once, the first adviser first."""
    slots = day_slots(RULES, TUESDAY, SUNDAY, frozenset())

    assert wall_clock(slots) == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
    assert [slot.advisers for slot in slots[1:4]] == [("one",), ("one", "two"), ("one", "two")]


def test_a_taken_adviser_leaves_the_time_to_the_other():
    """A time disappears only when nobody is left."""
    ten = day_slots(RULES, TUESDAY, SUNDAY, frozenset())[2]
    busy = {("adviser:one", cell) for cell in cells(ten.starts_at, ten.ends_at)}

    assert day_slots(RULES, TUESDAY, SUNDAY, busy)[2].advisers == ("two",)
    busy |= {("adviser:two", cell) for cell in cells(ten.starts_at, ten.ends_at)}
    assert "10:00" not in wall_clock(day_slots(RULES, TUESDAY, SUNDAY, busy))


def test_nothing_is_offered_today_nor_beyond_the_horizon():
    """Lead time is the next day, the horizon 60 days."""
    tuesday_morning = datetime(2026, 11, 24, 6, tzinfo=UTC)

    assert day_slots(RULES, TUESDAY, tuesday_morning, frozenset()) == []
    assert bookable_days(RULES, SUNDAY, frozenset())[-1] <= date(2027, 1, 21)
    assert day_slots(RULES, date(2027, 1, 26), SUNDAY, frozenset()) == []


def test_closed_days_and_public_holidays_are_left_out():
    """By date, every year, and by the law of Baden-Württemberg (Epiphany)."""
    assert not is_open(RULES, date(2026, 11, 30))
    assert not is_open(RULES, date(2031, 12, 24))
    assert not is_open(RULES, date(2027, 1, 6))
    assert is_open(RULES, TUESDAY)


def test_wall_clock_times_stay_the_same_over_both_clock_changes():
    """Nine o'clock is nine o'clock on the Tuesday before and after."""
    for before in (datetime(2026, 10, 18, 12, tzinfo=UTC), datetime(2027, 3, 21, 12, tzinfo=UTC)):
        for day in bookable_days(RULES, before, frozenset())[:3]:
            assert wall_clock(day_slots(RULES, day, before, frozenset()))[0] == "09:00"


@given(st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_offered_slot_can_be_found_again_from_its_start(now):
    """What a button carries is enough to book: the start names the slot."""
    for day in bookable_days(RULES, now, frozenset())[:2]:
        for slot in day_slots(RULES, day, now, frozenset()):
            assert slot.starts_at > now
            assert slot.starts_at.astimezone(BERLIN).date() == day
            assert len(cells(slot.starts_at, slot.ends_at)) == 6
