import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.booking import Request, book, busy_cells, day_slots
from bot.db import Appointment, BusyCell
from bot.errors import AlreadyBooked, BookingError, SlotNotOffered, SlotTaken
from tests.support.rules import RULES, one_adviser, with_minutes

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
SLOTS = day_slots(RULES, date(2026, 11, 24), SUNDAY, frozenset())
NINE = SLOTS[0].starts_at
numbers = itertools.count(1)


def request(chat_id, starts_at=NINE, intent=None):
    return Request(intent or f"intent-{chat_id}", chat_id, "ar", "work", "pool", "ar", starts_at)


async def promise(database, asked, rules=RULES, now=SUNDAY, code=None):
    async with database.write() as session:
        happened = await book(session, asked, rules, now, code or (lambda: f"W-{next(numbers):04}"))
        return happened.appointment


async def count(database, table):
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def test_a_promise_keeps_what_was_asked_and_takes_the_time(database):
    """Code, person, subject, interpreter, both ends in UTC, and six cells of five minutes."""
    appointment = await promise(database, request(7))

    assert appointment.code.startswith("W-")
    assert (appointment.adviser, appointment.subject, appointment.interpreter_language) == (
        "one",
        "work",
        "ar",
    )
    async with database.read() as session:
        stored = await session.get(Appointment, appointment.id)
        assert (stored.starts_at, stored.ends_at) == (NINE, NINE + timedelta(minutes=30))
        assert len(await busy_cells(session, NINE, NINE + timedelta(hours=1))) == 12


async def test_the_same_intent_gives_the_same_appointment_again(database):
    """Ten presses of one confirm button, one after the other."""
    made = [await promise(database, request(7)) for _ in range(10)]

    assert len({appointment.id for appointment in made}) == 1
    assert await count(database, Appointment) == 1


async def test_a_second_open_appointment_is_refused(database):
    """One open appointment a person, also at another time."""
    await promise(database, request(7))
    with pytest.raises(AlreadyBooked):
        await promise(database, request(7, SLOTS[2].starts_at, "another"))


async def test_a_past_appointment_does_not_block_the_next(database):
    """Once it is over, the person may book again."""
    await promise(database, request(7))
    later = datetime(2026, 11, 29, 12, tzinfo=UTC)
    start = day_slots(RULES, date(2026, 12, 1), later, frozenset())[0].starts_at

    again = await promise(database, request(7, start, "another"), now=later)
    assert again.starts_at == start


async def test_when_all_advisers_are_taken_the_next_person_is_told(database):
    """At ten o'clock there are two advisers, so the third person is too late."""
    ten = SLOTS[2].starts_at
    advisers = [(await promise(database, request(chat, ten))).adviser for chat in (1, 2)]

    assert advisers == ["one", "two"]
    with pytest.raises(SlotTaken):
        await promise(database, request(3, ten))


@pytest.mark.parametrize(
    "start", [NINE + timedelta(minutes=5), NINE - timedelta(days=7), NINE + timedelta(days=700)]
)
async def test_a_time_that_is_not_offered_is_refused(database, start):
    """Between two slots, in the past, beyond the horizon."""
    with pytest.raises(SlotNotOffered):
        await promise(database, request(7, start))
    assert await count(database, BusyCell) == 0


async def test_longer_slots_cannot_overlap_older_bookings(database):
    """Staff change 30 minutes to 45 while appointments stand: 9:30 is taken, so 9:45 to 10:30 may be booked
    but 9:00 to 9:45 may not."""
    await promise(database, request(1, SLOTS[1].starts_at), one_adviser())
    longer = with_minutes(45).model_copy(update={"advisers": RULES.advisers[:1]})
    with pytest.raises(SlotTaken):
        await promise(database, request(2), longer)


async def test_a_code_that_is_already_given_away_is_drawn_again(database):
    """Codes are short, so they will meet one day."""
    codes = iter(["W-AAAA", "W-AAAA", "W-BBBB"])
    first = await promise(database, request(1, SLOTS[0].starts_at), code=lambda: next(codes))
    second = await promise(database, request(2, SLOTS[1].starts_at), code=lambda: next(codes))

    assert (first.code, second.code) == ("W-AAAA", "W-BBBB")


async def test_a_refused_booking_leaves_nothing_behind(database):
    """No appointment without its cells, no cells without an appointment."""
    await promise(database, request(1), one_adviser())
    with pytest.raises(BookingError):
        await promise(database, request(2), one_adviser())

    assert await count(database, Appointment) == 1
    assert await count(database, BusyCell) == 12
