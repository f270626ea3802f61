"""Promises are kept one by one: what goes wrong with one is no reason for the others to wait."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.clock import now
from bot.db import OutboxRow
from bot.notices import STAFF
from bot.outbox import LEASE, TRIES, Promise, promise
from bot.staff import CONFLICTS
from handlers.delivery import PAUSES, deliver, deliver_due
from sandbox.core import Telegram
from tests.support.appointments import appointment, waiting
from tests.support.town import Clock, open_town

STAFF_CHAT = 99


@pytest.fixture
def promised(town):
    """Promise somebody a word, in a kind of message."""

    async def write(word, kind=STAFF, chat_id=7):
        payload = {"title": "Hallo", "text": word}
        async with town.services.database.write() as session:
            await promise(session, Promise(word, chat_id, kind, town.clock(), payload))

    return write


async def listener(town, user):
    """Somebody who has greeted the bot, and hears only what was promised from then on."""
    chat = town.person(user)
    await chat.say("/start")
    before = len(chat.messages)
    return lambda: [message["text"].split("\n")[-1] for message in chat.messages[before:]]


@pytest.fixture
async def somebody(town):
    """The person of the promises."""
    return await listener(town, 7)


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


async def test_nothing_is_begun_that_might_outlast_the_lease(town, promised, somebody):
    """Ten seconds are left, a call may take thirty: another process would say it again."""
    await promised("eins")
    services = town.application.bot_data

    def slowly():
        town.clock.advance(seconds=LEASE.total_seconds() - 10)
        return town.clock()

    town.application.bot_data = replace(services, now=slowly)
    await deliver_due(town.application)
    assert somebody() == []


class Shaky:
    """A database that does not answer for a moment: at these uses, counted from 1."""

    def __init__(self, database, *away):
        self._database, self._away, self._uses = database, away, 0

    def __getattr__(self, name):
        if name in {"read", "write"}:
            self._uses += 1
            if self._uses in self._away:
                raise OperationalError("SELECT", {}, Exception("database is locked"))
        return getattr(self._database, name)


PASS_ON, LOOK, CLAIM, WORD, NOTE = range(1, 6)  # what the worker uses the database for, in order


@pytest.mark.parametrize("away", [PASS_ON, LOOK, CLAIM, WORD, NOTE])
async def test_a_database_that_is_away_for_a_moment_delays_a_promise_by_no_more_than_the_lease(
    town, promised, somebody, away, monkeypatch
):
    """It is not a fault of the promise, and what Telegram has taken is not said again."""
    monkeypatch.setattr("handlers.delivery.LOOK_EVERY_SECONDS", 0.01)
    await promised("eins")
    shaky = Shaky(town.services.database, away)
    town.application.bot_data = replace(town.application.bot_data, database=shaky)
    worker = asyncio.create_task(deliver(town.application))
    with capture_logs() as logs:
        async with asyncio.timeout(60):
            while not logs:
                await asyncio.sleep(0.01)
        town.clock.advance(seconds=LEASE.total_seconds() + 1)
        await heard(town, town.person(), "eins")
        worker.cancel()
        await asyncio.wait([worker])
    assert {log["event"] for log in logs} == {"database does not answer"}
    town.clock.advance(seconds=2 * LEASE.total_seconds())
    assert await deliver_due(town.application) == 0
    assert somebody() == ["eins"]


async def test_a_chat_that_has_to_wait_hears_everything_in_order_later(town, promised, somebody):
    """Telegram asks for thirty seconds in one chat: there nothing else is tried, in the next it is."""
    other = await listener(town, 8)
    for word, chat_id in (("eins", 7), ("zwei", 7), ("drei", 8)):
        await promised(word, chat_id=chat_id)
    town.core.fault("sendMessage", 429, retry_after=30)
    await deliver_due(town.application)
    assert (somebody(), other()) == ([], ["drei"])

    town.clock.advance(seconds=29)
    assert await deliver_due(town.application) == 0
    town.clock.advance(seconds=1)
    await deliver_due(town.application)
    assert somebody() == ["eins", "zwei"]


@pytest.mark.parametrize(("status", "wait"), [(429, 30), (502, 5)])
async def test_when_two_chats_have_to_wait_the_others_are_not_even_tried(
    town, promised, somebody, status, wait
):
    """Then it is about the bot as a whole, or Telegram is away."""
    others = [await listener(town, user) for user in (8, 9)]
    for user in (7, 8, 9):
        await promised(f"an {user}", chat_id=user)
    town.core.fault("sendMessage", status, retry_after=30 if status == 429 else None, times=2)
    await deliver_due(town.application)
    assert [somebody(), *(other() for other in others)] == [[], [], []]

    town.clock.advance(seconds=wait)
    await deliver_due(town.application)
    assert [somebody(), *(other() for other in others)] == [["an 7"], ["an 8"], ["an 9"]]


async def test_what_telegram_never_takes_is_given_up(town, promised, somebody):
    """After five tries; being asked to wait is none."""
    await promised("eins")
    town.core.fault("sendMessage", 429, retry_after=5, times=TRIES)
    town.core.fault("sendMessage", 400, times=TRIES)
    with capture_logs() as logs:
        for _ in range(2 * TRIES):
            await deliver_due(town.application)
            town.clock.advance(seconds=PAUSES[-1].total_seconds())
        assert await deliver_due(town.application) == 0
    events = [log["event"] for log in logs]
    assert events == ["cannot deliver, trying again"] * (TRIES - 1) + ["promise given up"]
    assert somebody() == []


@pytest.mark.parametrize("status", [400, 403])
async def test_what_is_for_staff_is_never_given_up(town, promised, status):
    """Somebody will put the bot into their chat, or write its number right."""
    town.application.bot_data = replace(town.application.bot_data, staff_chat_id=STAFF_CHAT)
    staff = await listener(town, STAFF_CHAT)
    await promised("eins", chat_id=STAFF_CHAT)
    town.core.fault("sendMessage", status, times=3 * TRIES)
    for _ in range(3 * TRIES + 1):
        assert await deliver_due(town.application) == 1
        town.clock.advance(seconds=PAUSES[-1].total_seconds())
    assert staff() == ["eins"]


async def test_what_is_for_staff_goes_to_the_chat_they_have_now(town, promised):
    """A group has another number once it has grown."""
    staff = await listener(town, STAFF_CHAT)
    await promised("eins", chat_id=-1)
    town.application.bot_data = replace(town.application.bot_data, staff_chat_id=STAFF_CHAT)
    await deliver_due(town.application)
    assert staff() == ["eins"]


async def test_many_promises_at_once_stay_below_what_telegram_takes(sqlite_database):
    """Thirty reminders at eight in the morning: nobody is refused, so answers have a way out as well."""
    core = Telegram(now, flood_limits=True)
    core.floods.TOTAL_BURST = 5.0
    async with open_town(sqlite_database, now, core) as town:
        for user in range(30):
            core.say(1 + user, "/start")
        await town.settle()
        async with town.services.database.write() as session:
            for user in range(30):
                words = {"title": "Hallo", "text": "Guten Morgen"}
                await promise(session, Promise(f"{user}", 1 + user, STAFF, now(), words))
        while await deliver_due(town.application):
            pass
        async with town.services.database.read() as session:
            late = await session.scalars(select(OutboxRow.id).where(OutboxRow.done_at.is_(None)))
            assert late.all() == []


class Slow(Telegram):
    """A local Telegram that takes a message and is long in saying so."""

    taken = go_on = None

    async def perform(self, method, params, files=None):
        answer = await super().perform(method, params, files)
        if method == "sendMessage" and self.taken:
            self.taken.set()
            await self.go_on.wait()
        return answer


async def test_a_message_under_way_is_finished_when_the_bot_is_told_to_end(sqlite_database):
    """Else the next start would say it again."""
    clock = Clock()
    core = Slow(clock)
    async with open_town(sqlite_database, clock, core) as town:
        somebody = await listener(town, 7)
        core.taken, core.go_on = asyncio.Event(), asyncio.Event()
        async with town.services.database.write() as session:
            words = {"title": "Hallo", "text": "eins"}
            await promise(session, Promise("eins", 7, STAFF, clock(), words))
        worker = asyncio.create_task(deliver(town.application))
        await core.taken.wait()
        worker.cancel()
        core.go_on.set()
        await asyncio.wait([worker])

        clock.advance(seconds=2 * LEASE.total_seconds())
        assert await deliver_due(town.application) == 0
        assert somebody() == ["eins"]


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


async def test_whoever_waits_is_offered_new_hours_as_soon_as_they_are_served(town, delivering):
    """Nobody has given anything back."""
    somebody = town.person(7)
    await somebody.say("/start")
    rules = town.services.content.appointments
    async with town.services.database.write() as session:
        session.add(waiting(7, town.clock(), subject=rules.subjects[0].id))
    town.serve(town.services.content.model_copy(update={"version": "more hours"}))
    await heard(town, somebody, "Ein Termin ist frei")


async def test_a_fault_in_looking_for_conflicts_keeps_nobody_waiting(town, promised, somebody, monkeypatch):
    """It is logged once, not with each look into the outbox."""

    async def broken(_services):
        raise RuntimeError

    monkeypatch.setattr("handlers.delivery.tell_conflicts", broken)
    with capture_logs() as logs:
        worker = asyncio.create_task(deliver(town.application))
        for word in ("eins", "zwei"):
            await promised(word)
            await heard(town, town.person(), word)
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
