"""The waiting list: a time that becomes free goes to one person after the other, to each exclusively."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.booking import What
from bot.booking.night import awake
from bot.db import Hold, OfferMade, Waiting
from bot.errors import AlreadyBooked, SlotTaken
from tests.support.rules import RULES, changed, one_adviser, with_adviser, with_subjects

HALF_AN_HOUR, WEEK = timedelta(minutes=30), timedelta(days=7)


@pytest.fixture
async def full(counter, tuesday):
    """Tuesday of adviser one is full (persons 1 to 4); who books now comes a week later."""
    counter.rules = one_adviser()
    return [await counter.book(chat, tuesday[hour]) for chat, hour in enumerate((9, 9.5, 10, 10.5), 1)]


async def freed(counter, appointment):
    """Somebody cancels, and the line moves up."""
    return await counter.offer((await counter.cancel(appointment)).freed)


def to_whom(offers):
    return [(offer.what, offer.chat_id) for offer in offers]


async def test_the_first_in_line_is_offered_the_time_for_half_an_hour(counter, tuesday, full):
    """And nobody else can have it meanwhile."""
    await counter.wait(7)
    counter.later(timedelta(minutes=1))
    await counter.wait(8)
    (offer,) = await freed(counter, full[1])

    assert (offer.what, offer.chat_id, offer.time.starts_at) == (What.OFFERED, 7, tuesday[9.5])
    assert offer.until == counter.now + HALF_AN_HOUR
    with pytest.raises(SlotTaken):
        await counter.book(9, tuesday[9.5])


async def test_accepting_books_for_who_has_no_appointment(counter, tuesday, full):
    """With what they said when they joined the line, which they leave."""
    await counter.wait(7, interpreter="pool", interpreter_language="ti", language="ti")
    (offer,) = await freed(counter, full[1])
    happened = await counter.accept(7, offer.intent)
    made = happened.appointment

    assert (happened.what, made.starts_at, made.chat_id) == (What.BOOKED, tuesday[9.5], 7)
    assert (made.language, made.interpreter, made.interpreter_language) == ("ti", "pool", "ti")
    assert await counter.all(Waiting) == await counter.all(OfferMade) == await counter.all(Hold) == []


async def test_accepting_moves_the_appointment_that_comes_later(counter, tuesday, full):
    """Its old time is free for the next in line."""
    later = await counter.book(7, tuesday[9] + WEEK)
    await counter.wait(7, before=later.starts_at)
    (offer,) = await freed(counter, full[1])
    happened = await counter.accept(7, offer.intent)

    assert (happened.what, happened.appointment.id) == (What.MOVED, later.id)
    assert (happened.appointment.starts_at, happened.appointment.sequence) == (tuesday[9.5], 1)
    assert [time.starts_at for time in happened.freed] == [tuesday[9] + WEEK]


async def test_accepting_twice_is_accepting_once(counter, full):
    """Ten presses, one appointment, whether booked or moved."""
    await counter.wait(7)
    (offer,) = await freed(counter, full[1])
    first, again = await counter.accept(7, offer.intent), await counter.accept(7, offer.intent)

    assert (first.again, again.again) == (False, True)
    assert (again.what, again.appointment.id) == (What.BOOKED, first.appointment.id)


NINE_IN_THE_EVENING, SEVEN = datetime(2026, 11, 22, 20, tzinfo=UTC), datetime(2026, 11, 23, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def line(counter, full):
    """Persons 7 and 8 wait."""
    for chat in (7, 8):
        await counter.wait(chat)
        counter.later(MINUTE)


async def test_what_becomes_free_at_night_is_kept_for_the_line_until_the_morning(
    counter, tuesday, full, line
):
    """Nobody is woken, and nobody else can have it; at seven the half hour begins."""
    counter.now = NINE_IN_THE_EVENING
    assert await freed(counter, full[1]) == []
    counter.now = SEVEN - timedelta(seconds=1)
    assert await counter.expire_offers() == ()
    with pytest.raises(SlotTaken):
        await counter.book(9, tuesday[9.5])

    counter.now = SEVEN
    _, offer = await counter.expire_offers()
    assert (offer.what, offer.chat_id, offer.until) == (What.OFFERED, 7, SEVEN + HALF_AN_HOUR)
    assert (await counter.accept(7, offer.intent)).appointment.starts_at == tuesday[9.5]


@pytest.mark.parametrize(
    ("moment", "at_once"),
    [
        (NINE_IN_THE_EVENING - MINUTE, True),
        (NINE_IN_THE_EVENING, False),
        (SEVEN - MINUTE, False),
        (SEVEN, True),
        (datetime(2026, 7, 1, 19, tzinfo=UTC), False),
        (datetime(2026, 7, 1, 5, tzinfo=UTC), True),
    ],
)
def test_night_is_from_nine_to_seven_by_the_clock_on_the_wall(moment, at_once):
    """In summer an hour earlier by the clock of the world."""
    assert (awake(moment) == moment) is at_once


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        (datetime(2027, 3, 27, 21, tzinfo=UTC), datetime(2027, 3, 28, 5, tzinfo=UTC)),
        (datetime(2027, 10, 30, 20, tzinfo=UTC), datetime(2027, 10, 31, 6, tzinfo=UTC)),
        (datetime(2026, 11, 23, 2, tzinfo=UTC), SEVEN),
    ],
)
def test_the_morning_begins_at_seven_also_when_the_clocks_change(evening, morning):
    """A short night, a long one, and one that is half over."""
    assert awake(evening) == morning


async def test_an_offer_that_ends_at_night_is_passed_on_in_the_morning(counter, full, line):
    """The second in line sleeps too."""
    counter.now = NINE_IN_THE_EVENING - MINUTE
    assert to_whom(await freed(counter, full[1])) == [(What.OFFERED, 7)]
    counter.later(HALF_AN_HOUR)
    assert to_whom(await counter.expire_offers()) == [(What.LAPSED, 7)]

    counter.now = SEVEN
    assert (What.OFFERED, 8) in to_whom(await counter.expire_offers())


async def test_in_the_morning_the_line_is_looked_at_anew(counter, full, line):
    """The first has left it at night."""
    counter.now = NINE_IN_THE_EVENING
    await freed(counter, full[1])
    assert await counter.stop_waiting(7) == ()

    counter.now = SEVEN
    assert (What.OFFERED, 8) in to_whom(await counter.expire_offers())


async def test_what_is_not_worth_offering_in_the_morning_is_free_at_once(counter, tuesday, full, line):
    """On Monday evening Tuesday can still be booked, on Tuesday morning no more."""
    counter.now = NINE_IN_THE_EVENING + timedelta(days=1)
    assert await freed(counter, full[1]) == []
    assert (await counter.book(9, tuesday[9.5])).chat_id == 9


async def test_what_staff_have_changed_at_night_is_not_offered(counter, full, line):
    """The adviser is away on that day by now."""
    counter.now = NINE_IN_THE_EVENING
    await freed(counter, full[1])
    away = [{"first": date(2026, 11, 24), "last": date(2026, 11, 24)}]
    counter.rules = with_adviser(0, rules=counter.rules, away=away)

    counter.now = SEVEN
    assert to_whom(await counter.expire_offers()) == [(What.LAPSED, 7)]
    assert await counter.all(Hold) == []


async def test_what_could_not_be_said_may_be_offered_again(counter, full):
    """Telegram was away for half an hour."""
    await counter.wait(7)
    (offer,) = await freed(counter, full[1])
    counter.later(HALF_AN_HOUR)
    await counter.expire_offers()
    assert await counter.offer([offer.time]) == []

    await counter.unsaid(offer)
    assert to_whom(await counter.offer([offer.time])) == [(What.OFFERED, 7)]


async def test_declining_passes_it_on_and_keeps_the_place_in_line(counter, tuesday, full):
    """The next is offered the same time, the first is offered the next one."""
    for chat in (7, 8):
        await counter.wait(chat)
        counter.later(timedelta(minutes=1))
    (offer,) = await freed(counter, full[1])
    declined, passed_on = await counter.decline(7, offer.intent)

    assert to_whom([declined, passed_on]) == [(What.DECLINED, 7), (What.OFFERED, 8)]
    assert passed_on.time.starts_at == tuesday[9.5]
    assert to_whom(await freed(counter, full[2])) == [(What.OFFERED, 7)]
    assert await counter.decline(7, offer.intent) == ()


async def test_an_offer_nobody_answers_goes_to_the_next_and_then_to_everybody(counter, tuesday, full):
    """The worker passes it on; who let it lapse stays in line."""
    for chat in (7, 8):
        await counter.wait(chat)
        counter.later(timedelta(minutes=1))
    await freed(counter, full[1])
    assert await counter.expire_offers() == ()

    counter.later(HALF_AN_HOUR)
    assert to_whom(await counter.expire_offers()) == [(What.LAPSED, 7), (What.OFFERED, 8)]
    counter.later(HALF_AN_HOUR)
    assert to_whom(await counter.expire_offers()) == [(What.LAPSED, 8)]
    assert (await counter.book(9, tuesday[9.5])).chat_id == 9
    assert sorted(waiting.chat_id for waiting in await counter.all(Waiting)) == [7, 8]


async def test_until_it_is_passed_on_an_offer_that_is_over_can_still_be_accepted(counter, tuesday, full):
    """Better late than never; once it has gone to somebody else it is gone."""
    for chat in (7, 8):
        await counter.wait(chat)
        counter.later(timedelta(minutes=1))
    (offer,) = await freed(counter, full[1])
    counter.later(HALF_AN_HOUR + timedelta(seconds=1))
    with pytest.raises(SlotTaken):
        await counter.book(9, tuesday[9.5])
    (_, passed_on) = await counter.expire_offers()
    with pytest.raises(SlotTaken):
        await counter.accept(7, offer.intent)

    counter.later(HALF_AN_HOUR + timedelta(seconds=1))
    assert (await counter.accept(8, passed_on.intent)).appointment.starts_at == tuesday[9.5]


async def test_nobody_is_offered_the_same_time_twice(counter, full):
    """However often it becomes free."""
    await counter.wait(7)
    (offer,) = await freed(counter, full[1])
    await counter.decline(7, offer.intent)
    again = await counter.book(9, offer.time.starts_at)

    assert await freed(counter, again) == []


async def test_nobody_has_two_offers_at_once(counter, full):
    """The second time goes to the second in line."""
    for chat in (7, 8):
        await counter.wait(chat)
        counter.later(timedelta(minutes=1))

    assert to_whom(await freed(counter, full[1])) == [(What.OFFERED, 7)]
    assert to_whom(await freed(counter, full[2])) == [(What.OFFERED, 8)]
    assert await freed(counter, full[3]) == []


async def test_only_what_is_earlier_is_offered(counter, tuesday, full):
    """Than they said, and than what they have."""
    await counter.wait(7, before=tuesday[10])
    assert await freed(counter, full[2]) == []
    await counter.book(8, tuesday[10])
    await counter.stop_waiting(7)
    await counter.wait(8)
    assert await freed(counter, full[3]) == []
    assert to_whom(await freed(counter, full[0])) == [(What.OFFERED, 8)]


async def test_only_what_fits_is_offered(counter, tuesday, full):
    """An hour fits where half an hour became free beside another, not between two."""
    counter.rules = with_subjects({"id": "work"}, {"id": "long", "minutes": 60}, rules=counter.rules)
    await counter.wait(7, subject="long")
    assert await freed(counter, full[0]) == []
    (offer,) = await freed(counter, full[1])

    assert (offer.chat_id, offer.time.starts_at) == (7, tuesday[9])
    assert offer.time.ends_at - offer.time.starts_at == timedelta(minutes=60)


async def test_what_is_left_of_a_long_time_goes_to_the_next(counter, tuesday):
    """An hour becomes free: two people can have half of it each, and the third none."""
    counter.rules = with_subjects({"id": "work"}, {"id": "long", "minutes": 60}, rules=one_adviser())
    hour = await counter.book(1, tuesday[9], subject="long")
    for chat in (7, 8, 9):
        await counter.wait(chat)
        counter.later(timedelta(minutes=1))
    offers = await freed(counter, hour)

    assert [(offer.chat_id, offer.time.starts_at) for offer in offers] == [(7, tuesday[9]), (8, tuesday[9.5])]


async def test_a_room_that_becomes_free_helps_who_waits_for_its_other_adviser(counter, tuesday):
    """Both share it; only the second talks about law."""
    counter.rules = with_subjects(
        {"id": "work"}, {"id": "law", "advisers": ["two"]}, rules=with_adviser(1, room="room-1")
    )
    made = await counter.book(1, tuesday[10])
    await counter.wait(7, subject="law")
    (offer,) = await freed(counter, made)

    assert (offer.time.adviser, offer.time.starts_at) == ("two", tuesday[10])


async def test_what_was_free_all_the_time_is_not_offered(counter, tuesday):
    """At ten both advisers are there: who waits could have had it."""
    made = await counter.book(1, tuesday[9])
    await counter.wait(7, subject="work")
    offers = await freed(counter, made)

    assert [offer.time.starts_at for offer in offers] == [tuesday[9]]


async def test_who_could_not_accept_is_not_asked(counter, tuesday, full):
    """They have all the appointments they may have, none of them about this subject."""
    counter.rules = with_subjects({"id": "work"}, {"id": "other"}, rules=counter.rules)
    await counter.book(7, tuesday[9] + WEEK, subject="other")
    await counter.wait(7)
    assert await freed(counter, full[1]) == []

    counter.rules = changed(counter.rules, open_appointments=2)
    assert to_whom(await freed(counter, full[2])) == [(What.OFFERED, 7)]


async def test_nobody_is_offered_a_second_time_on_one_day(counter, tuesday, full):
    """Where one person comes once a day."""
    counter.rules = with_subjects(
        {"id": "work"}, {"id": "other"}, rules=changed(counter.rules, open_appointments=3)
    )
    await counter.cancel(full[3])
    await counter.book(7, tuesday[10.5], subject="other")
    await counter.wait(7)

    assert await freed(counter, full[1]) == []


async def test_who_has_booked_meanwhile_is_told_so(counter, tuesday, full):
    """Another subject, on another day: the offer is not lost for the next."""
    counter.rules = with_subjects({"id": "work"}, {"id": "other"}, rules=counter.rules)
    await counter.wait(7)
    (offer,) = await freed(counter, full[1])
    await counter.book(7, tuesday[9] + WEEK, subject="other")
    with pytest.raises(AlreadyBooked):
        await counter.accept(7, offer.intent)

    assert [held.intent for held in await counter.all(Hold)] == [offer.intent]


async def test_leaving_the_line_passes_the_offer_on(counter, full):
    """Whoever has none just leaves."""
    for chat in (7, 8):
        await counter.wait(chat)
        counter.later(timedelta(minutes=1))
    await freed(counter, full[1])

    assert to_whom(await counter.stop_waiting(7)) == [(What.OFFERED, 8)]
    assert await counter.stop_waiting(7) == ()
    assert [waiting.chat_id for waiting in await counter.all(Waiting)] == [8]


async def test_who_cancels_leaves_the_line_for_an_earlier_time(counter, tuesday, full):
    """And gives back what they were offered."""
    later = await counter.book(7, tuesday[9] + WEEK)
    await counter.wait(7, before=later.starts_at)
    await freed(counter, full[1])
    happened = await counter.cancel(later)

    assert [time.starts_at for time in happened.freed] == [tuesday[9] + WEEK, tuesday[9.5]]
    assert await counter.all(Waiting) == await counter.all(Hold) == []


async def test_a_wish_can_be_changed_without_losing_the_place(counter, tuesday, full):
    """The second in line does not become the first."""
    await counter.wait(7)
    counter.later(timedelta(minutes=1))
    await counter.wait(8)
    counter.later(timedelta(minutes=1))
    await counter.wait(7, before=tuesday[10])

    assert to_whom(await freed(counter, full[1])) == [(What.OFFERED, 7)]
    assert len(await counter.all(Waiting)) == 2


async def test_a_time_that_begins_too_soon_is_not_offered(counter, tuesday, full):
    """Nor one on a day that can no longer be booked, nor one that is over."""
    await counter.wait(7)
    counter.now = tuesday[9] - timedelta(hours=13)
    assert to_whom(await freed(counter, full[0])) == [(What.OFFERED, 7)]
    counter.now = tuesday[9] - timedelta(hours=1)
    assert await freed(counter, full[1]) == []
    counter.rules = changed(counter.rules, lead_days=0)
    counter.now = tuesday[10] - timedelta(minutes=29)
    await counter.wait(8)
    assert await freed(counter, full[2]) == []


async def test_a_hold_given_up_is_offered_too(counter, tuesday, full):
    """Somebody had the last free time and did not want it after all."""
    await counter.cancel(full[1])
    await counter.hold(counter.request(9, tuesday[9.5]))
    await counter.wait(7)
    counter.later(timedelta(minutes=10))
    freed_again = await counter.release_expired()

    assert to_whom(await counter.offer(freed_again)) == [(What.OFFERED, 7)]


async def test_new_hours_are_offered_to_all_in_line_each_another_time(counter, tuesday, full):
    """The first gets the first; the fifth finds nothing left and goes on waiting."""
    horizon = counter.rules.model_copy(update={"horizon_days": 7})
    for chat in range(5, 10):
        counter.later(timedelta(minutes=1))
        await counter.wait(chat)
    counter.rules = horizon
    assert await counter.offer_free() == ()

    counter.rules = horizon.model_copy(update={"advisers": RULES.advisers})
    offers = await counter.offer_free()
    assert [(one.chat_id, one.time.starts_at) for one in offers] == [
        (5, tuesday[10]),
        (6, tuesday[10.5]),
        (7, tuesday[11]),
        (8, tuesday[11.5]),
    ]
    assert await counter.offer_free() == ()


async def test_a_day_that_comes_within_reach_is_offered_by_day_only(counter, tuesday, full):
    """Nobody is woken for it."""
    counter.rules = counter.rules.model_copy(update={"horizon_days": 7})
    await counter.wait(7)
    counter.now = tuesday[9].replace(hour=22) - timedelta(days=1)
    assert await counter.offer_free() == ()

    counter.now += timedelta(hours=9)
    (offer,) = await counter.offer_free()
    assert (offer.chat_id, offer.time.starts_at) == (7, tuesday[9] + WEEK)


async def test_whoever_wants_an_earlier_time_is_offered_none_that_is_later(counter, tuesday):
    """And what they have declined is not offered again."""
    counter.rules = one_adviser()
    mine = await counter.book(7, tuesday[9.5])
    await counter.wait(7, before=mine.starts_at)
    (offer,) = await counter.offer_free()
    assert offer.time.starts_at == tuesday[9]

    await counter.decline(7, offer.intent)
    assert await counter.offer_free() == ()
