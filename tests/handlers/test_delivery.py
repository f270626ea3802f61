"""Promises are kept one by one: what goes wrong with one is no reason for the others to wait."""

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.notices import STAFF
from bot.outbox import LEASE, Promise, promise
from handlers.delivery import PAUSES, deliver_due


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
