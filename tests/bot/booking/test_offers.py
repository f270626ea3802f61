from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.booking import bookable_days, day_slots, earliest
from bot.booking.grid import cells
from bot.clock import BERLIN
from tests.support.rules import RULES, changed, with_adviser, with_subjects

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


def test_wall_clock_times_stay_the_same_over_both_clock_changes():
    """Nine o'clock is nine o'clock on the Tuesday before and after."""
    for before in (datetime(2026, 10, 18, 12, tzinfo=UTC), datetime(2027, 3, 21, 12, tzinfo=UTC)):
        for day in bookable_days(RULES, before, frozenset())[:3]:
            assert wall_clock(day_slots(RULES, day, before, frozenset()))[0] == "09:00"


def taken(resource, *slots):
    return {(resource, cell) for slot in slots for cell in cells(slot.starts_at, slot.busy_until)}


def test_two_advisers_in_one_room_are_never_there_at_the_same_time():
    """Who shares a room is free when both the person and the room are."""
    rules = with_adviser(1, room="room-1")
    half_past_ten = day_slots(rules, TUESDAY, SUNDAY, frozenset())[3]
    assert half_past_ten.advisers == ("one", "two")

    left = day_slots(rules, TUESDAY, SUNDAY, taken("room:room-1", half_past_ten))
    assert wall_clock(left) == ["09:00", "09:30", "10:00", "11:00", "11:30"]


def test_a_subject_may_take_longer_and_need_time_after_it():
    """The next one begins after the buffer; an appointment fits the hours, its buffer need not."""
    rules = with_subjects({"id": "work"}, {"id": "long", "minutes": 45, "buffer": 15})
    slots = day_slots(rules, TUESDAY, SUNDAY, frozenset(), "long")

    assert wall_clock(slots) == ["09:00", "10:00", "11:00"]
    assert slots[0].ends_at - slots[0].starts_at == timedelta(minutes=45)
    assert slots[0].busy_until - slots[0].starts_at == timedelta(minutes=60)
    tight = with_subjects({"id": "long", "minutes": 60, "buffer": 30})
    assert wall_clock(day_slots(tight, TUESDAY, SUNDAY, frozenset(), "long")) == ["09:00", "10:00"]


def test_the_buffer_of_a_new_appointment_needs_free_time_too():
    """Where the next one begins at ten, 45 minutes and their buffer do not fit at nine."""
    rules = with_subjects({"id": "work"}, {"id": "long", "minutes": 45, "buffer": 30})
    ten = day_slots(rules, TUESDAY, SUNDAY, frozenset(), "work")[2]
    left = day_slots(rules, TUESDAY, SUNDAY, taken("adviser:one", ten), "long")

    assert wall_clock(left) == ["10:00", "11:15"]


def test_a_subject_may_be_the_business_of_one_adviser():
    """The others are not offered for it."""
    rules = with_subjects({"id": "work"}, {"id": "law", "advisers": ["two"]})
    slots = day_slots(rules, TUESDAY, SUNDAY, frozenset(), "law")

    assert wall_clock(slots) == ["10:00", "10:30", "11:00", "11:30"]
    assert {slot.advisers for slot in slots} == {("two",)}


def test_a_subject_that_staff_have_removed_takes_as_long_as_most():
    """Somebody may just be about to book it."""
    gone = day_slots(RULES, TUESDAY, SUNDAY, frozenset(), "gone")

    assert gone == day_slots(RULES, TUESDAY, SUNDAY, frozenset(), "work")


def test_the_earliest_time_is_the_first_of_anybody():
    """Whoever that is."""
    slot = earliest(RULES, SUNDAY, frozenset())
    assert (wall_clock([slot]), slot.advisers) == (["09:00"], ("one",))

    busy = taken("adviser:one", *day_slots(RULES, TUESDAY, SUNDAY, frozenset()))
    slot = earliest(RULES, SUNDAY, busy)
    assert (wall_clock([slot]), slot.advisers) == (["10:00"], ("two",))


def test_at_the_earliest_time_who_speaks_the_language_comes_first():
    """An earlier time comes before a shared language."""
    rules = with_adviser(1, languages=["ar"], hours=RULES.advisers[0].hours)

    assert earliest(rules, SUNDAY, frozenset(), language="ar").advisers == ("two", "one")
    assert earliest(rules, SUNDAY, frozenset(), language="uk").advisers == ("one", "two")
    later = with_adviser(1, languages=["ar"])
    assert earliest(later, SUNDAY, frozenset(), language="ar").advisers == ("one",)


def test_days_may_be_left_out():
    """Those on which a person has an appointment already."""
    slot = earliest(RULES, SUNDAY, frozenset(), without=[TUESDAY])

    assert slot.starts_at.astimezone(BERLIN).date() == date(2026, 12, 1)
    assert TUESDAY not in bookable_days(RULES, SUNDAY, frozenset(), without=[TUESDAY])


def test_there_is_no_earliest_time_where_nobody_is_there():
    """Nothing is offered, nothing fails."""
    assert (
        earliest(changed(closures=[{"first": date(2026, 1, 1), "last": date(2028, 1, 1)}]), SUNDAY, set())
        is None
    )


@given(st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_offered_slot_can_be_found_again_from_its_start(now):
    """What a button carries is enough to book: the start names the slot."""
    for day in bookable_days(RULES, now, frozenset())[:2]:
        for slot in day_slots(RULES, day, now, frozenset()):
            assert slot.starts_at > now
            assert slot.starts_at.astimezone(BERLIN).date() == day
            assert len(cells(slot.starts_at, slot.ends_at)) == 6
