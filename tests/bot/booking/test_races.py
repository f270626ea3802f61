"""Many people at once, on both databases: the database decides, and exactly one wins."""

import asyncio
import itertools
from collections import Counter as Count
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.booking import Happened, What, bookable_days, day_slots, hold
from bot.db import Appointment, Database, Hold
from bot.db.upgrade import upgrade
from bot.errors import AlreadyBooked, NoSuchAppointment, SlotTaken
from tests.support.counter import SUNDAY, Counter, faults, refusal
from tests.support.rules import RULES, changed, one_adviser, with_adviser

ROUNDS, PEOPLE = 20, 100
MANY_DAYS = changed(horizon_days=365)
WEEK = timedelta(days=7)


async def at_once(wishes):
    """Everybody asks at the same moment; what each is told, in order."""
    return await asyncio.gather(*map(refusal, wishes))


def first_starts(rules, number):
    """The first start of each of the next days."""
    days = bookable_days(rules, SUNDAY, frozenset())[:number]
    return [day_slots(rules, day, SUNDAY, frozenset())[0].starts_at for day in days]


async def test_of_a_hundred_people_at_once_exactly_one_wins(counter):
    """Twenty rounds; a third of them want a longer time that overlaps, some hold it before they confirm."""
    half_hour, hour = one_adviser(MANY_DAYS), one_adviser(changed(MANY_DAYS, minutes=60))

    async def wish(chat, start):
        counter.rules = hour if chat % 3 == 0 else half_hour
        if chat % 10 == 1:
            request = counter.request(chat, start)
            await counter.hold(request)
            return await counter.confirm(request)
        return await counter.book(chat, start)

    for number, start in enumerate(first_starts(half_hour, ROUNDS)):
        told = Count(map(type_of, await at_once(wish(PEOPLE * number + one, start) for one in range(PEOPLE))))
        assert told == {Appointment: 1, SlotTaken: PEOPLE - 1}
    assert len(await counter.booked()) == ROUNDS


def type_of(told):
    return told if isinstance(told, type) else type(told)


async def test_the_same_confirm_ten_times_at_once_books_once(counter, tuesday):
    """All ten presses are told the same code; so it is with the same press of a move."""
    request = counter.request(7, tuesday[9])
    await counter.hold(request)
    made = await at_once(counter.confirm(request) for _ in range(10))
    assert len({one.code for one in made}) == len(await counter.booked()) == 1

    again = counter.request(7, tuesday[11])
    await counter.hold(again)
    moved = await at_once(counter.move(made[0], again) for _ in range(10))
    assert Count(one.again for one in moved) == {True: 9, False: 1}
    assert [one.sequence for one in await counter.booked()] == [1]


async def test_ten_presses_of_a_confirm_whose_hold_is_gone_book_once(counter, tuesday):
    """All ten try to gain the time back."""
    request = counter.request(7, tuesday[9])
    made = await at_once(counter.confirm(request) for _ in range(10))

    assert len({one.code for one in made}) == len(await counter.booked()) == 1


async def test_of_six_people_who_move_to_one_time_one_gets_it(counter, tuesday):
    """Ten rounds; the others keep theirs, half of them come with a hold."""
    counter.rules = changed(
        one_adviser(MANY_DAYS), advisers=[with_adviser(0, id="one").advisers[0].model_dump()]
    )
    starts = first_starts(counter.rules, 17)
    people = [await counter.book(chat, start) for chat, start in enumerate(starts[:6], 1)]

    async def wish(one, start):
        request = counter.request(one.chat_id, start)
        if one.chat_id % 2:
            await counter.hold(request)
        return await counter.move(one, request)

    for start in starts[6:16]:
        told = await at_once(wish(one, start) for one in people)
        assert Count(map(type_of, told)) == {Happened: 1, SlotTaken: 5}
        people = await counter.booked()
        assert sum(one.starts_at == start for one in people) == 1


async def test_whoever_moves_to_the_earliest_time_gets_one_while_there_are_some(counter, tuesday):
    """Four people at once, and four times."""
    counter.rules = one_adviser(changed(horizon_days=20))
    days = [tuesday[9] + 2 * WEEK + timedelta(minutes=30 * number) for number in range(4)]
    people = [await counter.book(chat, start) for chat, start in enumerate(days, 1)]
    told = await at_once(counter.move(one, counter.request(one.chat_id, None)) for one in people)

    assert {one.appointment.starts_at for one in told} == {tuesday[hour] for hour in (9, 9.5, 10, 10.5)}


async def test_two_people_may_swap_nothing_but_never_wait_for_each_other(counter, tuesday):
    """Each wants what the other has: both are refused, or one was quicker to leave."""
    mine, yours = await counter.book(7, tuesday[9]), await counter.book(8, tuesday[9.5])
    for _ in range(5):
        told = await at_once(
            [
                counter.move(mine, counter.request(7, tuesday[9.5])),
                counter.move(yours, counter.request(8, tuesday[9])),
            ]
        )
        assert told == [SlotTaken, SlotTaken]


async def test_staff_lengthen_appointments_while_people_book(counter):
    """Half an hour, 45 minutes, an hour: whatever rules a process has read, no two times overlap."""
    lengths = [one_adviser(changed(minutes=minutes, horizon_days=14)) for minutes in (30, 45, 60)]

    async def wish(chat):
        rules = lengths[chat * 3 // 60]
        day = bookable_days(rules, SUNDAY, frozenset())[chat % 2]
        starts = [slot.starts_at for slot in day_slots(rules, day, SUNDAY, frozenset())]
        counter.rules = rules
        return await counter.book(chat, starts[chat % len(starts)])

    told = Count(map(type_of, await at_once(map(wish, range(60)))))
    assert set(told) == {Appointment, SlotTaken}
    booked = sorted(await counter.booked(), key=lambda one: one.starts_at)
    assert all(first.ends_at <= second.starts_at for first, second in itertools.pairwise(booked))


async def test_one_person_with_two_phones_gets_one_appointment(counter, tuesday):
    """Twenty people; each phone holds and confirms another time."""

    async def phone(chat, start):
        request = counter.request(chat, start)
        await counter.hold(request)
        return await counter.confirm(request)

    counter.rules = with_adviser(0, hours=[{"weekday": "Dienstag", "start": "08:00", "end": "18:00"}])
    slots = day_slots(counter.rules, tuesday[9].date(), SUNDAY, frozenset())
    wishes = [phone(chat, slots[chat].starts_at + more * WEEK) for chat in range(20) for more in (0, 1)]
    told = await at_once(wishes)

    for first, second in zip(told[::2], told[1::2], strict=True):
        assert Count(map(type_of, (first, second))) == {Appointment: 1, AlreadyBooked: 1}


async def test_a_day_is_not_overbooked_from_two_phones(counter, tuesday):
    """More than one open appointment is allowed, but one a day."""
    counter.rules = changed(open_appointments=5)
    told = await at_once(counter.book(7, tuesday[hour]) for hour in (9, 9.5, 10, 10.5, 11))

    assert Count(map(type_of, told)) == {Appointment: 1, AlreadyBooked: 4}


async def test_whoever_wants_the_earliest_time_gets_one_while_there_are_some(counter):
    """Eight times on Tuesday: all are given away, none twice; half of the people hold before they confirm."""
    counter.rules = changed(horizon_days=2)

    async def wish(chat):
        if chat % 2:
            return await counter.book(chat, None)
        request = counter.request(chat, None)
        await counter.hold(request)
        return await counter.confirm(request)

    told = await at_once(map(wish, range(12)))
    assert Count(map(type_of, told)) == {Appointment: 8, SlotTaken: 4}
    assert Count(one.adviser for one in await counter.booked()) == {"one": 4, "two": 4}


async def test_a_hold_that_is_over_is_taken_over_once(counter, tuesday):
    """Ten people want it, and the one who had it wants it back."""
    counter.rules = one_adviser()
    late = counter.request(7, tuesday[9])
    await counter.hold(late)
    counter.later(timedelta(minutes=11))
    told = await at_once([counter.confirm(late), *(counter.book(chat, tuesday[9]) for chat in range(10, 20))])

    assert Count(map(type_of, told)) == {Appointment: 1, SlotTaken: 10}
    assert await counter.all(Hold) == []


@pytest.fixture
async def several(fresh_postgres):
    """The counter of one adviser where several may write at once: SQLite has one writer anyway."""
    database = Database(fresh_postgres)
    await upgrade(database)
    made = Counter(database, one_adviser())
    yield made
    assert await faults(made) == []
    await database.close()


async def test_people_who_want_overlapping_times_do_not_wait_for_each_other_in_a_circle(several, tuesday):
    """Where the database takes its time over every cell, they meet in the middle."""
    code = "'BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END'"
    async with several.database.write() as session:
        await session.execute(text(f"CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS {code}"))
        each = "CREATE TRIGGER slowly BEFORE INSERT ON busy_cell FOR EACH ROW EXECUTE FUNCTION slowly()"
        await session.execute(text(each))
    lengths = [one_adviser(), one_adviser(changed(minutes=60))]
    counters = [Counter(several.database, lengths[chat % 2]) for chat in range(6)]
    told = await at_once(one.book(chat, tuesday[9]) for chat, one in enumerate(counters))

    assert set(map(type_of, told)) == {Appointment, SlotTaken}


async def test_what_somebody_takes_up_again_is_not_released_under_their_hands(several, tuesday):
    """The worker looks while they do: it neither waits nor frees it."""
    await several.hold(several.request(7, tuesday[9]))
    several.later(timedelta(minutes=11))
    async with several.database.write() as session, asyncio.timeout(60):
        again = await hold(session, several.request(7, tuesday[9]), several.rules, several.now)
        assert await several.release_expired() == ()

    assert [one.until for one in await several.all(Hold)] == [again.until]


async def test_what_somebody_takes_up_again_is_not_taken_by_others(several, tuesday):
    """They saw it in vain, and wait; once it is held anew they are told that it is taken."""
    await several.hold(several.request(7, tuesday[9]))
    several.later(timedelta(minutes=11))
    async with several.database.write() as session, asyncio.timeout(60):
        again = await hold(session, several.request(7, tuesday[9]), several.rules, several.now)
        other = asyncio.create_task(refusal(several.book(8, tuesday[9])))
        while not await session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            await asyncio.sleep(0.01)

    assert await other is SlotTaken
    assert [one.until for one in await several.all(Hold)] == [again.until]


async def test_an_offer_is_accepted_or_passed_on_and_never_both(counter, tuesday):
    """The half hour ends as the button is pressed; two workers look at the same time."""
    counter.rules = one_adviser()
    for number in range(10):
        first, second = 100 + number, 200 + number
        made = await counter.book(1, tuesday[9] + number % 5 * WEEK)
        await counter.wait(first)
        await counter.wait(second)
        (offer,) = await counter.offer((await counter.cancel(made)).freed)
        counter.later(timedelta(minutes=31))
        told, *passed_on = await asyncio.gather(
            refusal(counter.accept(first, offer.intent)), counter.expire_offers(), counter.expire_offers()
        )
        events = [(one.what, one.chat_id) for offers in passed_on for one in offers]

        if told is SlotTaken:
            assert events == [(What.LAPSED, first), (What.OFFERED, second)]
        else:
            assert (told.what, events) == (What.BOOKED, [])
            await counter.cancel(told.appointment)
        await counter.stop_waiting(first)
        await counter.stop_waiting(second)


async def test_two_times_that_become_free_at_once_go_to_two_people(counter, tuesday):
    """Two processes look for the first in line."""
    counter.rules = one_adviser()
    made = [await counter.book(chat, tuesday[hour]) for chat, hour in ((1, 9), (2, 10))]
    for chat in (7, 8, 9):
        await counter.wait(chat)

    async def cancel(one):
        return await counter.offer((await counter.cancel(one)).freed)

    offers = [offer for told in await at_once(map(cancel, made)) for offer in told]
    assert len({offer.chat_id for offer in offers}) == len(offers)
    assert {offer.chat_id for offer in offers} <= {7, 8, 9}
    assert len({offer.time.starts_at for offer in offers}) == 2


@pytest.mark.parametrize("presses", [10])
async def test_ten_presses_of_cancel_free_the_time_once(counter, tuesday, presses):
    """And it is offered once."""
    made = await counter.book(7, tuesday[9])
    told = await at_once(counter.cancel(made) for _ in range(presses))

    assert sum(len(one.freed) for one in told) == 1
    assert not [one for one in told if one is NoSuchAppointment]
    assert RULES.open_appointments == 1
