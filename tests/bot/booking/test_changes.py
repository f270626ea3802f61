"""Moving an appointment, and taking it back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import booking
from bot.booking import What
from bot.db import Appointment, BusyCell, Hold
from bot.errors import AlreadyBooked, NoSuchAppointment, SlotNotOffered, SlotTaken, StaleButton
from tests.support.rules import RULES, changed, one_adviser

WEEK = timedelta(days=7)


@pytest.fixture
async def mine(counter, tuesday):
    """Person 7 comes on Tuesday at nine."""
    return await counter.book(7, tuesday[9])


async def starts(counter, chat_id=7):
    return [one.starts_at for one in await counter.booked() if one.chat_id == chat_id]


async def test_moving_gains_the_new_time_and_frees_the_old_one(counter, tuesday, mine):
    """The same appointment with the same code; calendars see a higher number."""
    request = counter.request(7, tuesday[11])
    held = await counter.hold(request)
    happened = await counter.move(mine, request)

    assert (happened.what, happened.appointment.id, happened.appointment.code) == (
        What.MOVED,
        mine.id,
        mine.code,
    )
    assert (
        (happened.appointment.adviser, happened.appointment.room)
        == (held.adviser, held.room)
        == ("two", "room-2")
    )
    assert (happened.former.starts_at, happened.appointment.sequence) == (tuesday[9], 1)
    assert happened.freed == (happened.former,)
    assert await counter.all(Hold) == []
    assert (await counter.book(8, tuesday[9])).adviser == "one"


async def test_moving_twice_with_one_press_moves_once(counter, tuesday, mine):
    """Also when the person has moved it again meanwhile."""
    first, second = counter.request(7, tuesday[10]), counter.request(7, tuesday[11])
    await counter.move(mine, first)
    await counter.move(mine, second)
    again = await counter.move(mine, first)

    assert (again.again, again.freed, again.appointment.sequence) == (True, (), 2)
    assert await starts(counter) == [tuesday[11]]


async def test_a_press_that_moved_books_nothing_else(counter, tuesday, mine):
    """However it comes back."""
    request = counter.request(7, tuesday[10])
    await counter.move(mine, request)
    counter.rules = changed(open_appointments=2, a_day=2)

    assert (await counter.confirm(request)).id == mine.id
    assert len(await counter.booked()) == 1


async def test_a_hold_that_is_over_is_gained_back(counter, tuesday, mine):
    """If the time is still free; so is what somebody else has held in vain."""
    counter.rules = one_adviser()
    request = counter.request(7, tuesday[10])
    await counter.hold(request)
    await counter.hold(counter.request(8, tuesday[10.5]))
    counter.later(timedelta(minutes=11))
    for wish in (request, counter.request(7, tuesday[10.5])):
        await counter.move(mine, wish)

        assert await starts(counter) == [wish.starts_at]
    assert await counter.all(Hold) == []


async def test_what_is_held_is_moved_to_though_staff_change_the_length_meanwhile(counter, tuesday, mine):
    """Ten minutes are short; afterwards the new length counts."""
    request = counter.request(7, tuesday[9.5])
    await counter.hold(request)
    counter.rules = changed(minutes=60)
    await counter.move(mine, request)
    assert await starts(counter) == [tuesday[9.5]]

    counter.rules, late = RULES, counter.request(7, tuesday[10.5])
    await counter.hold(late)
    counter.rules = changed(minutes=60)
    counter.later(timedelta(minutes=11))
    with pytest.raises(SlotNotOffered):
        await counter.move(mine, late)


async def test_where_one_adviser_is_taken_it_moves_to_another(counter, tuesday, mine):
    """With the room and the length that go with the other; nobody is left with both."""
    await counter.book(8, tuesday[10])
    happened = await counter.move(mine, counter.request(7, tuesday[10]))

    assert (happened.appointment.adviser, happened.appointment.room) == ("two", "room-2")
    assert (happened.former.adviser, happened.appointment.sequence) == ("one", 1)


async def test_a_time_that_is_taken_leaves_everything_as_it_was(counter, tuesday, mine):
    """Also the hold of another time."""
    counter.rules = one_adviser()
    await counter.book(8, tuesday[10])
    held = await counter.hold(counter.request(7, tuesday[10.5]))
    with pytest.raises(SlotTaken):
        await counter.move(mine, counter.request(7, tuesday[10]))
    with pytest.raises(SlotNotOffered):
        await counter.move(mine, counter.request(7, tuesday[10] + timedelta(minutes=5)))

    assert await starts(counter) == [tuesday[9]]
    assert [one.id for one in await counter.all(Hold)] == [held.id]


async def test_a_refused_move_leaves_no_trace_in_a_transaction_that_goes_on(counter, tuesday, mine):
    """The bot says so and shows other times: all that is committed, and the button may move after all."""
    for chat in (8, 9):
        await counter.book(chat, tuesday[10])
    request = counter.request(7, tuesday[10])
    async with counter.database.write() as session:
        with pytest.raises(SlotTaken):
            await booking.move(session, mine.id, request, counter.rules, counter.now)

    (kept,) = await counter.all(Appointment, Appointment.chat_id == 7)
    assert (kept.starts_at, kept.room, kept.sequence) == (tuesday[9], "room-1", 0)
    happened = await counter.move(mine, replace(request, starts_at=tuesday[11]))
    assert (happened.again, happened.appointment.starts_at) == (False, tuesday[11])


async def test_an_appointment_may_move_onto_its_own_time(counter, tuesday, mine):
    """Staff have made appointments longer, so the new time overlaps the old one."""
    counter.rules = one_adviser(changed(minutes=60))
    happened = await counter.move(mine, counter.request(7, tuesday[9]))

    assert happened.appointment.ends_at - happened.appointment.starts_at == timedelta(minutes=60)
    assert len(await counter.all(BusyCell)) == 24


async def test_a_move_keeps_to_the_limit_of_a_day(counter, tuesday, mine):
    """The appointment that moves does not stand in its own way."""
    counter.rules = changed(open_appointments=2)
    await counter.book(7, tuesday[9] + WEEK)
    with pytest.raises(AlreadyBooked):
        await counter.move(mine, counter.request(7, tuesday[10] + WEEK))
    held = counter.request(7, tuesday[10.5] + WEEK)
    await counter.hold(held)
    with pytest.raises(AlreadyBooked):
        await counter.move(mine, held)

    await counter.move(mine, counter.request(7, tuesday[10]))
    assert sorted(await starts(counter)) == [tuesday[10], tuesday[9] + WEEK]


async def test_the_earliest_time_can_be_moved_to(counter, tuesday):
    """Without saying which it is."""
    later = await counter.book(7, tuesday[10] + WEEK)
    await counter.move(later, counter.request(7, None))

    assert await starts(counter) == [tuesday[9]]


async def test_nobody_moves_or_cancels_for_somebody_else(counter, tuesday, mine):
    """Callback data is what somebody sends us."""
    with pytest.raises(NoSuchAppointment):
        await counter.move(mine, counter.request(8, tuesday[10]))
    with pytest.raises(NoSuchAppointment):
        await counter.cancel(mine, 8)
    with pytest.raises(NoSuchAppointment):
        await counter.cancel(Appointment(id=404, chat_id=7))
    moved = counter.request(7, tuesday[10])
    await counter.move(mine, moved)
    with pytest.raises(StaleButton):
        await counter.move(mine, counter.request(8, tuesday[11], intent=moved.intent))


async def test_nothing_is_moved_or_cancelled_after_its_start(counter, tuesday, mine):
    """Then it takes place, or not."""
    counter.now = tuesday[9]
    with pytest.raises(NoSuchAppointment):
        await counter.move(mine, counter.request(7, tuesday[9] + WEEK))
    with pytest.raises(NoSuchAppointment):
        await counter.cancel(mine)

    assert await starts(counter) == [tuesday[9]]


async def test_an_appointment_is_open_until_it_ends(counter, tuesday, mine):
    """While it takes place one finds it, and books no other."""
    counter.now = tuesday[9] + timedelta(minutes=5)
    with pytest.raises(AlreadyBooked):
        await counter.book(7, tuesday[9] + WEEK)
    async with counter.database.read() as session:
        for minutes, found in ((5, [mine.id]), (30, [])):
            now = tuesday[9] + timedelta(minutes=minutes)
            assert [one.id for one in await booking.open_appointments(session, 7, now)] == found


async def test_what_took_place_counts_on_its_day(counter, tuesday, mine):
    """Where staff allow to book on the day itself: once a day is once a day."""
    counter.rules = changed(lead_days=0, open_appointments=2)
    counter.now = tuesday[9.5]
    await counter.book(7, tuesday[9] + WEEK)
    with pytest.raises(AlreadyBooked):
        await counter.book(7, tuesday[11])

    (past,) = await counter.all(Appointment, Appointment.status == "past")
    assert past.id == mine.id
    async with counter.database.write() as session:
        await session.delete(past)


async def test_what_is_cancelled_cannot_be_moved(counter, tuesday, mine):
    """It is booked anew instead."""
    await counter.cancel(mine)
    with pytest.raises(NoSuchAppointment):
        await counter.move(mine, counter.request(7, tuesday[10]))


async def test_an_answer_to_the_reminder_is_forgotten_with_the_time_it_was_about(counter, tuesday, mine):
    """The words 'I come' were said of another time."""
    async with counter.database.write() as session:
        (await session.get(Appointment, mine.id)).coming = True
    happened = await counter.move(mine, counter.request(7, tuesday[10]))

    assert happened.appointment.coming is None


async def test_cancelling_frees_the_time_once(counter, tuesday, mine):
    """A second press says the same and frees nothing."""
    first, second = await counter.cancel(mine), await counter.cancel(mine)

    assert [time.starts_at for time in first.freed] == [tuesday[9]]
    assert (first.again, second.again, second.freed) == (False, True, ())
    assert (second.appointment.status, second.appointment.sequence) == ("cancelled", 1)
    assert second.appointment.cancelled_at == counter.now
    assert await counter.all(BusyCell) == []
    assert (await counter.book(8, tuesday[9])).adviser == "one"


async def test_what_is_freed_is_offered_as_a_time_that_is_free_from_end_to_end(counter, tuesday):
    """Appointments of 45 minutes leave other gaps: half past nine begins too soon, ten o'clock does not."""
    counter.rules = one_adviser(changed(minutes=45))
    quarter_to_ten = tuesday[9] + timedelta(minutes=45)
    await counter.book(8, tuesday[9])
    freed = (await counter.cancel(await counter.book(9, quarter_to_ten))).freed
    await counter.wait(10)
    counter.rules = one_adviser()

    assert [offer.time.starts_at for offer in await counter.offer(freed)] == [tuesday[10]]
