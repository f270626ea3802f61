"""The weeks in which clocks change: an appointment is at the time that stands on the wall."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.booking import day_slots
from bot.booking.grid import cells
from bot.clock import BERLIN
from bot.content.schedule import Hours, SpecialHours, Weekday
from bot.db import BusyCell
from tests.support.counter import Counter, faults
from tests.support.rules import changed, one_adviser, with_adviser

# from the last working day before to the first one after
AUTUMN = pytest.param(date(2026, 10, 23), date(2026, 10, 26), id="autumn")
SPRING = pytest.param(date(2028, 3, 24), date(2028, 3, 27), id="spring")
EASTER = pytest.param(date(2027, 3, 25), date(2027, 3, 30), id="spring, at Easter")
CHANGES = [AUTUMN, SPRING, EASTER]
EVERY_DAY = [Hours(weekday=weekday, start=time(9), end=time(11)) for weekday in Weekday]
RULES = one_adviser(with_adviser(0, hours=EVERY_DAY, rules=changed(lead_days=0, closed=[])))
TEN = time(10)


def at(day, clock):
    """A moment as it stands on a clock in Winnenden."""
    return datetime.combine(day, clock, BERLIN).astimezone(UTC)


@pytest.fixture
async def office(database):
    """The counter of an office that is open every day; the days before a change are to come."""
    made = Counter(database, RULES)
    yield made
    assert await faults(made) == []


@pytest.mark.parametrize(("before", "after"), CHANGES)
async def test_ten_o_clock_is_ten_o_clock_before_and_after(office, before, after):
    """Booked before the change for a day after it, half an hour long, six cells for each resource."""
    office.now = at(before - timedelta(days=3), time(12))
    for chat, day in enumerate((before, after)):
        made = await office.book(chat, at(day, TEN))

        assert made.starts_at.astimezone(BERLIN) == datetime.combine(day, TEN, BERLIN)
        assert made.ends_at - made.starts_at == timedelta(minutes=30)
        numbers = {cell.cell for cell in await office.all(BusyCell, BusyCell.appointment_id == made.id)}
        assert numbers == set(cells(made.starts_at, made.ends_at))
        assert len(numbers) == 6


@pytest.mark.parametrize(("before", "after"), CHANGES)
async def test_moving_over_the_change_keeps_the_time_on_the_wall(office, before, after):
    """Forwards and back again; what was left is free."""
    office.now = at(before - timedelta(days=3), time(12))
    made = await office.book(7, at(before, TEN))
    for day, other in ((after, before), (before, after)):
        happened = await office.move(made, office.request(7, at(day, TEN)))

        assert happened.appointment.starts_at.astimezone(BERLIN).time() == TEN
        assert happened.freed[0].starts_at == at(other, TEN)
        assert (await office.book(8, at(other, TEN))).chat_id == 8
        await office.cancel((await office.booked())[-1])


@pytest.mark.parametrize(("sunday", "hours"), [(date(2026, 10, 25), 5), (date(2027, 3, 28), 3)])
async def test_a_special_day_over_the_hour_of_the_change_has_the_hours_that_there_are(office, sunday, hours):
    """From one to five are five hours in autumn and three in spring; every half hour can be booked."""
    night = SpecialHours(day=sunday, start=time(1), end=time(5))
    office.rules = with_adviser(0, special=[night], rules=RULES)
    office.now = at(sunday - timedelta(days=3), time(12))
    slots = day_slots(office.rules, sunday, office.now, frozenset())
    made = [await office.book(chat, slot.starts_at) for chat, slot in enumerate(slots)]

    assert len(made) == 2 * hours
    assert made[0].starts_at == at(sunday, time(1))
    assert made[-1].ends_at == at(sunday, time(5))


@pytest.mark.parametrize(("before", "after"), [AUTUMN, SPRING])
async def test_lead_time_and_horizon_count_days_and_not_hours(office, before, after):
    """The last day one may book has 24 hours, whatever happens to the clocks before it."""
    office.rules = changed(RULES, lead_days=1, horizon_days=3)
    office.now = at(before, time(23, 45))
    slots = {
        day: len(day_slots(office.rules, day, office.now, frozenset()))
        for day in (before + timedelta(days=ahead) for ahead in range(5))
    }

    assert slots[after] == 4
    assert [number for day, number in slots.items() if day != after] == [0, 0, 0, 0]
