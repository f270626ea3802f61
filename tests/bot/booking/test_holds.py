"""A time is kept for ten minutes while somebody decides."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.booking import busy_cells, day_slots, hold
from bot.db import BusyCell, Database, Hold, moment
from bot.errors import SlotNotOffered, SlotTaken, StaleButton
from tests.bot.booking.conftest import TUESDAY
from tests.support.counter import SUNDAY
from tests.support.rules import changed, one_adviser, with_adviser

TEN_MINUTES = timedelta(minutes=10)


async def set_clock_of(session, told):
    """The database says another time from now on, in this session."""
    connection = await session.connection()
    if connection.dialect.name == "sqlite":
        driver = (await connection.get_raw_connection()).driver_connection
        await driver.create_function("strftime", -1, lambda *_: f"{told:%Y-%m-%d %H:%M:%S}.000")
        return
    clock = f"CREATE FUNCTION clock_timestamp() RETURNS timestamptz RETURN '{told.isoformat()}'::timestamptz"
    await session.execute(text("SET LOCAL search_path = public, pg_catalog"))
    await session.execute(text(clock))


async def free(counter, chat_id=None):
    """How many times of Tuesday somebody is shown."""
    async with counter.database.read() as session:
        taken = await busy_cells(session, counter.now, counter.now + timedelta(days=60), chat_id)
    return len(day_slots(counter.rules, TUESDAY, counter.now, taken))


async def test_a_hold_keeps_adviser_and_room_for_ten_minutes(counter, tuesday):
    """Six cells each."""
    held = await counter.hold(counter.request(7, tuesday[9]))

    assert (held.adviser, held.room, held.until) == ("one", "room-1", SUNDAY + TEN_MINUTES)
    assert {cell.resource for cell in await counter.all(BusyCell)} == {"adviser:one", "room:room-1"}
    assert len(await counter.all(BusyCell)) == 12


async def test_others_do_not_see_the_time_and_cannot_have_it(counter, tuesday):
    """To the person who holds it, it is free."""
    counter.rules = one_adviser()
    await counter.hold(counter.request(7, tuesday[9]))

    assert (await free(counter, 8), await free(counter, 7)) == (3, 4)
    with pytest.raises(SlotTaken):
        await counter.hold(counter.request(8, tuesday[9]))
    with pytest.raises(SlotTaken):
        await counter.book(8, tuesday[9])


async def test_after_ten_minutes_anybody_may_have_it(counter, tuesday):
    """Nobody needs to tidy up before."""
    counter.rules = one_adviser()
    await counter.hold(counter.request(7, tuesday[9]))
    counter.later(TEN_MINUTES)

    assert await free(counter, 8) == 4
    held = await counter.hold(counter.request(8, tuesday[9]))
    assert [one.chat_id for one in await counter.all(Hold)] == [held.chat_id] == [8]


async def test_a_minute_before_it_is_over_it_is_not(counter, tuesday):
    """Ten minutes are ten minutes."""
    counter.rules = one_adviser()
    await counter.hold(counter.request(7, tuesday[9]))
    counter.later(TEN_MINUTES - timedelta(seconds=1))
    with pytest.raises(SlotTaken):
        await counter.book(8, tuesday[9])


async def test_a_hold_ends_when_its_time_begins(counter, tuesday):
    """Staff allow to book on the day itself: what has begun is neither booked nor moved to."""
    counter.rules = changed(lead_days=0, open_appointments=2, a_day=2)
    later = await counter.book(7, tuesday[11])
    counter.now = tuesday[9] - timedelta(minutes=4)
    request = counter.request(7, tuesday[9])
    held = await counter.hold(request)
    counter.now = tuesday[9]

    assert held.until == tuesday[9]
    with pytest.raises(SlotNotOffered):
        await counter.confirm(request)
    with pytest.raises(SlotNotOffered):
        await counter.move(later, request)


async def test_a_new_choice_replaces_the_former_one(counter, tuesday):
    """One person keeps one time, and the ten minutes begin anew."""
    await counter.hold(counter.request(7, tuesday[9]))
    counter.later(timedelta(minutes=3))
    held = await counter.hold(counter.request(7, tuesday[11]))

    assert (await counter.all(Hold))[0].id == held.id
    assert held.until == counter.now + TEN_MINUTES
    assert (await counter.book(8, tuesday[9])).adviser == "one"


async def test_the_same_time_may_be_chosen_again(counter, tuesday):
    """Somebody goes back and forth: the button is new, the cells are the same."""
    first = await counter.hold(counter.request(7, tuesday[9]))
    before = await counter.all(BusyCell)
    again = await counter.hold(counter.request(7, tuesday[9]))

    assert first.intent != again.intent
    assert len(await counter.all(BusyCell)) == len(before) == 12


async def test_a_choice_that_comes_too_late_leaves_the_former_one(counter, tuesday):
    """Nothing is lost by trying."""
    counter.rules = one_adviser()
    await counter.hold(counter.request(8, tuesday[9]))
    mine = await counter.hold(counter.request(7, tuesday[10]))
    with pytest.raises(SlotTaken):
        await counter.hold(counter.request(7, tuesday[9]))
    with pytest.raises(SlotNotOffered):
        await counter.hold(counter.request(7, tuesday[9] + timedelta(minutes=5)))

    (kept,) = await counter.all(Hold, Hold.chat_id == 7)
    assert (kept.starts_at, kept.intent) == (mine.starts_at, mine.intent)


async def test_a_choice_that_is_refused_leaves_no_trace_in_a_transaction_that_goes_on(counter, tuesday):
    """The bot says so and shows other times: all that is committed. Both advisers are tried."""
    for chat in (8, 9):
        await counter.hold(counter.request(chat, tuesday[10]))
    mine = await counter.hold(counter.request(7, tuesday[9]))
    async with counter.database.write() as session:
        with pytest.raises(SlotTaken):
            await hold(session, counter.request(7, tuesday[10]), counter.rules, counter.now)

    (kept,) = await counter.all(Hold, Hold.chat_id == 7)
    assert (kept.starts_at, kept.intent) == (mine.starts_at, mine.intent)


async def test_nobody_holds_with_somebody_elses_button(counter, tuesday):
    """Callback data is what somebody sends us."""
    theirs = await counter.hold(counter.request(7, tuesday[9]))
    with pytest.raises(StaleButton):
        await counter.hold(counter.request(8, tuesday[11], intent=theirs.intent))


async def test_who_speaks_the_language_is_chosen_first(counter, tuesday):
    """Both are free at ten."""
    counter.rules = with_adviser(1, languages=["ar"])
    assert (await counter.hold(counter.request(7, tuesday[10]))).adviser == "two"
    assert (await counter.hold(counter.request(8, tuesday[10], language="uk"))).adviser == "one"


async def test_one_may_ask_for_one_adviser(counter, tuesday):
    """And gets no other; who changes their mind gives the first one back."""
    for adviser in ("one", "two"):
        assert (await counter.hold(counter.request(7, tuesday[10], adviser=adviser))).adviser == adviser
    with pytest.raises(SlotTaken):
        await counter.hold(counter.request(8, tuesday[10], adviser="two"))
    with pytest.raises(SlotTaken):
        await counter.hold(counter.request(8, tuesday[9], adviser="two"))


async def test_without_a_time_it_is_the_earliest(counter, tuesday):
    """The next person gets the next one."""
    held = [await counter.hold(counter.request(chat, None)) for chat in (7, 8, 9)]

    assert [one.starts_at for one in held] == [tuesday[9], tuesday[9.5], tuesday[10]]


async def test_the_earliest_is_none_where_nothing_is_free(counter, tuesday):
    """And that is told like any other time that is gone."""
    counter.rules = changed(one_adviser(), horizon_days=2)
    for chat in (1, 2, 3, 4):
        await counter.hold(counter.request(chat, None))
    with pytest.raises(SlotTaken):
        await counter.hold(counter.request(5, None))


async def test_what_was_held_in_vain_is_released_and_told_once(counter, tuesday):
    """So that somebody in line can have it; what is not over stays."""
    await counter.hold(counter.request(7, tuesday[9]))
    counter.later(TEN_MINUTES)
    await counter.hold(counter.request(8, tuesday[11]))
    (freed,) = await counter.release_expired()

    assert (freed.adviser, freed.room, freed.starts_at) == ("one", "room-1", tuesday[9])
    assert await counter.release_expired() == ()
    assert [held.chat_id for held in await counter.all(Hold)] == [8]


async def test_an_offer_is_no_hold_nor_is_it_in_vain_when_it_is_over(counter, tuesday):
    """It is answered by its own buttons, and has its own end, of which the next in line hears."""
    counter.rules = one_adviser()
    made = await counter.book(7, tuesday[9])
    await counter.wait(8)
    (offer,) = await counter.offer((await counter.cancel(made)).freed)
    for wait in (timedelta(0), timedelta(minutes=31)):
        counter.later(wait)
        with pytest.raises(SlotTaken):
            await counter.confirm(counter.request(8, tuesday[9], intent=offer.intent))
        assert await free(counter, 7) == await free(counter, 8) == 3

    assert await counter.release_expired() == ()
    assert [one.kind for one in await counter.all(Hold)] == ["offer"]


async def test_the_moment_is_the_databases_unless_a_clock_is_given(database):
    """All processes share it, whatever their own clocks say; a test may bring its own."""
    async with database.write() as session:
        told = await moment(session)
        assert abs(told - datetime.now(UTC)) < timedelta(minutes=5)
        await set_clock_of(session, SUNDAY)
        assert await moment(session) == SUNDAY

    own = Database(database.url, clock=lambda: SUNDAY)
    async with own.write() as session:
        assert await moment(session) == SUNDAY
    await own.close()
