"""The desk: everybody in turn, nobody because of somebody else, and no failure without a word."""

import asyncio
import itertools
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event, make_url
from structlog.testing import capture_logs

from bot import inbox
from sandbox.core import Telegram
from tests.support.town import Clock, open_town

BROKEN = 401  # no status of Telegram's that the desk knows a way round


def said(chat):
    return [message["text"] for message in chat.bot_messages]


@pytest.fixture(autouse=True)
def logs():
    """What operators would read."""
    with capture_logs() as entries:
        yield entries


async def answers(town, *questions):
    """What the bot says to each of the questions."""
    somebody = town.person(999)
    return [(await somebody.say(question))["text"] for question in questions]


async def until(condition):
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.005)


async def test_three_failures_end_in_an_apology_with_a_number_and_the_next_message_is_answered(town, logs):
    """The number is the one in the log; the person reads what to do."""
    (hello,) = await answers(town, "Hallo")
    somebody = town.person()
    await somebody.say("/menu")
    town.core.fault("editMessageText", BROKEN, times=inbox.TRIES)
    await somebody.tap("Wohnen")

    failures = [entry for entry in logs if entry["event"] == "update failed"]
    assert len(failures) == inbox.TRIES
    assert f"Nummer: {failures[0]['update_id']}" in somebody.text
    assert "07195" in somebody.text
    assert len(somebody.bot_messages) == 2
    assert (await somebody.say("Hallo"))["text"] == hello
    assert await inbox.waiting(town.services.database) == []


async def test_two_failures_are_not_even_noticed(town):
    """The third try succeeds: one answer, no apology."""
    somebody = town.person()
    await somebody.say("/menu")
    town.core.fault("editMessageText", BROKEN, times=inbox.TRIES - 1)
    await somebody.tap("Wohnen")

    assert len(somebody.bot_messages) == 1
    assert somebody.last["edited"]


async def test_a_chat_that_fails_holds_up_nobody_else(town):
    """The others are answered before it has failed for good."""
    unlucky, others = town.person(1), [town.person(user) for user in range(2, 12)]
    await unlucky.say("/menu")
    town.core.fault("editMessageText", BROKEN, times=inbox.TRIES)
    town.core.tap(1, *unlucky.button("Wohnen"))
    for other in others:
        town.core.say(other.user, "Hallo")
    await town.settle()

    apology = unlucky.last["message_id"]
    assert "Nummer" in unlucky.text
    assert all(other.last["message_id"] < apology for other in others)


async def test_every_chat_is_answered_in_its_own_order(town):
    """Two hundred messages of twenty people, all at once."""
    questions = ("Hallo", "wo kann ich deutsch lernen", "Danke", "/menu", "/help") * 2
    expected = await answers(town, *questions)
    people = [town.person(user) for user in range(1, 21)]
    for question, somebody in itertools.product(questions, people):
        town.core.say(somebody.user, question, language_code="de")
    await town.settle()

    assert all(said(somebody) == expected for somebody in people)


@pytest.mark.parametrize(("status", "times"), [(429, 1), (500, 2), (502, 1)])
async def test_what_telegram_refuses_for_a_moment_is_said_a_moment_later(town, status, times):
    """Once, and without an apology."""
    (hello,) = await answers(town, "Hallo")
    somebody = town.person()
    town.core.fault("sendMessage", status, retry_after=1, times=times)
    await somebody.say("Hallo")

    assert said(somebody) == [hello]


async def test_somebody_who_has_blocked_the_bot_is_let_go(town):
    """Nothing is tried again, nothing is kept, and after coming back there are answers."""
    somebody = town.person()
    town.core.fault("sendMessage", 403)
    await somebody.say("Hallo")

    assert somebody.bot_messages == []
    assert await inbox.waiting(town.services.database) == []
    await somebody.say("Hallo")
    assert len(somebody.bot_messages) == 1


async def test_an_apology_that_cannot_be_sent_ends_the_matter(town):
    """Whatever Telegram says to it, the next message is answered."""
    (hello,) = await answers(town, "Hallo")
    somebody = town.person()
    town.core.fault("sendMessage", BROKEN, times=inbox.TRIES + 1)
    await somebody.say("Hallo")
    await somebody.say("Hallo")

    assert said(somebody) == [hello]


class LocksAfterAnswer(Telegram):
    """A local Telegram at which another program takes the database just when an answer has been sent."""

    other = None

    async def perform(self, method, params, files=None):
        result = await super().perform(method, params, files)
        if method.lower() == "sendmessage" and self.other:
            self.other.execute("BEGIN EXCLUSIVE")
            self.other = None
        return result


async def test_an_answer_is_not_repeated_because_the_database_is_locked_after_it(sqlite_database, logs):
    """Noting that it was given is tried again, the answer is not."""

    @event.listens_for(sqlite_database._writer.sync_engine, "connect")
    def be_impatient(connection, _record):
        connection.execute("PRAGMA busy_timeout=20")

    clock = Clock()
    core = LocksAfterAnswer(clock)
    file = make_url(sqlite_database.url).database
    async with open_town(sqlite_database, clock, core) as town:
        with closing(sqlite3.connect(file, isolation_level=None)) as core.other:
            other, somebody = core.other, town.person()
            core.say(somebody.user, "Hallo", language_code="de")
            await until(lambda: any("database" in entry["event"] for entry in logs))
            other.rollback()
            await town.settle()

        assert len(somebody.bot_messages) == 1
        assert await inbox.waiting(sqlite_database) == []


async def test_what_a_stopped_bot_has_left_is_answered_by_the_next_one(sqlite_database):
    """The inbox is read before anything new, each chat in its order."""
    clock = Clock()
    async with open_town(sqlite_database, clock) as town:
        expected = await answers(town, "Hallo", "Danke")
        town.core.say(7, "Hallo", language_code="de")
        town.core.say(7, "Danke", language_code="de")
        await until(lambda: not town.core.updates.pending())
    async with open_town(sqlite_database, clock, town.core) as town:
        somebody = town.person(7)
        await until(lambda: len(somebody.bot_messages) == len(expected))

    assert said(somebody) == expected
