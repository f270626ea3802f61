"""What one bot and one export take with so many appointments in the database; times in milliseconds."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

import psutil

from benchmarks.measure import serving
from benchmarks.offices import settings_of
from benchmarks.people import Somebody, onward, phones
from benchmarks.processes import ZUHAUSE, data_in, environment
from benchmarks.questions import in_turn
from benchmarks.stored import fill

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence
    from pathlib import Path

    from benchmarks.offices import Office
    from benchmarks.processes import Talk

READER, BOOKERS = 5_000, 6_000  # users
# what a press leads to, by the words behind the button
STEPS = {
    "book/interpreter/none": "list of days",
    "book/day/": "times of a day",
    "book/time/": "a time is held",
    "book/confirm/": "it is booked",
}
OTHER = "another step"
EVERYTHING = ("--from", "01.01.2000", "--to", "31.12.2099", "--format")
EXPORTS = (
    ("60 days, xlsx",),
    ("everything, xlsx", *EVERYTHING, "xlsx"),
    ("everything, csv", *EVERYTHING, "csv"),
    ("everything, ics", *EVERYTHING, "ics"),
)


@dataclass(slots=True)
class Grown:
    """What it takes, with `stored` appointments."""

    stored: int
    to_come: int = 0
    start_seconds: float = 0.0
    megabytes: float = 0.0
    steps: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    exports: list[Export] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Export:
    """One run of `zuhause appointments export`."""

    what: str
    cpu_seconds: float
    megabytes: float
    rows: int


def measured(office: Office, stored: int, data: Path, folder: Path, times: int) -> Grown:
    """Fill a new database in `folder` and use it; the cache is the one in `data`."""
    result = Grown(stored)
    settings = data_in(folder) | {"DATA_DIR": str(data)} | settings_of(office, folder)
    # Elsewhere: what an export had at most would be no less than what this process has when it starts it.
    with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:
        filling = elsewhere.submit(
            fill, settings["DATABASE_URL"], office, folder / "content", data / "key", stored
        )
        result.to_come = filling.result()
    begun = time.perf_counter()
    with serving([*ZUHAUSE, "run"], data, **settings) as (talk, bot):
        result.start_seconds = time.perf_counter() - begun
        process = psutil.Process(bot.pid)
        asyncio.run(_use(talk, _Watch(process, result), times))
        result.megabytes = process.memory_info().rss / 1e6
    result.exports = [_export(what, arguments, folder, settings) for what, *arguments in EXPORTS]
    return result


class _Watch:
    """Notes what a step takes: the person's time, and the bot's, which a busy machine stretches less."""

    def __init__(self, bot: psutil.Process, result: Grown) -> None:
        self._bot = bot
        self._result = result

    async def note(self, what: str, step: Awaitable[float]) -> None:
        before = self._bot.cpu_times()
        self._result.steps[what].append(await step)
        after = self._bot.cpu_times()
        self._result.cpu[what] += 1000 * (after.user + after.system - before.user - before.system)


async def _use(talk: Talk, watch: _Watch, times: int) -> None:
    """Ask, look at the days, and book, one after the other."""
    async with phones(talk.url) as client:
        reader = Somebody(client, READER)
        for question in in_turn(times):
            await watch.note("question", reader.ask(question))
        for user in range(BOOKERS, BOOKERS + times):
            await _book(Somebody(client, user), random.Random(user), watch)  # noqa: S311  no secret


async def _book(somebody: Somebody, chance: random.Random, watch: _Watch) -> None:
    await somebody.ask("/termin")
    while button := onward(somebody, chance):
        what = next((what for words, what in STEPS.items() if words in button.data), OTHER)
        await watch.note(what, somebody.tap(button))


def _export(what: str, arguments: Sequence[str], folder: Path, settings: dict[str, str]) -> Export:
    """Run the command; its memory is the most it ever had."""
    command = [*ZUHAUSE, "appointments", "export", "--output", str(folder / "export"), *arguments]
    process = subprocess.Popen(
        command, cwd=folder, env=environment(settings), stdout=subprocess.PIPE, encoding="utf-8"
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return Export(what, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, int(said.split()[0]))
