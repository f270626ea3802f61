"""The durable inbox: an update comes in once, is kept until it is answered, and its text goes then."""

import asyncio
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot import inbox
from bot.db import InboxRow
from bot.leases import LENGTH

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = NOW + LENGTH + SECOND


def update(number, chat=7):
    message = {"text": f"Frage {number}", "chat": {"id": chat, "type": "private"}}
    return {"update_id": number, "message": message}


async def taken(database, now=NOW, limit=10, answered=()):
    return [claim.update_id for claim in await inbox.claim(database, now, limit, answered=answered)]


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


async def test_the_oldest_update_of_each_chat_is_taken(database):
    """Side by side, and each chat in its order."""
    await inbox.store(database, [update(1, 7), update(2, 8), update(3, 7), update(4, 9)], NOW)

    claims = await inbox.claim(database, NOW, 10)
    assert [claim.update_id for claim in claims] == [1, 2, 4]
    assert claims[0].payload == update(1, 7)
    assert claims[0].until == NOW + LENGTH


async def test_no_more_is_taken_than_there_are_free_hands(database):
    """The oldest first."""
    await inbox.store(database, [update(number, number) for number in (3, 1, 2)], NOW)

    assert await taken(database, limit=2) == [1, 2]
    assert await taken(database, limit=0) == []
    assert await taken(database, limit=2) == [3]


async def test_what_somebody_works_on_is_left_alone_and_so_is_the_rest_of_the_chat(database):
    """Until it is answered; the next one is taken in the same breath."""
    await inbox.store(database, [update(1), update(2), update(3)], NOW)

    assert await taken(database) == [1]
    assert await taken(database) == []
    assert await taken(database, answered=[1]) == [2]
    assert await inbox.waiting(database) == [update(2), update(3)]


@pytest.mark.parametrize(("now", "numbers"), [(NOW + LENGTH, []), (LATER, [1])])
async def test_what_a_dead_process_has_taken_is_taken_by_the_next_one_when_its_time_is_over(
    database, now, numbers
):
    """To the second."""
    await inbox.store(database, [update(1)], NOW)
    await taken(database)

    assert await taken(database, now) == numbers


async def test_whoever_is_alive_keeps_what_they_have_taken(database):
    """However long an answer takes."""
    await inbox.store(database, [update(1), update(2, 8)], NOW)
    claims = await inbox.claim(database, NOW, 10)

    assert await inbox.keep(database, claims, NOW + 5 * SECOND) == []
    assert await taken(database, LATER) == []
    assert await taken(database, LATER + 5 * SECOND) == [1, 2]


async def test_whoever_comes_too_late_is_told_that_somebody_else_answers(database):
    """A process that stood still for a minute; it may keep the other update, which nobody has wanted."""
    await inbox.store(database, [update(1), update(2, 8)], NOW)
    late = await inbox.claim(database, NOW, 10)
    assert await taken(database, LATER, limit=1) == [1]

    assert await inbox.keep(database, late, LATER) == [late[0]]
    await inbox.release(database, late)
    assert await taken(database, LATER + SECOND) == [2]


async def test_nobody_takes_again_what_they_work_on_already(database):
    """Even if the lease has run out; the next process may take it."""
    await inbox.store(database, [update(1), update(2, 8)], NOW)
    await taken(database, limit=1)

    claims = await inbox.claim(database, LATER, 10, under_way=[1])
    assert [claim.update_id for claim in claims] == [2]
    assert await taken(database, LATER) == [1]


async def test_what_is_given_back_is_taken_at_once(database):
    """Nobody waits for a process that has ended tidily."""
    await inbox.store(database, [update(1)], NOW)
    await inbox.release(database, await inbox.claim(database, NOW, 10))

    assert await taken(database) == [1]


async def test_what_of_an_answer_has_been_said_is_known_to_the_next_process(database):
    """And it is no part of Telegram's update."""
    await inbox.store(database, [update(1)], NOW)
    (claim,) = await inbox.claim(database, NOW, 1)
    for message in ("a", "b"):
        claim.said.append(message)
        await inbox.note(database, claim)

    (again,) = await inbox.claim(database, LATER, 1)
    assert (again.payload, again.said) == (update(1), ["a", "b"])


async def test_a_note_that_comes_too_late_brings_no_text_back(database):
    """Somebody else has answered meanwhile, and the message is forgotten."""
    await inbox.store(database, [update(1)], NOW)
    (claim,) = await inbox.claim(database, NOW, 1)
    await inbox.done(database, 1, NOW)
    await inbox.note(database, claim)

    async with database.read() as session:
        assert (await session.scalar(select(InboxRow))).payload is None


CHAT = {"id": 7, "type": "private"}


@pytest.mark.parametrize(
    ("event", "chat"),
    [
        ({"message": {"chat": CHAT}}, 7),
        ({"edited_message": {"chat": CHAT}}, 7),
        ({"callback_query": {"data": "1:menu", "message": {"chat": CHAT}}}, 7),
        ({"callback_query": {"data": "1:menu", "inline_message_id": "x"}}, 0),
        ({"poll": {"id": "1"}}, 0),
        ({}, 0),
    ],
)
def test_the_chat_of_an_update_is_read_from_it(event, chat):
    """Whatever kind it is; what belongs to no chat waits in a line of its own."""
    assert inbox.chat_of({"update_id": 1, **event}) == chat


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chats=st.lists(st.integers(1, 4), min_size=1, max_size=20), hands=st.lists(st.integers(1, 4), min_size=2)
)
async def test_processes_that_take_at_once_never_take_the_same_and_keep_the_order(database, chats, hands):
    """Whoever asks for how much: every update is taken once, and after the one before it in its chat."""
    async with database.write() as session:
        await session.execute(delete(InboxRow))
    await inbox.store(database, [update(number, chat) for number, chat in enumerate(chats)], NOW)
    order, answered = defaultdict(list), [[] for _ in hands]
    while await inbox.waiting(database):
        turns = [
            inbox.claim(database, NOW, limit, answered=done)
            for limit, done in zip(hands, answered, strict=True)
        ]
        answered = [[claim.update_id for claim in claims] for claims in await asyncio.gather(*turns)]
        taken_now = [number for numbers in answered for number in numbers]
        assert len({chats[number] for number in taken_now}) == len(taken_now)
        for number in taken_now:
            order[chats[number]].append(number)

    assert sorted(number for numbers in order.values() for number in numbers) == list(range(len(chats)))
    assert all(numbers == sorted(numbers) for numbers in order.values())
