"""What `messages.py` does to one running bot: a backlog, people who come, and one chat that floods.

Latencies in milliseconds. The people's side takes its share of the machine, the same for every bot.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psutil

from benchmarks.measure import loaded, serving
from benchmarks.people import Somebody, come, errands, phones
from benchmarks.questions import in_turn

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.measure import Load
    from benchmarks.processes import Talk

EVERY_SECONDS = 0.75  # somebody comes
PAUSE_SECONDS = 0.05  # of the quiet person, between an answer and the next question
FLOODER, QUIET, CROWD, ONE_BY_ONE = 2_000, 2_001, 3_000, 4_000  # users


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    rounds: int
    messages: int
    people: int
    flood: int
    calm: int
    stored: tuple[int, ...]
    times: int


@dataclass(slots=True)
class Quiet:
    """How long a quiet person waited, without and with the flood, and how long the flood took, in seconds."""

    calm: list[float] = field(default_factory=list)
    flooded: list[float] = field(default_factory=list)
    over: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Traffic:
    """What one bot did in all its rounds."""

    loads: list[Load] = field(default_factory=list)
    one_by_one: list[list[float]] = field(default_factory=list)
    at_once: list[list[float]] = field(default_factory=list)
    steps_per_second: list[float] = field(default_factory=list)
    own_cpu: list[float] = field(default_factory=list)  # of the people's side, for a step of those at once


def traffic(
    command: Sequence[str], data: Path, size: Size, seed: int, result: Traffic, *, buttons: bool
) -> None:
    """One round with a bot of this command; adds to `result`."""
    with serving(command, data) as (talk, bot):
        result.loads.append(loaded(talk, bot, size.messages))
        asyncio.run(_people(talk, size, seed, result, buttons=buttons))


def flooded(command: Sequence[str], data: Path, size: Size, result: Quiet, **settings: str) -> None:
    """One round of the flood."""
    with serving(command, data, **settings) as (talk, bot):
        asyncio.run(_flood(talk, bot, size, result))


async def _people(talk: Talk, size: Size, seed: int, result: Traffic, *, buttons: bool) -> None:
    async with phones(talk.url) as client:
        coming = errands(size.people, ONE_BY_ONE, seed)
        steps, _ = await come(client, coming, EVERY_SECONDS, seed, buttons=buttons)
        result.one_by_one.append(steps)
        cpu = time.process_time()
        steps, seconds = await come(client, errands(size.people, CROWD, seed + 1), 0, seed, buttons=buttons)
        result.at_once.append(steps)
        result.steps_per_second.append(len(steps) / seconds)
        result.own_cpu.append(1000 * (time.process_time() - cpu) / len(steps))


async def _flood(talk: Talk, bot: subprocess.Popen[bytes], size: Size, result: Quiet) -> None:
    """One person asks question after question, first in peace, then while another has sent very many.

    The bot sleeps while the flood is written, so that all of it is there at once.
    """
    questions, watched = in_turn(size.flood + size.calm), psutil.Process(bot.pid)
    async with phones(talk.url) as client:
        quiet, flooder = Somebody(client, QUIET), Somebody(client, FLOODER)
        for question in questions[: size.calm]:
            result.calm.append(await _ask(quiet, question))
        watched.suspend()
        for question in questions[size.calm :]:
            await flooder.write(question)
        begun = asyncio.get_running_loop().time()
        watched.resume()
        counting = asyncio.create_task(flooder.answered(size.flood))
        while not counting.done():
            result.flooded.append(await _ask(quiet, questions[len(result.flooded) % size.calm]))
        await counting
        result.over.append(asyncio.get_running_loop().time() - begun)


async def _ask(quiet: Somebody, question: str) -> float:
    took = await quiet.ask(question)
    await asyncio.sleep(PAUSE_SECONDS)
    return took
