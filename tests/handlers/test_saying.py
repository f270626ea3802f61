"""One message at a time, noted before the next: what a kill may repeat, and what a second try leaves out."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.db import Database, InboxRow, OutboxRow
from bot.db.upgrade import upgrade
from bot.staff import tell_staff
from handlers import desk, saying
from handlers.delivery import deliver_due
from handlers.saying import NEW_MESSAGES, fingerprint
from sandbox.core import Telegram
from tests.support.town import Clock, open_town

SENDING = {method.lower() for method in NEW_MESSAGES}


@pytest.fixture
async def postgres(fresh_postgres):
    """A PostgreSQL with its tables, where several processes may work."""
    made = Database(fresh_postgres)
    await upgrade(made)
    yield made
    await made.close()


@asynccontextmanager
async def another_process(database, town):
    """A second bot on the same Telegram and the same database, with its own connections."""
    own = Database(database.url)
    try:
        async with open_town(own, town.clock, town.core) as other:
            yield other
    finally:
        await own.close()


def said(somebody):
    return [message["text"] for message in somebody.bot_messages]


async def spoken_to(somebody, times=1):
    """Wait until the bot has said something."""
    async with asyncio.timeout(60):
        while len(somebody.bot_messages) < times:
            await asyncio.sleep(0.005)


class Watched(Telegram):
    """A local Telegram that takes its time and looks at the inbox whenever a message comes in."""

    database = None
    in_the_air = most_in_the_air = sent = not_noted = 0

    async def perform(self, method, params, files=None):
        if method.lower() not in SENDING:
            return await super().perform(method, params, files)
        self.in_the_air += 1
        self.most_in_the_air = max(self.most_in_the_air, self.in_the_air)
        self.not_noted = max(self.not_noted, self.sent - await self._noted())
        await asyncio.sleep(0.002)
        self.sent += 1
        try:
            return await super().perform(method, params, files)
        finally:
            self.in_the_air -= 1

    async def _noted(self):
        async with self.database.read() as session:
            answers = (await session.scalars(select(InboxRow))).all()
            kept = select(func.count()).where(OutboxRow.done_at.is_not(None))
            return sum(row.done_at is not None or "said" in row.payload for row in answers) + (
                await session.scalar(kept) or 0
            )


async def test_no_message_leaves_before_the_one_before_it_is_noted(sqlite_database):
    """Twenty answers and ten promises at once: whenever the process is killed, one is in the air at most."""
    clock = Clock()
    core = Watched(clock)
    core.database = sqlite_database
    async with open_town(sqlite_database, clock, core) as town:
        for number in range(10):
            await tell_staff(replace(town.services, staff_chat_id=1001), f"Notiz {number}", "Text")
        for user in range(1, 21):
            core.say(user, "Hallo", language_code="de")
        await spoken_to(town.person(1))
        await deliver_due(town.application)
        await town.settle()

    assert (core.most_in_the_air, core.not_noted) == (1, 0)
    assert core.sent == 30


class Stuck(Telegram):
    """A local Telegram that does not answer a message to one person until it is told to."""

    go_on = None

    async def perform(self, method, params, files=None):
        if method.lower() in SENDING and int(params["chat_id"]) == 1:
            await self.go_on.wait()
        return await super().perform(method, params, files)


async def test_a_call_that_is_stuck_holds_up_the_others_for_a_moment_only(sqlite_database, monkeypatch):
    """They are answered before it is."""
    monkeypatch.setattr(saying, "STUCK_SECONDS", 0.05)
    clock = Clock()
    core = Stuck(clock)
    core.go_on = asyncio.Event()
    async with open_town(sqlite_database, clock, core) as town:
        for user in range(1, 6):
            core.say(user, "Hallo", language_code="de")
        for user in range(2, 6):
            await spoken_to(town.person(user))
        assert town.person(1).bot_messages == []
        core.go_on.set()
        await town.settle()

        assert all(len(said(town.person(user))) == 1 for user in range(1, 6))


class LosesSecond(Telegram):
    """A local Telegram that fails once, at the second message of an answer."""

    good = None

    async def perform(self, method, params, files=None):
        if method.lower() in SENDING and self.good is not None:
            self.good -= 1
            if self.good < 0:
                self.good = None
                self.fault("sendMessage", 500)
        return await super().perform(method, params, files)


async def test_a_second_try_says_what_is_missing_and_nothing_twice(sqlite_database):
    """A question in the middle of a booking: its answer arrives, the step to go on with only later."""
    clock = Clock()
    core = LosesSecond(clock)
    async with open_town(sqlite_database, clock, core) as town:
        somebody, other = town.person(7), town.person(8)
        for person in (other, somebody):
            await person.say("/termin")
            core.good = 1 if person is somebody else None
            await person.say("wo kann ich deutsch lernen")

    assert core.good is None
    assert len(said(somebody)) > 2
    assert said(somebody) == said(other)


async def test_two_processes_share_the_work(postgres):
    """Each message is answered by one of them, each chat in its order."""
    questions = ("Hallo", "wo kann ich deutsch lernen", "Danke")
    async with open_town(postgres) as town:
        reference = town.person(99)
        expected = [(await reference.say(question))["text"] for question in questions]
        people = [town.person(user) for user in range(1, 16)]
        async with another_process(postgres, town) as other:
            for question in questions:
                for somebody in people:
                    town.core.say(somebody.user, question, language_code="de")
            for somebody in people:
                await spoken_to(somebody, len(questions))
            await town.settle()
            await other.settle()

    assert all(said(somebody) == expected for somebody in people)


async def test_another_process_takes_over_when_one_has_ended(postgres):
    """Also the receiving."""
    async with AsyncExitStack() as first:
        town = await first.enter_async_context(open_town(postgres))
        async with another_process(postgres, town):
            for user in (1, 2):
                town.core.say(user, "Hallo", language_code="de")
                await spoken_to(town.person(user))
                await first.aclose()

    assert [len(said(town.person(user))) for user in (1, 2)] == [1, 1]


async def test_a_process_that_stood_still_says_nothing_that_another_one_has_said(postgres, monkeypatch):
    """It was asleep for a minute, just before it would have answered."""
    monkeypatch.setattr(desk, "RENEW_SECONDS", 3600)
    monkeypatch.setattr(saying, "STUCK_SECONDS", 3600)
    async with open_town(postgres) as town:
        async with town.application.bot.rate_limiter.turn():
            town.core.say(1, "Hallo", language_code="de")
            async with asyncio.timeout(60):
                while not town.desk._work:
                    await asyncio.sleep(0.01)
            town.clock.advance(minutes=1)
            async with another_process(postgres, town):
                await spoken_to(town.person(1))
        await town.settle()

        assert len(said(town.person(1))) == 1


def test_messages_are_told_apart_by_what_they_say():
    """By kind, words and place, but not by their buttons, which may hold a number made anew each time."""
    hello = fingerprint("sendMessage", {"chat_id": 7, "text": "Hallo"})
    others = [
        fingerprint("sendMessage", {"chat_id": 7, "text": "Hallo!"}),
        fingerprint("sendPhoto", {"chat_id": 7, "caption": "Hallo"}),
        fingerprint("sendVenue", {"chat_id": 7, "title": "Hallo", "address": ""}),
        fingerprint("sendVenue", {"chat_id": 7, "title": "Hallo", "address": "Markt 1"}),
    ]

    assert len({hello, *others}) == 5
    assert fingerprint("sendMessage", {"text": "Hallo", "reply_markup": object()}) == hello
