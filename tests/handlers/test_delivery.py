"""Promises are kept one by one: what goes wrong with one is no reason for the others to wait."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.notices import STAFF
from bot.outbox import LEASE, Promise, promise
from bot.staff import CONFLICTS
from handlers.delivery import PAUSES, deliver, deliver_due
from tests.support.appointments import appointment

STAFF_CHAT = 99


@pytest.fixture
def promised(town):
    """Promise somebody a word, in a kind of message."""

    async def write(word, kind=STAFF):
        payload = {"title": "Hallo", "text": word}
        async with town.services.database.write() as session:
            await promise(session, Promise(word, 7, kind, town.clock(), payload))

    return write


@pytest.fixture
async def somebody(town):
    """Has greeted the bot, and hears only what was promised from then on."""
    chat = town.person()
    await chat.say("/start")
    before = len(chat.messages)
    return lambda: [message["text"].split("\n")[-1] for message in chat.messages[before:]]


async def test_a_promise_that_nobody_can_word_keeps_nobody_waiting(town, promised, somebody):
    """It may be of a newer version; it is tried again after a while, for ever."""
    await promised("eins", kind="of next year")
    await promised("zwei")

    with capture_logs() as logs:
        assert await deliver_due(town.application) == 2
        assert somebody() == ["zwei"]
        assert await deliver_due(town.application) == 0
        town.clock.advance(seconds=PAUSES[-1].total_seconds())
        assert await deliver_due(town.application) == 1
    assert [log["kind"] for log in logs] == ["of next year"] * 2


@pytest.fixture
async def delivering(town):
    """The worker as it runs in the office, until the test ends."""
    worker = asyncio.create_task(deliver(town.application))
    yield worker
    worker.cancel()
    await asyncio.wait([worker])


async def heard(town, chat, word):
    """Wait until the bot has said it."""
    async with asyncio.timeout(60):
        while not any(word in message["text"] for message in chat.messages):
            await asyncio.sleep(0.01)


async def test_staff_learn_what_their_new_hours_leave_out(town, delivering):
    """As soon as the content is served; the appointment stands."""
    staff = town.person(STAFF_CHAT)
    await staff.say("/start")
    town.application.bot_data = replace(town.application.bot_data, staff_chat_id=STAFF_CHAT)
    rules = town.services.content.appointments
    adviser = rules.advisers[0]
    tuesday = datetime(2026, 11, 24, 9, tzinfo=UTC)
    async with town.services.database.write() as session:
        session.add(appointment(tuesday, code="W-AAAA", adviser=adviser.id))
    away = adviser.model_copy(update={"hours": []})
    town.serve(
        town.services.content.model_copy(
            update={"appointments": rules.model_copy(update={"advisers": [away, *rules.advisers[1:]]})}
        )
    )
    await heard(town, staff, "W-AAAA")
    assert CONFLICTS in staff.text


async def test_a_fault_in_looking_for_conflicts_keeps_nobody_waiting(town, promised, somebody, monkeypatch):
    """It is logged once."""

    async def broken(_services):
        raise RuntimeError

    monkeypatch.setattr("handlers.delivery.tell_conflicts", broken)
    await promised("eins")
    with capture_logs() as logs:
        worker = asyncio.create_task(deliver(town.application))
        await heard(town, town.person(), "eins")
        worker.cancel()
        await asyncio.wait([worker])
    assert [log["event"] for log in logs] == ["cannot look for appointments that do not fit"]


async def test_whoever_is_slow_leaves_the_rest_to_others(town, promised, somebody):
    """Their lease has run out: another process may be saying them at this moment."""
    for word in ("eins", "zwei", "drei"):
        await promised(word)
    begin = town.clock()

    def slowly():
        town.clock.advance(seconds=LEASE.total_seconds() * 0.4)
        return town.clock()

    services = town.application.bot_data
    town.application.bot_data = replace(services, now=slowly)
    await deliver_due(town.application)
    assert somebody() == ["eins"]

    town.application.bot_data = services
    town.clock.moment = begin + 2 * LEASE + timedelta(seconds=1)
    await deliver_due(town.application)
    assert somebody() == ["eins", "zwei", "drei"]
