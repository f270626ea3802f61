"""From a hold to an appointment, and how many of them one person may have."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import booking
from bot.booking import What, open_appointments
from bot.db import BusyCell, Hold
from bot.db.secrets import Vault, new_key
from bot.errors import AlreadyBooked, SlotNotOffered, SlotTaken, StaleButton
from tests.support.counter import new_code
from tests.support.rules import changed, one_adviser, with_adviser, with_minutes, with_subjects

ELEVEN_MINUTES, WEEK = timedelta(minutes=11), timedelta(days=7)


async def test_what_is_held_becomes_the_appointment(counter, tuesday):
    """The very same cells, and nothing is held any more."""
    request = counter.request(7, tuesday[9], language="fa", interpreter_language="ps")
    held = await counter.hold(request)
    cells = {(cell.resource, cell.cell) for cell in await counter.all(BusyCell)}
    made = await counter.confirm(request)

    assert (made.adviser, made.room, made.starts_at) == (held.adviser, held.room, held.starts_at)
    assert (made.nth, made.sequence, made.coming) == (1, 0, None)
    assert (made.language, made.interpreter, made.interpreter_language) == ("fa", "pool", "ps")
    assert {(cell.resource, cell.cell) for cell in await counter.all(BusyCell)} == cells
    assert await counter.all(Hold) == []


async def test_the_same_press_gives_the_same_appointment(counter, tuesday):
    """And says that it is nothing new."""
    request = counter.request(7, tuesday[9])
    await counter.hold(request)
    async with counter.database.write() as session:
        first = await booking.confirm(session, request, counter.rules, counter.now, new_code)
    async with counter.database.write() as session:
        again = await booking.confirm(session, request, counter.rules, counter.now, new_code)

    assert (first.what, first.again, again.again) == (What.BOOKED, False, True)
    assert first.appointment.id == again.appointment.id


async def test_a_press_that_has_booked_books_nothing_else(counter, tuesday):
    """Whatever was held with it since, in one step or in two."""
    counter.rules = changed(open_appointments=2, a_day=2)
    request = counter.request(7, tuesday[9])
    first = await counter.confirm(request)
    await counter.hold(replace(request, starts_at=tuesday[11]))

    assert (await counter.confirm(request)).id == first.id
    async with counter.database.write() as session:
        again = await booking.book(session, request, counter.rules, counter.now, new_code)
    assert (again.appointment.id, again.again) == (first.id, True)


async def test_a_refusal_leaves_no_trace_in_a_transaction_that_goes_on(counter, tuesday):
    """The bot says so and shows other times: all that is committed, and the person may choose again."""
    for chat in (8, 9):
        await counter.book(chat, tuesday[10])
    async with counter.database.write() as session:
        late, early = counter.request(7, tuesday[10]), counter.request(7, tuesday[9])
        with pytest.raises(SlotTaken):
            await booking.confirm(session, late, counter.rules, counter.now, new_code)
        await booking.confirm(session, early, counter.rules, counter.now, new_code)

    assert [one.starts_at for one in await counter.booked() if one.chat_id == 7] == [tuesday[9]]


async def test_a_hold_that_is_over_is_gained_back_if_the_time_is_free(counter, tuesday):
    """Whether somebody has tidied up meanwhile or not."""
    counter.rules = one_adviser()
    for chat, hour, tidy in ((7, 9, False), (8, 9.5, True)):
        request = counter.request(chat, tuesday[hour])
        await counter.hold(request)
        counter.later(ELEVEN_MINUTES)
        if tidy:
            await counter.release_expired()

        assert (await counter.confirm(request)).starts_at == tuesday[hour]


async def test_a_hold_that_is_over_may_be_lost(counter, tuesday):
    """Somebody else was faster, with a booking or with a hold of their own."""
    counter.rules = one_adviser()
    late = {hour: counter.request(7 + hour, tuesday[hour]) for hour in (9, 10)}
    for request in late.values():
        await counter.hold(request)
    counter.later(ELEVEN_MINUTES)
    await counter.book(8, tuesday[9])
    await counter.hold(counter.request(9, tuesday[10]))

    for request in late.values():
        with pytest.raises(SlotTaken):
            await counter.confirm(request)


async def test_what_is_held_is_promised_as_it_was_shown_though_staff_lengthen_appointments(counter, tuesday):
    """Ten minutes are short; afterwards the new grid counts."""
    request, late = counter.request(7, tuesday[9]), counter.request(8, tuesday[9.5])
    await counter.hold(request)
    await counter.hold(late)
    counter.rules = with_minutes(45)

    made = await counter.confirm(request)
    assert (made.starts_at, made.ends_at) == (tuesday[9], tuesday[9.5])
    counter.later(ELEVEN_MINUTES)
    with pytest.raises(SlotNotOffered):
        await counter.confirm(late)


async def test_nobody_confirms_with_somebody_elses_button(counter, tuesday):
    """Neither before nor after it was used: what is held is theirs."""
    counter.rules = one_adviser()
    theirs = counter.request(7, tuesday[9])
    await counter.hold(theirs)
    with pytest.raises(SlotTaken):
        await counter.confirm(replace(theirs, chat_id=8))
    await counter.confirm(theirs)
    with pytest.raises(StaleButton):
        await counter.confirm(counter.request(9, tuesday[10], intent=theirs.intent))


async def test_the_second_phone_is_told_that_there_is_an_appointment(counter, tuesday):
    """Each phone has held a time of its own; the later hold has replaced the earlier one."""
    first, second = counter.request(7, tuesday[9]), counter.request(7, tuesday[11])
    await counter.hold(first)
    await counter.hold(second)
    await counter.confirm(first)

    with pytest.raises(AlreadyBooked):
        await counter.confirm(second)
    assert [one.starts_at for one in await counter.booked()] == [tuesday[9]]


async def test_staff_may_allow_more_than_one_open_appointment(counter, tuesday):
    """Not more than they say; one that is cancelled leaves its place to another."""
    counter.rules = changed(open_appointments=2)
    first = await counter.book(7, tuesday[9])
    held = counter.request(7, tuesday[9] + WEEK)
    await counter.hold(held)
    second = await counter.confirm(held)
    held = counter.request(7, tuesday[9] + 2 * WEEK)
    await counter.hold(held)
    for wish in (counter.confirm(held), counter.book(7, tuesday[9] + 3 * WEEK)):
        with pytest.raises(AlreadyBooked):
            await wish
    await counter.cancel(first)
    third = await counter.book(7, tuesday[9] + 2 * WEEK)

    assert (first.nth, second.nth, third.nth) == (1, 2, 1)
    async with counter.database.read() as session:
        coming = await open_appointments(session, 7, counter.now)
    assert [one.id for one in coming] == [second.id, third.id]


async def test_fewer_open_appointments_than_somebody_has_take_nothing_away(counter, tuesday):
    """They only cannot book more."""
    counter.rules = changed(open_appointments=2)
    first, second = await counter.book(7, tuesday[9]), await counter.book(7, tuesday[9] + WEEK)
    counter.rules = changed(open_appointments=1)
    await counter.cancel(first)

    with pytest.raises(AlreadyBooked):
        await counter.book(7, tuesday[10])
    assert [one.id for one in await counter.booked()] == [second.id]


async def test_one_person_comes_once_a_day(counter, tuesday):
    """Unless staff allow more; the earliest time is then one of another day."""
    counter.rules = changed(open_appointments=4)
    await counter.book(7, tuesday[9])
    with pytest.raises(AlreadyBooked):
        await counter.book(7, tuesday[11])
    held = counter.request(7, tuesday[11])
    await counter.hold(held)
    with pytest.raises(AlreadyBooked):
        await counter.confirm(held)
    assert (await counter.book(7, None)).starts_at == tuesday[9] + WEEK

    counter.rules = changed(counter.rules, a_day=2)
    assert (await counter.book(7, tuesday[11])).starts_at == tuesday[11]


async def test_two_advisers_share_a_room_one_at_a_time(counter, tuesday):
    """The second is free, the room is not."""
    counter.rules = with_adviser(1, room="room-1")
    await counter.book(7, tuesday[10])
    with pytest.raises(SlotTaken):
        await counter.book(8, tuesday[10])


async def test_an_appointment_keeps_its_buffer_free(counter, tuesday):
    """Quarter of an hour after a long talk."""
    counter.rules = with_subjects({"id": "work"}, {"id": "long", "minutes": 45, "buffer": 15})
    made = await counter.book(7, tuesday[9], subject="long")

    assert (made.ends_at - made.starts_at, made.busy_until - made.starts_at) == (
        timedelta(minutes=45),
        timedelta(minutes=60),
    )
    with pytest.raises(SlotTaken):
        await counter.book(8, tuesday[9.5])
    assert (await counter.book(8, tuesday[10])).adviser == "one"


async def test_name_and_phone_are_kept_as_they_were_sealed(counter, tuesday):
    """Who did not give them has none."""
    vault = Vault([new_key()])
    sealed = vault.seal("Sana"), vault.seal("07195 1")
    made = await counter.book(7, tuesday[9], name=sealed[0], phone=sealed[1])
    bare = await counter.book(8, tuesday[11])

    assert (vault.open(made.name), vault.open(made.phone)) == ("Sana", "07195 1")
    assert (bare.name, bare.phone) == (None, None)


async def test_booking_gives_up_what_was_held(counter, tuesday):
    """One person does not keep two times by mistake."""
    await counter.hold(counter.request(7, tuesday[10]))
    await counter.book(7, tuesday[9])

    assert await counter.all(Hold) == []
