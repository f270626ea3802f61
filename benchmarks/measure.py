"""The single measurements of `start.py`, some also of `messages.py`; seconds unless a name says otherwise."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks.processes import (
    ROOT,
    SANDBOX,
    ZUHAUSE,
    Talk,
    data_in,
    environment,
    first_answer,
    free_port,
    running,
    settle,
    stop,
    wait_until,
)
from benchmarks.questions import Stock, in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CHATS = 50
BEFORE = 200  # answers before memory is looked at and the clock starts
TOKEN = "1:benchmark-token"  # noqa: S105  opens nothing but the sandbox


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the command to the page and to the first answer, and from Ctrl-C to the end."""

    page: float
    answer: float
    stop: float


@dataclass(frozen=True, slots=True)
class Load:
    """What a bot did with messages that were waiting in 50 chats, and what it took."""

    answers_per_second: float
    cpu_ms_per_answer: float
    megabytes: float


def fresh_clone() -> Start:
    """Clone the last commit and `make run` it, as a newcomer does; the clone itself is not in the times."""
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        return start(["make", "run"], clone, {}, "PORT={}")


def warm_start(folder: Path) -> Start:
    """Start with everything in its place: cache, compiled modules, database."""
    return start([*ZUHAUSE, "run"], folder, data_in(folder), "--port={}")


def start(command: Sequence[str], folder: Path, settings: Mapping[str, str], port_argument: str) -> Start:
    """Run a bot with its chat page, ask one message that has to be understood, press Ctrl-C."""
    port = free_port()
    talk = Talk(port)
    begun = time.perf_counter()
    with running([*command, port_argument.format(port)], folder, settings) as process:
        page = wait_until(talk.opens, process)
        answer = first_answer(talk, process, in_turn(1)[0])
        return Start(page - begun, answer - begun, stop(process))


def ask_ms(folder: Path, number: int) -> list[float]:
    """Return the milliseconds of each of `number` different messages to one `zuhause ask --json -`."""
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [*ZUHAUSE, "ask", "--json", "-"],
        cwd=folder,
        env=environment(data_in(folder) | one_thread),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    warm_up, *messages = in_turn(number + 1)
    with process:
        _ask_ms(process, warm_up)
        return [_ask_ms(process, message) for message in messages]


def _ask_ms(process: subprocess.Popen[str], message: str) -> float:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process needs pipes")
    begun = time.perf_counter()
    process.stdin.write(message + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    took = 1000 * (time.perf_counter() - begun)
    if json.loads(line)["text"] != message:
        raise RuntimeError(f"another message was answered: {line}")
    return took


def load(command: Sequence[str], number: int, data: Path) -> Load:
    """Let a bot process answer `number` messages over HTTP, from a sandbox process of its own."""
    with serving(command, data) as (talk, bot):
        return loaded(talk, bot, number)


@contextmanager
def serving(
    command: Sequence[str], data: Path, **settings: str
) -> Iterator[tuple[Talk, subprocess.Popen[bytes]]]:
    """A bot process on a sandbox process, as an operator runs them; it has answered its first message.

    The cache is the one in `data`, the database is new unless the settings name one.
    """
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        talk = Talk(port)
        own = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": talk.url, "DATA_DIR": str(data)}
        with running([*SANDBOX, f"--port={port}"], folder, {}) as sandbox:
            wait_until(talk.opens, sandbox)
            with running(command, folder, data_in(folder) | own | settings) as bot:
                first_answer(talk, bot, in_turn(1)[0])
                settle(bot)
                yield talk, bot


def loaded(talk: Talk, bot: subprocess.Popen[bytes], number: int) -> Load:
    """The same on a bot that runs already."""
    stock, watched = Stock(), psutil.Process(bot.pid)
    _serve(talk, bot, stock.take(CHATS, min(BEFORE, number)))
    megabytes = watched.memory_info().rss / 1e6
    before = watched.cpu_times()
    seconds = _serve(talk, bot, stock.take(CHATS, number))
    after = watched.cpu_times()
    cpu = after.user + after.system - before.user - before.system
    return Load(number / seconds, 1000 * cpu / number, megabytes)


def _serve(talk: Talk, bot: subprocess.Popen[bytes], messages: Mapping[int, Sequence[str]]) -> float:
    """Return the seconds from the moment all messages wait to the last answer.

    The bot sleeps while they are written, so that they wait all at once and writing them costs it nothing.
    Raises RuntimeError if a message got more than one answer, as then others were still unanswered.
    """
    wanted = {user: talk.answers(user) + len(texts) for user, texts in messages.items()}
    watched = psutil.Process(bot.pid)
    watched.suspend()
    for user, texts in messages.items():
        for text in texts:
            talk.say(user, text)
    begun = time.perf_counter()
    watched.resume()
    for user, answers in wanted.items():
        ended = wait_until(lambda user=user, answers=answers: talk.answers(user) >= answers, bot, 0.05)  # type: ignore[misc]
    if any(talk.answers(user) != answers for user, answers in wanted.items()):
        raise RuntimeError("a message got more than one answer, the time would be wrong")
    return ended - begun


def warm_up(folder: Path) -> None:
    """Fill cache and database in `folder`, from our cache where there is one."""
    if (ROOT / "data" / "cache").is_dir():
        shutil.copytree(ROOT / "data" / "cache", folder / "cache")
    warm_start(folder)
