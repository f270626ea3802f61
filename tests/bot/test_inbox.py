"""The durable inbox: an update comes in once, is kept until it is answered, and its text goes then."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot import inbox
from bot.db import InboxRow

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def update(number):
    return {"update_id": number, "message": {"text": f"Frage {number}"}}


async def test_an_update_that_comes_again_is_not_fresh(database):
    """Telegram repeats what it has not seen confirmed; only what is new is handed on, in order."""
    assert await inbox.store(database, [update(1), update(2)], NOW) == [update(1), update(2)]
    assert await inbox.store(database, [update(1), update(2)], NOW) == []
    assert await inbox.store(database, [update(4), update(2), update(3)], NOW) == [update(4), update(3)]


async def test_nothing_is_stored_for_nothing(database):
    """A long poll that ends without news."""
    assert await inbox.store(database, [], NOW) == []


async def test_what_was_left_unanswered_waits_in_order(database):
    """After a crash: everything that is not done, by its number."""
    await inbox.store(database, [update(3), update(1), update(2)], NOW)
    await inbox.done(database, 2, NOW)

    assert await inbox.waiting(database) == [update(1), update(3)]


async def test_the_text_is_gone_when_it_is_answered_and_the_number_stays(database):
    """So that a repeat is still recognised."""
    await inbox.store(database, [update(1)], NOW)
    await inbox.done(database, 1, NOW)

    async with database.read() as session:
        row = await session.scalar(select(InboxRow))
    assert (row.update_id, row.payload, row.done_at) == (1, None, NOW)
    assert await inbox.store(database, [update(1)], NOW) == []
    assert await inbox.waiting(database) == []


async def test_failures_are_counted_for_each_update(database):
    """One, two, three; the neighbour starts at one."""
    await inbox.store(database, [update(1), update(2)], NOW)

    assert [await inbox.failed(database, 1) for _ in range(3)] == [1, 2, 3]
    assert await inbox.failed(database, 2) == 1


async def test_an_update_that_is_not_in_the_inbox_counts_as_tried_often_enough(database):
    """Nobody would ever bring it again."""
    assert await inbox.failed(database, 99) == inbox.TRIES
