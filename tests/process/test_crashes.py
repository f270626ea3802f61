"""The bot is killed again and again while hundreds of people ask and book; afterwards everything is counted.

A longer run: CRASHES=300 CRASH_SEED=8 pytest tests/process/test_crashes.py
"""

import asyncio
import itertools
import os
import random
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from bot import inbox
from bot.db import Appointment, Database, OutboxRow
from tests.support.crowd import crowd
from tests.support.processes import TOKEN, Running

KILLS = int(os.environ.get("CRASHES", "20"))
SEED = int(os.environ.get("CRASH_SEED", "7"))
ASKING, BOOKING = 7, 3  # people who come for each kill
QUESTIONS = ("Hallo", "wo kann ich deutsch lernen", "Danke")
LONGEST_LIFE = 1.0  # seconds after one is ready
EARLY = 0.2  # of all kills come at any moment, also while a process starts


@dataclass
class Count:
    """What an operator would ask the next morning."""

    kills: int
    people: int
    answers: int
    without_an_answer: int
    out_of_order: int
    double_bookings: int
    booked_but_not_told: int
    told_but_not_booked: int
    repeated: int


class Office:
    """Some bot processes that are killed and started again."""

    def __init__(self, start, processes: int, order: random.Random) -> None:
        self._start = start
        self._order = order
        self._running = [start() for _ in range(processes)]
        self._all = list(self._running)

    async def ready(self) -> list[Running]:
        """Those that answer, as soon as there is one."""
        while not (ready := [one for one in self._running if "The bot is ready" in one.log]):
            assert all(one.process.poll() is None for one in self._running), self._running[0].log
            await asyncio.sleep(0.02)
        return ready

    async def crash(self) -> None:
        """Kill one of them at some moment and start another in its place."""
        early = self._order.random() < EARLY
        victim = self._order.choice(self._running if early else await self.ready())
        await asyncio.sleep(self._order.uniform(0, LONGEST_LIFE))
        victim.process.kill()
        victim.process.wait()
        fresh = self._start()
        self._running[self._running.index(victim)] = fresh
        self._all.append(fresh)

    @property
    def logs(self) -> list[str]:
        """What each of them has written."""
        return [one.log for one in self._all]

    def end(self) -> None:
        """Nobody is left."""
        for one in self._running:
            one.process.kill()
            one.process.wait()


async def go_through(home, telegram, processes, database_url):
    """Let people come and processes die, and count what it has come to."""
    settings = {"TELEGRAM_API_URL": telegram.url, "TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": database_url}
    office = Office(lambda: Running(home, "bot", "run", **settings), processes, random.Random(SEED))
    database = Database(database_url)
    try:
        async with crowd(telegram.url) as people:
            expected, messages = await people.show(QUESTIONS)
            for _ in range(KILLS):
                people.come(ASKING, BOOKING, QUESTIONS, expected[-1])
                await office.crash()
            missing = await people.served()
            while await to_be_said(database):
                await asyncio.sleep(0.1)
            await people.look()
        async with database.read() as session:
            booked = (await session.scalars(select(Appointment).where(Appointment.status == "booked"))).all()
    finally:
        office.end()
        await database.close()
    assert not [log for log in office.logs if "Traceback" in log]
    return count(people, expected, messages, booked, missing)


async def to_be_said(database):
    """Whether an answer or a message that is due is still missing."""
    due = OutboxRow.done_at.is_(None) & (OutboxRow.due_at <= datetime.now(UTC))
    async with database.read() as session:
        promised = await session.scalar(select(OutboxRow.id).where(due).limit(1))
    return promised is not None or await inbox.waiting(database)


def count(people, expected, messages, booked, missing):
    """Compare what people have been told with what stands in the database."""
    told = {somebody.user: somebody.code for somebody in people.booking}
    codes = {appointment.chat_id: appointment.code for appointment in booked}
    said = [somebody.texts for somebody in people.asking]
    return Count(
        kills=KILLS,
        people=len(said) + len(told),
        answers=sum(map(len, said)) + sum(len(somebody.texts) for somebody in people.booking),
        without_an_answer=missing,
        out_of_order=sum(without_repeats(texts) != expected for texts in said),
        double_bookings=len(booked) - len(codes) + overlaps(booked),
        booked_but_not_told=sum(told[user] != code for user, code in codes.items() if user in told),
        told_but_not_booked=sum(codes.get(user) != code for user, code in told.items()),
        repeated=sum(len(texts) - len(expected) for texts in said)
        + sum(len(somebody.texts) - messages for somebody in people.booking),
    )


def overlaps(booked):
    """How many appointments begin before the one before them of the same adviser has ended."""
    in_order = sorted(booked, key=lambda appointment: (appointment.adviser, appointment.starts_at))
    return sum(
        first.adviser == then.adviser and then.starts_at < first.ends_at
        for first, then in itertools.pairwise(in_order)
    )


def without_repeats(texts):
    return [text for text, _ in itertools.groupby(texts)]


def check(counted, capsys, where):
    numbers = ", ".join(f"{name} {number}" for name, number in asdict(counted).items())
    with capsys.disabled():
        sys.stdout.write(f"\n{where}: {numbers}\n")
    wrong = Count(counted.kills, counted.people, counted.answers, 0, 0, 0, 0, 0, counted.repeated)
    assert counted == wrong
    assert counted.repeated <= counted.kills


async def test_one_process_on_sqlite(home, telegram, capsys):
    """Killed and started again: all get every answer, in order, and at most one message comes twice."""
    counted = await go_through(home, telegram, 1, f"sqlite:///{home / 'zuhause.db'}")
    check(counted, capsys, "SQLite, one process")


async def test_two_processes_on_postgresql(home, telegram, fresh_postgres, capsys):
    """One of two is killed again and again, now and then both are away; the same holds."""
    counted = await go_through(home, telegram, 2, fresh_postgres)
    check(counted, capsys, "PostgreSQL, two processes")
