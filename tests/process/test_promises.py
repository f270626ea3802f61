"""What a person is promised, whatever happens to the process or the database."""

import itertools
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.db import Database, Person
from bot.db.upgrade import upgrade
from tests.support.appointments import appointment
from tests.support.processes import bot, eventually

SAID = ("Hallo", "wo kann ich deutsch lernen", "Danke")
PEOPLE = range(100, 150)
REFERENCE = 7


def texts(telegram, user):
    return [message["text"] for message in telegram.answers(user)]


def without_repeats(said):
    return [text for text, _ in itertools.groupby(said)]


def wait_for_answers(telegram, count):
    eventually(lambda: sum(len(telegram.answers(user)) for user in PEOPLE) >= count)


def test_nobody_is_forgotten_when_the_bot_is_killed(home, telegram):
    """Fifty people wait with three messages each; the bot is killed twice in the middle of answering.

    Everybody gets every answer, in order; after a kill at most the one answer under way comes again.
    """
    with bot(home, telegram.url) as running:
        for number, text in enumerate(SAID, 1):
            telegram.say(REFERENCE, text)
            telegram.answered(REFERENCE, number)
        expected = texts(telegram, REFERENCE)
        assert running.end(signal.SIGTERM) == 0
    assert len(set(expected)) == len(SAID)

    for text in SAID:
        for user in PEOPLE:
            telegram.say(user, text)
    kills = (20, 80)
    for answered in kills:
        with bot(home, telegram.url) as running:
            wait_for_answers(telegram, answered)
            running.process.kill()
    with bot(home, telegram.url) as running:
        eventually(lambda: all(texts(telegram, user)[-1:] == expected[-1:] for user in PEOPLE))
        assert running.end(signal.SIGTERM) == 0

    for user in PEOPLE:
        said = texts(telegram, user)
        assert without_repeats(said) == expected
        assert len(said) <= len(expected) + len(kills)


def test_nobody_is_answered_twice_when_the_bot_is_told_to_end(home, telegram):
    """A restart in the middle of the day: answers under way are finished, the others come after it, once."""
    for _ in range(3):
        for user in PEOPLE:
            telegram.say(user, "Hallo")
    with bot(home, telegram.url) as running:
        eventually(lambda: any(telegram.answers(user) for user in PEOPLE))
        assert running.end(signal.SIGTERM) == 0, running.log
        assert "Traceback" not in running.log
    with bot(home, telegram.url):
        eventually(lambda: all(len(telegram.answers(user)) >= 3 for user in PEOPLE))

    assert {len(telegram.answers(user)) for user in PEOPLE} == {3}


def test_a_chat_that_must_wait_holds_up_nobody_else(home, telegram):
    """Telegram asks us to be quiet in one chat for an hour; the other chats are answered meanwhile."""
    with bot(home, telegram.url) as running:
        running.until("The bot is ready")
        telegram.say(1, "/menu")
        menu = telegram.answered(1)[0]
        telegram.fault(method="editMessageText", status=429, retry_after=3600, times=1)
        telegram.tap(1, menu["message_id"], menu["buttons"][0][0]["data"])
        for user in PEOPLE:
            telegram.say(user, "Hallo")

        assert all(len(telegram.answered(user)) == 1 for user in PEOPLE)
        assert not telegram.answers(1)[0]["edited"]


async def test_a_locked_database_loses_nothing(home, telegram):
    """Another program holds the database, from the start of the bot on: people are told, then answered."""
    database = Database(f"sqlite:///{home / 'zuhause.db'}")
    await upgrade(database)
    async with database.read() as session:
        await session.execute(text("SELECT 1"))  # from now on it has a write-ahead log, as after any start
    await database.close()
    with bot(home, telegram.url) as running, closing(sqlite3.connect(home / "zuhause.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        telegram.say(7, "wo kann ich deutsch lernen")
        telegram.answered(7)
        other.rollback()
        telegram.answered(7, 2)
        said = texts(telegram, 7)

        assert said[0] == "Einen Moment bitte. Ihre Nachricht geht nicht verloren."
        assert "vhs" in said[-1]
        assert running.end(signal.SIGTERM) == 0, running.log
        assert "Traceback" not in running.log


async def test_a_start_promises_reminders_that_are_missing_and_deletes_what_is_too_old(home, telegram):
    """An appointment from before there were reminders, and somebody who wrote years ago."""
    now = datetime.now(UTC)
    database = Database(f"sqlite:///{home / 'zuhause.db'}")
    await upgrade(database)
    async with database.write() as session:
        session.add(appointment(now + timedelta(days=3), intent="from-before"))
        session.add(Person(chat_id=7, seen_at=now - timedelta(days=1000)))
    await database.close()
    with bot(home, telegram.url) as running, closing(sqlite3.connect(home / "zuhause.db")) as other:
        running.until("The bot is ready")
        eventually(
            lambda: other.execute("SELECT 1 FROM outbox WHERE key LIKE '%/from-before/0/2'").fetchone()
        )
        assert other.execute("SELECT 1 FROM person").fetchone() is None
