"""Several processes on one database, as with several bots: none keeps anything in its memory."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections import Counter as Count
from contextlib import AsyncExitStack, asynccontextmanager

from bot.booking import bookable_days, day_slots
from tests.support.counter import SUNDAY
from tests.support.processes import environment
from tests.support.rules import one_adviser
from tests.support.town import ROOT

BOOKERS = ROOT / "tests" / "support" / "bookers.py"
PEOPLE, ROUNDS = 8, 6


@asynccontextmanager
async def booker(folder, url, minutes):
    """One process; it has read rules in which an appointment takes so many minutes."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, BOOKERS, url, str(minutes), stdin=PIPE, stdout=PIPE, env=environment(folder)
    )
    try:
        yield process
    finally:
        await process.communicate(b"")
    assert process.returncode == 0


async def test_of_the_people_of_three_processes_exactly_one_wins(counter, tmp_path):
    """Each process has read other rules, so the times overlap."""
    rules = one_adviser()
    days = bookable_days(rules, SUNDAY, frozenset())[:ROUNDS]
    starts = [day_slots(rules, day, SUNDAY, frozenset())[0].starts_at for day in days]
    async with AsyncExitStack() as stack:
        made = [booker(tmp_path, counter.database.url, minutes) for minutes in (30, 45, 60)]
        processes = [await stack.enter_async_context(one) for one in made]
        for number, start in enumerate(starts):
            for one, process in enumerate(processes):
                people = [1000 * number + 100 * one + chat for chat in range(PEOPLE)]
                process.stdin.write(
                    json.dumps({"start": start.isoformat(), "people": people}).encode() + b"\n"
                )
            told = Count()
            for process in processes:
                told.update(json.loads(await process.stdout.readline()))
            assert told == {"booked": 1, "SlotTaken": len(processes) * PEOPLE - 1}

    assert [one.starts_at for one in await counter.booked()] == starts
