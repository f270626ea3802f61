"""What is promised is said once, by one process, and not lost when that process dies."""

import asyncio
from datetime import timedelta

import pytest

from bot import outbox
from bot.db import Database, OutboxRow
from bot.outbox import AT_ONCE, LEASE, Promise
from bot.people import OUTBOX_KEPT, forget, purge
from tests.support.town import SUNDAY


def a_promise(key="reminder/7", due_at=SUNDAY, chat_id=7):
    return Promise(key, chat_id, "staff", due_at, {"text": "Guten Tag"})


@pytest.fixture
def promise(database):
    """Write promises, each in a transaction of its own."""

    async def write(*made):
        for one in made:
            async with database.write() as session:
                await outbox.promise(session, one)

    return write


async def test_a_promise_is_taken_when_it_is_due_and_not_before(database, promise):
    """With what it is about."""
    await promise(a_promise(due_at=SUNDAY + timedelta(hours=1)))

    assert await outbox.claim(database, SUNDAY) == ()
    (row,) = await outbox.claim(database, SUNDAY + timedelta(hours=1))
    assert (row.chat_id, row.kind, row.payload) == (7, "staff", {"text": "Guten Tag"})


async def test_the_same_key_is_promised_once_even_after_it_was_said(database, promise):
    """A second press, or a repeat after a crash."""
    await promise(a_promise(), a_promise())
    (row,) = await outbox.claim(database, SUNDAY)
    await outbox.done(database, row, SUNDAY)
    await promise(a_promise())

    assert await outbox.claim(database, SUNDAY + timedelta(days=1)) == ()


async def test_a_lease_keeps_others_away_until_it_runs_out(database, promise):
    """The process that held it may have died in between."""
    await promise(a_promise())
    (row,) = await outbox.claim(database, SUNDAY)

    assert await outbox.claim(database, SUNDAY + LEASE) == ()
    (again,) = await outbox.claim(database, SUNDAY + LEASE + timedelta(seconds=1))
    assert again.id == row.id


async def test_processes_that_look_at_once_share_the_work_and_never_the_same_row(database, promise):
    """Two databases stand for two processes."""
    await promise(*(a_promise(f"key/{number}") for number in range(3 * AT_ONCE)))
    others = [Database(database.url) for _ in range(3)]
    taken = await asyncio.gather(*(outbox.claim(other, SUNDAY) for other in others))
    for other in others:
        await other.close()

    ids = [row.id for rows in taken for row in rows]
    assert len(ids) == len(set(ids)) == 3 * AT_ONCE


async def test_what_was_said_leaves_no_words_behind(database, promise):
    """Only the key stays, until its time is over too."""
    await promise(a_promise())
    (row,) = await outbox.claim(database, SUNDAY)
    await outbox.done(database, row, SUNDAY)

    async with database.write() as session:
        kept = await session.get(OutboxRow, row.id)
        assert kept.payload is None
        assert (await purge(session, SUNDAY + OUTBOX_KEPT, 90))["outbox"] == 0
        assert (await purge(session, SUNDAY + OUTBOX_KEPT + timedelta(seconds=1), 90))["outbox"] == 1


async def test_a_promise_that_is_put_off_comes_again_and_counts(database, promise):
    """After a failure."""
    await promise(a_promise())
    (row,) = await outbox.claim(database, SUNDAY)
    await outbox.later(database, row, SUNDAY + timedelta(minutes=5))

    assert await outbox.claim(database, SUNDAY + timedelta(minutes=4)) == ()
    (again,) = await outbox.claim(database, SUNDAY + timedelta(minutes=5))
    assert again.attempts == 1


async def test_a_wish_can_be_taken_back(database, promise):
    """And is not said then."""
    await promise(a_promise())
    async with database.write() as session:
        assert await outbox.promised(session, "reminder/7")
        await outbox.withdraw(session, "reminder/7")
        assert not await outbox.promised(session, "reminder/7")

    assert await outbox.claim(database, SUNDAY) == ()


@pytest.mark.parametrize("becomes", ["said", "put off"])
async def test_what_is_withdrawn_while_it_is_said_takes_no_other_promise_with_it(database, promise, becomes):
    """SQLite gives its number to the next: a reminder is under way when somebody cancels."""
    await promise(a_promise())
    (row,) = await outbox.claim(database, SUNDAY)
    async with database.write() as session:
        await outbox.withdraw(session, "reminder/7")
        await outbox.promise(session, a_promise("cancelled/7"))
    if becomes == "said":
        await outbox.done(database, row, SUNDAY)
    else:
        await outbox.later(database, row, SUNDAY + timedelta(minutes=5))

    (other,) = await outbox.claim(database, SUNDAY)
    assert (other.key, other.attempts) == ("cancelled/7", 0)


async def test_who_is_forgotten_is_not_written_to(database, promise):
    """Other people's promises stay."""
    await promise(a_promise(), a_promise("reminder/8", chat_id=8))
    async with database.write() as session:
        await forget(session, 7)

    (row,) = await outbox.claim(database, SUNDAY)
    assert row.chat_id == 8
