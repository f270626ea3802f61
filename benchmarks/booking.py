"""How fast and how safe booking is: `.venv/bin/python benchmarks/booking.py [--bookings N] [--tasks N]`.

Schemes take turns on SQLite and on PostgreSQL in one run: ours (in one step, and as people do it: hold,
then confirm), "check, then insert", and unique (adviser, start). Each books N free times with several tasks
at once; then a hundred people want one time; then staff lengthen appointments from 30 to 45 minutes and
people go on booking. Prints one Markdown table. What people would notice are its last two columns.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import itertools
import os
import platform
import random
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.booking_schemes import NOW, Cells, CheckThenInsert, HoldThenConfirm, UniqueStart, rules
from bot.booking import bookable_days, day_slots
from bot.db import Database
from bot.db.upgrade import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from benchmarks.booking_schemes import Scheme, Span

ROOT = Path(__file__).parents[1]
RUNS, ROUNDS, CROWD = 3, 5, 100


@dataclass
class Result:
    """What a scheme did on a database, one entry a run; times in milliseconds."""

    per_second: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    given_twice: int = 0
    overlaps: int = 0


@cache
def starts(minutes: int) -> Sequence[datetime]:
    """Everything that is offered for appointments of this length."""
    offered = rules(minutes)
    days = bookable_days(offered, NOW, frozenset())
    return [slot.starts_at for day in days for slot in day_slots(offered, day, NOW, frozenset())]


async def spread(
    scheme: Scheme, times: Sequence[datetime], people: Iterator[int], tasks: int, result: Result
) -> None:
    """Everybody wants a time of their own; `tasks` of them at once."""
    waiting, took = iter(times), []

    async def task() -> None:
        for start in waiting:
            begun = time.perf_counter()
            if not await scheme.book(next(people), start, 30):
                raise RuntimeError(f"{scheme.name} refused a free time")
            took.append(1000 * (time.perf_counter() - begun))

    begun = time.perf_counter()
    await asyncio.gather(*(task() for _ in range(tasks)))
    result.per_second.append(len(times) / (time.perf_counter() - begun))
    cuts = quantiles(took, n=100, method="inclusive")
    for values, cut in ((result.p50, 49), (result.p95, 94), (result.p99, 98)):
        values.append(cuts[cut])


async def crowd(scheme: Scheme, times: Sequence[datetime], people: Iterator[int]) -> int:
    """A hundred people want each of these times at once; returns how many got one too many."""
    too_many = 0
    for start in times:
        got = await asyncio.gather(*(scheme.book(next(people), start, 30) for _ in range(CROWD)))
        too_many += sum(got) - 1
    return too_many


async def lengthened(scheme: Scheme, number: int, people: Iterator[int]) -> int:
    """Half of the people book before staff lengthen appointments, half after; returns the new overlaps."""
    chosen = random.Random(7)  # noqa: S311  the same for all
    last = {30: starts(30)[-number:], 45: [start for start in starts(45) if start >= starts(30)[-number]]}
    before = overlaps(await scheme.spans())
    for minutes in (30, 45):
        wanted = chosen.sample(last[minutes], len(last[minutes]) // 2)
        for first in range(0, len(wanted), 8):
            group = wanted[first : first + 8]
            await asyncio.gather(*(scheme.book(next(people), start, minutes) for start in group))
    return overlaps(await scheme.spans()) - before


def overlaps(spans: Sequence[Span]) -> int:
    """How many appointments begin before an earlier one has ended."""
    found, until = 0, NOW
    for start, end in sorted(spans):
        found += start < until
        until = max(until, end)
    return found


async def measure(database: Database, number: int, tasks: int) -> dict[str, Result]:
    """All schemes on one database, taking turns."""
    await upgrade(database)
    peers = CheckThenInsert(database), UniqueStart(database)
    await peers[0].create()
    schemes: list[Scheme] = [Cells(database), HoldThenConfirm(database), *peers]
    results = {scheme.name: Result() for scheme in schemes}
    people = itertools.count(1)
    free = iter(starts(30))
    for _ in range(RUNS):
        wanted = list(itertools.islice(free, number))
        for scheme in schemes:
            await spread(scheme, wanted, people, tasks, results[scheme.name])
    one_time = list(itertools.islice(free, ROUNDS))
    for scheme in schemes:
        results[scheme.name].given_twice = await crowd(scheme, one_time, people)
        results[scheme.name].overlaps = await lengthened(scheme, 400, people)
    return results


def rows(kind: str, results: dict[str, Result]) -> list[str]:
    """The lines of one database; ratios are of medians, ours by theirs."""
    ours = next(iter(results.values()))
    lines = []
    for name, result in results.items():
        ratio = median(ours.per_second) / median(result.per_second)
        speed = (
            f"{median(result.per_second):.0f} ({min(result.per_second):.0f} – {max(result.per_second):.0f})"
        )
        times = " / ".join(f"{median(values):.1f}" for values in (result.p50, result.p95, result.p99))
        cells = kind, name, speed, f"{ratio:.2f}", times, str(result.given_twice), str(result.overlaps)
        lines.append(f"| {' | '.join(cells)} |")
    return lines


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The server that the tests start, or the one of DATABASE_URL (its tables are left behind)."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    spec = importlib.util.spec_from_file_location("postgres", ROOT / "tests" / "support" / "postgres.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("tests/support/postgres.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with module.postgres_server(folder) as url:
        yield url


def run(url: str, number: int, tasks: int) -> dict[str, Result]:
    """Measure on the database of `url`."""

    async def on_database() -> dict[str, Result]:
        database = Database(url)
        try:
            return await measure(database, number, tasks)
        finally:
            await database.close()

    return asyncio.run(on_database())


def main() -> None:
    """Measure both databases and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bookings", type=int, default=300, help="free times booked in each run (300)")
    parser.add_argument("--tasks", type=int, default=8, help="people who book at the same moment (8)")
    options = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines += rows("SQLite", run(f"sqlite:///{folder / 'zuhause.db'}", options.bookings, options.tasks))
        with postgres(folder) as url:
            lines += rows("PostgreSQL", run(url, options.bookings, options.tasks))
    print(
        "| database | scheme | bookings/s, median of 3 runs | ours by this | ms p50 / p95 / p99 "
        f"| given away twice ({CROWD} people at once, {ROUNDS} rounds) | overlaps after longer appointments |"
    )
    print("|---|---|---|---|---|---|---|")
    print("\n".join(lines))
    print(
        f"\n{os.cpu_count()} cores, Python {platform.python_version()}, {options.tasks} tasks in one process."
    )


if __name__ == "__main__":
    main()
