"""Staff change the rules: no appointment is lost, and those that no longer fit are named."""

from datetime import date, time, timedelta

import pytest

from bot.booking import Reason, conflicts
from bot.db import Waiting
from bot.errors import SlotNotOffered, SlotTaken
from tests.bot.booking.conftest import TUESDAY
from tests.support.rules import RULES, changed, one_adviser, with_adviser, with_subjects

DAY = {"first": TUESDAY, "last": TUESDAY}
LATER = [{"weekday": "Dienstag", "start": "09:30", "end": "11:00"}]
NOON = [{"day": TUESDAY, "start": time(12), "end": time(13)}]


async def found(counter, rules):
    async with counter.database.read() as session:
        return [(one.appointment.chat_id, one.reason) for one in await conflicts(session, rules, counter.now)]


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (RULES, None),
        (changed(minutes=60), None),
        (with_adviser(0, hours=LATER), Reason.OUTSIDE_HOURS),
        (with_adviser(0, hours=[]), Reason.OUTSIDE_HOURS),
        (with_adviser(0, special=NOON), Reason.OUTSIDE_HOURS),
        (with_adviser(0, id="new"), Reason.ADVISER_GONE),
        (changed(closed=[TUESDAY]), Reason.CLOSED),
        (changed(closures=[DAY]), Reason.CLOSED),
        (with_adviser(0, away=[DAY]), Reason.AWAY),
        (with_adviser(0, room="room-2"), Reason.OTHER_ROOM),
        (with_subjects({"id": "work", "advisers": ["two"]}), Reason.OTHER_ADVISER),
        (with_subjects({"id": "other"}), None),
    ],
)
async def test_what_no_longer_fits_is_named_with_the_reason(counter, tuesday, rules, reason):
    """Somebody comes at nine; somebody else at eleven, to whom nothing has changed."""
    await counter.book(7, tuesday[9])

    assert await found(counter, rules) == ([(7, reason)] if reason else [])
    assert len(await counter.booked()) == 1


async def test_an_appointment_that_ends_after_the_new_end_does_not_fit(counter, tuesday):
    """To the minute."""
    await counter.book(7, tuesday[10.5])
    shorter = [{"weekday": "Dienstag", "start": "09:00", "end": "10:55"}]

    assert await found(counter, with_adviser(0, hours=shorter)) == [(7, Reason.OUTSIDE_HOURS)]


async def test_only_what_is_still_to_come_is_named_the_next_first(counter, tuesday):
    """Neither what is over nor what was cancelled."""
    week = timedelta(days=7)
    await counter.book(7, tuesday[9] + 2 * week)
    await counter.book(8, tuesday[9] + 4 * week)
    await counter.cancel(await counter.book(9, tuesday[9.5] + 2 * week))
    await counter.book(10, tuesday[9])
    closed = changed(closures=[{"first": date(2026, 1, 1), "last": date(2027, 12, 31)}])

    assert await found(counter, closed) == [(chat, Reason.CLOSED) for chat in (10, 7, 8)]
    counter.now = tuesday[9]
    assert await found(counter, closed) == [(chat, Reason.CLOSED) for chat in (7, 8)]


async def test_a_room_that_was_not_known_then_is_no_conflict(counter, tuesday):
    """Appointments from before rooms carry none."""
    made = await counter.book(7, tuesday[9])
    async with counter.database.write() as session:
        row = await session.merge(made)
        row.room = None

    assert await found(counter, one_adviser()) == []
    await counter.cancel(made)


GONE = with_adviser(0, hours=[])


async def test_a_held_time_is_not_promised_after_staff_have_taken_the_hours_away(counter, tuesday):
    """It was shown, not promised; the person chooses another."""
    chosen = counter.request(7, tuesday[9])
    await counter.hold(chosen)
    counter.rules = GONE

    with pytest.raises(SlotNotOffered):
        await counter.confirm(chosen)
    assert await counter.booked() == []


async def test_nobody_is_moved_to_a_time_that_staff_have_taken_away(counter, tuesday):
    """The appointment stays where it was."""
    mine = await counter.book(7, tuesday[10.5])
    chosen = counter.request(7, tuesday[9])
    await counter.hold(chosen)
    counter.rules = GONE

    with pytest.raises(SlotNotOffered):
        await counter.move(mine, chosen)
    assert [one.starts_at for one in await counter.booked()] == [tuesday[10.5]]


async def test_an_offer_of_a_time_that_staff_have_taken_away_is_not_accepted(counter, tuesday):
    """The person stays in line."""
    counter.rules = one_adviser()
    booked = [await counter.book(chat, tuesday[hour]) for chat, hour in enumerate((9, 9.5, 10, 10.5), 1)]
    await counter.wait(7)
    (offer,) = await counter.offer((await counter.cancel(booked[0])).freed)
    counter.rules = GONE

    with pytest.raises(SlotTaken):
        await counter.accept(7, offer.intent)
    assert [one.chat_id for one in await counter.all(Waiting)] == [7]
